"""YAML read as text with marks."""

import os
import pickle
from threading import Thread
from typing import Any

import pytest

from sim import yaml_marks
from sim.errors import Faults
from sim.yaml_marks import Text, decode, mark_of


def read(text: str, source: str = "<text>") -> Any:
    return yaml_marks.read(text, source)


def test_nothing_is_guessed():
    page = read("a: on\nb: 010\nc: 10:30\nd: 0.1\ne: no\nf: ~\ng: 2025-01-01\nh: '5'\non: 1e5\n")
    assert list(page.values()) == ["on", "010", "10:30", "0.1", "no", "~", "2025-01-01", "5", "1e5"]
    assert list(page) == ["a", "b", "c", "d", "e", "f", "g", "h", "on"]


def test_marks_count_from_one():
    page = read("a: 1\nb:\n  - x\n  - {c: y}\n")
    assert mark_of(page["a"]) == (1, 4)
    assert page.key_marks["b"] == (2, 1)
    assert [mark_of(item) for item in page["b"]] == [(3, 5), (4, 5)]
    assert mark_of(page["b"][1]["c"]) == (4, 9)


def test_quoted_scalars_are_known():
    page = read("a: '5'\nb: 5\n")
    assert page["a"].quoted and not page["b"].quoted


def test_an_empty_value_is_an_empty_text_and_an_empty_document_is_nothing():
    assert read("a:\n") == {"a": ""}
    assert read("") is None
    assert read("# only a comment\n") is None


def test_aliases_share_a_value():
    page = read("a: &x {b: 1}\nc: *x\n")
    assert page["a"] is page["c"]


@pytest.mark.parametrize(
    "text, line, column, words",
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "a is given twice; it stands in line 1"),
        ("a:\n  - {b: 1, b: 2}\n", 2, 12, "given twice"),
        ("a: 1\n\tb: 2\n", 2, 1, "a tab cannot indent YAML"),
        ("a: [1, 2\n", 1, 4, "the [ that begins here is not closed by a ], or a comma is missing in it"),
        ("a: {b: 1\n", 1, 4, "the { that begins here is not closed by a }"),
        ("a:\n  - {on: 1\n  - {on: 2}\n", 2, 5, "the { that begins here is not closed by a }"),
        ("a: {b: 1 c: 2}\n", 1, 11, "a comma is missing before this, or the } that closes the { of column 4"),
        ("title:t\nb: 1\n", 1, 1, "title: has no space after its colon, so YAML takes it for one word; write title: t"),
        ("title:t\n\nb: 1\n", 1, 1, "title: has no space after its colon"),
        ("a: 1\nyears:2\nb: 3\n", 2, 1, "write years: 2"),
        ("a: b: c\n", 1, 5, "a text with a colon needs quotes"),
        ("a: 1\n  b: 2\n", 2, 4, "keys below one another one column"),
        ("a: @x\n", 1, 4, "'@' cannot begin a value; put the value in quotes"),
        (
            "a:\n    b: 1\n   c: 2\n",
            3,
            4,
            "the keys of the mapping from line 1 on begin in column 1; this stands elsewhere",
        ),
        ("- a\nb: 1\n", 2, 1, "the items of the list from line 1 on begin with '- ' in column 1; this does not"),
        ("a: &\n", 1, 5, "while scanning an anchor"),
        ("a: 'x\n", 1, 4, "never closed"),
        ("a: 1\n--- \nb: 2\n", 2, 1, "a second document"),
        ("a: *b\n", 1, 4, "undefined alias"),
        ("a: &x [*x]\n", 1, 8, "contains itself"),
        ("a: !!int 5\n", 1, 4, "tag"),
        ("? [a]\n: b\n", 1, 3, "a key must be a single word"),
        ("a: \x01\n", 1, 4, "U+0001"),
    ],
)
def test_faults_say_where(text, line, column, words):
    with pytest.raises(Faults) as caught:
        read(text, "page.yaml")
    fault = caught.value.faults[0]
    assert words in fault.message
    assert fault.line == line
    # libyaml and the parser in Python disagree by where an unfinished thing is reported
    assert fault.column == column or "expected" in fault.message or "unexpected" in fault.message


