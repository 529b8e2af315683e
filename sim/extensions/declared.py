"""What an extension file declares, read without running it: which rules it replaces, which processes it adds.

Whatever can be known so is known before anything of the file runs: faults of its syntax, names that are no rule,
parameters that do not fit.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sim.errors import Fault
from sim.extensions.replaceable import OF_THE_CALENDAR, Replaceable, parameters_of, replaceable
from sim.extensions.source import Extension
from sim.values.refusals import nearest_word, shown
from sim.words.language import say

_FIRST_LINES = "from sim.extensions import rule"


class Replacement(NamedTuple):
    """A function of the file in place of one of the program's."""

    of: Replaceable
    function: str
    line: int

    def said_of(self, extension: Extension) -> str:
        """The rule and what stands in place of it, as answers name it."""
        place = f"{extension.name}:{self.line}"
        text = "the {kind} {name} is replaced by {function} of {place}"
        return say(text, kind=say(self.of.kind), name=self.of.name, function=self.function, place=place)


class Declared(NamedTuple):
    """What a file declares, as far as it can be read, and every fault of it."""

    replaced: tuple[Replacement, ...] = ()
    processes: tuple[str, ...] = ()  # names of functions
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=256)
def declared(extension: Extension) -> Declared:
    """What an extension declares."""
    try:
        tree = ast.parse(extension.text, extension.path)
    except SyntaxError as error:
        return Declared(faults=(Fault(f"no Python: {error.msg}", extension.path, error.lineno, error.offset),))
    except (ValueError, RecursionError, MemoryError) as error:
        return Declared(faults=(Fault(f"no Python: {error}", extension.path, 1, 1),))
    return _Reader(extension, tree).read()


class _Reader:
    """Goes through the statements at the top of a file."""

    def __init__(self, extension: Extension, tree: ast.Module):
        self.extension, self.tree = extension, tree
        self.replaced: dict[str, Replacement] = {}
        self.processes: list[str] = []
        self.faults: list[Fault] = []

    def read(self) -> Declared:
        for node in self.tree.body:
            marks = list(_marks(node))
            for mark, name in marks:
                if mark == "process":
                    self._process(node)
                else:
                    self._replacement(node, name)
            if not marks:
                self._unmarked(node)
        if not (self.replaced or self.processes or self.faults):
            found = "nothing in this file is marked as a rule or a process, so it would change nothing"
            self.faults.append(
                Fault(found, self.extension.path, 1, 1, allowed="functions below @rule or @process", write=_FIRST_LINES)
            )
        return Declared(tuple(self.replaced.values()), tuple(self.processes), tuple(self.faults))

    def _replacement(self, node: ast.AST, name: str | None) -> None:
        if not isinstance(node, ast.FunctionDef):
            self._fault(node, "@rule stands above something that is no function")
            return
        if name is None:
            self._fault(node, "@rule takes the name of a rule as a text", write=f'@rule("{node.name}")')
            return
        name = name or node.name
        of = replaceable().get(name)
        if of is None:
            self._unknown(node, name)
        elif name in self.replaced:
            self._fault(node, f"{name} is replaced a second time, after line {self.replaced[name].line}")
        elif parameters_of(node) != of.parameters:
            found = f"{name} has the parameters ({', '.join(parameters_of(node))})"
            self._fault(node, found, f"({', '.join(of.parameters)})", of.heading)
        elif _is_generator(node):
            self._fault(node, f"{name} yields, so it is no {of.kind}: it must return")
        else:
            self.replaced[name] = Replacement(of, node.name, node.lineno)

    def _unknown(self, node: ast.FunctionDef, name: str) -> None:
        if name in OF_THE_CALENDAR:
            found = f"{name} cannot be replaced: the calendar of a run is made by it before any life begins"
            self._fault(node, found, write="retires: 2040-05")
            return
        close = nearest_word(name, replaceable())
        rules = ", ".join(sorted(one.name for one in replaceable().values() if one.is_rule))
        found = f"{shown(name)} is no rule and no step of a process"
        write = replaceable()[close].heading if close else None
        self._fault(node, found, "" if close else rules, write, close)

    def _process(self, node: ast.AST) -> None:
        if not isinstance(node, ast.FunctionDef) or not _is_generator(node):
            self._fault(node, "@process stands above something that is no generator function: it never yields a day")
        elif len(node.args.args) != 1 or len(parameters_of(node)) != 1:
            found = f"the process {node.name} has the parameters ({', '.join(parameters_of(node))})"
            self._fault(node, found, "(run)", f"def {node.name}(run):")
        else:
            self.processes.append(node.name)

    def _unmarked(self, node: ast.AST) -> None:
        """A function with the name of a rule is meant to replace it; a value of that name never does."""
        if isinstance(node, ast.FunctionDef) and node.name in replaceable():
            self._fault(node, f"{node.name} has the name of a rule, and does not replace it", write="@rule")
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id in replaceable():
                heading = replaceable()[target.id].heading
                self._fault(node, f"{target.id}: a rule is replaced by a function below @rule", write=heading)

    def _fault(
        self, node: ast.AST, found: str, allowed: str = "", write: str | None = None, nearest: str | None = None
    ) -> None:
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        self.faults.append(Fault(found, self.extension.path, line, column, nearest, allowed, write))


def _marks(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    """The marks above a function or a class: `rule` with the name that is given ("" if none is; None if it is no
    text), `process`."""
    for mark in getattr(node, "decorator_list", ()):
        called = mark.func if isinstance(mark, ast.Call) else mark
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", None)
        if name == "process":
            yield name, ""
        elif name == "rule":
            yield name, _argument(mark) if isinstance(mark, ast.Call) else ""


def _argument(call: ast.Call) -> str | None:
    """The text that a call is given, if that is all."""
    if len(call.args) == 1 and not call.keywords and isinstance(call.args[0], ast.Constant):
        value = call.args[0].value
        return value if isinstance(value, str) and value else None
    return None


def _is_generator(node: ast.FunctionDef) -> bool:
    """Whether the function itself yields, not one within it."""
    within: list[list[ast.AST]] = [[*node.body]]
    while within:
        for one in within.pop():
            if isinstance(one, ast.Yield | ast.YieldFrom):
                return True
            if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
                within.append(list(ast.iter_child_nodes(one)))
    return False


def faults_of(extensions: tuple[Extension, ...]) -> Iterator[Fault]:
    """Every fault of some extensions, each by itself and all together: two may not replace the same rule."""
    first: dict[str, Extension] = {}
    for extension in extensions:
        yield from declared(extension).faults
        for one in declared(extension).replaced:
            before = first.setdefault(one.of.name, extension)
            if before is not extension:
                yield Fault(f"{one.of.name} is replaced by {before.name} too", extension.path, one.line, 1)
