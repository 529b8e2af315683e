"""The record: one fixed-size row of whole numbers that holds every value in force on a day.

Its type derives from the declarations. Every fallback is resolved while it is filled, so that a kernel reads a cell
and never asks whether it was given.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.policy.kinds.kind import Context
from sim.policy.kinds.tables import Tables
from sim.policy.parameters import Parameter, parameters


@cache
def policy_dtype() -> np.dtype:
    """The type of a record: one int64 field, or array of them, per value."""
    fields: dict[str, tuple[int, ...]] = {}
    for parameter in parameters().values():
        for suffix, shape in parameter.kind.shapes().items():
            name = parameter.stem + suffix
            whole = (parameter.rows, *shape) if parameter.row is not None else shape
            if fields.setdefault(name, whole) != whole:
                raise TypeError(f"{name} has two shapes, {fields[name]} and {whole}")
    # np.record, so that plain Python may read `p.outpatient_cap` as a compiled rule does
    return np.dtype((np.record, [(name, "<i8", shape) for name, shape in fields.items()]))


def declaration() -> str:
    """The source of `sim/state/policy.py`: the record as a class, by which type checkers read rules and kernels."""
    lines = [
        '"""The law in force in one region on one day, as rules read it: `p.account_interest`.',
        "",
        "Written from the declarations of the parameters by `python -m sim.policy.record`; a test holds it.",
        '"""',
        "",
        "from typing import Any",
        "",
        "",
        "class Policy:",
        '    """Whole numbers: fen, parts per million, days as ordinals, months, or words. Any: a table."""',
        "",
    ]
    dtype = policy_dtype()
    for name in dtype.names or ():
        lines.append(f"    {name}: {'Any' if dtype[name].shape else 'int'}")
    return "\n".join(lines) + "\n"


def fill(records: np.ndarray, names: Iterable[str], context: Context) -> None:
    """Write the cells of some parameters into every record of an array."""
    for name in names:
        _write(records, parameters()[name], context.values[name], context)


def with_leaning(changed: Iterable[str]) -> dict[str, None]:
    """Some parameters and all whose cells move with one of them."""
    return dict.fromkeys(leaning for one in changed for leaning in (one, *_leaning_on(one)))


@cache
def _leaning_on(name: str) -> tuple[str, ...]:
    """The parameters whose cells move with another: tables lean on the groups."""
    return tuple(
        other
        for other, parameter in parameters().items()
        if name in parameter.kind.leans_on or (name == "benefit.groups" and parameter.kind.by_group)
    )


def _write(records: np.ndarray, parameter: Parameter, value: Any, context: Context) -> None:
    kind = parameter.kind
    every = (slice(None),) * records.ndim
    for suffix, cells in kind.cells(value, context).items():
        target = records[parameter.stem + suffix]
        if isinstance(kind, Tables):
            target[*every, kind.rows()] = cells
        elif parameter.row is not None:
            target[*every, parameter.row] = cells
        else:
            target[...] = cells


if __name__ == "__main__":
    (Path(__file__).parents[1] / "state" / "policy.py").write_text(declaration(), encoding="utf-8")
