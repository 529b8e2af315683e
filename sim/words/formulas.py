"""Expressions that make an outcome of others, such as `out_of_pocket + premium_paid - pool_paid`: read and checked.

An expression is read by Python's parser and never evaluated by Python: whatever is not on the list below is refused.
Every part of it is a whole number of its unit (fen, months, parts per million, 0 and 1). A product with a decimal and a
quotient are rounded half up where they stand; nothing else is ever rounded.
"""

import ast
import keyword
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from sim.words.units import Unit

LONGEST = 500  # characters of an expression
MOST = 10**17  # what a part may come to: with a sum over a family and a share's million it fits 128 bits
_MOST_OF_LEAF = {Unit.YUAN: 10**13, Unit.PERCENT: 10**9, Unit.YES_NO: 1}  # others are counted: a million
_FINEST = 10**6  # a factor has at most six decimals
_TAILS = 41  # a quantile, and twenty times what is beyond it, which is at most twice the largest amount

ALLOWED = (
    "outcomes, numbers, + - *, / by a number or an outcome, parentheses, min(a, b), max(a, b), "
    "> >= < <= == !=, and, or, not; around the whole of it shortfall(a)"
)


SHORTFALL = "shortfall"  # the mean of the 5 % of lives that are worst
#: Words of expressions, which no outcome may have as its name.
WORDS = frozenset([*keyword.kwlist, "min", "max", SHORTFALL])


class Does(StrEnum):
    """What a part of an expression does with its own parts."""

    OUTCOME = auto()
    NUMBER = auto()
    ADD = auto()
    TIMES = auto()  # a number
    WHERE = auto()  # an amount where something holds, otherwise nothing
    DIVIDE = auto()
    LEAST = auto()
    GREATEST = auto()
    ABOVE = auto()
    AT_LEAST = auto()
    EQUAL = auto()
    BOTH = auto()
    EITHER = auto()
    NOT = auto()
    SHORTFALL = auto()  # of all lives together, so that it is no part of anything; `number` is -1 if less is worse


class BadFormula(ValueError):
    """An expression that cannot be used: what was found, what is allowed, the name that nothing bears."""

    def __init__(self, found: str, allowed: str = "", unknown: str | None = None, write: str | None = None):
        super().__init__(found)
        self.found, self.allowed, self.unknown, self.write = found, allowed, unknown, write


class Named(Protocol):
    """What an expression may name: an outcome."""

    @property
    def unit(self) -> Unit: ...
    @property
    def is_never_negative(self) -> bool: ...
    @property
    def formula(self) -> "Formula | None": ...


T = TypeVar("T", bound=Named)


