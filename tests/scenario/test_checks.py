"""Each refusal finds what it is for, and leaves alone what is right."""

from pathlib import Path

import pytest

from sim.errors import Faults
from sim.scenario import checks, load
from sim.scenario.checks import (
    ages,
    bindings,
    care,
    chance,
    events,
    expectations,
    kin,
    outcomes,
    people,
    population,
    run,
    sweep,
)
from sim.scenario.load import _document, _read

BAD = Path(__file__).parents[1] / "bad"

SUBJECTS = (run, people, ages, care, kin, bindings, events, chance, sweep, outcomes, expectations, population)
DECLARED = {name: check for of in SUBJECTS for name, check in vars(of).items() if name.startswith("fail_if_")}

# refusal: files of tests/bad that it alone speaks about
REFUSALS = {
    "fail_if_wedding_is_impossible": [
        "wedding_to_oneself", "wedding_of_the_married", "wedding_of_an_event", "wedding_of_kin",
        "wedding_to_a_child_by_chance",
    ],
    "fail_if_too_many_couples": ["weddings_too_many"],
    "fail_if_birth_by_chance_is_impossible": [
        "birth_of_a_man", "birth_of_nobody", "birth_with_a_woman", "birth_with_kin",
    ],
    "fail_if_child_by_chance_is_named": ["event_of_a_child_by_chance", "kin_of_a_child_by_chance"],
    "fail_if_never_fertile": ["birth_too_late"],
    "fail_if_children_could_retire": ["birth_in_too_long_a_run"],
    "fail_if_end_and_years": ["end_and_years"],
    "fail_if_neither_end_nor_years": ["neither_end_nor_years"],
    "fail_if_end_is_not_after_start": ["end_before_start"],
    "fail_if_run_is_too_long": ["run_too_long"],
    "fail_if_nobody": ["nobody"],
    "fail_if_names_collide": ["names_collide"],
    "fail_if_born_after_start": ["born_after_start"],
    "fail_if_work_is_before_birth": ["worked_before_birth", "worked_as_a_child"],
    "fail_if_student_before_birth": ["student_before_birth"],
    "fail_if_birth_is_impossible": ["birth_of_two_men", "mother_of_eighty"],
    "fail_if_too_young_to_marry": ["marries_at_ten"],
    "fail_if_too_young_for_an_event": ["works_at_ten", "pays_at_ten"],
    "fail_if_married_too_young": ["married_at_ten"],
    "fail_if_months_are_more_than_possible": ["paid_too_long", "deemed_too_long", "in_a_row_before_birth"],
    "fail_if_older_than_anybody": ["older_than_anybody"],
    "fail_if_too_young_for_insurance": ["employee_of_ten", "retired_at_forty"],
    "fail_if_retires_outside_the_window": ["retires_too_early", "retires_too_late"],
    "fail_if_menu_is_unknown": ["menu_unknown"],
    "fail_if_tiers_do_not_add_up": ["tiers_do_not_add_up"],
    "fail_if_classes_exceed_cost": ["classes_over_one", "classes_over_cost", "whole_over_cost"],
    "fail_if_parts_of_class_b_are_unclear": ["class_b_part_twice", "class_b_many_parts"],
    "fail_if_programmes_are_unclear": ["programme_of_a_stay", "programmes_over_one"],
    "fail_if_programme_is_unknown": ["programme_unknown"],
    "fail_if_more_than_all_is_away": ["away_over_one"],
    "fail_if_costs_are_too_wide": ["costs_too_wide"],
    "fail_if_costs_outgrow_the_bound": ["costs_outgrow_the_bound"],
    "fail_if_wage_outgrows_the_bound": ["wage_outgrows_the_bound"],
    "fail_if_interest_outgrows_the_bound": ["interest_outgrows_the_bound"],
    "fail_if_p90_is_below_median": ["p90_below_median"],
    "fail_if_own_relative": ["own_parent", "own_spouse"],
    "fail_if_relative_is_named_twice": ["parent_named_twice"],
    "fail_if_too_many_parents": ["three_parents"],
    "fail_if_spouses_disagree": ["spouses_disagree"],
    "fail_if_own_ancestor": ["kin_in_a_circle"],
    "fail_if_ancestor_is_too_young": ["parent_younger", "parent_of_three"],
    "fail_if_spouse_is_kin": ["spouse_is_a_parent", "marries_a_parent"],
    "fail_if_bound_to_oneself": ["bound_to_oneself"],
    "fail_if_binding_ends_before_it_starts": ["until_before_from"],
    "fail_if_binding_is_outside_the_run": ["binding_outside_the_run", "binding_over_before_the_run"],
    "fail_if_binding_is_before_birth": ["binding_before_birth"],
    "fail_if_bound_after_death": ["binding_after_death"],
    "fail_if_bound_twice": ["bound_twice"],
    "fail_if_rank_is_double": ["rank_double"],
    "fail_if_payer_is_never_related": ["payer_not_related", "named_payer_not_related"],
    "fail_if_event_lacks_a_key": ["bill_without_cost", "event_of_nobody", "joins_as_nothing", "birth_without_parents"],
    "fail_if_key_is_of_another_event": ["key_of_another_event"],
    "fail_if_months_or_years_is_unclear": ["back_pays_nothing", "back_pays_both"],
    "fail_if_wage_is_unknown": ["job_without_wage"],
    "fail_if_event_is_outside_the_run": ["event_outside_the_run", "event_before_the_run"],
    "fail_if_child_is_insured_too_early_or_late": ["insured_before_birth"],
    "fail_if_event_is_before_birth": ["event_before_birth"],
    "fail_if_event_is_after_death": ["event_of_a_dead_person", "dies_twice", "event_after_emigration"],
    "fail_if_parent_is_dead_at_birth": ["birth_of_a_dead_mother"],
    "fail_if_marriage_is_impossible": ["marries_twice", "divorces_unmarried"],
    "fail_if_transfer_goes_to_oneself": ["transfer_to_oneself"],
    "fail_if_name_is_double": [
        "bill_named_twice", "event_named_twice", "born_with_a_taken_name", "birth_of_a_known_name",
    ],
    "fail_if_nothing_is_swept": ["sweep_of_nothing", "sweep_of_no_paths"],
    "fail_if_name_is_taken": ["outcome_named_as_another", "outcome_no_identifier"],
    "fail_if_expression_cannot_be_read": [
        "outcome_unknown_word",
        "outcome_of_two_units",
        "outcomes_in_a_circle",
        "outcome_too_large",
        "outcome_calls",
        "outcome_share_in_per_cent",
        "outcome_shortfall_in_part",
    ],
    "fail_if_expected_value_does_not_fit": [
        "outcome_expected_in_another_unit",
        "outcome_expected_of_an_event",
        "outcome_expected_of_all_lives",
    ],
    "fail_if_expectation_is_about_nothing": ["expect_of_nothing", "expect_of_two"],
    "fail_if_word_does_not_fit": ["expect_bill_word_of_a_person", "expect_person_word_of_a_bill"],
    "fail_if_nothing_is_expected": ["expect_nothing"],
    "fail_if_day_is_missing": ["expect_without_day"],
    "fail_if_expected_outside_the_run": ["expect_outside_the_run"],
    "fail_if_subject_is_in_another_variant": ["expect_bill_of_a_variant"],
    "fail_if_beside_a_population": ["population_and_people"],
    "fail_if_key_of_a_row_is_unknown": ["population_unknown_key"],
    "fail_if_year_of_a_target_is_not_whole": ["population_target_of_half_a_year"],
}  # fmt: skip


