"""Arrays as plain Python reads them: the same memory, with numbers of Python's own."""

import numpy as np
import pytest

from sim.state.person import Person
from sim.world.plain import as_plain
from sim.world.records import dtype_of

PERSON = dtype_of(Person)
TABLE = np.dtype([("by", np.int64, (2, 3)), ("deep", np.int64, (2, 2, 2)), ("key", np.uint64)])


def test_rows_are_read_and_written_on_the_memory_of_the_array():
    rows = np.zeros(3, PERSON)
    person = as_plain(rows)[1]
    person.alive, person.cover.since, person.books[2] = 1, 739_000, 55
    person.flows[3] += 7
    assert rows["alive"].tolist() == [0, 1, 0]
    assert rows["cover"]["since"].tolist() == [0, 739_000, 0]
    assert rows["books"][1].tolist()[2] == 55 and rows["flows"][1].tolist()[3] == 7
    rows["age"][1] = 40
    assert person.age == person["age"] == 40 and type(person.age) is int


def test_whatever_is_no_single_row_or_number_is_numpys():
    rows, numbers = as_plain(np.zeros((2, 3), PERSON)), as_plain(np.arange(6).reshape(2, 3))
    assert rows[1, -1] is rows[1, -1] and rows["age"].shape == (2, 3) and rows[1].shape == (3,)
    assert rows[rows["age"] == 0].size == 6
    assert (numbers[1, 2], type(numbers[1, 2])) == (5, int)
    assert numbers[:, 0].tolist() == [0, 3] and numbers[1].tolist() == [3, 4, 5] and (numbers + 1)[0, 0] == 1
    assert numbers[numbers > 3].tolist() == [4, 5] and numbers.copy()[1, 1] == 4 and numbers[np.int64(1), 0] == 3
    with pytest.raises(IndexError):
        assert numbers[2, 0]


def test_a_part_taken_of_rows_is_read_at_its_own_places():
    rows = as_plain(np.zeros(4, PERSON))
    rows[3].age = 30
    assert rows[2:][1].age == rows[-1].age == 30
    assert [row.age for row in (rows[2:][0], rows[0])] == [0, 0]


def test_a_record_is_copied_as_a_whole_into_a_record_and_into_an_array():
    rows = as_plain(np.zeros(2, PERSON))
    used = as_plain(np.zeros(1, PERSON["this_year"]))
    rows[0].this_year.outpatient_pool = 800
    rows[0].last_year = used[0] = rows[0].this_year
    rows[0].this_year.outpatient_pool = 0
    assert (rows[0].last_year.outpatient_pool, used[0].outpatient_pool, rows[1].last_year.outpatient_pool) == (
        800,
        800,
        0,
    )


def test_tables_have_their_lengths_and_a_place_in_each():
    array = np.zeros((), TABLE)
    array["by"] = np.arange(6).reshape(2, 3)
    array["deep"] = np.arange(8).reshape(2, 2, 2)
    array["key"] = 2**63 + 1
    record = as_plain(array)
    assert [record.by[1, 2], record.by[1][2], record.by.size, *record.by.shape] == [5, 5, 6, 2, 3]
    assert (record.deep[1, 0, 1], list(record.deep[1, 1]), record.key) == (5, [6, 7], 2**63 + 1)


def test_the_fields_of_a_record_have_no_room_between_them():
    with pytest.raises(AssertionError, match="follow each other"):
        as_plain(np.zeros((), np.dtype({"names": ["a"], "formats": [np.int64], "offsets": [8]})))
