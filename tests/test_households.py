"""What always holds in whole households at random, whatever the law, the family and its events: bill by bill from the
journal of a life, and in the books of the same household under a kinder law."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.engine import run_block
from sim.errors import Faults
from sim.explain.life import Life, life
from sim.plan import Plan
from sim.rules.mutual_aid import within_reach
from sim.scenario import Scenario, load
from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.law import UNLIMITED
from sim.words.states import Status
from tests.reference.random_households import BillsMaker, ChanceMaker, Maker, WorkMaker, household

MAKERS = st.sampled_from((Maker, BillsMaker, ChanceMaker, WorkMaker))
RANDOM = st.integers(min_value=0, max_value=2**32 - 1).map(Random)
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
OF_THE_POOL = ("pool", "large_amount", "own_burden", "supplement")
PAYERS = (*OF_THE_POOL, "employer", "account", "wallet", "relatives", "cash")


def drawn(chance: Random, years: int, maker: type[Maker], folder) -> Scenario:
    path = folder / "household.yaml"
    path.write_text(household(chance, years, 3, maker), encoding="utf-8")
    try:
        scenario = load(path)
        scenario.law()
    except Faults:  # who dies twice, or acts when dead
        assume(False)
        raise
    return scenario


# ----------------------------------------------------------------------------- bill by bill


def each_bill_is_paid_once_and_whole(one: Life) -> None:
    bills = one.bills
    assert bills.filter(pl.sum_horizontal(PAYERS) != pl.col("cost")).rows() == []
    assert bills.filter(pl.min_horizontal(PAYERS) < 0).rows() == []


def nothing_is_paid_while_benefits_are_stopped(one: Life) -> None:
    """In a wait the law may grant a share of them."""
    stopped = one.bills.filter(~pl.col("status").is_in([Status.COVERED.word, Status.WAITING.word]))
    assert stopped.filter(pl.sum_horizontal(OF_THE_POOL) != 0).rows() == []
    if not has_said(one, "coverage.wait.benefit_share"):
        waiting = one.bills.filter(pl.col("status") == Status.WAITING.word)
        assert waiting.filter(pl.sum_horizontal(OF_THE_POOL) != 0).rows() == []


def what_is_outside_the_list_is_paid_in_cash(one: Life) -> None:
    """Class C: no account pays it unless the law says so; the pool only by a supplement that takes it in."""
    if not has_said(one, "account.pays_class_c") and not has_said(one, "supplement"):
        assert one.bills.filter(pl.col("cash") + pl.col("employer") < pl.col("class_c")).rows() == []


def only_bound_relatives_within_reach_pay(one: Life) -> None:
    """Reach is that of the day on which they are bound, which a later move does not end."""
    refused = {refused.place for refused in one.journal.refused if refused.kind == "binding"}
    bindings = [one.scenario.bindings[place] for place in range(len(one.scenario.bindings)) if place not in refused]
    bound = {(binding.payer, binding.for_) for binding in bindings}
    moved = {event.who for event in one.scenario.events if event.does == "moves"}
    for giver, patient, day in gifts(one):
        names = one.name(giver), one.name(patient)
        assert names in bound
        if moved & {*names}:
            continue
        payer, person = (one.journal.on(slot, day - 1) or one.journal.on(slot, day) for slot in (giver, patient))
        assert payer is not None and person is not None
        regions = [one.plan.policy.regions[int(state.row.region)] for state in (payer, person)]
        laws = [one.record(region, day) for region in regions]
        assert within_reach(laws[0], regions[0] == regions[1], laws[0].province == laws[1].province)


def gifts(one: Life) -> Iterator[tuple[int, int, int]]:
    """Who gave to whose bill, and when."""
    for moved in one.journal.moved:
        if moved.flow in (Flow.GIVEN_FROM_ACCOUNT, Flow.GIVEN_FROM_PAST_ACCOUNT):
            settled = moved.call.within("settle_bill")
            if settled is not None:
                yield moved.slot, int(settled.numbers["i"]), moved.day


def no_balance_is_negative(one: Life) -> None:
    assert one.months.filter((pl.col("account") < 0) | (pl.col("wallet") < 0)).rows() == []


def paid_months_never_fall(one: Life) -> None:
    if has_said(one, "coverage.gap.clears_years"):
        return
    for slot in range(one.plan.persons):
        months = [int(state.row.insured.paid_months) for state in one.journal.states if state.slot == slot]
        assert months == sorted(months)


def has_said(one: Life, name: str) -> bool:
    """Whether the file changes a value of the law, or one below it."""
    return name in Path(one.scenario.path).read_text(encoding="utf-8")


ALWAYS = (
    each_bill_is_paid_once_and_whole, nothing_is_paid_while_benefits_are_stopped,
    what_is_outside_the_list_is_paid_in_cash, only_bound_relatives_within_reach_pay, no_balance_is_negative,
    paid_months_never_fall,
)  # fmt: skip


def every_property_holds(chance, maker, folder):
    one = life(drawn(chance, 3, maker, folder))
    for holds in ALWAYS:
        holds(one)


@settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM, maker=MAKERS)
def test_what_always_holds_does_in_any_household(chance, maker, tmp_path_factory):
    every_property_holds(chance, maker, tmp_path_factory.mktemp("household"))


@pytest.mark.slow
@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM, maker=MAKERS)
def test_it_does_in_hundreds_of_them(chance, maker, tmp_path_factory):
    every_property_holds(chance, maker, tmp_path_factory.mktemp("household"))


# ----------------------------------------------------------------------------- under a kinder law

#: Of visits, stays and programmes; beyond a cap other funds pay, whose ratio may be the higher one.
KINDER = {"ratio": ("outpatient_ratio", "inpatient_ratio", "programme_ratio"),
          "deductible": ("outpatient_deductible", "inpatient_deductible", "programme_deductible")}  # fmt: skip
BY = {"ratio": 70_000, "deductible": -30_00}
LEAST_MOST = {"ratio": (0, 1_000_000), "deductible": (0, UNLIMITED)}


def paid_by_pool(plan: Plan) -> np.ndarray:
    """Fen that the pool paid for each person of the first life, and the number of their bills."""
    counts = run_block(plan, range(1)).counts
    paid = counts[:, [Count.OUTPATIENT_POOL_PAID, Count.INPATIENT_POOL_PAID]].sum(axis=1)
    return np.column_stack([paid, counts[:, [Count.VISITS, Count.STAYS]].sum(axis=1)])


def made_kinder(plan: Plan, how: str) -> Plan:
    """The same plan under a law whose figures of a kind are all better for the insured."""
    changed = Plan.make(plan.scenario, plan.scenario.law())
    for name in KINDER[how]:
        figures = changed.policy.records[name]
        figures[figures >= 0] = np.clip(figures[figures >= 0] + BY[how], *LEAST_MOST[how])
    return changed


def kinder_is_never_less(chance, maker, how, folder):
    scenario = drawn(chance, 3, maker, folder)
    plan = Plan.make(scenario, scenario.law())
    before, after = paid_by_pool(plan), paid_by_pool(made_kinder(plan, how))
    rounding = len(OF_THE_POOL) * before[:, 1]  # a fen for each of the funds that share a bill
    assert (after[:, 0] >= before[:, 0] - rounding).all(), (before, after)


@settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM, maker=MAKERS, how=st.sampled_from(sorted(KINDER)))
def test_under_a_kinder_law_the_pool_never_pays_less_for_anybody(chance, maker, how, tmp_path_factory):
    kinder_is_never_less(chance, maker, how, tmp_path_factory.mktemp("household"))


@pytest.mark.slow
@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM, maker=MAKERS, how=st.sampled_from(sorted(KINDER)))
def test_nor_in_hundreds_of_households(chance, maker, how, tmp_path_factory):
    kinder_is_never_less(chance, maker, how, tmp_path_factory.mktemp("household"))
