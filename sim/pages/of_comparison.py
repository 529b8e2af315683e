"""The charts of a comparison: how variants differ from the baseline, for how many lives, in which years, for whom."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import polars as pl

from sim.outcomes.columns import BEST, BY_QUINTILE, BY_YEAR, COMPARISON, LEVELS, YEAR_END
from sim.outcomes.formulas import leaves
from sim.outcomes.intervals import at_most
from sim.outcomes.paired import columns_of_a_year
from sim.pages.chart import Chart
from sim.pages.drawing import (
    Channel,
    Figures,
    Rows,
    are_apart,
    axis,
    axis_of_years,
    colored,
    curve_width,
    curves,
    finished,
    frame,
    level_of_zero,
    mean_of,
    nothing,
    panels,
    points,
    room_for,
    span,
    unit_of_change,
    whose,
    with_interval,
    zero,
)
from sim.pages.look import (
    BETTER,
    CASH,
    EMPLOYER,
    GREY,
    INK,
    OWN,
    POOL,
    RELATIVES,
    SAME,
    SERIES,
    UNINSURED,
    WORSE,
    sized,
)
from sim.pages.subject import Row, Subject
from sim.report.comparison import MARK, MAY_BE_CHANCE, differs, mark
from sim.report.numbers import share
from sim.words.outcomes import BY_NAME, Better, Outcome

_HEIGHT, _LOW = 230, 120  # pixels of curves: alone, of one panel of several
_MEANINGS = {"better": BETTER, "worse": WORSE, "more": POOL, "less": RELATIVES, "chance": EMPLOYER, "same": UNINSURED}
_ENDS = ("low", "high")


def of_a_year(outcome: Outcome) -> bool:
    """Whether a comparison has it by year: a sum of what a year has, a balance, or made of such sums."""
    if columns_of_a_year(outcome):
        return True
    return (
        outcome.formula is not None
        and not outcome.is_shortfall
        and all(map(columns_of_a_year, leaves(outcome.formula)))
    )


def of_family(outcome: Outcome) -> bool:
    """Whether it is an amount that the family has in each life."""
    return outcome.has_family and not outcome.is_flag and not outcome.is_shortfall


def has_best(outcome: Outcome) -> bool:
    return of_family(outcome) and outcome.better is not Better.NEITHER


def changes(study: Subject, outcome: Outcome, who: str | None) -> bool:
    """Whether any variant changes an outcome in any life."""
    return any(differs(row) for row in _rows(study, COMPARISON, outcome, who))


# ----------------------------------------------------------------------------- rows


def _rows(study: Subject, file: str, outcome: Outcome, who: str | None) -> list[Row]:
    """The rows of an outcome in the order of the variants: of a person or the family, of yes and no of each person."""
    rows = study.rows(file).filter(pl.col("outcome") == outcome.name)
    columns = rows.collect_schema()
    if "person" in columns and not (who is None and outcome.is_flag):
        rows = rows.filter(pl.col("person").eq_missing(pl.lit(who, pl.String)))
    return rows.collect().to_dicts()


def _compared(study: Subject, outcome: Outcome, who: str | None) -> list[Row]:
    """The rows that a chart shows, each with its name and what it means; of persons those whom a variant changes."""
    rows = _rows(study, COMPARISON, outcome, who)
    changed = {row["person"] for row in rows if differs(row)} or {row["person"] for row in rows}
    return [
        row | {"name": _name(study, row, outcome, who), "meaning": study.say(meaning_of(row, outcome))}
        for row in rows
        if row["person"] in changed
    ]


def _name(study: Subject, row: Row, outcome: Outcome, who: str | None) -> str:
    case = study.case(row["variant"])
    return study.say.listed([case, row["person"]]) if outcome.is_flag and who is None else case


def meaning_of(row: Row, outcome: Outcome) -> str:
    if not differs(row):
        return "same"
    return "chance" if mark(row) == MARK else _direction(row["difference"], outcome)


def _direction(difference: float, outcome: Outcome) -> str:
    if outcome.better is Better.NEITHER:
        return "more" if difference > 0 else "less"
    return "better" if (difference > 0) == (outcome.better is Better.MORE) else "worse"


def _of_whom(row: Row, outcome: Outcome, who: str | None) -> str | None:
    return row["person"] if outcome.is_flag else who


def _of_all(study: Subject, rows: list[Row], outcome: Outcome, who: str | None) -> str | None:
    """Whom rows are about; of yes and no everybody."""
    return study.say.listed(list(dict.fromkeys(row["person"] for row in rows))) if outcome.is_flag else who


def _nobody(study: Subject, name: str, outcome: Outcome, who: str | None, columns: dict[str, Any]) -> Chart:
    """A chart of an outcome that no life has under variant and baseline."""
    title = study.say("nobody_has", outcome=whose(study, outcome, who))
    return finished(study, name, title, "", pl.DataFrame(schema=columns), nothing())


# ----------------------------------------------------------------------------- how far


_DIFFERENCES = {
    "variant": pl.String, "person": pl.String, "lives": pl.Int64, "baseline": pl.Float64, "mean": pl.Float64,
    "difference": pl.Float64, "low": pl.Float64, "high": pl.Float64, "p_holm": pl.Float64,
}  # fmt: skip


def differences(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The mean of the paired differences of each variant, with its interval."""
    rows = _compared(study, outcome, who)
    if not rows:
        return _nobody(study, "differences", outcome, who, _DIFFERENCES)
    say, figures = study.say, figures_of(outcome, rows)
    title = _finding(study, outcome, who, rows, figures)
    lives = f"{study.record['lives']:,}"
    subtitle = say("differences_one" if study.is_one_life else "differences_subtitle", lives=lives)
    texts = [figures.change(row["difference"]) for row in rows]
    names = Rows.of(study, [row["name"] for row in rows], right=room_for(texts))
    table = frame(rows, name=pl.String, meaning=pl.String, **_DIFFERENCES)
    drawn = names.named(table, "name").with_columns(text=pl.Series(texts, dtype=pl.String))
    label = say.with_unit(say("difference"), unit_of_change(study, outcome))
    x = Channel(names.title(label), axis(outcome, names.ticks))
    layers = [zero(), *points(names, drawn, "difference", x, colored(study, colors_of(study, rows)))]
    chart = names.drawn(*layers, names.figures(drawn, "text"))
    return finished(study, "differences", title, subtitle, table.drop("name", "meaning"), chart)


