"""The peer of the benchmark computes the law it claims to, checked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.natural_simpy import (
    Benefits,
    Binding,
    Group,
    Household,
    Insured,
    Law,
    Person,
    Status,
    simulate,
)

START, END = date(2025, 1, 1), date(2027, 1, 1)
PLAIN = Benefits((0,) * 4, (600_000,) * 4, 500_000, (900_000,) * 4, 10_000_000, deductible_per_visit=False)
LAW = Law(
    floor=300_000,
    ceiling=3_000_000,
    employer_rate=80_000,
    benefits={Group.ACTIVE: PLAIN, Group.RETIRED: PLAIN, Group.RETIRED_70: PLAIN, Group.RESIDENT: PLAIN},
)


def employee(**facts) -> Person:
    known = {"name": "Lin", "born": date(1990, 1, 1), "female": False, "insured": Insured.EMPLOYEE}
    return Person(**(known | {"wage": 600_000, "has_job": True} | facts))


def household(*people: Person, law: Law = LAW, **changes) -> Household:
    return Household(people, [(START.toordinal(), replace(law, **changes))], START, END)


def with_job(home: Household, person: Person, *changes: tuple[date, bool]) -> None:
    """Live on, and let the person have a job or none from each day on."""
    for day, has_job in changes:
        home.run(until=day)
        person.has_job = has_job


def test_twelve_months_are_credited():
    """Base 5000: 2 % = 100.00 a month in and credited, 3.00 extra, employer 8 % = 400.00."""
    lin = employee(wage=500_000)
    home = household(lin, employee_extra=300)
    home.run(until=date(2025, 1, 31))
    assert (lin.account, lin.paid_months) == (0, 1)
    home.run(until=date(2026, 1, 1))
    assert lin.account == lin.total.credited == 120_000
    assert (lin.total.contributed, lin.total.employer_contributed) == (123_600, 480_000)
    assert lin.total.months == [12, 0, 0]


def test_the_ceiling_wins_over_the_wage():
    """12 x 18780 x 2 % = 4507.20."""
    rich = employee(wage=2_190_000)
    household(rich, ceiling=1_878_000).run(until=date(2026, 1, 1))
    assert rich.account == 450_720


def test_a_self_payer_pays_the_amount_and_is_credited_a_share_of_the_base():
    mei = employee(insured=Insured.FLEXIBLE, has_job=False)
    household(mei).run(until=date(2026, 1, 1))
    assert (mei.total.contributed, mei.account) == (12 * 50_080, 12 * 10_016)


def test_a_gap_of_five_months_waits_six():
    """April to August unpaid; September is the first of six months that count: covered from 1 March."""
    lin = employee(paid_months=60)
    home = household(lin)
    with_job(home, lin, (date(2025, 3, 31), False))
    home.run(until=date(2025, 4, 30))
    assert [lin.status(date(2025, 4, 30).toordinal()), lin.status(date(2025, 5, 1).toordinal())] == [0, 1]
    with_job(home, lin, (date(2025, 9, 1), True))
    home.run(until=date(2025, 9, 26))
    assert lin.paid_months == 64
    assert lin.covered_from == date(2026, 3, 1).toordinal()
    assert lin.status(home.today) is Status.WAITING
    home.run()
    assert lin.total.months == [4 + 10, 4, 6]  # stopped on the last day of May to August


@pytest.mark.parametrize("missed, covered_from", [(2, date(2025, 7, 1)), (3, date(2025, 8, 1)), (4, date(2026, 2, 1))])
def test_three_unpaid_months_are_within_grace(missed: int, covered_from: date):
    lin = employee()
    home = household(lin)
    with_job(home, lin, (date(2025, 3, 31), False), (date(2025, 4 + missed, 1), True))
    home.run(until=date(2025, 4 + missed, 26))
    assert lin.covered_from == covered_from.toordinal()
    assert lin.waits == (missed > 3)


def test_an_unpaid_month_in_a_wait_starts_it_again():
    """Paid again in September, October missed, November paid: six months from November on."""
    lin = employee()
    home = household(lin)
    with_job(home, lin, (date(2025, 3, 31), False), (date(2025, 9, 1), True), (date(2025, 10, 1), False))
    with_job(home, lin, (date(2025, 11, 1), True))
    assert lin.stopped_from == date(2025, 10, 25).toordinal()
    home.run(until=date(2025, 11, 26))
    assert lin.covered_from == date(2026, 5, 1).toordinal()


def test_a_wait_may_have_a_share_of_the_benefit():
    lin = employee(covered_from=END.toordinal(), waits=True)
    pools = []
    for part in (0, 500_000):
        home = household(lin, waiting_share=part)
        pools.append(home.bill(lin, 100_000, 1, home.outpatient_pool).pool)
    assert pools == [0, 30_000]


def test_one_bill_and_three_accounts():
    """50 in January is below the deductible of 300, so 250 of the 1000 in March: the pool pays 60 % of 750 = 450.

    550 are left: own 30, then Son's 300, Daughter 220. A class C bill is all cash.
    """
    son, daughter = employee(account=30_000), employee(account=500_000, female=True)
    mother = employee(insured=Insured.RETIRED, account=8_000, has_job=False)
    bound = date(2025, 2, 1).toordinal()
    mother.payers = [Binding(son, bound), Binding(daughter, bound)]
    retired = replace(PLAIN, deductible=(30_000,) * 4, cap=250_000)
    home = household(son, daughter, mother, credit_rate=0, benefits={**LAW.benefits, Group.RETIRED: retired})
    home.run(until=date(2025, 1, 31))
    assert home.bill(mother, 5_000, 1, home.outpatient_pool) == (0, 5_000, 0, 0)
    home.run(until=date(2025, 3, 1))
    assert home.bill(mother, 100_000, 1, home.outpatient_pool) == (45_000, 3_000, 52_000, 0)
    assert (son.account, daughter.account) == (0, 478_000)
    assert home.bill(mother, 10_000, 1, home.outpatient_pool, class_c=10_000) == (0, 0, 0, 10_000)


def test_a_binding_works_from_its_day():
    son, mother = employee(account=30_000), employee(insured=Insured.RETIRED, has_job=False)
    mother.payers = [Binding(son, date(2025, 2, 1).toordinal())]
    home = household(son, mother)
    home.run(until=date(2025, 1, 31))
    assert home.bill(mother, 1_000, 1, home.outpatient_pool).cash == 400


def test_a_deductible_per_visit_and_the_cap_of_the_year():
    """60 % of 300 - 40 = 156 twice; of the cap of 200 the second visit gets 44. Next year the cap is new."""
    visit = replace(PLAIN, deductible=(4_000,) * 4, cap=20_000, deductible_per_visit=True)
    lin = employee()
    home = household(lin, benefits={Group.ACTIVE: visit})
    home.run(until=date(2025, 12, 31))
    assert [home.bill(lin, 30_000, 3, home.outpatient_pool).pool for _ in range(2)] == [15_600, 4_400]
    home.run(until=date(2026, 1, 2))
    assert home.bill(lin, 30_000, 3, home.outpatient_pool).pool == 15_600


def test_missing_years_are_bought_at_retirement():
    """285 + 14 = 299 of 300 months: one month at 5.6 % of 5000 = 280.00; March brings the retired credit of 95."""
    guo = employee(born=date(1965, 12, 24), wage=500_000, paid_months=285, retires_on=date(2026, 3, 1))
    home = household(guo, benefits={Group.RETIRED: replace(PLAIN, credit=9_500)})
    home.run(until=date(2026, 4, 1))
    assert (guo.total.topped_up, guo.paid_months, guo.account) == (28_000, 300, 149_500)


def test_a_new_law_counts_from_its_day():
    lin = employee()
    laws = [(START.toordinal(), LAW), (date(2025, 7, 1).toordinal(), replace(LAW, credit_rate=30_000))]
    Household([lin], laws, START, END).run(until=date(2026, 1, 1))
    assert lin.account == 6 * 12_000 + 6 * 18_000


def test_no_fen_is_lost_in_thirty_years():
    """Of every account: opening + credited = own bills + given + bequeathed + what is left. A seed names a life."""
    openings = (600_000, 90_000, 0, 120_000)
    for people in simulate(range(2)):
        for person, opening in zip(people, openings):
            spent = person.total.own_account + person.total.given + person.total.bequeathed
            assert opening + person.total.credited == spent + person.account
            assert person.account >= 0 and sum(person.total.months) == 360
        assert sum(person.total.given for person in people) == sum(person.total.received for person in people)
    assert [person.total for person in simulate(range(1, 2))[0]] == [person.total for person in people]


def test_bills_come_as_often_as_stated():
    """3.05, 4, 5 and 9.15 a year for thirty years: 636 a life, ± 25.2 (one standard deviation)."""
    bills = [sum(person.total.bills for person in people) for people in simulate(range(10))]
    assert abs(sum(bills) / 10 - 636) < 4 * 25.2 / 10**0.5


def test_deaths_fall_on_the_first_of_a_month_by_sex_and_age():
    """Women of 72 die at once on 1 July, when Grandma is 72: half a year alive; 1,200 go to Wei. Nobody else dies."""
    [people] = simulate(range(1), mortality=lambda female, age, month: 1e9 if female and age >= 72 else 0)
    wei, *_, grandma = people
    assert [sum(person.total.months) for person in people] == [360, 360, 360, 6]
    assert (
        grandma.total.bequeathed
        == wei.total.inherited
        == 120_000 + grandma.total.credited - (grandma.total.own_account + grandma.total.given)
    )
