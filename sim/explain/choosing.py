"""Which life to look at: its number, or words about its outcomes, looked up among the lives of a finished run."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import quoted
from sim.experiment.arguments import BadArgument, known
from sim.outcomes.families import of_families, whole
from sim.words.language import say
from sim.words.outcomes import Better, Outcome, Unit

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario import Scenario

WAYS = ("worst", "best", "median", "first")


class Choice(NamedTuple):
    """A life's number; where words chose it, what they meant and found."""

    number: int
    how: str = ""

    def __str__(self) -> str:
        life = say("life {number}", number=self.number)
        return say("{life}, {how}", life=life, how=self.how) if self.how else life


def chosen(scenario: "Scenario", text: str, out: Path, who: str | None = None) -> Choice:
    """The life that a text means, among those of a finished run; an outcome is the family's, or that of `who`."""
    return chosen_among(scenario, text, lambda: _lives(scenario, out), who)


def numbered(text: str) -> Choice:
    """The life of a number; of a household of a population none is chosen by its outcomes."""
    if not _is_number(text):
        message = "{found} is no number  allowed: of a household of a population a life is chosen by its number"
        raise BadArgument("life", say(message, found=quoted(text)))
    return Choice(int(text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def chosen_among(
    scenario: "Scenario", text: str, lives: "Callable[[], pl.LazyFrame]", who: str | None = None
) -> Choice:
    """The life that a text means among lives, which are read if it is no number."""
    if _is_number(text):
        return Choice(int(text))
    way, _, of = text.partition(":")
    name, _, value = of.partition("=")
    if way not in WAYS or (way in ("median", "first") and not of) or (way == "first") != bool(value):
        forms = (
            "{found} names no life  allowed: a number, worst, best, worst:OUTCOME, best:OUTCOME, median:OUTCOME, "
            "first:OUTCOME=VALUE"
        )
        raise BadArgument("life", say(forms, found=quoted(text)))
    if who is not None:
        [who] = known("who", [who], scenario.people, "person of this file")
    outcome = _outcome(scenario, way, name)
    if not scenario.has_chance:
        return Choice(0, say("the only one: nothing is left to chance"))
    whose = say("of {who}", who=who) if who else say("of anybody") if way == "first" else say("of the family")
    if way == "first":
        how = say("the first with {outcome} {value} {whose}", outcome=name, value=value, whose=whose)
        return Choice(_first(lives(), outcome, value, who), how)
    amounts = _amounts(lives(), outcome, who)
    if not amounts.height:
        none = say("no life of the run has a value of {outcome} {whose}", outcome=name or outcome.name, whose=whose)
        raise BadArgument("life", none)
    number, found = at_way(amounts, outcome, way)
    how = say(
        "{way} of {lives:,} by {outcome} {whose}: {amount}",
        way=say(way), lives=amounts.height, outcome=outcome.name, whose=whose, amount=_amount(found),
    )  # fmt: skip
    return Choice(number, how)


def at_way(amounts: "pl.DataFrame", outcome: Outcome, way: str) -> tuple[int, Any]:
    """The worst, median or best life and its amount, of lives with their amounts in order."""
    if way == "median":
        place = (amounts.height - 1) // 2
        return int(amounts["life"][place]), amounts[outcome.name][place]
    is_last = (way == "worst") == (outcome.better is Better.LESS)
    found = amounts[outcome.name][-1 if is_last else 0]
    return _lowest(amounts, found), found


def _amount(found: Any) -> str:
    return f"{found:,.2f}" if isinstance(found, Decimal) else f"{found:g}"


def _lowest(amounts: "pl.DataFrame", extreme: Any) -> int:
    """The lowest number among the lives with an amount."""
    life, amount = amounts.columns
    return int(amounts.filter(amounts[amount] == extreme)[life].min())  # type: ignore[arg-type]


def _outcome(scenario: "Scenario", way: str, name: str) -> Outcome:
    if name:
        known("life", [name], scenario.outcomes, "outcome")
        outcome = scenario.outcomes[name]
        if way in ("worst", "best") and outcome.better is Better.NEITHER:
            raise BadArgument("life", say("{outcome} is neither better nor worse for anybody", outcome=name))
        return outcome
    reported = (scenario.outcomes[name] for name in scenario.report)
    shown = [outcome for outcome in reported if outcome.better is not Better.NEITHER]
    return shown[0] if shown else scenario.outcomes["out_of_pocket"]


def _lives(scenario: "Scenario", out: Path) -> "pl.LazyFrame":
    """The lives of a finished run of exactly this scenario."""
    import polars as pl

    from sim.experiment.cases import inputs_of
    from sim.outcomes.columns import LIVES
    from sim.outcomes.files import readings
    from sim.outcomes.recorded import Recorded

    inputs, own = inputs_of(scenario), scenario.resolved().get("outcomes", {})
    found = [
        (record.lives, name)
        for name, record in readings(out).items()
        if isinstance(record, Recorded)
        and record.kind == "run"
        and record.content["inputs"] == [inputs]
        and record.content["scenario"].get("outcomes", {}) == own
    ]
    if not found:
        variant = f" --variant {scenario.variant_name}" if scenario.variant_name else ""
        text = (
            "no finished run of this scenario lies in {folder}, in which to look for the life; simulate it first: "
            "gongji run {file}{variant}"
        )
        raise BadArgument("life", say(text, folder=out, file=scenario.path, variant=variant))
    return pl.scan_parquet(out / max(found)[1] / LIVES, glob=False)


def _amounts(lives: "pl.LazyFrame", outcome: Outcome, who: str | None) -> "pl.DataFrame":
    """Life and amount, from the smallest amount on, the lower number first; lives without a value are left out."""
    import polars as pl

    name = outcome.name
    if outcome.is_shortfall:
        text = "{outcome} is of all lives together: name the outcome that it is the shortfall of"
        raise BadArgument("life", say(text, outcome=name))
    if who is None and not outcome.has_family:
        raise BadArgument("life", say("{outcome} is of each person: say whose with --who", outcome=name))
    if who is not None:
        of_each = lives.filter(pl.col("person") == who).select("life", value=whole(lives, outcome))
    else:
        of_each = of_families(lives, outcome)
    summed = of_each.drop_nulls().with_columns(_as_written(outcome).alias(name))
    return summed.select("life", name).sort(name, "life").collect()


def _as_written(outcome: Outcome) -> "pl.Expr":
    """The amount in the unit of the outcome: yuan exact to the fen."""
    import polars as pl

    value = pl.col("value")
    if outcome.unit is Unit.YUAN:
        return value.cast(pl.Decimal(38, 2)) / 100
    return value / outcome.scale if outcome.scale != 1 else value


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
            text = say("{value} is no value of {outcome}  allowed: a number", value=quoted(value), outcome=outcome.name)
            raise BadArgument("life", text) from None
    chosen = lives.filter(pl.col("person") == who) if who else lives
    found = chosen.filter(holds).select(pl.col("life").min()).collect().item()
    if found is None:
        whom = say(" for {who}", who=who) if who else ""
        text = say("in no life of the run {outcome} is {value}{whom}", outcome=outcome.name, value=value, whom=whom)
        raise BadArgument("life", text)
    return int(found)
