"""The texts of the page: none missing, none that nobody uses; tests/words has their Chinese."""

import re
from pathlib import Path

import sim.serve
from sim.serve.texts import TEXTS

STATIC = Path(sim.serve.__file__).parent / "static"
SOURCE = "\n".join(file.read_text(encoding="utf-8") for file in [*STATIC.glob("*.js"), *STATIC.glob("*.html")])


def test_every_text_that_is_used_is_there_and_no_other():
    used = set(re.findall(r'(?:\bsay\(\s*|data-text=)"(\w+)"', SOURCE))
    assert len(used) > 40 and used <= set(TEXTS)
    named = set(re.findall(r'"(\w+)"', SOURCE))
    assert set(TEXTS) - named == set()
