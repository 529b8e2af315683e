"""A value is written on one line as it would be read again."""

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario.trees import with_value
from sim.values.trees import as_node, as_text, marks_in
from sim.yaml_marks import Mapping, Mark, Sequence, Text, read

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=8)
TEXTS = TEXTS.map(lambda text: normalize("NFC", text))  # a file's texts are composed on reading
VALUES = st.recursive(TEXTS, lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXTS, part, max_size=3))


@pytest.mark.parametrize(
    "written",
    [
        "70%",
        "-1% a year",
        "2028-01-01",
        "{0: 70%, 20000: 60%}",
        "{2028-01-01: 6000}",
        "{active: {1: 65%, 2: 60%, 3: 55%}, retired: 75%}",
        "[1600, 800, 0]",
        "[{2028-01-01: 6000}, 5000.50 a year, 奶奶]",
    ],
)
def test_a_value_is_written_on_one_line_as_it_was(written):
    assert as_text(read(written)) == written


def test_a_text_alone_is_the_text():
    assert as_text(Text("a, b")) == "a, b"
    assert as_text(Text("")) == ""


def test_what_yaml_would_take_for_something_else_is_quoted():
    assert as_text({"a: b": ["x, y", "# no", "", " "]}) == '{"a: b": ["x, y", "# no", "", " "]}'


@given(st.lists(VALUES, max_size=3))
@example(["- a", "-", "a:", "?", "...", "---", "~", "a ", "=", "<<", "\ufeff", "a #b", "%a", "\u0661"])
def test_what_is_written_is_read_again(value):
    assert read(as_text(value)) == value


def test_what_a_program_hands_over_becomes_a_tree():
    node = as_node({"1": ["65%", 6], "x": "y"}, Mark(3, 4))
    assert node == Mapping({"1": Sequence([Text("65%"), Text("6")]), "x": Text("y")})
    assert isinstance(node, Mapping) and node.key_marks == {"1": (3, 4), "x": (3, 4)}
    assert isinstance(node["1"], Sequence) and isinstance(node["1"][1], Text) and node["1"].mark == (3, 4)
    assert node["1"][1].mark == (3, 4)


def test_what_is_of_a_file_keeps_its_place():
    node = read("a:\n  - {b: c}\n")
    assert as_node(node) is node


def test_everything_around_a_value_keeps_its_place():
    node = read("a:\n  - {b: c}\n  - {b: d}\n")
    changed = with_value(node, ("a", 1, "b"), Text("e", Mark(9, 9)))
    assert changed == {"a": [{"b": "c"}, {"b": "e"}]}
    # the mapping and its key, the list, its two entries with a key each, and the new value last
    assert list(marks_in(changed)) == [(1, 1), (1, 1), (2, 3), (2, 5), (2, 6), (2, 9), (3, 5), (3, 6), (9, 9)]
    assert node == {"a": [{"b": "c"}, {"b": "d"}]}
