"""Money between places: widths of bands are amounts (a Sankey diagram), drawn by Vega-Lite from areas laid out here."""

from typing import Any, NamedTuple

import altair as alt
import polars as pl

from sim.outcomes.columns import YEARS
from sim.pages.chart import Chart, Table
from sim.pages.look import CASH, EMPLOYER, GOVERNMENT, GREY, INK, NARROW, OWN, POOL, sized, titled
from sim.pages.subject import Subject
from sim.report.numbers import number
from sim.words.flows import Flow, Place

_ACCOUNTS = (Place.ACCOUNT, Place.PAST_ACCOUNT, Place.WALLET)
_COLORS = {
    "opening": OWN, "pocket": CASH, "employer": EMPLOYER, "government": GOVERNMENT, "others": GREY, "pool": POOL,
    "accounts": OWN, "care": INK, "cash_back": CASH, "kept_by_pool": POOL, "balances": OWN,
}  # fmt: skip
_COLUMN = {
    "opening": 0, "employer": 0, "pocket": 0, "government": 0, "others": 0, "pool": 1, "accounts": 2, "care": 3,
    "cash_back": 3, "kept_by_pool": 3, "balances": 3,
}  # fmt: skip
_HEIGHT, _GAP, _NODE = 330, 22, 12  # pixels: of all, between two nodes, of a node's width
_STEPS = 24  # of a band's curve
_LEAST = 0.002  # of all money: what is less is not drawn


class Band(NamedTuple):
    """Yuan from one node to another."""

    source: str
    target: str
    yuan: float


def bands(amounts: dict[Flow, float]) -> list[Band]:
    """The flows of a family as bands from left to right, whatever goes in at a node also going out.

    Own accounts, past accounts and wallets are one node. What relatives give each other stays within the family. What
    goes back and forth between pool and accounts is the difference.
    """
    between: dict[tuple[str, str], float] = {}
    for flow, yuan in amounts.items():
        source, target = _node(flow.source), _node(flow.target)
        if source != target:
            between[source, target] = between.get((source, target), 0.0) + yuan
    take = between.get
    for target in ("provider", "pool", "pocket"):  # what relatives hand on comes from their accounts
        between["accounts", target] = take(("accounts", target), 0.0) + take(("relatives", target), 0.0)
    to_accounts = take(("pool", "accounts"), 0.0) - take(("accounts", "pool"), 0.0)
    found = [
        Band("opening", "accounts", take(("opening", "accounts"), 0.0)),
        Band("employer", "pool", take(("employer", "pool"), 0.0)),
        Band("employer", "care", take(("employer", "provider"), 0.0)),
        Band("pocket", "pool", take(("pocket", "pool"), 0.0)),
        Band("pocket", "care", take(("pocket", "provider"), 0.0)),
        Band("government", "pool", take(("government", "pool"), 0.0)),
        Band("government", "accounts", take(("government", "accounts"), 0.0)),
        Band("pool", "accounts", max(0.0, to_accounts)),
        Band("pool", "care", take(("pool", "provider"), 0.0)),
        Band("pool", "cash_back", take(("pool", "pocket"), 0.0)),
        Band("accounts", "care", take(("accounts", "provider"), 0.0)),
        Band("accounts", "cash_back", take(("accounts", "pocket"), 0.0)),
    ]
    found.append(Band("accounts", "pool", max(0.0, -to_accounts)))
    kept = _net(found, "pool")
    found.append(Band("pool", "kept_by_pool", kept) if kept > 0 else Band("others", "pool", -kept))
    found.append(Band("accounts", "balances", _net(found, "accounts")))
    return [band for band in found if band.yuan > 0]


def _net(found: list[Band], node: str) -> float:
    """What comes in at a node, less what goes out."""
    return sum(band.yuan * ((band.target == node) - (band.source == node)) for band in found)


def _node(place: Place) -> str:
    return "accounts" if place in _ACCOUNTS else place.name.lower()


def flows(study: Subject, outcome: object, who: str | None) -> Chart:
    """Money between places, over the whole run, mean over all lives: of the family, within which relatives give."""
    say = study.say
    means = [pl.col(flow.column).cast(pl.Float64).sum() / study.record["lives"] for flow in Flow]
    sums = study.once("flows", lambda: study.rows(YEARS).select(means).collect())
    found = bands({flow: float(sums[flow.column][0] or 0) for flow in Flow})
    paid = sum(band.yuan for band in found if band.source in ("pocket", "employer"))
    care = sum(band.yuan for band in found if band.target == "care")
    title = say("flows_title", paid=number(paid, 0), care=number(care, 0))
    subtitle = say("flows_subtitle")
    names = {node: say(f"place_{node}") if f"place_{node}" not in _NAMED else say(node) for node in _COLUMN}
    table = pl.DataFrame(
        [{say("from"): names[b.source], say("to"): names[b.target], say("amount"): b.yuan} for b in found],
        schema={say("from"): pl.String, say("to"): pl.String, say("amount"): pl.Float64},
    )
    chart = _drawn(study, found, names) if found else alt.Chart(pl.DataFrame({"x": [0.0]})).mark_point(opacity=0)
    return Chart("flows", title, subtitle, (Table(title, table),), titled(chart, title, subtitle, study.width))


