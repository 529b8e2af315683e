"""The language of the command line: by `--lang`, before or after the command's name, otherwise by the locale."""

import json
import re

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from sim import cli
from sim.words.language import language
from tests.explain.test_life import SCENARIOS

WHY = ("why", str(SCENARIOS / "job_gap.yaml"), "--bill", "long-waiting")
CHINESE = "Long在2026年2月20日的门诊费用1,000.00元，统筹基金未支付\n"
ENGLISH = "the pool paid nothing of Long's outpatient bill of 1,000.00 yuan on 2026-02-20\n"


def said(*arguments: str, **environment: str | None) -> str:
    runner = CliRunner(env={"LC_ALL": "C.UTF-8", "COLUMNS": "80", **environment})
    return runner.invoke(cli.app, arguments).output


@pytest.mark.parametrize("arguments", [
    ("--lang", "zh", *WHY), (*WHY, "--lang", "zh"), (*WHY, "--lang=zh"), (WHY[0], "--lang", "zh", *WHY[1:]),
])  # fmt: skip
def test_the_language_stands_anywhere_on_the_line(arguments):
    assert said(*arguments).startswith(CHINESE)


def test_the_locale_decides_where_no_language_is_asked_for():
    assert said(*WHY).startswith(ENGLISH)
    assert said(*WHY, LC_ALL="zh_CN.UTF-8").startswith(CHINESE)
    assert said(*WHY, "--lang", "en", LC_ALL="zh_CN.UTF-8").startswith(ENGLISH)
    assert language() == "en"  # nothing is left of it


@pytest.mark.parametrize("command", [
    WHY, ("replay", WHY[1], "--days"), ("plan", WHY[1]), ("why", WHY[1], "--life", "9", "--bill", "long-waiting"),
])  # fmt: skip
def test_documents_are_the_same_in_every_language(command):
    documents = [json.loads(said("--lang", lang, *command, "--json")) for lang in ("en", "zh")]
    assert documents[0] == documents[1]


def test_a_language_that_there_is_not_is_refused():
    done = CliRunner().invoke(cli.app, [*WHY, "--lang", "de"])
    assert done.exit_code == 2 and "'de' is no language  allowed: en, zh" in done.output


@pytest.mark.parametrize("command", [("run",), ("why",), ("serve",), ("policy", "show"), ("population", "new")])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_says_what_an_option_takes_in_a_word(command, lang):
    shown = said(*command, "--help", "--lang", lang)
    options = re.findall(r"^ +(?:-., )?(--[a-z-]+) (<.*|[A-Z]+)", shown, re.MULTILINE)
    assert len(options) > 2 and [one for one in options if one[1].startswith("<")] == []


def test_help_tells_numbers_from_texts_and_names_from_both():
    shown = said("population", "new", "--help") + said("why", "--help")
    assert all(word in shown for word in ("--persons NUMBER", "--region REGION", "--bill NAME", "--what TEXT"))


@pytest.mark.parametrize("command", [(), ("run",), ("why",), ("policy",), ("policy", "diff"), ("results", "export")])
def test_help_is_in_the_language_of_its_reader_and_fits_the_screen(command):
    chinese, english = said(*command, "--help", "--lang", "zh"), said(*command, "--help")
    assert chinese.startswith("用法：") and "选项：\n" in chinese
    assert english.startswith("Usage: ") and "Options:\n" in english
    assert max(map(cell_len, chinese.splitlines())) <= 80
    written = re.findall(r"^ +(?:-., )?(--[a-z-]+)", english, re.MULTILINE)
    assert written and set(written) <= set(re.findall(r"--[a-z-]+", chinese))  # every option of one is in the other


def test_defaults_and_what_is_required_are_said():
    text = " ".join(said("why", "--help", "--lang", "zh").split())
    assert "[默认：文件本身]" in text and "[默认：covered]" in text and "情景文件。[必填]" in text


@pytest.mark.parametrize(("command", "wrong"), [
    (("run",), "错误：缺少参数 'FILE'。"),
    (("run", "x.yaml", "--nothing-like-it"), "错误：没有选项 --nothing-like-it。"),
    (("run", "x.yaml", "--sede"), "错误：没有选项 --sede。相近的有：--seed"),
    (("run", "x.yaml", "another.yaml"), "错误：多出了参数：another.yaml"),
    (("run", "x.yaml", "--quiet=3"), "错误：选项 '--quiet' 不带值。"),
    (("nothing-like-it",), "错误：没有命令 'nothing-like-it'。"),
    (("policy",), "错误：缺少命令。"),
])  # fmt: skip
def test_a_wrong_command_line_is_answered_in_the_language_of_its_reader(command, wrong):
    done = CliRunner().invoke(cli.app, [*command, "--lang", "zh"])
    assert done.exit_code == 2 and wrong.rstrip("。") in done.output
    assert not re.search("Usage|Error|Try|Missing|No such", done.output)


@pytest.mark.parametrize("value", ["many", "0"])
def test_a_wrong_value_is_answered_in_the_language_of_its_reader(value):
    """The library that reads the line has said it in several ways."""
    done = CliRunner().invoke(cli.app, ["run", "x.yaml", "-n", value, "--lang", "zh"])
    [wrong] = done.output.splitlines()
    assert done.exit_code == 2 and wrong.startswith("gongji：") and not re.search(r"[a-z]{2,} [a-z]{2,}", wrong)


@pytest.mark.parametrize("command", [("run", "x.yaml", "-n"), ("policy", "used", "x.yaml", "--lives")])
def test_a_wrong_value_takes_one_line(command):
    done = CliRunner().invoke(cli.app, [*command, "0"])
    [wrong] = done.output.splitlines()
    assert done.exit_code == 2 and wrong.startswith("gongji: Invalid value for '--")
