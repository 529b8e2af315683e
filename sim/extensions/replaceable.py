"""The functions of the program that an extension may replace, found in its sources: no compiler need be loaded."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("rules", "processes")
_COMPILED = ("kernel", "inlined")

#: Arithmetic of fen and of days: no rule of the law.
ARITHMETIC = ("rounding", "days")
#: By these the calendar of a run is made, and a file is checked, before any life begins.
OF_THE_CALENDAR = ("delay", "statutory_month", "earliest_month", "latest_month")


class Replaceable(NamedTuple):
    """A rule, or a step of a process: the module it stands in, its parameters, how many figures it returns.

    `returns` is 1 for one whole number, more for a tuple of so many, 0 for nothing, the name of a class where an object
    of it is returned; None where the source does not say.
    """

    name: str
    module: str
    parameters: tuple[str, ...]
    returns: int | str | None
    is_rule: bool

    @property
    def kind(self) -> str:
        """What messages call it."""
        return "rule" if self.is_rule else "step"

    @property
    def heading(self) -> str:
        """The line with which its definition begins."""
        return f"def {self.name}({', '.join(self.parameters)}):"


@cache
def replaceable() -> dict[str, Replaceable]:
    """Every rule, and every step of a process, by name."""
    functions = {(module, node.name): node for module, node in _functions()}
    found: dict[str, Replaceable] = {}
    for (module, name), node in functions.items():
        is_rule = module.startswith("sim.rules.")
        if (is_rule or _is_compiled(node)) and name not in OF_THE_CALENDAR:
            assert name not in found, f"two functions are called {name}"
            figures = _returns(node, functions)
            if not is_rule and figures == 1 and any(isinstance(one, ast.Name) for one in _returned(node)):
                figures = None  # a figure, or a record
            found[name] = Replaceable(name, module, parameters_of(node), figures, is_rule)
    return found


def parameters_of(node: ast.FunctionDef) -> tuple[str, ...]:
    """The names of a function's parameters; stars are part of them."""
    given = node.args
    plain = [one.arg for one in (*given.posonlyargs, *given.args)]
    star = [f"*{given.vararg.arg}"] if given.vararg else []
    stars = [f"**{given.kwarg.arg}"] if given.kwarg else []
    return (*plain, *star, *(f"{one.arg} (by name)" for one in given.kwonlyargs), *stars)


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for room in _ROOMS:
        for path in sorted((_PACKAGE / room).glob("*.py")):
            if path.stem in ARITHMETIC:
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"sim.{room}.{path.stem}", node


def _is_compiled(node: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id in _COMPILED for mark in node.decorator_list)


def _returned(node: ast.FunctionDef) -> Iterator[ast.expr | None]:
    return (one.value for one in ast.walk(node) if isinstance(one, ast.Return))


def _returns(node: ast.FunctionDef, functions: dict[tuple[str, str], ast.FunctionDef]) -> int | str | None:
    found = {_figures(value, functions) for value in _returned(node)}
    return found.pop() if len(found) == 1 else (None if found else 0)


def _figures(value: ast.expr | None, functions: dict[tuple[str, str], ast.FunctionDef]) -> int | str | None:
    """How many figures an expression gives."""
    if value is None:
        return 0
    if isinstance(value, ast.Tuple):
        return len(value.elts)
    if isinstance(value, ast.IfExp):
        one, other = (_figures(of, functions) for of in (value.body, value.orelse))
        return one if one == other else None
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        called = value.func.id
        if called[0].isupper():
            return called
        inner = next((node for (_, name), node in functions.items() if name == called), None)
        return 1 if inner is None else _returns(inner, functions)
    return 1
