"""How often intervals hold: the tables in statistics.md. `python docs/make_coverage.py` writes them again.

Tables to write may be named: `python docs/make_coverage.py stopping`.
"""

import sys
from collections.abc import Callable, Iterator
from math import exp
from pathlib import Path
from statistics import NormalDist

import numpy as np

from sim.experiment.precision import Precision, Values, simulate_until
from sim.outcomes.intervals import Mean, Z, expected_shortfall

PAGE = Path(__file__).parent / "statistics.md"
STUDIES, LIVES = 2_000, (200, 400, 1_000, 5_000)
LIVES_BEYOND = (1_000, 2_000, 5_000)  # of the shortfall: with fewer, too few lives lie beyond the quantile
STOPPED, WIDTHS, MOST = 400, ("20%", "10%", "5%"), 40_000

Made = Callable[[np.random.Generator, int], np.ndarray]
#: Made-up outcomes with their true means.
OUTCOMES: dict[str, tuple[Made, float]] = {
    "months, Poisson with mean 3": (lambda drawn, lives: drawn.poisson(3, lives), 3.0),
    "lognormal, σ = 1": (lambda drawn, lives: lognormal(drawn, lives, 1), exp(10.5)),
    "lognormal, σ = 1.5": (lambda drawn, lives: lognormal(drawn, lives, 1.5), exp(11.125)),
    "lognormal amount in 3 % of lives": (lambda drawn, lives: rare(drawn, lives, 0.03), 0.03 * exp(13.5)),
    "lognormal amount in 1 % of lives": (lambda drawn, lives: rare(drawn, lives, 0.01), 0.01 * exp(13.5)),
}


def lognormal(drawn: np.random.Generator, lives: int, spread: float) -> np.ndarray:
    return drawn.lognormal(10, spread, lives).astype(np.int64)


def rare(drawn: np.random.Generator, lives: int, share: float) -> np.ndarray:
    return np.where(drawn.random(lives) < share, drawn.lognormal(13, 1, lives), 0).astype(np.int64)


def holds(ends: tuple[float | None, float | None], truth: float) -> bool:
    low, high = ends
    return low is not None and high is not None and low <= truth <= high


def percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")


def both(made: Callable[[], np.ndarray], truth: float, studies: int) -> str:
    """In how many of a hundred studies the normal interval, and Hall's, held the true mean."""
    normal = halls = 0
    for _ in range(studies):
        mean = Mean.of(made())
        normal += abs((mean.mean or 0.0) - truth) <= Z * mean.error
        halls += holds(mean.interval(), truth)
    return f"{percent(normal / studies)} → {percent(halls / studies)}"


# ----------------------------------------------------------------------------- the tables


def coverage() -> Iterator[list[str]]:
    """Of means."""
    yield ["normal → Hall's", *(f"{lives:,} lives" for lives in LIVES)]
    for name, (made, truth) in OUTCOMES.items():
        cells = []
        for lives in LIVES:
            drawn = np.random.default_rng(lives)
            cells.append(both(lambda: made(drawn, lives), truth, STUDIES))  # noqa: B023
        yield [name, *cells]


def shortfall() -> Iterator[list[str]]:
    """Of the expected shortfall; of lognormal costs with σ it is exp(σ² / 2) Φ(σ - z) / 0.05."""
    yield ["costs", *(f"{lives:,} lives" for lives in LIVES_BEYOND)]
    for spread in (0.5, 1.0, 1.5):
        beyond = NormalDist().cdf(spread - NormalDist().inv_cdf(0.95))
        truth = exp(10 + spread**2 / 2) * beyond / 0.05
        cells = []
        for lives in LIVES_BEYOND:
            drawn = np.random.default_rng(lives)
            studies = (np.sort(lognormal(drawn, lives, spread)) for _ in range(STUDIES))
            held = (holds(expected_shortfall(ordered, of_least=False)[1:], truth) for ordered in studies)
            cells.append(percent(sum(held) / STUDIES))
        yield [f"lognormal, σ = {spread:g}", *cells]


def stopped(made: Made, precision: Precision, drawn: np.random.Generator) -> Mean:
    """The mean of made-up values at which a study ends."""
    values = np.zeros(0, np.int64)

    def simulate_to(lives: int, _note: str) -> None:
        nonlocal values
        values = np.concatenate([values, made(drawn, lives - values.size)])

    simulate_until(precision, MOST, simulate_to, lambda _: [Values("made", values, float(values.mean()))])
    return Mean.of(values)


def stopping() -> Iterator[list[str]]:
    """Of means after `--until`; in brackets, how many lives it took on average."""
    yield ["", *(f"`--until {width}`" for width in WIDTHS)]
    for name, (made, truth) in OUTCOMES.items():
        cells = []
        for width in WIDTHS:
            precision, drawn = Precision.read(width, ("out_of_pocket",), ()), np.random.default_rng(5)
            studies = [stopped(made, precision, drawn) for _ in range(STOPPED)]
            held = sum(holds(mean.interval(), truth) for mean in studies)
            cells.append(f"{percent(held / STOPPED)} ({sum(mean.number for mean in studies) // STOPPED:,})")
        yield [name, *cells]


TABLES = {one.__name__: one for one in (coverage, shortfall, stopping)}


def written(rows: Iterator[list[str]]) -> str:
    heads, *others = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *others))


if __name__ == "__main__":
    for table in sys.argv[1:] or TABLES:
        text, begin = PAGE.read_text(encoding="utf-8"), f"<!-- {table}: made by docs/make_coverage.py -->\n"
        before, rest = text.split(begin)
        end = f"<!-- end of {table} -->"
        PAGE.write_text(f"{before}{begin}\n{written(TABLES[table]())}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")
