"""The command `gongji plot`: lists charts, writes one, answers what there is not."""

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
    assert written.exit_code == 0 and "no font with Chinese letters was found" in written.stderr
    assert (tmp_path / "uncovered.png").is_file()
