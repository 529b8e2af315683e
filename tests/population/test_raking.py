"""Weights meet their targets, a household by one factor; what cannot be met is said."""

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.errors import Faults

TARGETS = {"  lives: 3": "  targets: {insured.as: {employee: 30, resident: 15}, sex: {female: 40}}\n  lives: 3"}


def weights(population):
    return {one.name: one.weight for household in population.households for one in household.members}


def test_one_target_multiplies_every_household_that_has_its_group(read):
    """Household 8 is one retired woman of weight 2: to weigh 7 she is multiplied by 3.5, and nobody else is."""
    found = read({"  lives: 3": "  targets: {insured.as: {retired: 7}}\n  lives: 3"})
    assert weights(found) == pytest.approx({"701": 1.5, "702": 1.5, "703": 1.5, "801": 7, "901": 1, "902": 1})
    assert found.fits[0][:4] == ("insured.as", "retired", 7, 2) and found.fits[0].after == pytest.approx(7)


def test_several_targets_are_met_together(read):
    """Employees are 701 and 901, residents 702 and 703, women 702, 703, 801 and 902. So household 7 weighs 15 / 2 =
    7.5 a person, household 9 then 30 - 7.5 = 22.5, household 8 what women lack: 40 - 15 - 22.5 = 2.5."""
    found = weights(read(TARGETS))
    assert found == pytest.approx({"701": 7.5, "702": 7.5, "703": 7.5, "801": 2.5, "901": 22.5, "902": 22.5})


def test_the_fit_is_shown_before_and_after(written):
    answered = CliRunner().invoke(cli.app, ["check", str(written(TARGETS))])
    assert "insured.as employee: 30 wanted, 2 before, 30 after" in answered.output
    assert "sex female: 40 wanted, 6 before, 40 after" in answered.output


def test_what_no_weights_meet_is_a_fault(read):
    """Household 7 has one employee and two residents, and no other household has residents."""
    with pytest.raises(Faults, match=r"survey.yaml:\d+:\d+: no weights make insured.as (employee|resident)"):
        read({"  lives: 3": "  targets: {insured.as: {employee: 1, resident: 15}}\n  lives: 3"})
    with pytest.raises(Faults, match="no weights make insured.as flexible 5: it comes to 0"):
        read({"  lives: 3": "  targets: {insured.as: {flexible: 5}}\n  lives: 3"})
    with pytest.raises(Faults, match="income.decile is of equal weight whatever the weights"):
        read({"  lives: 3": "  targets: {income.decile: {1: 5}}\n  lives: 3"})
