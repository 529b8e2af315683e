"""One value changed in a text: what else stands there stays, comments too."""

import pytest

from sim.errors import Faults
from sim.serve.editing import edited

TEXT = """\
# A household
start: 2025-01-01   # a Wednesday
people:
  Wei:   # the first
    born: 1985-03-12
    work: {wage: 8000, growth: 3% a year}   # monthly
  Mei: {born: 1987-11-02}
events:
  - {on: 2025-03-01, who: Wei}
  - on: 2025-04-01
    who: Mei   # she

# the end
"""


@pytest.mark.parametrize(
    "path, value, before, after",
    [
        (["start"], "2026-01-01", "2025-01-01   # a", "2026-01-01   # a"),
        (["people", "Wei", "work", "wage"], "9000", "wage: 8000", "wage: 9000"),
        (["people", "Wei", "work", "wage"], None, "{wage: 8000, growth", "{growth"),
        (["people", "Wei", "work", "growth"], None, ", growth: 3% a year}", "}"),
        (["people", "Wei", "work"], None, "    work: {wage: 8000, growth: 3% a year}   # monthly\n", ""),
        (["people", "Mei", "sex"], "female", "1987-11-02}", "1987-11-02, sex: female}"),
        (["people", "Wei", "sex"], "male", "# monthly\n", "# monthly\n    sex: male\n"),
        (
            ["people", "Wei", "insured", "as"], "employee", "# monthly\n", "# monthly\n    insured: {as: employee}\n"
        ),
        (["people", "Bao"], {"born": "2016-08-01"}, "11-02}\n", "11-02}\n  Bao: {born: 2016-08-01}\n"),
        (["events", 0, "who"], "Mei", "who: Wei", "who: Mei"),
        (["events", 1, "who"], None, "    who: Mei   # she\n", ""),
        (["events", 0], None, "  - {on: 2025-03-01, who: Wei}\n", ""),
        (["events", 2], {"on": "2025-05-01"}, "# she\n", "# she\n  - {on: 2025-05-01}\n"),
        (["report"], ["account", "wallet"], "# she\n", "# she\nreport: [account, wallet]\n"),
        (["scenario"], "it: is # not {plain}", "# she\n", '# she\nscenario: "it: is # not {plain}"\n'),
        (["scenario"], "家庭", "# she\n", "# she\nscenario: 家庭\n"),
        (["scenario"], "", "# she\n", '# she\nscenario: ""\n'),
    ],
)  # fmt: skip
def test_a_value_is_changed_where_it_stands(path, value, before, after):
    assert TEXT.count(before) == 1
    assert edited(TEXT, path, value) == TEXT.replace(before, after)


def test_what_would_be_left_empty_goes_too():
    assert edited("people:\n  Wei:\n    work: {wage: 3}\n    sex: male\n", ["people", "Wei", "work", "wage"], None) == (
        "people:\n  Wei:\n    sex: male\n"
    )


def test_a_text_of_nothing_gets_its_first_key():
    assert edited("# nothing yet\n", ["people", "Wei", "sex"], "male") == "# nothing yet\npeople: {Wei: {sex: male}}\n"


def test_a_key_without_a_value_gets_one():
    assert edited("a:\nb: 2\n", ["a"], "1") == "a: 1\nb: 2\n"
    assert edited("a:\nb: 2\n", ["a", "c"], "1") == "a: {c: 1}\nb: 2\n"


def test_what_cannot_be_changed_in_place_is_written_anew():
    """The first key of an item stands in the line of its dash."""
    assert edited("x:\n  - a: 1\n    b: 2\n", ["x", 0, "a"], None) == "x:\n- b: '2'\n"


def test_an_alias_is_not_changed_elsewhere_too():
    assert edited("a: &one {b: 1}\nc: *one\n", ["c", "b"], "2") == "a:\n  b: '1'\nc:\n  b: '2'\n"


def test_what_is_no_yaml_is_left_alone():
    with pytest.raises(Faults):
        edited("a: {", ["a"], "1")
