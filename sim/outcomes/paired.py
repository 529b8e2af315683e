"""Variants beside their baseline, life by life.

A variant lives the same lives with the same luck, so what differs within a life is what the variant did. The mean of
these paired differences has a far narrower interval than runs with luck of their own would give. Differences are taken
in whole fen, months, or 0 and 1, before anything is divided.

A person is compared in the lives in which both variant and baseline have her and the outcome has a value in both: who
never retires in one of them tells nothing of the right at retirement. The family's outcome in a life is the sum of its
persons', whoever they are in that variant. Yes and no are told per person only.

Interval of a mean difference: normal, 95 %; one life has none. Where no way is better (`Better.NEITHER`), the columns
`better` and `gain` tell of the lives with more, `worse` and `loss` of those with less.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, erfc, inf, sqrt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sim.outcomes.columns import BY_FIFTH_COLUMNS, BY_YEAR_COLUMNS, COMPARISON_COLUMNS, YEAR_COLUMNS, Column
from sim.outcomes.measures import BY_NAME, COLUMNS, Better, Measure, Source, Unit
from sim.outcomes.statistics import QUANTILES, Z, rank_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_MEANS = ("baseline", "mean", "difference", "low", "high")
_SHARES = ("better", "worse", "unchanged")
Row = dict[str, Any]


# ----------------------------------------------------------------------------- the three tables


def comparison(lives: "pl.LazyFrame", baseline: str, measures: Iterable[Measure] = COLUMNS) -> "pl.DataFrame":
    """One row per variant, outcome and person, then one for the family (`person` is null).

    Yuan, months, or shares of lives from 0 to 1. `p` is how often luck alone would bring such a mean difference,
    two-sided; `guarded` is `p` after Holm's step-down over every row of the table that has one. Reads one outcome at a
    time.
    """
    grid = _Grid.of(lives, baseline, ("variant", "life", "person"))
    rows = [_row(measure, pairs) for measure in measures for pairs in _pairs(grid, measure, _at_the_end(measure))]
    tested = [row for row in rows if row["p"] is not None]
    for row, guarded in zip(tested, holm([row["p"] for row in tested]), strict=True):
        row["guarded"] = guarded
    return _frame(rows, COMPARISON_COLUMNS, grid)


def by_year(years: "pl.LazyFrame", baseline: str) -> "pl.DataFrame":
    """One row per variant, outcome, person (then the family, `person` is null) and calendar year of the file.

    Every outcome that is a sum of a year's flows or months, and the balances at the year's end. A year in which
    somebody has no row, not yet born or no longer there, counts as zero: so flows and months add up to their total.
    """
    grid = _Grid.of(years, baseline, ("variant", "life", "person", "year"))
    in_order = sorted((year, place) for place, year in enumerate(grid.labels["year"]))
    rows = []
    for measure in filter(_of_a_year, COLUMNS):
        for pairs in _pairs(grid, measure, _of_a_year(measure)):
            named = {"variant": pairs.variant, "outcome": measure.name, "person": pairs.person}
            means = _means(measure, pairs.baseline, pairs.value)
            for year, place in in_order:
                rows.append(named | {"year": year} | {name: values[place] for name, values in means.items()})
    return _frame(rows, BY_YEAR_COLUMNS, grid)


def by_quintile(lives: "pl.LazyFrame", baseline: str, of: Literal["earned", "out_of_pocket"]) -> "pl.DataFrame":
    """One row per variant, fifth of the lives and outcome, of the family.

    Lives are put into fifths by what the family had of `of` in the baseline, so a fifth is the same lives in every
    variant; 1 is the lowest, `from` and `to` are yuan. Lives of one value stay together, so a fifth can be missing: its
    lives are in the one before. Where that leaves a single group there is nothing to tell apart, and no row.
    """
    grid = _Grid.of(lives, baseline, ("variant", "life", "person"))
    values, _ = grid.read(_at_the_end(BY_NAME[of]))
    grouping = values[0].sum(axis=1)
    groups = _fifths(grouping)
    rows = []
    for measure in (measure for measure in COLUMNS if not measure.is_flag and len(groups) > 1):
        for pairs in _family(grid, *grid.read(_at_the_end(measure))):
            for fifth, group in groups.items():
                told = {"variant": pairs.variant, "grouped_by": of, "fifth": fifth, "outcome": measure.name}
                value_range = {"from": int(grouping[group].min()) / 100, "to": int(grouping[group].max()) / 100}
                rows.append(told | value_range | _of_group(measure, pairs, group))
    return _frame(rows, BY_FIFTH_COLUMNS, grid)


def _fifths(values: "np.ndarray") -> "dict[int, np.ndarray]":
    """Which lives are in each fifth that has any: the cuts between them are values, so that equals stay together."""
    import numpy as np

    ordered = np.sort(values)
    cuts = ordered[[rank_of(percent, values.size) for percent in (20, 40, 60, 80)]]
    fifths = 1 + np.searchsorted(cuts, values)
    return {fifth: fifths == fifth for fifth in np.unique(fifths).tolist()}


# ----------------------------------------------------------------------------- every value at its place


@dataclass(frozen=True)
class _Grid:
    """A file as variants × lives × persons, and × years where it has them, so that what is compared lies side by side.

    The baseline is the first variant, its persons come first.
    """

    rows: "pl.LazyFrame"
    labels: dict[str, list]
    cells: "np.ndarray"  # where each row of the file belongs

    @classmethod
    def of(cls, rows: "pl.LazyFrame", baseline: str, axes: Sequence[str]) -> "_Grid":
        import numpy as np

        labels = {axis: _labels(rows, baseline, axis) for axis in axes}
        cells = np.int64(0)
        for axis, names in labels.items():  # one after the other: a file of years is long
            cells = cells * len(names) + _places_along(rows, axis, names)
        return cls(rows, labels, cells)  # pyright: ignore[reportArgumentType]

    def read(self, columns: dict[str, int]) -> "tuple[np.ndarray, np.ndarray]":
        """The outcome as the sum of columns with their signs, zero where there is no value, and where there is one.

        Whole numbers: fen, months, or 0 and 1. Reads one column after the other.
        """
        import numpy as np
        import polars as pl

        total, has_value = np.zeros(self.cells.size, np.int64), np.ones(self.cells.size, np.bool_)
        for name, sign in columns.items():
            whole = pl.col(name).to_physical().cast(pl.Int64)  # yuan of two decimals are whole fen underneath
            told = self.rows.select(whole).collect().to_series()
            total += sign * told.fill_null(0).to_numpy()
            has_value &= told.is_not_null().to_numpy()
        return self._placed(total), self._placed(has_value)

    def _placed(self, values: "np.ndarray") -> "np.ndarray":
        import numpy as np

        placed = np.zeros([len(names) for names in self.labels.values()], values.dtype)
        placed.reshape(-1)[self.cells] = values
        return placed


def _labels(rows: "pl.LazyFrame", baseline: str, axis: str) -> list:
    """What stands along an axis, in the order of the file, but the baseline's first."""
    import polars as pl

    seen = rows.select("variant", label=axis).unique(maintain_order=True).collect()
    return seen.sort(pl.col("variant") != baseline, maintain_order=True)["label"].unique(maintain_order=True).to_list()