@dataclass(frozen=True)
class Formula(Generic[T]):
    """An expression, or a part of one. `unit` is none of a bare number, which takes that of what it stands beside."""

    does: Does
    unit: Unit | None
    parts: tuple["Formula[T]", ...] = ()
    outcome: T | None = None
    number: Fraction = Fraction()

    @cached_property
    def outcomes(self) -> tuple[T, ...]:
        """The outcomes it names, each once."""
        return tuple(dict.fromkeys(self._named()))

    def _named(self) -> Iterator[T]:
        if self.outcome is not None:
            yield self.outcome
        for part in self.parts:
            yield from part._named()

    @property
    def divides(self) -> bool:
        """Whether anything is divided by an outcome, of which a life may have none."""
        return self.does is Does.DIVIDE or any(part.divides for part in self.parts)

    @property
    def is_shortfall(self) -> bool:
        """Whether it is the expected shortfall: of each life what it adds to that of all."""
        return self.does is Does.SHORTFALL

    def linear(self) -> dict[T, int] | None:
        """The outcomes that add up to it, each with its whole factor; None if it is no such sum."""
        if self.does is Does.OUTCOME:
            assert self.outcome is not None
            of_others = self.outcome.formula
            return {self.outcome: 1} if of_others is None else of_others.linear()
        if self.does not in (Does.ADD, Does.TIMES) or (self.does is Does.TIMES and self.number.denominator != 1):
            return None
        factor = int(self.number) if self.does is Does.TIMES else 1
        found: dict[T, int] = {}
        for part in self.parts:
            of_part = part.linear()
            if of_part is None:
                return None
            for outcome, times in of_part.items():
                found[outcome] = found.get(outcome, 0) + factor * times
        return found

    @cached_property
    def is_never_negative(self) -> bool:
        """Whether it cannot be below 0, as the outcomes that it names are declared."""
        are_not = [part.is_never_negative for part in self.parts]
        match self.does:
            case Does.OUTCOME:
                assert self.outcome is not None
                return self.outcome.is_never_negative
            case Does.NUMBER:
                return self.number >= 0
            case Does.TIMES:
                return self.number >= 0 and are_not[0]
            case Does.WHERE | Does.SHORTFALL:
                return are_not[0]
            case Does.GREATEST:
                return any(are_not)
            case Does.ADD | Does.LEAST | Does.DIVIDE:
                return all(are_not)
        return True  # whether something holds

    @cached_property
    def most(self) -> int:
        """The largest amount, of either sign, that it can come to for one person."""
        most = [part.most for part in self.parts]
        match self.does:
            case Does.OUTCOME:
                assert self.outcome is not None
                of_others = self.outcome.formula
                return _MOST_OF_LEAF.get(self.outcome.unit, 10**6) if of_others is None else of_others.most
            case Does.NUMBER:
                return abs(int(self.number))
            case Does.ADD:
                return sum(most)
            case Does.TIMES:
                return int(abs(self.number) * most[0]) + 1
            case Does.WHERE:
                return most[0]
            case Does.DIVIDE:
                return _MOST_OF_LEAF[Unit.PERCENT] if self.unit is Unit.PERCENT else most[0]
            case Does.LEAST | Does.GREATEST:
                return max(most)
            case Does.SHORTFALL:
                return _TAILS * most[0]
        return 1


