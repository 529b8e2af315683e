"""How often intervals hold: the tables in statistics.md. `python docs/make_coverage.py` writes them again.

Tables to write may be named: `python docs/make_coverage.py stopping`. Those of the family simulate 20,000 lives of the
household of compare.md under each of its variants, which takes minutes; studies are drawn from them.
"""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from math import exp, log
from pathlib import Path
from statistics import NormalDist
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

import sim
from sim.experiment.precision import Precision, Values, simulate_until
from sim.outcomes.formulas import added
from sim.outcomes.intervals import ALPHA_OF_A_LOOK, FEW, Mean, Z, expected_shortfall
from sim.outcomes.paired import holm, probability
from sim.words.outcomes import Outcome
from sim.words.vocabulary import Definition, defined

PAGE = Path(__file__).parent / "statistics.md"
FAMILY = Path(__file__).parent / "compare.md"
STUDIES, LIVES = 2_000, (200, 400, 1_000, 5_000)
LIVES_BEYOND = (1_000, 2_000, 5_000)  # of the shortfall: with fewer, too few lives lie beyond the quantile
STOPPED, WIDTHS, MOST = 400, ("20%", "10%", "5%"), 40_000
POPULATION, OF_FAMILY, GUARDED = 20_000, (200, 400, 1_000), 1_000

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


#: Costs exp(10 + σ z) under a variant; correlated ones have the same distribution.
VARIANTS: dict[str, Callable[[np.random.Generator, np.ndarray, float], np.ndarray]] = {
    "all 10 % cheaper": lambda drawn, z, spread: 0.9 * np.exp(10 + spread * z),
    "30 % of lives 30 % cheaper": lambda drawn, z, spread: (
        np.exp(10 + spread * z) * np.where(drawn.random(z.size) < 0.3, 0.7, 1)
    ),
    "correlated costs": lambda drawn, z, spread: np.exp(10 + spread * (0.8 * z + 0.6 * drawn.standard_normal(z.size))),
}


