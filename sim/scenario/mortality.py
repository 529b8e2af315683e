"""Life tables (seeds/mortality.yaml): chances of dying that a scenario may name."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sim.errors import Fault, Faults
from sim.policy import Assumption
from sim.policy.seeds import directory
from sim.values.document import Document
from sim.values.models import Path
from sim.values.refusals import Refusal, nearest_word, shown
from sim.yaml_marks import Mapping, Text, read_file

MORTALITY = directory() / "mortality.yaml"
_SOURCE = "seeds/mortality.yaml"
SEXES = ("male", "female")
NO_TABLE = "none"  # nobody dies by chance: what a variant says of a scenario that names a table
OLDEST = 150
_PERIOD = re.compile(r"(\d{4})-(\d{4})")
_AGE = re.compile(r"\d{1,2}|1[0-4]\d|150")
_RATE = re.compile(r"\d(\.\d{1,12})?")
_TEXTS = ("english", "chinese", "source", "grade", "assume")


class Period(NamedTuple):
    """From 1 July of a year on: deaths per person and year, by the first age of each band."""

    first_year: int
    rates: dict[int, Decimal]


class LifeTable(NamedTuple):
    """Rates of death of each sex, by period, oldest first."""

    name: str
    assume: str
    periods: dict[str, tuple[Period, ...]]


@cache
def _document() -> Document:
    found = read_file(MORTALITY, _SOURCE)
    if not isinstance(found, Mapping):
        raise Faults([Fault("the file is no mapping of life tables by name", _SOURCE, 1, 1)])
    return Document(_SOURCE, found)


def table_names() -> tuple[str, ...]:
    """The names a scenario may give under `mortality`."""
    return tuple(_document().mapping())


def named_table(name: object) -> str | None:
    """The name a scenario gives, None for none; an unknown one is refused."""
    names = (*table_names(), NO_TABLE)
    if name not in names:
        nearest = nearest_word(str(name), names)
        raise Refusal(f"{shown(name)} is no life table of {_SOURCE}", ", ".join(names), nearest)
    return None if name == NO_TABLE else str(name)


@cache
def life_table(name: str) -> LifeTable:
    """A table of the file; raises `Faults` with every fault of it."""
    document, faults = _document(), []
    texts = {key: document.node(name, key) for key in _TEXTS}
    for key, text in texts.items():
        if not isinstance(text, Text) or not text.strip():
            faults.append(document.fault((name,), f"{name} needs '{key}'", of_key=True))
    periods = {sex: tuple(_periods(document, (name, "rates", sex), faults)) for sex in SEXES}
    if not faults and [period.first_year for period in periods[SEXES[0]]] != [p.first_year for p in periods[SEXES[1]]]:
        faults.append(document.fault((name, "rates"), f"{name}: the periods of both sexes are not the same"))
    if faults:
        raise Faults(faults)
    return LifeTable(name, str(texts["assume"]), periods)


def assumption(name: str) -> Assumption:
    """What using a life table assumes."""
    return Assumption("mortality", "", name, f"mortality.{name}", life_table(name).assume)


def _periods(document: Document, path: Path, faults: list[Fault]) -> Iterator[Period]:
    periods, ends = document.mapping(*path), None
    if not periods:
        faults.append(document.fault(path, f"{path[-1]}: no rates by period", write="2025-2030: {0: 0.005, 1: 0.0003}"))
    for key in periods:
        at = (*path, key)
        years = _PERIOD.fullmatch(key)
        if not years or int(years[2]) <= int(years[1]) or ends not in (None, int(years[1])):
            begins = "one year" if ends is None else str(ends)
            faults.append(document.fault(at, f"{key} is no period from {begins} to a later year", of_key=True))
            continue
        ends = int(years[2])
        yield Period(int(years[1]), dict(_bands(document, at, faults)))


def _bands(document: Document, path: Path, faults: list[Fault]) -> Iterator[tuple[int, Decimal]]:
    bands, last = document.mapping(*path), -1
    if "0" not in bands:
        faults.append(document.fault(path, "no rate of age 0"))
    for key, text in bands.items():
        at = (*path, key)
        if not _AGE.fullmatch(key) or int(key) <= last:
            faults.append(document.fault(at, f"{key} is no age after {last}", of_key=True, allowed=f"up to {OLDEST}"))
            continue
        last = int(key)
        if not isinstance(text, Text) or not _RATE.fullmatch(text):
            faults.append(document.fault(at, f"{shown(text)} is no rate", allowed="deaths per person and year: 0.0123"))
            continue
        yield last, Decimal(text)
