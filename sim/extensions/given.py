"""Functions given by a program, in a notebook say, as an extension file: their sources with what they use.

A result must say by what it was made, and workers must have the same; a function as it stands in a process does
neither. So its source is taken, and whatever it uses of its surroundings: other functions, imports, whole numbers.
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from textwrap import dedent
from types import FunctionType, ModuleType
from typing import Any

from sim.errors import Fault, Faults
from sim.extensions.replaceable import replaceable
from sim.extensions.source import Extension
from sim.values.refusals import nearest_word, shown

GIVEN = "(rules)"  # what the file is called


def as_extension(rules: Mapping[str, Callable]) -> Extension:
    """Functions by the name of the rule that each replaces, as one file; raises `Faults` with all that is wrong."""
    faults = [fault for name, function in rules.items() for fault in _faults(name, function)]
    if faults:
        raise Faults(faults)
    writer = _Writer()
    for name, function in rules.items():
        writer.add_rule(name, function)
    return Extension(GIVEN, GIVEN, writer.text())


def _faults(name: str, function: Any) -> list[Fault]:
    if name not in replaceable():
        rules = ", ".join(sorted(one.name for one in replaceable().values() if one.is_rule))
        close = nearest_word(str(name), replaceable())
        return [Fault(f"rules: {shown(name)} is no rule", nearest=close, allowed="" if close else rules)]
    if not isinstance(function, FunctionType) or function.__name__ == "<lambda>":
        found = f"rules: {name} is {type(function).__name__}, and must be a function that has a name"
        return [Fault(found, write=replaceable()[name].heading)]
    return []


class _Writer:
    """Collects sources, each name once."""

    def __init__(self) -> None:
        self._imports: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._functions: dict[str, tuple[FunctionType, str]] = {}

    def text(self) -> str:
        heads = ["from sim.extensions import rule", *self._imports.values(), *self._numbers.values()]
        return "\n\n\n".join(["\n".join(heads), *(source for _, source in self._functions.values())]) + "\n"

    def add_rule(self, name: str, function: FunctionType) -> None:
        """A function with what it uses."""
        self._add(function, f'@rule("{name}")\n')

    def _add(self, function: FunctionType, mark: str = "") -> None:
        known = self._functions.get(function.__name__)
        if known is not None:
            if known[0] is not function or mark:
                self._refuse(function, f"two functions are called {function.__name__}: give them different names")
            return
        self._functions[function.__name__] = function, mark + self._source(function)
        around = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
        code = function.__code__
        for name in _names(self._functions[function.__name__][1]):
            if name in around and name not in (*code.co_varnames, *code.co_cellvars, function.__name__):
                self._use(function, name, around[name])

    def _use(self, function: FunctionType, name: str, value: Any) -> None:
        module = getattr(value, "__module__", None)
        if isinstance(value, ModuleType):
            self._imports[name] = f"import {value.__name__} as {name}"
        elif isinstance(value, bool | int):
            self._numbers[name] = f"{name} = {int(value)}"
        elif isinstance(value, FunctionType) and module in (function.__module__, "__main__"):
            self._add(value)
        elif module and module != "__main__" and getattr(value, "__name__", None):
            self._imports[name] = f"from {module} import {value.__name__} as {name}"
        else:
            found = f"it uses {name}, a {type(value).__name__}; a rule uses whole numbers, functions and imports"
            self._refuse(function, f"{found}: put it into a file, and name the file under extensions")

    def _source(self, function: FunctionType) -> str:
        try:
            lines = dedent(inspect.getsource(function)).splitlines()
        except (OSError, TypeError):
            self._refuse(function, "its source cannot be found: put it into a file, and name the file under extensions")
        first = next(place for place, line in enumerate(lines) if line.startswith(("def ", "async def ")))
        return "\n".join(lines[first:])

    def _refuse(self, function: FunctionType, found: str) -> Any:
        code = function.__code__
        raise Faults([Fault(f"rules: {function.__name__}: {found}", code.co_filename, code.co_firstlineno, 1)])


def _names(source: str) -> list[str]:
    """The names that a source uses, each once, in order."""
    found = (node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return sorted(set(found) - {"rule"})
