"""The charts of what moves an outcome, and how far: effects, shares of variance, elementary effects, assumptions."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import polars as pl

from sim.outcomes.tried import assumptions as all_assumptions
from sim.pages.chart import Chart
from sim.pages.drawing import (
    Channel,
    Figures,
    Rows,
    axis,
    colored,
    curve_width,
    finished,
    frame,
    nothing,
    room_for,
    unit_of_change,
    with_interval,
    zero,
)
from sim.pages.look import INK, OWN, POOL, sized
from sim.pages.of_sweep import HEIGHT, effects_on, person_shown, unmoved, whose_baseline
from sim.pages.subject import Row, Subject
from sim.report.numbers import share
from sim.report.varying import Effect
from sim.words.outcomes import Outcome

_MOST_PATHS = 15  # of a tornado
_EFFECTS = {"path": pl.String, "value_low": pl.String, "value_high": pl.String} | dict.fromkeys(
    ("mean_low", "mean_high", "effect", "effect_from", "effect_to", "spread", "fit"), pl.Float64
)


def tornado(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """How far each path moves an outcome, the largest effect first."""
    say, who = study.say, person_shown(study, outcome, who)
    effects = effects_on(study, outcome, who)
    short = study.paths
    moving = _largest_first(effects)
    subtitle = say(_OTHERS[study.record["by"]]) + ("" if study.is_one_life else say("effect_interval"))
    fit = next((effect.row["fit"] for effect in effects if effect.row["fit"] is not None), None)
    if fit is not None:
        subtitle += say("fit", share=share(fit))
    subtitle += _left_out(study, [short[effect.path] for effect in effects if not effect.moves], len(moving))
    table = frame((effect.row for effect in effects), **_EFFECTS)
    drawn = _bars(study, outcome, {short[effect.path]: effect for effect in moving[:_MOST_PATHS]})
    title = _furthest(study, outcome, who, moving, short)
    return finished(study, "tornado", title, subtitle, table, drawn)


_OTHERS = {
    "grid": "over_others", "one_at_a_time": "others_as_written", "lhs": "on_a_line", "sobol": "on_a_line",
    "morris": "on_a_line",
}  # fmt: skip


def _largest_first(effects: Iterable[Effect]) -> list[Effect]:
    return sorted((effect for effect in effects if effect.moves), key=lambda effect: -abs(effect.row["effect"]))


def _left_out(study: Subject, still: list[str], moving: int) -> str:
    """What is not drawn: paths without effect, and those with the smallest."""
    text = study.say("without_effect", paths=study.say.listed(still)) if 0 < len(still) <= _MOST_PATHS else ""
    if len(still) > _MOST_PATHS:
        text = study.say("many_without_effect", paths=len(still))
    return text + (study.say("further_paths", paths=moving - _MOST_PATHS) if moving > _MOST_PATHS else "")


def _furthest(study: Subject, outcome: Outcome, who: str | None, moving: list[Effect], short: dict[str, str]) -> str:
    say, subject = study.say, whose_baseline(study, outcome, who)
    if not moving:
        return unmoved(study, outcome, who)
    row, figures = moving[0].row, _figures(outcome, moving)
    return say(
        "tornado_title", outcome=subject, path=short[moving[0].path], effect=figures.change(row["effect"]),
        unit=unit_of_change(study, outcome), start=_low(study, moving[0]), end=_high(study, moving[0]),
    )  # fmt: skip


def _low(study: Subject, effect: Effect) -> str:
    return study.value_on(effect.path, effect.row["value_low"])


def _high(study: Subject, effect: Effect) -> str:
    return study.value_on(effect.path, effect.row["value_high"])


def _figures(outcome: Outcome, effects: list[Effect]) -> Figures:
    widths = [
        effect.row["effect_to"] - effect.row["effect_from"]
        for effect in effects
        if effect.row["effect_from"] is not None and effect.row["effect_to"] > effect.row["effect_from"]
    ]
    return Figures.of(outcome, (effect.row["effect"] for effect in effects), min(widths, default=None))


def _bars(study: Subject, outcome: Outcome, effects: dict[str, Effect]) -> Any:
    """A bar for each effect, under its name the values between which it is; with its interval."""
    if not effects:
        return nothing()
    figures = _figures(outcome, list(effects.values()))
    names = {name: f"{name}\n{_low(study, effect)} → {_high(study, effect)}" for name, effect in effects.items()}
    texts = [figures.change(effect.row["effect"]) for effect in effects.values()]
    rows = Rows.of(study, list(names.values()), right=room_for(texts), least=30)
    table = frame((effect.row | {"name": names[name]} for name, effect in effects.items()), name=pl.String, **_EFFECTS)
    drawn = rows.named(table, "name").with_columns(text=pl.Series(texts, dtype=pl.String))
    label = study.say.with_unit(study.say("effect"), unit_of_change(study, outcome))
    x = alt.X("effect:Q", title=rows.title(label), axis=axis(outcome, rows.ticks))
    bars = alt.Chart(drawn).mark_bar(height=14, color=POOL, opacity=0.75).encode(y=rows.y, x=x)
    known = alt.Chart(with_interval(drawn, "effect_from", "effect_to"))
    intervals = known.mark_rule(color=INK, strokeWidth=1.5).encode(
        y=rows.y, x=alt.X("effect_from:Q"), x2=alt.X2("effect_to:Q")
    )
    return rows.drawn(zero(), bars, intervals, rows.figures(drawn, "text"))


_INDICES = {"path": pl.String} | dict.fromkeys(
    ("first", "first_from", "first_to", "total", "total_from", "total_to"), pl.Float64
)


def sobol(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The share of the variance between points that is each path's alone, and that in which it has a part."""
    say, who = study.say, person_shown(study, outcome, who)
    effects, short = effects_on(study, outcome, who), study.paths
    known = sorted((e.row for e in effects if e.row["total"] is not None), key=lambda row: -row["total"])
    table = frame(known, **_INDICES)
    subject = whose_baseline(study, outcome, who)
    if not known:
        is_moved = any(effect.moves for effect in effects)
        return finished(
            study,
            "sobol",
            say("no_indices", outcome=subject) if is_moved else unmoved(study, outcome, who),
            "",
            table,
            nothing(),
        )
    rows = Rows.of(study, [short[row["path"]] for row in known[:_MOST_PATHS]], least=34)
    colors = {say("total"): OWN, say("first"): POOL}
    long = pl.DataFrame(
        [
            {
                "name": short[row["path"]],
                "index": say(kind),
                "value": row[kind],
                "low": row[f"{kind}_from"],
                "high": row[f"{kind}_to"],
            }
            for row in known[:_MOST_PATHS]
            for kind in ("first", "total")
        ],
        schema={"name": pl.String, "index": pl.String} | dict.fromkeys(("value", "low", "high"), pl.Float64),
    )
    long = rows.named(long, "name")
    apart = alt.YOffset(
        "index:N", sort=[say("first"), say("total")], scale=alt.Scale(paddingInner=0.2, paddingOuter=0.6)
    )
    scale = alt.Scale(domain=[0, 1], nice=False, clamp=True)
    x = alt.X("value:Q", title=rows.title(say("share_of_variance")), axis=axis(ticks=rows.ticks), scale=scale)
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(y=rows.y, x=x, yOffset=apart, color=colored(study, dict(reversed(colors.items())), "index"))
    )
    thin = alt.Chart(with_interval(long)).mark_rule(color=INK, strokeWidth=1.5)
    thin = thin.encode(y=rows.y, x=alt.X("low:Q", scale=scale), x2=alt.X2("high:Q"), yOffset=apart)
    largest = known[0]
    title = say(
        "sobol_title", outcome=subject, path=short[largest["path"]], first=share(max(0.0, largest["first"]), 0.01),
        total=share(largest["total"], 0.01),
    )  # fmt: skip
    subtitle = say("sobol_subtitle") + ("" if study.is_one_life else say("index_interval"))
    chart = sized(alt.layer(bars, thin), rows.plot, rows.step * len(rows.labels))
    return finished(study, "sobol", title, subtitle, table, chart)


