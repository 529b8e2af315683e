"""Charts and tables as a page has them: images at two widths, rows as texts, every table as a file to download."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.pages.beside import DRAWING
from sim.pages.chart import svg_of
from sim.pages.charts import Kind, chart_of, kinds_of, outcomes_for
from sim.pages.look import NARROW, WIDE
from sim.pages.subject import Subject
from sim.pages.texts import Texts
from sim.report.numbers import MISSING, number, share
from sim.words.units import Unit

if TYPE_CHECKING:
    import polars as pl

    from sim.pages.chart import Table

_MOST_ROWS = 200  # of a table on the page; its file has all
_MOST_OF_A_KIND = 2  # charts of one kind, of different outcomes
_SMALL, _PRECISE, _WHOLE = 10, 100, 1_000  # from here on numbers have fewer decimals
_SHARES = ("share", "months_share", "better", "worse", "p_holm")
_CHANGES, _ENDS = ("difference", "effect"), ("low", "high")  # of shares these are in points


class Shown(NamedTuple):
    """A table: what is seen of it, and all of it as a file."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    is_number: list[bool]  # of each column
    size: int
    file: str
    href: str


class Drawn(NamedTuple):
    """A chart: what it is, what stands for it where it is not seen, its image for a wide and for a narrow screen."""

    about: str
    text: str
    wide: str
    narrow: str
    tables: list[Shown]


def drawn(study: Subject) -> list[Drawn]:
    """All charts of a study: another process draws them while this one describes the next."""
    with ThreadPoolExecutor(1) as beside:
        try:
            begun = [_begun(study, beside, kind, *of) for kind in kinds_of(study.record) for of in of_what(kind, study)]
            return [
                chart._replace(wide=image(wide.result()), narrow=image(narrow.result()))
                for chart, wide, narrow in begun
            ]
        except BaseException:  # also Ctrl-C: nobody waits for the others
            beside.shutdown(wait=False, cancel_futures=True)
            DRAWING.end()
            raise


def _begun(
    study: Subject, beside: Executor, kind: Kind, of: str | None, who: str | None
) -> "tuple[Drawn, Future[str], Future[str]]":
    """A chart whose images are still being drawn."""
    wide, narrow = (chart_of(study.at(width), kind.name, of, who) for width in (WIDE, NARROW))
    drawing = [beside.submit(DRAWING.done, svg_of, chart.for_svg()) for chart in (wide, narrow)]
    name = "-".join(part for part in (kind.name, of, who) if part)
    tables = [table(study, one, f"{name}-{place}") for place, one in enumerate(wide.tables, start=1)]
    return Drawn(study.say.of(kind), wide.text, "", "", tables), drawing[0], drawing[1]


def of_what(kind: Kind, study: Subject) -> Iterator[tuple[str | None, str | None]]:
    """Of what a page has a chart of a kind: outcomes of the family, then balances of every person who ever has any."""
    of_family = _outcomes(kind, study)
    yield from ((of, None) for of in of_family)
    for balance in kind.of_each:
        is_shown = balance in of_family and len(study.people) == 1
        yield from ((balance, who) for who in study.owners(balance) if not is_shown)


def _outcomes(kind: Kind, study: Subject) -> Sequence[str | None]:
    """The outcomes of which a page has a chart of a kind: the usual one first, then others of the report of which there
    is something to see."""
    if kind.fits is None:
        return [None]
    fitting = {outcome.name for outcome in outcomes_for(kind, study) if outcome.has_family}
    shows = kind.shows or (lambda *_: True)
    reported = [one.name for one in study.reported if one.name in fitting and shows(study, one, None)]
    first = [name for name in (kind.usual,) if name in reported]
    return list(dict.fromkeys([*first, *reported]))[:_MOST_OF_A_KIND] or [None]


def image(svg: str) -> str:
    """An SVG image within the page, which can fetch and run nothing."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def table(study: Subject, given: "Table", name: str) -> Shown:
    """A table of a study; `name` is that of its file."""
    rows = given.rows
    is_number = [kind.is_numeric() for kind in rows.dtypes]
    shown = [_row(study.say, row) for row in rows.head(_MOST_ROWS).iter_rows(named=True)]
    file = f"{Path(study.folder).name}-{name}.csv"
    return Shown(given.title, rows.columns, shown, is_number, rows.height, file, _csv(rows))


def _row(say: Texts, row: "dict[str, Any]") -> list[str]:
    """The cells of a row, which may say of which unit its numbers are."""
    unit = {say.unit(one): one for one in Unit}.get(row.get(say("unit"), ""))
    is_change = any(say(key) in row for key in _CHANGES)
    return [_cell(say, head, value, unit, is_change) for head, value in row.items()]


def _cell(say: Texts, head: str, value: object, unit: Unit | None, is_change: bool) -> str:
    if value is None:
        return MISSING
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) and head != say("year") else str(value)
    if head in map(say, _SHARES):
        return share(value)
    if unit is not Unit.YES_NO:
        return _amount(value, unit)
    changes = is_change and head in map(say, (*_CHANGES, *_ENDS))
    return f"{number(100 * value, 1)} {say('points_of_share')}" if changes else share(value)


def _amount(value: float, unit: Unit | None) -> str:
    size = abs(value)
    if unit is Unit.YUAN:
        return number(value, 0 if size >= _WHOLE else 2)
    if unit is not None and unit.is_counted:
        return number(value, 0 if value.is_integer() else 2 if size < _SMALL else 1)
    return number(value, 0 if size >= _WHOLE else 1 if size >= _PRECISE else 2)


def _csv(rows: "pl.DataFrame") -> str:
    """A table as a file within the page, with the mark by which spreadsheets know its letters."""
    text = f"\ufeff{rows.write_csv()}"
    return f"data:text/csv;charset=utf-8;base64,{b64encode(text.encode()).decode()}"
