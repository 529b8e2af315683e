"""The tables of a sweep, filled one point at a time.

    points.parquet      a row per point (and variant): the swept values, the family's outcomes
    outcomes.parquet    a row per point, outcome and person
    differences.parquet the same for the paired difference between a variant and the baseline
    effects.parquet     a row per outcome, person and path: how far it moves the outcome, Sobol' indices
    variance.parquet    how much of an outcome's variance is due to the swept values, and how much to chance
    break_even.parquet  where a variant equals the baseline
    net_benefit.parquet which variant to choose at which worth of an effect; information.parquet what knowing more adds

What grows with the number of points is written in batches as it comes; the means by groups of lives, from which the
effects follow, are in a file too and are read one outcome at a time.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.axes import DATE, Axis, drawn_together
from sim.outcomes.break_even import break_even
from sim.outcomes.columns import (
    BREAK_EVEN,
    BREAK_EVEN_COLUMNS,
    DIFFERENCES,
    DIFFERENCES_COLUMNS,
    EFFECTS,
    EFFECTS_COLUMNS,
    INFORMATION,
    INFORMATION_COLUMNS,
    NET_BENEFIT,
    NET_BENEFIT_COLUMNS,
    POINT_COLUMNS,
    POINT_OUTCOMES,
    POINT_OUTCOMES_COLUMNS,
    POINTS,
    VARIANCE,
    VARIANCE_COLUMNS,
    Column,
)
from sim.outcomes.effects import effects
from sim.outcomes.families import of_families
from sim.outcomes.files import GROUPS_FILE
from sim.outcomes.formulas import with_own
from sim.outcomes.intervals import Mean
from sim.outcomes.jackknife import GROUPS
from sim.outcomes.net_benefit import Analysis, Weighing, analysed
from sim.outcomes.paired import probability_of_better
from sim.outcomes.parts import scan
from sim.outcomes.statistics import QUANTILES, in_unit, summary_of
from sim.outcomes.variance import VarianceTally
from sim.words.outcomes import COLUMNS, Better, OfFamily, Outcome, Unit
from sim.words.vocabulary import DECLARED, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_BATCH_ROWS = 40_000  # rows of lives read at a time
_STATISTICS = ("mean", "low", "high", *QUANTILES)

Key = tuple[str | None, ...]  # outcome and person, None the family; of a population, see `population_points.py`


class Swept(NamedTuple):
    """What is swept, whoever is simulated: the axes of so many points, the cases at each, what is looked at."""

    folder: Path  # of the tables
    axes: Sequence[Axis]
    by: str
    points: int
    names: tuple[str, ...]
    outcomes: Vocabulary = DECLARED
    weighing: Weighing | None = None


class Tables(ABC):
    """The tables of one sweep, whoever is simulated at its points."""

    def __init__(self, swept: Swept, sizes: "Mapping[Key, np.ndarray]", rows: int):
        """`sizes` says, for each key, how many lives are behind the mean of each group of them, or what they weigh;
        `rows` how many rows of lives each point has."""
        import numpy as np

        self.folder, self.axes, self.by, points, self.names, self.outcomes, self.weighing = swept
        self.failed: list[tuple[int, str, str]] = []
        self._rows = rows
        self._batch: list[tuple[int, str, list[Path]]] = []
        self._heads: list[dict[str, Any]] = []
        self._batches = 0
        self._places = {key: place for place, key in enumerate(sizes)}
        self._groups = _on_disk(self.folder / GROUPS_FILE, (len(self.names), len(sizes), points, GROUPS))
        self._sizes = dict(sizes)
        # The same for outcomes that some lives do not have, at each point.
        self._counts = {
            (name, key): np.zeros((points, GROUPS), of_key.dtype)
            for name in self.names
            for key, of_key in sizes.items()
            if self._has_gaps(key)
        }
        self._difference_rows: list[Any] = []

    @abstractmethod
    def columns(self) -> dict[str, Iterable[Column]]:
        """The columns of each file."""

    @abstractmethod
    def _record(self, point: int, of_point: dict[str, list[Path]]) -> None:
        """What lives say at a point that was simulated, and how its variants differ there from the baseline."""

    @abstractmethod
    def _summary(self) -> "pl.DataFrame":
        """The outcomes of the points of the batch, a row each."""

    @abstractmethod
    def _widened(self, long: "pl.DataFrame") -> "pl.DataFrame":
        """The same with a row per point and variant."""

    @abstractmethod
    def _key(self, outcome: str) -> Key:
        """Under which key the family's outcome is."""

    def _has_gaps(self, key: Key) -> bool:
        """Whether some lives may have no such outcome."""
        return self._outcome(key).has_gaps

    def _outcome(self, key: Key) -> Outcome:
        return self.outcomes[str(key[0])]

    # ------------------------------------------------------------------------- point by point

    def add(self, point: int, texts: list[str], of_point: "Mapping[str, list[Path] | str]") -> None:
        """One point: for each case the files of its lives, or why it failed."""
        simulated: dict[str, list[Path]] = {}
        for name, files in of_point.items():
            failure = files if isinstance(files, str) else None
            self._heads.append({"point": point, "variant": name, "failed": failure, "texts": texts})
            if isinstance(files, str):
                self.failed.append((point, name, files))
            else:
                self._batch.append((point, name, files))
                simulated[name] = files
        self._record(point, simulated)
        if len(self._batch) * self._rows >= _BATCH_ROWS:
            self._write_batch()

    def _record_groups(
        self, name: str, key: Key, point: int, means: "np.ndarray", sizes: "np.ndarray", outcome: Outcome
    ) -> None:
        """The means of groups of lives, from which all that is about many points follows."""
        self._groups[self.names.index(name), self._places[key], point] = means / outcome.scale
        if (name, key) in self._counts:
            self._counts[name, key][point] = sizes

    # ------------------------------------------------------------------------- tables

    def _write_batch(self) -> None:
        import polars as pl

        number = f"{self._batches:06d}"
        heads = pl.DataFrame(
            [
                (
                    head["point"],
                    head["variant"],
                    head["failed"],
                    *_swept_values(self.axes, head["point"], head["texts"]),
                )
                for head in self._heads
            ],
            schema=schema_of((*POINT_COLUMNS, *swept_columns(self.axes))),
            orient="row",
        )
        order = heads.select("point", "variant").with_row_index("_order")
        long = self._summary().join(order, on=["point", "variant"]).sort("_order", maintain_order=True)
        long.drop("_order").write_parquet(self.folder / f"{POINT_OUTCOMES}.{number}")
        wide = heads.join(self._widened(long), on=["point", "variant"], how="left", maintain_order="left")
        wide.write_parquet(self.folder / f"{POINTS}.{number}")
        self._batch, self._heads, self._batches = [], [], self._batches + 1

    def finish(self) -> None:
        """Write the tables that depend on all points together."""
        import polars as pl

        if self._heads:
            self._write_batch()
        for kind in (POINTS, POINT_OUTCOMES):
            batches = sorted(self.folder.glob(f"{kind}.*"))
            pl.concat([pl.scan_parquet(file, glob=False) for file in batches]).sink_parquet(
                self.folder / kind, compression="zstd", maintain_order=True
            )
            for file in batches:
                file.unlink()
        pl.concat(list(self._effects())).write_parquet(self.folder / EFFECTS)
        if len(self.names) > 1:
            self._write(DIFFERENCES, self._difference_rows)
            self._write(BREAK_EVEN, list(self._break_even()))
        if self.weighing is not None:
            found = self._analysed(self.weighing)
            self._write(NET_BENEFIT, found.choices)
            self._write(INFORMATION, found.information)
        (self.folder / GROUPS_FILE).unlink()

    def _write(self, file: str, rows: Sequence[Any]) -> None:
        """A table of rows, with the columns that it has."""
        import polars as pl

        schema = schema_of(self.columns()[file])
        pl.DataFrame(rows, schema=schema, orient="row").write_parquet(self.folder / file)

    def _analysed(self, weighing: Weighing) -> Analysis:
        """What follows from the family's outcomes; the effect counts in the direction in which it is better."""
        effect, cost = map(self._key, (weighing.effect, weighing.cost))
        sign = -1 if self.outcomes[weighing.effect].better is Better.LESS else 1
        of_effect, of_cost = (self._groups[:, self._places[key]] for key in (effect, cost))
        return analysed(self.axes, self.by, self.names, sign * of_effect, of_cost, self._sizes[effect], weighing.worths)

    def _effects(self) -> "Iterator[pl.DataFrame]":
        import polars as pl

        whose = tuple(column.name for column in self.columns()[EFFECTS])
        for place, name in enumerate(self.names):
            groups = {key: self._groups[place, row] for key, row in self._places.items()}
            table = effects(self.axes, self.by, groups, self._sizes_of(name), whose[2 : whose.index("path")])
            yield table.select(pl.lit(name).alias("variant"), pl.all())

    def _sizes_of(self, name: str) -> "dict[Key, np.ndarray]":
        return self._sizes | {key: counts for (of, key), counts in self._counts.items() if of == name}

    def _break_even(self) -> Iterator[tuple[Any, ...]]:
        for place, name in list(enumerate(self.names))[1:]:
            sizes = self._sizes_of(name)
            for key, row in self._places.items():
                if self._has_gaps(key):
                    continue  # within a group, the two means could be over different lives
                difference = self._groups[place, row] - self._groups[0, row]
                for axis in self.axes:
                    for found in break_even(axis, difference, sizes[key]):
                        numbers = (found.value, found.value_from, found.value_to)
                        texts = (None if number is None else axis.text(number) for number in numbers)
                        yield name, *key, found.path, *texts, *found.between


