"""The calendar of a scenario is the one its lives go through."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.block_run import Run
from sim.engine import begun, simulate
from sim.experiment.arguments import BadArgument
from sim.explain.planned import documented, planned
from sim.processes.agenda import process_until
from sim.report.planned import calendar
from sim.scenario import load
from tests.explain.test_life import SCENARIOS

QUICK = ("two_regions", "family_changes", "deaths_by_chance", "retirement_choice", "resident_window")


class Watched(Run):
    """A run that keeps which kernels its processes called on which day."""

    def __init__(self, *given):
        super().__init__(*given)
        self.called = []

    def apply(self, kernel, *numbers):
        if self.calendar.active_process is not None and kernel is not process_until:
            self.called.append((self.day, kernel.__name__, list(map(int, numbers))))
        return super().apply(kernel, *numbers)


def compare_with_a_life(name: str) -> None:
    found = planned(load(SCENARIOS / f"{name}.yaml"))
    run = Watched(found.plan, range(1), process_until)
    simulate(begun(run))
    calls = [(due.day, kernel, list(numbers.values())) for due in found.dues for kernel, numbers in due.kernels]
    # the books of a last day that ends no year are closed after the calendar
    assert calls == run.called and calls


@pytest.mark.parametrize("name", QUICK)
def test_what_is_planned_is_what_a_life_goes_through(name):
    compare_with_a_life(name)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    # where weddings and births are drawn, each life has days of its own beside the plan's
    [path for path in sorted(SCENARIOS.glob("*.yaml")) if path.stem != "family_by_chance"],
    ids=lambda path: path.stem,
)
def test_every_worked_file_is_planned_as_it_is_simulated(path):
    compare_with_a_life(path.stem)


def test_a_day_says_process_phase_and_whom_it_concerns():
    found = planned(load(SCENARIOS / "job_gap.yaml"), "Long", "2025-03", "2025-04")
    [left] = [due for due in found.dues if due.about == "leaves_job"]
    assert (left.day, left.phase.name, left.process, left.who) == (date(2025, 3, 31), "WORK", "file_events", ("Long",))
    [bill] = [due for due in found.dues if due.phase.name == "BILLS"]
    assert (bill.about, bill.who) == ("outpatient long-first-month", ("Long",))
    assert [due.day for due in found.dues if due.process == "contributions"] == [date(2025, 3, 25), date(2025, 4, 25)]


def test_a_new_law_names_what_it_changes():
    found = planned(load(SCENARIOS / "law_changes.yaml"))
    assert all(due.about for due in found.dues if due.process == "new_values")


def test_nobody_is_concerned_before_birth():
    found = planned(load(SCENARIOS / "newborn.yaml"))
    born = found.plan.scenario.people["Bao"].born
    assert all("Bao" not in due.who for due in found.dues if due.day < born)


def test_a_person_or_a_day_that_is_not_there_is_refused():
    scenario = load(SCENARIOS / "job_gap.yaml")
    with pytest.raises(BadArgument, match="did you mean Long"):
        planned(scenario, "Lung")
    with pytest.raises(BadArgument, match="allowed: 2025-01-01 to 2026-12-30"):
        planned(scenario, since="2030")


def test_the_screen_says_the_processes_first_and_days_where_they_are_few():
    found = planned(load(SCENARIOS / "job_gap.yaml"))
    text = " ".join(" ".join(line.plain.split()) for line in calendar(found, False, 100))
    assert "contributions: contributions, 24 days: Every due day" in text and "not shown: --days" in text
    text = " ".join(" ".join(line.plain.split()) for line in calendar(found, True, 100))
    assert "2025-01-25 contributions: contributions, everybody" in text


def test_the_command_prints_a_document():
    done = CliRunner().invoke(cli.app, ["plan", str(SCENARIOS / "job_gap.yaml"), "--who", "Short", "--json"])
    document = json.loads(done.output)
    assert (done.exit_code, document["command"], document["from"]) == (0, "plan", "2025-01-01")
    assert document["dues"] == documented(planned(load(SCENARIOS / "job_gap.yaml"), "Short"))["dues"]
