"""One life in Chinese: every sentence of every screen about it, none of them partly English."""

import re

import pytest

from sim.experiment.law import policy_of
from sim.explain import life
from sim.explain.between import between
from sim.explain.citing import Law
from sim.explain.exercised import Exercised
from sim.explain.planned import planned
from sim.explain.questions import why
from sim.explain.replay import replay
from sim.report.between import difference
from sim.report.exercised import exercised
from sim.report.planned import calendar
from sim.report.replay import story
from sim.report.why import explanation
from sim.scenario import load
from sim.words.language import speaking
from tests.explain.test_life import SCENARIOS

#: Worked files that between them say most of what there is to say.
FILES = ("job_gap", "resident_window", "away_from_home", "newborn_insured_late", "benefits_after_months",
         "retired_without_benefit", "chronic_programme", "employer_defaults", "ratio_by_age")  # fmt: skip
#: What stays as it is written: the text of an assumption or a source, words of a file with dots or underscores, a value
#: of the law, names of variants, a command.
AS_WRITTEN = re.compile(
    r"假定：[^）]*|（[^（）]*级）|为 [^（]*（|[\w-]*[._]\w[\w.-]*(: \w+)?|`[^`]*`|“[^”]*”|gongji sweep FILE"
)


def said(lines) -> str:
    return "\n".join(line.plain for line in lines)


def english(text: str, scenario) -> list[str]:
    """What of a text is English: two words of small letters, one behind the other."""
    flat = "".join(line.strip() if line[:1] == " " else f"\n{line}" for line in text.splitlines()[1:])
    for name in (*scenario.people, *scenario.variants):
        flat = flat.replace(name, "")
    return re.findall(r"[a-z]{2,} [a-z]{2,}[^\n]*", AS_WRITTEN.sub("", flat))


@pytest.mark.parametrize("name", FILES)
def test_a_life_is_explained_in_chinese(name):
    scenario = load(SCENARIOS / f"{name}.yaml")
    found = life(scenario)
    bills = {found.bill_name(settled) for settled in found.presented} - {None}
    with speaking("zh"):
        texts = [said(explanation(why(found, bill=bill), 500)) for bill in sorted(filter(None, bills))]
        texts += [said(story(replay(found), "一次", True, 500)), said(calendar(planned(scenario), True, 500))]
        texts += [said(explanation(why(found, who=who, on=found.plan.start), 500)) for who in scenario.people
                  if scenario.people[who].born <= found.plan.start]  # fmt: skip
        for variant in list(scenario.variants)[:1]:
            pair = between((found, life(scenario, 0, variant)), ("baseline", variant))
            texts.append(said(difference(pair, "一次", 500)))
    for text in texts:
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert english(text, scenario) == []


def test_a_value_of_the_law_is_cited_in_the_language_that_is_spoken():
    scenario = load(SCENARIOS / "gallery/mother_in_another_province.yaml")
    day = scenario.start.toordinal()

    def cited() -> list[str]:
        law = Law(policy_of(scenario))
        return [str(law.cited(name, "zhengzhou", day)) for name in ("mutual_aid.reach", "contribution.flexible.pays")]

    reach, pays = cited()
    assert reach == "mutual_aid.reach in zhengzhou is province since 2024-10-01 (national section 7, grade B)"
    assert pays == "contribution.flexible.pays in zhengzhou is month (assumed: self-payers pay by the month)"
    with speaking("zh"):
        reach, pays = cited()
    assert reach.endswith("郑州自2024年10月1日起为 全省（全国第7节，B级）")
    assert pays.endswith("郑州为 按月（假定：灵活就业人员按月缴费）")


def test_what_of_the_law_lives_exercised_is_said_in_chinese():
    scenario, found = load(SCENARIOS / "job_gap.yaml"), Exercised()
    with speaking("zh"):
        found.add(scenario)
        text = said(exercised(found, 500))
    assert english(text, scenario) == []
