"""Which life to look at: its number, or words about its outcomes, looked up among the lives of a finished run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import BadArgument, known
from sim.words.outcomes import BY_NAME, COLUMNS, Better, Outcome

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario import Scenario

WAYS = ("worst", "best", "median", "first")
FORMS = "a number, worst, best, worst:OUTCOME, best:OUTCOME, median:OUTCOME, first:OUTCOME=VALUE"


def life_number(scenario: "Scenario", text: str, out: Path, who: str | None = None) -> int:
    """The number of the life that a text means; an outcome is the family's, or that of `who`."""
    if text.isascii() and text.isdigit():
        return int(text)
    way, _, of = text.partition(":")
    if way not in WAYS or (way in ("median", "first") and not of):
        raise BadArgument("life", f"{text!r} names no life  allowed: {FORMS}")
    name, _, value = of.partition("=")
    if (way == "first") != bool(value):
        raise BadArgument("life", f"{text!r} names no life  allowed: {FORMS}")
    if who is not None:
        known("who", [who], scenario.people, "person of this file")
    outcome = _outcome(scenario, way, name)
    if not scenario.has_chance:
        return 0
    if way == "first":
        return _first(_lives(scenario, out), outcome, value, who)
    amounts = _amounts(_lives(scenario, out), outcome, who)
    if way == "median":
        return int(amounts["life"][(amounts.height - 1) // 2])
    is_last = (way == "worst") == (outcome.better is Better.LESS)
    extreme = amounts[outcome.name][-1 if is_last else 0]
    return _lowest(amounts, extreme)


def _lowest(amounts: "pl.DataFrame", extreme: Any) -> int:
    """The lowest number among the lives with an amount."""
    life, amount = amounts.columns
    return int(amounts.filter(amounts[amount] == extreme)[life].min())  # type: ignore[arg-type]


def _outcome(scenario: "Scenario", way: str, name: str) -> Outcome:
    if name:
        known("life", [name], [outcome.name for outcome in COLUMNS], "outcome")
        outcome = BY_NAME[name]
        if way in ("worst", "best") and outcome.better is Better.NEITHER:
            raise BadArgument("life", f"{name} is neither better nor worse for anybody")
        return outcome
    shown = [BY_NAME[str(name)] for name in scenario.report if BY_NAME[str(name)].better is not Better.NEITHER]
    return shown[0] if shown else BY_NAME["out_of_pocket"]


def _lives(scenario: "Scenario", out: Path) -> "pl.LazyFrame":
    """The lives of a finished run of exactly this scenario."""
    import polars as pl

    from sim.experiment.cases import inputs_of
    from sim.outcomes.columns import LIVES
    from sim.outcomes.files import readings
    from sim.outcomes.recorded import Recorded

    inputs = inputs_of(scenario)
    found = [
        (record.lives, name)
        for name, record in readings(out).items()
        if isinstance(record, Recorded) and record.kind == "run" and record.content["inputs"] == [inputs]
    ]
    if not found:
        variant = f" --variant {scenario.variant_name}" if scenario.variant_name else ""
        raise BadArgument(
            "life",
            f"no finished run of this scenario lies in {out}, in which to look for the life; "
            f"simulate it first: gongji run {scenario.path}{variant}",
        )
    return pl.scan_parquet(out / max(found)[1] / LIVES, glob=False)


def _amounts(lives: "pl.LazyFrame", outcome: Outcome, who: str | None) -> "pl.DataFrame":
    """Life and amount, from the smallest amount on, the lower number first."""
    import polars as pl

    chosen = lives.filter(pl.col("person") == who) if who else lives
    summed = chosen.group_by("life").agg(pl.col(outcome.name).sum())
    return summed.sort(outcome.name, "life").collect()


def _first(lives: "pl.LazyFrame", outcome: Outcome, value: str, who: str | None) -> int:
    """The first life in which somebody's outcome has a value."""
    import polars as pl

    column = pl.col(outcome.name)
    if outcome.is_flag:
        [word] = known("life", [value], ("yes", "no"), f"value of {outcome.name}")
        holds = column == (word == "yes")
    else:
        try:
            holds = column.cast(pl.Float64) == float(value)
        except ValueError:
            raise BadArgument("life", f"{value!r} is no value of {outcome.name}  allowed: a number") from None
    chosen = lives.filter(pl.col("person") == who) if who else lives
    found = chosen.filter(holds).select(pl.col("life").min()).collect().item()
    if found is None:
        raise BadArgument("life", f"in no life of the run {outcome.name} is {value}{f' for {who}' if who else ''}")
    return int(found)
