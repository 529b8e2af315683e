"""Which variant to choose when the swept values are uncertain: net benefit, acceptability, the value of information.

The points are draws of values nobody knows: the probabilistic sensitivity analysis of health economics (A. Briggs, K.
Claxton & M. Sculpher, 2006, Decision Modelling for Health Economic Evaluation). Net benefit is what an effect is worth,
at so much for one unit of it, less the cost. At each point one variant has the highest on average over lives; how often
over the points is the acceptability curve (B. A. van Hout et al., 1994, Health Econ. 3:309).

Knowing the values before choosing would gain the mean of the highest net benefit less the highest mean: the expected
value of perfect information (EVPI). Knowing one of them gains the same of what net benefit is expected to be given that
value (EVPPI), which is estimated by regression over the points (M. Strong, J. E. Oakley & A. Brennan, 2014, Med. Decis.
Making 34:311): on a polynomial whose degree minimises generalised cross-validation (P. Craven & G. Wahba, 1979, Numer.
Math. 31:377), or, of words and listed values, the mean at each. Of words with few points each nothing
is said.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.axes import Axis, drawn_together
from sim.outcomes.fit import MOST_PARTS
from sim.outcomes.intervals import wilson
from sim.outcomes.jackknife import half_width, means_without_groups, unbiased
from sim.outcomes.pairs import ALIKE, shares_of_best

if TYPE_CHECKING:
    import numpy as np

_MOST_DEGREES = 5  # of a polynomial
_FEWEST_POINTS = 5  # to a value of a path, for a mean of its own


class Weighing(NamedTuple):
    """What net benefit is made of: two outcomes, and amounts of yuan that one unit of the effect may be worth."""

    effect: str
    cost: str
    worths: tuple[float, ...]

    @property
    def outcomes(self) -> dict[str, str]:
        """The two outcomes, as the record has them."""
        return {"effect": self.effect, "cost": self.cost}


class Choice(NamedTuple):
    """One variant at one worth of the effect."""

    worth: float
    variant: str
    net_benefit: float
    net_benefit_from: float | None
    net_benefit_to: float | None
    best: float  # share of points at which it is the best; those alike share a point
    best_from: float | None
    best_to: float | None
    is_optimal: bool  # whether its mean net benefit is the highest


class Information(NamedTuple):
    """What it is worth to know one path, or all, at one worth of the effect."""

    worth: float
    path: str | None
    value: float | None
    value_from: float | None
    value_to: float | None


class Analysis(NamedTuple):
    choices: list[Choice]
    information: list[Information]


class _Conditional:
    """What is expected given one path: the projection on functions of its values."""

    def __init__(self, axis: Axis, chosen: "np.ndarray", is_smooth: bool):
        """Of the chosen points: smooth in the numbers of the path, or each of its values by itself."""
        import numpy as np

        self.is_unknown = not is_smooth and _has_few_points(axis, chosen)
        self._degrees: tuple[int, ...] = ()
        if axis.numbers is None or not is_smooth:
            texts, place = np.unique(np.array(axis.texts)[chosen], return_inverse=True)
            basis = np.eye(len(texts))[place]
        else:
            numbers = axis.numbers[chosen]
            middle, half = (numbers.max() + numbers.min()) / 2, (numbers.max() - numbers.min()) / 2
            half = half or 1.0  # of one value alone, all functions are its mean
            self._degrees = tuple(range(_MOST_DEGREES + 1))
            basis = np.polynomial.legendre.legvander((numbers - middle) / half, _MOST_DEGREES)
        self._directions = np.linalg.qr(basis)[0]  # of a polynomial, the first d + 1 of them span those of degree d

    def degree(self, values: "np.ndarray") -> int:
        """How many directions to use for these values, by generalised cross-validation; of means, all."""
        if not self._degrees:
            return self._directions.shape[1]
        number, left = len(values), []
        for degree in self._degrees:
            used = self._directions[:, : degree + 1]
            rest = values - used @ (used.T @ values)
            left.append(float(rest @ rest) / (number - degree - 1) ** 2 if number > degree + 1 else float("inf"))
        return left.index(min(left)) + 1

    def expected(self, values: "np.ndarray", directions: int) -> "np.ndarray":
        """Values, a row for each set of them, as expected at each point."""
        used = self._directions[:, :directions]
        return (values @ used) @ used.T


def analysed(
    axes: Sequence[Axis],
    by: str,
    names: Sequence[str],
    effects: "np.ndarray",
    costs: "np.ndarray",
    sizes: "np.ndarray",
    worths: Sequence[float],
) -> Analysis:
    """All choices and what information is worth.

    `effects` and `costs` are means of groups of lives: variant × point × group; more of an effect is better. Only
    points that were simulated under every variant count. Intervals are about other lives and other points: two
    jackknifes, added as squares.
    """
    import numpy as np

    if any(np.isnan(of).all() for table in (effects, costs) for of in table):
        return Analysis([], [])  # a variant of which no point was simulated
    of_effects, of_costs = (np.stack([means_without_groups(of, sizes) for of in table]) for table in (effects, costs))
    known = np.flatnonzero(~np.isnan(of_effects + of_costs)[:, 0].any(axis=0))
    # a single life, or all lives of one group, has nobody left when it is left out
    whole = ~np.isnan(of_effects + of_costs)[:, :, known].any(axis=(0, 2))
    of_effects, of_costs = of_effects[:, whole], of_costs[:, whole]
    together = drawn_together(by, len(axes))
    part = known // together % MOST_PARTS
    choices: list[Choice] = []
    information: list[Information] = []
    if known.size > 1:
        are_smooth = [_is_smooth(axis, known) for axis in axes]
        of_all = [_Conditional(axis, known, is_smooth) for axis, is_smooth in zip(axes, are_smooth)]
        left_out = [part != one for one in np.unique(part)]
        of_parts = [
            [_Conditional(axis, known[kept], is_smooth) for axis, is_smooth in zip(axes, are_smooth)]
            for kept in left_out
        ]
        for worth in worths:
            benefits = (worth * of_effects - of_costs)[:, :, known]
            choices += _choices(worth, names, benefits, left_out, known.size // together)
            information += _information(worth, axes, benefits, left_out, of_all, of_parts)
    return Analysis(choices, information)


def _is_smooth(axis: Axis, known: "np.ndarray") -> bool:
    """Whether a path is drawn from so many numbers that what is expected is taken for smooth in them."""
    return axis.numbers is not None and (axis.is_range or _has_few_points(axis, known))


def _has_few_points(axis: Axis, known: "np.ndarray") -> bool:
    """Whether so few points have each value of a path that their mean would be for the most part its other paths'."""
    return len(known) < _FEWEST_POINTS * len({axis.texts[point] for point in known})


