"""What the documentation shows is what the program does.

A comment above a block says what it is: `<!-- file: NAME.yaml -->` a whole scenario, `<!-- part of: NAME.yaml -->`
headings that replace those of that file, `<!-- policy file: NAME.yaml -->` a file of seeds/, `<!-- faults of:
NAME.yaml -->` what is said about it, `<!-- python -->` a program to run, `<!-- excerpt of: COMMAND -->` some lines of
what a command prints. Blocks of `console` are commands with what they print. Where a line is `…`, lines are left out,
and `…` within a line stands for anything.

`python tests/test_docs.py` writes what commands print and the list of parameters anew, to be read before it is kept.
Excerpts it leaves alone: those that no longer hold are named.
"""

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
import yaml
from typer.testing import CliRunner

from sim import cli, studies
from sim.errors import Faults
from sim.experiment.expectations import failures_of
from sim.experiment.law import policy_of
from sim.policy import parameters
from sim.policy.record import policy_dtype
from sim.policy.seeds import read_seed
from sim.scenario import care, expected, load, model
from sim.scenario.examples import examples
from sim.words.events import EVENTS
from sim.words.outcomes import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted(DOCS.glob("*.md"))]
LINKED = [*PAGES, *(ROOT / name / "README.md" for name in ("scenarios", "seeds", "results", "benchmarks"))]
BLOCK = re.compile(r"(?:<!-- (?P<marker>[^\n]*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)```\n", re.DOTALL)
COMPILING = re.compile(r"^(Compiling the rules|正在编译规则).*\n", re.MULTILINE)
COMPUTING = ("plan", "rules", "processes")
LEFT_OUT = "…"


class Block(NamedTuple):
    """A fenced block of a page."""

    page: Path
    marker: str
    language: str
    text: str

    @property
    def name(self) -> str:
        """The file it is, or is about."""
        return self.marker.partition(": ")[2]

    def __str__(self) -> str:
        return f"{self.page.name}:{self.marker or self.text.splitlines()[0]}"


def blocks_of(page: Path) -> Iterator[Block]:
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(page, found["marker"] or "", found["language"], found["text"])


BLOCKS = [block for page in PAGES for block in blocks_of(page)]


def marked(kind: str) -> list:
    return [pytest.param(block, id=str(block)) for block in BLOCKS if block.marker.startswith(kind)]


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """A folder with the files of a page, as the working directory."""
    monkeypatch.chdir(tmp_path)

    def put(page: Path) -> Path:
        write_files(page, tmp_path)
        return tmp_path

    return put


def write_files(page: Path, folder: Path) -> None:
    for block in blocks_of(page):
        if block.marker.startswith(("file: ", "policy file: ")):
            (folder / block.name).write_text(block.text, encoding="utf-8")


def printed(command: str) -> str:
    """What a command prints, on both streams; that the rules are being compiled is no part of it."""
    program, *arguments = command.split()
    assert program == "gongji"
    return COMPILING.sub("", CliRunner(env={"COLUMNS": "80"}).invoke(cli.app, arguments).output)


