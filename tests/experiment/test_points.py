"""Which points a sweep has."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from sim.errors import Faults
from sim.experiment import points
from sim.experiment.points import count, design
from sim.extras import MissingExtra
from sim.outcomes.axes import DATE
from sim.scenario import load
from sim.scenario.model import Range

FAMILY = """\
scenario: Two people
start: 2025-01-01
years: 1
seed: 7
policy: {coverage.wait.employee: 3, beijing: {outpatient.cap: 5000}}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: beijing
    insured: {as: employee, paid_months: 60}
    work: {wage: 9500, loses_job: 1% a month}
events:
  - {on: 2025-06-01, who: Wei, does: outpatient, cost: 500, bill: knee}
"""
WAGE, LOSES = "people.Wei.work.wage", "people.Wei.work.loses_job"
WAIT, BACK = "policy.coverage.wait.employee", "people.Wei.choices.back_pay"


@pytest.fixture
def swept(tmp_path):
    """A scenario with a sweep."""

    def read(sweep=""):
        path = tmp_path / "scenario.yaml"
        path.write_text(FAMILY + dedent(sweep), encoding="utf-8")
        return load(path)

    return read


def texts(scenario):
    return [point.texts for point in design(scenario).points]


def numbers(axis):
    assert axis.numbers is not None
    return axis.numbers.tolist()


def axis_of(scenario, path):
    return next(axis for axis in design(scenario).axes if axis.path == path)


# ----------------------------------------------------------------------------- grid


def test_a_grid_has_every_combination_the_last_path_fastest(swept):
    scenario = swept(f"sweep: {{vary: {{{WAGE}: [9000, 9500], {BACK}: [never, within_grace]}}}}")
    made = design(scenario)
    assert [point.number for point in made.points] == [0, 1, 2, 3]
    assert [(point.texts[WAGE], point.texts[BACK]) for point in made.points] == [
        ("9000", "never"), ("9000", "within_grace"), ("9500", "never"), ("9500", "within_grace"),
    ]  # fmt: skip
    wage, back = made.axes
    assert (made.by, wage.path, back.path) == ("grid", WAGE, BACK)
    assert (wage.texts, numbers(wage)) == (("9000", "9000", "9500", "9500"), [9000, 9000, 9500, 9500])
    assert (wage.rows, wage.ends, wage.unit) == (None, None, "")
    assert back.numbers is None
    assert back.texts == ("never", "within_grace", "never", "within_grace")


def test_in_a_grid_a_range_stands_for_its_ends_and_no_value_stands_twice(swept):
    scenario = swept(f"sweep: {{vary: {{{WAGE}: {{from: 9000, to: 9900}}, {WAIT}: [0, 3, 0]}}}}")
    assert [tuple(of.values()) for of in texts(scenario)] == [
        ("9000", "0"), ("9000", "3"), ("9900", "0"), ("9900", "3"),
    ]  # fmt: skip
    assert count(scenario) == 4


def test_points_are_counted_without_being_made(swept):
    keys = ("work.wage", "pension", "insured.paid_months", "insured.deemed_months", "insured.account")
    vary = ", ".join(f"people.Wei.{key}: [{', '.join(map(str, range(40)))}]" for key in keys)
    assert count(swept(f"sweep: {{vary: {{{vary}}}}}")) == 40**5


@pytest.mark.parametrize(
    "by, number", [("grid", 6), ("one_at_a_time", 6), ("lhs", 8), ("sobol", 8 * 4), ("morris", 5 * 3)]
)
def test_as_many_points_are_made_as_are_counted(swept, by, number):
    scenario = swept(
        f"sweep: {{vary: {{{WAGE}: [9000, 9500], {WAIT}: [0, 2, 6]}}, by: {by}, samples: 8, trajectories: 5}}"
    )
    assert count(scenario) == len(design(scenario).points) == number


def test_every_point_is_a_scenario():
    scenario = load(Path(__file__).parents[2] / "scenarios" / "three_generations.yaml")
    last = design(scenario).points[-1]
    assert last.number == count(scenario) - 1 == 3 * 3 * 4 - 1
    simulated = scenario.at(last.values)
    assert simulated.document.node("people", "Wei", "work", "loses_job") == "2% a month"
    assert simulated.people["Wei"].insured.paid_months == 132
    assert [change.dated for change in simulated.policy] == [{None: "6"}]


def test_a_table_is_reported_on_one_line(swept):
    scenario = swept("""
        sweep:
          vary:
            policy.account.credit.active_rate: [1%, {2025-01-01: 1%, 2025-07-01: 2%}]
        """)
    axis = design(scenario).axes[0]
    assert axis.texts == ("1%", "{2025-01-01: 1%, 2025-07-01: 2%}")
    assert axis.numbers is None
    dated = scenario.at(design(scenario).points[1].values).policy[-1].dated
    assert sorted(map(str, dated)) == ["2025-01-01", "2025-07-01"]


# ----------------------------------------------------------------------------- one at a time


def test_one_at_a_time_begins_with_the_scenario_as_written(swept):
    scenario = swept(f"sweep: {{vary: {{{WAGE}: [9000, 9900], {BACK}: [within_grace]}}, by: one_at_a_time}}")
    assert texts(scenario) == [{}, {WAGE: "9000"}, {WAGE: "9900"}, {BACK: "within_grace"}]
    wage, back = design(scenario).axes
    assert (wage.texts, wage.rows) == (("9500", "9000", "9900", "9500"), (0, 1, 2))
    assert numbers(wage) == [9500, 9000, 9900, 9500]
    # what the file leaves to a default is known too
    assert (back.texts, back.rows) == (("never", "never", "never", "within_grace"), (0, 3))


def test_a_swept_value_that_is_the_one_as_written_is_not_reported_twice(swept):
    scenario = swept(f"sweep: {{vary: {{{WAGE}: [9500.00, 9900], {BACK}: [never, within_grace]}}, by: one_at_a_time}}")
    wage, back = design(scenario).axes
    assert (wage.rows, back.rows) == ((1, 2), (3, 4))


@pytest.mark.parametrize("path", ["policy.retirement.years.male", "policy.beijing.retirement.years.male"])
def test_what_the_file_leaves_to_the_law_is_the_value_in_force(swept, path):
    axis = axis_of(swept(f"sweep: {{vary: {{{path}: [15, 30]}}, by: one_at_a_time}}"), path)
    assert (axis.texts, axis.rows) == (("25", "15", "30"), (0, 1, 2))
    assert numbers(axis) == [25, 15, 30]


def test_a_value_that_changes_in_the_run_is_as_written_without_a_number(swept):
    path = "policy.contribution.base.average_wage"  # another one from 1 July on
    axis = axis_of(swept(f"sweep: {{vary: {{{path}: [9000, 12000]}}, by: one_at_a_time}}"), path)
    assert axis.texts == ("as written", "9000", "12000")
    assert np.isnan(numbers(axis)[0])
    assert (numbers(axis)[1:], axis.rows) == ([9000, 12000], (0, 1, 2))


def test_a_value_as_written_in_another_unit_has_no_number_beside_the_swept_ones(swept):
    axis = axis_of(swept(f"sweep: {{vary: {{{WAIT}: [60 days, 90 days]}}, by: one_at_a_time}}"), WAIT)
    assert (axis.texts[0], axis.unit) == ("3", " days")
    assert np.isnan(numbers(axis)[0])


@pytest.mark.parametrize(
    "path, values, otherwise",
    [
        (WAIT, "[0, 6]", "3"),
        ("policy.beijing.outpatient.cap", "[4000, 6000]", "5000"),
        ("events.knee.cost", "[400, 600]", "500"),
        ("years", "[2, 3]", "1"),
    ],
)
def test_the_value_as_written_is_found_wherever_it_stands(swept, path, values, otherwise):
    axis = axis_of(swept(f"sweep: {{vary: {{{path}: {values}}}, by: one_at_a_time}}"), path)
    assert axis.texts[0] == otherwise
    assert numbers(axis)[0] == float(otherwise)


# ----------------------------------------------------------------------------- numbers


def test_numbers_are_read_with_their_unit_and_nothing_needs_none(swept):
    axis = axis_of(swept(f"sweep: {{vary: {{{LOSES}: [0, 0.5% a month, 2% a month]}}}}"), LOSES)
    assert (numbers(axis), axis.unit) == ([0, 0.5, 2], "% a month")
    assert axis.text(1.25) == "1.25% a month"


def test_values_of_two_units_are_words(swept):
    assert axis_of(swept(f"sweep: {{vary: {{{WAIT}: [2, 60 days]}}}}"), WAIT).numbers is None


def test_a_word_that_was_not_drawn_makes_words_of_all(swept):
    path = "people.Wei.choices.retires"
    axis = axis_of(swept(f"sweep: {{vary: {{{path}: [2047-05, statutory]}}, by: lhs, samples: 1}}"), path)
    assert (axis.numbers, axis.ends) == (None, None)


def test_dates_and_months_are_ordinals(swept):
    path = "people.Wei.choices.retires"
    axis = axis_of(swept(f"sweep: {{vary: {{{path}: [2047-05, 2047-07]}}}}"), path)
    # from 1 May to 1 July: 31 + 30 days
    assert (axis.unit, numbers(axis)[1] - numbers(axis)[0]) == (DATE, 61)
    assert axis.text(numbers(axis)[0] + 3) == "2047-05-04"
    mixed = axis_of(swept(f"sweep: {{vary: {{{path}: [2047-05, statutory]}}}}"), path)
    assert mixed.numbers is None


# ----------------------------------------------------------------------------- drawn points


def test_a_latin_hypercube_has_each_part_of_every_path_once(swept):
    waits = ", ".join(map(str, range(16)))
    scenario = swept(f"sweep: {{vary: {{{WAGE}: {{from: 9001, to: 9016}}, {WAIT}: [{waits}]}}, by: lhs, samples: 16}}")
    wage, wait = design(scenario).axes
    assert sorted(numbers(wage)) == list(range(9001, 9017))
    assert sorted(numbers(wait)) == list(range(16))
    assert [wage - 9001 for wage in numbers(wage)] != numbers(wait)
    assert [end.text for end in wage.ends or ()] == ["9001", "9016"]
    assert [end.number for end in wait.ends or ()] == [0, 15]
    assert (wage.rows, wait.rows) == (None, None)


def test_a_value_listed_twice_is_drawn_twice_as_often(swept):
    axis = axis_of(swept(f"sweep: {{vary: {{{BACK}: [never, within_grace, never]}}, by: lhs, samples: 12}}"), BACK)
    assert (axis.texts.count("never"), axis.texts.count("within_grace")) == (8, 4)
    assert axis.ends is None


def test_the_last_value_is_drawn_up_to_the_very_end(swept, monkeypatch):
    # a part may be exactly 1
    monkeypatch.setattr(points, "_hypercube", lambda sweep: np.ones((1, 2)))
    scenario = swept(f"sweep: {{vary: {{{WAGE}: {{from: 1, to: 9}}, {WAIT}: [0, 6]}}, by: lhs, samples: 1}}")
    assert texts(scenario) == [{WAGE: "9", WAIT: "6"}]


def test_saltellis_points_change_one_path_after_the_other(swept):
    scenario = swept(f"""
        sweep:
          vary: {{{WAGE}: {{from: 1, to: 900000}}, people.Wei.insured.paid_months: {{from: 0, to: 280}}}}
          by: sobol
          samples: 4
        """)
    rows = [tuple(of.values()) for of in texts(scenario)]
    for first in range(0, 16, 4):
        a, wage_of_b, months_of_b, b = rows[first : first + 4]
        assert wage_of_b == (b[0], a[1])
        assert months_of_b == (a[0], b[1])
        assert a != b
    # of 4 base points in both halves: one in each quarter of the range
    wages = [float(wage) for wage, _ in rows]
    for half in (wages[0::4], wages[3::4]):
        assert sorted(int((wage - 1) // 225_000) for wage in half) == [0, 1, 2, 3]


@pytest.mark.parametrize("by", ["lhs", "sobol", "morris"])
def test_the_seed_of_the_sweep_decides_what_is_drawn_and_that_of_chance_does_not(swept, by):
    text = f"sweep: {{vary: {{{WAGE}: {{from: 1, to: 900000}}}}, by: {by}, samples: 8"
    scenario = swept(f"{text}}}")
    assert texts(scenario) == texts(scenario.at({"seed": "8"})) == texts(swept(f"{text}, seed: 1}}"))
    assert texts(scenario) != texts(swept(f"{text}, seed: 2}}"))
    assert len(texts(swept(f"{text}, seed: 0}}"))) == len(texts(scenario))


def test_along_a_trajectory_one_path_changes_after_the_other_by_half_of_the_levels(swept):
    """Levels of 9000 to 9900 are 9000, 9300, 9600 and 9900; half of them is 600."""
    vary = f"{WAGE}: {{from: 9000, to: 9900}}, {WAIT}: [0, 3, 6], {BACK}: [never]"
    made = texts(swept(f"sweep: {{vary: {{{vary}}}, by: morris, trajectories: 200}}"))
    orders = set()
    for first in range(0, 800, 4):
        trajectory = made[first : first + 4]
        changed = [
            [path for path in before if before[path] != after[path]]
            for before, after in zip(trajectory, trajectory[1:])
        ]
        assert sorted(changed) == [[], [WAGE], [WAIT]]  # a path of one value cannot change
        orders.add(tuple(map(tuple, changed)))
        assert abs(int(trajectory[0][WAGE]) - int(trajectory[-1][WAGE])) == 600
    assert len(orders) == 6
    assert {one[WAGE] for one in made} == {"9000", "9300", "9600", "9900"}
    starts, ends = ({one[WAIT] for one in made[place::4]} for place in (0, 3))
    assert starts == ends == {"0", "3", "6"}


@pytest.mark.parametrize(
    "ends, levels, found",
    [
        (("0%", "10%"), 4, ("0%", "3.3333%", "6.6667%", "10%")),
        (("2025-01-01", "2025-01-04"), 2, ("2025-01-01", "2025-01-04")),
        (("2025-01", "2025-02"), 4, ("2025-01", "2025-01", "2025-02", "2025-02")),
    ],
)
def test_levels_are_as_fine_as_values_of_a_file(ends, levels, found):
    span = Range.model_validate(dict(zip(("from", "to"), ends)))
    assert tuple(span.level(level, levels) for level in range(levels)) == found


@pytest.mark.slow
def test_points_do_not_depend_on_the_hash_of_texts(swept):
    scenario = swept(
        f"sweep: {{vary: {{{WAGE}: {{from: 1, to: 900000}}, {LOSES}: [0, 1% a month, 2% a month]}}, by: lhs}}"
    )
    reported = (
        "from sim.scenario import load; from sim.experiment.points import design\n"
        f"made = design(load({scenario.path!r}))\n"
        "print([(a.path, a.texts, a.numbers.tolist(), a.unit, a.ends) for a in made.axes])"
    )
    root = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", reported],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


# ----------------------------------------------------------------------------- what cannot be done


@pytest.mark.parametrize("requested", [design, count])
def test_a_scenario_without_a_sweep_says_what_to_write(swept, requested):
    with pytest.raises(Faults) as caught:
        requested(swept())
    (fault,) = caught.value.faults
    assert (fault.line, fault.message) == (1, "the scenario has no sweep")
    example = swept(f"{fault.write}\n")
    assert count(example) == 3


@pytest.mark.parametrize("requested", [design, count])
@pytest.mark.parametrize("samples, below, above", [(100, 64, 128), (3, 2, 4), (1025, 1024, 2048)])
def test_sobol_needs_a_power_of_two(swept, requested, samples, below, above):
    with pytest.raises(Faults) as caught:
        requested(swept(f"sweep:\n  vary: {{{WAIT}: [0, 2]}}\n  by: sobol\n  samples: {samples}\n"))
    (fault,) = caught.value.faults
    assert fault.message == (
        f"samples: {samples} is no power of two, as sobol requires; the nearest are {below} and {above}"
    )
    assert fault.write == f"samples: {above}"
    assert fault.line == len(FAMILY.splitlines()) + 4


@pytest.mark.parametrize(
    "by, library, what",
    [("lhs", "scipy.stats", "Latin hypercube sampling"), ("sobol", "scipy.stats", "Sobol' sampling")],
)
def test_a_missing_library_says_how_it_is_installed(swept, monkeypatch, by, library, what):
    scenario = swept(f"sweep: {{vary: {{{WAIT}: [0, 2]}}, by: {by}}}")
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra) as caught:
        design(scenario)
    assert str(caught.value).startswith(f"{what}: libraries of the extra sampling are missing; to install them:\n")
    assert count(scenario) > 0


def test_a_grid_needs_no_further_library(swept, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy", None)
    assert len(design(swept(f"sweep: {{vary: {{{WAIT}: [0, 2]}}}}")).points) == 2