def _places_along(rows: "pl.LazyFrame", axis: str, names: list) -> "np.ndarray":
    import polars as pl

    words = pl.Enum([str(name) for name in names])
    return rows.select(pl.col(axis).cast(pl.String).cast(words).to_physical()).collect().to_series().to_numpy()


def _at_the_end(measure: Measure) -> dict[str, int]:
    """The column of `lives.parquet` that is an outcome."""
    return {measure.name: 1}


def _of_a_year(measure: Measure) -> dict[str, int]:
    """The columns of `years.parquet` that add up to an outcome, with their signs; none where they do not tell it."""
    if measure.source is Source.FLOWS:
        return {term: sign for sign, term in measure.signed()}
    if measure.source is Source.MONTHS:
        return {f"months_{term}": sign for sign, term in measure.signed()}
    if measure.source is Source.NETS:
        return _flows_of_places(measure)
    balances = {column.name for column in YEAR_COLUMNS}  # at the year's end
    return {measure.name: 1} if measure.name in balances else {}


def _flows_of_places(measure: Measure) -> dict[str, int]:
    """What places took in less what they gave, as the flows that touch them."""
    from sim.words.flows import Flow, Place
    from sim.world.books import EFFECT

    effects = {
        flow.name.lower(): sum(sign * int(EFFECT[flow, Place[term.upper()]]) for sign, term in measure.signed())
        for flow in Flow
    }
    return {flow: effect for flow, effect in effects.items() if effect}