def test_every_refusal_is_called_and_tested():
    called = [check.__name__ for check in (*checks.OF_RUN, *checks.OF_FILE, *checks.IN_RUN)]
    assert sorted(called) == sorted(DECLARED) == sorted(REFUSALS)


@pytest.mark.parametrize("name, file", [(name, file) for name, files in REFUSALS.items() for file in files])
def test_finds(name, file, example):
    page = _document(BAD / f"{file}.yaml", None)
    scenario, faults = _read(page, page)
    found = list(DECLARED[name](scenario.facts, page))
    assert found == faults and len(found) == 1
    assert not list(DECLARED[name](example.facts, example.document))


def test_a_refusal_that_the_file_expects_is_no_fault(read):
    scenario = read("""
        bindings:
          - {payer: Grandma, for: Mei, name: aid}
        events:
          - {on: 2025-06-01, who: Grandma, does: dies}
          - {on: 2025-06-02, who: Wei, does: transfers, to: Grandma, amount: 100, name: gift}
        expect:
          - {binding: aid, refused: related}
          - {event: gift, refused: dead}
        """)
    assert len(scenario.bindings) == 1


def test_relatives_by_a_later_wedding_are_relatives(read):
    assert read("""
        bindings:
          - {payer: Wei, for: Li}
        events:
          - {on: 2025-05-01, who: Wei, does: divorces, to: Mei}
          - {on: 2025-06-01, who: Wei, does: marries, to: Li}
        """, text=_FAMILY_WITH_LI).bindings  # fmt: skip


_FAMILY_WITH_LI = """\
scenario: A family
start: 2025-01-01
years: 2
people:
  Wei: {born: 1985-03-12, sex: male, region: national, spouse: Mei}
  Mei: {born: 1987-11-02, sex: female, region: national, spouse: Wei}
  Li: {born: 1988-11-02, sex: female, region: national}
"""


