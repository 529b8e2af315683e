"""The tables of the sweep of a population, filled one point at a time.

They are those of a family's sweep (`points.py`), weighted: each outcome is over persons and over households, those of
the scenario's `report` by each group of persons too. The same households have the same lives at every point, so a
difference between points is due to the swept values. Means at a point have intervals whose cluster is the household
(`weighted.py`); what follows from many points (effects, break-even, indices) has the jackknife over 20 groups of
households, each of which weighs what its persons do (P. S. Kott, 2001, J. Off. Stat. 17:521): the household is the
cluster there too. What differs between households is no chance, so there are no shares of variance.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes import weighted
from sim.outcomes.axes import Axis
from sim.outcomes.columns import (
    BREAK_EVEN,
    BREAK_EVEN_COLUMNS,
    DIFFERENCES,
    EFFECTS,
    EFFECTS_COLUMNS,
    GROUP_DIFFERENCES_COLUMNS,
    GROUP_OUTCOMES_COLUMNS,
    INFORMATION,
    INFORMATION_COLUMNS,
    NET_BENEFIT,
    NET_BENEFIT_COLUMNS,
    POINT_COLUMNS,
    POINT_OUTCOMES,
    POINTS,
    Column,
    of_groups,
)
from sim.outcomes.families import of_families
from sim.outcomes.formulas import with_own
from sim.outcomes.intervals import FEW
from sim.outcomes.jackknife import GROUPS
from sim.outcomes.paired import gains_of
from sim.outcomes.parts import scan
from sim.outcomes.points import Key, Swept, Tables, statistics_of, swept_columns
from sim.outcomes.population import estimated, frame, group_order
from sim.outcomes.population_compared import probability, shares
from sim.words.outcomes import Better, Outcome

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

Row = dict[str, Any]


class _Rows(NamedTuple):
    """The rows of lives of persons, or of households: the same at every point, in the same order."""

    weights: "np.ndarray"
    homes: "np.ndarray"  # places of households
    which: "np.ndarray"  # places of persons, or again of households: what is counted


class _Group(NamedTuple):
    """The rows that an outcome is over: of everybody, or of a group."""

    key: tuple[str, str | None, str | None]  # of, by, group
    rows: _Rows
    chosen: "np.ndarray | slice"


class PopulationTables(Tables):
    """The tables of the sweep of a population. A key is an outcome, over what it is, by what grouped, and the group."""

    def __init__(self, swept: Swept, lives: int, persons: "pl.DataFrame", reported: Iterable[str]):
        """`persons` are those of the population, with their groups, in the order of the rows of lives."""
        self._of = _groups_of(persons, lives)
        self._reported = frozenset(reported)
        sizes = {
            (outcome.name, *group.key): _sizes(group.rows, group.chosen)
            for outcome in _each(swept.outcomes.all)
            for group in self._groups_of(outcome)
        }
        super().__init__(swept, sizes, lives * persons.height)
        self._outcome_rows: list[Row] = []

    def columns(self) -> dict[str, Iterable[Column]]:
        return columns_of(self.axes, self.names, self.outcomes.all, self.weighing is not None)

    def _key(self, outcome: str) -> Key:
        return outcome, "household", None, None

    def _groups_of(self, outcome: Outcome) -> Iterator[_Group]:
        """Everybody, all households, and, of what is reported, each group."""
        for group in self._of:
            is_whole = group.key[1] is None
            if (is_whole or outcome.name in self._reported) and (outcome.has_family or group.key[0] == "person"):
                yield group

    # ------------------------------------------------------------------------- point by point

    def _record(self, point: int, of_point: dict[str, list[Path]]) -> None:
        rows = {name: with_own(scan(files), self.outcomes.own).collect() for name, files in of_point.items()}
        for outcome in _each(self.outcomes.all):
            for of in ("person", "household"):
                groups = [group for group in self._groups_of(outcome) if group.key[0] == of]
                values = {name: _values(lives, of, outcome) for name, lives in rows.items()} if groups else {}
                for group in groups:
                    self._record_group(point, outcome, group, values)

    def _record_group(self, point: int, outcome: Outcome, group: _Group, values: "dict[str, np.ndarray]") -> None:
        key = (outcome.name, *group.key)
        baseline = self.names[0]
        for name, of_all in values.items():
            of_group, rows = _known(of_all[group.chosen], _part(group.rows, group.chosen))
            self._record_groups(name, key, point, *_by_group(of_group, rows), outcome)
            if found := weighted.mean(of_group / outcome.scale, rows.weights, rows.homes):
                named = self._named(point, name, outcome, group) | _counted(rows)
                quantiles = weighted.quantiles(of_group / outcome.scale, rows.weights)
                self._outcome_rows.append(named | estimated(found, "mean") | quantiles)
        for name in self.names[1:] if baseline in values else ():
            if name in values:
                changes, rows = _known((values[name] - values[baseline])[group.chosen], _part(group.rows, group.chosen))
                if found := weighted.mean(changes / outcome.scale, rows.weights, rows.homes):
                    row = self._named(point, name, outcome, group) | _counted(rows)
                    self._difference_rows.append(row | _difference(outcome, changes.astype("int64"), rows, found))

    def _named(self, point: int, name: str, outcome: Outcome, group: _Group) -> Row:
        of, by, of_group = group.key
        named = {"of": of, "by": by, "group": of_group, "outcome": outcome.name, "unit": str(outcome.unit)}
        return {"point": point, "variant": name} | named

    # ------------------------------------------------------------------------- tables

    def _summary(self) -> "pl.DataFrame":
        rows, self._outcome_rows = self._outcome_rows, []
        return frame(rows, GROUP_OUTCOMES_COLUMNS)

    def _widened(self, long: "pl.DataFrame") -> "pl.DataFrame":
        import polars as pl

        wide = long.select("point", "variant").unique(maintain_order=True)
        for outcome in _each(self.outcomes.all):
            mine = pl.col("outcome") == outcome.name, pl.col("of") == _shown_of(outcome), pl.col("by").is_null()
            named = (pl.col(one).alias(_column(outcome, one)) for one in statistics_of(outcome))
            of = long.filter(*mine).select("point", "variant", *named)
            wide = wide.join(of, on=["point", "variant"], how="left", maintain_order="left")
        return wide

    def _write(self, file: str, rows: Sequence[Any]) -> None:
        if file != DIFFERENCES:
            super()._write(file, rows)
            return
        frame(list(rows), GROUP_DIFFERENCES_COLUMNS).write_parquet(self.folder / file)


# ----------------------------------------------------------------------------- rows and groups


def _groups_of(persons: "pl.DataFrame", lives: int) -> tuple[_Group, ...]:
    """Everybody, all households, and each group of persons that weighs something."""
    import numpy as np
    import polars as pl

    places = np.arange(persons.height)
    homes = persons["household"].rank("dense").to_numpy().astype(np.int64) - 1
    _, firsts = np.unique(homes, return_index=True)
    number = firsts.size
    # the rows of a household: of its first life everybody, then of the next
    order = np.lexsort((np.tile(places, lives), np.repeat(np.arange(lives), places.size), np.tile(homes, lives)))
    which = np.tile(places, lives)[order]
    weights = persons["weight"].to_numpy()
    of_persons = _Rows(weights[which], homes[which], which)
    mean_weights = np.bincount(homes, weights, number) / np.bincount(homes, minlength=number)
    of_homes = np.repeat(np.arange(number), lives)
    of_households = _Rows(mean_weights[of_homes], of_homes, of_homes)
    found = [_Group(("person", None, None), of_persons, slice(None))]
    found.append(_Group(("household", None, None), of_households, slice(None)))
    for column in (name for name in persons.columns if name.startswith("by_")):
        group_of = persons[column].cast(pl.String).to_numpy()
        for group in sorted({str(one) for one in group_of if one is not None}, key=group_order):
            chosen = np.flatnonzero(group_of[which] == group)
            found.append(_Group(("person", column.removeprefix("by_"), group), of_persons, chosen))
    return tuple(one for one in found if one.rows.weights[one.chosen].sum())


def _part(rows: _Rows, chosen: "np.ndarray | slice") -> _Rows:
    return _Rows(*(values[chosen] for values in rows))


def _known(values: "np.ndarray", rows: _Rows) -> "tuple[np.ndarray, _Rows]":
    """The values that there are, and their rows."""
    import numpy as np

    are = ~np.isnan(values) if values.dtype.kind == "f" else slice(None)
    return values[are], _part(rows, are)


def _values(lives: "pl.DataFrame", of: str, outcome: Outcome) -> "np.ndarray":
    """The outcome of each person, or household, in each life, as a whole number; a float, NaN where it has none."""
    import polars as pl

    kind = pl.Float64 if outcome.has_gaps else pl.Int64
    if of == "person":
        return lives[outcome.name].cast(kind).to_numpy()
    return of_families(lives.lazy(), outcome, ("household",)).collect()["value"].cast(kind).to_numpy()


def _sizes(rows: _Rows, chosen: "np.ndarray | slice") -> "np.ndarray":
    """What each group of households weighs."""
    import numpy as np

    return np.bincount(rows.homes[chosen] % GROUPS, rows.weights[chosen], GROUPS)


def _by_group(values: "np.ndarray", rows: _Rows) -> "tuple[np.ndarray, np.ndarray]":
    """The weighted mean of each group of households, and what they weigh."""
    import numpy as np

    of = rows.homes % GROUPS
    sums, sizes = np.bincount(of, rows.weights * values, GROUPS), np.bincount(of, rows.weights, GROUPS)
    return np.where(sizes > 0, sums / np.where(sizes > 0, sizes, 1), np.nan), sizes


def _counted(rows: _Rows) -> Row:
    import numpy as np

    return {"number": int(np.unique(rows.which).size)}


def _difference(outcome: Outcome, changes: "np.ndarray", rows: _Rows, found: weighted.Estimate) -> Row:
    """A variant less the baseline, in the same lives."""
    import numpy as np

    differing = int(np.unique(rows.homes[changes != 0]).size)
    p, gains = probability(found, differing), gains_of(outcome, changes)
    is_better = found.value < 0 if outcome.better is Better.LESS else found.value > 0
    return {
        **estimated(found, "difference"),
        "differing": differing,
        "few": differing < FEW,
        "p_better": None if p is None else 1 - p / 2 if is_better else p / 2,
        **shares(gains, rows.weights, rows.homes),
    }


# ----------------------------------------------------------------------------- columns


def columns_of(
    axes: Sequence[Axis], names: Sequence[str], outcomes: Sequence[Outcome], are_weighed: bool = False
) -> dict[str, Iterable[Column]]:
    """The files of a sweep of a population and their columns."""
    columns: dict[str, Iterable[Column]] = {
        POINTS: (*POINT_COLUMNS, *swept_columns(axes), *_wide_columns(outcomes)),
        POINT_OUTCOMES: GROUP_OUTCOMES_COLUMNS,
        EFFECTS: of_groups(EFFECTS_COLUMNS),
    }
    of_variants = {DIFFERENCES: GROUP_DIFFERENCES_COLUMNS, BREAK_EVEN: of_groups(BREAK_EVEN_COLUMNS)}
    weighed = {NET_BENEFIT: NET_BENEFIT_COLUMNS, INFORMATION: INFORMATION_COLUMNS}
    return columns | (of_variants if len(names) > 1 else {}) | (weighed if are_weighed else {})


def _wide_columns(outcomes: Sequence[Outcome]) -> Iterator[Column]:
    for outcome in _each(outcomes):
        for statistic in statistics_of(outcome):
            meaning = f"{outcome.english}: a {_shown_of(outcome)}'s {statistic}, weighted"
            yield Column(_column(outcome, statistic), str(outcome.unit), meaning)


def _each(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of each life; an expected shortfall is of all lives together."""
    return [outcome for outcome in outcomes if not outcome.is_shortfall]


def _column(outcome: Outcome, statistic: str) -> str:
    return outcome.name if statistic == "mean" else f"{outcome.name}.{statistic}"


def _shown_of(outcome: Outcome) -> str:
    """Over what an outcome is where it is shown once: over households, as that of a family."""
    return "household" if outcome.has_family else "person"
