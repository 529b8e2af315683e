"""Declared records in memory: whole numbers, vectors and records, in the order of the declaration."""

from typing import Annotated

import numpy as np

from sim.words.records import Field, Ints, fields_of
from sim.world.records import column, dtype_of


class Inner:
    x: int
    of: Annotated[Ints, 3]


class Outer:
    inner: Inner
    y: int


def test_fields_stand_in_the_order_of_the_declaration():
    assert list(fields_of(Outer)) == [Field("inner", record=Inner), Field("y")]
    assert list(fields_of(Inner)) == [Field("x"), Field("of", length=3)]


def test_a_record_lies_in_memory_as_it_is_declared():
    assert dtype_of(Outer) == np.dtype([("inner", [("x", "i8"), ("of", "i8", 3)]), ("y", "i8")])
    assert dtype_of(Outer).itemsize == 5 * 8


def test_a_column_is_found_by_its_path():
    rows = np.zeros(2, dtype_of(Outer))
    rows["inner"]["x"], rows["y"] = [1, 2], [3, 4]
    assert column(rows, "inner.x").tolist() == [1, 2] and column(rows, "y").tolist() == [3, 4]
