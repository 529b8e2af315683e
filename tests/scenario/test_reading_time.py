"""No file takes work out of proportion to its length: four times as much is read with about four times the calls."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from time import process_time
from typing import NamedTuple

import pytest

from sim.errors import Faults
from sim.scenario import check, notes

_HEAD = """\
scenario: Very much of one thing
start: 2025-01-01
years: 2
people:
  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, work: {wage: 9000}, insured: {as: employee}}
  Mei: {born: 1986-03-12, sex: female, region: zhengzhou, spouse: Wei}
"""


def _lines(heading: str, line: Callable[[int], str], end: str = "") -> Callable[[int], str]:
    """A file with as many lines under one heading as are asked for."""
    return lambda n: "".join((_HEAD, heading, *map(line, range(n)), end))


def _on(i: int) -> str:
    return f"on: 2025-03-{1 + i % 28:02d}"


def _dates(i: int) -> str:
    return f"    {date(1990, 1, 1) + timedelta(i)}: {i % 7}\n"


def _siblings(n: int) -> str:
    """Each of n names a hundred others."""
    head = _HEAD.partition("people:")[0] + "people:\n"
    return head + "".join(
        f"  P{i}: {{born: 1985-03-12, sex: male, region: zhengzhou, siblings: "
        f"[{', '.join(f'P{(i + j) % n}' for j in range(1, 100))}]}}\n"
        for i in range(n)
    )


class Shape(NamedTuple):
    """A file of any size; a size from which its growth is looked at, and one with the seconds it and its notes take."""

    make: Callable[[int], str]
    size: int
    large: int
    seconds: int = 5


def _bill(i: int, rest: str) -> str:
    return f"  - {{{_on(i)}, does: outpatient, cost: 9, {rest}}}\n"


def _chooses(i: int) -> str:
    return f"  P{i}: {{born: 1985-03-12, sex: male, region: zhengzhou, choices: {{retires: 2047-05}}}}\n"


_variants, _bindings = partial(_lines, "variants:\n"), partial(_lines, "bindings:\n")
_vary_wage = partial(_lines, "sweep: {vary: {people.Wei.work.wage: [\n", end="]}}\n")
_vary_interest = partial(_lines, "sweep: {vary: {policy.account.interest: [\n", end="]}}\n")
_part = "policy:\n  outpatient.deductible.kind:\n"
SHAPES = {
    "variants of a person": Shape(_variants(lambda i: f"  v{i}: {{people: {{Wei: {{pension: {i}}}}}}}\n"), 150, 500),
    "variants of the law": Shape(
        _variants(lambda i: f"  v{i}: {{policy: {{account.interest: {i / 1000:.3f}% a year}}}}\n"), 150, 500
    ),
    "swept values of a person": Shape(_vary_wage(lambda i: f"{i},\n"), 400, 5_000),
    "swept values of the law": Shape(_vary_interest(lambda i: f"{i / 10000:.4f}% a year,\n"), 400, 5_000),
    "events": Shape(_lines("events:\n", lambda i: _bill(i, f"who: Wei, bill: b{i}")), 700, 10_000),
    "events with a misspelt name": Shape(_lines("events:\n", lambda i: _bill(i, "who: Weii")), 700, 10_000, 8),
    "expectations": Shape(_lines("expect:\n", lambda i: f"  - {{{_on(i)}, who: Wei, account: {i}}}\n"), 1_000, 10_000),
    "unknown keys": Shape(_lines("", lambda i: f"key{i}: 1\n"), 4_000, 300_000, 25),
    "unknown parameters": Shape(_lines("policy:\n", lambda i: f"  coverage.x{i}: 1\n"), 1_000, 5_000),
    "dates of one parameter": Shape(_lines("policy:\n  coverage.wait.employee:\n", _dates), 2_000, 50_000, 8),
    "dates of a part": Shape(_lines(_part, lambda i: _dates(7 * i).replace("0\n", "year\n")), 300, 3_000, 8),
    "bindings of one pair": Shape(_bindings(lambda i: "  - {payer: Wei, for: Mei}\n"), 1_500, 2_000),
    "ranked bindings": Shape(
        _bindings(lambda i: f"  - {{payer: Wei, for: Mei, rank: {1 + i % 1000}}}\n"), 1_500, 2_000
    ),
    "anchors": Shape(_lines("", lambda i: f"key{i}: &a{i} 1\n"), 4_000, 200_000, 25),
    "siblings": Shape(_siblings, 120, 500, 8),
    "people who choose when to retire": Shape(_lines("", _chooses), 400, 5_000, 8),
}


def _seconds(text: str, path) -> float:
    path.write_text(text)
    before = process_time()
    try:
        notes(check(path))
    except Faults as error:
        str(error)
    return process_time() - before


def _calls(text: str, path) -> int:
    """Calls of functions while a file is checked: unlike seconds, the same on every machine."""
    path.write_text(text)
    number = 0

    def count(_frame, event, _function):
        nonlocal number
        number += event.endswith("call")

    sys.setprofile(count)
    try:
        notes(check(path))
    except Faults as error:
        str(error)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_four_times_as_much_takes_about_four_times_the_calls(name, tmp_path):
    """What grows with the square takes sixteen times as many."""
    make, size = SHAPES[name][:2]
    path = tmp_path / "large.yaml"
    _calls(make(2), path)  # what is loaded once
    assert _calls(make(size), path) < 5 * _calls(make(size // 4), path)


@pytest.mark.long
@pytest.mark.parametrize("name", SHAPES)
def test_a_very_large_file_is_read_in_seconds(name, tmp_path):
    make, _, size, most = SHAPES[name]
    _seconds(make(2), tmp_path / "small.yaml")
    assert _seconds(make(size), tmp_path / "large.yaml") < most


@pytest.mark.parametrize("heading", ["variants", "sweep"])
def test_too_many_cases_of_a_large_scenario_are_refused_at_once(heading, tmp_path):
    """A thousand events have 11 parts each, so that 2,000,000 parts allow no 200 cases of them."""
    events = "".join(f"  - {{{_on(i)}, does: outpatient, who: Wei, cost: 9, bill: b{i}}}\n" for i in range(1000))
    cases = {
        "variants": "variants:\n" + "".join(f"  v{i}: {{about: {i}}}\n" for i in range(300)),
        "sweep": f"sweep: {{vary: {{people.Wei.work.wage: [{', '.join(map(str, range(300)))}]}}}}\n",
    }
    path = tmp_path / "many.yaml"
    path.write_text(f"{_HEAD}events:\n{events}{cases[heading]}")
    with pytest.raises(Faults, match=r"300 are too many for a scenario of 11,0\d\d parts  allowed: at most 18\d$"):
        check(path)
