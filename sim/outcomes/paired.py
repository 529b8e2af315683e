"""Paired comparison of variants with their baseline, life by life.

All variants are simulated with common random numbers, so a difference within a life is due to the variant. The mean of
these paired differences has a far narrower interval than independent runs would give. Differences are taken in whole
fen, months, or 0 and 1, before anything is divided.

A person is compared in the lives in which both variant and baseline contain that person and the outcome has a value in
both: someone who never retires in one of them says nothing about the right at retirement. The family's outcome in a
life is the sum over its persons, whoever they are in that variant. Yes and no are per person only.

The intervals are those of `intervals.py`; a single life has none. If neither direction is better
(`Better.NEITHER`), the columns `better` and `gain` are about lives with more, `worse` and `loss` about lives with less.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.columns import BY_QUINTILE_COLUMNS, BY_YEAR_COLUMNS, COMPARISON_COLUMNS, YEAR_END, Column
from sim.outcomes.formulas import added, evaluated, leaves
from sim.outcomes.intervals import ALPHA, Mean, rank_of, ranks_around, sign_test, wilson
from sim.outcomes.present import discounted
from sim.outcomes.statistics import QUANTILES, alpha_of, in_unit, quantiles_of
from sim.outcomes.sums import total
from sim.words.counts import Count
from sim.words.discount import Discount
from sim.words.outcomes import BY_NAME, COLUMNS, GROUPED_BY, Better, OfFamily, Outcome, Source, Unit
from sim.words.states import Status

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_SHARES = ("better", "worse", "unchanged")
_TESTS = ("p", "p_sign")
Row = dict[str, Any]


# ----------------------------------------------------------------------------- the three tables


def comparison(lives: "pl.LazyFrame", baseline: str, outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per variant, outcome and person, then one for the family (`person` is null).

    Yuan, months, or shares of lives from 0 to 1. `p` is the two-sided probability of such a mean difference by chance
    alone, `p_sign` that of so many lives changing the same way; `p_holm` and `p_sign_holm` are adjusted by Holm's
    step-down over all rows of the table that have one. Reads one outcome at a time.
    """
    grid = _Grid.of(lives, baseline, ("variant", "life", "person"))
    rows = [
        _row(outcome, pairs)
        for outcome in outcomes
        for pairs in _pairs(grid, outcome, *grid.read(_at_the_end(outcome)))
    ]
    return _frame(rows, COMPARISON_COLUMNS, grid)


def comparison_of_families(lives: "pl.LazyFrame", baseline: str, outcomes: Iterable[Outcome]) -> "pl.DataFrame":
    """The rows of that table that are for the family."""
    grid = _Grid.of(lives, baseline, ("variant", "life", "person"))
    rows = [
        _row(outcome, pairs)
        for outcome in outcomes
        for pairs in _family(grid, outcome, *grid.read(_at_the_end(outcome)))
    ]
    return _frame(rows, COMPARISON_COLUMNS, grid)


