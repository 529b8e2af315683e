"""A bill line by line: what the pool paid of it and who paid the rest; where the pool paid nothing, why."""

from typing import TYPE_CHECKING, Any

from sim.explain.aspects import day_text
from sim.explain.causes import Answer, Link, how_made_good, why_without_cover
from sim.explain.citing import Cited
from sim.rules.rounding import MILLION, share
from sim.values.scalars import percent, yuan_to_read
from sim.words.language import is_chinese, meaning, say
from sim.words.law import BANDS, NONE, RESIDENT_GROUP, TIER_NAMES, Away, Tier
from sim.words.members import word_of
from sim.words.states import Care, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.explain.journal import Call, Settled
    from sim.explain.reading import Reading

PROGRAMME = "programme_visit"  # the rule that splits a visit of a programme for chronic diseases
PAID, BORNE, UNCOVERED = 0, 1, 2  # as `processes/bills.py` says
OF_THE_POOL = ("pool", "large_amount", "own_burden", "supplement")

Sum = tuple[str, int, tuple[Cited, ...]]


def why_bill(life: "Reading", settled: "Settled") -> Answer:
    """Who paid a bill and why so: the sums, and where the pool paid nothing, the chain of causes."""
    bill, name = settled.bill, life.name(settled.slot)
    what = say(
        "{name}'s {kind} bill of {cost} yuan on {day}",
        name=name, kind=meaning(Care(bill["kind"])), cost=yuan_to_read(bill["cost"]), day=day_text(bill["day"]),
    )  # fmt: skip
    later = life.later(settled)
    paid = pool_part(settled)
    if settled.who == UNCOVERED:
        cause = why_without_cover(life, settled.slot, bill["day"])
        links, short = cause.links, cause.short
        remedies = cause.remedies if later is None else ()
        if settled.status == Status.WAITING:
            share = life.law.cited("coverage.wait.benefit_share", _region(life, settled), bill["day"])
            links = (Link(links[0].text, (share,)), *links[1:])
        first = Link(say("the pool paid nothing of {what}", what=what))
        rest = _rest(life, settled, bill["cost"])
        if later is None:
            return Answer(short, (first, *links), remedies, rest)
        back, day = yuan_to_read(pool_part(later)), day_text(later.day)
        text = "the pool paid nothing of {what} on the day; {back} came back on {day}"
        first, made_good = Link(say(text, what=what, back=back, day=day)), life.made_good(settled.slot, bill["day"])
        again: Sum = (say("settled on {day}, of the cost", day=day), bill["cost"], ())
        if is_residents(life, later.call):  # of a child insured in time, which the cause says
            links = (*links, *_tables(life, later))
        elif made_good is not None:
            links = tuple(dict.fromkeys((*links, how_made_good(life, made_good))))
        return Answer(short, (first, *links), (), (*rest, again, *_of_pool(life, later)[1:]))
    if not paid:
        link, remedies = _nothing_due(life, settled)
        first = Link(say("the pool paid nothing of {what}, though {name} is covered", what=what, name=name))
        return Answer(link.text, (first, link), remedies, _sums(life, settled))
    if settled.who == BORNE:
        first = Link(say("the employer bore {paid} of {what}", paid=yuan_to_read(paid), what=what))
        cause = why_without_cover(life, settled.slot, bill["day"])
        return Answer(say("paid"), (first, *cause.links), _filing(life, settled), _sums(life, settled))
    first = Link(say("the pool paid {paid} of {what}", paid=yuan_to_read(paid), what=what))
    return Answer(say("paid"), (first, *_tables(life, settled)), _filing(life, settled), _sums(life, settled))


def _tables(life: "Reading", settled: "Settled") -> tuple[Link, ...]:
    """By whose tables a bill was settled, where that is not those of who works."""
    state = life.journal.on(settled.slot, settled.bill["day"])
    if is_residents(life, settled.call):
        return (Link(say("by the tables of resident insurance (居民医保)")),)
    if state is not None and state.row.pension.lifetime:
        return (Link(say("by the tables of the retired (退休人员)")),)
    return ()


