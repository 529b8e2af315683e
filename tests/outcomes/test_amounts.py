"""The declaration of outcomes agrees with the books, the rows and the words of a scenario."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from sim.outcomes.amounts import amounts, has_value
from sim.outcomes.columns import LIFE_COLUMNS, LIVES, YEAR_COLUMNS, YEAR_END, YEARS
from sim.outcomes.paired import columns_of_a_year
from sim.outcomes.parts import part_of
from sim.scenario.expected import STATE_WORDS
from sim.state.person import Person
from sim.words.counts import Burden, Count
from sim.words.flows import Flow, Place
from sim.words.outcomes import BY_NAME, COLUMNS, OUTCOMES, Better, Outcome, Source, Unit
from sim.words.records import fields_of
from sim.words.states import Status

ROOT = Path(__file__).parents[2]


def of_person(record: type, path: str = "") -> Iterator[str]:
    for field in fields_of(record):
        yield from of_person(field.record, f"{path}{field.name}.") if field.record else [path + field.name]


WORDS = {
    Source.FLOWS: [flow.name.lower() for flow in Flow],
    Source.NETS: [place.name.lower() for place in Place],
    Source.PLACES: [place.name.lower() for place in Place],
    Source.MONTHS: [status.name.lower() for status in Status],
    Source.COUNTS: [count.column for count in Count],
    Source.BURDENS: [burden.column for burden in Burden],
    Source.FIELDS: [*of_person(Person)],
}


@pytest.mark.parametrize("outcome", COLUMNS, ids=lambda outcome: outcome.name)
def test_every_term_exists(outcome):
    if outcome.source is Source.OUTCOMES:
        assert outcome.formula.unit is outcome.unit and set(outcome.formula.outcomes) <= set(COLUMNS)
        return
    assert {term for _, term in outcome.signed()} <= set(WORDS[outcome.source])


def test_every_word_of_a_scenario_is_measured():
    assert set(STATE_WORDS) == set(BY_NAME)


def test_names_are_unique():
    assert len(BY_NAME) == len(OUTCOMES)


def test_a_sum_takes_its_signs(block_of):
    block = block_of(0, 4)
    cash, later = block.totals[:, Flow.CASH], block.totals[:, Flow.POOL_PAID_LATER]
    assert np.array_equal(amounts(BY_NAME["out_of_pocket"], block), cash - later)
    assert np.array_equal(amounts(BY_NAME["account"], block), block.people["books"][:, Place.ACCOUNT])


def test_the_first_term_may_be_taken_away():
    assert list(BY_NAME["family_cost"].signed()) == [(-1, "pocket")]
    assert list(BY_NAME["pool_balance"].signed()) == [(1, "pool")]
    assert list(BY_NAME["out_of_pocket"].signed()) == [(1, "cash"), (-1, "pool_paid_later")]


def moved(**flows):
    """Somebody of whom these fen have moved; and somebody of whom none have."""
    totals = np.zeros((2, len(Flow)), np.int64)
    for flow, fen in flows.items():
        totals[0, Flow[flow.upper()]] = fen
    return SimpleNamespace(totals=totals)


def reported(name, rows):
    return amounts(BY_NAME[name], rows).tolist()


def test_the_family_pays_what_leaves_the_pocket_less_what_comes_into_it():
    paid = {"cash": 900, "contributed_in_cash": 100, "premium": 400, "top_up": 50, "late_fee": 3}
    back = {"pool_paid_later": 600, "paid_out": 70, "past_paid_out": 8, "wallet_paid_out": 5, "inherited": 20}
    beside = {"own_account": 11, "contributed_from_account": 13, "received_for_bill": 17, "credited": 19}
    # 900 + 100 + 400 + 50 + 3 = 1453; 600 + 70 + 8 + 5 + 20 = 703; accounts and relatives are no cash
    assert reported("family_cost", moved(**paid, **back, **beside)) == [1453 - 703, 0]
    assert reported("family_cost", moved(inherited=20)) == [-20, 0]


def test_the_employer_pays_contributions_and_what_it_bears_of_bills():
    assert reported("employer_cost", moved(employer_contributed=800, employer_bore=30, fund_paid=7)) == [830, 0]


def test_the_government_pays_subsidies_the_unemployment_fund_and_interest():
    paid = moved(subsidy=600, fund_paid=400, interest=10, employer_contributed=7)
    assert reported("government_cost", paid) == [1010, 0]


def test_the_pool_keeps_what_it_took_less_bills_and_credits():
    taken = {
        "contributed_in_cash": 100,
        "contributed_from_account": 7,
        "contributed_from_past_account": 6,
        "fund_paid": 400,
    }
    taken |= {"employer_contributed": 800, "premium": 300, "received_for_premium": 60, "subsidy": 600, "late_fee": 3}
    taken |= {"top_up": 50, "top_up_from_account": 9, "top_up_from_past_account": 4, "credit_taken_back": 2}
    given = {"credited": 200, "pool_paid_at_once": 1000, "pool_paid_later": 500}
    # 100 + 7 + 6 + 400 + 800 + 300 + 60 + 600 + 3 + 50 + 9 + 4 + 2 = 2341, less 200 + 1000 + 500 = 1700
    assert reported("pool_balance", moved(**taken, **given, cash=11, own_account=13)) == [641, 0]


def test_what_all_places_took_in_is_what_all_places_gave(block_of):
    """Whatever moved: nothing is told twice, nothing is left out."""
    block = block_of(0, 20)
    nets = [Outcome("net", Better.NEITHER, Unit.YUAN, Source.NETS, place.name.lower(), "", "") for place in Place]
    each = np.array([amounts(net, block) for net in nets])
    assert each.any(1).all() and not each.sum(0).any()


def counted(**counts):
    """Somebody of whom so much was counted; and somebody of whom nothing was. No money moved."""
    rows = np.zeros((2, len(Count)), np.int64)
    for count, number in counts.items():
        rows[0, Count[count.upper()]] = number
    return SimpleNamespace(counts=rows, totals=np.zeros((2, len(Flow)), np.int64))


def test_what_is_left_of_earnings_is_the_net_position():
    rows = counted(earned=8000_00)
    rows.totals[0, Flow.CASH], rows.totals[0, Flow.POOL_PAID_LATER] = 900_00, 100_00
    # 8000 - (900 - 100) = 7200 yuan
    assert reported("net_position", rows) == [7200_00, 0]


def test_care_costs_whatever_providers_receive():
    paid = {"cash": 900, "own_account": 40, "own_past_account": 3, "own_wallet": 2, "received_for_bill": 55}
    # 900 + 40 + 3 + 2 + 55 + 1000 by the pool + 7 by the employer = 2007; a premium is no care
    assert reported("care_cost", moved(**paid, pool_paid_at_once=1000, employer_bore=7, premium=400)) == [2007, 0]


def test_the_pool_reimburses_a_share_of_the_cost_of_care():
    # 1000 at once and 500 later, of 1000 + 900 + 100 = 2000: 75 %; nobody without care has a share
    rows = moved(pool_paid_at_once=1000, pool_paid_later=500, cash=900, own_account=100)
    assert reported("reimbursement_rate", rows) == [750_000, 0]
    defined = has_value(BY_NAME["reimbursement_rate"], rows)  # pyright: ignore[reportArgumentType]
    assert defined is not None and defined.tolist() == [True, False]


def test_each_kind_of_care_has_a_reimbursement_rate_of_its_own():
    rows = counted(inpatient_cost=3, inpatient_pool_paid=2, outpatient_cost=7)
    assert reported("inpatient_reimbursement_rate", rows) == [666_667, 0]  # 2/3, rounded half up
    assert reported("outpatient_reimbursement_rate", rows) == [0, 0]


def test_a_ratio_of_large_amounts_does_not_wrap_around():
    rows = counted(inpatient_cost=10**12, inpatient_pool_paid=10**12 - 1)
    assert reported("inpatient_reimbursement_rate", rows) == [10**6, 0]


def test_an_outcome_says_which_way_is_better_for_the_person():
    """Less of what is paid and of months without benefits, more of rights and savings; who else bears it is neither."""
    ways = {way: {outcome.name for outcome in COLUMNS if outcome.better is way} for way in Better}
    kinds, ends = ("", "outpatient_", "inpatient_"), ("below_deductible", "past_deductible", "at_cap")
    reaching = {f"ever_{kind}{end}" for kind in kinds for end in ends}
    assert ways == {
        Better.LESS: {
            "out_of_pocket", "months_uncovered", "months_waiting", "months_stopped", "months_none", "contributed",
            "premium_paid", "top_up_paid", "unpaid_months", "family_cost", "ever_uncovered", "uncovered_spells",
            "waiting_spells", "longest_uncovered", "longest_waiting", "catastrophic_years_10", "catastrophic_years_25",
            "catastrophic_years_40", "ever_catastrophic_10", "ever_catastrophic_25", "ever_catastrophic_40",
        },
        Better.MORE: {
            "months_covered", "account", "wallet", "credited", "paid_months", "lifetime_benefit",
            "lifetime_at_retirement", "earned", "net_position", "reimbursement_rate",
            "outpatient_reimbursement_rate", "inpatient_reimbursement_rate", "pensions", "first_uncovered",
        },
        Better.NEITHER: {
            "pool_paid", "employer_contributed", "fund_paid", "given_to_relatives", "received_from_relatives",
            "retired", "employer_cost", "government_cost", "pool_balance", "care_cost", "visits", "stays",
            "outpatient_cost", "inpatient_cost", "outpatient_pool_paid", "inpatient_pool_paid",
            "visits_below_deductible", "stays_below_deductible", "visits_at_cap", "stays_at_cap", *reaching,
        },
    }  # fmt: skip
    assert {outcome.better for outcome in OUTCOMES if not outcome.is_column} == {Better.NEITHER}


def test_what_relatives_give_is_what_relatives_receive():
    """No flow between relatives is left out of the two outcomes, but inheritance."""
    from sim.world.books import EFFECT

    named = {term for name in ("given_to_relatives", "received_from_relatives") for _, term in BY_NAME[name].signed()}
    inherited = {"inherited", "inherited_in_account", "left_account", "left_past_account", "left_wallet"}
    between = {flow.name.lower() for flow in Flow if EFFECT[flow, Place.RELATIVES]}
    assert named | inherited == between


def test_a_name_means_the_same_in_lives_and_in_years():
    """What stands in both files under one name adds up over the years; balances are of a year's end."""
    shared = {column.name for column in YEAR_COLUMNS[3:]} & {column.name for column in LIFE_COLUMNS}
    assert {"months_covered", "earned", "visits", "credited"} <= shared
    assert {name for name in shared if columns_of_a_year(BY_NAME[name]) != {name: 1}} == set()
    assert not {"pool_paid", "contributed"} & shared  # of lives, they are sums of several columns of years


def test_years_add_up_to_lives(block_of):
    block, names = block_of(0, 20), ("A", "B")
    lives, years = (pl.read_ipc(content) for content in part_of(block, names, (0, 20), (LIVES, YEARS)).files.values())
    shared = [name for name in years.columns[3:] if name in lives.columns and name not in YEAR_END]
    added = years.group_by("life", "person", maintain_order=True).agg(pl.col(shared).sum())
    assert added.select(pl.col(shared).cast(pl.Int64)).equals(lives.select(pl.col(shared).cast(pl.Int64)))


def test_the_readme_of_the_results_describes_every_column():
    page = runpy.run_path(str(ROOT / "docs" / "make_results.py"))["page"]()
    assert (ROOT / "results" / "README.md").read_text(encoding="utf-8") == page
    for column in (*LIFE_COLUMNS, *YEAR_COLUMNS):
        assert f"| `{column.name}` | {column.unit} | {column.meaning} |" in page
