"""The points of a sweep: the combinations of values to simulate.

    grid            every combination, the last path fastest
    one_at_a_time   the scenario as written, then each value of each path alone
    lhs             Latin hypercube: each path's values in as many equal parts as there are points, each used once
    sobol           Saltelli's points on a scrambled Sobol' sequence, paths + 2 for each of `samples`
    morris          trajectories along which one path changes after the other, paths + 1 points for each

The first two list every value: a range stands for its two ends, and no value is used twice. The others draw values:
all values of a range (of `morris`, all its levels) are equally likely, and so are those of a list; a value written
twice is drawn twice as often. The sweep's own seed determines what is drawn, so other lives (`--seed`) are simulated at
the same points.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from sim.errors import Faults
from sim.experiment.law import policy_of
from sim.experiment.trajectories import trajectories
from sim.extras import needs
from sim.outcomes.axes import DATE, Axis, End
from sim.policy import parameters
from sim.scenario.model import Range, Sweep, Values
from sim.scenario.scalars import measured
from sim.scenario.scenario import Scenario
from sim.values.refusals import Refusal
from sim.values.scalars import DAY
from sim.values.trees import as_text
from sim.yaml_marks import Node

if TYPE_CHECKING:
    import numpy as np

    from sim.policy import Policy

AS_WRITTEN = "as written"  # a value that the file leaves to a default, or to a law of several values
DRAWN = ("lhs", "sobol", "morris")  # methods that draw points at random
_EXAMPLE = "sweep: {vary: {policy.coverage.wait.employee: [0, 3, 6]}, by: grid}"


@dataclass(frozen=True)
class Point:
    """One point: the values to set, by path. Point 0 of one_at_a_time sets no value."""

    number: int
    values: dict[str, Node | str]

    @property
    def texts(self) -> dict[str, str]:
        """The values as a file would write them, tables on one line."""
        return {path: as_text(value) for path, value in self.values.items()}


@dataclass(frozen=True)
class Design:
    """All points of a sweep, and the values of each path over the points."""

    by: str
    axes: tuple[Axis, ...]
    points: tuple[Point, ...]


def design(scenario: Scenario, law: "Policy | None" = None) -> Design:
    """The points of a scenario's sweep; raises `Faults` if it has none. `law` is its own, where that is known: that of
    a population follows from its rows."""
    sweep = _sweep_of(scenario)
    points = tuple(Point(number, values) for number, values in enumerate(_points(sweep)))
    law_in_force = _LawInForce(scenario, law)
    axes = (_axis(scenario, path, values, points, law_in_force) for path, values in sweep.vary.items())
    return Design(sweep.by, tuple(axes), points)


def count(scenario: Scenario) -> int:
    """How many points the sweep has, without generating them."""
    sweep = _sweep_of(scenario)
    if sweep.by == "lhs":
        return sweep.samples
    if sweep.by == "sobol":
        return sweep.samples * (len(sweep.vary) + 2)
    if sweep.by == "morris":
        return sweep.trajectories * (len(sweep.vary) + 1)
    numbers = [len(_listed(values)) for values in sweep.vary.values()]
    return prod(numbers) if sweep.by == "grid" else 1 + sum(numbers)


def _sweep_of(scenario: Scenario) -> Sweep:
    """The scenario's sweep; raises `Faults` if there is none or it cannot be sampled."""
    sweep = scenario.sweep
    if sweep is None:
        raise Faults([scenario.written.fault((), "the scenario has no sweep", write=_EXAMPLE)])
    samples = sweep.samples
    if sweep.by == "sobol" and samples & (samples - 1):
        above = 1 << samples.bit_length()
        message = f"samples: {samples} is no power of two, as sobol requires; the nearest are {above // 2} and {above}"
        raise Faults([scenario.written.fault(("sweep", "samples"), message, write=f"samples: {above}")])
    return sweep


# ----------------------------------------------------------------------------- values


def _listed(values: Values) -> list[Node | str]:
    """The values of a path if all are listed, each once: those of a list, or the ends of a range."""
    given = values.ends if isinstance(values, Range) else values
    return list({as_text(value): value for value in given}.values())


def _drawn(values: Values, quantile: float) -> Node | str:
    """The value of a path at a quantile from 0 to 1."""
    if isinstance(values, Range):
        return values.at(quantile)
    return values[min(int(quantile * len(values)), len(values) - 1)]


# ----------------------------------------------------------------------------- points


def _points(sweep: Sweep) -> Iterable[dict[str, Node | str]]:
    """The values of each point, by path."""
    paths = tuple(sweep.vary)
    if sweep.by == "morris":
        return trajectories(sweep.vary, sweep.trajectories, sweep.levels, sweep.seed)
    if sweep.by in DRAWN:
        of_sobol = sweep.by == "sobol"
        rows = (saltelli(len(paths), sweep.samples, sweep.seed) if of_sobol else _hypercube(sweep)).tolist()
        return ({path: _drawn(sweep.vary[path], quantile) for path, quantile in zip(paths, row)} for row in rows)
    listed = [_listed(values) for values in sweep.vary.values()]
    if sweep.by == "grid":
        return (dict(zip(paths, values)) for values in product(*listed))
    return ({}, *({path: value} for path, values in zip(paths, listed) for value in values))


def _hypercube(sweep: Sweep) -> "np.ndarray":
    """A quantile from 0 to 1 for each point and path."""
    with needs("sampling", "Latin hypercube sampling"):
        from scipy.stats import qmc
    import numpy as np

    # SciPy calls it `rng` since 1.15, and still accepts `seed`
    drawn = np.random.default_rng(sweep.seed)
    sampler = qmc.LatinHypercube(d=len(sweep.vary), seed=drawn)  # pyright: ignore[reportCallIssue]
    return sampler.random(sweep.samples)


