"""Every name of the law is declared, and names are found again when they are misspelt."""

import ast
import re
from pathlib import Path

import pytest

import sim
from sim.errors import Faults
from sim.policy import nearest, parameters, resolve
from sim.policy.parameters import names
from sim.policy.record import policy_dtype

# As the law names them, rule by rule; written out, so that none can be renamed unnoticed.
LAW = """
province benefit.groups contribution.base.average_wage contribution.base.floor contribution.base.ceiling
contribution.base.from contribution.base.month contribution.rate.employer contribution.rate.employee
contribution.extra.employee contribution.extra.employer contribution.extra.retired contribution.extra.flexible
contribution.flexible.menu contribution.flexible.menu.default contribution.flexible.rate contribution.flexible.base
contribution.flexible.amount contribution.flexible.account contribution.flexible.pays contribution.flexible.day
contribution.unemployment contribution.unemployment.base contribution.unemployment.credited contribution.due_day
projection.average_wage projection.resident.premium projection.outpatient.cap account.credit.active_rate
account.reform_date account.credit.active_by_age account.credit.retired_rate account.credit.retired_base
account.credit.retired account.credit.average_pension account.credit.timing.active account.credit.timing.retired
account.credit.timing.day account.credit.back_paid account.parts account.interest coverage.start.employee
coverage.start.flexible coverage.start.after_months coverage.start.employer_bears
coverage.stop_lag_months coverage.gap.grace_months coverage.gap.grace_flexible coverage.gap.counted
coverage.gap.back_pay_months coverage.gap.back_paid_return coverage.gap.retroactive coverage.gap.short_return
coverage.gap.back_pay_rate coverage.gap.late_fee coverage.gap.late_fee_from coverage.gap.late_fee_until
coverage.wait.spared_by coverage.wait.employee_first coverage.gap.clears_years coverage.wait.employee
coverage.wait.flexible_return coverage.wait.flexible_first coverage.wait.counts_from coverage.wait.back_paid
coverage.switch.within coverage.switch.row
coverage.wait.benefit_share coverage.arrears.by_employer coverage.arrears.grace_months outpatient.deductible
outpatient.ratio outpatient.cap outpatient.cap_visit outpatient.large_amount.ratio outpatient.large_amount.cap
benefit.class_b_first benefit.year_starts inpatient.deductible inpatient.ratio inpatient.bands inpatient.cap
inpatient.ratio_by_age inpatient.stay_days supplement.over supplement.ratio supplement.cap supplement.outside
away.filed away.unfiled away.emergency programme programme.chronic.ratio
large_amount.ratio large_amount.cap own_burden.over own_burden.ratio own_burden.cap mutual_aid.pays_deductible
account.pays_class_c mutual_aid.relatives mutual_aid.reach mutual_aid.order mutual_aid.payers_per_bill
mutual_aid.keeps mutual_aid.starts mutual_aid.ends mutual_aid.inpatient mutual_aid.premium mutual_aid.own_top_up
mutual_aid.payers_per_person wallet.opens wallet.transfers_per_day wallet.transfer_max resident.premium
resident.subsidy resident.window resident.debits resident.start_in_year resident.late resident.wait.fixed
resident.wait.per_gap_year resident.wait.first_gap_year_counts resident.wait.floor resident.wait.exempt
resident.wait.counts_breaks_from resident.outpatient.deductible resident.outpatient.ratio resident.outpatient.cap
resident.inpatient.deductible resident.inpatient.ratio resident.inpatient.cap resident.large_amount.ratio
resident.large_amount.cap resident.bonus.continuous resident.bonus.no_claim resident.bonus.most
resident.bonus.after_years retirement.years.male retirement.years.female retirement.years.by
retirement.actual_years.male retirement.actual_years.female retirement.actual_years.reach retirement.deemed
retirement.top_up.ways retirement.top_up.rate retirement.top_up.base retirement.top_up.credit
retirement.top_up.extra retirement.top_up.extra_lump death.no_heirs
resident.newborn.until resident.newborn.late resident.to_employee
retirement.statutory.men.age retirement.statutory.men.first retirement.statutory.men.step
retirement.statutory.men.most retirement.statutory.women_55.age retirement.statutory.women_50.most
retirement.flexible_months death.paid_to
"""