def by_year(years: "pl.LazyFrame", baseline: str, outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per variant, outcome, person (then the family, `person` is null) and calendar year of the file.

    It has every outcome that is a sum of a year's flows or months, its present value, whether the year is one of
    catastrophic spending, and the balances at the year's end. A year in which a person has no row, not yet born or no
    longer there, counts as zero: so flows and months add up to their total. An outcome made of these in another way, a
    rate or a threshold, is that of the year alone.
    """
    grid = _Grid.of(years, baseline, ("variant", "life", "person", "year"))
    in_order = sorted((year, position) for position, year in enumerate(grid.labels["year"]))
    rows = []
    for outcome in outcomes:
        of_years = _of_years(grid, outcome)
        rows += _rows_of_formula(grid, outcome, in_order) if of_years is None else ()
        for pairs in _pairs(grid, outcome, *of_years) if of_years is not None else ():
            named = {"variant": pairs.variant, "outcome": outcome.name, "person": pairs.person}
            differs = (pairs.baseline != pairs.value).any(axis=0)
            sums = total(pairs.baseline)
            for year, position in in_order:
                if differs[position]:
                    of_year = _means(outcome, pairs.baseline[:, position], pairs.value[:, position])
                else:
                    of_year = _alike(outcome, len(pairs.baseline), sums[position])
                rows.append(named | {"year": year} | of_year)
    return _frame(rows, BY_YEAR_COLUMNS, grid)


def _rows_of_formula(grid: "_Grid", outcome: Outcome, in_order: list[tuple[int, int]]) -> Iterator[Row]:
    """The rows by year of an outcome that is made of what there is of a year and is none itself, in the lives that
    have a value under both variant and baseline in the year."""
    if outcome.formula is None:
        return
    read: dict[Outcome, tuple[np.ndarray, np.ndarray]] = {}
    for part in leaves(outcome.formula):
        if (of_years := _of_years(grid, part)) is None:
            return
        read[part] = _in_every_year(*of_years)
    people: dict[str | None, dict[str, tuple[np.ndarray, np.ndarray]]] = {}
    for position, person in enumerate(grid.labels["person"] if outcome.has_persons else ()):
        people[person] = {
            part.name: (values[:, :, position], here[:, :, position]) for part, (values, here) in read.items()
        }
    if outcome.has_family:
        people[None] = {part.name: _of_persons(part, *found) for part, found in read.items()}
    for person, found in people.items():
        values, known = evaluated(outcome.formula, found)
        for position, variant in enumerate(grid.labels["variant"][1:], 1):
            for year, place in in_order:
                both = known[0, :, place] & known[position, :, place]
                if both.any():
                    named = {"variant": variant, "outcome": outcome.name, "person": person, "year": year}
                    compared = (values[case, both, place] for case in (0, position))
                    if outcome.is_shortfall:
                        compared = (added(outcome.formula, of_case) for of_case in compared)
                    yield named | _means(outcome, *compared)


def _in_every_year(values: "np.ndarray", known: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """Who has a row in any year of a life is known in all of them: a year without a row is one of zeros."""
    import numpy as np

    return values, np.broadcast_to(known.any(axis=3, keepdims=True), known.shape)


def by_quintile(lives: "pl.LazyFrame", baseline: str, of: str, outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per variant, quintile of the lives and outcome, for the family, by one of `GROUPED_BY`."""
    rows, grid = _by_quintile(lives, baseline, of, outcomes)
    return _frame(rows, BY_QUINTILE_COLUMNS, grid)


def by_quintiles(lives: "pl.LazyFrame", baseline: str, outcomes: Sequence[Outcome] = COLUMNS) -> "pl.DataFrame":
    """The quintiles by everything that lives are grouped by."""
    tables = [_by_quintile(lives, baseline, of, outcomes) for of in GROUPED_BY]
    return _frame([row for rows, _ in tables for row in rows], BY_QUINTILE_COLUMNS, tables[0][1])


def _by_quintile(
    lives: "pl.LazyFrame", baseline: str, of: str, outcomes: Iterable[Outcome]
) -> tuple[list[Row], "_Grid"]:
    """The rows of the quintiles.

    Lives are grouped into quintiles by the family's outcome `of` in the baseline, so a quintile
    is the same lives in every variant; 1 is the lowest, `from` and `to` are yuan. Lives of one value stay together, so
    a quintile can be missing: its lives are in the one before. If that leaves a single group, there are no rows.
    """
    grid = _Grid.of(lives, baseline, ("variant", "life", "person"))
    values, _ = grid.read(_at_the_end(BY_NAME[of]))
    grouping = values[0].sum(axis=1)
    groups = _quintiles(grouping)
    rows = []
    for outcome in (outcome for outcome in outcomes if outcome.has_family and outcome.has_distribution):
        for pairs in _family(grid, outcome, *grid.read(_at_the_end(outcome))) if len(groups) > 1 else ():
            for quintile, group in groups.items():
                if not (group & pairs.lives).any():
                    continue
                named = {"variant": pairs.variant, "grouped_by": of, "quintile": quintile, "outcome": outcome.name}
                value_range = {"from": int(grouping[group].min()) / 100, "to": int(grouping[group].max()) / 100}
                rows.append(named | value_range | _of_group(outcome, pairs, group))
    return rows, grid


def _quintiles(values: "np.ndarray") -> "dict[int, np.ndarray]":
    """Which lives are in each quintile that has any: the cuts between them are values, so that equals stay together."""
    import numpy as np

    ordered = np.sort(values)
    cuts = ordered[[rank_of(percent, values.size) for percent in (20, 40, 60, 80)]]
    quintiles = 1 + np.searchsorted(cuts, values)
    return {quintile: quintiles == quintile for quintile in np.unique(quintiles).tolist()}


# ----------------------------------------------------------------------------- a file as an array


@dataclass(frozen=True)
class _Grid:
    """A file as an array of variants × lives × persons, and × years if it has them, so that subtraction compares.

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
            cells = cells * len(names) + _positions_along(rows, axis, names)
        return cls(rows, labels, cells)  # pyright: ignore[reportArgumentType]

    def read(self, columns: dict[str, int]) -> "tuple[np.ndarray, np.ndarray]":
        """The outcome as a signed sum of columns, zero where there is no value; and whether there is one.

        Whole numbers: fen, months, or 0 and 1. Reads one column at a time.
        """
        import numpy as np
        import polars as pl

        total, has_value = np.zeros(self.cells.size, np.int64), np.ones(self.cells.size, np.bool_)
        for name, sign in columns.items():
            whole = pl.col(name).to_physical().cast(pl.Int64)  # yuan of two decimals are stored as whole fen
            values = self.rows.select(whole).collect().to_series()
            total += sign * values.fill_null(0).to_numpy()
            has_value &= values.is_not_null().to_numpy()
        return self._placed(total), self._placed(has_value)

    def _placed(self, values: "np.ndarray") -> "np.ndarray":
        import numpy as np

        placed = np.zeros([len(names) for names in self.labels.values()], values.dtype)
        placed.reshape(-1)[self.cells] = values
        return placed


def _labels(rows: "pl.LazyFrame", baseline: str, axis: str) -> list:
    """The labels along an axis, in the order of the file, but the baseline's first."""
    import polars as pl

    seen = rows.select("variant", label=axis).unique(maintain_order=True).collect()
    return seen.sort(pl.col("variant") != baseline, maintain_order=True)["label"].unique(maintain_order=True).to_list()


def _positions_along(rows: "pl.LazyFrame", axis: str, names: list) -> "np.ndarray":
    import polars as pl

    words = pl.Enum([str(name) for name in names])
    return rows.select(pl.col(axis).cast(pl.String).cast(words).to_physical()).collect().to_series().to_numpy()


def _at_the_end(outcome: Outcome) -> dict[str, int]:
    """The column of `lives.parquet` that is an outcome."""
    return {outcome.name: 1}


def columns_of_a_year(outcome: Outcome) -> dict[str, int]:
    """The columns of years.parquet that add up to an outcome, with their signs; none if it cannot be had by year."""
    if (flows := outcome.flows()) is not None:
        return {flow.column: sign for flow, sign in flows.items()}
    if outcome.source is Source.MONTHS:
        return {Status(status).column: sign for sign, status in outcome.members()}
    if outcome.source is Source.COUNTS:
        return {Count(count).column: sign for sign, count in outcome.members()}
    if outcome.formula is not None:
        return _of_a_year_added(outcome.formula.linear() or {})
    return {outcome.name: 1} if outcome.name in YEAR_END else {}


def _of_years(grid: _Grid, outcome: Outcome) -> "tuple[np.ndarray, np.ndarray] | None":
    """An outcome in each year as whole numbers, and who has a row there; None where years.parquet does not have it."""
    base = BY_NAME[outcome.terms] if outcome.discount is not None else outcome
    is_burden = outcome.source is Source.BURDENS
    columns = {outcome.terms: 1} if is_burden else columns_of_a_year(base)
    if not columns:
        return None
    values, known = grid.read(columns)
    return (values if outcome.discount is None else _discounted(grid, outcome.discount, values, known)), known


def _discounted(grid: _Grid, discount: Discount, values: "np.ndarray", known: "np.ndarray") -> "np.ndarray":
    """Amounts of years at present. A variant counts from its own start, the first year of which it has a row."""
    import numpy as np

    years, found = grid.labels["year"], np.zeros_like(values)
    for place in range(len(values)):
        start = min(year for position, year in enumerate(years) if known[place, ..., position].any())
        of_variant = replace(discount, start=start)
        found[place] = discounted(values[place], np.array([of_variant.factor(year) for year in years]))
    return found


def _of_a_year_added(factors: dict[Outcome, int]) -> dict[str, int]:
    """The columns of years.parquet that add up to a sum of outcomes; none if one of them cannot be had by year."""
    found: dict[str, int] = defaultdict(int)
    for part, factor in factors.items():
        columns = columns_of_a_year(part)
        if not columns or part.name in YEAR_END:
            return {}
        for column, sign_in_part in columns.items():
            found[column] += factor * sign_in_part
    return found


# ----------------------------------------------------------------------------- what is compared


class _Pairs(NamedTuple):
    """One outcome of a person, or of the family (None), in the lives compared between a variant and the baseline."""

    variant: str
    person: str | None
    baseline: "np.ndarray"  # whole fen, months, or 0 and 1: a number for each of them, or one for each of its years
    value: "np.ndarray"
    lives: "np.ndarray"  # which of all lives they are


def _pairs(grid: _Grid, outcome: Outcome, values: "np.ndarray", known: "np.ndarray") -> Iterator[_Pairs]:
    """Every variant paired with the baseline: its persons, then the family."""
    for position, person in enumerate(grid.labels["person"] if outcome.has_persons else ()):
        yield from _paired(grid, person, values[:, :, position], known[:, :, position])
    if outcome.has_family:
        yield from _family(grid, outcome, values, known)


def _family(grid: _Grid, outcome: Outcome, values: "np.ndarray", known: "np.ndarray") -> Iterator[_Pairs]:
    import numpy as np

    if outcome.formula is not None and "year" not in grid.labels:
        found = {part.name: _of_persons(part, *grid.read(_at_the_end(part))) for part in leaves(outcome.formula)}
        values, known = evaluated(outcome.formula, found)
        if outcome.is_shortfall:
            values = np.stack([added(outcome.formula, *of_one) for of_one in zip(values, known, strict=True)])
        return _paired(grid, None, values, known)
    return _paired(grid, None, *_of_persons(outcome, values, known))


def _of_persons(outcome: Outcome, values: "np.ndarray", known: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """The family's outcome from those of its persons, and whether it has a value."""
    import numpy as np

    if outcome.of_family in (OfFamily.MOST, OfFamily.SHARED):
        return values.max(axis=2), np.asarray(known.any(axis=2))
    if outcome.of_family is OfFamily.LEAST:
        least = np.where(known, values, np.iinfo(np.int64).max).min(axis=2)
        return np.where(known.any(axis=2), least, 0), np.asarray(known.any(axis=2))
    return values.sum(axis=2), np.asarray(known.any(axis=2))


def _paired(grid: _Grid, person: str | None, values: "np.ndarray", known: "np.ndarray") -> Iterator[_Pairs]:
    """Each variant paired with the baseline, in the lives that have a value under both."""
    import numpy as np

    has_value = np.asarray(known.reshape(*known.shape[:2], -1).any(axis=2))  # in any year
    for position, variant in enumerate(grid.labels["variant"][1:], 1):
        lives = has_value[0] & has_value[position]
        if lives.any():
            yield _Pairs(variant, person, values[0][lives], values[position][lives], lives)


# ----------------------------------------------------------------------------- statistics


def probability(differences: "np.ndarray") -> float | None:
    """The probability, by chance alone, of such a mean of paired differences or one further from zero.

    It comes from Hall's transformed statistic, but is never below what a sign test can reach: if the variant had no
    effect, each of the k nonzero differences could as well have had the other sign, and the chance that all k agree is
    2 in 2^k. So a handful of changed lives proves nothing, however large the change. None if all differences are zero,
    and of a single life.
    """
    return _probability(differences, Mean.of(differences))


def _probability(differences: "np.ndarray", mean: Mean) -> float | None:
    if mean.number == 1 or not (changed := int((differences != 0).sum())):
        return None
    return max(mean.probability_of_zero() or 0.0, 2.0 ** (1 - changed))


def probability_of_better(outcome: Outcome, differences: "np.ndarray") -> float | None:
    """How likely the mean over all lives is better than the baseline's, or, of what is neither, more than it.

    It is the one side of `probability` on which the mean difference lies; None where that has none.
    """
    p = probability(differences)
    if p is None:
        return None
    is_better = total(differences) < 0 if outcome.better is Better.LESS else total(differences) > 0
    return 1 - p / 2 if is_better else p / 2


def holm(probabilities: Sequence[float]) -> list[float]:
    """Probabilities adjusted for multiple comparisons by Holm's step-down (S. Holm, 1979, Scand. J. Stat. 6:65).

    The smallest is multiplied by their number, the next by one less and so on; none comes out below a smaller one.
    """
    order = sorted(range(len(probabilities)), key=probabilities.__getitem__)
    adjusted, highest = [0.0] * len(order), 0.0
    for done, position in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - done) * probabilities[position]))
        adjusted[position] = highest
    return adjusted