def read(text: str, known: Mapping[str, T]) -> Formula[T]:
    """The expression of a text; raises `BadFormula`. `known` are the outcomes it may name."""
    if len(text) > LONGEST:
        raise BadFormula(f"the expression has {len(text)} characters", f"at most {LONGEST}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(" ".join(text.split()), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadFormula(f"{text!r} is no expression", ALLOWED) from None
    found = _Reader(" ".join(text.split()), known, tree.body).read(tree.body)
    if found.unit is None:
        raise BadFormula(f"{text!r} names no outcome", ALLOWED)
    return found


# No exponent, which takes minutes to write out (1e999999999), and no more digits than can be counted with.
_NUMBER = re.compile(r"\d{1,18}(\.\d{0,18})?|\.\d{1,18}")
_FUNCTIONS = {"min": Does.LEAST, "max": Does.GREATEST}
_OF_ALL_LIVES = "is of all lives together, so it can be no part of an expression"
_WHOLE = "shortfall(a) as the whole of an expression"
_MEANT = {
    ast.Mod: ("%", "a share as a decimal, such as 0.5 for 50%"),
    ast.BitAnd: ("&", "and"),
    ast.BitOr: ("|", "or"),
    ast.Invert: ("~", "not"),
    ast.FloorDiv: ("//", "/"),
    ast.Pow: ("**", ALLOWED),
    ast.BitXor: ("^", ALLOWED),
}


class _Reader(Generic[T]):
    """Reads the parser's tree of one text."""

    def __init__(self, text: str, known: Mapping[str, T], whole: ast.expr):
        self.text, self.known, self.whole = text, known, whole

    def read(self, node: ast.expr) -> Formula[T]:
        found = self._read(node)
        if found.most > MOST:
            raise BadFormula(f"{self._shown(node)} may come to more than can be counted", "smaller factors")
        return found

    def _read(self, node: ast.expr) -> Formula[T]:
        match node:
            case ast.Name(id=name):
                return self._outcome(name)
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | float()):
                return self._number(node)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._times(node, self.read(operand), Fraction(-1))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Formula(Does.NOT, Unit.YES_NO, (self._flag(operand),))
            case ast.BinOp(op=ast.Add() | ast.Sub() as sign, left=left, right=right):
                second = self.read(right)
                if isinstance(sign, ast.Sub):
                    second = self._times(right, second, Fraction(-1))
                return self._alike(node, Does.ADD, (self.read(left), second))
            case ast.BinOp(op=ast.Mult(), left=left, right=right):
                return self._product(node, self.read(left), self.read(right))
            case ast.BinOp(op=ast.Div(), left=left, right=right):
                return self._quotient(node, self.read(left), self.read(right))
            case ast.BoolOp(op=operator, values=values):
                does = Does.BOTH if isinstance(operator, ast.And) else Does.EITHER
                return Formula(does, Unit.YES_NO, tuple(map(self._flag, values)))
            case ast.Compare(left=left, ops=operators, comparators=others):
                operands = [self.read(one) for one in (left, *others)]
                pairs = zip(operators, operands, operands[1:], strict=False)
                found = tuple(self._compared(node, *pair) for pair in pairs)
                return found[0] if len(found) == 1 else Formula(Does.BOTH, Unit.YES_NO, found)
            case ast.Call(func=ast.Name(id=name), args=[_, _, *_] as of, keywords=[]) if name in _FUNCTIONS:
                return self._alike(node, _FUNCTIONS[name], tuple(map(self.read, of)))
            case ast.Call(func=ast.Name(id=name), args=[of], keywords=[]) if name == SHORTFALL:
                return self._shortfall(node, self.read(of))
        raise self._refused(node)

    def _refused(self, node: ast.expr) -> BadFormula:
        operator = type(getattr(node, "op", None))
        if operator in _MEANT:
            sign, meant = _MEANT[operator]
            return BadFormula(f"{sign!r} is no sign of an expression", meant)
        return BadFormula(f"{self._shown(node)} cannot stand in an expression", ALLOWED)

    def _shown(self, node: ast.expr) -> str:
        return repr(ast.get_source_segment(self.text, node) or self.text)

    def _outcome(self, name: str) -> Formula[T]:
        try:
            outcome = self.known[name]
        except KeyError:
            raise BadFormula(f"{name!r} is no outcome", unknown=name) from None
        if outcome.formula is not None and outcome.formula.is_shortfall:
            raise BadFormula(f"{name!r} {_OF_ALL_LIVES}", _WHOLE)
        return Formula(Does.OUTCOME, outcome.unit, outcome=outcome)

    def _number(self, node: ast.expr) -> Formula[T]:
        """The number as it is written: no binary fraction is made of it."""
        written = (ast.get_source_segment(self.text, node) or "").replace("_", "")
        if not _NUMBER.fullmatch(written):
            raise BadFormula(f"{self._shown(node)} is no number of an expression", "such as 12, 10_000 or 0.5")
        return Formula(Does.NUMBER, None, number=Fraction(written))

    def _flag(self, node: ast.expr) -> Formula[T]:
        found = self.read(node)
        if found.unit is not Unit.YES_NO:
            raise BadFormula(f"{self._shown(node)} is not yes or no", "a comparison, such as out_of_pocket > 10_000")
        return found

    def _alike(self, node: ast.expr, does: Does, parts: tuple[Formula[T], ...]) -> Formula[T]:
        """Parts of one unit, in which a bare number stands for an amount of it."""
        units = {part.unit: None for part in parts if part.unit is not None}
        if not units:
            return Formula(Does.NUMBER, None, number=_of_numbers(does, [part.number for part in parts]))
        if len(units) > 1:
            raise BadFormula(f"{self._shown(node)}: {' and '.join(units)} do not go together", "parts of one unit")
        [unit] = units
        if unit is Unit.YES_NO:
            raise BadFormula(f"{self._shown(node)}: yes and no are no amounts", "and, or, not")
        return Formula(does, unit, tuple(self._in_unit(node, part, unit) for part in parts))

    def _in_unit(self, node: ast.expr, part: Formula[T], unit: Unit) -> Formula[T]:
        if part.unit is not None:
            return part
        amount = part.number * (1_000_000 if unit is Unit.PERCENT else unit.scale)
        if amount.denominator != 1:
            finest = {Unit.YUAN: "two decimals", Unit.PERCENT: "six decimals"}.get(unit, "a whole number")
            raise BadFormula(f"{self._shown(node)}: a number of {unit} is too fine", finest)
        return Formula(Does.NUMBER, unit, number=amount)

    def _shortfall(self, node: ast.expr, of: Formula[T]) -> Formula[T]:
        if node is not self.whole:
            raise BadFormula(f"{self._shown(node)} {_OF_ALL_LIVES}", _WHOLE)
        if of.unit is Unit.YES_NO:
            raise BadFormula(f"{self._shown(node)}: yes and no are no amounts", "an amount")
        return Formula(Does.SHORTFALL, of.unit, (of,), number=Fraction(1))

    def _product(self, node: ast.expr, left: Formula[T], right: Formula[T]) -> Formula[T]:
        if left.unit is None:
            return self._times(node, right, left.number)
        if right.unit is None:
            return self._times(node, left, right.number)
        flags = [part for part in (left, right) if part.unit is Unit.YES_NO]
        if len(flags) != 1:
            found = f"{self._shown(node)}: {left.unit} times {right.unit} has no unit"
            raise BadFormula(found, "a number, or yes and no, times an amount")
        [flag], [amount] = flags, [part for part in (left, right) if part.unit is not Unit.YES_NO]
        return Formula(Does.WHERE, amount.unit, (amount, flag))

    def _times(self, node: ast.expr, part: Formula[T], factor: Fraction) -> Formula[T]:
        if part.unit is None:
            return Formula(Does.NUMBER, None, number=part.number * factor)
        if part.unit is Unit.YES_NO:
            raise BadFormula(f"{self._shown(node)}: yes and no are no amounts", "and, or, not")
        if factor.denominator > _FINEST:
            raise BadFormula(f"{self._shown(node)}: the factor is too fine", "at most six decimals")
        return Formula(Does.TIMES, part.unit, (part,), number=factor)

    def _quotient(self, node: ast.expr, amount: Formula[T], over: Formula[T]) -> Formula[T]:
        if over.unit is None:
            if not over.number:
                raise BadFormula(f"{self._shown(node)}: nothing can be divided by 0")
            return self._times(node, amount, 1 / over.number)
        is_mean = amount.unit is Unit.YUAN and over.unit.is_counted
        is_share = amount.unit is over.unit and (amount.unit is Unit.YUAN or over.unit.is_counted)
        if not is_mean and not is_share:
            found = f"{self._shown(node)}: {amount.unit or 'a number'} over {over.unit} has no unit"
            raise BadFormula(found, "yuan over yuan or months over months (a share), yuan over months or a number")
        return Formula(Does.DIVIDE, Unit.PERCENT if is_share else Unit.YUAN, (amount, over))

    def _compared(self, node: ast.expr, operator: ast.cmpop, left: Formula[T], right: Formula[T]) -> Formula[T]:
        pair = self._alike(node, Does.ADD, (left, right))
        if pair.unit is None:
            raise BadFormula(f"{self._shown(node)} compares no outcome", "such as out_of_pocket > 10_000")
        first, second = pair.parts
        match operator:
            case ast.Gt():
                return Formula(Does.ABOVE, Unit.YES_NO, (first, second))
            case ast.Lt():
                return Formula(Does.ABOVE, Unit.YES_NO, (second, first))
            case ast.GtE():
                return Formula(Does.AT_LEAST, Unit.YES_NO, (first, second))
            case ast.LtE():
                return Formula(Does.AT_LEAST, Unit.YES_NO, (second, first))
            case ast.Eq():
                return Formula(Does.EQUAL, Unit.YES_NO, (first, second))
            case ast.NotEq():
                equal = Formula(Does.EQUAL, Unit.YES_NO, (first, second))
                return Formula(Does.NOT, Unit.YES_NO, (equal,))
        raise self._refused(node)


def _of_numbers(does: Does, numbers: list[Fraction]) -> Fraction:
    """Bare numbers put together."""
    return {Does.ADD: sum, Does.LEAST: min, Does.GREATEST: max}[does](numbers)
