"""The persons of rows, household by household, and whatever of it can be wrong before anybody is read as a person."""

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import Fault
from sim.population.household import HOUSEHOLD, PERSON, WEIGHT, Households, packed
from sim.population.rows import MOST_PERSONS, Rows, named, number_of
from sim.population.values import KIN, Column, Values, each_text, only
from sim.scenario.populating import Population as Words
from sim.values.refusals import shown

if TYPE_CHECKING:
    import polars as pl

_HOME, _NAME = "#household", "#person"  # no column of a file: numbers made of one column or several
_FIRST = number_of(0)
_TOGETHER = 20_000  # households whose relatives are looked for together


class Persons(NamedTuple):
    """What rows say of whom, in the order of the rows: all that is kept of the rows."""

    frame: "pl.DataFrame"
    columns: tuple[Column, ...]
    everybody: "pl.Series"  # the numbers of all persons of the files, whom somebody may name


class Read(NamedTuple):
    """Everybody, in the order of the numbers of households and persons; and whom somebody names who lives elsewhere."""

    households: Households
    elsewhere: "pl.DataFrame"  # file and row


def persons_of(said: Words, rows: Rows, values: Values, chosen: "pl.DataFrame", faults: list[Fault]) -> Persons:
    """Everybody whom some of the rows are about; `faults` gets what is wrong."""
    of_rows: list[tuple[int, Fault]] = []
    frame = _named_once(said, rows, chosen, of_rows)
    weights = _weights(said, rows, frame, of_rows)
    columns = {column: texts if column.key in KIN else packed(texts) for column, texts in values.of(frame)}
    for found in (of_rows, values.faults):
        faults += (fault for _, fault in sorted(found, key=lambda one: one[0]))
    frame = frame.select(
        frame[_HOME].alias(HOUSEHOLD), frame[_NAME].alias(PERSON), weights, *rows.numbers,
        *(texts.alias(column.name) for column, texts in columns.items()),
    )  # fmt: skip
    return Persons(frame, tuple(columns), rows.frame.select(named(said.person)).to_series().drop_nulls())


def households_of(said: Words, rows: Rows, persons: Persons, faults: list[Fault]) -> Read:
    """The households of persons; of the rows no more is needed than where they stand."""
    frame = persons.frame.sort(HOUSEHOLD, PERSON)
    households = Households(frame, persons.columns, tuple(rows.numbers), rows.place(said.person[0]))
    households, elsewhere = _without_kin_elsewhere(rows, persons.everybody, households, faults)
    faults += _too_large(said, rows, households.frame)
    return Read(households, elsewhere)


def _named_once(said: Words, rows: Rows, chosen: "pl.DataFrame", faults: list[tuple[int, Fault]]) -> "pl.DataFrame":
    """The rows of somebody of some household, each person once, with both numbers."""
    frame = chosen.with_columns(named(said.household).alias(_HOME), named(said.person).alias(_NAME))
    for number, columns in ((_HOME, said.household), (_NAME, said.person)):
        without, frame = _divided(frame, frame[number].is_null())
        message = "is empty, and everybody is somebody of some household"
        faults += _of_rows(rows, without, columns[0], [message] * without.height)
    again, frame = _divided(frame, ~frame[_NAME].is_first_distinct())
    if again.is_empty():
        return frame
    number = number_of(rows.columns[said.person[0]])
    before = frame.select(_NAME, frame[number].alias("#before"))
    named_before = again.join(before, on=_NAME, how="left", maintain_order="left").select(_NAME, "#before").iter_rows()
    messages = [f"{shown(name)} is the number of row {place} already" for name, place in named_before]
    faults += _of_rows(rows, again, said.person[0], messages)
    return frame


def _divided(frame: "pl.DataFrame", away: "pl.Series") -> "tuple[pl.DataFrame, pl.DataFrame]":
    """Some rows, and the others: the same table, not a copy of it, where there are only these."""
    return (frame.filter(away), frame.filter(~away)) if away.any() else (frame.clear(), frame)


