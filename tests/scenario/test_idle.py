"""What a file says that can have no effect: each kind with its place, and what has an effect after all."""

from pathlib import Path

import pytest

from sim.scenario import load
from sim.scenario import notes as notes_of
from sim.scenario.idle import Kind

DOCS = Path(__file__).resolve().parents[2] / "docs"
HEAD = """\
scenario: Words without effect
start: 2025-01-01
years: 2
people:
  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, work: {wage: 9000}, insured: {as: employee, paid_months: 9}%s}
"""


@pytest.fixture
def notes(tmp_path):
    def of(more: str, of_wei: str = "") -> list[tuple[Kind, int, int]]:
        path = tmp_path / "a.yaml"
        path.write_text(HEAD % of_wei + more)
        return [(Kind[note.kind.upper()], note.line, note.column) for note in notes_of(load(path))]

    return of


# ----------------------------------------------------------------------------- changes to the law


def test_a_value_that_begins_after_the_run(notes):
    dated = "policy: {coverage.wait.employee: {2026-12-31: 4, 2027-01-01: 5}}\n"
    assert notes(dated) == [(Kind.AFTER_THE_END, 6, 62)]
    assert notes("policy: {coverage.wait.employee: {2027-01-01: 5}}\n") == [(Kind.AFTER_THE_END, 6, 10)]


def test_a_premium_of_the_next_year_is_paid_in_the_run(notes):
    assert notes("policy: {resident.subsidy: {2027-01-01: 500}}\n") == []
    assert notes("policy: {resident.subsidy: {2028-06-01: 500}}\n") == [(Kind.AFTER_THE_END, 6, 10)]


def test_a_value_after_the_run_may_stop_a_projection_in_it(notes):
    """An amount is projected after its last dated value; with one in 2030 it stays as it is until then."""
    projected = "  projection.outpatient.cap: 5% a year\n"
    dated = "  outpatient.cap: {2025-01-01: 2000, 2030-01-01: 3000}\n"
    assert notes(f"policy:\n{dated}{projected}") == []
    assert notes(f"policy:\n{dated}") == [(Kind.AFTER_THE_END, 7, 50)]


def test_the_law_of_a_region_in_which_nobody_lives(notes):
    assert notes("policy: {beijing: {coverage.wait.employee: 5}}\n") == [(Kind.NOBODY_THERE, 6, 20)]
    moves = "events: [{on: 2026-01-01, does: moves, who: Wei, region: beijing}]\n"
    assert notes(f"policy: {{beijing: {{coverage.wait.employee: 5}}}}\n{moves}") == []


def test_a_general_value_behind_each_regions_own(notes):
    own = "policy: {coverage.wait.employee: 4, zhengzhou: {coverage.wait.employee: %s}}\n"
    assert notes(own % 5) == [(Kind.SHADOWED, 6, 10)]
    assert notes(own % "{2026-01-01: 5}") == []  # until then the general one holds


PROGRAMMES = (
    "policy: {programme: {heart: {deductible: 30, ratio: {active: 80%, retired: 85%}, cap: 300, per: month}}}\n"
)


def test_programmes_of_which_no_bill_is(notes):
    visit = "events: [{on: 2025-03-01, who: Wei, does: outpatient, cost: 100%s}]\n"
    assert notes(PROGRAMMES + visit % "") == [(Kind.NO_SUCH_BILL, 6, 10)]
    assert notes(PROGRAMMES + visit % ", programme: heart") == []


def test_programmes_of_drawn_visits_have_an_effect(notes):
    care = ", care: {outpatient: {per_year: 2, cost: {median: 180, p90: 700}, programme: {heart: 50%}}}"
    assert notes(PROGRAMMES, care) == []


# ----------------------------------------------------------------------------- cases


def test_a_variant_that_is_the_file_itself(notes):
    variants = """\
variants:
  in other words: {about: The same, people: {Wei: {work: {wage: 9000.00}}}}
  another wage: {people: {Wei: {work: {wage: 9001}}}}
  the law as it is: {policy: {account.interest: 1% a year}}
  another law: {policy: {account.interest: 2% a year}}
"""
    assert notes(f"policy: {{account.interest: 1.0% a year}}\n{variants}") == [
        (Kind.SAME_VARIANT, 8, 3),
        (Kind.SAME_VARIANT, 10, 3),
    ]


def test_what_has_an_effect_in_a_variant(notes):
    policy = "policy: {coverage.wait.employee: {2027-01-01: 5}, beijing: {coverage.wait.employee: 5}}\n"
    assert len(notes(policy)) == 2
    assert notes(policy + "variants: {longer: {years: 3}}\n") == [(Kind.NOBODY_THERE, 6, 61)]
    assert notes(policy + "variants: {there: {people: {Wei: {region: beijing}}}}\n") == [(Kind.AFTER_THE_END, 6, 10)]


def test_what_a_variant_says_without_effect(notes):
    variants = "variants: {x: {policy: {beijing: {coverage.wait.employee: 5}}, people: {Wei: {work: {wage: 9001}}}}}\n"
    assert notes(variants) == [(Kind.NOBODY_THERE, 6, 35)]


def test_what_may_have_an_effect_at_a_point(notes):
    policy = "policy: {coverage.wait.employee: {2027-01-01: 5}, beijing: {coverage.wait.employee: 5}}\n"
    assert notes(policy + "sweep: {vary: {years: [2, 5]}}\n") == [(Kind.NOBODY_THERE, 6, 61)]
    assert notes(policy + "sweep: {vary: {people.Wei.region: [zhengzhou, beijing]}}\n") == [(Kind.AFTER_THE_END, 6, 10)]