def test_what_falls_on_the_day_of_death_is_left_to_the_run(read):
    assert read("""
        events:
          - {on: 2025-06-01, who: Grandma, does: outpatient, cost: 100}
          - {on: 2025-06-01, who: Grandma, does: dies}
        """).events


def test_bindings_one_after_the_other_may_share_a_rank(read):
    assert read("""
        bindings:
          - {payer: Wei, for: Bao, rank: 1, until: 2025-06-30}
          - {payer: Mei, for: Bao, rank: 1, from: 2025-07-01}
          - {payer: Wei, for: Bao, rank: 2, from: 2025-07-01}
          - {payer: Wei, for: Grandma, rank: 1}
        """).bindings


def test_a_binding_from_before_the_run_is_in_force(read):
    (binding,) = read("bindings:\n  - {payer: Wei, for: Grandma, from: 2021-03-01}\n").bindings
    assert binding.from_.year == 2021


def test_a_job_begins_at_the_wage_under_work(read):
    (event,) = read("events:\n  - {on: 2025-06-01, who: Wei, does: starts_job}\n").events
    assert event.wage is None


def test_a_father_may_die_before_the_birth(read, faults_of):
    births = """
        events:
          - {{on: 2025-06-01, who: Wei, does: dies}}
          - {{on: {}, does: birth, name: Lin, sex: female, parents: [Mei, Wei]}}
        """
    assert read(births.format("2025-12-01")).people["Lin"]
    assert faults_of(births.format("2026-12-01")) == ["parents: Wei dies on 2025-06-01 already"]


def test_nothing_is_concluded_from_what_was_left_out(faults_of):
    """The wedding is wrong in a word of its own; that the two are strangers without it is not said as well."""
    assert faults_of(
        """
        bindings:
          - {payer: Grandma, for: Mei}
        events:
          - {on: 2025-06-32, who: Grandma, does: marries, to: Mei}
        """
    ) == ["on: '2025-06-32' has day 32; 2025-06 has 30"]


def test_two_circles_of_kin(faults_of):
    text = "scenario: Circles\nstart: 2025-01-01\nyears: 1\npeople:\n" + "".join(
        f"  {name}: {{born: 19{50 + place}-01-01, sex: male, region: national, parents: [{parent}]}}\n"
        for place, (name, parent) in enumerate(["AB", "BC", "CA", "DC", "EF", "FE"])
    )
    found = [message for message in faults_of(text=text) if "ancestor" in message]
    assert found == [
        "parents: A is an ancestor of A: A → B → C → A",
        "parents: E is an ancestor of E: E → F → E",
    ]


def test_names_that_collide_are_never_drawn_with(tmp_path):
    with pytest.raises(Faults, match="have the same key of chance"):
        load(BAD / "names_collide.yaml")


RETIRES = """\
scenario: A month to retire in
start: 2025-01-01
years: 2
policy: {POLICY}
people:
  Wei: {born: BORN, sex: male, region: national, insured: {as: SCHEME}, choices: {retires: MONTH}}
"""


@pytest.mark.parametrize(
    "born, month, policy, allowed",
    [
        # men of 1985: 60 and 36 months by law, three years either way, never before the old age
        ("1985-03-12", "2045-02", "", "2045-03 to 2051-03, by law in 2048-03"),
        ("1985-03-12", "2051-04", "", "2045-03 to 2051-03, by law in 2048-03"),
        # the file's own ages and years of choice
        ("1985-03-12", "2048-02", "retirement.statutory.men.age: 63", "2048-03 to 2054-03, by law in 2051-03"),
        ("1985-03-12", "2047-02", "retirement.flexible_months: 12", "2047-03 to 2049-03, by law in 2048-03"),
        # a change of the person's region alone
        (
            "1985-03-12", "2045-02", "national: {retirement.statutory.men.most: 12}",
            "2045-03 to 2049-03, by law in 2046-03",
        ),
    ],
)  # fmt: skip
def test_a_month_to_retire_in_is_held_against_the_law_of_the_file(read, born, month, policy, allowed):
    text = RETIRES.replace("BORN", born).replace("POLICY", policy).replace("SCHEME", "flexible")
    with pytest.raises(Faults) as caught:
        read(text=text.replace("MONTH", month))
    assert [fault.allowed for fault in caught.value.faults] == [allowed]
    assert read(text=text.replace("MONTH", allowed[:7])) and read(text=text.replace("MONTH", allowed[11:18]))


def test_who_is_retired_already_was_let_go_by_the_law_of_that_day(read):
    text = RETIRES.replace("BORN", "1958-01-01").replace("{POLICY}", "{}").replace("SCHEME", "retired")
    assert read(text=text.replace("MONTH", "2008-01"))
