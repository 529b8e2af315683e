"""Whatever names and titles hold, a screen shows it as text."""

import json
from io import StringIO

import pytest
from rich.table import Table

from sim import answers
from sim.report.document import text_of
from sim.report.screen import Screen

# moves the cursor, sets the title, changes the direction, ends a line, is a control of one byte, is not seen
BAD = "a\x1b[2Jb\x1b]0;title\x07c\u202ed\re\x9bf\u200bg"
SHOWN = r"a\x1b[2Jb\x1b]0;title\x07c\u202ed\re\x9bf\u200bg"


def _printed(*things: object) -> str:
    out = StringIO()
    screen = Screen(file=out, width=200, force_terminal=True)
    for thing in things:
        screen.print(thing, highlight=False, markup=False)
    return out.getvalue()


def test_a_line_and_a_cell_show_what_is_no_letter_by_its_number():
    table = Table(BAD)
    table.add_row(BAD)
    printed = _printed(BAD, table)
    orders = ("\x07", "\u202e", "\r", "\x9b", "\u200b", "\x1b]", "\x1b[2J")
    assert not [order for order in orders if order in printed]
    assert r"\x1b[2J" in printed and r"\u202e" in printed


def test_letters_of_every_language_and_lines_stay_as_they_are():
    text = "郑州　é ½ –\nsecond line"
    assert _printed(text) == text + "\n"


def test_what_is_said_shows_it_too(capsys):
    answers.echo(f"{BAD}\nnext")
    answers.echo(BAD, err=True)
    said = capsys.readouterr()
    assert said.out == f"{SHOWN}\nnext\n" and said.err == f"{SHOWN}\n"


@pytest.mark.parametrize("name", [BAD, "\U000e0001", "郑州"])
def test_a_document_escapes_it_as_json_does(name):
    text = text_of({"name": name})
    assert json.loads(text) == {"name": name}
    assert all(one.isprintable() or one == "\n" for one in text)