def test_every_doubled_key_is_reported_in_one_pass():
    with pytest.raises(Faults) as caught:
        read("a: 1\na: 2\nb: {c: 1, c: 2}\nb: 3\n")
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4]


def test_aliases_cannot_explode():
    """Written out, this would be ten thousand million letters."""
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 10):
        text += f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
    with pytest.raises(Faults, match="aliases repeat this too often"):
        read(text)


def test_bytes_must_be_utf8():
    assert decode("\ufeffa: 郑州\n".encode(), "x") == "a: 郑州\n"
    with pytest.raises(Faults) as caught:
        decode(b"a: 1\nb: \xff\n", "x")
    assert (caught.value.faults[0].line, caught.value.faults[0].column) == (2, 4)


def test_texts_survive_a_worker_process():
    text = read("a: ' 5'\n")["a"]
    again = pickle.loads(pickle.dumps(text))
    assert (again, again.mark, again.quoted) == (text, (1, 4), True)
    assert isinstance(again, Text)


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? "])
def test_depth_is_counted_before_it_is_followed(piece):
    with pytest.raises(Faults, match="nested too deep"):
        read(piece * 30_000)


@pytest.mark.parametrize(
    "text, line, column, character",
    [
        ("people:\n  Wei：\n    born: 1985-03-12\n", 2, 6, "："),
        ("a: {b: 1，c: 2}\n", 1, 9, "，"),
        ("a: ［1, 2\nb: c: d\n", 1, 4, "［"),
    ],
)
def test_a_full_width_character_is_named_where_yaml_breaks(text, line, column, character):
    with pytest.raises(Faults) as caught:
        read(text)
    [fault] = caught.value.faults
    assert (fault.line, fault.column) == (line, column)
    assert fault.message.startswith(f"{character} is a full-width character")


def test_a_device_without_end_is_not_read_to_it():
    with pytest.raises(Faults, match="no end; at most 5 MB"):
        yaml_marks.read_file("/dev/zero")


def test_a_pipe_is_read_if_something_writes_to_it(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert yaml_marks.read_file(pipe) is None
    writer = Thread(target=pipe.write_text, args=("a: 1\n",))
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # so that the writer begins
    writer.start()
    writer.join()
    assert yaml_marks.read_file(pipe) == {"a": "1"}
    os.close(reader)


@pytest.mark.parametrize(
    "text, place, message",
    [
        ("people:\n  Wei:\n\u3000\u3000born: 1985\n    sex: male\n", (3, 1), "a full-width space (U+3000)"),
        ("start:\u30002025-01-01\nyears: 2\n", (1, 7), "a full-width space (U+3000)"),
        ("years: \u30002\n", (1, 8), "a full-width space (U+3000)"),
        ("years: 2\u3000\n", (1, 9), "a full-width space (U+3000)"),
        ("scenario: x\n\u00a0start: 2025-01-01\n", (2, 1), "a space that breaks no line (U+00A0)"),
        ('scenario: "x\nstart: 2025-01-01\n', (1, 11), "the quote that begins here is never closed"),
        ("start: '2025-01-01\nyears: 2\n", (1, 8), "the quote that begins here is never closed"),
        ('scenario: "x\nabout: "hello"\nyears: 2\n', (1, 11), "the quote that begins here is closed only in line 2"),
    ],
)
def test_spaces_and_quotes_that_break_a_file_are_named_at_their_place(text, place, message):
    with pytest.raises(Faults) as caught:
        read(text)
    [fault] = caught.value.faults
    assert ((fault.line, fault.column), fault.message.startswith(message)) == (place, True)


def test_a_full_width_space_within_a_text_is_a_letter():
    assert read("about: 你\u3000好\n") == {"about": "你\u3000好"}
    assert read('about: "\u3000好"\n') == {"about": "\u3000好"}
