"""The texts of the page: complete in both languages, none missing, none that nobody uses."""

import re
from pathlib import Path

import pytest

import sim.serve
from sim.serve.texts import TEXTS

STATIC = Path(sim.serve.__file__).parent / "static"
SOURCE = "\n".join(file.read_text(encoding="utf-8") for file in [*STATIC.glob("*.js"), *STATIC.glob("*.html")])


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_says_the_same_in_both_languages(key):
    text = TEXTS[key]
    assert text.en.strip() and text.zh.strip() and fields(text.en) == fields(text.zh)


def test_every_text_that_is_used_is_there_and_no_other():
    used = set(re.findall(r'(?:\bsay\(\s*|data-text=)"(\w+)"', SOURCE))
    assert len(used) > 40 and used <= set(TEXTS)
    named = set(re.findall(r'"(\w+)"', SOURCE))
    assert set(TEXTS) - named == set()
