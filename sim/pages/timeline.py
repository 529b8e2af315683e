"""One life as a timeline: bands for work, insurance and benefits, ticks for bills, the account, marks of changes."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from itertools import groupby
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from sim.explain.arithmetic import BORNE, pool_part
from sim.explain.causes import why_without_cover
from sim.explain.life import Balances
from sim.pages.look import SCHEMES, STOPPED, STOPPED_PALE, UNINSURED, WAITING_DARK, WAITING_PALE
from sim.pages.texts import Texts
from sim.report.numbers import number
from sim.words.flows import Place
from sim.words.members import word_of
from sim.words.states import Alive, Scheme, Status

if TYPE_CHECKING:
    from sim.explain.journal import Settled
    from sim.explain.life import Life

WIDE, LABELS = 940, 148  # pixels of the years, of what stands before them
_EDGE, _LANE, _LANES = 6, 15, 3
_BAND, _NAME, _NOTE, _BILLS, _ACCOUNT, _GAP = 15, 24, 16, 62, 34, 16
_LETTER = 6.4  # pixels of a cell of small text
_LEAST = 10  # yuan: the foot of the bills, which are on a log scale
_MOST_TICKS = 700  # of a life: the costliest
_TICK = 3.2
PAYERS = ("pool", "employer", "accounts", "relatives", "cash")  # from the foot upward, as classes of the style sheet


class Timeline(NamedTuple):
    """What stands before the years, the years, and what stands for both where they are not seen."""

    labels: str
    years: str
    text: str
    ticks: int  # bills that are drawn
    bills: int


class _Span(NamedTuple):
    """Days on which something is the same, from the first to the last."""

    first: int
    last: int
    value: int


class _Mark(NamedTuple):
    day: int
    label: str
    title: str
    kind: str


class _Sheet:
    """The two drawings while they grow downward."""

    def __init__(self, life: "Life", prefix: str):
        self.start, self.end = life.plan.start.toordinal(), life.plan.end.toordinal()
        self.prefix, self.y = prefix, 0
        self.labels: list[str] = []
        self.years: list[str] = []

    def x(self, day: int) -> float:
        return round(_EDGE + (day - self.start) / (self.end - self.start) * (WIDE - 2 * _EDGE), 1)

    def label(self, text: str, y: float, style: str = "") -> None:
        of_class = f' class="{style}"' if style else ""
        self.labels.append(f'<text x="0" y="{y:g}"{of_class}>{escape(text)}</text>')

    def row(self, label: str, spans: "Iterable[tuple[_Span, str, str]]") -> None:
        """A band: each span with its class and what it is."""
        self.label(label, self.y + 12)
        for span, style, text in spans:
            left, right = self.x(span.first), self.x(span.last + 1)
            wide = max(0.8, round(right - left, 1))
            until = date.fromordinal(span.last)
            title = f"{text}, {date.fromordinal(span.first)} – {until}"
            fill = f' fill="url(#{self.prefix}{style})"' if style in _PATTERNS else f' class="{style}"'
            self.years.append(
                f'<rect x="{left:g}" y="{self.y}" width="{wide:g}" height="{_BAND}"{fill}>'
                f"<title>{escape(title)}</title></rect>"
            )
            if style not in _PATTERNS and wide > cell_len(text) * _LETTER + 8:
                ink = "dark" if style in ("not-insured", "as-none") else "light"
                self.years.append(f'<text x="{left + 5:g}" y="{self.y + 11}" class="{ink}">{escape(text)}</text>')
        self.y += _BAND + 4


_PATTERNS = {
    "stopped": f'<rect width="6" height="6" fill="{STOPPED_PALE}"/><rect width="2.2" height="6" fill="{STOPPED}"/>',
    "waiting": f'<rect width="6" height="6" fill="{WAITING_PALE}"/><circle cx="3" cy="3" r="1" fill="{WAITING_DARK}"/>',
}
OF_STATUS = {
    Status.COVERED: "covered", Status.STOPPED: "stopped", Status.WAITING: "waiting", Status.NONE: "not-insured",
}  # fmt: skip


def timeline(say: Texts, life: "Life", prefix: str, linked: dict[int, str], parted: date | None = None) -> Timeline:
    """A life; `prefix` keeps names apart from those of other lives, `linked` are bills with the place that says why."""
    sheet = _Sheet(life, prefix)
    drawn = _costliest(life)
    marks = _marks(say, life, parted)
    sheet.y = _LANES * _LANE + 8
    for slot in _in_order(life):
        _person(say, life, sheet, slot, linked, drawn)
    tall = sheet.y + 26
    ruled = [*_axis(sheet, tall), *sheet.years, *_marked(sheet, marks, sheet.y)]
    patterns = "".join(
        f'<pattern id="{prefix}{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({45 if name == "stopped" else 0})">{content}</pattern>'
        for name, content in _PATTERNS.items()
    )
    years = (
        f'<svg class="years" width="{WIDE}" height="{tall}" viewBox="0 0 {WIDE} {tall}" role="group" '
        f'aria-label="{escape(say("timeline_text"))}"><defs>{patterns}</defs>{"".join(ruled)}</svg>'
    )
    labels = (
        f'<svg class="labels" width="{LABELS}" height="{tall}" viewBox="0 0 {LABELS} {tall}" aria-hidden="true">'
        f"{''.join(sheet.labels)}</svg>"
    )
    return Timeline(labels, years, say("timeline_text"), len(drawn), len(life.presented))


def _in_order(life: "Life") -> list[int]:
    """The people in the order of the file."""
    return sorted(range(life.plan.persons), key=lambda slot: life.plan.names.index(life.name(slot)))


def _costliest(life: "Life") -> set[int]:
    """The places of the bills that are drawn."""
    places = sorted(range(len(life.presented)), key=lambda place: -life.presented[place].bill["cost"])
    return set(places[:_MOST_TICKS])


# ----------------------------------------------------------------------------- a person


def _person(say: Texts, life: "Life", sheet: _Sheet, slot: int, linked: dict[int, str], drawn: set[int]) -> None:
    """The rows of a person, in the order of the law: work, insurance, benefits, bills, account."""
    months = [month for month in life.journal.months if month.slot == slot]
    if not months:
        return
    sheet.label(life.name(slot), sheet.y + 14, "name")
    sheet.y += _NAME
    if jobs := list(_jobs(life, slot)):
        sheet.row(say("work"), ((span, "job", say("has_a_job")) for span in jobs))
    schemes = _spans((month.day, month.scheme) for month in months)
    sheet.row(say("insured_as"), ((span, f"as-{_word(span)}", say.of(Scheme(span.value))) for span in schemes))
    statuses = list(_spans((month.day, month.status) for month in months))
    named = ((span, OF_STATUS[Status(span.value)], say.of(Status(span.value))) for span in statuses)
    sheet.row(say("benefits"), named)
    _notes(say, life, sheet, slot, statuses)
    _bills(say, life, sheet, slot, linked, drawn)
    _account(say, life, sheet, slot)
    sheet.y += _GAP


def _word(span: _Span) -> str:
    return word_of(Scheme(span.value))


def _spans(ends: Iterable[tuple[int, int]]) -> Iterator[_Span]:
    """Months that follow each other with the same value, by the last day of each."""
    for value, months in groupby(ends, key=lambda end: end[1]):
        days = [day for day, _ in months]
        yield _Span(date.fromordinal(days[0]).replace(day=1).toordinal(), days[-1], value)


def _jobs(life: "Life", slot: int) -> Iterator[_Span]:
    """The days on which somebody has a job."""
    states = [(state.day, state.row) for state in life.journal.states if state.slot == slot]
    begins = [(day, bool(row.job.held and row.alive == Alive.YES)) for day, row in states]
    changes = [next(group) for _, group in groupby(begins, key=lambda begin: begin[1])]
    for (day, held), (until, _) in zip(changes, [*changes[1:], (life.plan.end.toordinal(), False)], strict=True):
        if held and until > day:
            yield _Span(day, until - 1, 1)


def _notes(say: Texts, life: "Life", sheet: _Sheet, slot: int, statuses: list[_Span]) -> None:
    """Below the benefits: what went wrong, and why, where there is room."""
    gaps = [
        _Span(of[0].first, of[-1].last, of[0].value)
        for is_covered, group in groupby(statuses, key=lambda span: span.value == Status.COVERED)
        for of in [list(group)]
        if not is_covered
    ]
    if not gaps:
        return
    right = 0.0
    for gap in gaps:
        text = _why(say, life, slot, gap)
        left = min(sheet.x(gap.first), WIDE - _EDGE - cell_len(text) * _LETTER)
        if left > right:
            sheet.years.append(f'<text x="{left:g}" y="{sheet.y + 10}" class="wrong">{escape(text)}</text>')
            right = left + cell_len(text) * _LETTER + 10
    sheet.y += _NOTE


def _why(say: Texts, life: "Life", slot: int, gap: _Span) -> str:
    """How long somebody was without benefits, and why."""
    first, last = date.fromordinal(gap.first), date.fromordinal(gap.last)
    number_of = 12 * (last.year - first.year) + last.month - first.month + 1
    text = say("one_month_without" if number_of == 1 else "months_without", number=number_of)
    return say("gap_because", gap=text, why=why_without_cover(life, slot, gap.last).short)


# ----------------------------------------------------------------------------- bills and account


def paid_by(life: "Life", settled: "Settled") -> dict[str, int]:
    """Who paid a bill in the end, in fen."""
    later, rest, pool = life.later(settled), settled.rest, pool_part(settled)
    paid_later = pool_part(later) if later else 0
    is_borne = settled.who == BORNE
    return {
        "pool": (0 if is_borne else pool) + paid_later, "employer": pool if is_borne else 0,
        "accounts": rest["account"] + rest["wallet"], "relatives": rest["relatives"], "cash": rest["cash"] - paid_later,
    }  # fmt: skip


def _bills(say: Texts, life: "Life", sheet: _Sheet, slot: int, linked: dict[int, str], drawn: set[int]) -> None:
    """A tick for each bill: as high as it cost, on a log scale, in the colours of who paid it."""
    places = [place for place in sorted(drawn) if life.presented[place].slot == slot]
    if not places:
        return
    foot = sheet.y + _BILLS
    most = max(1000.0, *(life.presented[place].bill["cost"] / 100 for place in places))
    sheet.label(say("bills"), sheet.y + 14)
    sheet.label(say("yuan_log"), sheet.y + 28, "unit")
    for power in range(2, 7):
        y = round(foot - _height(10.0**power, most), 1)
        if 10**power <= most and y > sheet.y:
            sheet.years.append(f'<path class="grid" d="M0 {y:g}H{WIDE}"/>')
            sheet.labels.append(f'<text x="{LABELS - 6}" y="{y + 3.5:g}" class="tick">{10**power:,}</text>')
    sheet.years.append(f'<path class="foot" d="M0 {foot}H{WIDE}"/>')
    for place in places:
        sheet.years.append(_tick(say, life, sheet, place, linked.get(place), foot, most))
    sheet.y = foot + 6


def _height(yuan: float, most: float) -> float:
    return max(2.0, (_BILLS - 4) * log10(max(yuan, _LEAST) / _LEAST) / log10(most / _LEAST))


def _tick(say: Texts, life: "Life", sheet: _Sheet, place: int, link: str | None, foot: int, most: float) -> str:
    settled = life.presented[place]
    cost, paid = settled.bill["cost"], paid_by(life, settled)
    left, y, parts = round(sheet.x(settled.bill["day"]) - _TICK / 2, 1), float(foot), []
    tall = _height(cost / 100, most)
    for payer in PAYERS:
        if paid[payer] > 0:
            high = tall * paid[payer] / cost
            y -= high
            parts.append(f'<path class="{payer}" d="M{left:g} {y:.1f}h{_TICK}v{high:.1f}h-{_TICK}z"/>')
    title = f"<title>{escape(bill_text(say, life, settled))}</title>"
    if link is None:
        return f"<g>{title}{''.join(parts)}</g>"
    return f'<a href="#{link}" tabindex="-1">{title}{"".join(parts)}</a>'


def bill_text(say: Texts, life: "Life", settled: "Settled") -> str:
    """A bill in a sentence: when, whose, how much, who paid."""
    paid = paid_by(life, settled)
    kind = say("inpatient" if settled.bill["kind"] else "outpatient")
    payers = say.listed([f"{say(payer)} {number(fen / 100, 2)}" for payer, fen in paid.items() if fen])
    day, who = date.fromordinal(settled.bill["day"]), life.name(settled.slot)
    return say("bill_text", day=day, who=who, kind=kind, cost=number(settled.bill["cost"] / 100, 2), payers=payers)


def _account(say: Texts, life: "Life", sheet: _Sheet, slot: int) -> None:
    """What is in the account at each month's end."""
    balances, points = Balances(life.journal), []
    for month in life.journal.months:
        if month.slot == slot:
            at = balances.at_end(slot, month.day)
            points.append((sheet.x(month.day), at[Place.ACCOUNT] + at[Place.PAST_ACCOUNT]))
    most = max(fen for _, fen in points)
    if most <= 0:
        return
    foot = sheet.y + _ACCOUNT
    ends = [(x, round(foot - (_ACCOUNT - 4) * max(0, fen) / most, 1)) for x, fen in points]
    line = "L".join(f"{x:g} {y:g}" for x, y in ends)
    title = escape(say("account_text", most=number(most / 100, 0), last=number(points[-1][1] / 100, 0)))
    sheet.years.append(
        f'<g><title>{title}</title><path class="area" d="M{ends[0][0]:g} {foot}L{line}L{ends[-1][0]:g} {foot}z"/>'
        f'<path class="line" d="M{line}"/></g><path class="foot" d="M0 {foot}H{WIDE}"/>'
    )
    sheet.label(say.capital(say("account")), sheet.y + 14)
    sheet.labels.append(f'<text x="{LABELS - 6}" y="{sheet.y + 12}" class="tick">{number(most / 100, 0)}</text>')
    sheet.y = foot + 6


