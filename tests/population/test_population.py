"""Rows become households: what each column means, who is whose relative, who is left out."""

import json
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from sim import cli, studies
from sim.population import read_population
from sim.scenario import load
from sim.scenario.populating import group_text
from sim.words.language import speaking
from tests.population.conftest import ROWS, frame


def people(population):
    return {name: person for case in population.cases() for name, person in case.people.items()}


def test_a_row_is_a_person_as_a_scenario_says_one(read):
    """Wei earns 114,000 a year, 9,500 a month, and turned 22 in March 2007: 17 years and 10 months before January 2025,
    214 months."""
    found = people(read())
    wei, daughter = found["701"], found["703"]
    assert list(found) == ROWS["pid"]
    assert (wei.born.isoformat(), wei.sex, wei.region, wei.spouse) == ("1985-03-15", "male", "zhengzhou", "702")
    assert (wei.insured.as_, wei.insured.paid_months, wei.work.wage) == ("employee", 214, 950_000)
    assert (daughter.parents, daughter.insured.as_, daughter.insured.paid_months) == (("701", "702"), "resident", 0)
    assert daughter.care.outpatient.per_year != wei.care.outpatient.per_year != found["801"].care.outpatient.per_year


def test_whoever_has_an_account_pays_for_the_relatives_of_the_household(read):
    bindings = {(one.payer, one.for_) for case in read().cases() for one in case.bindings}
    assert bindings == {("701", "702"), ("701", "703"), ("901", "902")}


def test_codes_that_are_none_of_those_named_are_counted(read):
    population = read()
    assert population.unmatched == (("INS", "9", "", 1),)
    assert people(population)["902"].insured.as_ == "none"


def test_the_order_of_the_rows_changes_nothing(read):
    ordered, shuffled = read(), read(rows=frame().reverse())
    assert [one.name for one in shuffled.households] == [one.name for one in ordered.households] == ["7", "8", "9"]
    assert people(shuffled) == people(ordered)


def test_rows_are_chosen(read):
    population = read({"  weight: W": "  where: {hid: [7, 8]}\n  weight: W"})
    assert [one.name for one in population.households] == ["7", "8"]
    assert population.left_out == ((2, "rows that are not those of `where`"),)
    assert [row[:2] for row in population.rows_left_out.iter_rows()] == [("persons.csv", 6), ("persons.csv", 7)]


def test_a_relative_of_another_household_is_left_out_and_counted(read):
    """Mei lives in a household of her own; her husband and her child name her."""
    population = read(rows=frame(hid=[7, 6, 7, 8, 9, 9]))
    assert population.left_out == ((2, "relatives in another household"),)
    assert population.rows_left_out["row"].to_list() == [2, 4]
    assert people(population)["703"].parents == ("701",)


@pytest.mark.parametrize("ending", ["dta", "sav", "parquet", "xlsx"])
def test_files_of_every_kind_say_the_same(written, ending, tmp_path):
    rows = frame()
    path = tmp_path / f"persons.{ending}"
    if ending == "parquet":
        rows.write_parquet(path)
    elif ending == "xlsx":
        rows.write_excel(path)
    else:
        import pyreadstat

        labels = {"INS": {2.0: "employee", 9.0: "does not know"}}
        write: Any = pyreadstat.write_dta if ending == "dta" else pyreadstat.write_sav
        write(rows.with_columns(pl.col("INS").cast(pl.Float64)), str(path), variable_value_labels=labels)
    found = read_population(load(written({"persons.csv": f"persons.{ending}"})))
    assert people(found) == people(read_population(load(written())))
    label = "does not know" if ending in ("dta", "sav") else ""
    assert found.unmatched == (("INS", "9", label, 1),)


def test_files_are_joined_by_what_both_have(written, tmp_path):
    kin = ["SPOUSE", "FATHER", "MOTHER"]
    joined = written({"from: persons.csv": "from: [persons.csv, {file: kin.csv, by: pid}]"}, frame().drop(kin))
    of_nobody = pl.DataFrame({"pid": ["999"]})
    more = pl.concat([frame().select("pid", *kin), of_nobody], how="diagonal")
    more.reverse().write_csv(tmp_path / "kin.csv")
    found = read_population(load(joined))
    assert found.left_out == ((1, "rows of kin.csv that belong to nobody"),)
    assert found.rows_left_out.rows() == [("kin.csv", 2, "rows of kin.csv that belong to nobody")]
    assert people(found) == people(read_population(load(written())))


def test_check_says_what_was_read(written):
    file = str(written({"  weight: W": "  where: {hid: [7, 9]}\n  weight: W"}))
    answered = CliRunner().invoke(cli.app, ["check", file])
    assert answered.exit_code == 0
    assert answered.output.splitlines()[1:] == [
        "6 rows; 2 households with 5 people",
        "left out: 1 rows that are not those of `where`",
        "INS: the code 9 of 1 rows is none of those named",
    ]
    document = json.loads(CliRunner().invoke(cli.app, ["check", file, "--json"]).output)
    assert document["files"][0]["population"]["persons"] == 5
    assert "6 行；2户，5人" in CliRunner().invoke(cli.app, ["check", file, "--lang", "zh"]).output


def test_python_checks_the_rows_too(written):
    with pytest.raises(Exception, match="persons.csv:3:5: SEX"):
        studies.check(written({"{1: male, 0: female}": "{1: male}"}))


def test_a_group_has_the_words_of_the_file_and_in_chinese_their_meaning():
    groups = [
        ("region", "zhengzhou"), ("sex", "female"), ("insured.as", "none"), ("age.10", "30-39"), ("income.decile", "3"),
    ]  # fmt: skip
    assert [group_text(*group) for group in groups] == [" ".join(group) for group in groups]
    with speaking("zh"):
        assert [group_text(*group) for group in groups] == [
            "郑州",
            "女",
            "参保身份 未参保",
            "30-39岁",
            "收入10等分第3组",
        ]
