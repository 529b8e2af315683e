"""Life tables by name, and what is wrong with a table at its own lines."""

from decimal import Decimal

import pytest

from sim.errors import Faults
from sim.policy import own_seeds, with_seeds
from sim.scenario import load
from sim.scenario.mortality import SEXES, assumption, life_table, read_tables, table_names

TABLE = """\
made_up:
  english: Made up
  chinese: 编造
  source: nobody
  grade: C
  assume: for a test
  rates:
    male:
      2020-2025: {0: 0.01, 50: 0.02}
    female:
      2020-2025: {0: 0.01, 50: 0.02}
"""


@pytest.fixture
def table():
    def read(text: str):
        with with_seeds(own_seeds("mine", {"mortality": text.encode()})):
            return life_table("made_up")

    return read


def test_the_tables_of_the_program_are_whole():
    assert table_names() == ("china_2024",)
    for name in table_names():
        periods = life_table(name).periods
        for sex in SEXES:
            assert [period.first_year for period in periods[sex]] == list(range(2015, 2070, 5))
            assert all(list(period.rates) == [0, 1, *range(5, 105, 5)] for period in periods[sex])
        assert "general population" in assumption(name).reason


def test_a_rate_is_read_exactly(table):
    assert table(TABLE).periods["male"][0].rates == {0: Decimal("0.01"), 50: Decimal("0.02")}


@pytest.mark.parametrize(
    "before, after, line, says",
    [
        ("  assume: for a test\n", "", 1, "made_up needs 'assume'"),
        (
            "2020-2025: {0: 0.01, 50: 0.02}\n    female",
            "2020: {0: 0.01}\n    female",
            9,
            "2020 is no period from one year",
        ),
        ("{0: 0.01, 50: 0.02}\n    female", "{1: 0.01}\n    female", 9, "no rate of age 0"),
        ("{0: 0.01, 50: 0.02}\n    female", "{0: 1e-3}\n    female", 9, "'1e-3' is no rate"),
        ("{0: 0.01, 50: 0.02}\n    female", "{0: -1}\n    female", 9, "'-1' is no rate"),
        ("{0: 0.01, 50: 0.02}\n    female", "{0: 1, 50: 1, 40: 1}\n    female", 9, "40 is no age after 50"),
        (
            "      2020-2025: {0: 0.01, 50: 0.02}\n    female:\n",
            "      none\n    female:\n",
            9,
            "male: no rates by period",
        ),
        ("female:\n      2020", "female:\n      2021", 8, "the periods of both sexes are not the same"),
    ],
)
def test_a_fault_of_a_table_stands_at_its_line(table, before, after, line, says):
    with pytest.raises(Faults) as caught:
        table(TABLE.replace(before, after, 1))
    [fault] = caught.value.faults
    assert fault.file == "mine/mortality.yaml" and fault.line == line and says in fault.message


HEAD = "scenario: x\nstart: 2025-01-01\nyears: 1\nmortality: made_up\n"
WEI = "people: {Wei: {born: 1985-03-12, sex: %s, region: national}}\n"


def test_a_table_of_ones_own_lies_beside_the_scenario(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mortality.yaml").write_text(TABLE)
    (tmp_path / "a.yaml").write_text(HEAD + WEI % "male")
    scenario = load(tmp_path / "a.yaml")
    assert scenario.life_table and scenario.life_table.assume == "for a test"
    assert [one.reason for one in scenario.assumptions] == ["for a test"]
    assert scenario.own_seeds() == {"mortality.yaml": TABLE}
    before = scenario.seeds_hash()
    (tmp_path / "seeds" / "mortality.yaml").write_text(TABLE.replace("0.02", "0.03"))
    assert load(tmp_path / "a.yaml").seeds_hash() != before


def test_its_faults_come_with_those_of_the_scenario(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mortality.yaml").write_text(TABLE.replace("{0:", "{1:"))
    (tmp_path / "a.yaml").write_text(HEAD + WEI % "man")
    with pytest.raises(Faults) as caught:
        load(tmp_path / "a.yaml")
    assert [(fault.file.rpartition("/")[2], fault.line) for fault in caught.value.faults] == [
        ("a.yaml", 5), ("mortality.yaml", 9), ("mortality.yaml", 11),
    ]  # fmt: skip


def test_a_file_of_tables_is_checked_whole(tmp_path):
    (tmp_path / "mortality.yaml").write_text(TABLE + TABLE.replace("made_up", "other").replace("0.01", "x"))
    with pytest.raises(Faults) as caught:
        read_tables(tmp_path / "mortality.yaml", "mine")
    assert [fault.line for fault in caught.value.faults] == [20, 22]