def commands_of(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a console block with what the page says it prints."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def is_excerpt(shown: str) -> bool:
    return LEFT_OUT in shown.splitlines()


def not_printed(shown: str, output: str) -> list[str]:
    """The lines of an excerpt that a command does not print, or not in this order."""
    lines = iter(output.splitlines())
    return [line for line in shown.splitlines() if line != LEFT_OUT and not any(fits(line, other) for other in lines)]


def fits(shown: str, line: str) -> bool:
    pattern = ".*".join(map(re.escape, shown.split(LEFT_OUT)))
    return re.fullmatch(pattern, line.rstrip()) is not None


# ----------------------------------------------------------------------------- examples


def test_every_yaml_block_says_what_it_is():
    unsaid = [str(block) for block in BLOCKS if block.language == "yaml" and not block.marker]
    assert unsaid == []
    names = {(block.page, block.name) for block in BLOCKS if block.marker.startswith(("file: ", "policy file: "))}
    assert [str(b) for b in BLOCKS if b.marker.startswith("part of: ") and (b.page, b.name) not in names] == []


@pytest.mark.slow
@pytest.mark.parametrize("block", [pytest.param(b, id=str(b)) for b in BLOCKS if b.language == "console"])
def test_commands_print_what_is_shown(block, beside):
    beside(block.page)
    for command, shown in commands_of(block):
        output = printed(command)
        if is_excerpt(shown):
            assert not_printed(shown, output) == []
        else:
            assert output == shown


def test_an_excerpt_holds_line_by_line_in_order():
    output = "one  \ntwo 2026-01-05\nthree\n"
    assert not_printed("one\n…\nthree\n", output) == []
    assert not_printed("two …\n", output) == []
    assert not_printed("three\none\n", output) == ["one"]
    assert not_printed("on\n", output) == ["on"]


@pytest.mark.parametrize("block", marked("file: "))
def test_files_are_used(block):
    """Each whole file is checked or lived by a command or a program of its page, or named by a file that is."""
    others = (other for other in blocks_of(block.page) if other != block)
    users = [other for other in others if other.language in ("console", "python") or other.marker.startswith("file: ")]
    assert any(block.name in other.text for other in users)


@pytest.mark.parametrize("block", marked("part of: "))
def test_parts_are_right(block, beside):
    folder = beside(block.page)
    whole = yaml.load((folder / block.name).read_text(encoding="utf-8"), yaml.BaseLoader)
    for heading, part in yaml.load(block.text, yaml.BaseLoader).items():
        whole[heading] = {**whole.get(heading, {}), **part} if isinstance(part, dict) else part
    (folder / "whole.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    scenario = load("whole.yaml")
    for variant in (None, *scenario.variants) if not scenario.population else ():  # whose law follows from its rows
        policy_of(scenario if variant is None else scenario.variant(variant))
    if "expect:" in block.text:
        assert [str(failure) for failure in failures_of(scenario)] == []


def faults_of(path: Path) -> str:
    """What is said about a policy file; it names the folder, which is seeds/ where policy files lie."""
    try:
        read_seed(path)
    except Faults as faults:
        return str(faults).replace(f"{path.parent.name}/", "seeds/") + "\n"
    return ""


@pytest.mark.parametrize("block", marked("policy file: "))
def test_policy_files_say_what_is_shown(block, beside):
    folder = beside(block.page)
    shown = [other.text for other in blocks_of(block.page) if other.marker == f"faults of: {block.name}"]
    assert faults_of(folder / block.name) == "".join(shown)


@pytest.mark.parametrize("block", marked("python"))
def test_programs_run(block, beside):
    beside(block.page)
    exec(compile(block.text, block.page.name, "exec"), {"__name__": "example"})


@pytest.mark.slow
@pytest.mark.parametrize("block", marked("excerpt of: "))
def test_the_demo_prints_what_is_shown(block, tmp_path):
    command = [*block.name.split(), "--out", str(tmp_path)]
    environment = os.environ | {"COLUMNS": "80"}
    command[0] = str(Path(sys.executable).with_name(command[0]))
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert not_printed(block.text, done.stdout) == []


@pytest.mark.slow
def test_the_picture_is_drawn_from_the_files_of_a_run(tmp_path):
    study = studies.run(ROOT / "scenarios" / "three_generations.yaml", replications=20, out=tmp_path)
    picture = runpy.run_path(str(DOCS / "make_picture.py"))["picture"]
    lives, years = (pl.read_parquet(study.folder / f"{name}.parquet") for name in ("lives", "years"))
    assert [len(row["hconcat"]) for row in picture(lives, years, 1980, 20).to_dict()["vconcat"]] == [2, 2]


# ----------------------------------------------------------------------------- completeness


@pytest.mark.slow
def test_the_gallery_says_what_its_files_give():
    gallery = runpy.run_path(str(DOCS / "make_gallery.py"))
    assert set(gallery["QUESTIONS"]) == {path.stem for path in gallery["SCENARIOS"].glob("*.yaml")}
    assert {path.stem for path in gallery["PICTURES"].glob("*.svg")} == set(gallery["QUESTIONS"])
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == gallery["page"]()


def test_parameters_are_up_to_date():
    page = runpy.run_path(str(DOCS / "make_parameters.py"))["page"]()
    assert (DOCS / "parameters.md").read_text(encoding="utf-8") == page


def test_every_parameter_has_a_unit_and_a_meaning():
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|$", (DOCS / "parameters.md").read_text(), re.MULTILINE)
    documented = {name: (meaning, unit) for name, meaning, unit, _ in rows}
    assert [name for name in parameters() if name not in documented] == []
    for name, parameter in parameters().items():
        meaning, unit = documented[name]
        assert parameter.english in meaning and parameter.chinese in meaning and unit.strip()


def test_nothing_of_the_law_is_read_by_nobody():
    """Every field of the law is read by a rule, a process or where the law is put together."""
    computing = [path for part in COMPUTING for path in (ROOT / "sim" / part).glob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in computing)
    idle = {name for name in policy_dtype().names or () if name not in source}
    read_at_build = {"contribution_base_month", "account_credit_average_pension"}
    assert idle == read_at_build


def test_every_key_of_a_scenario_is_described():
    page = (DOCS / "scenario.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`\n]+)`", page))))
    models = (model.Study, model.Person, model.Insured, model.Work, care.Care, care.Visits, care.Cost, model.Choices)
    more = (
        model.Chances,
        model.MarriageByChance,
        model.BirthByChance,
        model.ChildByChance,
        model.Binding,
        model.Event,
        model.Sweep,
        expected.Expectation,
    )
    keys = {field.alias or name for one in (*models, *more) for name, field in one.model_fields.items()}
    keys |= {*EVENTS, *expected.STATE_WORDS, *expected.BILL_WORDS}
    of_results = {outcome.name for outcome in COLUMNS}  # in the list that the page refers to
    assert "`results/README.md`" in page
    assert sorted(keys - words - of_results) == []


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub and MkDocs make it."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower())).strip("-")


@pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in LINKED])
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), target


def test_every_scenario_is_listed():
    page = (ROOT / "scenarios" / "README.md").read_text(encoding="utf-8")
    names = {path.stem for path in examples().values() if path.parent.name == "scenarios"}
    names |= {f"gallery/{path.stem}" for path in examples().values() if path.parent.name == "gallery"}
    assert {name for name in names if f"]({name}.yaml)" not in page and f"`{name}.yaml`" not in page} == set()


def test_pages_build_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr  # --quiet would not count warnings


# ----------------------------------------------------------------------------- writing anew


def shown_anew(page: Path, command: str, shown: str) -> str:
    """What a command prints; an excerpt stays, and what of it no longer holds is told."""
    output = printed(command)
    if not is_excerpt(shown):
        return output
    for line in not_printed(shown, output):
        print(f"{page.name}: `{command}` does not print: {line}", file=sys.stderr)
    return shown


def written_anew(page: Path, folder: Path) -> str:
    """A page with what its commands print and its policy files are told."""
    write_files(page, folder)

    def anew(found: re.Match) -> str:
        marker, language, text = found["marker"] or "", found["language"], found["text"]
        if language == "console":
            commands = list(commands_of(Block(page, marker, language, text)))
            text = "".join(f"$ {command}\n{shown_anew(page, command, shown)}" for command, shown in commands)
        elif marker.startswith("faults of: "):
            text = faults_of(folder / marker.partition(": ")[2])
        above = f"<!-- {marker} -->\n" if marker else ""
        return f"{above}```{language}\n{text}```\n"

    return BLOCK.sub(anew, page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    runpy.run_path(str(DOCS / "make_parameters.py"), run_name="__main__")
    for one in PAGES:
        with TemporaryDirectory() as folder:
            os.chdir(folder)
            one.write_text(written_anew(one, Path(folder)), encoding="utf-8")
