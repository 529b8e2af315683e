"""What a scenario expects (`expect:`), held against what comes out.

With chance in the scenario an expectation must hold in every life, unless it is one of a mean. Inside, every word is a
whole number (fen, months, a day's ordinal, the number of a state), so lives are compared all at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sim.outcomes.measures import BY_NAME, Source, Unit, amounts

if TYPE_CHECKING:
    import numpy as np

    from sim.plan import Plan
    from sim.scenario import Scenario
    from sim.world.block import Block, Snapshot

MEAN = "mean_"


@dataclass(frozen=True)
class Failure:
    """One expected word that did not come out."""

    file: str
    line: int
    expectation: int  # its number in the file, from 0
    subject: str
    word: str
    expected: str
    found: str
    where: str = ""  # in which lives, where more than one was lived

    def __str__(self) -> str:
        found = f"{self.found} {self.where}".rstrip()
        return f"{self.file}:{self.line}: {self.subject}: {self.word} should be {self.expected}, came out {found}"


@dataclass
class Tally:
    """What the lives so far say to one expected word."""

    expected: Any  # a whole number, or a Mean
    text: Callable[[Any], str]
    lives: int = 0
    total: int = 0
    wrong: int = 0
    first_wrong: tuple[int, int] | None = None  # life, what came out there

    def count(self, values: "np.ndarray", first_life: int) -> None:
        """Take in the values of one block of lives."""
        import numpy as np

        self.lives += len(values)
        self.total += int(values.sum())
        if hasattr(self.expected, "tolerance"):
            return
        wrong = np.flatnonzero(values != self.expected)
        if len(wrong) and self.first_wrong is None:
            self.first_wrong = (first_life + int(wrong[0]), int(values[wrong[0]]))
        self.wrong += len(wrong)

    def verdict(self) -> tuple[str, str, str] | None:
        """What was expected, what came out and where; None where it holds."""
        if hasattr(self.expected, "tolerance"):
            mean = Fraction(self.total, self.lives)
            if self.expected.holds(mean):
                return None
            allowed = f"{self.text(self.expected.value)} ± {self.text(self.expected.tolerance)}"
            return allowed, self.text(mean), f"(mean of {self.lives:,} lives)"
        if self.first_wrong is None:
            return None
        life, found = self.first_wrong
        others = f"and {self.wrong - 1:,} more of {self.lives:,}" if self.wrong > 1 else f"of {self.lives:,}"
        return self.text(self.expected), self.text(found), f"(in life {life} {others})" if self.lives > 1 else ""


@dataclass(frozen=True)
class Question:
    """One expected word: what to read of a block, and the tally of what was read."""

    word: str
    read: Callable[["Block"], "np.ndarray"]
    tally: Tally


@dataclass(frozen=True)
class _Asked:
    """One expectation of the file with its questions."""

    number: int
    expectation: Any
    questions: list[Question] = field(default_factory=list)


def check(scenario: "Scenario") -> list[Failure]:
    """Live the baseline and every variant an expectation names; give back what did not come out, by line."""
    by_variant: dict[str | None, list[_Asked]] = defaultdict(list)
    for number, expectation in enumerate(scenario.expect):
        by_variant[expectation.variant].append(_Asked(number, expectation))
    failures: list[Failure] = []
    for variant, asked in by_variant.items():
        lived = scenario if variant is None else scenario.variant(variant)
        _live(lived, asked)
        failures += (failure for one in asked for failure in _failures(str(scenario.path), one))
    return sorted(failures, key=lambda failure: failure.expectation)


def _live(scenario: "Scenario", asked: list[_Asked]) -> None:
    from sim.engine import Plan, run_block
    from sim.experiment.blocks import cut
    from sim.experiment.law import policy_of

    plan = Plan.make(scenario, policy_of(scenario))
    for one in asked:
        one.questions.extend(_questions(one.expectation, scenario, plan))
    for first, last in cut([(0, scenario.replications)], workers=1):
        block = run_block(plan, range(first, last))
        for one in asked:
            for question in one.questions:
                question.tally.count(question.read(block), first)


def _failures(file: str, asked: _Asked) -> Iterator[Failure]:
    for question in asked.questions:
        if (verdict := question.tally.verdict()) is not None:
            expectation = asked.expectation
            yield Failure(file, expectation.line, asked.number, subject_of(expectation), question.word, *verdict)


def subject_of(expectation: Any) -> str:
    """Of what is expected: `Wei on 2025-12-31`, `bill knee`, with the variant."""
    if expectation.who is not None:
        subject = f"{expectation.who} on {expectation.on}"
    else:
        named = ((kind, getattr(expectation, kind)) for kind in ("bill", "event", "binding"))
        subject = next(f"{kind} {name}" for kind, name in named if name is not None)
    return f"{subject}, variant {expectation.variant}" if expectation.variant is not None else subject


# ----------------------------------------------------------------------------- what is asked


def _questions(expectation: Any, scenario: "Scenario", plan: "Plan") -> Iterator[Question]:
    for word, value in expectation.words.items():
        if expectation.who is not None:
            yield _of_person(word, value, expectation, plan)
        elif expectation.bill is not None:
            yield from _of_bill(word, value, expectation.bill, plan)
        elif expectation.event is not None:
            yield _refused(value, _place(scenario.events, expectation.event), "refused_events")
        else:
            yield _refused(value, _place(scenario.bindings, expectation.binding), "refused_bindings")


def _of_person(word: str, value: Any, expectation: Any, plan: "Plan") -> Question:
    name = word.removeprefix(MEAN)
    measure = BY_NAME[name]
    if measure.source is Source.STATE:
        number, text, read = _state(name, value, plan)
    else:
        number, text = int, _TEXTS[measure.unit]

        def read(snapshot: "Snapshot") -> "np.ndarray":
            return amounts(measure, snapshot)

    who = plan.names.index(expectation.who)

    def of_life(block: "Block") -> "np.ndarray":
        snapshot = block.snapshots[expectation.on]
        return read(snapshot)[snapshot.people["who"] == who]

    return Question(word, of_life, Tally(value if word.startswith(MEAN) else number(value), text))


def _of_bill(word: str, value: Any, bill: str, plan: "Plan") -> Iterator[Question]:
    if not isinstance(value, dict):
        yield Question(word, lambda block: block.bills[word][:, block.bill_names.index(bill)], Tally(value, yuan))
        return
    for who, name in enumerate(plan.names):  # who is not named gives nothing

        def given(block: "Block", who: int = who) -> "np.ndarray":
            return block.bill_givers[:, block.bill_names.index(bill), who]

        yield Question(f"{word} ({name})", given, Tally(value.get(name, 0), yuan))


def _refused(word: str, place: int, refusals: str) -> Question:
    from sim.words.reasons import REASONS

    def text(reason: int) -> str:
        return REASONS[reason] or "not refused"

    return Question("refused", lambda block: getattr(block, refusals)[:, place], Tally(REASONS.index(word), text))


def _place(named: Any, name: str) -> int:
    return next(place for place, one in enumerate(named) if one.name == name)


# ----------------------------------------------------------------------------- states as whole numbers


State = tuple[Callable[[Any], int], Callable[[Any], str], Callable[[Any], Any]]


def _state(
    word: str, value: Any, plan: "Plan"
) -> tuple[Callable[[Any], int], Callable[[Any], str], Callable[..., "np.ndarray"]]:
    """How a state becomes a number, how the number is told, and how it is read from the rows of a snapshot."""
    from sim.words.states import Scheme, Status

    regions = tuple(dict.fromkeys((*plan.policy.regions, value)))  # one may be expected that nobody lives in
    return {
        "covered": (int, _yes_no, lambda s: (s.status == Status.COVERED).astype("i8")),
        "status": (*_names(Status), lambda s: s.status),
        "covered_from": (date.toordinal, _day, _benefits_start),
        "region": (regions.index, lambda number: regions[number], lambda s: s.people["region"]),
        "insured_as": (*_names(Scheme), lambda s: s.people["scheme"]),
        "retires_on": (_month_number, _month, lambda s: s.people["pension"]["retires_in"]),
    }[word]


def _names(words: type[IntEnum]) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """From a word to its number and back."""
    return lambda name: words[name.upper()], lambda number: words(number).name.lower()


def _benefits_start(snapshot: "Snapshot") -> "np.ndarray":
    """The day benefits start or started: on the employees' clock, or of resident insurance if only that one waits."""
    import numpy as np

    cover, resident = snapshot.people["cover"], snapshot.people["resident"]
    day = snapshot.day.toordinal()
    on_clock = (cover["waits"] != 0) & (day < cover["since"]) & (day < cover["until"])
    as_resident = ~on_clock & (resident["waits"] != 0) & (day < resident["since"])
    return np.where(as_resident, resident["since"], cover["since"])


def _month_number(first: date) -> int:
    return first.year * 12 + first.month - 1


def yuan(fen: Any) -> str:
    """Fen as the file writes them: `1234.50`; a mean is told to the fen."""
    fen = round(fen)
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _number(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):.4g}"


def _yes_no(value: Any) -> str:
    if isinstance(value, int):
        return "yes" if value else "no"
    return f"{float(value):.2%}"


def _day(ordinal: int) -> str:
    if ordinal >= date.max.toordinal():
        return "never"
    return date.fromordinal(ordinal).isoformat() if ordinal > 0 else "before the first day"


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}" if number > 0 else "never"


_TEXTS: dict[Unit, Callable[[Any], str]] = {Unit.YUAN: yuan, Unit.MONTHS: _number, Unit.YES_NO: _yes_no}
