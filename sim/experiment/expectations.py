"""Expectations of a scenario (`expect:`), compared with the outcomes.

With chance in the scenario an expectation must hold in every life, unless it is about a mean. Inside, every word is a
whole number (fen, months, a day's ordinal, the number of a state), so all lives are compared at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.experiment.blocks import divide
from sim.experiment.law import policy_of
from sim.outcomes.amounts import amounts, has_value
from sim.outcomes.formulas import added
from sim.words.language import say
from sim.words.months import month_index
from sim.words.outcomes import BY_NAME, Source, Unit
from sim.words.reasons import REASONS
from sim.words.states import Scheme, Status
from sim.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np

    from sim.plan import Plan
    from sim.scenario import Scenario
    from sim.world.block import Block, Snapshot

MEAN = "mean_"


@dataclass(frozen=True)
class Failure:
    """One expected word that does not hold."""

    file: str
    line: int
    expectation: int  # its number in the file, from 0
    subject: str
    word: str
    expected: str
    found: str
    where: str = ""  # in which lives, if there is more than one

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return say(
            "{place}: {subject}: {word} should be {expected}, came out {found}",
            place=place, subject=self.subject, word=self.word, expected=self.expected,
            found=f"{self.found} {self.where}".rstrip(),
        )  # fmt: skip


@dataclass
class Tally:
    """The lives so far in which one expected word holds or not."""

    expected: Any  # a whole number, or a Mean
    text: Callable[[Any], str]
    lives: int = 0
    total: int = 0
    of_all: Callable[["np.ndarray"], "np.ndarray"] | None = None  # makes of the values of all lives those of the mean
    values: list["np.ndarray"] = field(default_factory=list)  # kept for that
    mismatches: int = 0
    first_mismatch: tuple[int, int] | None = None  # the life, and its value

    def add(self, values: "np.ndarray", first_life: int) -> None:
        """Add the values of one block of lives."""
        import numpy as np

        self.lives += len(values)
        self.total += int(values.sum())
        if self.of_all is not None:
            self.values.append(values)
        if hasattr(self.expected, "tolerance"):
            return
        mismatches = np.flatnonzero(values != self.expected)
        if len(mismatches) and self.first_mismatch is None:
            self.first_mismatch = (first_life + int(mismatches[0]), int(values[mismatches[0]]))
        self.mismatches += len(mismatches)

    def verdict(self) -> tuple[str, str, str] | None:
        """What was expected, what was found and where; None if the expectation holds."""
        if hasattr(self.expected, "tolerance"):
            mean = Fraction(self._total(), max(1, self.lives))
            if self.expected.holds(mean):
                return None
            allowed = f"{self.text(self.expected.value)} ± {self.text(self.expected.tolerance)}"
            return allowed, self.text(mean), say("(mean of {lives:,} lives)", lives=self.lives)
        if self.first_mismatch is None:
            return None
        life, found = self.first_mismatch
        return self.text(self.expected), self.text(found), self._where(life)

    def _where(self, life: int) -> str:
        """In which lives the word does not hold; nothing where there is one."""
        if self.lives == 1:
            return ""
        if self.mismatches == 1:
            return say("(in life {life} of {lives:,})", life=life, lives=self.lives)
        more = self.mismatches - 1
        return say("(in life {life} and {more:,} more of {lives:,})", life=life, more=more, lives=self.lives)

    def _total(self) -> int:
        import numpy as np

        return self.total if self.of_all is None else int(self.of_all(np.concatenate(self.values)).sum())


@dataclass(frozen=True)
class Assertion:
    """One expected word: how to read its value from a block, and the tally of what was read."""

    word: str
    read: Callable[["Block"], "np.ndarray"]
    tally: Tally


@dataclass(frozen=True)
class _Item:
    """One expectation of the file with its assertions."""

    number: int
    expectation: Any
    assertions: list[Assertion] = field(default_factory=list)


def failures_of(scenario: "Scenario") -> list[Failure]:
    """Simulate the baseline and every variant that an expectation names, and return what does not hold, by line."""
    by_variant: dict[str | None, list[_Item]] = defaultdict(list)
    for number, expectation in enumerate(scenario.expect):
        by_variant[expectation.variant].append(_Item(number, expectation))
    failures: list[Failure] = []
    for variant, items in by_variant.items():
        _simulate(scenario if variant is None else scenario.variant(variant), items)
        failures += (failure for item in items for failure in _failures(str(scenario.path), item))
    return sorted(failures, key=lambda failure: failure.expectation)


def _simulate(scenario: "Scenario", items: list[_Item]) -> None:
    from sim.engine import run_block
    from sim.plan import Plan

    plan = Plan.make(scenario, policy_of(scenario))
    for item in items:
        item.assertions.extend(_assertions(item.expectation, scenario, plan))
    for first, last in divide([(0, scenario.replications)], workers=1):
        block = run_block(plan, range(first, last))
        for item in items:
            for assertion in item.assertions:
                assertion.tally.add(assertion.read(block), first)


def _failures(file: str, item: _Item) -> Iterator[Failure]:
    for assertion in item.assertions:
        if (verdict := assertion.tally.verdict()) is not None:
            expectation = item.expectation
            yield Failure(file, expectation.line, item.number, subject_of(expectation), assertion.word, *verdict)


def subject_of(expectation: Any) -> str:
    """What an expectation is about: `Wei on 2025-12-31`, `bill knee`, with the variant."""
    if expectation.who is not None:
        subject = say("{who} on {day}", who=expectation.who, day=expectation.on)
    else:
        named = ((kind, getattr(expectation, kind)) for kind in ("bill", "event", "binding"))
        subject = next(f"{kind} {name}" for kind, name in named if name is not None)
    if expectation.variant is None:
        return subject
    return say("{subject}, variant {variant}", subject=subject, variant=expectation.variant)


# ----------------------------------------------------------------------------- assertions


def _assertions(expectation: Any, scenario: "Scenario", plan: "Plan") -> Iterator[Assertion]:
    from sim.scenario.outcomes import read_word

    own = {word: read_word(scenario.outcomes, word, text) for word, text in expectation.own.items()}
    for word, value in {**expectation.words, **own}.items():
        if expectation.who is not None:
            yield _of_person(word, value, expectation, plan, scenario.outcomes)
        elif expectation.bill is not None:
            yield from _of_bill(word, value, expectation.bill, plan)
        elif expectation.event is not None:
            yield _refused(value, _place(scenario.events, expectation.event), "refused_events")
        else:
            yield _refused(value, _place(scenario.bindings, expectation.binding), "refused_bindings")


def _of_person(word: str, value: Any, expectation: Any, plan: "Plan", outcomes: Vocabulary) -> Assertion:
    name = word.removeprefix(MEAN)
    outcome = outcomes[name] if name in outcomes else BY_NAME[name]
    if outcome.source is Source.STATE:
        number, text, read = _state(name, value, plan)
    else:
        number, text = int, _TEXTS[outcome.unit]

        def read(snapshot: "Snapshot") -> "np.ndarray":
            return amounts(outcome, snapshot)

    who = plan.names.index(expectation.who)

    def of_life(block: "Block") -> "np.ndarray":
        snapshot = block.snapshots[expectation.on]
        wanted = snapshot.people["who"] == who
        if word.startswith(MEAN) and (defined := has_value(outcome, snapshot)) is not None:
            wanted &= defined
        return read(snapshot)[wanted]

    formula = outcome.formula
    of_all = partial(added, formula) if formula is not None and formula.is_shortfall else None
    return Assertion(word, of_life, Tally(value if word.startswith(MEAN) else number(value), text, of_all=of_all))


def _of_bill(word: str, value: Any, bill: str, plan: "Plan") -> Iterator[Assertion]:
    if not isinstance(value, dict):
        yield Assertion(word, lambda block: block.bills[word][:, block.bill_names.index(bill)], Tally(value, yuan))
        return
    for who, name in enumerate(plan.names):  # a person not named gives nothing

        def given(block: "Block", who: int = who) -> "np.ndarray":
            return block.bill_givers[:, block.bill_names.index(bill), who]

        yield Assertion(f"{word} ({name})", given, Tally(value.get(name, 0), yuan))


def _refused(word: str, place: int, refusals: str) -> Assertion:
    def text(reason: int) -> str:
        return REASONS[reason] or "not refused"

    return Assertion("refused", lambda block: getattr(block, refusals)[:, place], Tally(REASONS.index(word), text))


def _place(named: Any, name: str) -> int:
    return next(place for place, one in enumerate(named) if one.name == name)


# ----------------------------------------------------------------------------- states as whole numbers


State = tuple[Callable[[Any], int], Callable[[Any], str], Callable[[Any], Any]]


def _state(
    word: str, value: Any, plan: "Plan"
) -> tuple[Callable[[Any], int], Callable[[Any], str], Callable[..., "np.ndarray"]]:
    """How a state becomes a number, how the number is shown, and how it is read from the rows of a snapshot."""
    regions = tuple(dict.fromkeys((*plan.policy.regions, value)))  # a region may be expected in which nobody lives
    return {
        "covered": (int, _yes_no, lambda s: (s.status == Status.COVERED).astype("i8")),
        "status": (*_names(Status), lambda s: s.status),
        "covered_from": (date.toordinal, _day, _benefits_start),
        "region": (regions.index, lambda number: regions[number], lambda s: s.people["lives_in"]),
        "insured_as": (*_names(Scheme), lambda s: s.people["scheme"]),
        "retires_on": (month_index, _month, lambda s: s.people["pension"]["retires_in"]),
    }[word]


def _names(words: type[IntEnum]) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """From a word to its number and back."""
    return lambda name: words[name.upper()], lambda number: words(number).name.lower()


def _benefits_start(snapshot: "Snapshot") -> "np.ndarray":
    """The day on which benefits start or started: of resident insurance if only that one waits."""
    import numpy as np

    cover, resident = snapshot.people["cover"], snapshot.people["resident"]
    day = snapshot.day.toordinal()
    on_clock = (cover["waits"] != 0) & (day < cover["since"]) & (day < cover["until"])
    as_resident = ~on_clock & (resident["waits"] != 0) & (day < resident["since"])
    return np.where(as_resident, resident["since"], cover["since"])


def yuan(fen: Any) -> str:
    """Fen as the file writes them: `1234.50`; a mean is rounded to the fen."""
    fen = round(fen)
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _number(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):.4g}"


def _yes_no(value: Any) -> str:
    if isinstance(value, int):
        return "yes" if value else "no"
    return f"{float(value):.2%}"


def _percent(value: Any) -> str:
    """Parts per million as the file writes a share."""
    return f"{float(value) / 10_000:.4f}".rstrip("0").rstrip(".") + "%"


def _day(ordinal: int) -> str:
    if ordinal >= date.max.toordinal():
        return "never"
    return date.fromordinal(ordinal).isoformat() if ordinal > 0 else "before the first day"


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}" if number > 0 else "never"


_TEXTS: dict[Unit, Callable[[Any], str]] = {Unit.YUAN: yuan, Unit.MONTHS: _number, Unit.YES_NO: _yes_no}
_TEXTS |= {Unit.YEARS: _number, Unit.NUMBER: _number, Unit.PERCENT: _percent}