def figures_of(outcome: Outcome, rows: list[Row]) -> Figures:
    widths = [row["high"] - row["low"] for row in rows if row["low"] is not None and row["high"] > row["low"]]
    return Figures.of(outcome, (row["difference"] for row in rows), min(widths, default=None))


def colors_of(study: Subject, rows: list[Row]) -> dict[str, str]:
    """The colours of the meanings that there are, in one order."""
    found = {row["meaning"] for row in rows}
    return {study.say(name): color for name, color in _MEANINGS.items() if study.say(name) in found}


def _finding(study: Subject, outcome: Outcome, who: str | None, rows: list[Row], figures: Figures) -> str:
    """The largest difference that is none of chance; or that there is none."""
    say = study.say
    changed = [row for row in rows if differs(row)]
    subject = whose(study, outcome, _of_all(study, rows, outcome, who))
    if not changed:
        return _no_difference(study, subject, min(row["lives"] for row in rows))
    certain = [row for row in changed if mark(row) != MARK]
    if not certain:
        return say("all_chance", outcome=subject)
    largest = max(certain, key=lambda row: abs(row["difference"]))
    found = _change(study, outcome, _of_whom(largest, outcome, who), largest, figures)
    cases = len(rows)
    if cases == 1 or study.is_one_life:
        return found
    return found + (
        say("all_certain", cases=cases)
        if len(certain) == cases
        else say("some_certain", certain=len(certain), cases=cases)
    )


def _no_difference(study: Subject, subject: str, lives: int) -> str:
    if study.is_one_life:
        return study.say("no_difference_in_one", outcome=subject)
    return study.say("no_difference", outcome=subject, lives=f"{lives:,}", share=share(at_most(lives)))


