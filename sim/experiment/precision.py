"""Stopping rule: `--until 1%` simulates lives until the interval of a mean, or of a difference, is that narrow.

The intervals are checked after a first number of lives; from them follows how many lives are needed until the next
check, and so on. The number of lives depends only on the outcomes, so it is the same with any executor. A study that
stops at the first narrow interval stops where it happens to be too narrow: so each look has an interval that misses in
1 % of studies, of which ten miss in 5 % (S. J. Pocock, 1977, Biometrika 64:191), and it is that which tables print. It
is never narrow with fewer than 30 lives that differ. The width of an interval is twice the distance of its further end
from the mean. Where no life differs, nothing is known but that few lives would; the study
ends after 10,000 of them and says so.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import quoted
from sim.experiment.arguments import BadArgument, known
from sim.outcomes.families import of_families, whole
from sim.outcomes.formulas import with_own
from sim.outcomes.intervals import FEW, Mean, half_width
from sim.outcomes.parts import scan
from sim.outcomes.statistics import alpha_of, interval_of
from sim.words.outcomes import Outcome, Unit
from sim.words.vocabulary import DECLARED, Vocabulary

if TYPE_CHECKING:
    import polars as pl

FIRST = 200  # lives before the first check
STEP = 100  # lives are added in whole hundreds
GROWTH = 4  # lives grow at most by this factor between checks: an estimate from few lives is uncertain
SPARE = Fraction(21, 20)  # a few more lives than estimated, so that another check is seldom needed
ALIKE = 10_000  # lives without any difference after which none is looked for any more
MOST = 1_000_000  # lives, unless another bound is given

_FORM = re.compile(r"(\d{1,12}(?:\.\d{1,12})?) ?(% of the difference|%|yuan|months?)")
EXAMPLES = "such as 1%, '50 yuan', '0.5 months' or, of a comparison, '10% of the difference'"


@dataclass(frozen=True)
class Precision:
    """The half width that the 95 % interval must reach.

    A share of the mean (of the baseline's, for a difference), a share of the difference itself, an amount, or for yes
    and no, percentage points.
    """

    text: str
    amount: Fraction
    is_share: bool
    of: tuple[Outcome, ...]
    is_of_difference: bool = False

    @classmethod
    def read(cls, text: str, of: tuple[str, ...], report: tuple[str, ...], among: Vocabulary = DECLARED) -> "Precision":
        """`1%` or `50 yuan`, of the outcomes named, or of the first that the file reports."""
        found = _FORM.fullmatch(text.strip())
        if not found or not Fraction(found[1]):
            raise BadArgument("--until", f"{quoted(text)} is no width of an interval; write one {EXAMPLES}")
        names = known("--of", of or report[:1], among, "outcome")
        outcomes = tuple(among.checked(names)[name] for name in names)
        is_of_difference = found[2] == "% of the difference"
        unit = {"%": None, "% of the difference": None, "yuan": Unit.YUAN}.get(found[2], Unit.MONTHS)
        for outcome in outcomes:
            if unit is not None and outcome.unit is not unit:
                kind = "yes or no" if outcome.is_flag else f"in {outcome.unit}"
                raise BadArgument("--until", f"{quoted(text)} does not fit {outcome.name}, which is {kind}")
        scale = {None: Fraction(1, 100), Unit.YUAN: Fraction(100)}.get(unit, Fraction(1))
        return cls(text.strip(), Fraction(found[1]) * scale, unit is None, outcomes, is_of_difference)

    def target(self, outcome: Outcome, mean: float, difference: float = 0.0) -> float:
        """The half width to reach, in fen, in months, or as a share of lives."""
        if self.is_of_difference:
            return float(self.amount) * abs(difference)
        return float(self.amount) * (abs(mean) if self.is_share and not outcome.is_flag else 1)

    def refuse_differences(self) -> None:
        """A run has no differences, so a width that is a share of one is refused."""
        if self.is_of_difference:
            raise BadArgument("--until", f"{quoted(self.text)} is for comparisons; write one such as 1% or '50 yuan'")

    def refuse_share_of_nothing(self, outcome: Outcome, check: "Check") -> None:
        """A share of a mean of zero cannot be reached by an interval of values that vary."""
        if check.target or check.lives_differing < FEW:
            return
        if self.is_of_difference:
            raise BadArgument("--until", f"the mean of {check.name} is 0, so no share of it can be reached")
        instead = f"write an amount such as {'0.5 months' if outcome.unit is Unit.MONTHS else '50 yuan'!r}"
        raise BadArgument(
            "--until",
            f"the mean of {check.name} that {self.text} refers to is 0 in all {check.lives:,} lives; {instead}",
        )


@dataclass(frozen=True)
class Check:
    """How narrow one interval is after so many lives."""

    name: str
    lives: int
    half_width: float  # infinite where there is no interval
    target: float
    lives_differing: int
    is_reliable: bool  # enough lives differ for the width to be trusted

    @property
    def is_narrow(self) -> bool:
        return self.is_reliable and self.half_width <= self.target

    @property
    def is_given_up(self) -> bool:
        """Whether no more lives are worth simulating: none of very many differs from the others."""
        return not self.is_reliable and not self.lives_differing and self.lives >= ALIKE

    @property
    def lives_needed(self) -> int:
        """An estimate of how many lives the interval needs."""
        if not self.is_reliable:
            most = GROWTH * self.lives
            return most if self.lives_differing else min(most, ALIKE)
        if not self.target:
            return GROWTH * self.lives
        return ceil(self.lives * Fraction(self.half_width / self.target) ** 2 * SPARE)


def reached_width(wanted: str, over_target: Iterable[float]) -> str:
    """The half width of the widest interval, given the wanted one and how many times as wide each interval is.

    >>> reached_width("50 yuan", [0.5, 1.5])
    '± 75 yuan'
    """
    found = _FORM.fullmatch(wanted)
    widest = max(over_target, default=None)
    if found is None or widest is None:
        return ""
    return f"± {float(found[1]) * widest:,.3g}{wanted[found.end(1) :]}"


@dataclass(frozen=True)
class StoppingResult:
    """How many lives were simulated, and how narrow the intervals became if a precision was given."""

    lives: int
    precision: Precision | None = None
    checks: tuple[Check, ...] = ()

    @property
    def is_reached(self) -> bool:
        return all(check.is_narrow for check in self.checks)

    @property
    def _widths(self) -> dict[str, float]:
        """The half width of each interval there is, as a part of the one to reach."""
        found = (check for check in self.checks if check.target and check.half_width < inf)
        return {check.name: check.half_width / check.target for check in found}

    @property
    def width(self) -> str:
        """The half width of the widest interval, in the unit of the requested one."""
        return reached_width(self.precision.text, self._widths.values()) if self.precision else ""

    def record(self) -> dict[str, Any]:
        """Its part of the record."""
        if self.precision is None:
            return {}
        widths = self._widths
        alike = [check.name for check in self.checks if check.half_width == inf]
        return {
            "until": {
                "width": self.precision.text,
                "of": [outcome.name for outcome in self.precision.of],
                "lives": self.lives,
                "reached": self.is_reached,
                "half_width_over_target": {name: round(width, 4) for name, width in widths.items()},
                "alike_in_every_life": alike,
            }
        }


class Values(NamedTuple):
    """The values of an outcome, or its differences, in all lives."""

    name: str
    values: Any
    refers_to: float  # the mean that a share refers to
    is_difference: bool = False


def simulate_until(
    precision: Precision,
    most: int,
    simulate_to: Callable[[int, str], None],
    values_of: Callable[[Outcome], list[Values]],
) -> StoppingResult:
    """Simulate from one check to the next until every interval is narrow, or `most` lives are reached.

    `simulate_to` is also told how wide the intervals are so far.
    """
    lives, so_far = min(FIRST, most), ""
    while True:
        simulate_to(lives, so_far)
        checks = []
        for outcome in precision.of:
            for values in values_of(outcome):
                checks.append(check := _check(precision, outcome, values))
                precision.refuse_share_of_nothing(outcome, check)
        result = StoppingResult(lives, precision, tuple(checks))
        open_checks = [check for check in checks if not check.is_narrow and not check.is_given_up]
        if not open_checks or lives >= most:
            return result
        so_far = f"{result.width} reached, ± {precision.text} wanted"
        needed = max(check.lives_needed for check in open_checks)
        lives = min(most, GROWTH * lives, max(lives + STEP, -(-needed // STEP) * STEP))


def _check(precision: Precision, outcome: Outcome, of: Values) -> Check:
    found = Mean.of(of.values)
    target = precision.target(outcome, of.refers_to, found.mean or 0.0)
    low, high = interval = found.interval(alpha_of(outcome)) if of.is_difference else interval_of(found, outcome)
    if outcome.is_flag and not of.is_difference:
        half = inf if low is None or high is None else (high - low) / 2
        return Check(of.name, found.number, half, target, found.differing, is_reliable=half < inf)
    half = half_width(found, interval)
    return Check(of.name, found.number, half, target, found.differing, found.differing >= FEW)


# ----------------------------------------------------------------------------- values of the lives so far


def of_run(files: list[Path], outcome: Outcome) -> list[Values]:
    """The family's outcome in every life; for yes and no, each person's."""
    return [
        Values(name, values, float(values.mean()) if values.size else 0.0) for name, values in _named(files, outcome)
    ]


def of_difference(baseline: list[Path], variants: dict[str, list[Path]], outcome: Outcome) -> list[Values]:
    """The difference between every variant and the baseline in every life."""
    of_baseline = _by_life(baseline, outcome)
    found = []
    for variant, files in variants.items():
        both = of_baseline.join(_by_life(files, outcome), on=["life", "person"], suffix="_of_variant", nulls_equal=True)
        for (person,), rows in both.drop_nulls("value").drop_nulls("value_of_variant").sort("life").group_by("person"):
            base = rows["value"].to_numpy()
            name = f"{variant}: {_name(outcome, person)}"
            difference = rows["value_of_variant"].to_numpy() - base
            found.append(Values(name, difference, float(base.mean()), is_difference=True))
    return sorted(found, key=lambda one: one[0])


def _named(files: list[Path], outcome: Outcome) -> "list[tuple[str, Any]]":
    frame = _by_life(files, outcome).drop_nulls("value").sort("life")
    return sorted(
        ((_name(outcome, person), rows["value"].to_numpy()) for (person,), rows in frame.group_by("person")),
        key=lambda one: one[0],
    )


def _name(outcome: Outcome, person: Any) -> str:
    return outcome.name if person is None else f"{outcome.name} of {person}"


def _by_life(files: list[Path], outcome: Outcome) -> "pl.DataFrame":
    """One row per life (person null), or per life and person if the outcome is not summed over a family."""
    import polars as pl

    lives = with_own(scan(files), [outcome] if outcome.formula is not None else [])
    if not outcome.has_family:
        return lives.select("life", "person", value=whole(lives, outcome)).collect()
    by_life = of_families(lives, outcome).with_columns(pl.col("value").cast(pl.Int64)).collect()
    return by_life.with_columns(pl.lit(None, pl.String).alias("person"))
