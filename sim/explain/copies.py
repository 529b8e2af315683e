"""All that a run calls, copied as plain Python, in which stand-ins see every call.

The program itself stays as it is, compiled or not, and other runs go on beside: nothing takes the place of anything.
"""

from collections.abc import Callable
from inspect import isfunction
from typing import Any

import numpy as np

from sim.linking import Linked, copied, is_of_an_extension, plain_function
from sim.world.plain import as_plain

#: The rooms whose functions lives are made of.
_ROOMS = ("sim.processes.", "sim.rules.", "sim.world.")


def plain_copies(program: Linked, through: Callable[[Callable], Callable]) -> Linked:
    """A program in plain Python; each of its functions is what `through` makes of it."""
    copies = _Copies(through)
    return Linked(lambda function: copies.of(program.of(function)), tuple(map(copies.of, program.processes)))


class _Copies:
    def __init__(self, through: Callable[[Callable], Callable]):
        self._through = through
        self._made: dict[int, Any] = {}  # by the identity of the original
        self._namespaces: dict[int, dict[str, Any]] = {}  # likewise
        self._originals: list[Any] = []  # so that no identity is used twice

    def of(self, value: Any) -> Any:
        """What stands in place of a function, of a table of functions, of a number or an array of NumPy."""
        function = plain_function(value)
        is_part = isfunction(function) and _is_part(function)
        names = self._names(function.__globals__) if is_part else {}  # which copies this one too, if it is among them
        if id(value) not in self._made:
            made = self._through(copied(function, names, self.of)) if is_part else self._like(value)
            self._made[id(value)] = made
            self._originals.append(value)
        return self._made[id(value)]

    def _like(self, value: Any) -> Any:
        if isinstance(value, tuple | list | dict):
            return self._table(value)
        if value is np.int64 or value is np.uint64:
            return int
        if isinstance(value, np.integer):
            return int(value)
        return as_plain(value) if type(value) is np.ndarray else value

    def _table(self, value: Any) -> Any:
        parts = list(value.values()) if isinstance(value, dict) else list(value)
        made = [self.of(part) if callable(part) else part for part in parts]
        if all(one is part for one, part in zip(made, parts, strict=True)):
            return value
        return dict(zip(value, made, strict=True)) if isinstance(value, dict) else type(value)(made)

    def _names(self, original: dict[str, Any]) -> dict[str, Any]:
        """The names of a module, for copies of its functions."""
        names = self._namespaces.get(id(original))
        if names is None:
            names = self._namespaces[id(original)] = dict(original)
            self._originals.append(original)
            for name, value in original.items():
                if not name.startswith("__"):
                    names[name] = self.of(value)
        return names


def _is_part(function: Any) -> bool:
    return function.__module__.startswith(_ROOMS) or is_of_an_extension(function)
