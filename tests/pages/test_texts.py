"""The texts of charts: complete in both languages, none missing, none that nobody uses."""

import re
from pathlib import Path
from string import Formatter

import pytest

import sim.pages
from sim.pages.texts import TEXTS, Texts
from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.outcomes import COLUMNS
from sim.words.states import Status

SOURCES = [file.read_text(encoding="utf-8") for file in Path(sim.pages.__file__).parent.glob("*.py")]


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


def test_what_is_declared_elsewhere_has_both_languages():
    declared = [*COLUMNS, *Flow, *Status, *Count]
    assert [one for one in declared if not (Texts("en").of(one) and Texts("zh").of(one))] == []
