"""An extension file run, with the rights of its user: its functions, and errors in them as faults of the file."""

import re
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from inspect import isfunction, signature
from pathlib import Path
from threading import RLock
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from sim.errors import Fault, Faults
from sim.extensions import REPLACES
from sim.extensions.declared import Replacement, declared, faults_of
from sim.extensions.replaceable import Replaceable
from sim.extensions.source import Extension
from sim.kernel_cache import UNCACHED

_running = RLock()
#: How Numba begins what it says of a cause.
_BECAUSE = (
    r"(No implementation of function|Untyped global name|Unknown attribute|Cannot|Use of unsupported|NameError).*"
)
_LONGEST_REASON = 120
_COMPILED = "whole numbers, tuples of them, records, and functions of these"


@dataclass(frozen=True, eq=False)
class Loaded:
    """A file that was run: its namespace, what it replaces, the processes it adds."""

    extension: Extension
    namespace: dict[str, Any]
    replaced: tuple[Replacement, ...]

    @property
    def processes(self) -> tuple[Callable, ...]:
        return tuple(self.namespace[name] for name in declared(self.extension).processes)

    def function(self, one: Replacement) -> FunctionType:
        """What stands in place of a rule."""
        return self.namespace[one.function]

    def helpers(self) -> Iterator[FunctionType]:
        """The plain functions of the file, which its rules may call."""
        for value in list(self.namespace.values()):
            if isfunction(value) and value.__module__ == self.namespace["__name__"]:
                yield value


@lru_cache(maxsize=64)
def loaded(extension: Extension) -> Loaded:
    """Run a file, once in a process; raises `Faults` at its lines."""
    if faults := declared(extension).faults:
        raise Faults(faults)
    module = ModuleType(f"{UNCACHED}{extension.name}_{extension.hash}".replace(".", "_"))
    sys.modules[module.__name__] = module  # machine code that was kept looks for its functions' module
    namespace = module.__dict__
    namespace["__file__"] = extension.path
    with _running:
        try:
            exec(compile(extension.text, extension.path, "exec", dont_inherit=True), namespace)
        except (Exception, SystemExit) as error:
            raise Faults([_fault_of(error, extension) or Fault(_said(error), extension.path, 1, 1)]) from error
    found = declared(extension).replaced
    hidden = _marked(namespace) - {one.of.name for one in found}
    if hidden:
        names = ", ".join(sorted(map(str, hidden)))
        raise Faults(
            [Fault(f"{names}: @rule must stand above a function at the top of the file", extension.path, 1, 1)]
        )
    for one in found:
        if not isfunction(namespace.get(one.function)):
            raise Faults(
                [Fault(f"{one.function} is no plain function once the file has run", extension.path, one.line, 1)]
            )
    return Loaded(extension, namespace, found)


def _marked(namespace: dict[str, Any]) -> set[Any]:
    return {getattr(value, REPLACES) for value in namespace.values() if isfunction(value) and hasattr(value, REPLACES)}


def replacements(extensions: tuple[Extension, ...]) -> dict[str, tuple[Loaded, Replacement]]:
    """What some extensions replace, by the name of the rule or step."""
    if faults := list(faults_of(extensions)):
        raise Faults(faults)
    return {one.of.name: (file, one) for file in map(loaded, extensions) for one in file.replaced}


def replacing(extensions: tuple[Extension, ...]) -> Callable[[Callable], Callable]:
    """By what a rule is to be called outside of kernels: its replacement, which is checked, or itself."""
    found = replacements(extensions)

    def of(rule: Callable) -> Callable:
        if rule.__name__ not in found:
            return rule
        file, one = found[rule.__name__]
        return checked(rule, one.of, file.function(one), whole(file.extension, one))

    return of


# ----------------------------------------------------------------------------- what a replacement returns


class WrongKind(Exception):
    """A replacement returned something else than the rule in whose place it stands."""

    @property
    def fault(self) -> Fault:
        return self.args[0]


