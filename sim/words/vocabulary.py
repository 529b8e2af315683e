"""The outcomes of a scenario: the program's, their present values where it discounts, and those that it defines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from sim.words import formulas
from sim.words.discount import Discount
from sim.words.formulas import BadFormula, Does, Formula
from sim.words.outcomes import BY_NAME, COLUMNS, Better, Outcome, Source
from sim.words.present import ENDING, present_values

_OTHER_WAY = {Better.LESS: Better.MORE, Better.MORE: Better.LESS, Better.NEITHER: Better.NEITHER}


@dataclass(frozen=True)
class Definition:
    """What a scenario says of an outcome of its own: the expression, which way is better if it says so, in words."""

    expression: str
    better: Better | None = None
    about: str = ""


@dataclass(frozen=True)
class Vocabulary(Mapping[str, Outcome]):
    """Every outcome that is a column of a scenario's results, by name, in the order of the columns."""

    kept: tuple[Outcome, ...] = COLUMNS  # those that are kept of every block of lives
    own: tuple[Outcome, ...] = ()  # those computed from them

    @classmethod
    def of(cls, discount: Discount | None, definitions: Mapping[str, Definition]) -> "Vocabulary":
        """The outcomes of a scenario whose definitions were checked; raises `BadFormula` for the first that is not."""
        own, wrong = defined(discount, definitions)
        for error in wrong.values():
            raise error
        return cls(kept_under(discount), own)

    @property
    def all(self) -> tuple[Outcome, ...]:
        return (*self.kept, *self.own)

    @cached_property
    def _by_name(self) -> dict[str, Outcome]:
        return {outcome.name: outcome for outcome in self.all}

    def __getitem__(self, name: str) -> Outcome:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def kept_under(discount: Discount | None) -> tuple[Outcome, ...]:
    """The program's outcomes, and their present values where there is a discount."""
    return COLUMNS if discount is None else (*COLUMNS, *present_values(discount))


def defined(
    discount: Discount | None, definitions: Mapping[str, Definition]
) -> tuple[tuple[Outcome, ...], dict[str, BadFormula]]:
    """The outcomes that a scenario defines, as far as they can be read, and by name what is wrong with the others.

    What rests on a wrong one is left out without a fault of its own.
    """
    resolver = _Resolver({outcome.name: outcome for outcome in kept_under(discount)}, definitions)
    for name in definitions:
        resolver.resolve(name)
    return tuple(resolver.found.values()), resolver.wrong


class _Resolver(Mapping[str, Outcome]):
    """Outcomes by name; one that the scenario defines is read when it is first named, so their order is free."""

    def __init__(self, program: Mapping[str, Outcome], definitions: Mapping[str, Definition]):
        self.program, self.definitions = program, definitions
        self.found: dict[str, Outcome] = {}
        self.wrong: dict[str, BadFormula] = {}
        self._open: list[str] = []
        self._left_out: set[str] = set()

    def __getitem__(self, name: str) -> Outcome:
        if name in self.program:
            return self.program[name]
        if name not in self.definitions:
            raise KeyError(name)
        if name in self._open:
            circle = " → ".join([*self._open[self._open.index(name) :], name])
            raise BadFormula(f"{circle} goes round in a circle", "outcomes that do not rest on themselves")
        self.resolve(name)
        if name not in self.found:
            raise _Rests(f"it rests on {name}")
        return self.found[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.program, **self.definitions})

    def __len__(self) -> int:
        return len({**self.program, **self.definitions})

    def resolve(self, name: str) -> None:
        """Read a definition, if that was not done yet."""
        if name in self.found or name in self.wrong or name in self._left_out:
            return
        self._open.append(name)
        try:
            self.found[name] = _outcome(
                name, self.definitions[name], formulas.read(self.definitions[name].expression, self)
            )
        except _Rests:
            self._left_out.add(name)
        except BadFormula as error:
            self.wrong[name] = error
        finally:
            self._open.pop()


class _Rests(BadFormula):
    """The expression rests on one that is wrong."""


def _outcome(name: str, definition: Definition, formula: Formula[Outcome]) -> Outcome:
    better = direction(formula) if definition.better is None else definition.better
    if formula.is_shortfall and better is Better.MORE:
        formula = replace(formula, number=Fraction(-1))
    assert formula.unit is not None
    text = " ".join(definition.expression.split())
    english = " ".join(definition.about.split()) or text
    return Outcome(name, better, formula.unit, Source.OUTCOMES, text, english, "自定义指标", made_of=formula)


def direction(formula: Formula[Outcome]) -> Better:
    """Which way of an expression is better, where those of all its parts agree; otherwise neither."""
    found = _directions(formula)
    return found.pop() if len(found) == 1 else Better.NEITHER


def _directions(formula: Formula[Outcome]) -> set[Better]:
    match formula.does:
        case Does.OUTCOME:
            assert formula.outcome is not None
            return {formula.outcome.better}
        case Does.NOT:
            return {_OTHER_WAY[way] for way in _directions(formula.parts[0])}
        case Does.TIMES if formula.number < 0:
            return {_OTHER_WAY[way] for way in _directions(formula.parts[0])}
        case Does.ABOVE | Does.AT_LEAST:
            more, less = formula.parts
            return _directions(more) | {_OTHER_WAY[way] for way in _directions(less)}
        case Does.DIVIDE | Does.EQUAL | Does.WHERE:
            return {Better.NEITHER}
    return {way for part in formula.parts for way in _directions(part)}


def reserved(name: str) -> str | None:
    """Why a scenario cannot give a name to an outcome of its own; None where it can."""
    if not name.isidentifier() or name in formulas.WORDS:
        return "it is no name that an expression can use: letters, digits and _, no digit first"
    if name in BY_NAME:
        return "the program has an outcome of that name"
    if name.endswith(ENDING) and name.removesuffix(ENDING) in BY_NAME:
        return "the program gives that name to a present value"
    if name in _OF_FILES or name.startswith("mean_"):
        return "the program uses that name in files"
    return None


#: Names of columns and keys beside which outcomes stand, and of swept values.
_OF_FILES = frozenset({
    "life", "person", "variant", "year", "point", "failed", "family", "baseline", "start", "end", "years", "mortality",
    "discount", "on", "who", "bill", "event", "binding", "refused", "pool", "large_amount", "own_account", "relatives",
    "cash", "own_burden", "supplement", "employer",
})  # fmt: skip

DECLARED = Vocabulary()
