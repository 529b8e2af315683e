"""The texts of charts and pages: none missing, none that nobody uses; tests/words has their Chinese."""

import re
from pathlib import Path

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

FOLDER = Path(sim.pages.__file__).parent
FILES = [*FOLDER.glob("*.py"), *FOLDER.glob("*.html")]
SOURCES = [file.read_text(encoding="utf-8") for file in FILES if not file.name.startswith("texts")]


def test_every_text_that_is_used_is_there():
    used = {key for source in SOURCES for key in re.findall(r'\bsay\(\s*"([^"]+)"', source)}
    assert len(used) > 20 and used <= set(TEXTS)


def test_no_text_is_there_that_nobody_uses():
    """A text is named where it is used, or is that of a status without benefits, of a place of the flows, or of the
    table of a kind of study."""
    named = {key for source in SOURCES for key in re.findall(r"(?<=[\"'])[\w/%]+(?=[\"'])", source)}
    named |= {status.word for status in Status} | {f"place_{node}" for node in _COLUMN}
    named |= {f"outcomes_of_{kind}" for kind in _KINDS}
    assert set(TEXTS) - named == set()


def test_no_two_texts_have_one_name():
    assert len(TEXTS) == len(WORDS) + len(OF_CHARTS) + len(OF_PAGE)


def test_what_is_declared_elsewhere_has_both_languages():
    declared = [*COLUMNS, *Flow, *Status, *Count]
    assert [one for one in declared if not (Texts("en").of(one) and Texts("zh").of(one))] == []