def _change(study: Subject, outcome: Outcome, who: str | None, row: Row, figures: Figures) -> str:
    """By how much a variant changes an outcome, with its interval where it has one."""
    say = study.say
    amount, low, high = figures.size(row["difference"], row["low"], row["high"])
    within = say("within", low=low, high=high) if row["low"] is not None else ""
    direction = say("higher" if row["difference"] > 0 else "lower")
    return say(
        "change", outcome=whose(study, outcome, who), direction=direction, amount=amount,
        unit=unit_of_change(study, outcome), interval=within, variant=study.case(row["variant"]),
    )  # fmt: skip


# ----------------------------------------------------------------------------- for how many


_SHARES = {f"{way}{end}": pl.Float64 for way in ("better", "worse") for end in ("", "_low", "_high")}
_WINNERS = {
    "variant": pl.String, "person": pl.String, "lives": pl.Int64, **_SHARES,
    "unchanged": pl.Float64, "gain": pl.Float64, "loss": pl.Float64,
}  # fmt: skip


def winners(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """In how many lives each variant is better, the same or worse."""
    rows = _compared(study, outcome, who)
    if not rows:
        return _nobody(study, "winners", outcome, who, _WINNERS)
    say, ways = study.say, ("more", "less") if outcome.better is Better.NEITHER else ("better", "worse")
    title = _winner(study, outcome, who, rows, ways)
    table = frame(rows, **_WINNERS)
    chart = winner_bars(study, rows, ways)
    subtitle = say("winners_subtitle", first=say(ways[0]), second=say(ways[1]))
    return finished(study, "winners", title, subtitle, table, chart)


def winner_bars(study: Subject, rows: list[Row], ways: tuple[str, str]) -> Any:
    """The shares that are better, the same and worse of each row, which has a name; with their intervals."""
    say = study.say
    table = frame(rows, name=pl.String, **_SHARES)
    texts = [(share(row["better"], 0.01), share(row["worse"], 0.01)) for row in rows]
    sizes = [room_for(of) for of in zip(*texts)]
    names = Rows.of(study, [row["name"] for row in rows], right=sum(sizes))
    colors = {say(ways[0]): _MEANINGS[ways[0]], say("same"): SAME, say(ways[1]): _MEANINGS[ways[1]]}
    parts = names.named(
        pl.DataFrame(
            [
                {"name": row["name"], "meaning": meaning, "start": start, "end": end}
                for row in rows
                for meaning, start, end in zip(
                    colors, (0.0, row["better"], 1 - row["worse"]), (row["better"], 1 - row["worse"], 1.0), strict=True
                )
            ],
            schema={"name": pl.String, "meaning": pl.String, "start": pl.Float64, "end": pl.Float64},
        ),
        "name",
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("start:Q", title=say("share"), axis=axis(ticks=names.ticks), scale=scale)
    bars = alt.Chart(parts).mark_bar(height=16).encode(y=names.y, x=x, x2=alt.X2("end:Q"), color=colored(study, colors))
    drawn = names.named(table, "name").with_columns(
        pl.Series("gains", [gains for gains, _ in texts]), pl.Series("losses", [losses for _, losses in texts]),
        from_right=1 - pl.col("worse_low"), to_right=1 - pl.col("worse_high"),
    )  # fmt: skip
    whiskers = [
        alt.Chart(with_interval(drawn, *ends)).mark_rule(color=INK, strokeWidth=1.5).encode(
            y=names.y, x=alt.X(f"{ends[0]}:Q"), x2=alt.X2(f"{ends[1]}:Q")
        )
        for ends in (("better_low", "better_high"), ("from_right", "to_right"))
    ]  # fmt: skip
    return names.drawn(bars, *whiskers, names.figures(drawn, "gains"), names.figures(drawn, "losses", sizes[0]))


def _winner(study: Subject, outcome: Outcome, who: str | None, rows: list[Row], ways: tuple[str, str]) -> str:
    say = study.say
    if not any(map(differs, rows)):
        subject = whose(study, outcome, _of_all(study, rows, outcome, who))
        return _no_difference(study, subject, min(row["lives"] for row in rows))
    row = max(rows, key=lambda row: (row["better"], row["worse"]))
    return say(
        "winners_title", outcome=whose(study, outcome, _of_whom(row, outcome, who)), variant=study.case(row["variant"]),
        first=say(ways[0]), second=say(ways[1]), better=share(row["better"], 0.01), worse=share(row["worse"], 0.01),
    )  # fmt: skip


# ----------------------------------------------------------------------------- in which years


_BY_YEAR = {"variant": pl.String, "year": pl.Int64} | {
    name: kind for name, kind in _DIFFERENCES.items() if name not in ("variant", "person")
}


def differences_by_year(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The mean of the paired differences of each variant in each year."""
    rows: list[Row] = [row | {"case": study.case(row["variant"])} for row in _rows(study, BY_YEAR, outcome, who)]
    if not rows:
        return _nobody(study, "differences_by_year", outcome, who, _BY_YEAR)
    say, figures = study.say, figures_of(outcome, rows)
    title = _year(study, outcome, who, rows, figures)
    at_end = "at_end_subtitle" if outcome.name in YEAR_END else "in_year_subtitle"
    subtitle = say(at_end) + ("" if study.is_one_life else say("band"))
    table = frame(rows, case=pl.String, **_BY_YEAR)
    cases = list(dict.fromkeys(table["case"]))
    groups = {case: [case] for case in cases} if are_apart(len(cases)) else {"": cases}
    first, last = min(row["year"] for row in rows), max(row["year"] for row in rows)
    width = curve_width(study, len(groups))
    x = Channel(
        None,
        axis_of_years(first, last, 7 if width > 200 else 4),
        alt.Scale(domain=[first - 0.3, last + 0.3], nice=False),
    )
    scale = alt.Scale(domain=span(row[name] for row in rows for name in ("difference", *_ENDS)))
    label = say.with_unit(say("difference"), unit_of_change(study, outcome))
    y = Channel(label if len(groups) == 1 else None, axis(outcome), scale)
    drawn = {}
    for heading, of_group in groups.items():
        colors = {case: SERIES[place] for place, case in enumerate(of_group)}
        layers = curves(study, table.filter(pl.col("case").is_in(of_group)), x, "year", y, "difference", colors)
        drawn[heading] = sized(alt.layer(level_of_zero(), *layers), width, _HEIGHT if len(groups) == 1 else _LOW)
    return finished(study, "differences_by_year", title, subtitle, table.drop("case"), panels(study, drawn))


def _year(study: Subject, outcome: Outcome, who: str | None, rows: list[Row], figures: Figures) -> str:
    """The year with the largest difference that is none of chance."""
    say, subject = study.say, whose(study, outcome, who)
    changed = [row for row in rows if row["difference"] or row["p_holm"] is not None]
    if not changed:
        return say("no_year", outcome=subject)
    certain = [row for row in changed if study.is_one_life or _is_certain(row)]
    if not certain:
        return say("all_chance", outcome=subject)
    largest = max(certain, key=lambda row: abs(row["difference"]))
    return say("in_year", change=_change(study, outcome, who, largest, figures), year=largest["year"])


def _is_certain(row: Row) -> bool:
    return row["p_holm"] is not None and row["p_holm"] <= MAY_BE_CHANCE


# ----------------------------------------------------------------------------- for whom


_QUINTILES = {
    "variant": pl.String,
    "grouped_by": pl.String,
    "quintile": pl.Int64,
    "from": pl.Float64,
    "to": pl.Float64,
} | {name: kind for name, kind in _DIFFERENCES.items() if name not in ("variant", "person")}


def quintiles(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The effect of each variant on lives that had little and on those that had much in the baseline."""
    say, rows = study.say, _rows(study, BY_QUINTILE, outcome, None)
    if not rows:
        title = say("no_groups", outcome=whose(study, outcome, None))
        return finished(study, "quintiles", title, "", pl.DataFrame(schema=_QUINTILES), nothing())
    figures = figures_of(outcome, rows)
    title = _spread(study, outcome, rows, figures)
    rows: list[Row] = [row | {"case": (by := _grouping(study, row["grouped_by"])), "grouped_by": by} for row in rows]
    variants = list(dict.fromkeys(row["variant"] for row in rows))
    colors = dict(zip(dict.fromkeys(row["case"] for row in rows), (POOL, OWN)))
    scale = alt.Scale(domain=span(row[name] for row in rows for name in ("difference", *_ENDS)))
    label = say.with_unit(say("difference"), unit_of_change(study, outcome))
    y = Channel(label if len(variants) == 1 else None, axis(outcome), scale)
    x = Channel(say("quintile"), alt.Axis(labelAngle=0), kind="O")
    drawn = {}
    for variant in variants:
        table = frame((row for row in rows if row["variant"] == variant), case=pl.String, **_QUINTILES)
        layers = [level_of_zero(), *curves(study, table, x, "quintile", y, "difference", colors)]
        drawn[study.case(variant)] = sized(
            alt.layer(*layers), curve_width(study, len(variants)), _HEIGHT if len(variants) == 1 else _LOW
        )
    return finished(
        study, "quintiles", title, say("quintiles_subtitle", groups=say.listed(list(colors))),
        frame(rows, **_QUINTILES), panels(study, drawn),
    )  # fmt: skip


def _grouping(study: Subject, name: str) -> str:
    return study.say.outcome(BY_NAME[name])


def _spread(study: Subject, outcome: Outcome, rows: list[Row], figures: Figures) -> str:
    """The variant and the grouping between whose ends the effect differs most."""
    say = study.say
    subject = whose(study, outcome, None)
    if not any(map(differs, rows)):
        return _no_difference(study, subject, sum(row["lives"] for row in _first_groups(rows)))
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["variant"], row["grouped_by"]), []).append(row)
    certain = {of: found for of, found in groups.items() if any(map(_is_certain, found))}
    if not certain:
        return say("all_chance", outcome=subject)
    (variant, by), found = max(
        certain.items(), key=lambda item: abs(item[1][-1]["difference"] - item[1][0]["difference"])
    )
    return say(
        "quintiles_title", outcome=subject, variant=study.case(variant), first=figures.change(found[0]["difference"]),
        last=figures.change(found[-1]["difference"]), unit=unit_of_change(study, outcome), by=_grouping(study, by),
    )  # fmt: skip


def _first_groups(rows: list[Row]) -> Iterator[Row]:
    """The rows of the first variant and grouping, which together have all lives."""
    return (row for row in rows if all(row[name] == rows[0][name] for name in ("variant", "grouped_by")))


# ----------------------------------------------------------------------------- each on its own


_QUANTILES = ("p5", "p25", "median", "p75", "p95")
_LEVELS = {"variant": pl.String, "person": pl.String, "lives": pl.Int64} | dict.fromkeys(
    ("mean", *_ENDS, *_QUANTILES), pl.Float64
)


def levels(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The distribution of an outcome under the baseline and each variant."""
    rows = [row for row in _rows(study, LEVELS, outcome, who) if row["lives"] and row["mean"] is not None]
    if not rows:
        return _nobody(study, "levels", outcome, who, _LEVELS)
    say = study.say
    rows: list[Row] = [row | {"name": _name(study, row, outcome, who)} for row in rows]
    figures = Figures.of(outcome, (row["mean"] for row in rows))
    texts = [share(row["mean"]) if outcome.is_flag else figures.plain(row["mean"]) for row in rows]
    names = Rows.of(study, [row["name"] for row in rows], right=room_for(texts), least=30)
    table = frame(rows, name=pl.String, **_LEVELS)
    drawn = names.named(table, "name").with_columns(text=pl.Series(texts, dtype=pl.String))
    label = say("share") if outcome.is_flag else study.label(outcome)
    x = Channel(names.title(label), axis(outcome, names.ticks), alt.Scale(zero=False))
    is_spread = not outcome.is_flag and not study.is_one_life
    base = alt.Chart(drawn).encode(y=names.y)
    layers: list[Any] = []
    if is_spread:
        wide, half = base.mark_rule(strokeWidth=1.5, color=GREY), base.mark_rule(strokeWidth=10, color=SAME)
        layers += [wide.encode(x=x.x("p5"), x2=alt.X2("p95:Q")), half.encode(x=x.x("p25"), x2=alt.X2("p75:Q"))]
        layers.append(base.mark_tick(color=INK, thickness=2.5, size=18).encode(x=x.x("median")))
    interval = alt.Chart(with_interval(drawn)).mark_rule(strokeWidth=2.5, color=CASH)
    layers.append(interval.encode(y=names.y, x=x.x("low"), x2=alt.X2("high:Q")))
    layers.append(base.mark_point(shape="diamond", filled=True, size=70, color=CASH, opacity=1).encode(x=x.x("mean")))
    subtitle = say("only_life" if study.is_one_life else "levels_subtitle" if is_spread else "levels_flag_subtitle")
    return finished(
        study, "levels", _extremes(study, outcome, who, rows, figures), subtitle, table.drop("name"),
        names.drawn(*layers, names.figures(drawn, "text")),
    )  # fmt: skip


def _extremes(study: Subject, outcome: Outcome, who: str | None, rows: list[Row], figures: Figures) -> str:
    """Under which case the mean is lowest, and under which highest; of yes and no, for whom they differ most."""
    say, people = study.say, _by_person(rows)
    ends = {person: sorted(of, key=lambda row: row["mean"]) for person, of in people.items()}
    person = max(ends, key=lambda person: ends[person][-1]["mean"] - ends[person][0]["mean"])
    least, most = ends[person][0], ends[person][-1]
    texts = {
        "outcome": whose(study, outcome, person if outcome.is_flag else who), "mean": mean_of(study, outcome),
        "low": figures.plain(least["mean"]), "unit": say("of_lives") if outcome.is_flag else say.unit(outcome.unit),
    }  # fmt: skip
    high = figures.plain(most["mean"])
    if high == texts["low"]:
        return say("levels_alike_title", **texts)
    names = {"lowest": study.case(least["variant"]), "highest": study.case(most["variant"])}
    return say("levels_title", high=high, **names, **texts)


def _by_person(rows: list[Row]) -> dict[str | None, list[Row]]:
    found: dict[str | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row["person"], []).append(row)
    return found


# ----------------------------------------------------------------------------- which is the best


_BEST = {"variant": pl.String, "lives": pl.Int64, "mean": pl.Float64, "best": pl.Float64, "best_in": pl.Float64}


def best(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """How likely the mean of each case is the best of all."""
    rows = _rows(study, BEST, outcome, None)
    if not rows:
        return _nobody(study, "best", outcome, None, _BEST)
    say = study.say
    rows: list[Row] = [row | {"name": study.case(row["variant"])} for row in rows]
    texts = [share(row["best"]) for row in rows]
    names = Rows.of(study, [row["name"] for row in rows], right=room_for(texts))
    table = frame(rows, name=pl.String, **_BEST)
    drawn = names.named(table, "name").with_columns(text=pl.Series(texts, dtype=pl.String))
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("best:Q", title=say("probability"), axis=axis(ticks=names.ticks), scale=scale)
    bars = alt.Chart(drawn).mark_bar(height=14, color=POOL).encode(y=names.y, x=x)
    ticks = alt.Chart(drawn).mark_tick(color=INK, thickness=2.5, size=20).encode(y=names.y, x=alt.X("best_in:Q"))
    likeliest = max(rows, key=lambda row: row["best"])
    alike = [row["name"] for row in rows if row["best"] >= likeliest["best"] - _ALIKE]
    title = say(
        "best_title" if len(alike) == 1 else "best_alike_title", outcome=whose(study, outcome, None),
        variants=say.listed(alike), share=share(likeliest["best"]),
    )  # fmt: skip
    chart = names.drawn(bars, ticks, names.figures(drawn, "text"))
    return finished(study, "best", title, say("best_subtitle", cases=len(rows)), table.drop("name"), chart)


_ALIKE = 1e-9