def _row(outcome: Outcome, pairs: _Pairs) -> Row:
    """Everything the table says of one comparison, except what is adjusted."""
    named = {"variant": pairs.variant, "outcome": outcome.name, "person": pairs.person, "unit": str(outcome.unit)}
    differences = pairs.value - pairs.baseline
    found = named | {"unpaired": _unpaired(pairs)} | _means(outcome, pairs.baseline, pairs.value)
    if outcome.is_shortfall:  # of no single life, so that none is better or worse off by it
        return found | {"unchanged": float(not differences.any())}
    found |= _shares(outcome, differences) | _sizes(outcome, differences)
    if outcome.has_distribution:
        found |= _quantiles(outcome, differences) | _effects_on_quantiles(outcome, pairs)
    return found


def _of_group(outcome: Outcome, pairs: _Pairs, group: "np.ndarray") -> Row:
    of_them = group[pairs.lives]
    baseline, value = pairs.baseline[of_them], pairs.value[of_them]
    return _means(outcome, baseline, value) | _shares(outcome, value - baseline)


def _means(outcome: Outcome, baseline: "np.ndarray", value: "np.ndarray") -> Row:
    """Means, and of the difference its interval and probability: sums are whole, so it is exact until it is divided."""
    differences = value - baseline
    if not differences.any():
        return _alike(outcome, len(value), total(value))
    whole = len(value) * outcome.scale
    difference = Mean.of(differences)
    p = _probability(differences, difference)
    if p is not None:
        p = min(1.0, p * ALPHA / alpha_of(outcome))  # below 5 % where the interval excludes 0
    more, less = (int(which.sum()) for which in (differences > 0, differences < 0))
    low, high = difference.interval(alpha_of(outcome))
    return {
        "lives": difference.number,
        "differing": difference.differing,
        "few": difference.number > 1 and difference.is_carried_by_few,
        "baseline": total(baseline) / whole,
        "mean": total(value) / whole,
        "difference": difference.sum / whole,
        "low": in_unit(low, outcome),
        "high": in_unit(high, outcome),
        "p": p,
        "p_sign": None if p is None or outcome.is_shortfall else sign_test(more, less),
    }


