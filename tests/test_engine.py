"""The calendar's order, what a block of lives hands over, and families of every size."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim import engine
from sim.block_run import Run, room_for
from sim.engine import prepared, run_block, simulate
from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.processes.agenda import process_until
from sim.scenario import load
from sim.words.flows import Flow, Place
from sim.words.states import Status
from sim.world.agenda import first_after
from sim.world.calendar import Calendar, Phase

START = date(2025, 1, 1)

FAMILY = """\
scenario: A family
start: 2025-01-01
end: 2026-05-11
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    parents: [Old]
    insured: {as: employee, paid_months: 60, account: 1000}
    work: {wage: 8000, loses_job: 5% a month, finds_job: 30% a month}
    care: {outpatient: {per_year: 6, cost: {median: 200, p90: 900}}}
  Mei:
    born: 1987-11-02
    sex: female
    region: national
    spouse: Wei
    insured: {as: flexible, paid_months: 20}
  Old:
    born: 1950-07-01
    sex: female
    region: zhengzhou
    insured: {as: retired, account: 300}
    care: {outpatient: {per_year: 12, cost: {median: 200, p90: 900}}}
bindings:
  - {payer: Wei, for: Old}
events:
  - {on: 2025-09-09, who: Old, does: outpatient, cost: 600, bill: knee}
  - {on: 2026-02-02, who: Wei, does: back_pays, months: 3, name: too_late}
expect:
  - {on: 2025-10-31, who: Wei, retired: no}
"""


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str], Plan]:
    def make(text: str) -> Plan:
        path = tmp_path / "household.yaml"
        path.write_text(text, encoding="utf-8")
        scenario = load(path)
        return Plan.make(scenario, policy_of(scenario))

    return make


# ----------------------------------------------------------------------------- the calendar


def a_calendar(start: date = START) -> tuple[Calendar, list[int]]:
    """A calendar, and up to which moment families went through their agenda before each event."""
    reached: list[int] = []
    return Calendar(start, lambda day, phase: reached.append(first_after(day, phase))), reached


@settings(deadline=None, max_examples=50)
@given(
    st.permutations([(day, phase, rank) for day in range(2) for phase in (Phase.LAW, *Phase) for rank in (0, 1)][4:])
)
def test_a_day_goes_through_its_phases_and_ranks_whatever_was_scheduled_first(places):
    calendar, _ = a_calendar()
    places = list(dict.fromkeys(places))
    taken = []

    def wait(place):
        day, phase, rank = place
        yield calendar.at(START + timedelta(days=day), phase, rank)
        taken.append(place)

    for place in places:
        calendar.process(wait(place))
    calendar.run()
    assert taken == sorted(places)


def test_two_events_of_one_day_never_share_a_place():
    calendar, _ = a_calendar()
    calendar.at(START, Phase.BILLS, 3)
    calendar.at(START, Phase.BILLS, 4)
    calendar.at(START + timedelta(days=1), Phase.BILLS, 3)
    with pytest.raises(ValueError, match="two events share 2025-01-01, BILLS, rank 3"):
        calendar.at(START, Phase.BILLS, 3)


def test_nothing_can_be_put_before_now():
    calendar, _ = a_calendar()
    calendar.run(until=START.toordinal() + 40)
    with pytest.raises(ValueError, match="2025-02-09 is already past on 2025-02-10"):
        calendar.at(date(2025, 2, 9), Phase.LAW, 0)
    calendar.at(date(2025, 2, 10), Phase.LAW, 0)


def test_families_go_through_their_agenda_before_every_event_whoever_scheduled_it():
    """Before a phase all days before it; before the file's bills also today's returns; after them today's bills too."""
    calendar, reached = a_calendar()
    day = START + timedelta(days=5)
    for phase in Phase:
        calendar.at(day, phase, 0)
    calendar.timeout(5)  # somebody's own event, at a priority of SimPy's
    calendar.timeout(5.5)
    calendar.run()
    today = 2 * day.toordinal()
    assert reached == [today] * 8 + [today + 1, today + 2, today + 2, today]


