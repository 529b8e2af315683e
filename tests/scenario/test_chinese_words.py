"""Values that a file writes in Chinese are those of the English words: the same scenario, the same hash."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from sim.errors import Faults
from sim.scenario import load
from sim.scenario.schema import schema
from sim.words.events import EventKind, kind_in
from sim.words.law import Away, Tier
from sim.words.outcomes import COLUMNS
from sim.words.states import SCHEMES_AT_START, BackPay, Sex, Source, Status, Track, WhenJobless, WhenRetired, WhenShort

ENGLISH = """\
scenario: In two languages
start: 2025-01-01
years: 2
policy:
  contribution.base.floor: {2025-07-01: 4000}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 120}
    work: {wage: 8000}
    choices: {when_jobless: flexible, retires: earliest, back_pay: within_grace, when_short: monthly}
  Mei: {born: 1988-03-01, sex: female, region: zhengzhou, spouse: Wei, insured: {as: resident}, work: {track: cadre}}
bindings:
  - {payer: Wei, for: Mei, from: 2025-02-03}
events:
  - {on: 2025-03-01, who: Wei, does: leaves_job}
  - {on: 2025-05-01, who: Mei, does: outpatient, cost: 300, tier: 3, bill: cold, away: emergency}
  - {on: 2025-06-01, does: birth, name: Bao, sex: male, parents: [Mei, Wei], insured: 2025-06-20}
  - {on: 2025-08-01, who: Wei, does: transfers, to: Mei, amount: 1, from: account}
expect:
  - {on: 2025-05-02, who: Wei, status: covered, insured_as: flexible}
report: [out_of_pocket, months_uncovered]
"""
CHINESE = """\
scenario: In two languages
start: 2025年1月
years: 2
policy:
  contribution.base.floor: {2025年7月1日: 4000}
people:
  Wei:
    born: 1985年3月12日
    sex: 男
    region: 郑州
    insured: {as: 职工, paid_months: 120}
    work: {wage: 8000}
    choices: {when_jobless: 灵活就业参保, retires: 最早, back_pay: 宽限期内补缴, when_short: 续缴}
  Mei: {born: 1988年3月1日, sex: 女, region: 郑州, spouse: Wei, insured: {as: 居民}, work: {track: 女干部}}
bindings:
  - {payer: Wei, for: Mei, from: 2025年2月3日}
events:
  - {on: 2025年3月1日, who: Wei, does: 离职}
  - {on: 2025年5月1日, who: Mei, does: 门诊, cost: 300, tier: 三级医院, bill: cold, away: 异地急诊}
  - {on: 2025年6月1日, does: 出生, name: Bao, sex: 男, parents: [Mei, Wei], insured: 2025年6月20日}
  - {on: 2025年8月1日, who: Wei, does: 医保钱包转账, to: Mei, amount: 1, from: 个人账户}
expect:
  - {on: 2025年5月2日, who: Wei, status: 享受待遇, insured_as: 灵活就业}
report: [自付现金, 未享受待遇月数]
"""
LISTS = (
    EventKind, Sex, SCHEMES_AT_START, Track, WhenJobless, BackPay, WhenShort, WhenRetired, Tier, Away, Source, Status,
)  # fmt: skip


def loaded(tmp_path, text):
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_file_in_chinese_is_the_same_scenario(tmp_path):
    english, chinese = (loaded(tmp_path, text) for text in (ENGLISH, CHINESE))
    assert chinese.resolved() == english.resolved()


@pytest.mark.parametrize("table", LISTS)
def test_no_two_words_of_a_list_are_the_same_in_chinese(table):
    members = list(table)
    assert len({member.chinese for member in members} - {""}) == len(members)
    assert not {member.chinese for member in members} & {member.word for member in members}


def test_no_two_outcomes_are_the_same_in_chinese():
    assert len({outcome.chinese for outcome in COLUMNS}) == len(COLUMNS)
    assert not {outcome.chinese for outcome in COLUMNS} & {outcome.name for outcome in COLUMNS}


def test_the_page_lists_every_word():
    page = (Path(__file__).parents[2] / "docs" / "scenario.md").read_text(encoding="utf-8")
    for table in LISTS:
        assert f"| {', '.join(f'`{member.word}` {member.chinese}' for member in table)} |" in page


def test_every_kind_of_event_is_known_in_both_languages():
    assert [kind_in(kind.chinese) for kind in EventKind] == [kind.word for kind in EventKind]
    assert kind_in("离开") is kind_in(None) is kind_in("") is None


@pytest.mark.parametrize(
    "wrong, says",
    [
        ("sex: 女性", "sex: '女性' is none of the words; did you mean '女'?  allowed: male, female"),
        ("born: 1985年13月1日", "born: '1985年13月1日' has month 13; a year has 12"),
        ("born: 1985年2月30日", "born: '1985年2月30日' has day 30; 1985-02 has 28"),
    ],
)
def test_what_is_wrong_in_chinese_is_said(tmp_path, wrong, says):
    key = wrong.split(":")[0]
    right = next(line for line in CHINESE.splitlines() if line.strip().startswith(f"{key}:"))
    with pytest.raises(Faults) as error:
        loaded(tmp_path, CHINESE.replace(right, f"    {wrong}"))
    assert says in str(error.value)


def test_an_editor_accepts_what_is_read():
    tree = with_numbers(yaml.load(CHINESE, yaml.BaseLoader))
    assert list(Draft202012Validator(schema()).iter_errors(tree)) == []


def with_numbers(node):
    """What an editor sees in a plain text of digits."""
    if isinstance(node, dict):
        return {key: with_numbers(value) for key, value in node.items()}
    if isinstance(node, list):
        return [with_numbers(value) for value in node]
    return int(node) if node.isdigit() else node