def pool_part(settled: "Settled") -> int:
    """What the pool paid of a bill with everything on top of it, or an employer in its stead, in fen."""
    return sum(settled.paid[part] for part in OF_THE_POOL)


def is_residents(life: "Reading", call: "Call") -> bool:
    """Whether a bill was settled by the residents' tables."""
    found = _split(life, call)
    return found is not None and found.numbers["group"] == RESIDENT_GROUP


def _nothing_due(life: "Reading", settled: "Settled") -> tuple[Link, tuple[Link, ...]]:
    """Why a covered person's bill brought nothing, and what would have changed it."""
    bill, kind = settled.bill, _kind(life, settled)
    if _split(life, settled.call) is None:
        cited = _cited(life, settled, "contribution_flexible_outpatient")
        link = Link(say("what the person pays brings no outpatient benefit (不享受门诊待遇)"), cited)
        other = say("choices.menu: an item of contribution.flexible.menu with outpatient benefits")
        return link, (Link(other, cited),)
    covered = _covered(life, settled)
    if covered == 0:
        text = say("nothing of it is covered cost (政策范围内费用): class C and the own first share are the person's")
        return Link(text), _filing(life, settled)
    if settled.paid["below"] >= covered:
        below = "all of its covered cost, {covered}, lies below the deductible (起付线)"
        text = say(below, covered=yuan_to_read(covered))
        return Link(text, _deductible(life, settled, kind)), _filing(life, settled)
    paid = _inside(life, settled.call, "paid_by_bands")
    if kind == "programme":
        text = say("the cap of its programme (门诊慢特病) is used up")
        return Link(text, _cited(life, settled, "programme_cap")), ()
    if paid is not None and paid.numbers["cap_left"] == 0:
        used_up = "earlier bills of the year used up its cap (封顶线); {covered} of this one would be covered"
        text = say(used_up, covered=yuan_to_read(covered))
        return Link(text, _cited(life, settled, f"{kind}_cap")), ()
    text = say("the ratio (报销比例) of {tier} is nothing", tier=_tier(bill))
    return Link(text, _cited(life, settled, f"{kind}_ratio")), ()


def _filing(life: "Reading", settled: "Settled") -> tuple[Link, ...]:
    """Care away from home that was not filed would have been paid by other terms, where the region has others."""
    if settled.bill["away"] != Away.UNFILED:
        return ()
    region, day = _region(life, settled), settled.bill["day"]
    cited, own = (life.law.cited(f"away.{word_of(away)}", region, day) for away in (Away.FILED, Away.UNFILED))
    if cited.value == own.value:
        return ()
    return (Link(say("filing the care away from home before it (异地就医备案)"), (cited,)),)


def _tier(bill: "Mapping[str, int]") -> str:
    """The tier of a bill's provider: in English by the word of the file."""
    return say("tier {tier}", tier=meaning(Tier(bill["tier"])) if is_chinese() else TIER_NAMES[bill["tier"]])


# ----------------------------------------------------------------------------- the sums


def _sums(life: "Reading", settled: "Settled") -> tuple[Sum, ...]:
    """From the cost to the pool's part, then to the cash: line by line."""
    return (*_of_pool(life, settled), *_rest(life, settled, settled.bill["cost"] - pool_part(settled)))