def _alike(outcome: Outcome, lives: int, sum_of_lives: int) -> Row:
    """The means where no life differs between the two: neither interval nor probability."""
    mean = sum_of_lives / (lives * outcome.scale)
    means: Row = {"lives": lives, "differing": 0, "few": lives > 1, "baseline": mean, "mean": mean, "difference": 0.0}
    return means | dict.fromkeys(("low", "high", "p", "p_sign"))


def _shares(outcome: Outcome, differences: "np.ndarray") -> Row:
    gains = gains_of(outcome, differences)
    counts = dict(zip(_SHARES, (int(which.sum()) for which in (gains > 0, gains < 0, gains == 0)), strict=True))
    found: Row = {name: count / len(gains) for name, count in counts.items()}
    for name in ("better", "worse"):
        found[f"{name}_low"], found[f"{name}_high"] = wilson(counts[name], len(gains))
    return found


def _sizes(outcome: Outcome, differences: "np.ndarray") -> Row:
    """The mean change of the lives that are better off and of those worse off, both positive."""
    gains = gains_of(outcome, differences)
    return {"gain": _mean_size(outcome, gains[gains > 0]), "loss": _mean_size(outcome, -gains[gains < 0])}


def _mean_size(outcome: Outcome, sizes: "np.ndarray") -> float | None:
    return total(sizes) / (sizes.size * outcome.scale) if sizes.size else None


