"""The page about extensions shows the worked files as they are, and its notebook runs."""

import re
from pathlib import Path

import pytest

import sim
from tests.extensions.test_examples import FOLDER

PAGE = (Path(__file__).parents[2] / "docs" / "extensions.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"<!-- extension: (\S+) -->\n```python\n(.*?)```\n", PAGE, re.DOTALL))
[NOTEBOOK] = re.findall(r"<!-- notebook -->\n```python\n(.*?)```\n", PAGE, re.DOTALL)


def test_the_page_shows_every_worked_extension():
    assert SHOWN.keys() == {path.name for path in FOLDER.glob("*.py")}


@pytest.mark.parametrize("name", SHOWN)
def test_a_file_is_shown_as_it_is(name):
    assert SHOWN[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_the_notebook_runs(household, tmp_path, monkeypatch):
    household(named=[])
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "notebook.py"
    path.write_text(NOTEBOOK, encoding="utf-8")
    names: dict = {"__name__": "notebook"}
    exec(compile(NOTEBOOK, str(path), "exec"), names)
    by_law = sim.run("visit.yaml", name="law")
    paid, in_full = (study.frame()["contributed"].sum() for study in (names["study"], by_law))
    assert in_full > 0 and paid * 2 == in_full
