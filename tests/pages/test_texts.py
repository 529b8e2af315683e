"""The texts of charts and pages: none missing, none that nobody uses; tests/words has their Chinese."""

import re
from pathlib import Path

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


@pytest.mark.parametrize(
    "variant, wanted",
    [
        ("no-wait", "no-wait 与基准相比，自付现金：每次模拟都相同。"),
        ("补缴", "补缴与基准相比，自付现金：每次模拟都相同。"),
        ("B 方案 2", "B 方案 2 与基准相比，自付现金：每次模拟都相同。"),  # a name stays as it is written
    ],
)
def test_names_stand_apart_from_chinese_and_chinese_from_nothing(variant, wanted):
    say = Texts("zh")
    assert say("found_same", variant=variant, baseline=say.case("baseline"), outcome="自付现金") == wanted


def test_a_number_stands_apart_from_the_chinese_before_it():
    said = Texts("zh")(
        "levels_title", outcome="自付现金", mean="", low="902", unit="元", lowest="补缴", high="27", highest="基准"
    )
    assert said == "自付现金：补缴下 902 元，基准下 27 元"


def test_months_are_counted_in_chinese():
    """12 月 would be December."""
    assert Texts("zh").unit(Unit.MONTHS) == "个月"
