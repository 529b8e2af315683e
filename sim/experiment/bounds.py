"""Amounts of which it is asked how likely an outcome exceeds them: `--above out_of_pocket=50000`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sim.errors import quoted
from sim.experiment.arguments import BadArgument, known, number, words
from sim.words.outcomes import Outcome
from sim.words.units import Unit

_FORM = "OUTCOME=AMOUNT, such as out_of_pocket=50000, or an amount of the first outcome shown"


@dataclass(frozen=True)
class Bound:
    """An amount of an outcome, in its unit; per cent of a share."""

    outcome: Outcome
    amount: Fraction

    def __str__(self) -> str:
        amount = f"{float(self.amount):,.2f}".rstrip("0").rstrip(".")
        unit = "" if self.outcome.unit is Unit.NUMBER else f" {self.outcome.unit}"
        return f"{self.outcome.name} > {amount}{unit}"


def bounds(given: str | Iterable[str], among: Mapping[str, Outcome], shown: Iterable[str]) -> tuple[Bound, ...]:
    """The bounds of an argument, each `OUTCOME=AMOUNT`; an amount alone is of the first outcome that is `shown`."""
    return tuple(_bound(text, among, next(iter(shown))) for text in words(given))


def _bound(text: str, among: Mapping[str, Outcome], first: str) -> Bound:
    name, _, amount = text.rpartition("=")
    [name] = known("--above", [name.strip() or first], among, "outcome")
    if among[name].is_flag:
        raise BadArgument("--above", f"{name} is yes or no: its share of lives is in every table")
    if among[name].is_shortfall:
        raise BadArgument("--above", f"{name} is of all lives together: no life has one to exceed an amount")
    found = number(amount.strip().replace("_", "").removesuffix("%").rstrip())
    if found is None:
        raise BadArgument("--above", f"{quoted(amount)} is no amount; write {_FORM}")
    return Bound(among[name], found)
