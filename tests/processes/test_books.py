"""The books of any household balance, and a book that does not is found, with its life, person, day and flows."""

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from sim.engine import prepared, run_block, simulate
from sim.errors import Faults
from sim.experiment.law import policy_of
from sim.outcomes.amounts import amounts
from sim.plan import Plan
from sim.processes import books
from sim.rules.rounding import MILLION, share
from sim.scenario import load
from sim.words.flows import MOST_FEN, MOST_SAVED, Flow, Place
from sim.words.outcomes import BY_NAME
from sim.words.states import Alive, Scheme
from sim.world.block import Block
from sim.world.books import EFFECT, BooksDoNotBalance, PastBound

START = date(2025, 1, 1)

# ----------------------------------------------------------------------------- any household

REGIONS = ("national", "zhengzhou", "beijing")
POLICIES = {
    "account.credit.timing.active": ("month_after", "year_in_advance"),
    "account.credit.timing.retired": ("month_after", "year"),
    "account.interest": ("1.35% a year",),
    "account.pays_class_c": ("yes",),
    "account.parts": ("two",),
    "benefit.year_starts": ("07-01",),
    "contribution.base.from": ("last_year",),
    "contribution.due_day": ("1", "31"),
    "contribution.extra.employee": ("7",),
    "contribution.flexible.pays": ("year",),
    "contribution.unemployment.credited": ("yes",),
    "coverage.arrears.by_employer": ("employer_bears", "as_gap"),
    "coverage.gap.back_paid_return": ("next_month", "15 days"),
    "coverage.gap.counted": ("benefit_year",),
    "coverage.gap.grace_months": ("0", "1", "6"),
    "coverage.gap.late_fee": ("0.05% a day",),
    "coverage.gap.short_return": ("wait", "payment_day"),
    "coverage.start.employee": ("next_month", "payment_month"),
    "coverage.stop_lag_months": ("0", "2"),
    "coverage.wait.benefit_share": ("50%",),
    "coverage.wait.employee": ("0", "60 days"),
    "coverage.wait.flexible_first": ("6",),
    "death.paid_to": ("account",),
    "mutual_aid.keeps": ("1000",),
    "mutual_aid.order": ("balance", "random"),
    "mutual_aid.own_top_up": ("yes",),
    "mutual_aid.payers_per_bill": ("one",),
    "mutual_aid.pays_deductible": ("no",),
    "mutual_aid.reach": ("nation",),
    "resident.start_in_year": ("january",),
    "retirement.top_up.credit": ("50",),
}
PAIRS = (("Wei", "Mei"), ("Wei", "Bao"), ("Wei", "Old"), ("Mei", "Bao"), ("Mei", "Wei"), ("Old", "Bao"), ("Old", "Wei"))
EVENTS = (
    "leaves_job", "starts_job", "employer_defaults", "outpatient", "inpatient", "back_pays", "transfers", "joins",
    "leaves", "moves", "dies", "emigrates", "divorces", "birth",
)  # fmt: skip

yuan = st.integers(0, 30_000).map(str)
schemes = st.sampled_from(("employee", "employee", "flexible", "resident", "none"))
regions = st.sampled_from(REGIONS)
visits = st.fixed_dictionaries(
    {
        "per_year": st.sampled_from(("0.5", "4", "30")),
        "cost": st.sampled_from(({"median": "200", "p90": "900"}, {"median": "6000", "p90": "40000"})),
        "class_b": st.sampled_from(("0", "20%")),
        "class_c": st.sampled_from(("0", "10%")),
        "tiers": st.sampled_from(({"1": "100%"}, {"1": "50%", "2": "30%", "3": "20%"})),
    }
)


@st.composite
def grown_ups(draw: st.DrawFn, sex: str) -> dict[str, Any]:
    """Somebody of working age, whose retirement may come within the run."""
    chance = st.sampled_from(("0% a month", "5% a month", "30% a month"))
    return {
        "born": draw(st.dates(date(1962, 1, 1), date(1999, 12, 31))).isoformat(),
        "sex": sex,
        "region": draw(regions),
        "insured": {
            "as": draw(schemes), "paid_months": draw(st.integers(0, 280).map(str)), "account": draw(yuan),
        },
        "work": {
            "wage": draw(st.integers(1, 30_000).map(str)), "growth": "3.7% a year", "loses_job": draw(chance),
            "finds_job": draw(chance),
        },
        "care": {
            "outpatient": draw(visits), "inpatient": draw(visits),
            "growth": draw(st.sampled_from(("0% a year", "5% a year"))),
        },
        "choices": {
            "when_jobless": draw(st.sampled_from(("nothing", "flexible", "resident", "unemployment_benefit"))),
            "back_pay": draw(st.sampled_from(("never", "within_grace"))),
            "when_short": draw(st.sampled_from(("lump_sum", "monthly", "resident", "nothing"))),
        },
    }  # fmt: skip


