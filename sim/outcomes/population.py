"""The tables of a population: its persons and their groups, distributions of outcomes, totals by year."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes import weighted
from sim.outcomes.columns import DISTRIBUTION_COLUMNS, PERSON_COLUMNS, TOTALS_COLUMNS, Column
from sim.outcomes.families import of_families, whole
from sim.outcomes.weighted import Estimate
from sim.words.dates import age_band
from sim.words.flows import Flow, Place
from sim.words.outcomes import Outcome, Unit

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


class Sample(NamedTuple):
    """An outcome over persons, or over households, of everybody or of a group: a row a life of each."""

    of: str
    by: str | None
    group: str | None
    outcome: Outcome
    rows: "pl.DataFrame"

    @property
    def named(self) -> dict[str, Any]:
        """What it is of, as the tables have it."""
        return {
            "of": self.of, "by": self.by, "group": self.group, "outcome": self.outcome.name,
            "unit": str(self.outcome.unit), "number": self.rows[self.of].n_unique(),
        }  # fmt: skip

    @property
    def weights(self) -> "np.ndarray":
        return self.rows["weight"].to_numpy()

    @property
    def homes(self) -> "np.ndarray":
        """Households as whole numbers."""
        return self.rows["household"].to_numpy()

    def numbers(self, column: str) -> "np.ndarray":
        """A column of whole numbers in the unit of the outcome."""
        return self.rows[column].cast(float).to_numpy() / self.outcome.scale


Values = Callable[[str, Outcome], "pl.DataFrame"]  # a row a life of each person, or household


def samples(
    values: Values, persons: "pl.DataFrame", outcomes: Iterable[Outcome], reported: Iterable[str]
) -> Iterator[Sample]:
    """Every outcome over persons and over households; those of the scenario's `report` by each group of persons too."""
    import polars as pl

    groups, shown = [name for name in persons.columns if name.startswith("by_")], set(reported)
    people = _numbered(persons, groups)
    homes = people.group_by("household", maintain_order=True).agg(pl.col("home").first(), pl.col("weight").mean())
    for outcome in outcomes:
        if outcome.is_shortfall:
            continue  # of all lives together
        rows = _weighted(values("person", outcome), people.drop("household"), "person")
        yield from _weighing(Sample("person", None, None, outcome, rows.drop(groups)))
        if outcome.has_family:  # a household weighs the mean of its persons
            of_homes = _weighted(values("household", outcome), homes, "household")
            yield from _weighing(Sample("household", None, None, outcome, of_homes))
        for group in groups if outcome.name in shown else ():
            parts = rows.drop(other for other in groups if other != group).partition_by(group, as_dict=True)
            named = {str(key[0]): part for key, part in parts.items()}
            for name in sorted(named, key=group_order):
                yield from _weighing(Sample("person", group.removeprefix("by_"), name, outcome, named[name]))


def _numbered(persons: "pl.DataFrame", groups: list[str]) -> "pl.DataFrame":
    """What samples need of everybody, small: persons and households as numbers in the order of theirs, groups too."""
    import polars as pl

    home = (persons["household"] != persons["household"].shift()).fill_null(True).cum_sum()
    small = [persons[group].cast(pl.Enum(persons[group].unique().sort())) for group in groups]
    return persons.select("person", "household", "weight", home.alias("home"), *small).with_row_index("number")


def _weighted(values: "pl.DataFrame", of: "pl.DataFrame", by: str) -> "pl.DataFrame":
    """Values with weight, household and groups; names make way for numbers, which take a fraction of their memory."""
    rows = values.drop("life").join(of, on=by, how="left", maintain_order="left").drop(by)
    return rows.rename({"number": "person"} if by == "person" else {}).rename({"home": "household"})


def _weighing(sample: Sample) -> Iterator[Sample]:
    """The sample, if anything in it weighs something."""
    if sample.rows.height and sample.rows["weight"].sum():
        yield sample


def values_of(lives: "pl.LazyFrame", of: str, outcome: Outcome) -> "pl.DataFrame":
    """The outcome of each person, or of each household, in each life that has it, as a whole number."""
    if of == "person":
        return lives.select("person", "life", value=whole(lives, outcome)).drop_nulls().collect()
    return of_families(lives, outcome, ("household",)).drop_nulls().collect().sort("household", "life")


def distribution(
    lives: "pl.LazyFrame", persons: "pl.DataFrame", outcomes: Iterable[Outcome], reported: Iterable[str]
) -> "pl.DataFrame":
    """One row a sample: its weighted mean with its interval, and its quantiles."""
    rows = []
    for sample in samples(partial(values_of, lives), persons, outcomes, reported):
        numbers, weights = sample.numbers("value"), sample.weights
        found = weighted.mean(numbers, weights, sample.homes)
        assert found is not None, "a sample weighs something"
        rows.append(sample.named | estimated(found, "mean") | weighted.quantiles(numbers, weights))
    return frame(rows, DISTRIBUTION_COLUMNS)


