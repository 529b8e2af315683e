"""How often intervals of means hold: the table in statistics.md. `python docs/make_coverage.py` writes it again."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sim.outcomes.intervals import Mean, Z

STUDIES, LIVES = 2_000, (200, 400, 1_000, 5_000)
PAGE = Path(__file__).parent / "statistics.md"
BEGIN, END = "<!-- coverage: made by docs/make_coverage.py -->\n", "<!-- end of coverage -->"

Made = Callable[[np.random.Generator, int], np.ndarray]
#: Made-up outcomes with their true means.
OUTCOMES: dict[str, tuple[Made, float]] = {
    "months, Poisson with mean 3": (lambda drawn, lives: drawn.poisson(3, lives), 3.0),
    "lognormal, σ = 1": (lambda drawn, lives: drawn.lognormal(10, 1, lives).astype(np.int64), np.exp(10.5)),
    "lognormal, σ = 1.5": (lambda drawn, lives: drawn.lognormal(10, 1.5, lives).astype(np.int64), np.exp(11.125)),
    "lognormal amount in 3 % of lives": (lambda drawn, lives: rare(drawn, lives, 0.03), 0.03 * np.exp(13.5)),
    "lognormal amount in 1 % of lives": (lambda drawn, lives: rare(drawn, lives, 0.01), 0.01 * np.exp(13.5)),
}


def rare(drawn: np.random.Generator, lives: int, share: float) -> np.ndarray:
    return np.where(drawn.random(lives) < share, drawn.lognormal(13, 1, lives), 0).astype(np.int64)


def coverage(made: Made, truth: float, lives: int) -> str:
    """In how many of a hundred studies the normal interval, and Hall's, held the true mean."""
    drawn, normal, halls = np.random.default_rng(lives), 0, 0
    for _ in range(STUDIES):
        mean = Mean.of(made(drawn, lives))
        low, high = mean.interval()
        normal += abs((mean.mean or 0.0) - truth) <= Z * mean.error
        halls += low is not None and high is not None and low <= truth <= high
    return f"{normal / STUDIES:.1%} → {halls / STUDIES:.1%}".replace("%", " %")


def table() -> str:
    heads = ["normal → Hall's", *(f"{lives:,} lives" for lives in LIVES)]
    rows = [heads, ["---"] * len(heads)]
    rows += [[name, *(coverage(*outcome, lives) for lives in LIVES)] for name, outcome in OUTCOMES.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")