@st.composite
def events(draw: st.DrawFn, people: list[str], end: date) -> dict[str, str]:
    """Something that happens to somebody on some day of the run."""
    does = draw(st.sampled_from(EVENTS))
    on = draw(st.dates(START, end - timedelta(days=1))).isoformat()
    who = draw(st.sampled_from(people))
    happens: dict[str, Any] = {"on": on, "does": does}
    if does == "birth":
        return happens | {"name": "Lan", "sex": "female", "parents": ["Wei"]}
    happens["who"] = who
    if does in ("outpatient", "inpatient"):
        return happens | {"cost": draw(st.sampled_from(("0.01", "333.33", "80000"))), "tier": "2"}
    if does == "transfers":
        return happens | {
            "to": draw(st.sampled_from([*people, "Bao"])),
            "amount": draw(st.sampled_from(("0.01", "500"))),
        }
    return happens | {
        "starts_job": {"wage": draw(st.integers(1, 20_000).map(str))},
        "employer_defaults": {"months": draw(st.sampled_from(("1", "4")))},
        "back_pays": {"months": draw(st.sampled_from(("1", "2")))},
        "joins": {"as": draw(st.sampled_from(("resident", "flexible", "employee")))},
        "moves": {"region": draw(regions)},
    }.get(does, {})


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    """A small family under some law: one to four people, bindings, events."""
    end = draw(st.dates(date(2025, 12, 1), date(2028, 1, 1)))
    people: dict[str, Any] = {"Wei": draw(grown_ups("male"))}
    if draw(st.booleans()):
        people["Mei"] = draw(grown_ups("female")) | {"spouse": "Wei"}
    if draw(st.booleans()):
        people["Bao"] = {
            "born": "2014-02-28", "sex": "male", "region": draw(regions), "insured": {"as": "resident"},
            "parents": [name for name in ("Wei", "Mei") if name in people], "care": {"outpatient": draw(visits)},
        }  # fmt: skip
    if draw(st.booleans()):
        people["Old"] = {
            "born": "1935-05-05", "sex": "female", "region": draw(regions), "care": {"inpatient": draw(visits)},
            "insured": {"as": "retired", "paid_months": "300", "account": draw(yuan)}, "pension": "3000",
        }  # fmt: skip
        people["Wei"]["parents"] = ["Old"]
    pairs = [pair for pair in PAIRS if set(pair) <= people.keys()]
    bound = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    limits = st.sampled_from(({}, {"limit": "300 a year"}, {"limit": "50 a bill"}, {"from": "2025-08-08"}))
    names = draw(st.lists(st.sampled_from(sorted(POLICIES)), max_size=6, unique=True))
    return {
        "scenario": "Any household",
        "start": START.isoformat(),
        "end": end.isoformat(),
        "seed": str(draw(st.integers(0, 999))),
        "policy": {name: draw(st.sampled_from(POLICIES[name])) for name in names},
        "people": people,
        "bindings": [
            {"payer": payer, "for": patient, "rank": str(rank)} | draw(limits)
            for rank, (payer, patient) in enumerate(bound, start=1)
        ],
        "events": draw(st.lists(events(list(people), end), max_size=5)),
    }


# ----------------------------------------------------------------------------- what must hold of any household

GIVEN = [Flow.GIVEN_FROM_ACCOUNT, Flow.GIVEN_FROM_PAST_ACCOUNT, Flow.GIVEN_FROM_WALLET]
RECEIVED = [Flow.RECEIVED_FOR_BILL, Flow.RECEIVED_FOR_PREMIUM, Flow.RECEIVED_IN_WALLET]
LEFT = [Flow.LEFT_ACCOUNT, Flow.LEFT_PAST_ACCOUNT, Flow.LEFT_WALLET]
INHERITED = [Flow.INHERITED, Flow.INHERITED_IN_ACCOUNT]
TOPPED_UP = [Flow.TOP_UP, Flow.TOP_UP_FROM_ACCOUNT]
PAID = [Flow.CONTRIBUTED_IN_CASH, Flow.CONTRIBUTED_FROM_ACCOUNT, Flow.EMPLOYER_CONTRIBUTED, Flow.FUND_PAID, *TOPPED_UP]
SAVINGS = [Place.ACCOUNT, Place.PAST_ACCOUNT, Place.WALLET]


def balances_and_flows_agree(block: Block) -> None:
    assert (block.totals @ EFFECT == block.people["books"]).all()
    assert (block.totals >= 0).all()
    assert (block.people["books"][:, SAVINGS] >= 0).all()
    assert (block.years["account"] >= 0).all() and (block.years["wallet"] >= 0).all()


