"""The tables of a population: its persons and their groups, distributions of outcomes, totals by year."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.outcomes import weighted
from sim.outcomes.columns import DISTRIBUTION_COLUMNS, PERSON_COLUMNS, TOTALS_COLUMNS
from sim.outcomes.families import of_families, whole
from sim.outcomes.weighted import Estimate
from sim.words.dates import age_band
from sim.words.flows import Flow, Place
from sim.words.outcomes import Outcome

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

#: Places whose money totals are about; what relatives give each other stays among them.
PLACES = (Place.POOL, Place.ACCOUNT, Place.POCKET, Place.EMPLOYER, Place.GOVERNMENT, Place.PROVIDER)
_FEN = 100  # of a yuan
_INCOME = {"decile": 10, "quintile": 5, "quartile": 4}


# ----------------------------------------------------------------------------- persons and groups


def with_groups(persons: "pl.DataFrame", groups: Iterable[str]) -> "pl.DataFrame":
    """Everybody, with a column for each way of grouping."""
    made = [_group(persons, group).alias(f"by_{group}") for group in groups]
    return persons.select(*(column.name for column in PERSON_COLUMNS), *made)


def _group(persons: "pl.DataFrame", group: str) -> "pl.Series":
    import polars as pl

    what, _, part = group.partition(".")
    if what == "age":
        return pl.Series([age_band(age, int(part)) for age in persons["age"]], dtype=pl.String)
    if what == "income":
        return _of_income(persons, _INCOME[part])
    return persons[group.replace(".", "_")]


def _of_income(persons: "pl.DataFrame", parts: int) -> "pl.Series":
    """The part of each person by what the wages of the household come to per head."""
    import polars as pl

    a_head = persons.select((pl.col("wage").sum() / pl.len()).over("household")).to_series().to_numpy()
    places = weighted.parts_of(a_head, persons["weight"].to_numpy(), parts)
    return pl.Series(places).cast(pl.String)


def group_order(group: str) -> tuple[int, str]:
    """Groups in the order of their numbers, where they have any."""
    number = group.partition("-")[0]
    return (int(number), group) if number.isdigit() else (0, group)


# ----------------------------------------------------------------------------- distributions


def distribution(
    lives: "pl.LazyFrame", persons: "pl.DataFrame", outcomes: Iterable[Outcome], reported: Iterable[str]
) -> "pl.DataFrame":
    """Every outcome over persons and over households; those of the scenario's `report` by each group of persons too."""
    import polars as pl

    groups, shown = [name for name in persons.columns if name.startswith("by_")], set(reported)
    rows: list[dict[str, Any]] = []
    for outcome in outcomes:
        if outcome.is_shortfall:
            continue  # of all lives together
        of_persons = lives.select("person", value=whole(lives, outcome)).drop_nulls().collect()
        of_persons = of_persons.join(persons, on="person", how="left", maintain_order="left")
        rows += _rows("person", None, outcome, of_persons)
        if outcome.has_family:
            rows += _rows("household", None, outcome, _of_households(lives, persons, outcome))
        for group in groups if outcome.name in shown else ():
            rows += _rows("person", group, outcome, of_persons)
    return pl.DataFrame(rows, {column.name: _kind(column.name) for column in DISTRIBUTION_COLUMNS})


def _of_households(lives: "pl.LazyFrame", persons: "pl.DataFrame", outcome: Outcome) -> "pl.DataFrame":
    """The outcome of each household in each life; a household weighs the mean of its persons."""
    import polars as pl

    homes = persons.group_by("household", maintain_order=True).agg(pl.col("weight").mean())
    found = of_families(lives, outcome, ("household",)).drop_nulls().collect().sort("household", "life")
    return found.join(homes, on="household", how="left", maintain_order="left")


def _rows(of: str, by: str | None, outcome: Outcome, values: "pl.DataFrame") -> Iterator[dict[str, Any]]:
    parts: dict[str | None, pl.DataFrame] = {None: values}
    if by is not None:
        parts = {str(key[0]): part for key, part in values.partition_by(by, as_dict=True).items()}
    for group in sorted(parts, key=lambda name: group_order(name or "")):
        part = parts[group]
        numbers = part["value"].cast(float).to_numpy() / outcome.scale
        weights = part["weight"].to_numpy()
        found = weighted.mean(numbers, weights, _numbered(part["household"])) if part.height else None
        if found is None:
            continue
        yield {
            "of": of, "by": by and by.removeprefix("by_"), "group": group, "outcome": outcome.name,
            "unit": str(outcome.unit), "number": part[of].n_unique(), "effective": found.effective,
            "mean": found.value, "low": found.low, "high": found.high, **weighted.quantiles(numbers, weights),
        }  # fmt: skip


def _numbered(homes: "pl.Series") -> "np.ndarray":
    """Households as whole numbers."""
    return homes.rank("dense").to_numpy()


# ----------------------------------------------------------------------------- totals


def totals(years: "pl.DataFrame", persons: "pl.DataFrame", lives: int) -> "pl.DataFrame":
    """What went along each way, into each place and out of it, by year, in each region and in all of them."""
    import polars as pl

    homes = persons.group_by("household", maintain_order=True).agg(pl.col("weight").mean())
    numbers = {name: place for place, name in enumerate(homes["household"])}
    weights = homes["weight"].to_numpy()
    regions: list[str | None] = [None, *sorted(set(persons["region"]))]
    rows = []
    for region in regions:
        for (year,), part in sorted(years.partition_by("year", as_dict=True).items()):
            there = part if region is None else part.filter(pl.col("region") == region)
            if there.height:
                rows += _totals_of(region, year, there, numbers, weights, lives)
    return pl.DataFrame(rows, {column.name: _kind(column.name) for column in TOTALS_COLUMNS})


def _totals_of(
    region: str | None, year: Any, rows: "pl.DataFrame", numbers: dict[str, int], weights: "np.ndarray", lives: int
) -> Iterator[dict[str, Any]]:
    import numpy as np

    places = rows["household"].replace_strict(numbers).to_numpy()
    weight = rows["weight"].to_numpy() / (lives * _FEN)
    sums = {flow: np.bincount(places, weight * rows[flow.column].to_numpy(), weights.size) for flow in Flow}
    inside = np.where(np.bincount(places, minlength=weights.size) > 0, weights, 0.0)
    none = np.zeros(weights.size)
    items = [("flow", flow.column, amounts) for flow, amounts in sums.items() if amounts.any()]
    for place in PLACES:
        into = (sums[flow] for flow in Flow if _whole(flow.target) == place != _whole(flow.source))
        out = (sums[flow] for flow in Flow if _whole(flow.source) == place != _whole(flow.target))
        items += [("into", place.name.lower(), sum(into, none)), ("out_of", place.name.lower(), sum(out, none))]
    for what, item, amounts in items:
        found: Estimate = weighted.total(amounts, inside)
        yield {
            "region": region, "year": year, "what": what, "item": item, "total": found.value, "low": found.low,
            "high": found.high, "effective": found.effective,
        }  # fmt: skip


def _whole(place: Place) -> Place:
    """The place of which another one is a part."""
    return Place.ACCOUNT if place == Place.PAST_ACCOUNT else place


def _kind(name: str) -> Any:
    import polars as pl

    if name in ("of", "by", "group", "outcome", "unit", "region", "what", "item"):
        return pl.String
    return pl.Int64 if name in ("number", "year") else pl.Float64


def write(frame: "pl.DataFrame", target: Path) -> None:
    """Write a table of a result."""
    frame.write_parquet(target, compression="zstd", statistics=True)
