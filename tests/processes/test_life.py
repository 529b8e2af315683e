"""Families change: births, deaths, marriages, divorces, emigration."""

import numpy as np
import pytest

from sim.words.flows import Flow, Place
from sim.words.states import Alive, Status

FAMILY = """
years: 2
policy: {account.credit.active_rate: 0%, contribution.rate.employee: 2%, mutual_aid.reach: nation}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    parents: [Old]
    insured: {as: employee, paid_months: 60, account: 1000}
    work: {wage: 8000}
    care: {outpatient: {per_year: 20, cost: {median: 30, p90: 90}}}
  Mei:
    born: 1987-11-02
    sex: female
    region: zhengzhou
    insured: {as: flexible, paid_months: 20, account: 20000}
  Old: {born: 1950-07-01, sex: female, region: national, insured: {as: retired, account: 100.01}}
"""
WEDDING = "  - {on: 2025-03-01, who: Wei, does: marries, to: Mei}\n"


def test_a_newborn_is_insured_and_ill_from_the_day_of_birth_on(watch):
    births = []

    def look(run):
        people = run.world.people
        bao = people[people["who"] == 3]
        if run.day.isoformat() in ("2025-08-01", "2025-08-02"):
            births.append((bao["alive"].tolist(), bao["bills"]["number"].sum(), bao["books"].any()))

    lived = watch(
        f"""{FAMILY}
events:
  - on: 2025-08-01
    does: birth
    name: Bao
    sex: female
    parents: [Wei]
    care: {{outpatient: {{per_year: 300, cost: {{median: 30, p90: 90}}}}}}
""",
        look,
        lives=6,
    )
    (before, no_bills, no_money), (after, _, _) = births
    assert before == [Alive.UNBORN] * 6 and after == [Alive.YES] * 6 and no_bills == 0 and not no_money
    assert (lived.months("Bao", Status.COVERED) == 17).all()
    assert (lived.total("Bao", Flow.PREMIUM) > 0).all() and (lived.field("Bao", "age") == 1).all()
    bills = lived.field("Bao", "bills.number")[:, 0]
    assert (bills > 300).all()  # 518 days at 300 a year: 425 expected, and no fewer since the birth than that


def test_an_account_goes_to_the_heirs_in_equal_parts_with_the_odd_fen_to_the_first(live):
    """Old has 100.01 and 2 x 95 credited in January and February: 290.01 to the daughter and the son, in the order of
    the file."""
    people = """
years: 1
policy: {account.credit.retired: 95}
people:
  Son: {born: 1975-03-12, sex: male, region: national, parents: [Old]}
  Lan: {born: 1977-11-02, sex: female, region: national, parents: [Old]}
  Old: {born: 1950-07-01, sex: female, region: national, insured: {as: retired, account: 100.01}}
events: [{on: 2025-03-10, who: Old, does: dies}]
"""
    lived = live(people)
    assert [int(lived.total(who, Flow.INHERITED)[0]) for who in ("Son", "Lan")] == [145_01, 145_00]
    assert lived.total("Old", Flow.LEFT_ACCOUNT, Flow.LEFT_PAST_ACCOUNT).tolist() == [290_01]
    assert not lived.at("Old", Place.ACCOUNT).any()
    assert lived.block.months[lived.rows("Old")].sum() == 2  # the month of death has no status


@pytest.mark.parametrize("does", ["dies", "emigrates"])
def test_nothing_more_falls_due_for_who_is_gone(watch, does):
    gone = []

    def look(run):
        if run.day.isoformat() >= "2025-06-11":
            people = run.world.people
            wei = people["who"] == 0
            gone.append(
                (
                    people["bills"]["number"][wei].sum(),
                    people["books"][wei].tolist(),
                    people["insured"]["paid_months"][wei].tolist(),
                )
            )

    lived = watch(f"{FAMILY}events:\n  - {{on: 2025-06-10, who: Wei, does: {does}}}\n", look, lives=5)
    assert all(day == gone[0] for day in gone) and gone[0][0] > 0
    assert (lived.field("Wei", "insured.paid_months") == 65).all()
    assert not lived.at("Wei", Place.ACCOUNT).any()


def test_leaving_the_country_pays_the_balance_out(live):
    """1000 less what bills took of it; nobody inherits."""
    lived = live(f"{FAMILY}events:\n  - {{on: 2025-06-10, who: Wei, does: emigrates}}\n", 5)
    used = lived.total("Wei", Flow.OWN_ACCOUNT, Flow.OWN_PAST_ACCOUNT)
    assert (lived.total("Wei", Flow.PAID_OUT, Flow.PAST_PAID_OUT) == 1000_00 - used).all() and used.any()
    assert not lived.block.totals[:, Flow.INHERITED].any()


def test_spouses_share_from_the_wedding_to_the_divorce(watch):
    """A binding before the wedding is refused; one made after it ends with the divorce."""
    given = {}

    def look(run):
        people, totals = run.world.people, run.world.totals
        mei = people["who"] == 1
        given[run.day.isoformat()] = int((people["flows"] + totals)[mei, Flow.GIVEN_FROM_ACCOUNT].sum())

    bills = "".join(
        f"  - {{on: {day}, who: Wei, does: outpatient, cost: 9000, bill: b{day[2:4] + day[5:7]}}}\n"
        for day in ("2025-02-03", "2025-09-01", "2026-05-31", "2026-06-01", "2026-07-01")
    )
    lived = watch(
        f"""{FAMILY}
bindings:
  - {{payer: Mei, for: Wei, from: 2025-02-01, until: 2025-02-27, name: too_soon}}
  - {{payer: Mei, for: Wei, from: 2025-03-01, name: bound}}
events:
{WEDDING}{bills}  - {{on: 2026-06-01, who: Wei, does: divorces}}
""",
        look,
        lives=2,
    )
    assert (lived.block.refused_bindings == [[1, 0]] * 2).all()
    relatives = [int(lived.bill(name, "relatives")[0]) for name in ("b2502", "b2509", "b2605", "b2606", "b2607")]
    assert relatives[0] == 0 and min(relatives[1:3]) > 0 and relatives[3:] == [0, 0]
    assert given["2025-03-01"] == 0 and given["2026-06-01"] == given["2026-12-31"] > 0


def test_a_family_of_many_changes_all_at_once(live):
    """Everything on one day: births and deaths keep the order of the file, and the books balance."""
    lived = live(
        f"""{FAMILY}
bindings:
  - {{payer: Wei, for: Old}}
events:
  - {{on: 2025-06-01, does: birth, name: Bao, sex: male, parents: [Wei, Mei]}}
  - {{on: 2025-06-01, who: Old, does: dies}}
  - {{on: 2025-06-01, who: Wei, does: marries, to: Mei}}
  - {{on: 2025-06-01, who: Mei, does: emigrates}}
""",
        3,
    )
    alive = [int(lived.field(who, "alive")[0]) for who in lived.plan.names]
    assert dict(zip(lived.plan.names, alive, strict=True)) == {
        "Wei": Alive.YES, "Mei": Alive.ABROAD, "Old": Alive.DEAD, "Bao": Alive.YES,
    }  # fmt: skip
    assert (lived.total("Wei", Flow.INHERITED) == 100_01 + 5 * 95_00).all()
    assert np.array_equal(lived.block.months[lived.rows("Bao")].sum(1), [19] * 3)