class PointTables(Tables):
    """The tables of the sweep of a family: the same lives at every point."""

    def __init__(self, swept: Swept, lives: int, people: tuple[str, ...]):
        import numpy as np

        sizes = np.bincount(np.arange(lives) % GROUPS, minlength=GROUPS)
        of_keys = dict.fromkeys(_keys(people, swept.outcomes.all), sizes)
        super().__init__(swept, of_keys, lives * len(people))
        self.people = people
        self._tallies = {
            name: {key: VarianceTally(drawn_together(self.by, len(self.axes))) for key in of_keys if self._varies(key)}
            for name in self.names
        }

    def columns(self) -> dict[str, Iterable[Column]]:
        return columns_of(self.axes, self.names, self.people, self.outcomes.all, self.weighing is not None)

    def _key(self, outcome: str) -> Key:
        return outcome, None

    def _varies(self, key: Key) -> bool:
        """Whether every life has such an outcome by itself, so that its variance over points and lives has parts."""
        return not self._has_gaps(key) and not self._outcome(key).is_shortfall

    def _record(self, point: int, of_point: dict[str, list[Path]]) -> None:
        values = {name: _values(files, self.people, self.outcomes) for name, files in of_point.items()}
        for name, of_case in values.items():
            for key, of_lives in of_case.items():
                self._record_groups(name, key, point, *_by_group(of_lives), self._outcome(key))
                if self._varies(key):
                    self._tallies[name][key].add(of_lives)
        self._record_differences(point, values)

    def _record_differences(self, point: int, values: "dict[str, dict[Key, np.ndarray]]") -> None:
        baseline, *variants = self.names
        for name in variants if baseline in values else ():
            for key, of_lives in values.get(name, {}).items():
                of_baseline = values[baseline][key]
                difference = of_lives - of_baseline
                known = difference[difference == difference].astype("int64")
                difference = Mean.of(known)
                if difference.number:
                    outcome = self._outcome(key)
                    means = (in_unit(value, outcome) for value in (difference.mean, *difference.interval()))
                    few = difference.differing, difference.number > 1 and difference.is_carried_by_few
                    better = probability_of_better(outcome, known)
                    self._difference_rows.append((point, name, *key, difference.number, *means, *few, better))

    def _summary(self) -> "pl.DataFrame":
        import polars as pl

        frames = [
            with_own(scan(files), self.outcomes.own).select(
                pl.lit(point, pl.Int64).alias("point"), pl.lit(name).alias("variant"), "life", "person", *self.outcomes
            )
            for point, name, files in self._batch
        ]
        schema = schema_of(POINT_OUTCOMES_COLUMNS)
        if not frames:
            return pl.DataFrame(schema=schema)
        return summary_of(pl.concat(frames).collect().lazy(), self.outcomes.all, by=("point", "variant")).select(
            *schema
        )

    def _widened(self, long: "pl.DataFrame") -> "pl.DataFrame":
        return _wide(long, self.people, self.outcomes.all)

    def finish(self) -> None:
        super().finish()
        self._write(VARIANCE, list(self._shares()))

    def _shares(self) -> Iterator[tuple[Any, ...]]:
        for name in self.names:
            for key, tally in self._tallies[name].items():
                if (shares := tally.shares()) is not None:
                    ends = (end for interval in tally.intervals() for end in interval)
                    yield name, *key, *shares, *ends