def test_every_process_has_its_own_place_on_every_day(plan_of):
    """Nothing happens on one day in two places, and no event of the run stands at a priority of SimPy's."""
    run = prepared(plan_of(FAMILY), range(1))
    simulate(run)
    places = run.calendar._taken
    assert min(priority for _, priority in places) >= Phase.LAW * 1000
    assert {priority // 1000 for _, priority in places} >= {*Phase} - {Phase.LIFE} - {Phase.STATUS}


def test_somebodys_own_process_sees_the_families_as_of_its_day(plan_of):
    """At the beginning of every day no bill is due any more from before it, and those of the day are still to come."""
    run = prepared(plan_of(FAMILY), range(4))
    seen = []

    def look():
        while True:
            yield run.calendar.timeout(1)
            seen.append(run.world.moments.min() >= 2 * run.world.clock.today)

    run.calendar.process(look())
    simulate(run)
    assert len(seen) == (date(2026, 5, 11) - START).days - 1 and all(seen)


def test_somebodys_own_process_changes_nothing(plan_of):
    plan = plan_of(FAMILY)
    run = prepared(plan, range(4))

    def wait(days):
        while True:
            yield run.calendar.timeout(days)

    for days in (1, 7, 0.3):
        run.calendar.process(wait(days))
    block, alone = simulate(run), run_block(plan, range(4))
    assert (block.people == alone.people).all() and (block.years == alone.years).all()


def test_what_the_calendar_does_is_kernels_and_whole_numbers_the_same_in_every_life(plan_of, monkeypatch):
    """What a run of one life calls is written down; the same calls, without a calendar, give four lives."""
    plan, script = plan_of(FAMILY), []

    class Recorded(Run):
        depth = 0

        def note(self, name, *numbers):
            if not self.depth:
                script.append((name, numbers))
            self.depth += 1
            try:
                return getattr(super(), name)(*numbers)
            finally:
                self.depth -= 1

        def apply(self, kernel, *numbers):
            return self.note("apply", kernel, *numbers)

        def begin_event(self, day, phase):
            return self.note("begin_event", day, phase)

        def process_until(self, moment):
            return self.note("process_until", moment)

        def invalidate(self):
            return self.note("invalidate")

    monkeypatch.setattr("sim.engine.Run", Recorded)
    simulate(prepared(plan, range(1)))
    again = Run(plan, range(4), process_until)
    for name, numbers in script:
        getattr(again, name)(*numbers)
    assert all(isinstance(number, int | np.integer) for _, numbers in script for number in numbers[1:])
    monkeypatch.undo()
    block, alone = again.block(), run_block(plan, range(4))
    assert (block.people == alone.people).all() and (block.years == alone.years).all()
    assert (block.totals == alone.totals).all() and (block.refused_events == alone.refused_events).all()


# ----------------------------------------------------------------------------- a block


def test_rows_are_life_major_and_know_their_life_and_person(plan_of):
    plan = plan_of(FAMILY)
    block = run_block(plan, range(7, 10))
    assert block.people["life"].tolist() == [7] * 3 + [8] * 3 + [9] * 3
    assert block.people["home"].tolist() == [0] * 3 + [1] * 3 + [2] * 3
    assert sorted(block.people["who"][:3]) == [0, 1, 2]
    assert plan.names == ("Wei", "Mei", "Old")
    keys = block.years[["life", "who", "year"]].tolist()
    assert sorted(keys) == [(life, who, year) for life in (7, 8, 9) for who in range(3) for year in (2025, 2026)]


def test_a_block_hands_over_bills_refusals_and_snapshots(plan_of):
    block = run_block(plan_of(FAMILY), range(3))
    assert block.bill_names == ("knee",) and block.bills.shape == (3, 1) and block.bill_givers.shape == (3, 1, 3)
    assert block.refused_events.shape == (3, 2) and block.refused_bindings.shape == (3, 1)
    snapshot = block.snapshots[date(2025, 10, 31)]
    assert set(block.snapshots) == {date(2025, 10, 31)}
    assert (snapshot.months.sum(1) == 10).all() and np.isin(snapshot.status, [*Status]).all()
    assert (snapshot.totals <= block.totals).all() and snapshot.totals.any()
    split = [block.bills[word] for word in ("pool", "large_amount", "own_account", "wallet", "relatives", "cash")]
    assert (sum(split) == 600_00).all()  # pyright: ignore[reportAttributeAccessIssue]


def test_a_plan_can_be_lived_again(plan_of):
    plan = plan_of(FAMILY)
    first, again = run_block(plan, range(3)), run_block(plan, range(3))
    assert (first.people == again.people).all() and (first.totals == again.totals).all()


@pytest.mark.parametrize("end", ["2025-01-02", "2025-01-25", "2025-02-01", "2026-01-01", "2026-01-02"])
def test_a_run_may_be_of_any_length(plan_of, end):
    days = "\n".join(line for line in FAMILY.splitlines() if "- {on: " not in line)
    text = days.replace("end: 2026-05-11", f"end: {end}").replace("events:", "").replace("expect:", "")
    plan = plan_of(text)
    block = run_block(plan, range(2))
    assert (block.months.sum(1) == len(plan.month_ends)).all()
    assert set(block.years["year"]) == set(range(2025, (date.fromisoformat(end) - timedelta(days=1)).year + 1))
    assert (block.years["flows"].sum(0) == block.totals.sum(0)).all()


# ----------------------------------------------------------------------------- families of any size

ONE = """\
scenario: One
start: 2025-01-01
years: 2
people:
  Solo: {born: 1985-03-12, sex: male, region: national, insured: {as: employee, account: 10}, work: {wage: 8000}}
"""


def test_one_person_is_a_family(plan_of):
    """2 % of 8000 for 24 months, all of it credited."""
    block = run_block(plan_of(ONE), range(2))
    assert (block.totals[:, Flow.CONTRIBUTED_IN_CASH] == 24 * 160_00).all()
    assert (block.people["books"][:, Place.ACCOUNT] == 12 * 160_00).all()
    assert (block.people["books"][:, Place.PAST_ACCOUNT] == 12 * 160_00 + 10_00).all()


def many(families: int, persons: int) -> str:
    """Families that nothing joins: in each the first one pays for all others."""
    people, bindings = [], []
    for family in range(families):
        for person in range(persons):
            name, born = f"P{person}F{family}", f"19{75 + person}-01-0{family + 1}"
            kin = f"siblings: [P0F{family}], " if person else ""
            people.append(
                f"  {name}: {{born: {born}, sex: male, region: national, {kin}insured: {{as: employee, account: 500}}, "
                f"work: {{wage: {7000 + 10 * person}}}, "
                f"care: {{outpatient: {{per_year: {4 + person}, cost: {{median: 900, p90: 3000}}}}}}}}\n"
            )
            if person:
                bindings.append(f"  - {{payer: P0F{family}, for: {name}, from: 2025-02-0{person}}}\n")
    return f"scenario: Many\nstart: 2025-01-01\nyears: 2\npeople:\n{''.join(people)}bindings:\n{''.join(bindings)}"


def test_twelve_people_in_four_families_live_as_each_family_alone(plan_of):
    together = plan_of(many(4, 3))
    block = run_block(together, range(5))
    assert together.persons == 12 and together.family_bounds.tolist() == [0, 3, 6, 9]
    given = block.totals[:, Flow.GIVEN_FROM_ACCOUNT]
    assert given.any()
    for family in range(4):
        alone = [line for line in many(4, 3).splitlines(True) if f"F{family}" in line or "F" not in line]
        plan = plan_of("".join(alone))
        single = run_block(plan, range(5))
        for who, name in enumerate(plan.names):
            mine, among = single.people["who"] == who, block.people["who"] == together.names.index(name)
            assert (single.totals[mine] == block.totals[among]).all()
            assert (single.people["books"][mine] == block.people["books"][among]).all()


def test_a_clan_of_sixty_shares_and_balances(plan_of):
    """One payer for 59 siblings."""
    people = [f"  S{k}: {{born: 1980-01-01, sex: male, region: national, siblings: [S0]}}\n" for k in range(1, 60)]
    insured = [
        line.replace("}}", "}").replace("}\n", ", insured: {as: employee}, work: {wage: 6000}}\n") for line in people
    ]
    bindings = [f"  - {{payer: S0, for: S{k}}}\n" for k in range(1, 60)]
    bills = [f"  - {{on: 2025-06-{k // 2 + 1:02d}, who: S{k}, does: outpatient, cost: 100}}\n" for k in range(1, 60)]
    text = ONE.replace("Solo", "S0").replace("account: 10}", "account: 1000}")
    block = run_block(
        plan_of(f"{text}{''.join(insured)}bindings:\n{''.join(bindings)}events:\n{''.join(bills)}"), range(1)
    )
    # each has 5 x 120 of an own account by June, so nobody needs the first one's
    assert (block.bills["own_account"] == 100_00).all() and not block.totals[:, Flow.GIVEN_FROM_ACCOUNT].any()


@pytest.mark.slow
@pytest.mark.parametrize(("per_year", "lives", "expected"), [("0.0001", 200_000, 20), ("0.0004", 100_000, 40)])
def test_a_rare_bill_comes_in_as_many_lives_as_it_should(tmp_path, per_year, lives, expected):
    """Poisson: within three standard deviations of 20 of 200,000 and 40 of 100,000; the seed is fixed."""
    file = tmp_path / "rare.yaml"
    care = f"{{inpatient: {{per_year: {per_year}, cost: {{median: 10000, p90: 30000}}}}}}"
    insured = "insured: {as: employee}, work: {wage: 8000}"
    person = f"{{born: 1990-01-01, sex: male, region: national, {insured}, care: {care}}}"
    file.write_text(f"scenario: A rare bill\nstart: 2026-01-01\nyears: 1\nseed: 5\npeople: {{Wei: {person}}}\n")
    found = (sim.run(sim.load(file), out=tmp_path, replications=lives).frame("lives")["pool_paid"] > 0).sum()
    assert abs(found - expected) < 3 * expected**0.5


def test_lives_simulated_in_pieces_are_those_of_one_block(monkeypatch):
    """Five lives at once, or two at a time: rows and their places in the block, years, days that were looked at."""
    scenario = load(Path(__file__).parents[1] / "scenarios" / "spells_and_burdens.yaml")
    plan = Plan.make(scenario, policy_of(scenario))
    whole = run_block(plan, range(3, 8))
    monkeypatch.setattr(engine, "CACHED", 2 * plan.rows.nbytes)
    pieces = run_block(plan, range(3, 8))
    for part in ("people", "totals", "months", "counts", "bills", "bill_givers", "refused_events", "refused_bindings"):
        assert getattr(pieces, part).tobytes() == getattr(whole, part).tobytes(), part
    assert in_order(pieces.years).tobytes() == in_order(whole.years).tobytes()
    assert whole.snapshots and pieces.snapshots.keys() == whole.snapshots.keys()
    for day, seen in whole.snapshots.items():
        assert pieces.snapshots[day].people.tobytes() == seen.people.tobytes()
        assert pieces.snapshots[day].status.tobytes() == seen.status.tobytes()


def test_what_stood_in_memory_before_is_in_no_row(monkeypatch):
    """Rows are written over memory that is not cleared first."""
    scenario = load(Path(__file__).parents[1] / "scenarios" / "spells_and_burdens.yaml")
    plan = Plan.make(scenario, policy_of(scenario))
    rows = ("people", "totals", "months", "counts", "years")
    clean = run_block(plan, range(3))

    def full(plan, lives):
        room = room_for(plan, lives)
        for of_kind in room.values():
            of_kind.view(np.int64).fill(0x5A5A5A5A)
        return room

    monkeypatch.setattr(engine, "room_for", full)
    again = run_block(plan, range(3))
    assert all(getattr(again, name).tobytes() == getattr(clean, name).tobytes() for name in rows)


def in_order(years):
    return years[np.lexsort((years["year"], years["who"], years["life"]))]
