"""Functions of a program in place of rules: their sources with what they use, so that anybody can run them again."""

import pytest

import sim
from sim.errors import Faults
from sim.experiment.replaced import refuse_replaced
from sim.extensions.given import GIVEN, as_extension
from sim.rules import contribution
from sim.rules.outpatient import outpatient_deductible
from sim.rules.rounding import part_of
from sim.scenario import load, with_rules
from tests.extensions.test_linking import pool

MORE = 90_00
WORDS = ["a", "list"]


def raised(amount):
    return amount + MORE


def dearer(p, used, group, tier, terms):
    return raised(outpatient_deductible(p, used, group, tier, terms))


def test_a_function_comes_with_what_it_uses():
    found = as_extension({"outpatient_deductible": dearer})
    assert found.name == GIVEN
    assert (
        found.text
        == """from sim.extensions import rule
from sim.rules.outpatient import outpatient_deductible as outpatient_deductible
MORE = 9000


@rule("outpatient_deductible")
def dearer(p, used, group, tier, terms):
    return raised(outpatient_deductible(p, used, group, tier, terms))


def raised(amount):
    return amount + MORE
"""
    )


def test_numbers_of_a_function_around_it_are_written_down():
    hundredth = 100

    def sliding(p, used, group, tier, terms):
        return part_of(terms.earnings, 1, hundredth)

    text = as_extension({"outpatient_deductible": sliding}).text
    assert "hundredth = 100\n" in text and "import part_of as part_of\n" in text
    assert '\n\n@rule("outpatient_deductible")\ndef sliding(' in text


def nothing_borne(p, used, group, tier, terms):
    return 0


FREE = {"outpatient_deductible": nothing_borne}


def uses_a_list(p, payer, base):
    return len(WORDS)


@pytest.mark.parametrize(
    "rules, message",
    [
        ({"extras": dearer}, r"rules: 'extras' is no rule; did you mean 'extra'\?"),
        ({"extra": 3}, r"rules: extra is int, and must be a function that has a name"),
        ({"extra": lambda p, payer, base: 0}, r"rules: extra is function, and must be a function that has a name"),
        ({"extra": uses_a_list}, r"uses_a_list: it uses WORDS, a list; a rule uses whole numbers"),
    ],
)
def test_what_cannot_be_written_down_is_refused(rules, message):
    with pytest.raises(Faults, match=message):
        as_extension(rules)


def test_parameters_that_do_not_fit_are_refused_as_in_a_file(household):
    with pytest.raises(Faults, match=r"\(rules\):\d+:1: extra has the parameters .*allowed: \(p, payer, base\)"):
        with_rules(load(household(named=[])), {"extra": dearer})


def test_rules_are_given_to_a_file_and_to_each_of_its_variants(household):
    path = household(named=[], more="variants:\n  longer: {end: 2025-04-01}\n  none: {extensions: []}\n")
    scenario = with_rules(load(path), {"outpatient_deductible": dearer})
    cases = [scenario, *map(scenario.variant, scenario.variants), with_rules(load(path).variant("none"), FREE)]
    # (1000 - 10 - 90) x 50 % in every case; without a deductible 1000 x 50 %
    assert [pool(case) for case in cases] == [450_00] * 3 + [500_00]


def mine(p, payer, base):
    return 0


def test_a_rule_that_was_assigned_is_refused(household, monkeypatch, tmp_path):
    monkeypatch.setattr(contribution, "extra", mine)
    with pytest.raises(Faults, match=r"sim.rules.contribution.extra was assigned a function of .*test_given"):
        sim.run(household(named=[]), out=tmp_path)
    monkeypatch.undo()
    refuse_replaced()
