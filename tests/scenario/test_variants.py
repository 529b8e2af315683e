"""A variant is the scenario with something changed: mappings merge, lists replace lists; a swept value is set last."""

from datetime import date

import pytest

from sim.errors import Faults
from sim.scenario.model import Range


def changes(scenario):
    return {(change.region, change.parameter): change.dated for change in scenario.policy}


def test_mappings_merge(read):
    scenario = read("""
        variants:
          careful: {about: Pays back., people: {Wei: {choices: {back_pay: within_grace}, work: {growth: 4% a year}}}}
        """)
    wei = scenario.variant("careful").people["Wei"]
    assert (wei.choices.back_pay, wei.work.growth, wei.work.wage) == ("within_grace", 40_000, 950_000)
    assert scenario.people["Wei"].choices.back_pay == "never"
    assert scenario.variant("careful").about == "Pays back."
    assert scenario.variant("careful").variant_name == "careful"


def test_lists_replace_lists(read):
    scenario = read("""
        bindings:
          - {payer: Wei, for: Grandma}
          - {payer: Wei, for: Bao}
        variants:
          alone: {bindings: []}
          other: {bindings: [{payer: Mei, for: Bao}]}
        """)
    assert scenario.variant("alone").bindings == ()
    assert [(binding.payer, binding.line) for binding in scenario.variant("other").bindings] == [("Mei", 22)]


def test_a_variant_may_bring_a_person(read):
    scenario = read("""
        variants:
          with-li: {people: {Li: {born: 1990-01-01, sex: female, region: national}}}
        """)
    assert tuple(scenario.variant("with-li").people) == ("Wei", "Mei", "Bao", "Grandma", "Li")


def test_the_variants_end_takes_the_place_of_years(read):
    scenario = read("variants:\n  short: {end: 2025-07-01}\n  long: {years: 5}\n")
    assert scenario.variant("short").end == date(2025, 7, 1)
    assert scenario.variant("long").end == date(2030, 1, 1)


def test_changes_to_the_law_merge_by_parameter_and_tables_whole(read):
    scenario = read("""
        policy:
          coverage.wait.employee: 6
          outpatient.cap: {2026-01-01: 6000}
          national: {account.credit.active_rate: 1.5%}
        variants:
          kinder:
            policy:
              coverage: {wait: {employee: 0}}
              outpatient.cap: {2026-07-01: 9000}
        """)
    assert changes(scenario.variant("kinder")) == {
        ("national", "account.credit.active_rate"): {None: "1.5%"},
        (None, "coverage.wait.employee"): {None: "0"},
        (None, "outpatient.cap"): {date(2026, 7, 1): "9000"},
    }


def test_what_is_merged_into_a_named_profile_changes_its_figures(read):
    text = "  Li: {born: 1990-01-01, sex: female, region: national, care: adult_average}\n"
    scenario = read(text + "variants:\n  dear: {people: {Li: {care: {growth: 9% a year}}}}\n")
    care = scenario.variant("dear").people["Li"].care
    assert (care.growth, care.outpatient, scenario.people["Li"].care.growth) == (
        90_000, scenario.people["Li"].care.outpatient, 30_000,
    )  # fmt: skip


def test_an_expectation_may_speak_of_a_variant(read):
    scenario = read("""
        variants:
          hurt: {events: [{on: 2025-06-15, who: Wei, does: outpatient, cost: 100, bill: knee}]}
        expect:
          - {bill: knee, cash: 100, variant: hurt}
        """)
    assert scenario.expect[0].variant == "hurt"


def test_a_fault_of_the_file_is_not_said_again_for_each_variant(faults_of):
    assert faults_of("seed: x\nvariants:\n  a: {}\n  b: {}\n") == ["seed: 'x' is not a whole number"]


def test_a_point_of_the_sweep_is_set_last(read):
    scenario = read("""
        policy: {coverage.wait.employee: 6}
        variants:
          kinder: {policy: {coverage.wait.employee: 0}}
        sweep:
          vary:
            policy.coverage.wait.employee: [2, 3]
            policy.national.outpatient.cap: [5000]
            people.Wei.work.wage: [9000, 9500]
            people.Mei.work.loses_job: [1% a month]
        """)
    assert scenario.sweep.by == "grid"
    assert scenario.sweep.vary["people.Wei.work.wage"] == ("9000", "9500")
    point = scenario.variant("kinder").at(
        {
            "policy.coverage.wait.employee": "3",
            "policy.national.outpatient.cap": "5000",
            "people.Wei.work.wage": "9000",
            "people.Mei.work.loses_job": "1% a month",
            "seed": "7",
        }
    )
    assert changes(point) == {
        (None, "coverage.wait.employee"): {None: "3"},
        ("national", "outpatient.cap"): {None: "5000"},
    }
    assert (point.people["Wei"].work.wage, point.people["Mei"].work.loses_job, point.seed) == (900_000, 10_000, 7)
    assert point.variant_name == "kinder"


def test_a_swept_value_of_a_named_profile_keeps_its_other_figures(example):
    care = example.at({"people.Wei.care.outpatient.per_year": "9"}).people["Wei"].care
    assert care.outpatient.per_year == 9
    assert care.inpatient == example.people["Wei"].care.inpatient


def test_a_point_no_file_could_hold_is_refused(example):
    with pytest.raises(Faults, match="wage: '-1' is negative"):
        example.at({"people.Wei.work.wage": "-1"})


@pytest.mark.parametrize(
    "low, high, part, value",
    [
        ("0%", "100%", 0, "0%"),
        ("0%", "100%", 0.5, "50%"),
        ("0%", "100%", 1, "100%"),
        ("0.5% a month", "2% a month", 0.5, "1.25% a month"),
        ("0", "6", 0.999, "6"),
        ("0", "6", 0.5, "3"),
        ("100.00", "200.00", 0.25, "125"),
    ],
)
def test_values_of_a_range(low, high, part, value):
    assert Range.model_validate({"from": low, "to": high}).at(part) == value


def test_whole_values_of_a_range_are_equally_likely():
    waits = Range.model_validate({"from": "0", "to": "3"})
    drawn = [waits.at((k + 0.5) / 1000) for k in range(1000)]
    assert [drawn.count(value) for value in "0123"] == [250] * 4
    assert waits.ends == ("0", "3")