def _on_disk(file: Path, shape: tuple[int, ...]) -> "np.ndarray":
    """An array of numbers that are not known yet, in a file. It is written whole first: a page of a mapped file for
    which a full disk has no room would end the process without a word."""
    import numpy as np

    mapped = np.lib.format.open_memmap(file, mode="w+", dtype=np.float64, shape=shape)
    unknown = np.full(shape[2:], np.nan).tobytes()
    with file.open("r+b") as written:
        written.seek(mapped.offset)
        for _ in range(prod(shape[:2])):
            written.write(unknown)
    return mapped


# ----------------------------------------------------------------------------- the lives of a point


def _keys(people: tuple[str, ...], outcomes: Iterable[Outcome]) -> Iterator[Key]:
    """Outcomes and persons in the order of the tables: first the persons, then the family."""
    for outcome in outcomes:
        if outcome.has_persons:
            yield from ((outcome.name, person) for person in people)
        if outcome.has_family:
            yield outcome.name, None


def _values(files: list[Path], people: tuple[str, ...], outcomes: Vocabulary) -> "dict[Key, np.ndarray]":
    """Every outcome in every life: fen, months, 0 or 1 as int64; as float, with NaN, if some lives have none."""
    import polars as pl

    rows = with_own(scan(files), outcomes.own).collect()
    found: dict[Key, np.ndarray] = {}
    for outcome in outcomes.all:
        column = rows[outcome.name]
        kind = pl.Float64 if outcome.has_gaps else pl.Int64
        values = column.cast(kind).to_numpy().reshape(-1, len(people))
        if outcome.has_persons:
            found |= {(outcome.name, person): values[:, place] for place, person in enumerate(people)}
        if outcome.of_family is OfFamily.SUM:
            found[outcome.name, None] = values.sum(axis=1)
        elif outcome.has_family:
            family = of_families(rows.lazy(), outcome).collect()
            found[outcome.name, None] = family["value"].cast(kind).to_numpy()
    return found