def _of_pool(life: "Reading", settled: "Settled") -> tuple[Sum, ...]:
    """From the cost to what the pool pays, or an employer in its stead."""
    bill, kind = settled.bill, _kind(life, settled)
    covered, whole = _covered(life, settled), bill["whole"]
    found: list[Sum] = [(say("cost of the bill (费用总额)"), bill["cost"], ()), *_not_covered(life, settled)]
    found.append((say("covered cost (政策范围内费用)"), covered + whole, ()))
    if settled.paid["below"]:
        whose = say("its programme") if kind == "programme" else _tier(bill)
        text = say("below the deductible of {whose} (起付线)", whose=whose)
        found.append((text, -settled.paid["below"], _deductible(life, settled, kind)))
    found += _by_bands(life, settled, kind)
    if settled.who == BORNE:
        return (*found, (say("the employer bears (单位承担)"), pool_part(settled), ()))
    found.append(
        (say("the pool pays within its cap (统筹基金)"), settled.paid["pool"], _cited(life, settled, f"{kind}_cap"))
    )
    above = "outpatient_large_amount_ratio" if bill["kind"] == Care.OUTPATIENT else "large_amount_ratio"
    for place, text, field in (
        ("large_amount", say("large-amount fund above the cap (大额)"), above),
        ("own_burden", say("second reimbursement of the own burden (二次报销)"), "own_burden_ratio"),
        ("supplement", say("further fund, of what is left in the year (补充医疗保险)"), "supplement_ratio"),
    ):
        if settled.paid[place]:
            found.append((text, settled.paid[place], _cited(life, settled, field)))
    return tuple(found)


def _not_covered(life: "Reading", settled: "Settled") -> list[Sum]:
    """What of the cost is no covered cost: class C, and own first shares."""
    bill, found = settled.bill, []
    if bill["class_c"]:
        found.append((say("class C, not covered (丙类)"), -bill["class_c"], ()))
    own = bill["cost"] - bill["class_c"] - _result_of(_inside(life, settled.call, "covered_cost"))
    if own:
        cited = _cited(life, settled, "benefit_class_b_first")
        found.append((say("own first share of class B (乙类先行自付)"), -own, cited))
    if bill["own_first"]:
        found.append((say("own first shares that the bill states (乙类先行自付)"), -bill["own_first"], ()))
    away = bill["cost"] - bill["class_c"] - own - bill["own_first"] - bill["whole"] - _covered(life, settled)
    if away:
        text = say("own first share of care away from home (异地就医先行自付)")
        found.append((text, -away, _away(life, settled)))
    return found


def _by_bands(life: "Reading", settled: "Settled", kind: str) -> list[Sum]:
    """What the ratios bring, up to the cap; a long stay is settled as several."""
    bill, found, due = settled.bill, [], 0
    ratio = "inpatient_ratio_by_age_from" if _is_by_age(life, settled) else f"{kind}_ratio"
    cited = (*_cited(life, settled, ratio), *(_away(life, settled) if bill["away"] != NONE else ()))
    split = _split(life, settled.call)
    if split is not None and split.name == PROGRAMME:
        return _by_programme(life, settled, split)
    calls = life.inside(settled.call, "paid_by_bands")
    for low, high, rate in (band for call in calls for band in _bands(life, call)):
        amount = share(high - low, rate)
        due += amount
        text = say("{rate} of {amount} (报销比例)", rate=percent(rate), amount=yuan_to_read(high - low))
        found.append((text, amount, cited))
    if bill["whole"]:
        due += bill["whole"]
        found.append((say("paid in full (全额支付)"), bill["whole"], ()))
    within = sum(call.result[0] for call in calls)
    if within != due:
        found.append((say("beyond the cap (封顶线)"), within - due, _cited(life, settled, f"{kind}_cap")))
    if split is not None and split.numbers["rate"] != MILLION:
        of_wait = (life.law.cited("coverage.wait.benefit_share", _region(life, settled), bill["day"]),)
        text = say("not due while waiting: {rate} is", rate=percent(split.numbers["rate"]))
        found.append((text, settled.paid["pool"] - within, of_wait))
    return found


def _by_programme(life: "Reading", settled: "Settled", split: "Call") -> list[Sum]:
    """What a programme's own ratio and cap bring."""
    over = split.numbers["covered"] - settled.paid["below"]
    cited = _cited(life, settled, "programme_ratio")
    return [(say("over the deductible, in its programme (门诊慢特病)"), over, cited)]