# ----------------------------------------------------------------------------- what is compared


class _Pairs(NamedTuple):
    """One outcome of a person, or of the family (None), in the lives that a variant shares with the baseline."""

    variant: str
    person: str | None
    baseline: "np.ndarray"  # whole fen, months, or 0 and 1: a number for each of them, or one for each of its years
    value: "np.ndarray"


def _pairs(grid: _Grid, measure: Measure, columns: dict[str, int]) -> Iterator[_Pairs]:
    """Every variant beside the baseline: its persons, then the family."""
    values, known = grid.read(columns)
    for place, person in enumerate(grid.labels["person"]):
        yield from _beside(grid, person, values[:, :, place], known[:, :, place])
    if not measure.is_flag:
        yield from _family(grid, values, known)


def _family(grid: _Grid, values: "np.ndarray", known: "np.ndarray") -> Iterator[_Pairs]:
    import numpy as np

    return _beside(grid, None, values.sum(axis=2), np.asarray(known.any(axis=2)))


def _beside(grid: _Grid, person: str | None, values: "np.ndarray", known: "np.ndarray") -> Iterator[_Pairs]:
    """Each variant beside the baseline, in the lives that tell of both."""
    import numpy as np

    told = np.asarray(known.reshape(*known.shape[:2], -1).any(axis=2))  # in any year
    for place, variant in enumerate(grid.labels["variant"][1:], 1):
        lives = told[0] & told[place]
        if lives.any():
            yield _Pairs(variant, person, values[0][lives], values[place][lives])


# ----------------------------------------------------------------------------- statistics


def half_width(values: "np.ndarray") -> Any:
    """Half of the 95 % interval of the mean of values, along their first axis: normal; infinite below two values."""
    import numpy as np

    number = len(values)
    if number < 2:
        return np.full(values.shape[1:], inf)[()]
    return Z * np.std(values, axis=0, ddof=1) / sqrt(number)


def probability(differences: "np.ndarray") -> float | None:
    """How often luck alone would bring such a mean of paired differences, or one further from zero.

    Normal, but never less than sign flips allow: if the variant did nothing, each of the k differences that are not
    zero could as well have had the other sign, and that all k agree has a chance of 2 in 2^k. So a handful of changed
    lives proves nothing, however large the change. None where all differences are zero.
    """
    changed = int((differences != 0).sum())
    if not changed:
        return None
    error = float(half_width(differences)) / Z
    normal = erfc(abs(float(differences.mean())) / error / sqrt(2)) if error else 0.0
    return max(normal, 2.0 ** (1 - changed))


def holm(probabilities: Sequence[float]) -> list[float]:
    """Each probability guarded against having looked at so many, by Holm's step-down.

    The smallest is multiplied by their number, the next by one less and so on; none comes out below a smaller one.
    """
    order = sorted(range(len(probabilities)), key=probabilities.__getitem__)
    guarded, highest = [0.0] * len(order), 0.0
    for done, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - done) * probabilities[place]))
        guarded[place] = highest
    return guarded