def _by_group(values: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """The mean of each group of lives (those whose number leaves the same remainder), and how many they are."""
    import numpy as np

    whole = np.full(-(-len(values) // GROUPS) * GROUPS, np.nan)
    whole[: len(values)] = values
    table = whole.reshape(-1, GROUPS)
    known = ~np.isnan(table)
    sums, sizes = np.where(known, table, 0).sum(axis=0), known.sum(axis=0)
    return np.where(sizes > 0, sums / np.maximum(sizes, 1), np.nan), sizes


def schema_of(columns: Iterable[Column]) -> "dict[str, Any]":
    """Types of columns by their units: names and texts are strings, counts are whole, dates dates, others floats."""
    import polars as pl

    types = {"name": pl.String, "text": pl.String, "number": pl.Int64, "date": pl.Date, Unit.YES_NO: pl.Boolean}
    return {column.name: types.get(column.unit, pl.Float64) for column in columns}


# ----------------------------------------------------------------------------- a row per point


def columns_of(
    axes: Sequence[Axis],
    names: Sequence[str],
    people: Iterable[str],
    outcomes: Sequence[Outcome] = COLUMNS,
    are_weighed: bool = False,
) -> dict[str, Iterable[Column]]:
    """The files of a sweep and their columns; those of differences only where there are variants, those of net benefit
    only where the sweep weighs effects and costs."""
    columns: dict[str, Iterable[Column]] = {
        POINTS: (*POINT_COLUMNS, *swept_columns(axes), *_wide_columns(tuple(people), outcomes)),
        POINT_OUTCOMES: POINT_OUTCOMES_COLUMNS,
        EFFECTS: EFFECTS_COLUMNS,
        VARIANCE: VARIANCE_COLUMNS,
    }
    of_variants = {DIFFERENCES: DIFFERENCES_COLUMNS, BREAK_EVEN: BREAK_EVEN_COLUMNS}
    weighed = {NET_BENEFIT: NET_BENEFIT_COLUMNS, INFORMATION: INFORMATION_COLUMNS}
    return columns | (of_variants if len(names) > 1 else {}) | (weighed if are_weighed else {})


def swept_columns(axes: Sequence[Axis]) -> Iterator[Column]:
    """Each path as a file writes its values; beside it, where they are numbers or dates, as such."""
    for axis in axes:
        yield Column(axis.path, "text", "value of the point, as a file writes it")
        if axis.unit == DATE:
            yield Column(f"{axis.path}.date", "date", "the same as a date")
        elif axis.numbers is not None:
            yield Column(f"{axis.path}.number", axis.unit.strip() or "as written", "the same as a number")


def _swept_values(axes: Sequence[Axis], point: int, texts: list[str]) -> Iterator[Any]:
    """The values of a point below `_swept_columns`; a word among numbers has none."""
    for axis, text in zip(axes, texts, strict=True):
        yield text
        if axis.numbers is not None:
            number = float(axis.numbers[point])
            value = date.fromordinal(round(number)) if axis.unit == DATE and number == number else number
            yield value if number == number else None


def _wide_columns(people: tuple[str, ...], outcomes: Sequence[Outcome]) -> Iterator[Column]:
    for outcome in outcomes:
        for name, person in _names_of(outcome, people):
            whose = "family's" if person is None else f"{person}'s"
            for statistic in statistics_of(outcome):
                column = name if statistic == "mean" else f"{name}.{statistic}"
                yield Column(column, str(outcome.unit), f"{outcome.english}: the {whose} {statistic}")


def _names_of(outcome: Outcome, people: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    """The columns of an outcome, each with its person: the family's; for yes and no, each person's."""
    if not outcome.has_family:
        yield from ((f"{outcome.name}.{person}", person) for person in people)
    else:
        yield outcome.name, None


def statistics_of(outcome: Outcome) -> tuple[str, ...]:
    return _STATISTICS if outcome.has_distribution else _STATISTICS[:3]


def _wide(long: "pl.DataFrame", people: tuple[str, ...], outcomes: Sequence[Outcome]) -> "pl.DataFrame":
    """One row per point and variant, a column per outcome and statistic."""
    import polars as pl

    wide = long.select("point", "variant").unique(maintain_order=True)
    for outcome in outcomes:
        for name, person in _names_of(outcome, people):
            of = long.filter(pl.col("outcome") == outcome.name, pl.col("person").eq_missing(pl.lit(person, pl.String)))
            named = {s: name if s == "mean" else f"{name}.{s}" for s in statistics_of(outcome)}
            of = of.select("point", "variant", *(pl.col(s).alias(column) for s, column in named.items()))
            wide = wide.join(of, on=["point", "variant"], how="left", maintain_order="left")
    return wide
