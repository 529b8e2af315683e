"""Trajectories of Morris screening: paths of points in which one value changes from each point to the next.

A range has as many levels as the sweep says, equally far apart, and moves by half of them: up from the lower half, down
from the upper (M. D. Morris, 1991, Technometrics 33:161). A list moves from one of its values to another, both equally
likely.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.scenario.model import Range, Values

if TYPE_CHECKING:
    import numpy as np

    from sim.yaml_marks import Node


def trajectories(vary: Mapping[str, Values], number: int, levels: int, seed: int) -> "Iterator[dict[str, Node | str]]":
    """The points of all trajectories in turn, one more to each than there are paths."""
    import numpy as np

    drawn = np.random.default_rng(seed)
    for _ in range(number):
        moves = {path: _move(values, levels, drawn) for path, values in vary.items()}
        point = {path: start for path, (start, _) in moves.items()}
        yield dict(point)
        for place in drawn.permutation(len(moves)).tolist():
            path = list(moves)[place]
            point[path] = moves[path][1]
            yield dict(point)


def _move(values: Values, levels: int, drawn: "np.random.Generator") -> "tuple[Node | str, Node | str]":
    """A value drawn, and the one it moves to; of a single value the same."""
    if isinstance(values, Range):
        start = int(drawn.integers(levels))
        end = start + levels // 2 if start < levels // 2 else start - levels // 2
        return values.level(start, levels), values.level(end, levels)
    start = int(drawn.integers(len(values)))
    further = int(drawn.integers(1, len(values))) if len(values) > 1 else 0
    return values[start], values[(start + further) % len(values)]