# ----------------------------------------------------------------------------- years and marks


def _axis(sheet: _Sheet, tall: int) -> Iterator[str]:
    """The beginning of each year as a line, of as many as there is room for with its number."""
    first, last = (date.fromordinal(day).year for day in (sheet.start, sheet.end - 1))
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first + 1) / step <= 16)
    for year in range(first, last + 1):
        x = sheet.x(max(sheet.start, date(year, 1, 1).toordinal()))
        if year == first or year % step == 0:
            yield f'<path class="grid" d="M{x:g} {_LANES * _LANE}V{tall - 20}"/>'
            if year == first or x - sheet.x(sheet.start) > 34:
                yield f'<text x="{x:g}" y="{tall - 6}" class="year">{year}</text>'


def _marks(say: Texts, life: "Life", parted: date | None) -> list[_Mark]:
    """What changed: the law, births, deaths, retirement, moves; and where two lives part."""
    found = [*_of_law(say, life), *_of_people(say, life)]
    if parted is not None:
        found.append(_Mark(parted.toordinal(), say("parting"), say("parting_text", day=parted), "parted"))
    return sorted(found)


def _of_law(say: Texts, life: "Life") -> Iterator[_Mark]:
    """The days on which published values, or those of the scenario, begin."""
    start, days = life.plan.start.isoformat(), {}
    for region, of_region in life.plan.policy.resolved().items():
        for parameter, values in of_region.items():
            for value in values:
                if value["from"] and value["from"] > start and value["grade"] != "assumption":
                    days.setdefault(value["from"], []).append(f"{parameter} ({region}): {value['value']}")
    for day, changed in days.items():
        label = say("law_change" if len(changed) == 1 else "law_changes", number=len(changed))
        yield _Mark(date.fromisoformat(day).toordinal(), label, f"{day}: {'; '.join(changed)}", "law")