def shortfall_differences() -> Iterator[list[str]]:
    """Of the difference of two expected shortfalls, as comparisons have it."""
    yield ["variant", *(f"{lives:,} lives" for lives in LIVES_BEYOND)]
    [tail], _ = defined(None, {"tail": Definition("shortfall(out_of_pocket)")})
    assert tail.formula is not None
    for spread in (0.5, 1.0, 1.5):
        for name, made in VARIANTS.items():
            truth = difference_of_shortfalls(name, spread)
            cells = []
            for lives in LIVES_BEYOND:
                drawn, held = np.random.default_rng(lives), 0
                for _ in range(STUDIES // 2):
                    z = drawn.standard_normal(lives)
                    pair = np.exp(10 + spread * z), made(drawn, z, spread)
                    before, after = (added(tail.formula, costs.astype(np.int64)) for costs in pair)
                    held += holds(Mean.of(after - before).interval(), truth)
                cells.append(percent(held / (STUDIES // 2)))
            yield [f"σ = {spread:g}, {name}", *cells]


def difference_of_shortfalls(name: str, spread: float) -> float:
    """What it is in truth. The mean of exp(σ z) beyond c is exp(σ² / 2) Φ(σ - c)."""
    normal = NormalDist()

    def beyond(z: float) -> float:
        return exp(10 + spread**2 / 2) * normal.cdf(spread - z) / 0.05

    level = beyond(normal.inv_cdf(0.95))
    if name == "all 10 % cheaper":
        return -0.1 * level
    if name == "correlated costs":
        return 0.0
    low, high = 0.0, 5.0  # of the quantile's z: a cheaper life needs one that is higher by ln(1 / 0.7) / σ
    for _ in range(80):
        z = (low + high) / 2
        above = 0.7 * normal.cdf(-z) + 0.3 * normal.cdf(-z + log(0.7) / spread)
        low, high = (z, high) if above > 0.05 else (low, z)
    return 0.7 * beyond(z) + 0.3 * 0.7 * beyond(z - log(0.7) / spread) - level


def stopped(made: Made, precision: Precision, drawn: np.random.Generator) -> Mean:
    """The mean of values at which a study ends; of a second row of them, if there is one, the width is a share."""
    rows = made(drawn, 0)

    def simulate_to(lives: int, _note: str) -> None:
        nonlocal rows
        rows = np.concatenate([rows, made(drawn, lives - rows.shape[-1])], axis=-1)

    def look(_outcome: Outcome) -> list[Values]:
        values, *others = np.atleast_2d(rows)
        return [Values("made", values, float((others or [values])[0].mean()), is_difference=bool(others))]

    simulate_until(precision, MOST, simulate_to, look)
    return Mean.of(np.atleast_2d(rows)[0])


def after_stopping(made: Made, truth: float) -> Iterator[str]:
    """How often the interval holds, and after how many lives on average, for each width."""
    for width in WIDTHS:
        precision, drawn = Precision.read(width, ("out_of_pocket",), ()), np.random.default_rng(5)
        studies = [stopped(made, precision, drawn) for _ in range(STOPPED)]
        held = sum(holds(mean.interval(ALPHA_OF_A_LOOK), truth) for mean in studies)
        yield f"{percent(held / STOPPED)} ({sum(mean.number for mean in studies) // STOPPED:,})"


def stopping() -> Iterator[list[str]]:
    """Of means after `--until`."""
    yield ["", *(f"`--until {width}`" for width in WIDTHS)]
    for name, (made, truth) in OUTCOMES.items():
        yield [name, *after_stopping(made, truth)]


def stopping_of_family() -> Iterator[list[str]]:
    """Of means and differences of the household after `--until`, a share of the baseline's mean."""
    yield ["", *(f"`--until {width}`" for width in WIDTHS)]
    for outcome in ("`months_uncovered`", "`family_cost`", "`out_of_pocket`"):
        baseline = of_family()[outcome]
        for name in (outcome, f"{outcome}, pays-himself less baseline", f"{outcome}, no-wait less baseline"):
            rows = np.stack([of_family()[name], baseline])[: 1 if name == outcome else 2]

            def made(drawn: np.random.Generator, lives: int, rows: np.ndarray = rows) -> np.ndarray:
                return rows[:, drawn.integers(rows.shape[1], size=lives)]

            yield [name, *after_stopping(made, float(rows[0].mean()))]


def family() -> Iterator[list[str]]:
    """Of means and differences of the household of compare.md, in studies drawn from its lives.

    A mark says in how many lives of such a study, on average, the outcome differs from its commonest value, where these
    are fewer than an interval needs.
    """
    yield ["normal → Hall's", *(f"{lives:,} lives" for lives in OF_FAMILY)]
    for row, (name, values) in enumerate((name, of) for name, of in of_family().items() if " of " not in name):
        cells = []
        for lives in OF_FAMILY:
            drawn = np.random.default_rng((row, lives))
            held = both(lambda: drawn.choice(values, lives), float(values.mean()), STUDIES)  # noqa: B023
            differing = Mean.of(values).differing * lives / values.size
            cells.append(held if differing >= FEW else f"{held} ({differing:.0f} differ)")
        yield [name, *cells]


def guard() -> Iterator[list[str]]:
    """How often any row passes the guard if no row has an effect: each difference less its mean in all lives."""
    yield ["", *(f"{lives:,} lives" for lives in OF_FAMILY)]
    differences = [without_effect(values) for name, values in of_family().items() if " less " in name]
    cells = [percent(passed(np.array(differences), lives, GUARDED)) for lives in OF_FAMILY]
    yield [f"any of {len(differences)} rows below 5 %", *cells]


def without_effect(differences: np.ndarray) -> np.ndarray:
    """Differences less their mean, in so small a unit that their mean is 0 exactly."""
    return differences * differences.size - differences.sum()


def passed(differences: np.ndarray, lives: int, studies: int) -> float:
    """In what share of studies of so many lives the smallest of the probabilities that Holm adjusted is below 5 %."""
    drawn, found = np.random.default_rng(lives), 0
    for _ in range(studies):
        chosen = differences[:, drawn.integers(differences.shape[1], size=lives)]
        found += min(holm([probability(row) or 1.0 for row in chosen])) <= 0.05
    return found / studies


@cache
def of_family() -> dict[str, np.ndarray]:
    """Outcomes of everybody and of the family in 20,000 lives, and how variants differ, in fen or months."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "family.yaml"
        file.write_text(FAMILY.read_text(encoding="utf-8").split("```yaml\n", 1)[1].split("```", 1)[0], "utf-8")
        study = sim.compare(file, replications=POPULATION, out=folder)
        return by_name(study, study.frame("lives"))


def by_name(study: "sim.Comparison", rows: pl.DataFrame) -> dict[str, np.ndarray]:
    """The amounts that the household reports, under the names of the table."""
    found: dict[str, np.ndarray] = {}
    rows = rows.with_columns(pl.col("variant", "person").cast(pl.String))
    for outcome in (one for name in study.record["report"] if not (one := study.vocabulary[name]).is_flag):
        whole = (pl.col(outcome.name) * outcome.scale).cast(pl.Int64).alias("value")
        of_all = rows.select("variant", "life", whole, who="person")
        of_family = of_all.group_by("variant", "life").agg(pl.col("value").sum(), who=pl.lit("family"))
        for who in ("family", *study.record["people"]):
            of_who = pl.concat([of_all, of_family.select(of_all.columns)]).filter(pl.col("who") == who).sort("life")
            values = {name: of_who.filter(variant=name)["value"].to_numpy() for name in rows["variant"].unique()}
            baseline = values[study.baseline]
            shown = f"`{outcome.name}`" + ("" if who == "family" else f" of {who}")
            if np.ptp(baseline):
                found[shown] = baseline
            for name in study.variants:
                if (values[name] != baseline).any():
                    found[f"{shown}, {name} less baseline"] = values[name] - baseline
    return found


TABLES = {
    one.__name__: one
    for one in (coverage, shortfall, shortfall_differences, stopping, stopping_of_family, family, guard)
}


def written(rows: Iterator[list[str]]) -> str:
    heads, *others = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *others))


if __name__ == "__main__":
    for table in sys.argv[1:] or TABLES:
        text, begin = PAGE.read_text(encoding="utf-8"), f"<!-- {table}: made by docs/make_coverage.py -->\n"
        before, rest = text.split(begin)
        end = f"<!-- end of {table} -->"
        PAGE.write_text(f"{before}{begin}\n{written(TABLES[table]())}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")