def what_one_gives_another_takes(block: Block, persons: int) -> None:
    of_lives = block.totals.reshape(-1, persons, len(Flow)).sum(1)
    assert (of_lives[:, GIVEN].sum(1) == of_lives[:, RECEIVED].sum(1)).all()
    assert (of_lives[:, LEFT].sum(1) == of_lives[:, INHERITED].sum(1)).all()


def what_is_paid_is_received_or_kept(block: Block, persons: int) -> None:
    """Family, employers and government paid a life's providers, its accounts and the pools, and nobody else."""
    books = block.people["books"]
    paid = sum(amounts(BY_NAME[f"{payer}_cost"], block) for payer in ("family", "employer", "government"))
    saved = books[:, SAVINGS].sum(1) - block.totals[:, Flow.OPENING_ACCOUNT]
    left = paid - books[:, Place.PROVIDER] - saved - amounts(BY_NAME["pool_balance"], block)
    assert not left.reshape(-1, persons).sum(1).any()


def years_add_up(block: Block, persons: int) -> None:
    flows, months, counts = (np.zeros_like(of_lives) for of_lives in (block.totals, block.months, block.counts))
    row = {(int(person["life"]), int(person["who"])): k for k, person in enumerate(block.people)}
    for year in block.years:
        of = row[int(year["life"]), int(year["who"])]
        flows[of] += year["flows"]
        months[of] += year["months"]
        counts[of] += year["counts"]
    assert (flows == block.totals).all()
    assert (months == block.months).all()
    assert (counts == block.counts).all()


def kinds_of_care_make_up_the_whole(block: Block) -> None:
    """What is counted by kind of care adds up to what moved."""
    both = {name: amounts(BY_NAME[f"outpatient_{name}"], block) + amounts(BY_NAME[f"inpatient_{name}"], block)
            for name in ("cost", "pool_paid")}  # fmt: skip
    assert (both["cost"] == amounts(BY_NAME["care_cost"], block)).all()
    assert (both["pool_paid"] == amounts(BY_NAME["pool_paid"], block)).all()


def months_are_lived_and_paid(block: Block, plan: Plan) -> None:
    people, lives = block.people, block.people.size // plan.persons
    from_the_start = np.tile(plan.rows["alive"], lives) == Alive.YES
    lived = block.months.sum(1)
    assert (lived <= len(plan.month_ends)).all()
    assert (lived[from_the_start & (people["alive"] == Alive.YES)] == len(plan.month_ends)).all()
    gained = people["insured"]["paid_months"] - np.tile(plan.rows["insured"]["paid_months"], lives)
    assert (gained >= 0).all()
    assert (gained[block.totals[:, TOPPED_UP].sum(1) == 0] <= len(plan.months)).all()
    paid_before = np.tile(plan.rows["scheme"], lives) == Scheme.FLEXIBLE  # for the year, where they pay by the year
    assert (gained[(block.totals[:, PAID].sum(1) == 0) & ~paid_before] == 0).all()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("books") / "any.yaml"


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(study=households())
def test_the_books_of_any_household_tell_one_story(file, study):
    file.write_text(json.dumps(study), encoding="utf-8")
    try:
        scenario = load(file)
    except Faults:  # the events do not go together: the dead marry nobody
        reject()
    plan = Plan.make(scenario, policy_of(scenario))
    block = run_block(plan, range(3))
    balances_and_flows_agree(block)
    what_one_gives_another_takes(block, plan.persons)
    what_is_paid_is_received_or_kept(block, plan.persons)
    years_add_up(block, plan.persons)
    kinds_of_care_make_up_the_whole(block)
    months_are_lived_and_paid(block, plan)


# ----------------------------------------------------------------------------- books that do not balance

COUPLE = """
years: 2
people:
  Wei: {born: 1985-03-12, sex: male, region: national, insured: {as: employee, account: 100}, work: {wage: 8000}}
  Mei: {born: 1987-11-02, sex: female, region: beijing, insured: {as: flexible, paid_months: 9}}
"""


def money_appears(people, world):
    people["books"][:, Place.ACCOUNT][people["who"] == 0] += 1


def a_flow_is_forgotten(people, world):
    people["flows"][:, Flow.CREDITED][people["who"] == 0] -= 1


def a_credit_comes_from_nowhere(people, world):
    money_appears(people, world)
    people["flows"][:, Flow.CREDITED][people["who"] == 0] += 1


def a_gift_is_lost(people, world):
    given = people["who"] == 0
    people["flows"][given, Flow.GIVEN_FROM_ACCOUNT] += 1
    people["books"][given, Place.ACCOUNT] -= 1
    people["books"][given, Place.RELATIVES] += 1


def an_account_is_overdrawn(people, world):
    people["flows"][people["who"] == 0, Flow.OWN_ACCOUNT] += 10**9
    people["books"][people["who"] == 0, Place.ACCOUNT] -= 10**9
    people["books"][people["who"] == 0, Place.PROVIDER] += 10**9