def _row(measure: Measure, pairs: _Pairs) -> Row:
    """Everything the table says of one comparison but `guarded`."""
    named = {"variant": pairs.variant, "outcome": measure.name, "person": pairs.person, "unit": str(measure.unit)}
    differences = pairs.value - pairs.baseline
    return (
        named
        | {"lives": len(differences), "p": probability(differences), "unpaired": _unpaired(pairs)}
        | _means(measure, pairs.baseline, pairs.value)
        | _shares(measure, differences)
        | _sizes(measure, differences)
        | ({} if measure.is_flag else _quantiles(measure, differences))
    )


def _of_group(measure: Measure, pairs: _Pairs, group: "np.ndarray") -> Row:
    baseline, value = pairs.baseline[group], pairs.value[group]
    return {"lives": len(value)} | _means(measure, baseline, value) | _shares(measure, value - baseline)


def _means(measure: Measure, baseline: "np.ndarray", value: "np.ndarray") -> Row:
    """Means and the interval of the difference: sums are whole, so the difference is exact until it is divided."""
    scale = _scale(measure)
    whole = len(value) * scale
    difference = (value - baseline).sum(axis=0) / whole
    half = half_width(value - baseline) / scale
    means = (baseline.sum(axis=0) / whole, value.sum(axis=0) / whole, difference, difference - half, difference + half)
    return dict(zip(_MEANS, means, strict=True))


def _shares(measure: Measure, differences: "np.ndarray") -> Row:
    gains = _gains(measure, differences)
    counts = (int(which.sum()) for which in (gains > 0, gains < 0, gains == 0))
    return {name: count / len(gains) for name, count in zip(_SHARES, counts, strict=True)}


def _sizes(measure: Measure, differences: "np.ndarray") -> Row:
    """The mean change of the lives that are better off and of those worse off, both above zero."""
    gains = _gains(measure, differences)
    return {"gain": _mean_size(measure, gains[gains > 0]), "loss": _mean_size(measure, -gains[gains < 0])}


def _mean_size(measure: Measure, sizes: "np.ndarray") -> float | None:
    return int(sizes.sum()) / (sizes.size * _scale(measure)) if sizes.size else None


def _gains(measure: Measure, differences: "np.ndarray") -> "np.ndarray":
    """How much better each life is; where no way is better, how much more it has."""
    return -differences if measure.better is Better.LESS else differences


def _quantiles(measure: Measure, differences: "np.ndarray") -> Row:
    import numpy as np

    ordered, scale = np.sort(differences), _scale(measure)
    return {name: int(ordered[rank_of(percent, len(ordered))]) / scale for name, percent in QUANTILES.items()}


def _unpaired(pairs: _Pairs) -> float | None:
    """Lives of each variant that would give the same interval if each had luck of its own; a whole number, perhaps past
    what 64 bits hold. None where the difference does not vary."""
    import numpy as np

    number = len(pairs.value)
    spread = float(np.var(pairs.value - pairs.baseline, ddof=1)) if number > 1 else 0.0
    if not spread:
        return None
    apart = float(np.var(pairs.baseline, ddof=1) + np.var(pairs.value, ddof=1))
    return float(ceil(number * apart / spread))


def _scale(measure: Measure) -> int:
    return 100 if measure.unit is Unit.YUAN else 1


def _frame(rows: list[Row], columns: tuple[Column, ...], grid: _Grid) -> "pl.DataFrame":
    """The rows in the order of the variants; an interval without bounds is none."""
    import polars as pl

    whole = {"lives": pl.Int64, "year": pl.Int32, "fifth": pl.Int32}
    schema = {name: pl.String if unit == "name" else whole.get(name, pl.Float64) for name, unit, _ in columns}
    rows = sorted(rows, key=lambda row: grid.labels["variant"].index(row["variant"]))
    return pl.DataFrame(rows, schema).with_columns(pl.col("low", "high").replace([-inf, inf], None))
