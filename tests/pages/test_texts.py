"""The texts of charts: complete in both languages, none missing, none that nobody uses."""

import re
from pathlib import Path
from string import Formatter

import pytest

import sim.pages
from sim.pages.flows import _COLUMN
from sim.pages.report import _KINDS
from sim.pages.texts import TEXTS, WORDS, Texts
from sim.pages.texts_of_charts import OF_CHARTS
from sim.pages.texts_of_page import OF_PAGE
from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.outcomes import COLUMNS
from sim.words.states import Status
from sim.words.units import Unit

FOLDER = Path(sim.pages.__file__).parent
FILES = [*FOLDER.glob("*.py"), *FOLDER.glob("*.html"), FOLDER.parent / "page_command.py"]
SOURCES = [file.read_text(encoding="utf-8") for file in FILES if not file.name.startswith("texts")]


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_says_the_same_in_both_languages(key):
    text = TEXTS[key]
    assert text.en.strip() and text.zh.strip()
    assert fields(text.en) == fields(text.zh)


def test_every_text_that_is_used_is_there():
    used = {key for source in SOURCES for key in re.findall(r'\bsay\(\s*"(\w+)"', source)}
    assert len(used) > 20 and used <= set(TEXTS)


def test_no_text_is_there_that_nobody_uses():
    """A text is named where it is used, or is that of a unit, a status without benefits, a place of the flows, or the
    table of a kind of study."""
    named = {key for source in SOURCES for key in re.findall(r"(?<=[\"'])[\w/%]+(?=[\"'])", source)}
    named |= {str(unit) for unit in Unit} | {status.word for status in Status} | {f"place_{node}" for node in _COLUMN}
    named |= {f"outcomes_of_{kind}" for kind in _KINDS}
    assert set(TEXTS) - named == set()


def test_no_two_texts_have_one_name():
    assert len(TEXTS) == len(WORDS) + len(OF_CHARTS) + len(OF_PAGE)


def test_what_is_declared_elsewhere_has_both_languages():
    declared = [*COLUMNS, *Flow, *Status, *Count]
    assert [one for one in declared if not (Texts("en").of(one) and Texts("zh").of(one))] == []
