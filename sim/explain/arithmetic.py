"""A bill line by line: what the pool paid of it and who paid the rest; where the pool paid nothing, why."""

from typing import TYPE_CHECKING, Any

from sim.explain.aspects import day_text
from sim.explain.causes import Answer, Link, why_without_cover
from sim.explain.citing import Cited
from sim.rules.rounding import MILLION
from sim.words.flows import Flow
from sim.words.law import BANDS, RESIDENT_GROUP, TIER_NAMES
from sim.words.states import Care, Status

if TYPE_CHECKING:
    from sim.explain.journal import Call, Settled
    from sim.explain.reading import Reading

PROGRAMME = "programme_visit"  # the rule that splits a visit of a programme for chronic diseases
PAID, BORNE, UNCOVERED = 0, 1, 2  # as `processes/bills.py` says
OF_THE_POOL = ("pool", "large_amount", "own_burden", "supplement")

Sum = tuple[str, int, tuple[Cited, ...]]


def why_bill(life: "Reading", settled: "Settled") -> Answer:
    """Who paid a bill and why so: the sums, and where the pool paid nothing, the chain of causes."""
    bill, name = settled.bill, life.name(settled.slot)
    what = f"{name}'s {Care(bill['kind']).name.lower()} bill of {_yuan(bill['cost'])} yuan on {day_text(bill['day'])}"
    later = life.later(settled)
    paid = pool_part(settled)
    if settled.who == UNCOVERED:
        cause = why_without_cover(life, settled.slot, bill["day"])
        links, short = cause.links, cause.short
        if settled.status == Status.WAITING:
            share = life.law.cited("coverage.wait.benefit_share", _region(life, settled), bill["day"])
            links = (Link(links[0].text, (share,)), *links[1:])
        first = Link(f"the pool paid nothing of {what}")
        if later is not None:
            back = f"{_yuan(pool_part(later))} came back on {day_text(later.day)}"
            first = Link(f"the pool paid nothing of {what} on the day; {back}")
        return Answer(short, (first, *links), cause.remedies, _rest(life, settled, bill["cost"]))
    if not paid:
        link = _nothing_due(life, settled)
        first = Link(f"the pool paid nothing of {what}, though {name} is covered")
        return Answer(link.text, (first, link), (), _sums(life, settled))
    whose = "the employer bore" if settled.who == BORNE else "the pool paid"
    return Answer("paid", (Link(f"{whose} {_yuan(paid)} of {what}"),), (), _sums(life, settled))


def pool_part(settled: "Settled") -> int:
    """What the pool paid of a bill with everything on top of it, or an employer in its stead, in fen."""
    return sum(settled.paid[part] for part in OF_THE_POOL)


def is_residents(life: "Reading", call: "Call") -> bool:
    """Whether a bill was settled by the residents' tables."""
    found = _split(life, call)
    return found is not None and found.numbers["group"] == RESIDENT_GROUP


def _nothing_due(life: "Reading", settled: "Settled") -> Link:
    """Why a covered person's bill brought nothing."""
    bill = settled.bill
    split = _split(life, settled.call)
    by_programme = split is not None and split.name == PROGRAMME
    covered = _result_of(_inside(life, settled.call, "covered_cost"))
    if split is None:
        cited = _cited(life, settled, "contribution_flexible_outpatient")
        return Link("what the person pays brings no outpatient benefit (不享受门诊待遇)", cited)
    if covered == 0:
        return Link("nothing of it is covered cost (政策范围内费用): class C and the own first share are the person's")
    if settled.paid["below"] >= covered:
        field = "programme" if by_programme else "outpatient" if bill["kind"] == Care.OUTPATIENT else "inpatient"
        field += "_deductible"
        return Link("all of its covered cost lies below the deductible (起付线)", _cited(life, settled, field))
    if by_programme:
        return Link("the cap of its programme (门诊慢特病) is used up", _cited(life, settled, "programme_cap"))
    field = "outpatient_cap" if bill["kind"] == Care.OUTPATIENT else "inpatient_cap"
    return Link("the year's cap (封顶线) is used up, or its tier brings nothing", _cited(life, settled, field))


# ----------------------------------------------------------------------------- the sums


