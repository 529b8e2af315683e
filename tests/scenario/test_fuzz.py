"""Scenarios changed at random: each is checked without faults, or refused with line and column, in little time.

Half of the changes are of the tree (a value, a key, a part of another scenario put where it does not belong), half of
the text. The same seed makes the same files; a file that fails is shown as it was.
"""

from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest
import yaml

from sim.errors import Faults, printable
from sim.scenario import check

FOLDER = Path(__file__).parents[2] / "scenarios"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))]
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
QUICK, MANY = 300, 5_000
SECONDS = 10
VALUES = [
    "", "0", "-1", "1", "1e9", "999999999999999999999", "0.005", "101%", "-3%", "1% a month", "4% a year", "none",
    "~", "null", "yes", "2025-01-01", "2025-02-30", "1899-12-31", "2299-12-31", "2027-06", "Wei", "family", "random",
    "baseline", "national", "beijing", "Beijing", "北京", "shanghai", "employee", "retired", "a.b", "a/b", "..",
    "x" * 100, "\x1b[2J", "\u202e", "e\u0301", "\u00e9", "0..6", "10280 ± 1%", "3000 a year", "outpatient", "birth",
    "dies", "year", "active", "1,000", "１２", "#", "*a", [], {}, ["1"], {"from": "0%", "to": "5%"},
    {"2025-01-01": "3", "2026": "4"}, {"0": "70%", "x": "1"}, [["a"]], {"": ""},
]  # fmt: skip
WORDS = [value for value in VALUES if isinstance(value, str)]
KEYS = ["", "people", "policy", "name", "on", "who", "from", "x", "2025-01-01", "zhengzhou", "a.b", "Wei", "tiers"]
MARKS = list("{}[]:,-#&*!|>'\"%@`\t\n 0aé：，\x00\x1b\ufeff\u2028\ud800")
MARKS += ["---\n", "? ", "<<: ", "- - ", "!!int ", '"\\ud800"', '"\\e[2J"']


def changed(random: Random) -> str:
    """A scenario with one to three changes."""
    text = random.choice(TEXTS)
    if random.random() < 0.5:
        tree = yaml.load(text, LOADER)
        for _ in range(random.randint(1, 3)):
            _change_tree(random, tree)
        return yaml.dump(tree, allow_unicode=True, sort_keys=False)
    for _ in range(random.randint(1, 3)):
        text = _change_text(random, text)
    return text


def _change_tree(random: Random, tree: Any) -> None:
    """One entry of a mapping or list, anywhere in a tree, replaced, removed, renamed or repeated."""
    place, key = random.choice(list(_places(tree)))
    how = random.randrange(6)
    if how == 0:
        place[key] = random.choice(VALUES)
    elif how == 1:
        other, there = random.choice(list(_places(yaml.load(random.choice(TEXTS), LOADER))))
        place[key] = other[there]
    elif how == 2:
        del place[key]
    elif how == 3 and isinstance(place, dict):
        place[random.choice([*KEYS, *place])] = place.pop(key)
    elif how == 4 and isinstance(place, list):
        place.append(place[key])
    elif isinstance(place[key], str):
        place[key] = _change_text(random, place[key])
    else:
        place[key] = random.choice([[place[key]], {"x": place[key]}])
    if not tree:
        tree["scenario"] = "nothing"


def _places(tree: Any):
    """Every mapping or list of a tree with each of its keys."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])


def _change_text(random: Random, text: str) -> str:
    """Some characters removed, repeated, put in or put elsewhere."""
    at = random.randint(0, len(text))
    until = min(len(text), at + random.choice([0, 1, 1, 3, 20, 200]))
    put_in = random.choice(["", random.choice(MARKS), text[at:until] * 2, random.choice(WORDS)])
    return text[:at] + put_in + text[until:]


def _check(text: str, path: Path) -> bool:
    """Whether a file is accepted; fails where it is neither accepted nor refused as it should be."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    before = process_time()
    refused = None
    try:
        check(path)
    except Faults as error:
        refused = error
    except Exception as error:
        raise AssertionError(text) from error
    assert process_time() - before < SECONDS, text
    if refused is not None:
        places = [(fault.file, fault.line or 0, fault.column or 0) for fault in refused.faults]
        assert places, text
        assert all(file == str(path) and line >= 1 and column >= 1 for file, line, column in places), (refused, text)
        assert all(printable(line) == line for line in str(refused).split("\n")), (refused, text)
    return refused is None


def _check_many(first: int, last: int, path: Path) -> None:
    accepted = sum(_check(changed(Random(number)), path) for number in range(first, last))
    assert 0 < accepted < last - first  # neither all nor none says anything


def test_a_changed_scenario_is_accepted_or_refused_with_line_and_column(tmp_path):
    _check_many(0, QUICK, tmp_path / "changed.yaml")


@pytest.mark.slow
def test_so_is_each_of_very_many(tmp_path):
    _check_many(QUICK, QUICK + MANY, tmp_path / "changed.yaml")
