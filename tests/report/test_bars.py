"""Small bars in tables: what they count, where they are left out."""

import io
import sys

import numpy as np
import pytest
from rich.cells import cell_len

from sim.outcomes.columns import LIVES
from sim.report import bars
from sim.report.lines import Line, drawn, table


def amounts(*values):
    return np.array(values, float)


def test_bars_are_as_tall_as_lives_are_many():
    # eight classes from 0 to 80, ten wide: two lives in the first, four in the second, one in the last
    found = amounts(0, 5, 10, 11, 12, 19, 80)
    assert bars.drawn(found, [found]) == "▅█▁▁▁▁▁▃"  # 2/4, 4/4 and 1/4 of seven heights above none: 3.5, 7, 1.75


def test_the_last_bar_holds_all_lives_beyond():
    # 99 of 100 of these 101 lives have 80 at most, so the bars end there, with the one of ten thousand in the last
    found = amounts(*[0] * 50, *[80] * 50, 10_000)
    assert bars.drawn(found, [found]) == "█▁▁▁▁▁▁█"


def test_lives_that_are_alike_have_no_bars():
    assert bars.drawn(amounts(3, 3), [amounts(3, 3)]) == bars.drawn(amounts(), [amounts(1, 2)]) == ""


def test_variants_are_seen_over_the_same_amounts():
    low, high = amounts(0, 0, 0), amounts(80, 80)
    assert bars.drawn(low, [low, high]) == "█▁▁▁▁▁▁▁"
    assert bars.drawn(high, [low, high]) == "▁▁▁▁▁▁▁█"


@pytest.mark.parametrize("encoding, shown", [("utf-8", True), ("gb18030", True), ("ascii", False), ("latin-1", False)])
def test_a_screen_without_these_letters_has_no_bars(tmp_path, monkeypatch, encoding, shown):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert bars.can_be_shown(tmp_path) is False  # a result without its lives
    (tmp_path / LIVES).touch()
    assert bars.can_be_shown(tmp_path) is shown


HEADS = ("mean", "p25", drawn())
LINES = [Line("Wei", ("1,234", "1,000", "▁▂▃▄▅▆▇█"))]


@pytest.mark.parametrize(
    "width, wanted",
    [
        # 2 + 3 of the name, 2 + 5 of each number, 2 + 8 of the bars: 29
        (29, "  Wei  1,234  1,000  ▁▂▃▄▅▆▇█"),
        (28, "  Wei  1,234  1,000"),
        (18, "  Wei  1,234"),
    ],
)
def test_bars_go_before_any_number(width, wanted):
    lines = [line.plain for line in table(HEADS, LINES, width, (("p25",),))]
    assert wanted in lines and max(map(cell_len, lines)) <= width
    assert not any(drawn() in line for line in lines[1:])  # nobody is asked for a wider screen because of them


def test_bars_are_there_again_where_numbers_that_do_not_fit_leave_them_room():
    heads, cells = ("mean", "p25", "p75", drawn()), ("1,234", "1,000,000", "1,000,000", "▁▂▃▄▅▆▇█")
    # without the two quartiles 2 + 3 + 7 + 10 = 22 of the 30, which with them would be 44
    lines = [line.plain for line in table(heads, [Line("Wei", cells)], 30, (("p25", "p75"),))]
    assert "  Wei  1,234  ▁▂▃▄▅▆▇█" in lines