def test_a_path_of_a_region_in_which_nobody_lives(notes):
    path = "sweep: {vary: {policy.beijing.coverage.wait.employee: [3, 4]}}\n"
    assert notes(path) == [(Kind.NOBODY_THERE, 6, 16)]
    assert notes(path + "variants: {there: {people: {Wei: {region: beijing}}}}\n") == []


# ----------------------------------------------------------------------------- choices


@pytest.mark.parametrize("choice", ["when_jobless: flexible", "back_pay: within_grace", "when_short: monthly"])
def test_a_choice_that_its_person_never_has(choice, notes):
    assert notes("", f", choices: {{{choice}}}") == [(Kind.NEVER_CHOSEN, 5, 128)]


def test_a_choice_of_who_may_lose_the_job(notes):
    choices = ", choices: {when_jobless: flexible, back_pay: within_grace, menu: standard}"
    assert notes("events: [{on: 2025-05-01, does: leaves_job, who: Wei}]\n", choices) == []
    assert [kind for kind, _, _ in notes("", choices)] == [Kind.NEVER_CHOSEN] * 2  # the menu is of flexible


def test_a_menu_is_of_self_payers(notes):
    assert notes("", ", choices: {menu: standard}") == [(Kind.NEVER_CHOSEN, 5, 128)]
    assert (
        notes("events: [{on: 2025-05-01, does: joins, as: flexible, who: Wei}]\n", ", choices: {menu: standard}") == []
    )


def test_when_somebody_young_will_retire_is_an_outcome(notes):
    assert notes("", ", choices: {retires: earliest}") == []


# ----------------------------------------------------------------------------- events

LEAVES = "events: [{on: 2025-05-01, does: leaves_job, who: Wei}%s]\n"
MEI = "  Mei: {born: 1990-01-01, sex: female, region: zhengzhou, insured: {as: resident}%s}\n"


def test_a_job_is_left_by_who_has_none(notes):
    again = ", {on: 2025-07-01, does: leaves_job, who: Wei}"
    assert notes(LEAVES % again) == [(Kind.IDLE_EVENT, 6, 79)]
    assert notes(LEAVES % f", {{on: 2025-06-01, does: starts_job, who: Wei}}{again}") == []
    assert notes(MEI % "" + LEAVES.replace("Wei", "Mei") % "") == [(Kind.IDLE_EVENT, 7, 33)]
    assert notes(MEI % "" + "events: [{on: 2025-05-01, does: employer_defaults, who: Mei, months: 2}]\n") == [
        (Kind.IDLE_EVENT, 7, 33)
    ]


def test_chance_may_have_found_a_job(notes):
    assert notes(MEI % ", work: {wage: 5000, finds_job: 5% a month}" + LEAVES.replace("Wei", "Mei") % "") == []


def test_the_refusal_of_a_jobless_event_may_be_expected(notes):
    named = LEAVES.replace("does: leaves_job", "does: leaves_job, name: quits").replace("Wei", "Mei") % ""
    assert notes(MEI % "" + named + "expect: [{event: quits, refused: jobless}]\n") == []


def test_a_move_to_where_one_lives(notes):
    moves = "events: [{on: 2025-05-01, does: moves, who: Wei, region: %s}%s]\n"
    assert notes(moves % ("zhengzhou", "")) == [(Kind.IDLE_EVENT, 6, 33)]
    assert notes(moves % ("beijing", ", {on: 2025-07-01, does: moves, who: Wei, region: zhengzhou}")) == []


# ----------------------------------------------------------------------------- the sweep


@pytest.mark.parametrize(
    "by, idle",
    [
        ("grid", ["samples", "trajectories", "levels", "seed"]),
        ("one_at_a_time", ["samples", "trajectories", "levels", "seed"]),
        ("lhs", ["trajectories", "levels"]),
        ("sobol", ["trajectories", "levels"]),
        ("morris", ["samples"]),
    ],
)
def test_a_key_that_the_points_do_not_depend_on(notes, by, idle):
    lines = {"samples": 9, "trajectories": 10, "levels": 11, "seed": 12}
    keys = "  samples: 8\n  trajectories: 5\n  levels: 6\n  seed: 3\n"
    found = notes(f"sweep:\n  vary: {{people.Wei.work.wage: [8000, 9000]}}\n  by: {by}\n{keys}")
    assert found == [(Kind.IDLE_DESIGN, lines[key], 3) for key in idle]


# ----------------------------------------------------------------------------- how they are read


def test_a_note_reads_as_a_fault_does(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(HEAD % "" + "policy: {beijing: {coverage.wait.employee: 5}}\n")
    [note] = notes_of(load(path))
    said = "coverage.wait.employee: nobody lives in beijing, so this changes nothing"
    assert str(note) == f"{path}:6:20: note: {said}"


def test_every_kind_is_in_the_documentation():
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    assert all(f"| `{kind.word}` | {kind.value} |" in page for kind in Kind)


def test_notes_are_found_of_very_many_variants(notes):
    """The hundred and fiftieth of them changes nothing, and the last changes the law of a region where nobody lives."""
    variants = [f"  v{number}: {{people: {{Wei: {{pension: {number + 1}}}}}}}\n" for number in range(150)]
    variants += ["  same: {about: x}\n", "  idle: {policy: {beijing: {account.interest: 5% a year}}}\n"]
    found = notes(f"variants:\n{''.join(variants)}")
    assert found == [(Kind.SAME_VARIANT, 157, 3), (Kind.SAME_VARIANT, 158, 3), (Kind.NOBODY_THERE, 158, 29)]
