"""Who writes what: for each field of a person, the functions that assign it.

A change that several rooms make is a verb, so that it is made the same way everywhere; what stands here with several
functions of several files is a candidate for one.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

from sim.state.person import Person

ROOT = Path(__file__).parents[2]
FILES = sorted(path for room in ("processes", "world") for path in (ROOT / "sim" / room).glob("*.py"))
RECORDS = {"Person": get_type_hints(Person)}
for _kind in set(RECORDS["Person"].values()):
    if _kind.__module__.startswith("sim."):
        RECORDS[_kind.__name__] = get_type_hints(_kind)

#: Each field of a person's records and each array of the world, and the functions that write it.
EXPECTED = """
Arrears.by_employee: arrears.owe_month, membership.forget_arrears
Arrears.by_employer: arrears.owe_month, membership.forget_arrears
Arrears.credit: arrears.owe_month, membership.forget_arrears
Arrears.default_months: arrears.default, arrears.end_default, membership.forget_arrears
Arrears.bears_until: arrears.default, arrears.default_month, arrears.end_default, arrears.miss_own_month, membership.forget_arrears
Arrears.extra: arrears.owe_month, membership.forget_arrears
Arrears.first_month: arrears.owe_month
Arrears.job_ended: arrears.default, membership.stop_working
Arrears.lost: arrears.default, arrears.default_month, arrears.end_default, membership.forget_arrears
Arrears.months: arrears.owe_month, membership.forget_arrears
Arrears.never_paid: arrears.default, arrears.end_default, membership.forget_arrears
Bills.cost: bills.place_bill
Bills.number: bills.begin_care, bills.draw_bill
Bills.slice: bills.place_bill
Bills.time: bills.begin_care, bills.place_bill
Cover.ever_insured: coverage.enrol_first
Cover.no_outpatient: arrears.settle_arrears, contribution.benefit_month, contribution.employee_month, contribution.flexible_month, retirement.entitle
Cover.since: arrears.resume_settled, coverage.begin_wait, coverage.return_on, retirement.top_up_month
Cover.until: arrears.keep_own_gap, coverage.continue_cover, coverage.miss_month, coverage.stop_cover
Cover.wait: coverage.begin_wait
Cover.wait_broken: coverage.close_gap, coverage.miss_month, retirement.top_up_month
Cover.waits: coverage.begin_wait, coverage.return_on, retirement.top_up_month
Credit.advance_month: account.credit_active
Credit.advance_months: account.credit_active, account.take_back_advance, life.leave_household
Credit.carried_in: account.turn_year
Credit.due: account.credit_retired, account.end_month, account.send_credit, life.leave_household
Credit.given_until: account.credit_retired, account.yearly_credits
Credit.next: account.credit_retired, account.end_month, account.send_credit, life.leave_household
Credit.today: account.credit_active, account.credit_today
Gap.as_resident: resident.start_cover_of_child, settlement.settle_gap
Gap.back_paid: back_payment.pay_missed, coverage.close_gap, coverage.miss_month
Gap.bill: bills.draw_bill, coverage.miss_month, settlement.settle_gap
Gap.by_employer: arrears.default_month, arrears.keep_own_gap, coverage.close_gap, coverage.miss_month
Gap.first_month: arrears.keep_own_gap, coverage.miss_month
Gap.kept_alone: back_payment.go_on_paying
Gap.kept_gap: back_payment.go_on_paying
Gap.kept_on: back_payment.go_on_paying
Gap.kept_row: back_payment.go_on_paying
Gap.region: coverage.enrol_first, coverage.miss_month, resident.start_cover_of_child
Gap.row_before: coverage.miss_month
Gap.settle_on: coverage.settle_bills, life.leave_household, settlement.settle_gap
Gap.settle_since: coverage.settle_bills
Gap.settle_until: arrears.keep_own_gap, coverage.miss_month, coverage.settle_bills
Gap.settled: arrears.settle_arrears, coverage.close_gap
Gap.time: bills.draw_bill, settlement.settle_gap
Gap.unpaid_before: arrears.miss_no_more, benefit_year.begin_year, coverage.close_gap
Gap.unpaid_in_year: benefit_year.begin_year, coverage.count_no_more, coverage.miss_month
Gap.unpaid_months: arrears.settle_arrears, coverage.close_gap, coverage.miss_month, retirement.entitle, retirement.top_up_month
Insured.in_a_row: arrears.resume_settled, coverage.miss_month, coverage.resume, membership.add_months, membership.count_residents_months, resident.become_resident, resident.insure_year
Insured.months_here: membership.add_months, membership.enter_region, membership.forget_months
Insured.paid_months: membership.add_months, membership.convert_resident_years, membership.forget_months
Job.base_wage: account.turn_year, life.join, work.take_job
Job.benefit_left: contribution.benefit_month, life.join, retirement.retire, work.lose_job, work.take_job
Job.ever_held: life.join, retirement.retire, work.take_job
Job.held: life.join, life.leave_household, membership.stop_working, work.take_job
Job.last_base: contribution.benefit_month, contribution.employee_month, contribution.flexible_month
Job.paid_until: contribution.flexible_month, contribution.pay_year_ahead, membership.enter_region
Job.unemployment_months: arrears.settle_arrears, contribution.employee_month, work.lose_job
Job.wage: account.turn_year, work.take_job
Job.wage_months: account.turn_year, contribution.employee_month
Job.wage_sum: account.turn_year, contribution.employee_month
Pension.entitled_on: retirement.entitle
Pension.lifetime: retirement.entitle
Pension.lifetime_at_retirement: retirement.retire
Pension.missing_months: retirement.be_short, retirement.entitle, retirement.top_up_month
Pension.other_way: retirement.be_short
Pension.retired: retirement.retire
Pension.retired_on: retirement.retire
Person.age: by_chance.grow_up, life.begin_life, life.set_age
Person.alive: life.begin_life, life.leave_household
Person.books: books.move
Person.born: by_chance.bear, by_chance.draw_births
Person.counts: account.count_spells, account.end_month, bills.count_paid, bills.settle_bill, books.write_year
Person.flows: books.move, books.write_year
Person.gone: books.write_year
Person.last_year: benefit_year.begin_year
Person.lives_in: by_chance.bear, life.move_to
Person.months: account.end_month, books.write_year
Person.pool_at_entry: membership.enter_region
Person.region: by_chance.bear, membership.enter_region
Person.scheme: contribution.contributions_due, life.begin_life, life.insure_newborn, life.join, life.leave_household, life.leave_residents, resident.become_resident, retirement.be_short, retirement.entitle, work.lose_job, work.take_job
Person.year_began: benefit_year.begin_year
Resident.bonus_continuous: membership.count_bonus
Resident.bonus_no_claim: membership.count_bonus
Resident.bonus_row: membership.count_bonus
Resident.joins: life.begin_life, life.insure_newborn, life.leave_residents, life.move_to, resident.become_resident, resident.pay_on_joining, resident.turn_to_residents, retirement.be_short, work.take_job
Resident.missing_years: resident.start_cover
Resident.months_at_new_year: membership.count_resident_year
Resident.repaid_years: resident.repay_years, resident.start_cover
Resident.row_from: membership.count_residents_months, resident.become_resident, resident.insure_year
Resident.since: resident.end_wait, resident.start_cover, resident.start_cover_of_child
Resident.too_late_on: resident.turn_to_residents
Resident.until: resident.insure_year
Resident.wait_fixed: resident.start_cover, resident.start_cover_of_child
Resident.wait_from: resident.start_cover, resident.start_cover_of_child
Resident.wait_further: resident.start_cover, resident.start_cover_of_child
Resident.wait_least: resident.start_cover, resident.start_cover_of_child
Resident.wait_until: resident.start_cover, resident.start_cover_of_child
Resident.waits: resident.start_cover, resident.start_cover_of_child
Resident.whole_years: membership.convert_resident_years, membership.count_resident_year
Spells.first_uncovered: account.count_spells
Spells.longest_uncovered: account.count_spells
Spells.longest_waiting: account.count_spells
Spells.uncovered: account.count_spells
Spells.waiting: account.count_spells
Transfers.count: sharing.transfer
Transfers.on: sharing.transfer
Used.below_deductible: benefit_year.clear, bills.split
Used.bonus: account.turn_year, benefit_year.clear
Used.bonus_paid: benefit_year.clear, bills.settle_stay
Used.inpatient_covered: benefit_year.clear, bills.settle_stay
Used.inpatient_pool: benefit_year.clear, bills.settle_stay
Used.large_amount: benefit_year.clear, bills.settle_stay
Used.outpatient_covered: benefit_year.clear, bills.split
Used.outpatient_large: benefit_year.clear, bills.split
Used.outpatient_pool: benefit_year.clear, bills.split
Used.own_burden: benefit_year.clear, bills.settle_stay
Used.own_burden_paid: benefit_year.clear, bills.settle_stay
Used.programme_below: benefit_year.clear, bills.split_by_programme
Used.programme_month: benefit_year.clear, bills.split_by_programme
Used.programme_paid: benefit_year.clear, bills.split_by_programme
Used.programme_pool: benefit_year.clear, bills.split_by_programme
Used.stays: benefit_year.clear, bills.settle_stay
Used.supplement_left: benefit_year.clear, bills.split
Used.supplement_paid: benefit_year.clear, bills.split
Used.visits: benefit_year.clear, bills.split
w.borne: bills.settle_bill
w.clock.epoch: law.begin_epoch
w.clock.month: perform.perform
w.clock.next_moment: agenda.process_until, world.invalidate
w.clock.today: perform.perform
w.clock.year: account.turn_year
w.clock.year_rows: books.write_year
w.counts: books.write_year
w.givers: bills.settle_file_bill
w.left_behind: membership.enter_region
w.links[person.home, b].given: payers.take_from_relatives
w.links[person.home, b].used: benefit_year.begin_year
w.married: by_chance.marry
w.moments: agenda.process_until, back_payment.back_pay, bills.begin_care, contribution.contributions_due, life.leave_household, resident.pay_on_joining
w.months: books.write_year
w.months_in: membership.enter_region, membership.forget_months
w.pools: books.move
w.proved: books.first_unbalanced
w.refused_bindings: sharing.bind_in
w.refused_events: world.refuse
w.soonest: agenda.process_until, world.invalidate
w.status: coverage.observe_status
w.totals: books.write_year
w.weddings: by_chance.draw_weddings
"""

#: What is written before the first day and never again.
FIXED = """
Insured.deemed_months Pension.retires_in Person.home Person.key Person.life Person.slot Person.who
"""


def record_of(node: ast.expr, known: dict[str, str]) -> str | None:
    """The record that an expression is, if it is one of a person's."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "people":
        return "Person"
    if isinstance(node, ast.Attribute) and (outer := record_of(node.value, known)):
        inner = RECORDS[outer].get(node.attr)
        return inner.__name__ if inner is not None and getattr(inner, "__name__", "") in RECORDS else None
    return None