def a_pool_leaks(people, world):
    world.pools[:] -= 1


def broken(plan: Plan, day: date, fault, lives=range(7, 9)) -> str:
    """What is said of books in which `fault` happens on `day` to the last life only."""
    run = prepared(plan, lives)

    def happens():
        yield run.calendar.timeout((day - plan.start).days)
        world = run.world
        fault(world.people[-plan.persons :], world)

    run.calendar.process(happens())
    with pytest.raises(BooksDoNotBalance) as caught:
        simulate(run)
    return str(caught.value)


@pytest.mark.parametrize(
    "fault, places",
    [
        (money_appears, "['account']"),
        (a_flow_is_forgotten, "['account', 'pool']"),
        (a_credit_comes_from_nowhere, "['pool']"),
    ],
)
def test_a_broken_book_is_named_by_life_person_day_places_and_flows(plan_of, fault, places):
    said = broken(plan_of(COUPLE), date(2026, 5, 5), fault)
    assert said.startswith("the books of life 8, person 0 do not balance on 2026-12-31: ")
    assert f"places {places}, " in said
    assert "'credited': " in said and "'opening_account': 10000" in said


@pytest.mark.parametrize("fault", [a_gift_is_lost, an_account_is_overdrawn])
def test_books_that_add_up_and_cannot_be_are_found_too(plan_of, fault):
    said = broken(plan_of(COUPLE), date(2025, 5, 5), fault)
    assert "of life 8, person " in said and "on 2025-12-31: places between people, regions, or below zero" in said


def test_a_pool_that_is_not_what_was_paid_into_it_is_found(plan_of):
    said = broken(plan_of(COUPLE), date(2025, 5, 5), a_pool_leaks)
    assert "on 2025-12-31" in said and "pools [" in said


def test_books_are_proved_at_the_end_of_a_run_that_ends_within_a_year(plan_of):
    plan = plan_of(COUPLE.replace("years: 2", "end: 2026-06-10"))
    assert "do not balance on 2026-06-09: " in broken(plan, date(2026, 6, 9), money_appears)


def test_the_year_of_a_death_is_the_last_of_the_dead(live):
    lived = live(f"{COUPLE}events: [{{on: 2025-11-11, who: Mei, does: dies}}]")
    years = lived.block.years
    assert years["year"][years["who"] == 0].tolist() == [2025, 2026]
    assert years["year"][years["who"] == 1].tolist() == [2025]
    assert years["months"][years["who"] == 1].sum() == 10


def test_what_grows_past_the_bound_within_a_run_ends_it_with_life_person_and_day(plan_of):
    """Two stays of nine billion yuan each: their covered cost of one year is more than can be counted."""
    stay = "  - {{on: 2025-0{month}-05, who: Wei, does: inpatient, cost: 9000000000}}\n"
    plan = plan_of(
        "years: 1\npeople:\n  Wei: {born: 1990-01-01, sex: male, region: national, insured: {as: employee}, "
        "work: {wage: 8000}}\nevents:\n" + "".join(stay.format(month=month) for month in (3, 4))
    )
    with pytest.raises(PastBound, match=r"life 3, Wei, 2025-12-31: .*more than the 10,000,000,000 yuan"):
        run_block(plan, range(3, 4))


@pytest.mark.parametrize(
    ("field", "what"),
    [("job", "the monthly wage is 10,000,000,000.01 yuan"), ("books", "the account is 90,000,000,000.01 yuan")],
)
def test_which_amount_is_past_the_bound_is_named(plan_of, field, what):
    plan = plan_of(
        "years: 1\npeople:\n  Wei: {born: 1990-01-01, sex: male, region: national, insured: {as: employee}}\n"
    )
    run = prepared(plan, range(2))
    person = run.world.people[1]
    if field == "job":
        person.job.wage = MOST_FEN + 1
    else:
        person.books[Place.PAST_ACCOUNT] = MOST_SAVED + 1
    with pytest.raises(PastBound, match=f"life 1, Wei, 2025-12-31: {what}"):
        books.close(run, date(2025, 12, 31))


def test_amounts_at_the_bound_are_counted(plan_of):
    plan = plan_of(
        "years: 1\npeople:\n  Wei: {born: 1990-01-01, sex: male, region: national, insured: {as: employee}}\n"
    )
    run = prepared(plan, range(1))
    run.world.people[0].job.wage = MOST_FEN
    books.close(run, date(2025, 12, 31))
    run.world.people[0].books[Place.ACCOUNT] = MOST_SAVED
    assert run.apply(books.first_past_bound) == books.WITHIN
    assert share(MOST_SAVED, MILLION) == MOST_SAVED < 2**63 // MILLION