@pytest.mark.parametrize("name", LAW.split())
def test_every_name_of_the_law_is_known(name):
    declared, _ = resolve(name)
    assert declared.removeprefix("projection.") in parameters()


def test_no_parameter_is_declared_beyond_the_law():
    beyond = set(parameters()) - {resolve(name)[0] for name in LAW.split()}
    assert beyond == {
        "resident.bonus.counts_from",
        "resident.outpatient.cap_visit",
        "resident.outpatient.large_amount.cap",
        "resident.outpatient.large_amount.ratio",
        "resident.wait.floor_years",
        *(f"retirement.statutory.{who}.{part}" for who in ("women_55", "women_50") for part in ("first", "step")),
        "retirement.statutory.women_55.most",
        "retirement.statutory.women_50.age",
    }


def test_every_declaration_is_complete():
    for parameter in parameters().values():
        assert parameter.english and parameter.kind.unit and 0 <= parameter.rule <= 12
        assert re.search(r"[\u4e00-\u9fff]", parameter.chinese), parameter.name


def test_every_cell_is_a_whole_number_of_64_bits():
    dtype = policy_dtype()
    assert dtype.names is not None
    for name in dtype.names:
        assert dtype[name].base.str == "<i8", name


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("coverage.wait.employe", "coverage.wait.employee"),
        ("outpatient.cup", "outpatient.cap"),
        ("active_rate", "account.credit.active_rate"),
        ("projection.avarage_wage", "projection.average_wage"),
        ("contribution.flexible.ammount", "contribution.flexible.amount"),
    ],
)
def test_the_nearest_right_name(wrong, right):
    assert nearest(wrong) == right
    with pytest.raises(Faults, match=right):
        resolve(wrong)


def test_a_beginning_of_names_is_told_what_follows():
    with pytest.raises(Faults, match="by, female, male"):
        resolve("retirement.years")


def test_only_yuan_can_be_projected():
    with pytest.raises(Faults, match="can have no projection"):
        resolve("projection.outpatient.ratio")


def test_names_are_unambiguous():
    assert len(set(names())) == len(names())
    for name in names():
        resolve(name)


def _names_in(*paths: Path) -> set[str]:
    """Every attribute, name and text in the code of some files; comments do not count."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for part in ("attr", "id", "value"):
                if isinstance(text := getattr(node, part, None), str):
                    found.add(text)
    return found


def test_every_parameter_is_read():
    """What reads the law: rules, processes, plan and world by the record's fields; the policy room by name."""
    house = Path(sim.__file__).parent
    generated = house / "state" / "policy.py"  # the record as type checkers see it: every field there is
    rooms = {path.relative_to(house).parts[0]: [] for path in house.rglob("*.py")}
    for path in set(house.rglob("*.py")) - {generated}:
        rooms[path.relative_to(house).parts[0]].append(path)
    readers = [path for room, paths in rooms.items() if room not in ("policy", "scenario") for path in paths]
    fields = _names_in(*readers)
    by_name = _names_in(*(path for path in (house / "policy").rglob("*.py") if path.name != "parameters.py"))
    for name, parameter in parameters().items():
        filled = {parameter.stem + suffix for suffix in parameter.kind.shapes()}
        assert filled & fields or name in by_name, name


def test_reading_needs_nothing_heavy():
    """`gongji check` starts at once because of this."""
    import subprocess
    import sys

    code = "import sim.policy, sys; sim.policy.parameters(); sim.policy.regions(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "numba", "polars", "simpy"} & set(loaded)
