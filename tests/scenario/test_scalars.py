"""A scalar is read exactly or refused with a word of help; it is written back as it would be read."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sim.scenario import scalars
from sim.scenario.scalars import (
    MILLION,
    MOST_FEN,
    Limit,
    Mean,
    amount,
    day,
    decimal,
    limit,
    listed,
    mean_of,
    measured,
    money,
    month,
    monthly_chance,
    name,
    nearest_word,
    per_year,
    percent,
    retirement_month,
    share,
    shown,
    signed_money,
    whole,
    yearly_rate,
    yes_no,
    yuan,
)


def refused(read, text):
    with pytest.raises(PydanticCustomError) as caught:
        read(text)
    return caught.value.context or {}


@given(st.integers(0, MOST_FEN))
def test_yuan_are_exact_to_the_fen(fen):
    assert money(yuan(fen)) == fen


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_expected_yuan_may_be_negative(fen):
    assert signed_money(yuan(fen)) == fen


@given(st.integers(0, MILLION))
def test_shares_are_exact_to_a_part_per_million(ppm):
    assert share(percent(ppm)) == ppm
    assert share(format(Decimal(ppm) / MILLION, "f")) == ppm


@given(st.dates(date(1900, 1, 1), date(2299, 12, 31)))
def test_dates_are_read_as_written(when):
    assert day(when.isoformat()) == when
    assert day(f"{when:%Y-%m}") == month(f"{when:%Y-%m}") == when.replace(day=1)


@given(st.text())
@example("1" * 5000)
@example("1e999999999")
@example("٣")
@example("１２")
@example("0x10")
@example("nan")
@example("1_000")
def test_any_text_is_read_or_refused(text):
    readers = [money, amount, signed_money, share, monthly_chance, yearly_rate, per_year, limit, day, month, yes_no]
    readers += [name, retirement_month, whole(0, 9), mean_of("yuan"), mean_of("share"), mean_of("months")]
    for read in [*readers, measured]:
        with suppress(PydanticCustomError):
            read(text)


@given(st.text(), st.sampled_from([money, share, whole(0, 10**6), day]))
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
    except PydanticCustomError as error:
        return (error.context or {})["write"]
    return None


@pytest.mark.parametrize(
    "text, fen", [("0", 0), ("0.1", 10), ("9500", 950_000), ("9500.5", 950_050), ("0.01", 1), ("10.00", 1000)]
)
def test_money(text, fen):
    assert money(text) == fen


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
    assert refused(money, text)["write"] == write


def test_an_amount_is_more_than_nothing():
    assert amount("0.01") == 1
    assert "more than 0" in refused(amount, "0")["allowed"]


@pytest.mark.parametrize("text, ppm", [("0%", 0), ("2%", 20_000), ("0.02", 20_000), ("0.0001%", 1), ("1", MILLION)])
def test_share(text, ppm):
    assert share(text) == ppm


@pytest.mark.parametrize(
    "text, write", [("65", "65%"), ("200%", None), ("-1%", None), ("0.00001%", None), ("02%", "2%")]
)
def test_share_is_refused(text, write):
    assert refused(share, text)["write"] == write


def test_a_rate_carries_its_unit():
    assert monthly_chance("1% a month") == monthly_chance("0.01 a month") == 10_000
    assert monthly_chance("0") == yearly_rate("0%") == 0
    assert yearly_rate("-1.5% a year") == -15_000
    assert refused(monthly_chance, "1%")["write"] == "1% a month"
    assert refused(yearly_rate, "4% a month")["found"] == "'4% a month' is counted by the month, not by the year"
    assert refused(yearly_rate, "fast")["write"] == "4% a year"
    assert refused(yearly_rate, "-100% a year")["found"] == "'-100% a year' is less than -99.9999%"


def test_visits_a_year():
    assert per_year("0.15") == Fraction(3, 20)
    assert per_year("6 a year") == 6
    assert refused(per_year, "-1")["found"] == "'-1' is negative"
    assert refused(per_year, "1001")["found"] == "'1001' is more than 1000"


def test_limits():
    assert limit("3000 a year") == Limit(300_000, "year")
    assert limit("200.50 a bill") == Limit(20_050, "bill")
    assert refused(limit, "3,000")["write"] == "3000 a year"
    assert refused(limit, "20 a yaer")["nearest"] == "year"


@pytest.mark.parametrize(
    "text, write",
    [
        ("2025-02-29", "2025-02-28"),
        ("2025-04-00", "2025-04-01"),
        ("2025-13", None),
        ("2025-1-5", "2025-01-05"),
        ("2025/1/5", "2025-01-05"),
        ("2025.1", "2025-01"),
        ("2025年1月5日", "2025-01-05"),
        ("2025年1月", "2025-01"),
        ("1899-01-01", None),
        ("today", None),
    ],
)
def test_dates_say_what_to_write(text, write):
    assert refused(day, text)["write"] == write


def test_a_month_to_retire():
    assert retirement_month("earliest") == "earliest"
    assert retirement_month("2040-05") == date(2040, 5, 1)
    assert refused(retirement_month, "2040-05-02")["write"] == "2040-05"
    assert refused(retirement_month, "lastest")["nearest"] == "latest"


def test_yes_and_no():
    assert [yes_no(text) for text in ("yes", "true", "no", "false")] == [True, True, False, False]
    assert refused(yes_no, "Yes")["nearest"] == "yes"
    assert refused(yes_no, "1")["nearest"] is None


def test_whole_numbers_have_bounds():
    assert whole(1, 31)("31") == 31
    assert refused(whole(1, 31), "32")["found"] == "'32' is more than allowed"
    assert refused(whole(1, 31), "010")["write"] == "10"
    assert refused(whole(1, 31), "2.5")["write"] == "2"


@pytest.mark.parametrize("text", ["No", "on", "10:30", "小明", "O'Neil", "Grandma Li", "~"])
def test_a_name_is_any_text(text):
    assert name(text) == text


@pytest.mark.parametrize("text", ["", "a.b", "a/b", " a", "a\nb", "x" * 61])
def test_what_cannot_be_a_name(text):
    assert refused(name, text)


def test_means():
    assert mean_of("yuan")("10280 ± 1%") == Mean(Fraction(1_028_000), Fraction(10_280))
    assert mean_of("yuan")("100 ± 0.5") == Mean(Fraction(10_000), Fraction(50))
    assert mean_of("share")("95% ± 0.01") == Mean(Fraction(95, 100), Fraction(1, 100))
    assert mean_of("number")("12.5 +- 1").holds(13.5)
    assert not mean_of("number")("12.5 ± 1").holds(Fraction(136, 10))
    assert refused(mean_of("number"), "12")["write"] == "12 ± 1%"


def test_a_mapping_or_a_list_is_no_scalar():
    assert refused(money, {"a": "1"})["found"] == "a mapping stands where one value belongs"
    assert refused(day, ["1"])["found"] == "a list stands where one value belongs"


def test_the_nearest_word_cares_for_likeness_not_case():
    assert nearest_word("Wie", ("Wei", "Mei")) == "Wei"
    assert nearest_word("grandma", ("Grandma",)) == "Grandma"
    assert nearest_word("zebra", ("Wei",)) is None


def test_what_is_shown_stays_on_one_short_line():
    assert shown("a\nb") == "'a\\nb'"
    assert len(shown("x" * 1000)) < 50


@given(st.decimals(0, 1000, places=6))
def test_decimals_are_written_as_they_were_read(number):
    assert per_year(decimal(Fraction(number))) == Fraction(number)


def test_numbers_of_a_range_keep_their_unit():
    assert measured("0.5% a month") == scalars.Measured(Fraction(1, 2), "% a month", Fraction(1, 10_000))
    assert measured("60") == scalars.Measured(Fraction(60), "", Fraction(1))


def test_a_long_list_of_names_ends():
    assert listed(("a", "b")) == "a, b"
    assert listed("abc", most=2).endswith("b and 1 more")
