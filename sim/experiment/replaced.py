"""Rules that a program has put in place of the law's by assignment, which not every kernel would notice."""

import sys
from collections.abc import Iterator
from inspect import isfunction
from typing import Any

from sim.errors import Fault, Faults

_ROOMS = ("sim.rules.", "sim.processes.")


def refuse_replaced() -> None:
    """Refuse functions of others under the names of rules and steps.

    `sim.rules.contribution.extra = mine` has no effect on whatever imported that name before, or was compiled with it:
    a study would simulate the law as it was.
    """
    if faults := list(_faults()):
        raise Faults(faults)


def _faults() -> Iterator[Fault]:
    for module in [module for name, module in sys.modules.items() if name.startswith(_ROOMS)]:
        for name, value in list(vars(module).items()):
            if (of := _foreign(value)) is not None:
                yield Fault(
                    f"{module.__name__}.{name} was assigned a function of {of}, which not all its callers notice",
                    allowed="functions given as rules, or in files named under extensions",
                    write=f'sim.run(scenario, rules={{"{name}": {getattr(value, "__name__", name)}}})',
                )


def _foreign(value: Any) -> str | None:
    """The module of a function that is neither of this package nor of Python's own library."""
    plain = getattr(value, "py_func", value)
    if not isfunction(plain):
        return None
    package = plain.__module__.partition(".")[0]
    return None if package == "sim" or package in sys.stdlib_module_names - {"__main__"} else plain.__module__