def _of_people(say: Texts, life: "Life") -> Iterator[_Mark]:
    for one in life.changes:
        key = {("alive", "yes"): "is_born", ("alive", "dead"): "dies", ("retired", "yes"): "retires"}.get(
            (one.what, one.after), "moves" if one.what == "lives_in" else ""
        )
        if key:
            label = say(key, who=life.name(one.slot), to=one.after)
            yield _Mark(one.day, label, f"{date.fromordinal(one.day)}: {label}", "person")


def _marked(sheet: _Sheet, marks: list[_Mark], foot: int) -> Iterator[str]:
    """Marks as lines, their labels above in lanes as far as there is room."""
    ends = [0.0] * _LANES
    for mark in marks:
        x, wide = sheet.x(mark.day), cell_len(mark.label) * _LETTER
        style = "parted" if mark.kind == "parted" else "mark"
        title = f"<title>{escape(mark.title)}</title>"
        yield f'<path class="{style}" d="M{x:g} {_LANES * _LANE}V{foot}">{title}</path>'
        left = min(x + 3, WIDE - wide)
        lane = next((lane for lane in range(_LANES) if ends[lane] < left), None)
        if lane is not None:
            ends[lane] = left + wide + 8
            y = _LANE * (lane + 1) - 3
            yield f'<path class="{style}" d="M{x:g} {y + 2}V{_LANES * _LANE}"/>'
            yield f'<text x="{left:g}" y="{y}" class="of-{style}">{escape(mark.label)}{title}</text>'


def colors() -> dict[str, str]:
    """The colours of insurance, by the class of the style sheet."""
    return {f"as-{word}": color for word, color in SCHEMES.items()} | {"not-insured": UNINSURED}