_NAMED = ("place_employer", "place_government")


def _drawn(study: Subject, found: list[Band], names: dict[str, str]) -> Any:
    width = study.width - 30
    total = sum(band.yuan for band in found)
    drawn = [band for band in found if band.yuan > _LEAST * total]
    column = _columns(drawn)
    sizes = {node: _size(drawn, node) for node in column if _size(drawn, node)}
    columns = {at: [node for node in sizes if column[node] == at] for at in range(4)}
    scale = min((_HEIGHT - _GAP * len(of)) / sum(sizes[node] for node in of) for of in columns.values() if of)
    left = {at: at * (width - _NODE) / 3 for at in range(4)}
    tops: dict[str, float] = {}
    for of in columns.values():
        used = sum(sizes[node] * scale for node in of) + _GAP * (len(of) - 1)
        y = (_HEIGHT - used) / 2 + 8
        for node in of:
            tops[node] = y
            y += sizes[node] * scale + _GAP
    nodes = pl.DataFrame(
        [
            {
                "x": left[column[node]], "x2": left[column[node]] + _NODE, "y": tops[node],
                "y2": tops[node] + max(1.0, sizes[node] * scale), "color": _COLORS[node],
                "label": f"{names[node]} {number(sizes[node], 0)}",
            }
            for node in sizes
        ]
    )  # fmt: skip
    curves = pl.DataFrame(_curves(drawn, tops, left, scale))
    plain_x = alt.Scale(domain=[0, width], nice=False, zero=False)
    plain_y = alt.Scale(domain=[0, _HEIGHT + 16], nice=False, zero=False, reverse=True)
    x, y = alt.X("x:Q", axis=None, scale=plain_x), alt.Y("y:Q", axis=None, scale=plain_y)
    color = alt.Color("color:N", scale=None)
    areas = alt.Chart(curves).mark_area(opacity=0.35, interpolate="monotone")
    areas = areas.encode(x=x, y=y, y2=alt.Y2("y2:Q"), detail=alt.Detail("band:N"), color=color)
    boxes = alt.Chart(nodes).mark_rect().encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), color=color)
    texts = []
    for is_last in (False, True):
        some = nodes.filter((pl.col("x") > width * 0.9) == is_last)
        if not some.is_empty():
            mark = alt.Chart(some).mark_text(
                align="right" if is_last else "left", dx=0, dy=-7, color=INK, fontSize=11 if study.width > NARROW else 9
            )
            texts.append(
                mark.encode(
                    x=alt.X("x2:Q" if is_last else "x:Q", axis=None, scale=plain_x), y=y, text=alt.Text("label:N")
                )
            )
    return sized(alt.layer(areas, boxes, *texts), width, _HEIGHT + 16)


def _columns(found: list[Band]) -> dict[str, int]:
    """The column of each node; every band goes to the right."""
    gives = any((band.source, band.target) == ("accounts", "pool") for band in found)
    return _COLUMN | ({"accounts": 1, "pool": 2} if gives else {})


def _size(found: list[Band], node: str) -> float:
    into = sum(band.yuan for band in found if band.target == node)
    return max(into, sum(band.yuan for band in found if band.source == node))


def _curves(found: list[Band], tops: dict[str, float], left: dict[int, float], scale: float) -> list[dict[str, object]]:
    """The edges of each band, point by point: from the right side of its source to the left side of its target."""
    place, column = {node: at for at, node in enumerate(tops)}, _columns(found)
    out, into = dict(tops), dict(tops)
    rows: list[dict[str, object]] = []
    starts = {}
    for band in sorted(found, key=lambda band: (place[band.source], place[band.target])):
        starts[band] = out[band.source]
        out[band.source] += band.yuan * scale
    for band in sorted(found, key=lambda band: (place[band.target], place[band.source])):
        start, end, thick = starts[band], into[band.target], band.yuan * scale
        into[band.target] += thick
        first, last = left[column[band.source]] + _NODE, left[column[band.target]]
        for step in range(_STEPS + 1):
            at = step / _STEPS
            y = start + (end - start) * at * at * (3 - 2 * at)
            rows.append(
                {
                    "x": first + (last - first) * at, "y": y, "y2": y + thick, "color": _COLORS[band.source],
                    "band": f"{band.source} {band.target}",
                }
            )  # fmt: skip
    return rows