def _of_rows(
    rows: Rows, frame: "pl.DataFrame", column: str, messages: list[str], allowed: str = ""
) -> Iterator[tuple[int, Fault]]:
    """A fault at the value of a column in each of some rows, with the number of the row in the first file."""
    yield from zip(frame[_FIRST].to_list(), rows.faults(frame, column, messages, allowed), strict=True)


def _weights(said: Words, rows: Rows, frame: "pl.DataFrame", faults: list[tuple[int, Fault]]) -> "pl.Series":
    import polars as pl

    if said.weight is None:
        return pl.Series(WEIGHT, [1.0]).new_from_index(0, frame.height)
    texts = frame[said.weight]
    weights = each_text(texts, _weight, pl.Float64)
    wrong = frame.filter(weights.is_null())
    messages = ["is empty" if text is None else f"{shown(text)} is no weight" for text in wrong[said.weight]]
    faults += _of_rows(rows, wrong, said.weight, messages, "a number of 0 or more")
    return weights.alias(WEIGHT)


def _weight(text: str) -> float | None:
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if isfinite(weight) and weight >= 0 else None


def _without_kin_elsewhere(
    rows: Rows, everybody: "pl.Series", households: Households, faults: list[Fault]
) -> "tuple[Households, pl.DataFrame]":
    """Relatives who are no persons of the files are faults; those of another household are taken away: in which rows
    of which files."""
    import polars as pl

    known = everybody.alias("other").to_frame()
    nobody: list[tuple[tuple[int, int], Fault]] = []
    away = [pl.DataFrame(schema={"file": str, "row": pl.Int64, "at": pl.Int64, "kin": pl.Int64})]
    for column in households.columns:
        if column.key not in KIN:
            continue
        gone = _not_at_home(households, column)
        if gone.is_empty():
            continue
        kin, file = KIN.index(column.key), column.place.file or 0
        unknown = gone.join(known, on="other", how="anti", maintain_order="left")
        for at, other, *numbers in unknown.select("at", "other", *rows.numbers).iter_rows():
            message = f"{column.key}: {shown(other)} is the number of nobody"
            nobody.append(((at, kin), rows.placed(Fault(message, "", *column.place.at(numbers)))))
        elsewhere = gone.join(known, on="other", how="semi", maintain_order="left")
        place = pl.lit(rows.files[file].name).alias("file"), pl.col(number_of(file)).cast(pl.Int64).alias("row")
        away.append(elsewhere.select(*place, pl.col("at").cast(pl.Int64), kin=pl.lit(kin, pl.Int64)))
        is_gone = pl.int_range(households.frame.height, dtype=pl.UInt32, eager=True).is_in(gone["at"].implode())
        households = households.with_columns(only(households.frame[column.name], ~is_gone))
    faults += (fault for _, fault in sorted(nobody, key=lambda one: one[0]))
    return households, pl.concat(away).sort("at", "kin", maintain_order=True).select("file", "row")


def _not_at_home(households: Households, column: Column) -> "pl.DataFrame":
    """The rows of a column that name nobody of their own household, `at` which place; some households at a time, for
    tables of everybody take much memory."""
    import polars as pl

    found, first = [], 0
    for part in households.parts(_TOGETHER) if len(households) else (households,):
        rows = part.frame.select(HOUSEHOLD, *part.numbers, pl.col(column.name).alias("other"))
        home = part.frame.select(HOUSEHOLD, pl.col(PERSON).alias("other"))
        stated = rows.with_row_index("at", offset=first).drop_nulls("other")
        found.append(stated.join(home, on=(HOUSEHOLD, "other"), how="anti", maintain_order="left"))
        first += rows.height
    return pl.concat(found)


def _too_large(said: Words, rows: Rows, frame: "pl.DataFrame") -> Iterator[Fault]:
    """Households of more persons than any has."""
    import polars as pl

    place = rows.place(said.household[0])
    number = number_of(place.file or 0)
    sizes = frame.group_by(HOUSEHOLD, maintain_order=True).agg(pl.len(), pl.col(number).first())
    for name, size, row in sizes.filter(pl.col("len") > MOST_PERSONS).iter_rows():
        message = f"the household {shown(name)} has {size} persons"
        mark = place.mark
        yield rows.placed(Fault(message, "", mark.line + (row or 0), mark.column, allowed=f"at most {MOST_PERSONS}"))
