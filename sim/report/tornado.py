"""The tornado of a sweep: how far each path moves each outcome, the largest effect first."""

from collections.abc import Iterator

from rich.text import Text

from sim.outcomes.columns import EFFECTS
from sim.outcomes.points import Key
from sim.outcomes.sobol import why_none
from sim.report.comparison import signed
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, decimals, finer, number, percentage, share
from sim.report.tables import Record, Row, about
from sim.report.varying import Effect, Effects, Item, Range, ends_of, half_of, of_baseline, short_names
from sim.words.language import listed, say
from sim.words.plurals import counted

#: What the other paths are at while one is followed, by how the points were chosen.
OTHERS = {
    "grid": "over all values of the others",
    "one_at_a_time": "the others as written",
    "lhs": "on a straight line through all points; ± is about other lives and other points",
    "sobol": "on a straight line through all points; ± is about other lives and other points",
    "morris": "on a straight line through all points; ± is about other lives and other trajectories",
}
_SEE_BELOW = "low and high are given below each outcome"
_NOT_KNOWN = "not known, too few points"
_MOST_PATHS = 6  # of an outcome
_MOST_NAMED = 12  # paths without effect; more are only counted
_BAR = 6
#: What a narrow screen leaves out of the tornado, the bars first.
_SPARE = (("",), ("low", "high"), ("± 95 %",), ("first", "total"), ("PRCC",), ("sigma",))
_BENDS = 0.1  # a square that explains more of the variance between points is reported


def tornado(record: Record, effects: Effects, moved: list[Item], width: int) -> Iterator[Text]:
    """The tornado: for each outcome the paths, the largest effect first, with a bar as long as the effect is large."""
    title = say("How far the swept values move outcomes{of}", of=of_baseline(record))
    yield from wrapped(title, width, len(title))
    simulated = say(" that could be simulated") if record["failed"] and record["by"] == "grid" else ""
    means = "Means at the low and high value of a path, {others}{simulated}"
    yield from wrapped(say(means, others=say(OTHERS[record["by"]]), simulated=simulated), width)
    of_moved = [effect for item in moved for effect in effects[item.key]]
    none = say("no effect")
    if "population" in record:
        none = say("no effect in these households")
    elif record["lives"] > 1:
        none = say("no effect in these {lives:,} lives", lives=record["lives"])
    ends = {path: _ends([effect for effect in of_moved if effect.path == path], none) for path in record["paths"]}
    for path, of_path in ends.items():
        if of_path not in (none, _NOT_KNOWN) or len(ends) <= _MOST_NAMED:
            shown = say(of_path) if of_path in (_SEE_BELOW, _NOT_KNOWN) else of_path
            yield from wrapped(say("{path}: {ends}", path=path, ends=shown), width, len(path), indent=2)
    yield Text()
    has_index = any(effect.row["first"] is not None for effect in of_moved)
    has_interval = any(effect.row["effect_from"] is not None for effect in of_moved)
    heads = ("low", "high", "effect", *(("± 95 %",) if has_interval else ()))
    has_ranks = any(effect.row["prcc"] is not None for effect in of_moved)
    is_screened = any(effect.row["mu_star"] is not None for effect in of_moved)
    heads += ("first", "total") if has_index else ("PRCC",) if has_ranks else ("mu*", "sigma") if is_screened else ()
    heads += ("",)
    names = short_names(record["paths"])
    lines = [line for item in moved for line in _of_outcome(item, effects[item.key], heads, names, ends, none)]
    yield from table(_said(heads), lines, width, [_said(some) for some in _SPARE])
    if has_index:
        title = say("first, total:")
        has_halves = record["lives"] > 1 or "population" in record
        half = say(", ± half of the 95 % interval") if has_halves else ""
        text = (
            "{title} % of the variance between points that is the path's alone, and in which it has a part (Sobol' "
            "indices{half})"
        )
        yield from wrapped(say(text, title=title, half=half), width, len(title))
        yield Text()
    elif has_ranks:
        yield from _of_ranks(width)
    elif is_screened:
        yield from _of_screening(width)