# ----------------------------------------------------------------------------- choices


def _choices(
    worth: float, names: Sequence[str], benefits: "np.ndarray", left_out: "list[np.ndarray]", independent: int
) -> Iterator[Choice]:
    import numpy as np

    shares, means = shares_of_best(benefits[:, 0].T), benefits.mean(axis=2)
    highest = means[:, 0].max()
    for place, name in enumerate(names):
        of_points = np.array([means[place, 0], *(benefits[place, 0, kept].mean() for kept in left_out)])
        half = _half(means[place], of_points)
        share = float(shares[place])
        ends = wilson(share * independent, independent)
        mean = float(means[place, 0])
        bounds = (None, None) if half is None else (mean - half, mean + half)
        yield Choice(worth, name, mean, *bounds, share, *ends, bool(mean >= highest - ALIKE * abs(highest)))


# ----------------------------------------------------------------------------- information


def _information(
    worth: float,
    axes: Sequence[Axis],
    benefits: "np.ndarray",
    left_out: "list[np.ndarray]",
    of_all: list[_Conditional],
    of_parts: list[list[_Conditional]],
) -> Iterator[Information]:
    import numpy as np

    of_points = np.array([_gain(benefits[:, :1, kept])[0] for kept in left_out])
    yield _valued(worth, None, _gain(benefits), of_points)
    against = benefits - benefits[:1]  # what is common to all variants decides nothing, and is not fitted
    for place, axis in enumerate(axes):
        if of_all[place].is_unknown:
            yield Information(worth, axis.path, None, None, None)
            continue
        degrees = [of_all[place].degree(of_variant[0]) for of_variant in against]
        expected = _expected(of_all[place], against, degrees)
        of_points = np.array(
            [
                _gain(_expected(of_part[place], against[:, :1, kept], degrees))[0]
                for kept, of_part in zip(left_out, of_parts)
            ]
        )
        yield _valued(worth, axis.path, _gain(expected), of_points)


def _expected(conditional: _Conditional, benefits: "np.ndarray", degrees: list[int]) -> "np.ndarray":
    import numpy as np

    return np.stack([conditional.expected(of, degree) for of, degree in zip(benefits, degrees)])


def _gain(benefits: "np.ndarray") -> "np.ndarray":
    """The mean of the highest less the highest mean, for each row of samples; never below 0."""
    import numpy as np

    gains = benefits.max(axis=0).mean(axis=1) - benefits.mean(axis=2).max(axis=0)
    return np.where(gains > ALIKE * abs(benefits).max(), gains, 0)


def _valued(worth: float, path: str | None, of_lives: "np.ndarray", of_points: "np.ndarray") -> Information:
    """With what chance adds to it taken off: the noise of means is taken for something that one could know.

    Where one variant is the best at every point, whichever are left out, the points do not say how seldom another is:
    there is no interval.
    """
    import numpy as np

    plain, found = float(of_lives[0]), float(np.clip(unbiased(of_lives), 0, None))
    half = _half(of_lives, np.concatenate([of_lives[:1], of_points]))
    if not half:
        return Information(worth, path, found, None, None)
    return Information(worth, path, found, max(0.0, min(plain, found) - half), max(plain, found) + half)


def _half(of_lives: "np.ndarray", of_points: "np.ndarray") -> float | None:
    """Half of the interval about other lives and other points; none where neither is known."""
    import numpy as np

    halves = np.array([half_width(of_lives), half_width(of_points)], dtype=np.float64)
    return None if np.isnan(halves).all() else float(np.hypot(*np.nan_to_num(halves)))
