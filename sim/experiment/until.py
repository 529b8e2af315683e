"""Enough lives and not more: `--until 1%` lives until the interval of a mean, or of a difference, is that narrow.

Lives are counted in looks: after the first look it is reckoned how many lives the wanted interval needs, and so on
until it is reached. How many lives that takes follows from what comes out of them, so it is the same whoever lives
them. To look more than once and stop at the first good look makes the interval a little too narrow; few looks, a first
one of 200 lives, and at least 30 lives that differ from the rest (or 1,000 lives) keep that small.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import BadArgument, known
from sim.outcomes.measures import BY_NAME, COLUMNS, Measure, Unit
from sim.outcomes.paired import half_width

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

FIRST = 200  # lives of the first look
STEP = 100  # lives are added in whole hundreds
GROWTH = 4  # no look has more than so many times the lives of the last: what was reckoned from few is uncertain
SPARE = Fraction(21, 20)  # a little more than reckoned, so that one look more seldom follows
DIFFERENT, SURE = 30, 1_000
MOST = 1_000_000  # lives, where no other bound is asked for

_FORM = re.compile(r"(\d+(?:\.\d+)?) ?(%|yuan|months?)")
EXAMPLES = "such as 1%, '50 yuan' or '0.5 months'"


@dataclass(frozen=True)
class Enough:
    """Half the width that the 95 % interval shall have.

    A share of the mean (of the baseline's, for a difference), an amount, or for yes and no, percentage points.
    """

    text: str
    amount: Fraction
    is_share: bool
    of: tuple[Measure, ...]

    @classmethod
    def read(cls, text: str, of: tuple[str, ...], report: tuple[str, ...]) -> "Enough":
        """`1%` or `50 yuan`, of the outcomes named, or of the first the file reports."""
        found = _FORM.fullmatch(text.strip())
        if not found or not Fraction(found[1]):
            raise BadArgument("--until", f"{text!r} is not how narrow an interval shall be; write one {EXAMPLES}")
        names = known("--of", of or report[:1], (measure.name for measure in COLUMNS), "outcome")
        measures = tuple(BY_NAME[name] for name in names)
        unit = {"%": None, "yuan": Unit.YUAN}.get(found[2], Unit.MONTHS)
        for measure in measures:
            if unit is not None and measure.unit is not unit:
                told = "yes or no" if measure.is_flag else f"in {measure.unit}"
                raise BadArgument("--until", f"{text!r} does not fit {measure.name}, which is told {told}")
        scale = {None: Fraction(1, 100), Unit.YUAN: Fraction(100)}.get(unit, Fraction(1))
        return cls(text.strip(), Fraction(found[1]) * scale, unit is None, measures)

    def target(self, measure: Measure, mean: float) -> float:
        """The half width to reach: in fen or months, or as a share of lives."""
        return float(self.amount) * (abs(mean) if self.is_share and not measure.is_flag else 1)


@dataclass(frozen=True)
class Look:
    """How narrow one interval is after so many lives."""

    what: str
    lives: int
    half_width: float
    target: float
    is_telling: bool  # enough lives differ for the width to be trusted

    @property
    def is_narrow(self) -> bool:
        return self.is_telling and self.half_width <= self.target

    @property
    def lives_needed(self) -> int:
        """How many lives the interval will need, as far as can be told now."""
        if not self.is_telling and self.half_width <= self.target:
            return SURE
        if not self.target:
            return GROWTH * self.lives
        return ceil(self.lives * Fraction(self.half_width / self.target) ** 2 * SPARE)


@dataclass(frozen=True)
class Reached:
    """How many lives there are, and how narrow the intervals became where that was asked for."""

    lives: int
    until: Enough | None = None
    looks: tuple[Look, ...] = ()

    @property
    def is_reached(self) -> bool:
        return all(look.is_narrow for look in self.looks)

    def told(self) -> dict[str, Any]:
        """What the record says of it."""
        if self.until is None:
            return {}
        widths = {look.what: look.half_width / (look.target or 1) for look in self.looks}
        return {
            "until": {
                "asked": self.until.text,
                "of": [measure.name for measure in self.until.of],
                "lives": self.lives,
                "reached": self.is_reached,
                "half_width_over_asked": {what: round(width, 4) for what, width in widths.items()},
            }
        }


def live_until(
    until: Enough, most: int, live_to: Callable[[int], None], look: Callable[[Measure], list[tuple[str, Any, float]]]
) -> Reached:
    """Live to one look after the other until every interval is narrow, or `most` lives are reached.

    `look` gives, of an outcome: names, values of every life (or differences), and the mean that a share refers to.
    """
    lives = min(FIRST, most)
    while True:
        live_to(lives)
        looks = tuple(
            _look(until, measure, name, values, mean) for measure in until.of for name, values, mean in look(measure)
        )
        reached = Reached(lives, until, looks)
        if reached.is_reached or lives >= most:
            return reached
        needed = max(look.lives_needed for look in looks)
        lives = min(most, GROWTH * lives, max(lives + STEP, -(-needed // STEP) * STEP))


def _look(until: Enough, measure: Measure, name: str, values: "np.ndarray", mean: float) -> Look:
    import numpy as np

    _, often = np.unique(values, return_counts=True)
    different = values.size - int(often.max(initial=0))
    telling = different >= DIFFERENT or values.size >= SURE
    return Look(name, values.size, float(half_width(values)), until.target(measure, mean), telling)


# ----------------------------------------------------------------------------- what the lives say so far


def of_run(files: list[Path], measure: Measure) -> "list[tuple[str, Any, float]]":
    """The family's outcome in every life; of yes and no, each person's."""
    return [(name, values, float(values.mean()) if values.size else 0.0) for name, values in _named(files, measure)]


def of_difference(
    baseline: list[Path], variants: dict[str, list[Path]], measure: Measure
) -> "list[tuple[str, Any, float]]":
    """The difference of every variant from the baseline in every life."""
    of_baseline = _by_life(baseline, measure)
    found = []
    for variant, files in variants.items():
        both = of_baseline.join(_by_life(files, measure), on=["life", "person"], suffix="_of_variant", nulls_equal=True)
        for (person,), rows in both.drop_nulls("value").drop_nulls("value_of_variant").sort("life").group_by("person"):
            base = rows["value"].to_numpy()
            name = f"{variant}: {_name(measure, person)}"
            found.append((name, rows["value_of_variant"].to_numpy() - base, float(base.mean())))
    return sorted(found, key=lambda one: one[0])


def _named(files: list[Path], measure: Measure) -> "list[tuple[str, Any]]":
    frame = _by_life(files, measure).drop_nulls("value").sort("life")
    return sorted(
        ((_name(measure, person), rows["value"].to_numpy()) for (person,), rows in frame.group_by("person")),
        key=lambda one: one[0],
    )


def _name(measure: Measure, person: Any) -> str:
    return measure.name if person is None else f"{measure.name} of {person}"


def _by_life(files: list[Path], measure: Measure) -> "pl.DataFrame":
    """One row a life (person null), or a life and person where the outcome is not summed over a family."""
    import polars as pl

    rows = pl.scan_parquet(files, glob=False).select(
        "life", "person", pl.col(measure.name).cast(pl.Int64).alias("value")
    )
    if measure.is_flag:
        return rows.collect()
    by_life = rows.group_by("life").agg(pl.col("value").sum()).collect()
    return by_life.with_columns(pl.lit(None, pl.String).alias("person"))
