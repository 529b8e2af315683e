"""The commands `gongji plot` and `gongji report`: what they write, what they answer where there is nothing."""

import pytest
from typer.testing import CliRunner

import sim
from sim import answers, cli
from sim.pages import chart as files
from tests.two_months import TWO_MONTHS


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plot")
    file = folder / "family.yaml"
    file.write_text(TWO_MONTHS, encoding="utf-8")
    sim.run(file, out=folder / "results")
    return folder / "results"


@pytest.fixture(autouse=True)
def english_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def plot(results, *arguments):
    return CliRunner().invoke(cli.app, ["plot", "family", *map(str, arguments), "--results", str(results)])


def test_without_a_chart_those_that_fit_are_listed(results):
    listed = plot(results)
    assert listed.exit_code == 0 and "fan            an outcome year by year\n" in listed.stdout
    assert "distribution" not in listed.stdout  # of a single life
    assert "逐年变化" in plot(results, "--lang", "zh").stdout


def test_in_a_chinese_locale_labels_are_chinese_unless_another_language_is_asked_for(results, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "逐年变化" in plot(results).stdout
    assert "an outcome year by year" in plot(results, "--lang", "en").stdout


def test_the_file_is_named(results, tmp_path):
    written = plot(results, "fan", "--out", tmp_path / "fan.json")
    assert (written.exit_code, written.stdout) == (0, f"{tmp_path / 'fan.json'}\n")
    assert (tmp_path / "fan.json").is_file()


def test_a_misspelt_chart_or_result_is_an_error(results, tmp_path):
    found = plot(results, "fn", "--out", tmp_path / "fan.svg")
    assert found.exit_code == answers.AT_FAULT and "did you mean fan?" in found.stderr
    gone = CliRunner().invoke(cli.app, ["plot", "famly", "--results", str(results)])
    assert gone.exit_code == answers.AT_FAULT and "did you mean family?" in gone.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_font_for_chinese_labels_are_english(results, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "cjk_font", lambda: None)
    written = plot(results, "uncovered", "--lang", "zh", "--out", tmp_path / "uncovered.png")
    assert written.exit_code == 0 and "本机没有中文字体，标签改用英文" in written.stderr
    assert (tmp_path / "uncovered.png").is_file()


# ----------------------------------------------------------------------------- the page


def report(results, *arguments):
    return CliRunner().invoke(cli.app, ["report", *map(str, arguments), "--results", str(results)])


def test_the_page_lies_where_the_answer_says(results, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = report(results, "family")
    assert (written.exit_code, written.stdout) == (0, "family.html\n")
    assert (tmp_path / "family.html").is_file()
    assert report(results, "family", "--lang", "zh", "--out", "zh.html").stdout == "zh.html\n"
    assert 'lang="zh-CN"' in (tmp_path / "zh.html").read_text(encoding="utf-8")


def test_a_page_of_no_result_or_in_no_language_is_an_error(results, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    gone = report(results, "famly")
    assert gone.exit_code == answers.AT_FAULT and "did you mean family?" in gone.stderr
    assert report(results, "family", "--lang", "de").exit_code == answers.AT_FAULT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_life_that_there_is_not_is_an_error(results, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = report(results, "family", "--life", "0", "--life", "1")
    assert found.exit_code == answers.AT_FAULT and "there is no life 1  allowed: 0" in found.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_study_writes_its_page_beside_its_folder(tmp_path):
    file = tmp_path / "family.yaml"
    file.write_text(TWO_MONTHS, encoding="utf-8")
    run = CliRunner().invoke(cli.app, ["run", str(file), "--out", str(tmp_path / "results"), "--report"])
    assert run.exit_code == 0 and run.stdout.endswith(f"{tmp_path / 'results' / 'family.html'}\n")
    assert sorted(path.name for path in (tmp_path / "results").iterdir() if path.name[0] != ".") == [
        "family", "family.html"
    ]  # fmt: skip
    listed = CliRunner().invoke(cli.app, ["results", "--brief", "--out", str(tmp_path / "results")])
    assert listed.stdout == "family\n"
    verified = CliRunner().invoke(cli.app, ["verify", "family", "--out", str(tmp_path / "results")])
    assert verified.exit_code == 0