def saltelli(paths: int, samples: int, seed: int) -> "np.ndarray":
    """A quantile from 0 to 1 for each point and path: the points of Saltelli (2002, Comput. Phys. Commun. 145:280).

    For each sample there are a point A, a point like A for each path but with that path's value from B, and a point B,
    where A and B are the two halves of a point on the scrambled Sobol' sequence.
    """
    with needs("sampling", "Sobol' sampling"):
        from scipy.stats import qmc
    import numpy as np

    sequence = qmc.Sobol(d=2 * paths, seed=np.random.default_rng(seed))  # pyright: ignore[reportCallIssue]
    drawn = sequence.random(samples)
    a, b = drawn[:, :paths], drawn[:, paths:]
    points = np.repeat(a[:, None], paths + 2, axis=1)
    path = np.arange(paths)
    points[:, 1 + path, path] = b
    points[:, -1] = b
    return points.reshape(-1, paths)


# ----------------------------------------------------------------------------- axes


def _axis(scenario: Scenario, path: str, values: Values, points: tuple[Point, ...], law: "_LawInForce") -> Axis:
    """One path over all points. In points of one_at_a_time that do not set it, it is as the file writes it."""
    import numpy as np

    by = scenario.sweep.by if scenario.sweep else ""
    own = [point.number for point in points if path in point.values]
    otherwise = _as_written(scenario, path, law) if by == "one_at_a_time" else ""
    texts = tuple(as_text(point.values.get(path, otherwise)) for point in points)
    known, unit = _numbers({*map(as_text, _listed(values)), *(texts[number] for number in own)})
    if not known:
        return Axis(path, texts, None, rows=_own_rows(own, texts) if by == "one_at_a_time" else None)
    known |= _number_in(unit, otherwise)
    numbers = np.array([known.get(text, np.nan) for text in texts])
    if by == "one_at_a_time":
        return Axis(path, texts, numbers, unit, rows=_own_rows(own, numbers.tolist()))
    ends = _ends(values, known) if by in DRAWN else None
    return Axis(path, texts, numbers, unit, ends=ends, is_range=isinstance(values, Range))


def _own_rows(own: list[int], values: Sequence[str | float]) -> tuple[int, ...]:
    """The points in which only this path changes: its own, and point 0 unless one of them has the same value."""
    return tuple(own) if any(values[number] == values[0] for number in own) else (0, *own)


def _ends(values: Values, known: dict[str, float]) -> tuple[End, End]:
    """The lowest and the highest value that can be drawn."""
    ordered = sorted((End(text, known[text]) for text in map(as_text, _listed(values))), key=lambda end: end.number)
    return ordered[0], ordered[-1]


def _as_written(scenario: Scenario, path: str, law: "_LawInForce") -> str:
    """The value of a path in the scenario itself, if the file, its defaults or the law give one."""
    resolved, steps = scenario.resolved(), path.split(".")
    if steps[0] == "policy":
        parameter, of_region = ".".join(steps[1:]), ".".join(steps[2:])
        found = resolved["policy"].get(parameter) or _below(resolved, ["policy", steps[1], of_region])
        found = law.of(steps[1], of_region) or law.of(None, parameter) if found is None else found
    else:
        found = _below(scenario.document.tree, steps) or _below(resolved, steps)
    return AS_WRITTEN if found is None else as_text(found)


class _LawInForce:
    """The law of a scenario, built where a value of it is looked for."""

    def __init__(self, scenario: Scenario, known: "Policy | None"):
        self._scenario, self._known = scenario, known

    @cached_property
    def _policy(self) -> "Policy | None":
        if self._known:
            return self._known
        with suppress(Faults):
            return policy_of(self._scenario)
        return None

    def of(self, region: str | None, parameter: str) -> str | None:
        """The value of a parameter in a region, or in all of them, if it is one and the same in the whole run."""
        if parameter not in parameters() or self._policy is None:
            return None
        regions = self._policy.regions if region is None else (region,)
        if not set(regions) <= set(self._policy.regions):
            return None
        texts = {value.text for one in regions for value in self._policy.within(one, parameter)}
        return texts.pop() if len(texts) == 1 else None


def _below(tree: Any, steps: list[str]) -> Any:
    """The value at a path, or None; an event or binding is identified by its name or its bill's."""
    for step in steps:
        if isinstance(tree, list):
            tree = next((entry for entry in tree if step in (entry.get("name"), entry.get("bill"))), None)
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


# ----------------------------------------------------------------------------- numbers of texts


def _numbers(texts: Iterable[str]) -> tuple[dict[str, float], str]:
    """The number of each text, and their common unit; no numbers at all if one text is no number, or units differ.

    Zero needs no unit: `0` may be among chances a month.
    """
    read = {text: _number(text) for text in texts}
    found = {text: number for text, number in read.items() if number is not None}
    units = {unit for number, unit in found.values() if number or unit not in ("", "%")}
    if len(found) < len(read) or len(units) > 1:
        return {}, ""
    unit = units.pop() if units else ""
    return {text: number for text, (number, _) in sorted(found.items())}, unit


def _number_in(unit: str, text: str) -> dict[str, float]:
    """The number of a text, if it is one of this unit."""
    number = _number(text)
    return {text: number[0]} if number and (number[1] == unit or not number[0]) else {}


def _number(text: str) -> tuple[float, str] | None:
    """The number that a text gives, with its unit; for a date, its ordinal."""
    try:
        return float(DAY(text).toordinal()), DATE
    except Refusal:
        pass
    try:
        number, unit, _ = measured(text)
    except Refusal:
        return None
    return float(number), unit