def gains_of(outcome: Outcome, differences: "np.ndarray") -> "np.ndarray":
    """How much better off each life is; if neither direction is better, how much more it has."""
    return -differences if outcome.better is Better.LESS else differences


def _quantiles(outcome: Outcome, differences: "np.ndarray") -> Row:
    import numpy as np

    return {name: in_unit(value, outcome) for name, value in quantiles_of(np.sort(differences)).items()}


def _effects_on_quantiles(outcome: Outcome, pairs: _Pairs) -> Row:
    """The quantiles of the variant less those of the baseline, with their intervals."""
    import numpy as np

    ordered, found = (np.sort(pairs.value), np.sort(pairs.baseline)), {}
    for name, percent in QUANTILES.items():
        place, ends = rank_of(percent, len(pairs.value)), ranks_around(percent, len(pairs.value))
        effect = int(ordered[0][place]) - int(ordered[1][place])
        half = None
        if ends[0] is not None:
            of_variant, of_baseline = ((int(values[ends[1]]) - int(values[ends[0]])) / 2 for values in ordered)
            together = _correlation(pairs.value <= ordered[0][place], pairs.baseline <= ordered[1][place])
            half = sqrt(max(0.0, of_variant**2 + of_baseline**2 - 2 * together * of_variant * of_baseline))
        bounds = (None, None) if half is None else (effect - half, effect + half)
        for end, value in zip(("effect", "effect_low", "effect_high"), (effect, *bounds), strict=True):
            found[f"{name}_{end}"] = in_unit(value, outcome)
    return found


