"""The persons of rows, household by household, and whatever of it can be wrong before anybody is read as a person."""

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import Fault
from sim.population.household import HOUSEHOLD, PERSON, WEIGHT, Households
from sim.population.rows import MOST_PERSONS, Rows, named, number_of
from sim.population.values import KIN, Column, Values, each_text, only
from sim.scenario.populating import Population as Words
from sim.values.refusals import shown

if TYPE_CHECKING:
    import polars as pl

_HOME, _NAME = "#household", "#person"  # no column of a file: numbers made of one column or several
_FIRST = number_of(0)


class Read(NamedTuple):
    """Everybody, in the order of the numbers of households and persons; and whom somebody names who lives elsewhere."""

    households: Households
    elsewhere: "pl.DataFrame"  # file and row


def read_members(said: Words, rows: Rows, values: Values, chosen: "pl.DataFrame", faults: list[Fault]) -> Read:
    """Everybody whom some of the rows are about; `faults` gets what is wrong."""
    of_rows: list[tuple[int, Fault]] = []
    frame = _named_once(said, rows, chosen, of_rows).sort(_HOME, _NAME)
    weights = _weights(said, rows, frame, of_rows)
    columns = values.of(frame)
    for found in (of_rows, values.faults):
        faults += (fault for _, fault in sorted(found, key=lambda one: one[0]))
    frame = frame.select(
        frame[_HOME].alias(HOUSEHOLD), frame[_NAME].alias(PERSON), weights, *rows.numbers,
        *(texts.alias(column.name) for column, texts in columns.items()),
    )  # fmt: skip
    frame, elsewhere = _without_kin_elsewhere(said, rows, frame, list(columns), faults)
    faults += _too_large(said, rows, frame)
    return Read(Households(frame, tuple(columns), tuple(rows.numbers), rows.place(said.person[0])), elsewhere)


def _named_once(said: Words, rows: Rows, chosen: "pl.DataFrame", faults: list[tuple[int, Fault]]) -> "pl.DataFrame":
    """The rows of somebody of some household, each person once, with both numbers."""
    import polars as pl

    frame = chosen.with_columns(named(said.household).alias(_HOME), named(said.person).alias(_NAME))
    for number, columns in ((_HOME, said.household), (_NAME, said.person)):
        without, frame = frame.filter(pl.col(number).is_null()), frame.filter(pl.col(number).is_not_null())
        message = "is empty, and everybody is somebody of some household"
        faults += _of_rows(rows, without, columns[0], [message] * without.height)
    first = frame[_NAME].is_first_distinct()
    again, frame = frame.filter(~first), frame.filter(first)
    number = number_of(rows.columns[said.person[0]])
    before = frame.select(_NAME, pl.col(number).alias("#before"))
    named_before = again.join(before, on=_NAME, how="left", maintain_order="left").select(_NAME, "#before").iter_rows()
    messages = [f"{shown(name)} is the number of row {place} already" for name, place in named_before]
    faults += _of_rows(rows, again, said.person[0], messages)
    return frame


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
    said: Words, rows: Rows, frame: "pl.DataFrame", columns: list[Column], faults: list[Fault]
) -> "tuple[pl.DataFrame, pl.DataFrame]":
    """Relatives who are no persons of the files are faults; those of another household are taken away: in which rows
    of which files."""
    import polars as pl

    everybody = rows.frame.select(named(said.person).alias("other")).drop_nulls()
    homes = frame.select(pl.col(PERSON).alias("other"), pl.col(HOUSEHOLD).alias("home"))
    nobody: list[tuple[tuple[int, int], Fault]] = []
    away = [pl.DataFrame(schema={"file": str, "row": pl.Int64, "at": pl.Int64, "kin": pl.Int64})]
    for column in columns:
        if column.key not in KIN:
            continue
        stated = frame.select(HOUSEHOLD, *rows.numbers, pl.col(column.name).alias("other")).with_row_index("at")
        stated = stated.join(homes, on="other", how="left", maintain_order="left")
        kept = (stated["home"] == stated[HOUSEHOLD]).fill_null(False)
        gone = stated.filter(~kept & stated["other"].is_not_null())
        unknown = gone.join(everybody, on="other", how="anti", maintain_order="left")
        kin, file = KIN.index(column.key), column.place.file or 0
        for at, other, *numbers in unknown.select("at", "other", *rows.numbers).iter_rows():
            message = f"{column.key}: {shown(other)} is the number of nobody"
            nobody.append(((at, kin), rows.placed(Fault(message, "", *column.place.at(numbers)))))
        known = gone.join(everybody, on="other", how="semi", maintain_order="left")
        place = pl.lit(rows.files[file].name).alias("file"), pl.col(number_of(file)).cast(pl.Int64).alias("row")
        away.append(known.select(*place, pl.col("at").cast(pl.Int64), kin=pl.lit(kin, pl.Int64)))
        frame = frame.with_columns(only(frame[column.name], kept))
    faults += (fault for _, fault in sorted(nobody, key=lambda one: one[0]))
    return frame, pl.concat(away).sort("at", "kin", maintain_order=True).select("file", "row")


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
