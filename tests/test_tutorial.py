"""The tutorial does what it says: run from top to bottom as a reader would, in an empty folder."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "tutorial.ipynb"
WITH_COMPILING = 300  # seconds a cell may take


def test_it_is_kept_without_outputs():
    code = [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    assert code and not any(cell.outputs or cell.execution_count for cell in code)


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """What each code cell shows last, by its first line."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("tutorial")
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=WITH_COMPILING, kernel_name="python3", resources=resources).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return folder, {cell.source.splitlines()[0]: cell.outputs[-1].get("data", {}) for cell in code if cell.outputs}


def shown(executed, beginning: str) -> dict[str, str]:
    """The forms in which the cell that begins so shows what came out."""
    _, outputs = executed
    (found,) = (data for first, data in outputs.items() if first.startswith(beginning))
    return found


@pytest.mark.slow
def test_studies_show_their_tables(executed):
    run = shown(executed, "study = ")
    assert "400 lives of 2 people" in run["text/html"] and "out_of_pocket" in run["text/html"]
    assert run["text/plain"] == "Run('results/family': A mother's bills, 400 lives)"
    assert "pays-himself" in shown(executed, "comparison = ")["text/html"]
    assert "12 points of 2 paths" in shown(executed, "sweep = ")["text/html"]


@pytest.mark.slow
def test_the_interval_becomes_as_narrow_as_asked(executed):
    lives, reached = shown(executed, "surer = ")["text/plain"].strip("()").split(", ")
    assert int(lives) > 400 and reached == "True"


@pytest.mark.slow
def test_charts_are_drawn_without_a_network(executed):
    for beginning in ("import altair", "points = "):
        chart = shown(executed, beginning)
        assert chart["image/svg+xml"].startswith("<svg") and "text/html" not in chart


@pytest.mark.slow
def test_the_variant_breaks_even_along_the_stays_alone(executed):
    table = shown(executed, "even = ")["text/plain"]
    assert table.count("people.Wei.care") == 1 and "shape: (1, 4)" in table


@pytest.mark.slow
def test_tables_are_exported(executed):
    folder, _ = executed
    assert (folder / "tables" / "comparison.csv").is_file() and (folder / "results" / "family-sweep").is_dir()
