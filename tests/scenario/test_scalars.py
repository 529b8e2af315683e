"""A scalar is read exactly or refused with a word of help; it is written back as it would be read."""

from contextlib import suppress
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario.scalars import (
    CHANCE,
    GROWTH,
    LIMIT,
    MEAN_NUMBER,
    MEAN_SHARE,
    MEAN_YUAN,
    NAME,
    PER_YEAR,
    RETIRES,
    Limit,
    Mean,
    Measured,
    measured,
    unknown_region,
)
from sim.values.refusals import Refusal
from sim.values.scalars import AMOUNT, DAY, MONEY, MONTH, SHARE, SIGNED_MONEY, YES_NO, decimal, whole


def refused(read, text):
    with pytest.raises(Refusal) as caught:
        read(text)
    return {**vars(caught.value), "nearest": caught.value.nearest}


@given(st.text())
@example("1" * 5000)
@example("1e999999999")
@example("٣")
@example("１２")
@example("0x10")
@example("nan")
@example("1_000")
def test_any_text_is_read_or_refused(text):
    readers = [MONEY, AMOUNT, SIGNED_MONEY, SHARE, CHANCE, GROWTH, PER_YEAR, LIMIT, DAY, MONTH, YES_NO]
    readers += [NAME, RETIRES, whole(0, 9), MEAN_YUAN, MEAN_SHARE, MEAN_NUMBER]
    for read in [*readers, measured]:
        with suppress(Refusal):
            read(text)


def test_a_rate_carries_its_unit():
    assert CHANCE("1% a month") == CHANCE("0.01 a month") == 10_000
    assert CHANCE("0") == GROWTH("0%") == 0
    assert GROWTH("-1.5% a year") == -15_000
    assert refused(CHANCE, "1%")["write"] == "1% a month"
    assert refused(GROWTH, "4% a month")["found"] == "'4% a month' is counted by the month, not by the year"
    assert refused(GROWTH, "fast")["write"] == "4% a year"
    assert refused(GROWTH, "-100% a year")["found"] == "'-100% a year' is less than -99.9999%"


def test_visits_a_year():
    assert PER_YEAR("0.15") == Fraction(3, 20)
    assert PER_YEAR("6 a year") == 6
    assert refused(PER_YEAR, "-1")["found"] == "'-1' is negative"
    assert refused(PER_YEAR, "1001")["found"] == "'1001' is more than 1000"


def test_limits():
    assert LIMIT("3000 a year") == Limit(300_000, "year")
    assert LIMIT("200.50 a bill") == Limit(20_050, "bill")
    assert refused(LIMIT, "3,000")["write"] == "3000 a year"
    assert refused(LIMIT, "20 a yaer")["nearest"] == "year"


def test_a_month_to_retire():
    assert RETIRES("earliest") == "earliest"
    assert RETIRES("2040-05") == date(2040, 5, 1)
    assert refused(RETIRES, "2040-05-02")["write"] == "2040-05"
    assert refused(RETIRES, "lastest")["nearest"] == "latest"


@pytest.mark.parametrize("text", ["No", "on", "10:30", "小明", "O'Neil", "Grandma Li", "~"])
def test_a_name_is_any_text(text):
    assert NAME(text) == text


@pytest.mark.parametrize("text", ["", "a.b", "a/b", " a", "a\nb", "x" * 61])
def test_what_cannot_be_a_name(text):
    assert refused(NAME, text)


def test_means():
    assert MEAN_YUAN("10280 ± 1%") == Mean(Fraction(1_028_000), Fraction(10_280))
    assert MEAN_YUAN("100 ± 0.5") == Mean(Fraction(10_000), Fraction(50))
    assert MEAN_SHARE("95% ± 0.01") == Mean(Fraction(95, 100), Fraction(1, 100))
    assert MEAN_NUMBER("12.5 +- 1").holds(13.5)
    assert not MEAN_NUMBER("12.5 ± 1").holds(Fraction(136, 10))
    assert refused(MEAN_NUMBER, "12")["write"] == "12 ± 1%"


@given(st.decimals(0, 1000, places=6))
def test_decimals_are_written_as_they_were_read(number):
    assert PER_YEAR(decimal(Fraction(number))) == Fraction(number)


def test_numbers_of_a_range_keep_their_unit():
    assert measured("0.5% a month") == Measured(Fraction(1, 2), "% a month", Fraction(1, 10_000))
    assert measured("60") == Measured(Fraction(60), "", Fraction(1))


def test_a_city_s_chinese_name_with_the_word_for_city_is_a_misspelling():
    assert unknown_region("郑州市").nearest == "zhengzhou" and unknown_region("洛阳市").nearest is None
