"""What is wrong with rows is said with file, row and column, all at once; nothing is simulated then."""

import polars as pl
import pytest
from typer.testing import CliRunner

from sim import cli
from sim.errors import Faults
from tests.population.conftest import ROWS, frame


def faults(read, *arguments, **more):
    with pytest.raises(Faults) as caught:
        read(*arguments, **more)
    return str(caught.value).splitlines()


def test_every_fault_of_every_row_at_once(read):
    """The first row of data is line 2 of a CSV file; W is its eleventh column."""
    rows = frame(
        BYEAR=[1985, 1987, 2026, 1953, 1990, 1991],
        SEX=[1, 0, 7, 0, 1, 0],
        SPOUSE=["702", None, None, None, "999", "901"],
        W=[1.5, -1.5, 1.5, None, 1.0, 1.0],
    )
    found = faults(read, rows=rows)
    assert found == [
        "persons.csv:3:11: W: '-1.5' is no weight  allowed: a number of 0 or more",
        "persons.csv:4:5: SEX: the code '7' has no meaning  allowed: 1, 0, or otherwise: WORD",
        "persons.csv:5:11: W: is empty  allowed: a number of 0 or more",
        "persons.csv:6:8: SPOUSE: spouse: '999' is the number of nobody",
    ]


@pytest.mark.parametrize(
    "changed, said",
    [
        (
            {"BYEAR": [1985, 1987, 2026, 1953, 1990, 1991]},
            "persons.csv:4:3: BYEAR: 703 is born on 2026-08-15, after the start",
        ),
        ({"FATHER": ["703", None, "701", None, None, None]}, "is an ancestor of"),
        (
            {"pid": ["701", "702", "703", "801", "901", "901"]},
            "persons.csv:7:2: pid: '901' is the number of row 6 already",
        ),
        ({"hid": [7, 7, None, 8, 9, 9]}, "persons.csv:4:1: hid: is empty"),
        ({"BMONTH": [3, 13, 8, 7, 1, 2]}, "persons.csv:3:3: BYEAR: born: '1987-13-15'"),
        ({"SPOUSE": ["703", None, None, None, None, "901"]}, "SPOUSE: spouse: 703 is the child of 701"),
    ],
    ids=["born after the start", "a circle", "a number twice", "no household", "no month", "married to a child"],
)  # fmt: skip
def test_a_fault_names_file_row_and_column(read, changed, said):
    assert any(said in line for line in faults(read, rows=frame(**changed)))


def test_a_household_of_200_is_none(read):
    many = pl.DataFrame({"hid": [1] * 200, "pid": [str(n) for n in range(200)], "BYEAR": [1950] * 200})
    others = {name: [ROWS[name][3]] * 200 for name in ROWS if name not in many.columns}
    found = faults(read, rows=many.hstack(pl.DataFrame(others, strict=False)).select(list(ROWS)))
    assert found == ["persons.csv:2:1: hid: the household '1' has 200 persons  allowed: at most 40"]


def test_a_column_that_is_not_there(read):
    found = faults(read, {"weight: W": "weight: WT", "year: BYEAR": "year: BYEER"})
    assert ["'BYEER' is no column; did you mean 'BYEAR'?" in found[1], "'WT' is no column" in found[0]] == [True, True]
    assert ":8:11: " in found[0] and ":10:11: " in found[1]


@pytest.mark.parametrize("ending", [".dta", ".sav", ".parquet", ".xlsx"])
def test_a_file_that_is_not_what_its_ending_says(written, tmp_path, ending):
    file = written({"persons.csv": f"persons{ending}"})
    (tmp_path / "persons.csv").rename(tmp_path / f"persons{ending}")
    answered = CliRunner().invoke(cli.app, ["check", str(file)])
    assert answered.exit_code == 2
    assert answered.output.startswith(f"persons{ending}: the file is not what its ending {ending} says")


def test_rows_of_which_none_is_kept(read):
    found = faults(read, {"  weight: W": "  where: {hid: 77}\n  weight: W"})
    assert len(found) == 1 and ":8:10: none of the rows is one of those to keep" in found[0]


def test_a_binary_file_is_no_csv(written, tmp_path):
    file = written()
    frame().write_parquet(tmp_path / "persons.csv")
    assert "is not what its ending .csv says" in CliRunner().invoke(cli.app, ["check", str(file)]).output


def test_no_file_and_no_such_kind(read):
    assert "missing.csv: cannot be read: no such file" in faults(read, {"persons.csv": "missing.csv"})[0]
    assert "persons.doc: .doc cannot be read  allowed: .dta, .sav" in faults(read, {"persons.csv": "persons.doc"})[0]


def test_at_most_a_hundred_lines(read):
    rows = pl.concat(
        [frame(SEX=[7] * 6).with_columns(pl.col("pid") + str(n), pl.lit(n).alias("hid")) for n in range(50)]
    )
    found = faults(read, rows=rows)
    assert len(found) == 101 and found[-1].startswith("and ")


def test_a_row_of_a_joined_file_stands_there_once(written, tmp_path):
    file = written({"from: persons.csv": "from: [persons.csv, {file: more.csv, by: pid}]"})
    pl.DataFrame({"pid": ["701", "701"], "X": [1, 2]}).write_csv(tmp_path / "more.csv")
    answered = CliRunner().invoke(cli.app, ["check", str(file)])
    assert answered.output.splitlines()[0].startswith("more.csv:2:1: pid: '701' stands in several rows")


def test_faults_are_chinese_on_a_chinese_screen(written):
    file = written({"{1: male, 0: female}": "{1: male}"})
    answered = CliRunner().invoke(cli.app, ["check", str(file), "--lang", "zh"])
    assert "persons.csv:3:5: SEX：编码 '0' 没有说明含义" in answered.output