def _covered(life: "Reading", settled: "Settled") -> int:
    """What the ratios are of: the covered cost less what is paid in full and the own first share of care away."""
    away = _inside(life, settled.call, "covered_away")
    return _result_of(away if away is not None else _inside(life, settled.call, "covered_cost"))


def _away(life: "Reading", settled: "Settled") -> tuple[Cited, ...]:
    """The terms of care away from home."""
    name = f"away.{word_of(Away(settled.bill['away']))}"
    return (life.law.cited(name, _region(life, settled), settled.bill["day"]),)


def _deductible(life: "Reading", settled: "Settled", kind: str) -> tuple[Cited, ...]:
    """Where the deductible comes from: the tables, or for care away from home its own."""
    own = _cited(life, settled, f"{kind}_deductible")
    return own if own or settled.bill["away"] == NONE else _away(life, settled)


def _is_by_age(life: "Reading", settled: "Settled") -> bool:
    by_age = _inside(life, settled.call, "ratio_by_age")
    return by_age is not None and by_age.result != NONE and not is_residents(life, settled.call)


def _rest(life: "Reading", settled: "Settled", left: int) -> tuple[Sum, ...]:
    """What is left of a bill, and who paid it."""
    rest = settled.rest
    found: list[Sum] = [(say("left to be paid"), left, ())]
    for part, text in (("account", say("own account (个人账户)")), ("wallet", say("own wallet (医保钱包)"))):
        if rest[part]:
            found.append((text, rest[part], ()))
    given: dict[int, int] = {}  # by relative, of this and past years together
    for moved in life.given.get(id(settled.call), ()):
        given[moved.slot] = given.get(moved.slot, 0) + moved.fen
    found += [(say("{name}'s account (共济)", name=life.name(slot)), fen, ()) for slot, fen in given.items()]
    found.append((say("cash (现金)"), rest["cash"], ()))
    return tuple(found)


def _bands(life: "Reading", paid: "Call") -> list[tuple[int, int, int]]:
    """The parts of the covered cost that lie in each band, with the ratio that was read."""
    begin, end = paid.numbers["begin"], paid.numbers["end"]
    inside = life.within.get(id(paid), [])
    bounds = {one.numbers["band"]: int(one.result) for one in inside if one.name == "band_from"}
    ratios = {one.numbers["band"]: int(one.result) for one in inside if one.name == "ratio"}
    found = []
    for band, rate in sorted(ratios.items()):
        low, high = max(begin, bounds[band]), end
        if band + 1 < BANDS:
            high = min(end, bounds[band + 1])
        found.append((low, high, rate))
    return found


def _cited(life: "Reading", settled: "Settled", field: str) -> tuple[Cited, ...]:
    """The parameter behind a field that the bill's rules read: the residents' where their table was used."""
    read = next((read for read in life.journal.reads_of(settled.call) if read.field == field), None)
    if read is None:
        return ()
    names = life.law.parameters_for(field, is_residents(life, settled.call))
    return (life.law.cited(names[0], read.region, read.day),)


def _split(life: "Reading", call: "Call") -> "Call | None":
    """The rule that split a bill: of visits, of visits of a programme, or of stays."""
    found = (_inside(life, call, name) for name in ("outpatient", PROGRAMME, "inpatient"))
    return next((one for one in found if one is not None), None)


def _kind(life: "Reading", settled: "Settled") -> str:
    """Whose deductible, ratio and cap a bill was settled by: the first word of their fields."""
    split = _split(life, settled.call)
    if split is not None and split.name == PROGRAMME:
        return "programme"
    return "outpatient" if settled.bill["kind"] == Care.OUTPATIENT else "inpatient"


def _inside(life: "Reading", call: "Call", name: str) -> "Call | None":
    """The first call of a name within another, however deep."""
    return next(iter(life.inside(call, name)), None)


def _result_of(call: "Call | None") -> int:
    return int(call.result) if call is not None else 0


def _region(life: "Reading", settled: "Settled") -> Any:
    state = life.journal.on(settled.slot, settled.bill["day"])
    assert state is not None
    return int(state.row.region)