def _said(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Heads as the screen has them; that of the bars is empty."""
    return tuple(head and say(head) for head in heads)


def _of_ranks(width: int) -> Iterator[Text]:
    title = "PRCC:"
    text = "partial rank correlation, -1 to 1: how steadily the outcome rises or falls with the path, however it bends"
    yield from wrapped(f"{title} {say(text)}", width, len(title))
    yield Text()


def _of_screening(width: int) -> Iterator[Text]:
    sizes = "mean size of the path's elementary effects (Morris screening), ± half of its 95 % interval"
    spread = "their standard deviation: 0 where the effect is the same everywhere, whatever the others are"
    for title, what in (("mu*:", say(sizes)), ("sigma:", say(spread))):
        yield from wrapped(f"{title} {what}", width, len(title))
    yield Text()


def _of_outcome(
    item: Item,
    effects: list[Effect],
    heads: tuple[str, ...],
    names: dict[str, str],
    ends: dict[str, str],
    none: str,
) -> Iterator[Line]:
    """The paths of one outcome. Those that do not move it are named together."""
    yield Line(item.title, heading=about(item.outcome))
    moving = [effect for effect in effects if effect.moves]
    for effect in moving[:_MOST_PATHS]:
        yield Line(names[effect.path], _cells(item, effect.row, moving, heads))
        if ends[effect.path] == _SEE_BELOW:
            yield Line(f"  {effect.ends}", is_note=True)
    if (more := len(moving) - _MOST_PATHS) > 0:
        text = say("and {paths} with a smaller effect, in {table}", paths=counted(more, "path"), table=EFFECTS)
        yield Line(text, is_note=True)
    if between := [names[effect.path] for effect in moving if effect.is_between]:
        yield Line(listed(between), heading=say("ends alike, differs between"), is_note=True)
    if (fit := effects[0].row["fit"]) is not None:
        bent = [
            say("{path} (its square +{share})", path=names[e.path], share=share(e.row["bend"]))
            for e in effects
            if (e.row["bend"] or 0) > _BENDS
        ]
        bends = say("; bends: {paths}", paths=listed(bent)) if bent else ""
        text = "the line explains {share} of the variance between points (R²){bends}"
        yield Line(say(text, share=share(fit), bends=bends), is_note=True)
    for of_none, what in (
        ([effect for effect in effects if effect.is_known and not effect.moves], none),
        ([effect for effect in effects if not effect.is_known], say(_NOT_KNOWN)),
    ):
        if len(of_none) > _MOST_NAMED:
            yield Line(counted(len(of_none), "path"), heading=what, is_note=True)
        elif of_none:
            yield Line(listed([names[effect.path] for effect in of_none]), heading=what, is_note=True)


def _cells(item: Item, row: Row, moving: list[Effect], heads: tuple[str, ...]) -> tuple[str, ...]:
    """The cells below the heads, with the decimals and the length of bar that suit all paths of the outcome."""
    of_means = [abs(effect.row[name]) for effect in moving for name in ("mean_low", "mean_high")]
    largest = max(_size(effect.row) for effect in moving)
    means, effects = (decimals(amount * item.scale, item.unit) for amount in (max(of_means), largest))
    means = finer(means, 0, largest)
    effects = finer(effects, *ends_of(row, "effect", item.scale))
    length = round(_BAR * _size(row) / largest) if largest else 0
    cells = {
        "low": percentage(row["mean_low"]) if item.outcome.is_flag else number(row["mean_low"], means),
        "high": percentage(row["mean_high"]) if item.outcome.is_flag else number(row["mean_high"], means),
        "effect": signed(row["effect"] * item.scale, effects),
        "± 95 %": number(half_of(row, "effect", item.scale), effects),
        "first": _index(row, "first"),
        "total": _index(row, "total"),
        "PRCC": MISSING if row["prcc"] is None else signed(row["prcc"], 2),
        "mu*": _screened(row, "mu_star", item, effects),
        "sigma": _screened(row, "sigma", item, effects),
        "": ("█" * length).ljust(_BAR),
    }
    return tuple(cells[head] for head in heads)


def _size(row: Row) -> float:
    """How large an effect is: of Morris screening the mean size of the elementary effects."""
    return abs(row["effect"]) if row["mu_star"] is None else row["mu_star"]


def _screened(row: Row, name: str, item: Item, places: int) -> str:
    """What the elementary effects say, with half of its interval where it has one: `1,200±150`."""
    if row[name] is None:
        return MISSING
    half = f"±{number(half_of(row, name, item.scale), places)}" if f"{name}_from" in row else ""
    return number(row[name] * item.scale, places) + half


def _ends(effects: list[Effect], none: str) -> str:
    """The low and the high value of a path, if they are the same for all it moves; for words they seldom are."""
    found = {effect.ends for effect in effects if effect.moves}
    if found:
        return found.pop() if len(found) == 1 else _SEE_BELOW
    return none if any(effect.is_known for effect in effects) else _NOT_KNOWN


def _index(row: Row, name: str) -> str:
    """A Sobol' index in hundredths with half of its interval: `92±12`."""
    if row[name] is None:
        return MISSING
    half = half_of(row, name, 100)
    return f"{round(row[name] * 100)}" + ("" if half is None else f"±{half:.0f}")


def without_index(
    record: Record, effects: Effects, moved: list[Item], ranges: dict[Key, Range], width: int
) -> Iterator[Text]:
    """Why some outcomes, or all of them, have no Sobol' indices."""
    import numpy as np

    by_reason: dict[str, list[str]] = {}
    for item in moved:
        if all(effect.row["first"] is None for effect in effects[item.key]):
            means = np.full(record["points"], np.nan)
            means[ranges[item.key].points] = ranges[item.key].means
            by_reason.setdefault(why_none(record["by"], means, len(record["paths"])), []).append(item.name)
    for reason, names in by_reason.items():
        of = "" if len(names) == len(moved) else say(" of {outcomes}", outcomes=listed(names))
        title = say("No Sobol' indices{of}:", of=of)
        yield from wrapped(say("{title} {reason}", title=title, reason=reason), width, len(title))
        yield Text()