def estimated(found: Estimate, name: str) -> dict[str, Any]:
    """An estimate as the tables have it, under a name of its own."""
    return {name: found.value, "low": found.low, "high": found.high, "effective": found.effective}


# ----------------------------------------------------------------------------- totals


class Sums(NamedTuple):
    """What went along each way, into each place and out of it in a region and year: a weighted sum a household."""

    region: str | None  # none: all of them
    year: int
    inside: "np.ndarray"  # weights of the households there, 0 of the others
    items: dict[tuple[str, str], "np.ndarray"]

    @property
    def moved(self) -> list[tuple[str, str]]:
        """What tables show of it: every place, and the flows along which money went."""
        return [item for item, amounts in self.items.items() if item[0] != "flow" or amounts.any()]


def years_in(years: "pl.LazyFrame") -> list[int]:
    """Every calendar year."""
    import polars as pl

    return years.select(pl.col("year").unique().sort()).collect().to_series().to_list()


def sums(years: "pl.LazyFrame", persons: "pl.DataFrame", lives: int, of: Iterable[int]) -> Iterator[Sums]:
    """The sums of some years, in all regions together and in each. The rows of one year are in memory at a time."""
    import polars as pl

    homes = persons.group_by("household", maintain_order=True).agg(pl.col("weight").mean())
    numbers, weights = homes.select("household").with_row_index("place"), homes["weight"].to_numpy()
    regions = persons["region"].unique().sort().to_list()
    for year in of:
        rows = years.filter(pl.col("year") == year).collect()
        rows = rows.join(numbers, on="household", how="left", maintain_order="left").drop("household", "year")
        yield _sums(None, year, rows, weights, lives)
        for region in regions:
            yield _sums(region, year, rows.filter(pl.col("region") == region), weights, lives)


def _sums(region: str | None, year: int, rows: "pl.DataFrame", weights: "np.ndarray", lives: int) -> Sums:
    import numpy as np

    places = rows["place"].to_numpy()
    weight = rows["weight"].to_numpy() / (lives * _FEN)
    flows = {flow: np.bincount(places, weight * rows[flow.column].to_numpy(), weights.size) for flow in Flow}
    inside = np.where(np.bincount(places, minlength=weights.size) > 0, weights, 0.0)
    none = np.zeros(weights.size)
    items = {("flow", flow.column): amounts for flow, amounts in flows.items()}
    for place in PLACES:
        into = (flows[flow] for flow in Flow if _whole(flow.target) == place != _whole(flow.source))
        out = (flows[flow] for flow in Flow if _whole(flow.source) == place != _whole(flow.target))
        items |= {("into", place.name.lower()): sum(into, none), ("out_of", place.name.lower()): sum(out, none)}
    return Sums(region, year, inside, items)


def totals(years: "pl.LazyFrame", persons: "pl.DataFrame", lives: int) -> "pl.DataFrame":
    """What went along each way that money went, into each place and out of it, by year and region."""
    found = sums(years, persons, lives, years_in(years))
    return frame(
        by_region(of_item(one, item) for one in found if one.inside.any() for item in one.moved), TOTALS_COLUMNS
    )


def by_region(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of totals in the order of the regions, all of them together first."""
    return sorted(rows, key=lambda row: row["region"] or "")


def of_item(found: Sums, item: tuple[str, str]) -> dict[str, Any]:
    """The total of one of the sums."""
    named = {"region": found.region, "year": found.year, "what": item[0], "item": item[1]}
    return named | estimated(weighted.total(found.items[item], found.inside), "total")


def _whole(place: Place) -> Place:
    """The place of which another one is a part."""
    return Place.ACCOUNT if place == Place.PAST_ACCOUNT else place


# ----------------------------------------------------------------------------- tables


def frame(rows: list[dict[str, Any]], columns: tuple[Column, ...]) -> "pl.DataFrame":
    """Rows as a table of these columns."""
    import polars as pl

    kinds = {"name": pl.String, "number": pl.Int64, "year": pl.Int64, Unit.YES_NO: pl.Boolean}
    schema = {name: kinds.get(unit, pl.Float64) for name, unit, _ in columns} | {"effective": pl.Float64}
    return pl.DataFrame(rows, {column.name: schema[column.name] for column in columns})


def write(frame: "pl.DataFrame", target: Path) -> None:
    """Write a table of a result."""
    frame.write_parquet(target, compression="zstd", statistics=True)
