"""What a page calls the paths of a sweep and their values."""

import pytest

from sim.pages.swept import paths_in, value_on
from sim.pages.texts import Texts

WAIT, OF_ONE_REGION = "policy.coverage.wait.employee", "policy.zhengzhou.coverage.wait.employee"


def test_a_path_of_the_law_is_called_in_chinese_by_what_it_is():
    paths = [WAIT, "policy.projection.resident.premium", "people.Wei.work.wage"]
    assert list(paths_in(Texts("zh"), paths).values()) == ["职工中断等待期", "居民医保个人缴费的推算", "work.wage"]
    assert list(paths_in(Texts("en"), paths).values()) == ["wait.employee", "resident.premium", "work.wage"]


def test_the_value_of_one_region_is_told_from_that_of_all():
    assert list(paths_in(Texts("zh"), [WAIT, OF_ONE_REGION]).values()) == ["职工中断等待期", "郑州职工中断等待期"]


def test_a_part_of_a_table_keeps_its_steps():
    path = "policy.inpatient.ratio.3.retired"
    assert paths_in(Texts("zh"), [path]) == paths_in(Texts("en"), [path]) == {path: "3.retired"}


@pytest.mark.parametrize(
    "path, text, wanted",
    [
        (WAIT, "6", "6个月"),
        (WAIT, "90 days", "90天"),
        ("policy.coverage.wait.counts_from", "payment_month", "缴费当月"),
        ("people.Wei.work.loses_job", "2% a month", "每月2%"),
        ("people.Wei.work.wage", "8000", "8000"),
    ],
)
def test_a_value_is_said_in_chinese(path, text, wanted):
    assert value_on(Texts("zh"), path, text) == wanted
    assert value_on(Texts("en"), path, text) == text
