"""What varies in a sweep: outcomes, the range of their means, and the effect of each path on them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sim.experiment.record import BASELINE
from sim.outcomes.columns import EFFECTS, POINT_OUTCOMES
from sim.outcomes.points import Key
from sim.outcomes.rows import of_whom
from sim.report.tables import (
    Record,
    Row,
)
from sim.words.language import meaning, say
from sim.words.outcomes import Outcome

_ROUNDING = 1e-9  # a smaller share of the variance, or of a mean, is rounding error


class Item(NamedTuple):
    """An outcome of the family; for yes and no, of one person. Of a population it is over `of`, its households or its
    persons."""

    outcome: Outcome
    person: str | None
    of: str | None = None

    @property
    def key(self) -> Key:
        return self.outcome.name, self.of or self.person

    @property
    def name(self) -> str:
        if self.person is None:
            return self.outcome.name
        return say("{outcome} of {who}", outcome=self.outcome.name, who=self.person)

    @property
    def unit(self) -> str:
        return "% of lives" if self.outcome.is_flag else self.outcome.unit

    @property
    def title(self) -> str:
        """Its name with its unit, as screens have it."""
        return say(
            "{outcome}, {unit}",
            outcome=self.name,
            unit=say(self.unit) if self.outcome.is_flag else meaning(self.outcome.unit),
        )

    @property
    def scale(self) -> int:
        return 100 if self.outcome.is_flag else 1


def items_of(outcomes: tuple[Outcome, ...], record: Record) -> Iterator[Item]:
    for outcome in outcomes if "population" in record else ():
        yield Item(outcome, None, over(outcome))
    for outcome in outcomes if "population" not in record else ():
        yield from (Item(outcome, person) for person in ([None] if outcome.has_family else record["people"]))


def over(outcome: Outcome) -> str:
    """Over what an outcome of a population is shown: over households as that of a family is, else over persons."""
    return "household" if outcome.has_family else "person"


class Range(NamedTuple):
    """The baseline's mean of one outcome at every point that did not fail and has the outcome."""

    means: list[float]
    points: list[int]

    @property
    def varies(self) -> bool:
        return min(self.means) < max(self.means)


def ranges_of(folder: Path) -> dict[Key, Range]:
    import polars as pl

    rows = of_whom(pl.scan_parquet(folder / POINT_OUTCOMES, glob=False)).filter(
        pl.col("variant") == BASELINE, pl.col("mean").is_not_null()
    )
    grouped = rows.group_by("outcome", "person", maintain_order=True).agg("mean", "point").collect()
    return {(outcome, person): Range(means, points) for outcome, person, means, points in grouped.iter_rows()}


class Effect(NamedTuple):
    """The effect of one path on one outcome of the baseline; `row` is its row of `effects.parquet`."""

    path: str
    row: Row

    @property
    def is_known(self) -> bool:
        return self.row["effect"] is not None

    @property
    def ends(self) -> str:
        return say("low {low}, high {high}", low=self.row["value_low"], high=self.row["value_high"])

    @property
    def moves(self) -> bool:
        """Whether it moves the outcome, between its ends or together with other paths."""
        if not self.is_known:
            return False
        if self.row["mu_star"] is not None:
            return self.row["mu_star"] > self._rounding
        if self.row["total"] is not None:
            return self.row["total"] > _ROUNDING
        return max(abs(self.row["effect"]), self.row["spread"]) > self._rounding

    @property
    def is_between(self) -> bool:
        """Whether it moves the outcome between its ends only, at which the means are alike."""
        return self.is_known and abs(self.row["effect"]) <= self._rounding < self.row["spread"]

    @property
    def _rounding(self) -> float:
        return _ROUNDING * (max(abs(self.row["mean_low"]), abs(self.row["mean_high"])) + self.row["spread"])


Effects = dict[Key, list[Effect]]


def effects_of(folder: Path) -> Effects:
    """The paths of each outcome, the largest effect first."""
    return {
        key: [Effect(row["path"], row) for row in rows] for key, rows in rows_of(folder / EFFECTS, BASELINE).items()
    }


def short_names(paths: list[str]) -> dict[str, str]:
    """Each path by its last steps, at least two, as many as tell it from the others."""
    found = {}
    for path in paths:
        steps = path.split(".")
        tails = (".".join(steps[-size:]) for size in range(2, len(steps) + 1))
        found[path] = next(
            (tail for tail in tails if not any(f".{other}".endswith(f".{tail}") for other in paths if other != path)),
            path,
        )
    return found


def ends_of(row: Row, name: str, scale: float) -> tuple[float | None, float | None]:
    """The ends of an interval, if there is one."""
    low, high = (row[f"{name}_{end}"] for end in ("from", "to"))
    return (None, None) if low is None else (low * scale, high * scale)


def half_of(row: Row, name: str, scale: float) -> float | None:
    """Half of an interval; its wider half if it was clipped at 0 or 1."""
    low, middle, high = row[f"{name}_from"], row[name], row[f"{name}_to"]
    return None if low is None else max(high - middle, middle - low) * scale


def rows_of(file: Path, variant: str) -> dict[Key, list[Row]]:
    """Rows of a variant by outcome and person, in the order of the file."""
    import polars as pl

    found: dict[Key, list[Row]] = {}
    for row in of_whom(pl.scan_parquet(file, glob=False)).filter(pl.col("variant") == variant).collect().to_dicts():
        found.setdefault((row["outcome"], row["person"]), []).append(row)
    return found


def of_baseline(record: Record) -> str:
    return say(" of the baseline") if record["variants"] else ""
