"""Lines for a screen: no digit is ever cut; what does not fit goes on in the next line, or is left out and named."""

import pytest
from rich.cells import cell_len

from sim.report.lines import Line, table, wrapped
from sim.words.language import speaking

HEADS = ("mean", "p5", "p95")
ROWS = [
    Line("out_of_pocket, yuan", heading="cash for bills, less what came back for them"),
    Line("Wei", ("1,234,567.89", "-1,000,000", "12,345,678")),
    Line("Bartholomew the Second", ("1.50", "2.50", "3.50"), is_bold=True),
    Line("外婆", heading="0 in every one of 10,000 lives", is_note=True),
]
SPARE = (("p95",), ("p5",))


CHINESE = "在2025年7月25日（2025年7月的缴费日）之前恢复缴费，设 choices.back_pay: within_grace（补缴）：12,345.00元。"


def plain(width, spare=SPARE, rows=ROWS, heads=HEADS):
    return [line.plain.rstrip() for line in table(heads, rows, width, spare)]


def test_what_fits_is_one_line_each():
    assert plain(80) == [
        "                                  mean          p5         p95",
        "out_of_pocket, yuan  cash for bills, less what came back for them",
        "  Wei                     1,234,567.89  -1,000,000  12,345,678",
        "  Bartholomew the Second          1.50        2.50        3.50",
        "  外婆  0 in every one of 10,000 lives",
        "",
    ]


def test_columns_that_do_not_fit_are_left_out_and_named():
    lines = plain(40)
    # names may take a third of 40 columns: 13 beside `mean` (12) and the gaps are 29, `p5` would make it 41
    assert lines[0].split() == ["mean"]
    assert lines[-3:] == ["  not shown at 40 columns: p5, p95;", "    COLUMNS=62 shows them", ""]
    assert "  Wei                     1,234,567.89" in lines


def test_with_the_columns_that_the_note_names_everything_is_shown():
    # 38 of the numbers, 2 at the left; a third of 59 leaves 19 for names, of 58 only 18
    assert plain(58)[-2].endswith("COLUMNS=62 shows them") and not any("not shown" in line for line in plain(59))
    assert "  Bartholomew the Second          1.50        2.50        3.50" in plain(62)


def test_a_long_name_goes_on_above_its_numbers():
    lines = plain(60)
    place = lines.index("  Bartholomew the Second")
    assert lines[place + 1].split() == ["1.50", "2.50", "3.50"]


@pytest.mark.parametrize("width", range(24, 90))
def test_no_line_is_too_wide_and_no_number_is_cut(width):
    lines = plain(width)
    assert max(map(cell_len, lines)) <= width
    words = " ".join(lines).split()
    assert {"1,234,567.89", "1.50", "10,000"} <= set(words)
    whole = {"1,234,567.89", "-1,000,000", "12,345,678", "1.50", "2.50", "3.50", "0", "10,000", str(width)}
    numbers = {word for word in words if word[-1].isdigit() and not word.startswith(("p", "COLUMNS"))}
    assert numbers <= whole


def test_a_column_that_is_not_spare_stays_and_names_make_room():
    lines = plain(40, spare=())
    assert ["1,234,567.89", "-1,000,000", "12,345,678"] in [line.split() for line in lines]
    assert "  Wei" in lines and not any("not shown" in line for line in lines)


def test_words_without_spaces_are_folded_but_none_with_a_digit():
    assert [line.plain for line in wrapped("一家人一家人一家人", 10)] == ["一家人一", "  家人一家", "  人"]
    assert [line.plain for line in wrapped("a 2025-01-01/12345", 10)] == ["a", "  2025-01-01/12345"]


@pytest.mark.parametrize("width", range(26, 90))
def test_a_chinese_text_is_cut_between_signs_but_never_before_what_closes_or_within_a_number(width):
    with speaking("zh"):
        lines = [line.plain for line in wrapped(CHINESE, width, indent=2)]
    assert "".join("".join(lines).split()) == "".join(CHINESE.split())
    assert max(map(cell_len, lines)) <= width
    assert min(map(cell_len, lines[:-1]), default=width) > width - 24  # the longest word of other letters
    begins, ends = [line.strip()[0] for line in lines], [line.strip()[-1] for line in lines]
    assert not set("，。；：、）") & set(begins) and not set("（") & set(ends)
    assert any("12,345.00元" in line for line in lines)
