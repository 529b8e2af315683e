"""The first difference between two tables of outcomes: the recorded one and the recomputed one."""

from typing import TYPE_CHECKING, Any

from sim.words.language import listed, say

if TYPE_CHECKING:
    import polars as pl

#: What identifies a row.
KEYS = (
    "point", "variant", "household", "region", "life", "person", "year", "outcome", "of", "by", "group", "grouped_by",
    "quintile", "what", "item", "measure",
)  # fmt: skip
#: Sums of floating-point numbers differ in the last digits from machine to machine; everything else is whole.
SMALLEST = 1e-9


def difference(rows: "pl.DataFrame", again: "pl.DataFrame") -> str | None:
    """The first difference between two tables, by columns, by rows, by values."""
    if rows.schema != again.schema:
        names = sorted({name for name, _ in {*rows.schema.items()} ^ {*again.schema.items()}})
        others = listed(names) or say("in another order")
        return say("the recomputed columns are others: {others}", others=others)
    keys = [key for key in KEYS if key in rows.columns]
    if not rows.select(keys).equals(again.select(keys)):
        return _other_rows(rows.select(keys), again.select(keys))
    differing = {name: places for name in rows.columns if (places := _places(rows[name], again[name]))}
    if not differing:
        return None
    place, name = min((places[0], name) for name, places in differing.items())
    number = sum(map(len, differing.values()))
    counted = say("nothing else differs")
    if number > 1:
        counted = say("{number:,} values differ, in {columns}", number=number, columns=listed(list(differing)))
    return say(
        "{row}: {column} recorded {was}, recomputed {found}; {counted}",
        row=_key_text(rows.row(place, named=True), keys), column=name, was=rows[name][place],
        found=again[name][place], counted=counted,
    )  # fmt: skip


def _other_rows(rows: "pl.DataFrame", again: "pl.DataFrame") -> str:
    """The first row that only one of two tables has."""
    keys = rows.columns
    for lone, text in (
        (rows.join(again, on=keys, how="anti", nulls_equal=True), say("recorded, but not recomputed")),
        (again.join(rows, on=keys, how="anti", nulls_equal=True), say("recomputed, but not recorded")),
    ):
        if lone.height:
            row = _key_text(lone.row(0, named=True), keys)
            return say("{row}: {text}; {rows:,} such rows", row=row, text=text, rows=lone.height)
    return say("the rows are in another order, or some occur twice")


def _key_text(row: dict[str, Any], keys: list[str]) -> str:
    """Which row it is; a person of None is the family. Nothing is said of what is of everybody, such as no group."""
    whose = (
        say("family") if key == "person" and row[key] is None else f"{key} {row[key]}"
        for key in keys
        if key == "person" or row[key] is not None
    )
    return listed(list(whose))


def _places(recorded: "pl.Series", again: "pl.Series") -> list[int]:
    """Where two columns differ."""
    differ = recorded.ne_missing(again)
    if recorded.dtype.is_float():
        near = (recorded - again).abs() <= SMALLEST * again.abs()
        differ &= ~(near & again.is_finite()).fill_null(False)
    return differ.arg_true().to_list()
