"""Kin is stated once, on either side; the rest follows. Blood is for good, marriage has its days."""

from datetime import date

import pytest

from sim.words.states import Relation

DAY = date(2025, 6, 1)
FAMILY = """\
scenario: Kin
start: 2025-01-01
years: 10
people:
  Wei: {born: 1980-03-12, sex: male, region: national, spouse: Mei, parents: [Grandma, Grandpa]}
  Mei: {born: 1987-11-02, sex: female, region: national, grandparents: [Old]}
  Bao: {born: 2016-08-01, sex: male, region: national, parents: [Wei, Mei]}
  Half: {born: 2010-08-01, sex: female, region: national, parents: [Wei]}
  Aunt: {born: 1978-08-01, sex: female, region: national, parents: [Grandma]}
  Uncle: {born: 1985-08-01, sex: male, region: national, siblings: [Mei]}
  Grandma: {born: 1953-07-01, sex: female, region: national}
  Grandpa: {born: 1951-07-01, sex: male, region: national}
  Old: {born: 1930-07-01, sex: female, region: national}
  Li: {born: 1990-07-01, sex: female, region: national}
events:
  - {on: 2027-05-01, who: Wei, does: divorces}
  - {on: 2028-05-01, who: Li, does: marries, to: Wei}
  - {on: 2029-05-01, does: birth, name: Lin, sex: male, parents: [Li, Wei]}
  - {on: 2030-05-01, who: Wei, does: dies}
  - {on: 2031-05-01, who: Li, does: marries, to: Uncle}
"""


@pytest.fixture
def kin(read):
    """What one person is to another, as a word; None where they are no relatives."""
    scenario = read(text=FAMILY)

    def word(a: str, b: str, day: date) -> str | None:
        relation = scenario.relation(a, b, day)
        return None if relation == Relation.NONE else relation.word

    return word


@pytest.mark.parametrize(
    "a, b, what, back",
    [
        ("Wei", "Mei", "spouse", "spouse"),
        ("Wei", "Grandma", "parent", "child"),
        ("Bao", "Grandpa", "grandparent", "grandchild"),
        ("Bao", "Half", "sibling", "sibling"),
        ("Wei", "Aunt", "sibling", "sibling"),
        ("Mei", "Uncle", "sibling", "sibling"),
        ("Mei", "Old", "grandparent", "grandchild"),
        ("Bao", "Aunt", None, None),
        ("Mei", "Grandma", None, None),
        ("Uncle", "Old", None, None),
        ("Half", "Mei", None, None),
        ("Wei", "Wei", None, None),
    ],
)
def test_what_one_is_to_the_other(kin, a, b, what, back):
    assert (kin(a, b, DAY), kin(b, a, DAY)) == (what, back)


def test_a_marriage_has_its_days(kin):
    assert kin("Mei", "Wei", date(2027, 4, 30)) == "spouse"
    assert kin("Mei", "Wei", date(2027, 5, 1)) is None
    assert kin("Li", "Wei", date(2028, 4, 30)) is None
    assert kin("Li", "Wei", date(2028, 5, 1)) == "spouse"


def test_a_widow_inherits_and_may_marry_again(kin):
    assert kin("Wei", "Li", date(2030, 5, 1)) == "spouse"
    assert kin("Li", "Uncle", date(2031, 5, 1)) == "spouse"


def test_nobody_is_a_relative_before_being_born(kin):
    assert kin("Li", "Lin", date(2029, 4, 30)) is None
    assert kin("Li", "Lin", date(2029, 5, 1)) == "child"
    assert kin("Lin", "Bao", date(2029, 5, 1)) == "sibling"
    assert kin("Lin", "Grandma", date(2029, 5, 1)) == "grandparent"
