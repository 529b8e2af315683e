"""Worked examples that somebody published (`published.yaml`) come out; sums that are printed wrong do not."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import pytest

from sim.policy import Policy, PolicyChange
from sim.policy.changes import dated
from sim.rules.account import active_credit, flexible_credit, retired_credit
from sim.rules.benefit import benefit_group, covered_cost
from sim.rules.contribution import (
    contribution_base,
    employee_contribution,
    employer_contribution,
    extra,
    flexible_base,
    flexible_contribution,
)
from sim.rules.coverage import benefit_share, cover_from, gap_wait, has_first_wait, wait_end_of, within_grace
from sim.rules.inpatient import inpatient
from sim.rules.outpatient import outpatient, outpatient_deductible
from sim.rules.resident import fixed_wait, further_wait, least_wait, premium, wait_months
from sim.rules.retirement import earliest_month, latest_month, missing_months, statutory_month, top_up
from sim.state.care import Used
from sim.values.scalars import DAY, MONEY, SHARE
from sim.words.law import TIER_NAMES, CoverFrom, ExtraPayer, OldAge
from sim.words.states import Status, Wait
from sim.world.records import dtype_of
from sim.yaml_marks import read_file

EXAMPLES: Any = read_file(Path(__file__).parent / "published.yaml")
WRONG = EXAMPLES.pop("wrong")
#: An example that names no deductible or cap has none, whatever is assumed for the whole country.
NO_LIMITS = {
    "outpatient.deductible": "0",
    "outpatient.cap": "none",
    "inpatient.deductible": "0",
    "inpatient.cap": "none",
}
TODAY = date(2025, 6, 1)
ALL = 1_000_000


class Case(NamedTuple):
    """One example: its law, what is given, and how to make what the rules ask for."""

    policy: Policy
    region: str
    p: Any
    given: dict[str, str]

    def money(self, name: str) -> int:
        return MONEY(self.given.get(name, "0"))

    def number(self, name: str, otherwise: int = 0) -> int:
        return int(self.given.get(name, otherwise))

    def says(self, name: str) -> bool:
        return self.given.get(name) == "yes"

    def tier(self) -> int:
        return TIER_NAMES.index(self.given.get("tier", "3"))

    def group(self) -> int:
        return benefit_group(self.p, self.says("retired"), self.number("age", 40), 0)

    def used(self) -> Any:
        """What the year has used up before: nothing but visits on the tier."""
        so_far = np.zeros(1, dtype_of(Used)).view(np.recarray)[0]
        so_far.visits[self.tier()] = self.number("visits")
        return so_far


def month_of(day: date) -> int:
    """A month as rules count it: from year 0."""
    return day.year * 12 + day.month - 1


def yuan(**amounts: int) -> dict[str, object]:
    return {name: int(amount) for name, amount in amounts.items()}


def wage(case: Case) -> dict[str, object]:
    return yuan(base=contribution_base(case.p, case.money("wage")))


def bounds(case: Case) -> dict[str, object]:
    return yuan(floor=case.p.contribution_base_floor, ceiling=case.p.contribution_base_ceiling)


def employee(case: Case) -> dict[str, object]:
    p, base = case.p, case.money("base")
    employer = employer_contribution(p, base)
    own = employee_contribution(p, base) + extra(p, int(ExtraPayer.EMPLOYEE), base)
    return yuan(employer=employer, employee=own, together=employer + own)


def self_payer(case: Case) -> dict[str, object]:
    p = case.p
    item = int(p.contribution_flexible_default)
    base = flexible_base(p, item, 0, 0)
    month = flexible_contribution(p, item, case.number("age"), base) + extra(p, int(ExtraPayer.FLEXIBLE), base)
    return yuan(base=base, month=month, year=12 * month, credited=flexible_credit(p, item, base))


def credit(case: Case) -> dict[str, object]:
    return yuan(credited=active_credit(case.p, case.money("base"), 40, TODAY.toordinal()))


def retired_credit_(case: Case) -> dict[str, object]:
    return yuan(credited=retired_credit(case.p, 1, case.money("pension"), TODAY.toordinal()))


def cover(case: Case) -> dict[str, object]:
    """From when benefits come, by the path the coverage clock takes; whether the gap counts; the share meanwhile."""
    p, paid = case.p, DAY(case.given["paid"])
    today, month, by_employer = paid.toordinal(), month_of(paid), case.given["by"] == "employer"
    unbroken = bool(within_grace(p, case.number("gap"), by_employer))
    if case.says("first") and has_first_wait(p, by_employer):
        begins = wait_end_of(p, Wait.FIRST, today, month)
    elif case.says("first"):
        begins = cover_from(p.coverage_start_flexible, 0, today, month)
    elif unbroken:
        assert p.coverage_gap_back_paid_return == CoverFrom.PAYMENT_DAY
        begins = cover_from(p.coverage_gap_back_paid_return, 0, today, month)
    else:
        begins = wait_end_of(p, gap_wait(p, by_employer, case.says("back_paid")), today, month)
    return {
        "from": date.fromordinal(int(begins)),
        "unbroken": unbroken,
        "meanwhile": int(benefit_share(p, int(Status.WAITING))),
    }


def visit(case: Case) -> dict[str, object]:
    p, cost = case.p, case.money("cost")
    so_far = case.used()
    pool, large, _ = outpatient(p, so_far, case.group(), case.tier(), cost, ALL)
    deductible = outpatient_deductible(p, so_far, case.group(), case.tier())
    return yuan(pool=pool + large, own=cost - pool - large, deductible=deductible)


def stay(case: Case) -> dict[str, object]:
    p, cost = case.p, case.money("cost")
    covered = covered_cost(p, cost, case.money("class_b"), case.money("class_c"))
    pool, large, burden, _ = inpatient(p, case.used(), case.group(), case.tier(), covered, ALL)
    assert large == burden == 0
    return yuan(pool=pool, own=cost - pool)


def retires(case: Case) -> dict[str, object]:
    born, old_age = DAY(case.given["born"]), int(OldAge[case.given["old_age"].upper()])
    month = month_of(born)
    found = {"in": statutory_month, "earliest": earliest_month, "latest": latest_month}
    return {name: _first_of(int(rule(case.p, old_age, month))) for name, rule in found.items()}


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def top_up_(case: Case) -> dict[str, object]:
    paid = case.number("paid")
    missing = int(missing_months(case.p, paid, 0, paid, case.number("required"), 0))
    return {"missing": missing, **yuan(sum=top_up(case.p, 0, 0, True) * missing)}


def premium_(case: Case) -> dict[str, object]:
    law = {year: case.policy.record_on(case.region, date(year, 6, 1)) for year in (2025, 2026)}
    return {
        str(year): int(premium(cast(Any, p), case.number("age"), False, case.says("student")))
        for year, p in law.items()
    }


def resident_wait(case: Case) -> dict[str, object]:
    p, missing = case.p, case.number("missing")
    fixed, _ = fixed_wait(p, case.says("late"), missing)
    further, least = further_wait(p, missing), least_wait(p, missing)
    return {"months": int(wait_months(fixed, further, least, case.number("repaid")))}


RULES = {
    "wage": wage, "bounds": bounds, "employee": employee, "self_payer": self_payer, "credit": credit,
    "retired_credit": retired_credit_, "cover": cover, "visit": visit, "stay": stay, "retires": retires,
    "top_up": top_up_, "premium": premium_, "resident_wait": resident_wait,
}  # fmt: skip

#: What is no money, and how it is read.
READ = {
    "from": DAY, "in": DAY, "earliest": DAY, "latest": DAY, "meanwhile": SHARE, "missing": int, "months": int,
    "unbroken": lambda word: word == "yes",
}  # fmt: skip


def work_out(rule: str, example: Any) -> dict[str, object]:
    """What the rules make of one example, only as much as it says."""
    region, today = str(example.get("region", "national")), DAY(example.get("on", str(TODAY)))
    law = example.get("law", {}) if "region" in example else NO_LIMITS | example.get("law", {})
    changes = [PolicyChange(None, name, dated(value, name)) for name, value in law.items()]
    policy = Policy.build([region], changes, min(today, date(2025, 1, 1)), date(2027, 1, 1))
    p = policy.record_on(region, today)
    found = RULES[rule](Case(policy, region, p, example.get("given", {})))
    return {name: found[name] for name in example["gives"]}


def figures(written: dict[str, str]) -> dict[str, object]:
    return {str(name): READ.get(name, MONEY)(text) for name, text in written.items()}


def named(rule: str, example: Any) -> Any:
    return pytest.param(rule, example, id=f"{rule}: {example['name']}")


@pytest.mark.parametrize("rule, example", [named(rule, e) for rule, examples in EXAMPLES.items() for e in examples])
def test_a_published_example(rule, example):
    assert work_out(rule, example) == figures(example["gives"]), example["worked"]


def test_where_a_page_prints_another_figure_the_row_says_why():
    for example in (e for examples in EXAMPLES.values() for e in examples if "printed" in e):
        assert example["differs"] and example["printed"].keys() <= example["gives"].keys()
        assert all(str(text) != example["gives"][name] for name, text in example["printed"].items())


@pytest.mark.parametrize("rule, example", [named(e["rule"], e) for e in WRONG])
def test_a_sum_printed_wrong_is_not_reproduced(rule, example):
    found = work_out(rule, example)
    assert found == figures(example["gives"]), example["worked"]
    for name, wrong in figures(example["refused"]).items():
        assert found[name] != wrong


def test_every_example_says_where_it_stands_and_how_it_is_worked():
    known = {
        "name",
        "source",
        "region",
        "on",
        "law",
        "given",
        "gives",
        "worked",
        "rule",
        "refused",
        "printed",
        "differs",
    }
    for example in [*WRONG, *(e for examples in EXAMPLES.values() for e in examples)]:
        assert {"name", "source", "gives", "worked"} <= example.keys()
        assert example.keys() <= known | {"rule", "refused"}
    assert EXAMPLES.keys() == RULES.keys()
