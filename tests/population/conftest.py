"""A survey of three households, as a file of rows and as a scenario that reads it."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import polars as pl
import pytest

from sim.population import Population, read_population
from sim.scenario import load

#: A couple with a child, a pensioner, and a couple of whom one works.
ROWS = {
    "hid": [7, 7, 7, 8, 9, 9],
    "pid": ["701", "702", "703", "801", "901", "902"],
    "BYEAR": [1985, 1987, 2016, 1953, 1990, 1991],
    "BMONTH": [3, 11, 8, 7, 1, 2],
    "SEX": [1, 0, 0, 0, 1, 0],
    "INS": [2, 3, 3, 4, 2, 9],
    "INCOME": [114000.0, None, None, 0.0, 72000.0, None],
    "SPOUSE": ["702", None, None, None, None, "901"],
    "FATHER": [None, None, "701", None, None, None],
    "MOTHER": [None, None, "702", None, None, None],
    "W": [1.5, 1.5, 1.5, 2.0, 1.0, 1.0],
}

SAID = """\
scenario: Three households
start: 2025-01-01
years: 2
population:
  from: persons.csv
  household: hid
  person: pid
  weight: W
  people:
    born: {year: BYEAR, month: BMONTH, day: 15}
    sex: {column: SEX, is: {1: male, 0: female}}
    region: zhengzhou
    spouse: SPOUSE
    parents: [FATHER, MOTHER]
    insured.as: {column: INS, is: {2: employee, 3: resident, 4: retired}, otherwise: none}
    insured.paid_months: {assume: worked since 22, months_since_age: 22, of: [employee, retired]}
    work.wage: {column: INCOME, a: year}
    care: {by_age: {0: child, 18: adult_average, 60: elder}}
  bindings: {payer: [employee, retired], for: [spouse, parents, children]}
  lives: 3
by: [region, insured.as, age.10]
"""


def frame(**changed: list) -> pl.DataFrame:
    return pl.DataFrame(ROWS | changed, strict=False)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """The scenario beside its file of rows, with parts of either changed."""

    def write(replaced: dict[str, str] | None = None, rows: pl.DataFrame | None = None) -> Path:
        text = dedent(SAID)
        for old, new in (replaced or {}).items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "survey.yaml").write_text(text, encoding="utf-8")
        (frame() if rows is None else rows).write_csv(tmp_path / "persons.csv")
        return tmp_path / "survey.yaml"

    return write


@pytest.fixture
def read(written) -> Callable[..., Population]:
    def read_it(replaced: dict[str, str] | None = None, rows: pl.DataFrame | None = None) -> Population:
        return read_population(load(written(replaced, rows)))

    return read_it