_SCREENED = {"path": pl.String} | dict.fromkeys(("mu_star", "mu_star_from", "mu_star_to", "sigma", "mu"), pl.Float64)


def screening(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The mean size of the elementary effects of each path, and their standard deviation."""
    say, who = study.say, person_shown(study, outcome, who)
    effects, short = effects_on(study, outcome, who), study.paths
    moving = [effect for effect in effects if effect.moves and effect.row["mu_star"] is not None]
    table = frame((effect.row for effect in effects), **_SCREENED)
    subject = whose_baseline(study, outcome, who)
    still = [short[effect.path] for effect in effects if not effect.moves]
    subtitle = say("screening_subtitle") + _left_out(study, still, 0)
    if not moving:
        return finished(study, "screening", unmoved(study, outcome, who), subtitle, table, nothing())
    largest = moving[0].row
    figures = Figures.of(outcome, (effect.row["mu_star"] for effect in moving))
    title = say(
        "screening_title", outcome=subject, path=short[moving[0].path], size=figures.plain(largest["mu_star"]),
        unit=unit_of_change(study, outcome), sigma=figures.plain(largest["sigma"]),
    )  # fmt: skip
    return finished(study, "screening", title, subtitle, table, _scatter(study, outcome, moving, short))


def _scatter(study: Subject, outcome: Outcome, moving: list[Effect], short: dict[str, str]) -> Any:
    """Points with their intervals, each with the name of its path where there is room for it."""
    width = curve_width(study, 1)
    ends = [effect.row[name] for effect in moving for name in ("mu_star", "mu_star_to") if effect.row[name] is not None]
    most_x, most_y = max(ends) * 1.05, max(effect.row["sigma"] for effect in moving) * 1.15 or 1.0
    places = _labels(
        [(effect.row["mu_star"] / most_x * width, HEIGHT * (1 - effect.row["sigma"] / most_y)) for effect in moving],
        [short[effect.path] for effect in moving], width,
    )  # fmt: skip
    table = frame((effect.row for effect in moving), **_SCREENED)
    unit = unit_of_change(study, outcome)
    x = Channel(f"μ*, {unit}", axis(outcome), alt.Scale(domain=[0, most_x], nice=False))
    y = Channel(f"σ, {unit}", axis(outcome), alt.Scale(domain=[0, most_y], nice=False))
    thin = alt.Chart(with_interval(table, "mu_star_from", "mu_star_to")).mark_rule(color=POOL, opacity=0.5)
    dots = alt.Chart(table).mark_point(filled=True, size=70, color=POOL, opacity=1)
    layers = [
        thin.encode(x=x.x("mu_star_from"), x2=alt.X2("mu_star_to:Q"), y=y.y("sigma")),
        dots.encode(x=x.x("mu_star"), y=y.y("sigma")),
    ]
    texts = pl.DataFrame(places, schema={"text": pl.String, "at": pl.Float64, "down": pl.Float64})
    plain_x, plain_y = alt.Scale(domain=[0, width], nice=False), alt.Scale(domain=[HEIGHT, 0], nice=False)
    names = alt.Chart(texts).mark_text(align="left", baseline="middle", color=INK, fontSize=11)
    names = names.encode(
        x=alt.X("at:Q", scale=plain_x, axis=None), y=alt.Y("down:Q", scale=plain_y, axis=None), text=alt.Text("text:N")
    )
    drawn = alt.layer(alt.layer(*layers), names).resolve_scale(x="independent", y="independent")
    return sized(drawn, width, HEIGHT)


_WIDTH_OF_LATIN, _WIDTH_OF_CHINESE = 6.2, 11.0


def _labels(at: list[tuple[float, float]], names: list[str], width: float) -> list[Row]:
    """Where names stand beside their points: the first place of four that is free; a name without one is left out."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in at]
    found: list[Row] = []
    for (x, y), name in zip(at, names, strict=True):
        long = sum(_WIDTH_OF_CHINESE if one > "\u2e80" else _WIDTH_OF_LATIN for one in name)
        for left, down in ((x, y - 13), (x - long, y - 13), (x, y + 13), (x - long, y + 13)):
            box = (left, down - 6, left + long, down + 6)
            if (
                left >= 0
                and left + long <= width
                and 6 <= down <= HEIGHT - 6
                and not any(_meet(box, other) for other in taken)
            ):
                taken.append(box)
                found.append({"text": name, "at": left, "down": down})
                break
    return found


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# ----------------------------------------------------------------------------- assumptions


_TRIED = {"parameter": pl.String, "region": pl.String, "assumed": pl.String} | {
    name: kind for name, kind in _EFFECTS.items() if name != "fit"
}


def assumptions(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """How far other values of what the law assumes move an outcome."""
    say, who = study.say, person_shown(study, outcome, who)
    tried = {row["path"]: row for row in all_assumptions(study.record, study.folder).to_dicts() if row["path"]}
    effects = [effect for effect in effects_on(study, outcome, who) if effect.path in tried]
    short = study.paths if say.language == "zh" else {path: _assumed(row) for path, row in tried.items()}
    moving = _largest_first(effects)
    table = frame(
        (effect.row | tried[effect.path] | {"assumed": tried[effect.path]["value"]} for effect in effects), **_TRIED
    )
    drawn = _bars(study, outcome, {short[effect.path]: effect for effect in moving[:_MOST_PATHS]})
    subtitle = say("assumptions_subtitle") + ("" if study.is_one_life else say("effect_interval"))
    subtitle += _left_out(study, [], len(moving))
    title = _assumption(study, outcome, who, moving, short, len(tried))
    return finished(study, "assumptions", title, subtitle, table, drawn)


def _assumed(row: Row) -> str:
    """An assumption by its parameter, and the region whose own value it is."""
    is_everywhere = row["region"] in ("", "national", "every region")
    return row["parameter"] if is_everywhere else f"{row['region']} {row['parameter']}"


def _assumption(
    study: Subject, outcome: Outcome, who: str | None, moving: list[Effect], short: dict[str, str], tried: int
) -> str:
    say, subject = study.say, whose_baseline(study, outcome, who)
    if not moving:
        return say("no_assumption", outcome=subject, tried=tried)
    row = moving[0].row
    return say(
        "assumptions_title", outcome=subject, moving=len(moving), tried=tried, path=short[moving[0].path],
        effect=_figures(outcome, moving).change(row["effect"]), unit=unit_of_change(study, outcome),
    )  # fmt: skip
