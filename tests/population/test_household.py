"""Households are kept as columns: a row a person, sliced by household, made into people when they are wanted."""

import pickle

import polars as pl

from tests.population.conftest import frame


def test_a_part_is_of_whole_households_and_travels_alone(read):
    households = read().households
    part = pickle.loads(pickle.dumps(households.part(1, 3)))
    assert [(home.name, len(home.members)) for home in part] == [("8", 1), ("9", 2)]
    assert len(households) == 3 and len(part) == 2 and part.frame.height == 3
    assert [len(some) for some in households.parts(2)] == [2, 1]


def test_what_a_person_says_stands_where_the_row_has_it(read):
    """Row 4 of the file is 703: FATHER is its ninth column, and care is said by the scenario for everybody."""
    father, mother = list(read().households)[0].members[2].said["parents"]
    assert (father, mother) == ("701", "702")
    assert [(mark.line % 1_000_000_000, mark.column) for mark in (father.mark, mother.mark)] == [(4, 9), (4, 10)]
    care = list(read().households)[1].members[0].said["care"]
    assert str(care) == "elder" and care.mark == (18, 11)


def test_texts_that_many_have_are_kept_once(read):
    """Forty of the same three households: everybody is from one region, and nobody has another person's number."""
    many = pl.concat(frame(W=[1.0] * 6).with_columns(
        pl.col("pid", "SPOUSE", "FATHER", "MOTHER") + f"{n:03}", pl.col("hid") + 100 * n
    ) for n in range(40))  # fmt: skip
    kept = read(rows=many).households.frame
    assert kept.height == 240 and isinstance(kept["=region"].dtype, pl.Enum)
    assert kept["person"].dtype == pl.String and kept["=region"].unique().to_list() == ["zhengzhou"]


def test_of_several_columns_of_spouses_the_first_counts(read):
    rows = frame(SPOUSE=[None, None, None, None, None, "901"], FATHER=["702", None, None, None, "902", None])
    population = read({"spouse: SPOUSE": "spouse: [SPOUSE, FATHER]", "    parents: [FATHER, MOTHER]\n": ""}, rows)
    members = {one.name: one for home in population.households for one in home.members}
    assert members["902"].said["spouse"] == "901" and members["701"].said["spouse"] == "702"
