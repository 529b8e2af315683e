"""Processes and kernels with some rules replaced: copies of whatever calls them, directly or not, beside the program's.

A function finds what it calls by name in its module. So a copy with other names is another function of the same
source, and what nobody replaces stays what it is, machine code and all. Cases with different extensions are simulated
side by side, each by its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from threading import RLock
from types import CellType, CodeType, FunctionType
from typing import Any

from sim import processes, rules
from sim.compiled import again, caching, is_kernel, know, passing
from sim.extensions.loading import Loaded, checked, loaded, replacements, whole
from sim.extensions.source import Extension, key_of
from sim.kernel_cache import UNCACHED
from sim.processes import PROCESSES

_linking = RLock()


@dataclass(frozen=True, eq=False)
class Linked:
    """The program with some extensions: what is run in place of each of its functions, and its processes."""

    of: Callable[[Any], Any] = lambda function: function
    processes: tuple[Callable, ...] = PROCESSES


def linked(extensions: tuple[Extension, ...]) -> Linked:
    """The program with some extensions, which are run; raises `Faults` at their lines."""
    with _linking:
        return _linked(extensions)


@cache
def _linked(extensions: tuple[Extension, ...]) -> Linked:
    if not extensions:
        return Linked()
    files = tuple(map(loaded, extensions))
    for function in (function for file in files for function in file.helpers()):
        know(function)
    with caching(key_of(extensions)):
        copies = _Copies(extensions)
        own = tuple(process for file in files for process in file.processes)
        all_processes = (*map(copies.of, PROCESSES), *own)
    return Linked(copies.of, all_processes)


@cache
def _modules() -> dict[str, dict[str, Any]]:
    """The namespaces of rules and processes, by module."""
    found = {}
    for room in (rules, processes):
        for module in iter_modules(room.__path__, f"{room.__name__}."):
            found[module.name] = vars(import_module(module.name))
    return found


class _Copies:
    """Copies of the functions that call a replaced one; of any other, the function itself."""

    def __init__(self, extensions: tuple[Extension, ...]):
        self._made: dict[int, Any] = {}  # by the identity of the original
        self._originals: list[Any] = []  # so that no identity is used twice
        self.namespaces = {name: dict(namespace) for name, namespace in _modules().items()}
        for name, (file, one) in replacements(extensions).items():
            original = _modules()[one.of.module][name]
            self._keep(original, _replacement(file, one, original))
        self._affected = _calling({id(original) for original in self._originals})
        for name, namespace in _modules().items():
            self.namespaces[name].update({key: self.of(value) for key, value in namespace.items()})

    def of(self, value: Any) -> Any:
        """What stands in place of a function, or of a table of functions."""
        if id(value) in self._made:
            return self._made[id(value)]
        if id(value) not in self._affected:
            return value
        if isinstance(value, dict):
            return self._keep(value, {key: self.of(one) for key, one in value.items()})
        if isinstance(value, tuple | list):
            return self._keep(value, type(value)(map(self.of, value)))
        return self._keep(value, self._copy(value))

    def _copy(self, function: Any) -> Any:
        plain = plain_function(function)
        made = copied(plain, self.namespaces[plain.__module__], self.of)
        if plain.__module__.startswith(f"{rules.__name__}."):
            know(made)
        return again(function, made)

    def _keep(self, original: Any, made: Any) -> Any:
        self._originals.append(original)
        self._made[id(original)] = made
        return made


def plain_function(value: Any) -> Any:
    """The function that is compiled as a kernel; anything else as it is."""
    return value.py_func if is_kernel(value) else value


def copied(plain: Any, names: dict[str, Any], of: Callable[[Any], Any]) -> FunctionType:
    """A function of the same source that finds by name what stands in `names`; in its closure `of` puts copies."""
    closure = tuple(CellType(of(cell.cell_contents)) for cell in plain.__closure__ or ())
    made = FunctionType(plain.__code__, names, plain.__name__, plain.__defaults__, closure or None)
    made.__kwdefaults__, made.__qualname__, made.__doc__ = plain.__kwdefaults__, plain.__qualname__, plain.__doc__
    made.__annotations__, made.__module__ = plain.__annotations__, plain.__module__
    return made


def _replacement(file: Loaded, one: Any, original: Any) -> Callable:
    """What is called in place of a rule or a step."""
    check = whole(file.extension, one)
    made = checked(plain_function(original), one.of, file.function(one), passing(check, one.of.returns, check.refusal))
    if is_kernel(original):
        return again(original, made)
    know(made)
    return made


def _calling(replaced: set[int]) -> set[int]:
    """The functions, and tables of functions, by identity, from which one of some functions can be reached."""
    reached = {id(value): value for namespace in _modules().values() for value in namespace.values() if _links(value)}
    callers: dict[int, set[int]] = {}
    waiting = list(reached.values())
    while waiting:
        value = waiting.pop()
        for called in _called(value):
            callers.setdefault(id(called), set()).add(id(value))
            if id(called) not in reached and _links(called):
                reached[id(called)] = called
                waiting.append(called)
    found: set[int] = set()
    within = list(replaced)
    while within:
        for caller in callers.get(within.pop(), ()):
            if caller not in found:
                found.add(caller)
                within.append(caller)
    return found - replaced


def _links(value: Any) -> bool:
    """Whether something of rules or processes calls functions, or lists some."""
    plain = plain_function(value)
    return isinstance(value, dict | tuple | list) or (isfunction(plain) and plain.__module__ in _modules())


def _called(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, tuple | list):
        yield from value
    else:
        plain = plain_function(value)
        names = plain.__globals__
        yield from (names[name] for name in _names(plain.__code__) if name in names)
        yield from (cell.cell_contents for cell in plain.__closure__ or ())


def _names(code: CodeType) -> set[str]:
    """The names that a function looks up, those of functions within it too."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= _names(constant)
    return found


def is_of_an_extension(function: Any) -> bool:
    """Whether a function stands in an extension file."""
    return getattr(function, "__module__", "").startswith(UNCACHED)