class whole:  # noqa: N801  called like the function that it is in compiled code
    """Checks that a result is of the kind that the rule returns: whole numbers, as many as it does."""

    def __init__(self, extension: Extension, one: Replacement):
        self.extension, self.one = extension, one

    def __call__(self, result: Any) -> Any:
        returns = self.one.of.returns
        if isinstance(returns, int) and not _fits(result, returns):
            raise self.refusal(_kind_of(result))
        if isinstance(returns, str) and type(result).__name__ != returns:
            raise self.refusal(_kind_of(result))
        return result

    def refusal(self, found: str) -> WrongKind:
        """The error that it returns something else."""
        of = self.one.of
        return WrongKind(
            Fault(f"{of.name} returns {found}", self.extension.path, self.one.line, 1, None, expected(of.returns))
        )


def expected(returns: int | str | None) -> str:
    """What a rule returns, in words."""
    if returns == 0:
        return "nothing"
    if returns == 1:
        return "a whole number: fen, days, months, or parts per million"
    return f"{returns} whole numbers" if isinstance(returns, int) else f"a {returns}"


def _fits(result: Any, figures: int) -> bool:
    if figures == 0:
        return result is None
    parts = result if isinstance(result, tuple) else (result,)
    return len(parts) == figures and all(isinstance(part, int | np.integer | np.bool_) for part in parts)


def _kind_of(result: Any) -> str:
    if result is None:
        return "nothing"
    if isinstance(result, tuple) and type(result) is tuple:
        return f"({', '.join(map(_kind_of, result))})"
    return f"{result!r}, a {type(result).__name__}"[:80]


def checked(original: Callable, of: Replaceable, replacement: Callable, whole: Callable) -> Callable:
    """A function with the name, the parameters and the defaults of the program's, which calls a replacement of it and
    passes on what `whole` lets pass."""
    names = ", ".join(of.parameters)
    text = f"def {of.name}({names}):\n    return whole(replacement({names}))\n"
    namespace: dict[str, Any] = {"__name__": of.module, "replacement": replacement, "whole": whole}
    exec(compile(text, f"<{of.name}, replaced>", "exec"), namespace)
    made = namespace[of.name]
    made.__defaults__ = original.__defaults__  # pyright: ignore[reportFunctionMemberAccess]
    made.__doc__ = replacement.__doc__
    assert tuple(signature(original).parameters) == of.parameters
    return made


# ----------------------------------------------------------------------------- errors in a file


def as_faults(error: BaseException, extensions: tuple[Extension, ...]) -> Faults | None:
    """An error that came up in an extension as a fault at its line; None if it came from elsewhere."""
    for one in _chain(error):
        if isinstance(one, WrongKind):
            return Faults([one.fault])
    for one in _chain(error):
        for extension in extensions:
            if fault := _fault_of(one, extension):
                return Faults([fault])
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and those from which it came; SimPy raises the error of a process as another of the same class."""
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__ or at.__context__


def _fault_of(error: BaseException, extension: Extension) -> Fault | None:
    """The fault at the innermost line of a file in which an error came up, or of which the compiler speaks."""
    if isinstance(error, SyntaxError) and error.filename == extension.path:
        return Fault(f"no Python: {error.msg}", extension.path, error.lineno, error.offset)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == extension.path]
    return Fault(_said(error), extension.path, lines[-1], 1) if lines else _not_compiled(str(error), extension)


def _not_compiled(said: str, extension: Extension) -> Fault | None:
    """What the compiler says of a line of the file: its last words before it names the line."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    found = re.search(rf'File "[^"]*{re.escape(Path(extension.path).name)}", line (\d+)', plain)
    if found is None:
        return None
    line = int(found[1])
    because = [*re.finditer(_BECAUSE, plain[: found.start()])][-1:]
    reason = f": {because[0][0].strip()[:_LONGEST_REASON]}" if because else ""
    source = extension.text.splitlines()[line - 1 : line] or [""]
    return Fault(f"cannot be compiled{reason}, in {source[0].strip()!r}", extension.path, line, 1, None, _COMPILED)


def _said(error: BaseException) -> str:
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
