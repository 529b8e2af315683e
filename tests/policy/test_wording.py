"""Values of the law on a Chinese screen: their words are Chinese, their numbers and a region's own names stay."""

import pytest

from sim.policy.parameters import parameters
from sim.policy.seeds import regions, seed
from sim.policy.wording import amount_text, value_text, words_of_values
from sim.words.chinese.law import OF_PARAMETER, TIERS, UNITS, WORDS
from sim.words.language import speaking


@pytest.mark.parametrize(
    ("parameter", "text", "chinese"),
    [
        ("coverage.start.employee", "payment_month", "缴费当月"),
        ("contribution.base.from", "month", "当月工资"),
        ("contribution.flexible.pays", "month", "按月"),
        ("mutual_aid.reach", "pool", "统筹区内"),
        (
            "inpatient.ratio",
            "{active: {community: 95%, 1: 90%, 3a: 85%}}",
            "{在职: {社区: 95%, 一级: 90%, 三级甲等: 85%}}",
        ),
        ("outpatient.cap", "{active: 2000, active_45: 3000}", "{在职: 2000, active_45: 3000}"),
        ("resident.premium", "{0: 350, 1: 400, student: 380}", "{0: 350, 1: 400, 学生: 380}"),
        ("resident.window", "{from: 09-01, to: 02-28 next}", "{自: 09-01, 至: 02-28 次年}"),
        ("coverage.wait.flexible_return", "60 days", "60天"),
        ("projection.contribution.base.average_wage", "2% a year", "每年2%"),
        ("coverage.gap.late_fee", "0.05% a day", "每天0.05%"),
        ("wallet.opens", "never", "未开通"),
        ("province", "henan", "河南"),
    ],
)
def test_words_of_a_value(parameter, text, chinese):
    assert value_text(parameter, text) == text
    with speaking("zh"):
        assert value_text(parameter, text) == chinese


def test_an_amount_has_its_unit_and_a_share_or_word_none():
    assert amount_text("contribution.base.floor", "3756") == "3756 yuan a month"
    with speaking("zh"):
        assert amount_text("contribution.base.floor", "3756") == "3756元/月"
        assert amount_text("contribution.base.floor", "none") == "无"
        assert amount_text("retirement.statutory.women_55.age", "55") == "55岁"
        assert amount_text("retirement.statutory.women_55.most", "36") == "36个月"
        assert amount_text("retirement.top_up.base", "60%") == "60%"
        assert amount_text("contribution.unemployment.months", "{1: 12}") == "{1: 12} 个月（按缴费年限）"


def test_every_word_and_unit_of_the_law_has_its_chinese_and_no_other_has():
    of_all = {parameter: words_of_values(parameter) for parameter in parameters()}
    known = set().union(*of_all.values())
    assert known == WORDS.keys() | TIERS.keys()
    for parameter, own in OF_PARAMETER.items():
        assert own.keys() <= of_all[parameter] or parameter == "province"
    named = {value.text for region in regions() for value in seed(region).values["province"]}
    assert OF_PARAMETER["province"].keys() == named
    units = {parameter.kind.unit.split(",")[0] for parameter in parameters().values()}
    assert {unit for unit in units if unit.startswith(("yuan", "months", "years"))} == UNITS.keys()
