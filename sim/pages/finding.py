"""What a study found, in sentences: of its first reported outcome, the most important sentence first."""

from collections.abc import Iterable, Iterator

from sim.outcomes.columns import COMPARISON, DISTRIBUTION
from sim.pages.population import of_everybody, pool_difference, pool_in_year
from sim.pages.subject import Row, Subject
from sim.report.comparison import MARK, differs, mark, signed
from sim.report.numbers import decimals, finer, number, share
from sim.report.varying import Effect, Item, effects_of, ends_of, items_of, ranges_of
from sim.words.outcomes import Better, Outcome
from sim.words.units import Unit

_WHOLE = 100


def findings(study: Subject, period: str) -> list[str]:
    """The finding, and of a comparison that of each other variant; `period` says how long the run is."""
    of_kind = {
        "run": _of_run, "comparison": _of_comparison, "sweep": _of_sweep, "population": _of_population,
        "population_comparison": _of_compared_population, "population_sweep": _of_sweep,
    }  # fmt: skip
    found = of_kind[study.record["kind"]](study, study.reported[0], period)
    return [sentence.replace(" %", "\N{NO-BREAK SPACE}%") for sentence in found]


def _places(value: float, unit: str, ends: Iterable[float | None] = (None, None)) -> int:
    """Decimals of an amount in a sentence: none from a hundred on, unless its interval would vanish."""
    return finer(0 if abs(value) >= _WHOLE else decimals(abs(value), unit), *ends)


def _outcome(study: Subject, outcome: Outcome) -> str:
    return study.say.capital(study.say.outcome(outcome))


# ----------------------------------------------------------------------------- a run


def _of_run(study: Subject, outcome: Outcome, period: str) -> Iterator[str]:
    say, rows = study.say, [row for row in study.summary(outcome) if row["lives"]]
    named = {"outcome": _outcome(study, outcome), "period": period, "unit": say.unit(outcome.unit)}
    if not rows:
        yield say("found_none", **named)
    elif outcome.is_flag:
        yield _shares(study, outcome, rows)
    else:
        row = _of_most(rows)
        named["whom"] = say.whom(row["person"])
        if study.is_one_life:
            yield say("found_value", value=study.amount(row["mean"], outcome), **named)
            return
        yield _mean(study, outcome, row, named)


def _mean(study: Subject, outcome: Outcome, row: Row, named: dict[str, str]) -> str:
    """The mean with its interval, and how lives differ."""
    places = _places(max(abs(row["mean"]), abs(row["p95"])), outcome.unit, (row["low"], row["high"]))
    texts = {name: number(row[name], places) for name in ("mean", "low", "high")}
    quantiles = {name: study.amount(row[name], outcome, row["p95"]) for name in ("median", "p95")}
    interval = study.say("interval", **texts) if row["low"] is not None else ""
    return study.say("found_mean", interval=interval, **named, **texts, **quantiles)


def _shares(study: Subject, outcome: Outcome, rows: list[Row]) -> str:
    say = study.say
    if study.is_one_life:
        answers = say.listed([f"{say.whom(row['person'])} {say('yes' if row['mean'] else 'no')}" for row in rows])
        return say("found_yes_no", outcome=_outcome(study, outcome), answers=answers)
    shares = say.listed(
        [
            say(
                "found_share", whom=say.whom(row["person"]), share=share(row["mean"]),
                interval=say("between", low=share(row["low"]), high=share(row["high"])),
            )
            for row in rows
        ]
    )  # fmt: skip
    return say("found_shares", outcome=_outcome(study, outcome), shares=shares)


def _of_most(rows: list[Row], by: str = "mean") -> Row:
    """The family's row; where there is none, the person's with the largest amount."""
    family = [row for row in rows if row["person"] is None]
    return family[0] if family else max(rows, key=lambda row: abs(row[by]))


# ----------------------------------------------------------------------------- a comparison


def variant_of_finding(study: Subject) -> str:
    """The variant of a comparison that moves the first reported outcome furthest."""
    moved = _of_variants(study, study.reported[0])
    return next(iter(moved), next(iter(study.record["variants"])))


def _of_variants(study: Subject, outcome: Outcome) -> dict[str, Row]:
    """The difference of each variant that has one, the largest first."""
    import polars as pl

    rows = study.rows(COMPARISON).filter(pl.col("outcome") == outcome.name).collect().to_dicts()
    found = {}
    for name in study.record["variants"]:
        if of_variant := [row for row in rows if row["variant"] == name]:
            found[name] = _of_most(of_variant, "difference")
    return dict(sorted(found.items(), key=lambda one: -abs(one[1]["difference"])))


def _of_comparison(study: Subject, outcome: Outcome, period: str) -> Iterator[str]:
    found = _of_variants(study, outcome)
    if not found:
        yield study.say("found_none", outcome=_outcome(study, outcome))
    for name, row in found.items():
        yield _difference(study, outcome, name, row, study.say.whom(row["person"]))


