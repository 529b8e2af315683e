"""The month of retirement of everybody born from 1960 to 1990, by the words of the decision of 2024-09-13.

From 1 January 2025 on, the age of men (60) and of women of 55 rises by a month every four months, to 63 and 58, that of
women of 50 by a month every two months, to 55. So the first four (two) birth months that would retire from January 2025
on wait a month, the next ones two. The table here counts them off one by one; the rule divides.
https://www.gov.cn/yaowen/liebiao/202409/content_6974294.htm
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim.policy import Policy
from sim.rules.retirement import statutory_month
from sim.words.law import OldAge
from sim.yaml_marks import read_file

FIRST, LAST = 1960 * 12, 1990 * 12 + 11  # months of birth, counted from year 0
BEGINS = 2025 * 12  # January 2025
#: The age before in years, birth months for a month of delay, months of delay at most.
DECIDED = {OldAge.MEN: (60, 4, 36), OldAge.WOMEN_CADRE: (55, 4, 36), OldAge.WOMEN_WORKER: (50, 2, 60)}


def counted_off(old_age: OldAge) -> Iterator[tuple[int, int]]:
    """Each month of birth with the month of retirement."""
    years, step, most = DECIDED[old_age]
    delay = in_step = 0
    for born in range(FIRST, LAST + 1):
        old = born + years * 12
        if old >= BEGINS and delay < most:
            if in_step == 0:
                delay += 1
            in_step = (in_step + 1) % step
        yield born, old + delay


@pytest.fixture(scope="module")
def law() -> Any:
    return Policy.build(["national"], [], date(2025, 1, 1), date(2026, 1, 1)).record_on("national", date(2025, 1, 1))


def written(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


@pytest.mark.parametrize("old_age", OldAge)
def test_every_month_of_birth_retires_in_the_month_decided(law, old_age):
    decided = {written(born): written(month) for born, month in counted_off(old_age)}
    assert len(decided) == 372
    assert {born: written(int(statutory_month(law, int(old_age), _month(born)))) for born in decided} == decided


def test_the_table_has_the_published_rows():
    rows: Any = read_file(Path(__file__).parent / "published.yaml")
    tables = {old_age: {written(born): written(month) for born, month in counted_off(old_age)} for old_age in OldAge}
    published = [
        (tables[OldAge[row["given"]["old_age"].upper()]].get(row["given"]["born"]), row["gives"]["in"])
        for row in rows["retires"]
        if "1960" <= row["given"]["born"] < "1991"
    ]
    assert len(published) >= 5
    assert all(counted == in_print for counted, in_print in published)


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:]) - 1
