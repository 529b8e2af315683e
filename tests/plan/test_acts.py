"""The file's events as whole numbers: by day, each with the numbers its kernel takes."""

from datetime import date

import pytest

from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.plan.acts import NO_WAGE, Act
from sim.processes.events import KERNELS
from sim.scenario import load
from sim.words.states import Scheme

FAMILY = """\
scenario: A family
start: 2025-01-01
years: 2
people:
  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, spouse: Mei, insured: {as: employee}, work: {wage: 8000}}
  Mei: {born: 1987-11-02, sex: female, region: national, insured: {as: flexible}}
events:
"""


@pytest.fixture
def acts(tmp_path):
    """The acts of events, with the household's slots and regions."""

    def make(*events: str):
        path = tmp_path / "household.yaml"
        path.write_text(FAMILY + "".join(f"  - {{{event}}}\n" for event in events), encoding="utf-8")
        scenario = load(path)
        return Plan.make(scenario, policy_of(scenario))

    return make


def test_acts_stand_by_day_and_those_of_a_day_as_in_the_file(acts):
    plan = acts(
        "on: 2025-06-01, who: Wei, does: starts_job, wage: 9000",
        "on: 2025-03-01, who: Wei, does: leaves_job",
        "on: 2025-03-01, who: Mei, does: joins, as: resident",
    )
    wei, mei = plan.slots["Wei"], plan.slots["Mei"]
    assert plan.acts == (
        Act(date(2025, 3, 1), 1, "leaves_job", (wei,)),
        Act(date(2025, 3, 1), 2, "joins", (mei, Scheme.RESIDENT)),
        Act(date(2025, 6, 1), 0, "starts_job", (wei, 9_000_00)),
    )


@pytest.mark.parametrize(
    "event, kind, numbers",
    [
        ("who: Wei, does: starts_job", "starts_job", ("Wei", NO_WAGE)),
        ("who: Wei, does: employer_defaults, months: 2", "employer_defaults", ("Wei", 2, True)),
        ("who: Wei, does: employer_defaults, months: 2, settles: no", "employer_defaults", ("Wei", 2, False)),
        ("who: Mei, does: leaves", "leaves", ("Mei", Scheme.NONE)),
        ("who: Mei, does: joins, as: employee", "joins", ("Mei", Scheme.EMPLOYEE)),
        ("who: Mei, does: back_pays, months: 3", "back_pays", ("Mei", 3)),
        ("who: Mei, does: back_pays, years: 1", "repays_years", ("Mei", 1)),
        ("who: Mei, does: emigrates", "emigrates", ("Mei",)),
        ("who: Mei, does: divorces", "divorces", ("Mei", "Wei")),
        (
            "who: Wei, to: Mei, does: transfers, amount: 12.34, from: wallet", "transfers",
            ("Wei", "Mei", True, 12_34, 0),
        ),
    ],
)  # fmt: skip
def test_an_act_holds_the_numbers_its_kernel_takes(acts, event, kind, numbers):
    plan = acts(f"on: 2025-03-01, {event}")
    (act,) = plan.acts
    assert (act.event, act.kind) == (0, kind)
    assert act.numbers == tuple(plan.slots[number] if isinstance(number, str) else number for number in numbers)
    assert sum(kind in of_phase for of_phase in KERNELS.values()) == 1


def test_a_move_names_the_region_by_its_place(acts):
    (act,) = acts("on: 2025-03-01, who: Mei, does: moves, region: zhengzhou").acts
    assert act.numbers[1] == acts().regions["zhengzhou"]


def test_bills_are_named_by_their_place_among_the_bills_by_day(acts):
    bill = "does: outpatient, cost: 3"
    plan = acts(f"on: 2025-05-05, who: Wei, {bill}", f"on: 2025-02-02, who: Mei, {bill}")
    assert [(act.event, act.numbers) for act in plan.acts] == [(1, (0,)), (0, (1,))]
    assert plan.file_bills["event"].tolist() == [1, 0]


def test_a_marriage_changes_no_row(acts):
    plan = acts("on: 2025-03-01, who: Wei, does: divorces", "on: 2025-09-01, who: Wei, does: marries, to: Mei")
    assert [act.kind for act in plan.acts] == ["divorces"]
