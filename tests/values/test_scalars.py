"""One text is one value or is refused, the same in a scenario and in a policy file; what is written is read again."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.values.refusals import Refusal, listed, nearest_word, shown
from sim.values.scalars import (
    AMOUNT,
    DAY,
    DAY_OF_YEAR,
    MILLION,
    MONEY,
    MONTH,
    MOST_FEN,
    SHARE,
    SIGNED_MONEY,
    YES_NO,
    half_up,
    is_day,
    one_of,
    percent,
    rate,
    short_yuan,
    whole,
    yuan,
)
from sim.words.law import BaseFrom

YEARLY = rate("year", "a rate such as 4% a year", "4% a year", signed=True)
DAILY = rate("day", "a rate such as 0.05% a day", "0.05% a day")


def refused(read, text):
    with pytest.raises(Refusal) as caught:
        read(text)
    return {**vars(caught.value), "nearest": caught.value.nearest}


@given(st.integers(0, MOST_FEN))
def test_yuan_are_exact_to_the_fen(fen):
    assert MONEY(yuan(fen)) == fen


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_expected_yuan_may_be_negative(fen):
    assert SIGNED_MONEY(yuan(fen)) == fen


@given(st.integers(0, MILLION))
def test_shares_are_exact_to_a_part_per_million(ppm):
    assert SHARE(percent(ppm)) == ppm
    assert SHARE(format(Decimal(ppm) / MILLION, "f")) == ppm


@given(st.dates(date(1900, 1, 1), date(2299, 12, 31)))
def test_dates_are_read_as_written(when):
    assert DAY(when.isoformat()) == when
    assert DAY(f"{when:%Y-%m}") == MONTH(f"{when:%Y-%m}") == when.replace(day=1)


@given(st.text(), st.sampled_from([MONEY, SHARE, whole(0, 10**6), DAY]))
def test_what_to_write_instead_can_be_read(text, read):
    """The help leads somewhere: whatever is proposed is accepted, or refused for another reason."""
    tried = set()
    while text is not None:
        assert text not in tried
        tried.add(text)
        text = _instead(read, text)


def _instead(read, text):
    try:
        read(text)
    except Refusal as error:
        return error.write
    return None


@pytest.mark.parametrize(
    "text, fen", [("0", 0), ("0.1", 10), ("9500", 950_000), ("9500.5", 950_050), ("0.01", 1), ("10.00", 1000)]
)
def test_money(text, fen):
    assert MONEY(text) == fen


@pytest.mark.parametrize(
    "text, write",
    [
        ("010", "10"),
        ("1e5", "100000"),
        ("1,000", "1000"),
        ("1_000", "1000"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("¥5", "5"),
        ("5 yuan", "5"),
        ("５", "5"),
        ("1.005", "1.01"),
        ("0x10", None),
        ("", None),
        ("much", None),
        ("-1", None),
        ("nan", None),
        ("1e99", None),
    ],
)
def test_money_says_what_to_write(text, write):
    assert refused(MONEY, text)["write"] == write


def test_an_amount_is_more_than_nothing():
    assert AMOUNT("0.01") == 1
    assert "more than 0" in refused(AMOUNT, "0")["allowed"]


@pytest.mark.parametrize("text, ppm", [("0%", 0), ("2%", 20_000), ("0.02", 20_000), ("0.0001%", 1), ("1", MILLION)])
def test_share(text, ppm):
    assert SHARE(text) == ppm


@pytest.mark.parametrize(
    "text, write", [("65", "65%"), ("200%", None), ("-1%", None), ("0.00001%", None), ("02%", "2%")]
)
def test_share_is_refused(text, write):
    assert refused(SHARE, text)["write"] == write


@pytest.mark.parametrize(
    "text, day",
    [
        ("2025-01-05", (2025, 1, 5)),
        ("2025-01", (2025, 1, 1)),
        ("2025年1月5日", (2025, 1, 5)),
        ("2025年11月", (2025, 11, 1)),
    ],
)
def test_dates_are_read_in_english_and_in_chinese(text, day):
    assert DAY(text) == date(*day)
    assert is_day(text)


@pytest.mark.parametrize("text", ["10-13", "10月13日"])
def test_days_that_every_year_has_are_too(text):
    assert DAY_OF_YEAR(text) == (10, 13)


@pytest.mark.parametrize("text, holds", [("yes", True), ("是", True), ("否", False), ("no", False)])
def test_so_are_yes_and_no(text, holds):
    assert YES_NO(text) is holds


@pytest.mark.parametrize(
    "text, write",
    [
        ("2025-02-29", "2025-02-28"),
        ("2025-04-00", "2025-04-01"),
        ("2025-13", None),
        ("2025-1-5", "2025-01-05"),
        ("2025/1/5", "2025-01-05"),
        ("2025.1", "2025-01"),
        ("2025年2月29日", "2025-02-28"),
        ("2025-1月5日", "2025-01-05"),
        ("1899-01-01", None),
        ("today", None),
    ],
)
def test_dates_say_what_to_write(text, write):
    assert refused(DAY, text)["write"] == write


def test_yes_and_no():
    assert [YES_NO(text) for text in ("yes", "true", "no", "false")] == [True, True, False, False]
    assert refused(YES_NO, "Yes")["nearest"] == "yes"
    assert refused(YES_NO, "1")["nearest"] is None


def test_whole_numbers_have_bounds():
    assert whole(1, 31)("31") == 31
    assert refused(whole(1, 31), "32")["found"] == "'32' is more than allowed"
    assert refused(whole(1, 31), "010")["write"] == "10"
    assert refused(whole(1, 31), "2.5")["write"] == "2"


def test_a_mapping_or_a_list_is_no_scalar():
    assert refused(MONEY, {"a": "1"})["found"] == "a mapping stands where one value belongs"
    assert refused(DAY, ["1"])["found"] == "a list stands where one value belongs"


def test_the_nearest_word_cares_for_likeness_not_case():
    assert nearest_word("Wie", ("Wei", "Mei")) == "Wei"
    assert nearest_word("grandma", ("Grandma",)) == "Grandma"
    assert nearest_word("zebra", ("Wei",)) is None


def test_what_is_shown_stays_on_one_short_line():
    assert shown("a\nb") == "'a\\nb'"
    assert len(shown("x" * 1000)) < 50


def test_a_long_list_of_names_ends():
    assert listed(("a", "b")) == "a, b"
    assert listed("abc", most=2).endswith("b and 1 more")


@given(st.text())
@example("1" * 5000)
@example("1e999999999")
@example("٣")
@example("１２")
@example("0x10")
@example("nan")
@example("1_000")
def test_any_text_is_read_or_refused(text):
    readers = [MONEY, AMOUNT, SIGNED_MONEY, SHARE, YEARLY, DAILY, DAY, MONTH, DAY_OF_YEAR, YES_NO, whole(0, 9)]
    for read in readers:
        with suppress(Refusal):
            assert read(read.text(read(text))) == read(text)


@given(st.text(max_size=12))
def test_an_amount_has_one_spelling(text):
    """A float would take ` 1`, `1_000`, `nan`, `１２`."""
    try:
        amount = MONEY(text)
    except Refusal:
        return
    assert text == text.strip() and text.isascii()
    assert Fraction(text) * 100 == amount


@given(st.integers(0, MOST_FEN))
def test_short_yuan_are_read_back_to_the_fen(fen):
    assert MONEY(short_yuan(fen)) == fen


@pytest.mark.parametrize("read", [MONEY, AMOUNT])
def test_the_largest_amount_is_the_same_wherever_it_stands(read):
    """Its product with a share, in parts per million, still fits 64 bits."""
    assert read(yuan(MOST_FEN)) * MILLION < 2**63
    assert "more than ten billion yuan" in refused(read, yuan(MOST_FEN + 1))["found"]


@given(st.fractions(0, 10**6))
def test_half_up(value):
    assert 0 <= half_up(value) - value + Fraction(1, 2) < 1 or half_up(value) - value == Fraction(1, 2)
    assert half_up(Fraction(1, 2)) == 1 and half_up(Fraction(5, 2)) == 3


@pytest.mark.parametrize("text", ["02%", "2 %", "1e-2", "101%", "1.1", "2%%", "0.0000001", "1.00005%", "two", "-1%"])
def test_shares_that_are_refused(text):
    assert refused(SHARE, text)["allowed"] == "a share from 0% to 100%, such as 2% or 0.02"


def test_one_tenth_is_exact():
    assert SHARE("0.1") == 100_000 and SHARE("9.8%") == 98_000 and SHARE("0.05%") == 500


def test_a_rate_says_in_what_time():
    assert YEARLY("-1.5% a year") == -15_000 and DAILY("0.05% a day") == 500 and YEARLY("0") == DAILY("0%") == 0
    assert refused(DAILY, "0.05%")["write"] == "0.05% a day"
    assert refused(DAILY, "4% a year")["found"] == "'4% a year' is counted by the year, not by the day"
    assert refused(YEARLY, "-100% a year")["found"] == "'-100% a year' is less than -99.9999%"
    bare = rate("year", "a rate", "4% a year", bare=True)
    assert bare("1.5%") == bare("1.5% a year") == 15_000


@pytest.mark.parametrize("text", ["02-29", "13-01", "1-1", "2025-01-01"])
def test_a_day_of_the_year_is_one_that_every_year_has(text):
    assert DAY_OF_YEAR("02-28") == (2, 28)
    assert refused(DAY_OF_YEAR, text)["found"].endswith("is no day that every year has")


def test_a_word_is_one_of_a_list():
    scalar = one_of(BaseFrom)
    assert scalar("last_year") == BaseFrom.LAST_YEAR and scalar.text(BaseFrom.MONTH) == "month"
    assert refused(scalar, "Last_Year")["nearest"] == "last_year"
    assert refused(one_of(("1", "2"), "tier"), "4")["found"] == "'4' is no tier"


def test_a_word_may_stand_for_a_value():
    cap = MONEY.with_words(none=-1)
    assert cap("none") == -1 and cap.text(-1) == "none" and cap("5") == 500
    assert refused(cap, "nothing")["allowed"] == f"none, or {MONEY.allowed}"


def test_a_program_may_hand_over_plain_values():
    assert MONEY(95) == 9500 and YES_NO(True) and DAY(date(2025, 1, 2)) == date(2025, 1, 2)
    assert refused(MONEY, 0.1)["found"] == "'0.1' stands where one value belongs"  # a binary fraction is never money


@pytest.mark.parametrize(
    "scalar",
    [AMOUNT, MONEY, SIGNED_MONEY, SHARE, DAY, MONTH, YES_NO, whole(1, 12), rate("month", "a chance", "1% a month")],
)
@pytest.mark.parametrize(
    "text",
    ["0.001", "0.004", "1e-3", "-0.001", "-1", "1e20", "9,500", "010", "00", "0.5", "150%", "1%", "-1%", "0.00000001",
     "2%a month", "13", "2025-13-01", "2025/2/30", "2025-02-30", "2025年2月30日", "Yes", "是",
     "１２", "1.50.2", "5 yuan"],
)  # fmt: skip
def test_what_a_refusal_proposes_can_be_read(scalar, text):
    try:
        scalar(text)
    except Refusal as refusal:
        if refusal.write is not None:
            scalar(refusal.write)


def test_an_amount_too_small_is_not_answered_with_nothing():
    with pytest.raises(Refusal) as caught:
        AMOUNT("0.001")
    assert caught.value.write is None
    assert AMOUNT("0.01") == 1