def _correlation(first: "np.ndarray", second: "np.ndarray") -> float:
    """The correlation of yes and no over lives; 0 where one of them is the same in all."""
    number = len(first)
    both, ones, others = (int(which.sum()) for which in (first & second, first, second))
    spread = ones * (number - ones) * others * (number - others)
    return (number * both - ones * others) / sqrt(spread) if spread else 0.0


def _unpaired(pairs: _Pairs) -> float | None:
    """How many lives of each variant independent runs would need for the same interval.

    A whole number, possibly beyond 64 bits; None if the difference does not vary.
    """
    import numpy as np

    number = len(pairs.value)
    spread = float(np.var(pairs.value - pairs.baseline, ddof=1)) if number > 1 else 0.0
    if not spread:
        return None
    apart = float(np.var(pairs.baseline, ddof=1) + np.var(pairs.value, ddof=1))
    return float(ceil(number * apart / spread))


def _frame(rows: list[Row], columns: tuple[Column, ...], grid: _Grid) -> "pl.DataFrame":
    """The rows in the order of the variants, with their probabilities adjusted for all of them."""
    import polars as pl

    for name in _TESTS:
        tested = [row for row in rows if row[name] is not None]
        for row, adjusted in zip(tested, holm([row[name] for row in tested]), strict=True):
            row[f"{name}_holm"] = adjusted
    types = {"name": pl.String, "number": pl.Int64, "year": pl.Int32, Unit.YES_NO: pl.Boolean}
    schema = {name: types.get(unit, pl.Float64) for name, unit, _ in columns}
    schema |= {name: kind for name, kind in {"quintile": pl.Int32, "unpaired": pl.Float64}.items() if name in schema}
    rows = sorted(rows, key=lambda row: grid.labels["variant"].index(row["variant"]))
    # a year's rows know more than their table says
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema)