def _difference(study: Subject, outcome: Outcome, variant: str, row: Row, whom: str) -> str:
    say, named = study.say, {"variant": variant, "baseline": study.case(study.record["baseline"])}
    if not differs(row):
        return say("found_same_one" if study.is_one_life else "found_same", outcome=say.outcome(outcome), **named)
    scale = 100 if outcome.is_flag else 1
    difference, *ends = (None if row[one] is None else row[one] * scale for one in ("difference", "low", "high"))
    assert difference is not None
    places = _places(difference, outcome.unit, ends)
    named |= {
        "outcome": say.outcome(outcome), "whom": whom, "amount": number(abs(difference), places),
        "unit": say("points_of_share") if outcome.is_flag else say.unit(outcome.unit),
        "way": say("lower" if difference < 0 else "higher"),
    }  # fmt: skip
    if study.is_one_life:
        return say("found_difference_one", **named)
    low, high = sorted(abs(end) for end in ends if end is not None) if _one_way(ends) else ends
    interval = "" if low is None else say("interval", low=number(low, places), high=number(high, places))
    words = ("have_more", "have_less") if outcome.better is Better.NEITHER else ("better_off", "worse_off")
    text = say(
        "found_difference", interval=interval, better=share(row["better"]), worse=share(row["worse"]),
        better_word=say(words[0]), worse_word=say(words[1]), **named,
    )  # fmt: skip
    return text + (say("may_be_chance") if mark(row) == MARK else "")


def _one_way(ends: list[float | None]) -> bool:
    """Whether an interval lies on one side of zero, so that its ends can be said without a sign."""
    low, high = ends
    return low is not None and high is not None and low * high > 0


# ----------------------------------------------------------------------------- a population


def _of_population(study: Subject, outcome: Outcome, period: str) -> Iterator[str]:
    say = study.say
    named = {"outcome": _outcome(study, outcome), "period": period, "unit": say.unit(outcome.unit)}
    rows = of_everybody(study, DISTRIBUTION, outcome)
    if not rows:
        yield say("found_none", **named)
    elif outcome.is_flag:
        yield _shares(study, outcome, [row | {"person": say("a_person")} for row in rows])
    else:
        yield _mean(study, outcome, rows[0], named | {"whom": say("a_person")})
    yield say("sentence", text=pool_in_year(study))


def _of_compared_population(study: Subject, outcome: Outcome, period: str) -> Iterator[str]:
    found = {row["variant"]: row for row in of_everybody(study, COMPARISON, outcome)}
    if not found:
        yield study.say("found_none", outcome=_outcome(study, outcome))
    for name, row in sorted(found.items(), key=lambda one: -abs(one[1]["difference"])):
        yield _difference(study, outcome, name, row, study.say("a_person"))
    for name in study.record["variants"]:
        yield study.say("sentence", text=pool_difference(study, name))


# ----------------------------------------------------------------------------- a sweep


def _of_sweep(study: Subject, outcome: Outcome, period: str) -> Iterator[str]:
    items = [item for item in items_of((outcome,), study.record) if item.key in (ranges := ranges_of(study.folder))]
    if not items:
        yield study.say("found_none", outcome=_outcome(study, outcome))
        return
    effects = effects_of(study.folder)
    item, furthest = max(
        ((item, next((one for one in effects.get(item.key, ()) if one.moves), None)) for item in items),
        key=lambda found: abs(found[1].row["effect"]) if found[1] else -1,
    )
    means = [mean * item.scale for mean in ranges[item.key].means]
    yield _range(study, item, furthest, min(means), max(means))


def _range(study: Subject, item: Item, furthest: Effect | None, least: float, most: float) -> str:
    say = study.say
    named = {"outcome": _outcome(study, item.outcome), "whom": study.whom(item.of or item.person)}
    if furthest is None:
        return say("found_sweep_same", **named)
    row, ends = furthest.row, ends_of(furthest.row, "effect", item.scale)
    effect = row["effect"] * item.scale
    places = _places(max(abs(least), abs(most)), item.unit, (least, most))
    of_effect = _places(effect, item.unit, ends)
    low, high = (None if end is None else signed(end, of_effect) for end in ends)
    return say(
        "found_sweep", least=number(least, places), most=number(most, places),
        unit=say.unit(Unit.PERCENT if item.outcome.is_flag else item.outcome.unit),
        path=study.paths[furthest.path], effect=signed(effect, of_effect),
        low_value=study.value_on(furthest.path, row["value_low"]),
        high_value=study.value_on(furthest.path, row["value_high"]),
        interval="" if low is None else say("interval", low=low, high=high), **named,
    )  # fmt: skip
