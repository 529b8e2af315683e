"""Rows in plain Python: fields as attributes, on the memory of the array."""

import pickle

import numpy as np
import pytest

from sim.state.person import Person
from sim.world.records import dtype_of, with_attributes

PERSON = dtype_of(Person)


def offsets(kind: np.dtype) -> dict[str, int]:
    return {name: field[1] for name, field in (kind.fields or {}).items()}


@pytest.fixture
def rows():
    return np.zeros(3, PERSON)


def test_fields_are_read_and_written_on_the_memory_of_the_array(rows):
    person = rows.view(with_attributes(PERSON))[1]
    person.alive, person.cover.since, person.books[2] = 1, 739_000, 55
    assert rows["alive"].tolist() == [0, 1, 0]
    assert rows["cover"]["since"].tolist() == [0, 739_000, 0]
    assert rows["books"][:, 2].tolist() == [0, 55, 0]
    rows["age"][1] = 40
    assert person.age == person["age"] == 40


def test_a_record_within_is_copied_as_a_whole(rows):
    person = rows.view(with_attributes(PERSON))[0]
    person.this_year.outpatient_pool = 800
    person.last_year = person.this_year
    person.this_year.outpatient_pool = 0
    assert (person.last_year.outpatient_pool, person.this_year.outpatient_pool) == (800, 0)


def test_no_other_name_is_a_field(rows):
    person = rows.view(with_attributes(PERSON))[0]
    with pytest.raises(AttributeError):
        assert person.nothing


def test_the_memory_is_laid_out_as_before():
    kind = with_attributes(PERSON)
    assert kind.itemsize == PERSON.itemsize
    assert offsets(kind) == offsets(PERSON)


def test_rows_and_arrays_of_them_go_to_another_process(rows):
    people = rows.view(with_attributes(PERSON))
    people[2].cover.until = 7
    person, again = pickle.loads(pickle.dumps((people[2], people)))
    assert person.cover.until == again[2].cover.until == 7
    assert type(person) is type(people[2])
