"""Life tables (seeds/mortality.yaml): chances of dying that a scenario may name."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path as File
from typing import NamedTuple

from sim.errors import Fault, Faults
from sim.policy import Assumption
from sim.policy.seeds import directory, own_text
from sim.values.document import Document
from sim.values.models import Path
from sim.values.refusals import Refusal, nearest_word, shown
from sim.words.members import words_of
from sim.words.states import Sex
from sim.yaml_marks import Mapping, Text, decode, read, read_bytes

MORTALITY = directory() / "mortality.yaml"
_SOURCE = "seeds/mortality.yaml"
SEXES = words_of(Sex)
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


Own = tuple[str, bytes] | None  # a file of one's own: what messages call it, and what it holds


def _own() -> Own:
    return own_text(MORTALITY.stem)


def _documents(own: Own) -> tuple[Document, ...]:
    """The file of one's own, if there is one, and the program's; what cannot be read as such has no table."""
    return (*([_document(*own)[0]] if own else []), _of_the_program()[0])


@cache
def _of_the_program() -> tuple[Document, tuple[Fault, ...]]:
    return _document(_SOURCE, read_bytes(MORTALITY, _SOURCE))


@lru_cache(maxsize=8)
def _document(source: str, text: bytes) -> tuple[Document, tuple[Fault, ...]]:
    """A file of life tables by name, and what keeps it from being one."""
    try:
        found = read(decode(text, source), source)
        if not isinstance(found, Mapping):
            raise Faults([Fault("the file is no mapping of life tables by name", source, 1, 1)])
    except Faults as error:
        return Document(source, Mapping()), error.faults
    return Document(source, found), ()


def table_names() -> tuple[str, ...]:
    """The names a scenario may give under `mortality`."""
    return tuple(dict.fromkeys(name for document in _documents(_own()) for name in document.mapping()))


def named_table(name: object) -> str | None:
    """The name a scenario gives, None for none; an unknown one is refused."""
    names = (*table_names(), NO_TABLE)
    if name not in names:
        nearest = nearest_word(str(name), names)
        own = _own()
        files = f"{own[0]} or the program" if own else _SOURCE
        raise Refusal(f"{shown(name)} is no life table of {files}", ", ".join(names), nearest)
    return None if name == NO_TABLE else str(name)


def faults_of_mortality(named: str | None) -> tuple[Fault, ...]:
    """What keeps files of life tables from being such, and what is wrong with the table that a scenario names."""
    own = _own()
    of_files = (*(_document(*own)[1] if own else ()), *_of_the_program()[1])
    return (*of_files, *(_life_table(named, own)[1] if named else ()))


def read_tables(path: File, source: str) -> tuple[str, ...]:
    """The names of the tables of a file; raises `Faults` with all that is wrong with them."""
    own = source, read_bytes(path, source)
    document, faults = _document(*own)
    names = tuple(document.mapping())
    faults += tuple(fault for name in names for fault in _life_table(name, own)[1])
    if faults:
        raise Faults(faults)
    return names


def life_table(name: str) -> LifeTable:
    """A table of the files; raises `Faults` with every fault of it."""
    table, faults = _life_table(name, _own())
    if faults:
        raise Faults(faults)
    return table


@lru_cache(maxsize=16)
def _life_table(name: str, own: Own) -> tuple[LifeTable, tuple[Fault, ...]]:
    """A table as far as it can be read, and every fault of it."""
    document = next(document for document in _documents(own) if name in document.mapping())
    faults: list[Fault] = []
    texts = {key: document.node(name, key) for key in _TEXTS}
    for key, text in texts.items():
        if not isinstance(text, Text) or not text.strip():
            faults.append(document.fault((name,), f"{name} needs '{key}'", of_key=True))
    periods = {sex: tuple(_periods(document, (name, "rates", sex), faults)) for sex in SEXES}
    if not faults and [period.first_year for period in periods[SEXES[0]]] != [p.first_year for p in periods[SEXES[1]]]:
        faults.append(document.fault((name, "rates"), f"{name}: the periods of both sexes are not the same"))
    return LifeTable(name, str(texts["assume"]), periods), tuple(faults)


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