def flat(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple):
        for part in target.elts:
            yield from flat(part)
    else:
        yield target


def writes(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """The record and field of each assignment of a function; a record of unknown kind is its own text."""
    known = {"person": "Person"}
    for parameter in function.args.args:
        if isinstance(parameter.annotation, ast.Name) and parameter.annotation.id in RECORDS:
            known[parameter.arg] = parameter.annotation.id
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts))
                for name, value in pairs:
                    if isinstance(name, ast.Name) and (record := record_of(value, known)):
                        known[name.id] = record
    for node in ast.walk(function):
        if not isinstance(node, (ast.Assign, ast.AugAssign)):
            continue
        for target in flat(ast.Tuple(node.targets) if isinstance(node, ast.Assign) else node.target):
            place = target.value if isinstance(target, ast.Subscript) else target
            if isinstance(place, ast.Attribute):
                yield record_of(place.value, known) or ast.unparse(place.value), place.attr


def writers() -> dict[str, list[str]]:
    """The functions that write each field, as `file.function`."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for record, field in writes(function):
                    if record in RECORDS or record.startswith("w"):
                        found[f"{record}.{field}"].add(f"{path.stem}.{function.name}")
    return {field: sorted(names) for field, names in sorted(found.items())}


def test_every_field_is_written_by_whom_the_table_says():
    expected = {field: names for field, names in (line.split(": ") for line in EXPECTED.split("\n") if line)}
    assert {field: ", ".join(names) for field, names in writers().items()} == expected


def test_every_other_field_is_written_before_the_first_day():
    fields = {f"{record}.{field}" for record, kinds in RECORDS.items() for field, kind in kinds.items()
              if getattr(kind, "__name__", "") not in RECORDS}  # fmt: skip
    assert sorted(fields - writers().keys()) == FIXED.split()


def test_money_is_moved_by_one_function():
    assert writers()["Person.books"] == ["books.move"]


def test_a_write_is_seen_through_every_name_of_a_record():
    source = """
def process(w, i, mine: Cover):
    person, gap = w.people[i], w.people[i].gap
    other = w.people[i + 1]
    gap.settled, person.job.wage = 1, 2
    other.gap.bill[0] += 1
    mine.until = 3
    w.people[i].age = 4
    w.pools[0] -= 5
"""
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    expected = "Gap.settled Job.wage Gap.bill Cover.until Person.age w.pools"
    assert [".".join(pair) for pair in writes(function)] == expected.split()