def _sums(life: "Reading", settled: "Settled") -> tuple[Sum, ...]:
    """From the cost to the pool's part, then to the cash: line by line."""
    bill, call = settled.bill, settled.call
    found: list[Sum] = [("cost of the bill (费用总额)", bill["cost"], ())]
    covered = _result_of(_inside(life, call, "covered_cost"))
    if bill["class_c"]:
        found.append(("class C, not covered (丙类)", -bill["class_c"], ()))
    own = bill["cost"] - bill["class_c"] - covered
    if own:
        found.append(
            ("own first share of class B (乙类先行自付)", -own, _cited(life, settled, "benefit_class_b_first"))
        )
    found.append(("covered cost (政策范围内费用)", covered, ()))
    stay = bill["kind"] == Care.INPATIENT
    split = _split(life, call)
    by_programme = split is not None and split.name == PROGRAMME
    kind = "programme" if by_programme else "inpatient" if stay else "outpatient"
    if settled.paid["below"]:
        text = f"below the deductible of tier {TIER_NAMES[bill['tier']]} (起付线)"
        found.append((text, -settled.paid["below"], _cited(life, settled, f"{kind}_deductible")))
    if by_programme and split is not None:
        over = split.numbers["covered"] - settled.paid["below"]
        found.append(
            ("over the deductible, in its programme (门诊慢特病)", over, _cited(life, settled, "programme_ratio"))
        )
    for low, high, rate in _bands(life, call):
        found.append(
            (
                f"{_percent(rate)} of {_yuan(high - low)} (报销比例)",
                _share(high - low, rate),
                _cited(life, settled, f"{kind}_ratio"),
            )
        )
    if split is not None and split.numbers["rate"] != MILLION:
        cited = (life.law.cited("coverage.wait.benefit_share", _region(life, settled), bill["day"]),)
        found.append((f"of which {_percent(split.numbers['rate'])} is due while waiting", 0, cited))
    if settled.who != BORNE:
        found.append(
            ("the pool pays within its cap (统筹基金)", settled.paid["pool"], _cited(life, settled, f"{kind}_cap"))
        )
    else:
        found.append(("the employer bears (单位承担)", pool_part(settled), ()))
    if settled.paid["large_amount"] and settled.who != BORNE:
        found.append(("large-amount fund above the cap (大额)", settled.paid["large_amount"], ()))
    if settled.paid["own_burden"] and settled.who != BORNE:
        found.append(
            (
                "second reimbursement of the own burden",
                settled.paid["own_burden"],
                _cited(life, settled, "own_burden_ratio"),
            )
        )
    return (*found, *_rest(life, settled, bill["cost"] - pool_part(settled)))


def _rest(life: "Reading", settled: "Settled", left: int) -> tuple[Sum, ...]:
    """What is left of a bill, and who paid it."""
    rest = settled.rest
    found: list[Sum] = [("left to be paid", left, ())]
    for part, text in (("account", "own account (个人账户)"), ("wallet", "own wallet (医保钱包)")):
        if rest[part]:
            found.append((text, rest[part], ()))
    for moved in life.journal.moved:
        if moved.flow in (Flow.GIVEN_FROM_ACCOUNT, Flow.GIVEN_FROM_PAST_ACCOUNT) and _is_within(
            moved.call, settled.call
        ):
            found.append((f"{life.name(moved.slot)}'s account (共济)", moved.fen, ()))
    found.append(("cash (现金)", rest["cash"], ()))
    return tuple(found)


def _bands(life: "Reading", call: "Call") -> list[tuple[int, int, int]]:
    """The parts of the covered cost that lie in each band, with the ratio that was read."""
    paid = _inside(life, call, "paid_by_bands")
    if paid is None:
        return []
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
    read = next((read for read in settled.call.reads if read.field == field), None)
    if read is None:
        return ()
    names = life.law.parameters_for(field, is_residents(life, settled.call))
    return (life.law.cited(names[0], read.region, read.day),)


def _split(life: "Reading", call: "Call") -> "Call | None":
    """The rule that split a bill: of visits, of visits of a programme, or of stays."""
    found = (_inside(life, call, name) for name in ("outpatient", PROGRAMME, "inpatient"))
    return next((one for one in found if one is not None), None)


def _inside(life: "Reading", call: "Call", name: str) -> "Call | None":
    """The first call of a name within another, however deep."""
    for one in life.within.get(id(call), []):
        if one.name == name:
            return one
        deeper = _inside(life, one, name)
        if deeper is not None:
            return deeper
    return None


def _is_within(call: "Call | None", around: "Call") -> bool:
    while call is not None:
        if call is around:
            return True
        call = call.parent
    return False


def _result_of(call: "Call | None") -> int:
    return int(call.result) if call is not None else 0


def _region(life: "Reading", settled: "Settled") -> Any:
    state = life.journal.on(settled.slot, settled.bill["day"])
    assert state is not None
    return int(state.row.region)


def _share(amount: int, rate: int) -> int:
    return (amount * rate + MILLION // 2) // MILLION


def _percent(rate: int) -> str:
    return f"{rate / 10_000:g}%"


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"
