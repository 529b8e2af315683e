"""Households checked by several processes where there are many, before any of them is simulated."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from sim.errors import Fault
from sim.experiment.dispatch import run_tasks
from sim.experiment.executors import processes, usable_processors
from sim.population.checking import ENOUGH, Checked, Each, Unchecked

#: Tasks from which on processes make up for their start, about two seconds each.
TASKS_FOR_PROCESSES = 8


class _Numbered(NamedTuple):
    """A task, its place among all, and what is done with it."""

    place: int
    check: Callable[[Unchecked], Checked]
    task: Unchecked


class _Enough(Exception):
    """So much is wrong that no further household is looked at."""


def checked_by(workers: int | None) -> Each:
    """How households are checked: by so many processes, or all processors; few households by this process alone."""
    width = workers or usable_processors()

    def each(check: Callable[[Unchecked], Checked], tasks: Iterable[Unchecked]) -> Iterable[Checked]:
        listed = list(tasks)
        if width == 1 or len(listed) < TASKS_FOR_PROCESSES:
            return map(check, listed)
        return _in_processes(check, listed, width)

    return each


def _in_processes(check: Callable[[Unchecked], Checked], tasks: list[Unchecked], width: int) -> list[Checked]:
    """What was found, in the order of the tasks: the same as one process finds, whichever is done first."""
    done: dict[int, Checked] = {}
    in_order: list[Checked] = []
    faults: set[Fault] = set()

    def keep(one: _Numbered, checked: Checked) -> None:
        done[one.place] = checked
        while len(in_order) in done:
            following = done.pop(len(in_order))
            in_order.append(following)
            faults.update(fault for some in following.faults for fault in some)
            if len(faults) > ENOUGH:
                raise _Enough

    def fail(_: _Numbered, error: BaseException) -> None:
        raise error

    numbered = (_Numbered(place, check, task) for place, task in enumerate(tasks))
    with suppress(_Enough):
        run_tasks(_checked, numbered, processes(width), keep, fail)
    return in_order


def _checked(one: _Numbered) -> Checked:
    return one.check(one.task)
