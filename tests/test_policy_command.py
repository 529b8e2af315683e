"""The command `gongji policy`: what the law says, on a screen and as JSON; what cannot be shown is said."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from sim import answers, cli
from sim.policy import regions

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A folder without policy files of one's own, and a screen of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def policy(*arguments):
    return CliRunner().invoke(cli.app, ["policy", *map(str, arguments)])


def screen(*arguments):
    done = policy(*arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def document(*arguments):
    done = policy(*arguments, "--json")
    found = json.loads(done.stdout)
    assert found["exit_code"] == done.exit_code
    return found


EVERY = (
    ("list",),
    ("show", "zhengzhou", "--on", "2025-06-01"),
    ("diff", "zhengzhou", "beijing", "--on", "2025-06-01"),
    ("sources", "zhengzhou"),
    ("claims", "--verdict", "contradicts"),
)


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_every_screen_fits_100_columns(arguments):
    for line in screen(*arguments).splitlines():
        assert cell_len(line) <= 100 or "://" in line or " " not in line.strip()


def test_nothing_heavy_is_loaded():
    program = f"""
import sys
from sim.cli import app
for arguments in {[list(one) for one in EVERY]!r}:
    try:
        app(["policy", *arguments])
    except SystemExit:
        pass
print(*[name for name in ("numba", "polars", "simpy") if name in sys.modules], "loaded")
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"


def test_list_has_all_regions_with_both_names():
    shown = screen("list")
    assert "zhengzhou  郑州  Zhengzhou, Henan" in shown
    found = document("list")["regions"]
    assert [one["region"] for one in found] == list(regions())
    assert found[0].keys() >= {"chinese", "english", "published", "assumed", "unknown", "silent", "share", "verified"}


def test_show_says_since_when_and_by_whom():
    shown = screen("show", "郑州", "--on", "2025-06-01", "--rule", "1")
    assert shown.startswith("Zhengzhou, Henan (郑州) on 2025-06-01\n")
    assert "contribution.rate.employer: 7%\n" in shown and "since 2025-01-01; grade C: C 7317475" in shown
    assert "Rule 2" not in shown and "was verified" not in shown
    law = {one["parameter"]: one for one in document("show", "zhengzhou", "--on", "2025-06-01")["law"]}
    assert (law["contribution.rate.employer"]["value"], law["contribution.rate.employer"]["inherited_from"]) == (
        "7%",
        None,
    )
    assert law["contribution.base.month"]["inherited_from"] == "national"
    assert law["contribution.base.month"]["assumption"].keys() == {"name", "reason"}
    assert law["contribution.base.month"]["plausible"] == ["1"]
    assert (
        "due on the 25th – no official day was found" in " ".join(shown.split())
        and "; plausible too: 15, 20\n" in shown
    )


def test_show_of_a_day_after_the_last_look_says_so():
    assert "Nothing after 2026-01-31 was verified" in screen("show", "zhengzhou", "--on", "2030-01-01", "--rule", "2")


def test_diff_of_two_days_shows_what_changed():
    shown = screen("diff", "zhengzhou@2024-12-31", "zhengzhou@2025-01-01")
    assert "contribution.rate.employer: employer's rate (单位缴费比例)" in shown
    assert "zhengzhou@2024-12-31: 8% (grade C)" in shown and "zhengzhou@2025-01-01: 7% (grade C)" in shown


def test_diff_of_a_scenario_s_variants_shows_what_they_change():
    file = ROOT / "scenarios" / "claims" / "gaps.yaml"
    [[found]] = document("diff", file, f"{file}:S0-17b", "--on", "2025-06-01")["differences"].values()
    assert found["parameter"] == "coverage.gap.clears_years"
    assert (found["before"]["value"], found["after"]["value"]) == ("no", "yes")
    assert found["after"]["rests_on"] == "scenario"


def test_a_folder_of_one_s_own_is_read_too(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "kaifeng.yaml").write_text(
        "region: kaifeng\nchinese: 开封\nenglish: Kaifeng\nabout: An example.\nvalues:\n"
        "  contribution.rate.employer: {value: 9%, from: undated, source: [x], grade: C}\n",
        encoding="utf-8",
    )
    assert "contribution.rate.employer: 9%" in screen("show", "开封", "--rule", "1")
    assert "kaifeng  开封  Kaifeng" in screen("list", "--seeds", "seeds")


def test_sources_and_claims_as_data():
    assert all(one["parameters"] for one in document("sources", "beijing")["sources"])
    claims = document("claims", "--verdict", "contradicts")["claims"]
    assert claims and {one["verdict"] for one in claims} == {"contradicts"}


def test_new_writes_a_file_that_holds_and_never_overwrites(tmp_path):
    assert "next: " in screen("new", "luoyang")
    file = tmp_path / "seeds" / "luoyang.yaml"
    written = file.read_text(encoding="utf-8")
    assert "no faults" in screen("check", "seeds/luoyang.yaml")
    again = policy("new", "luoyang")
    assert again.exit_code == answers.AT_FAULT and "exists already" in again.stderr
    assert file.read_text(encoding="utf-8") == written


def test_check_reports_every_fault_of_every_file(tmp_path):
    policy("new", "luoyang")
    bad = tmp_path / "bad.yaml"
    bad.write_text("region: bad\nvalues:\n  outpatient.cpa: {value: 3}\n", encoding="utf-8")
    done = policy("check", "bad.yaml", "seeds/luoyang.yaml")
    assert done.exit_code == answers.AT_FAULT and "luoyang.yaml: no faults" in done.stdout
    assert "bad.yaml:3:3: outpatient.cpa is no parameter; did you mean 'outpatient.cap'?" in done.stderr
    found = document("check", "bad.yaml", "seeds/luoyang.yaml")["files"]
    assert [bool(one["faults"]) for one in found] == [True, False]


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("show", "zengzhou"), "did you mean 'zhengzhou'?"),
        (("show", "zhengzhou", "--on", "2025-13-01"), "gongji: --on: '2025-13-01'"),
        (("show", "zhengzhou", "--rule", "10"), "no parameter is of rule 10"),
        (("diff", "zhengzhou@soon", "beijing"), "zhengzhou@soon: 'soon'"),
        (("diff", "nowhere.yaml", "beijing"), "nowhere.yaml:1:1: cannot be read"),
        (("claims", "--verdict", "agres"), "did you mean 'agrees'?"),
        (("new", "Luo yang"), "cannot name a policy file"),
        (("check", "nowhere.yaml"), "cannot be read"),
        (("list", "--seeds", "nowhere"), "is no folder with policy files"),
    ],
)
def test_what_cannot_be_shown_is_said(arguments, words):
    done = policy(*arguments)
    assert done.exit_code == answers.AT_FAULT and words in done.stderr and "Traceback" not in done.output
