"""Results for other programs: what is written is read back, and nothing half written is ever left."""

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

import numpy as np
import polars as pl
import pytest

from sim.extras import MissingExtra
from sim.outcomes import export as module
from sim.outcomes.export import Exported, TooLarge, export, variables_of
from sim.outcomes.recorded import FORMAT, NoResult

pd = pytest.importorskip("pandas")
pytest.importorskip("xlsxwriter")

WAGE, SHARE = "people.Wei.work.wage", "policy.zhengzhou.benefit.outpatient.share"
DESCRIBED = {
    "lives.parquet": {
        "life": {"unit": "number", "meaning": "number of the life, from 0"},
        "person": {"unit": "name", "meaning": "name of the person"},
        "out_of_pocket": {"unit": "yuan", "meaning": "cash for bills, less what came back for them (自付现金)"},
        "paid_months": {"unit": "months", "meaning": "months paid, bought ones too (实际缴费月数)"},
        "lifetime": {"unit": "yes/no", "meaning": "of those retired: had it at once (退休时即享受)"},
    },
    "points.parquet": {
        "point": {"unit": "number", "meaning": "number of the point, from 0"},
        WAGE: {"unit": "yuan", "meaning": "wage a month"},
        SHARE: {"unit": "share", "meaning": "what the pool pays"},
        "end": {"unit": "day", "meaning": "last day"},
        "out_of_pocket.p95": {"unit": "yuan", "meaning": "what 95 of a hundred lives do not exceed"},
    },
}
SUM = "ab12" * 16
RECORD = {
    "format": FORMAT,
    "kind": "sweep",
    "title": "A family (一家人)",
    "lives": 2,
    "seed": 9007199254740993,  # one more than a spreadsheet's number can hold
    "versions": {"gongji": "0.1.0"},
    "hashes": {**dict.fromkeys(("scenario", "policy", "seeds", "code"), "dec5a0a1"), "files": {"lives.parquet": SUM}},
    "assumptions": [
        {
            "parameter": "benefit.groups",
            "region": "national",
            "value": "none",
            "name": "no further groups",
            "reason": "none published",
        }
    ],
    "scenario": {"start": "2025-01-01", "end": "2055-01-01"},
    "file": "family.yaml",
    "grades": {},
    **{name: [] for name in ("people", "regions", "report", "inputs", "refusals")},
    "columns": DESCRIBED,
}


def yuan(*values: str | None) -> pl.Series:
    return pl.Series(values, dtype=pl.String).cast(pl.Decimal(18, 2))


def lives() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "life": [0, 0, 1],
            "person": ["Wei", "奶奶", "=Wei, junior"],
            "out_of_pocket": yuan("1234567.80", "0.01", "-3"),
            "paid_months": pl.Series([306, 0, 12], dtype=pl.Int32),
            "lifetime": [True, None, False],
        }
    )


def points() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "point": [0, 1, 2],
            WAGE: yuan("8000", "12000.50", None),
            SHARE: [0.5, float("nan"), None],
            "end": ["2055-01-01", None, ""],
            "out_of_pocket.p95": [1.0 / 3, float("inf"), 0.0],
        }
    )


def written(folder: Path, record: dict[str, Any] = RECORD, **tables: pl.DataFrame) -> Path:
    """A result folder with these tables, by default all that the record describes."""
    folder.mkdir()
    for name, table in (tables or {"lives": lives(), "points": points()}).items():
        table.write_parquet(folder / f"{name}.parquet")
    (folder / "run.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def result(tmp_path):
    return written(tmp_path / "family")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ----------------------------------------------------------------------------- CSV


def test_csv_has_two_decimals_of_yuan_and_1_and_0_of_yes_and_no(result, tmp_path):
    export(result, "csv", tmp_path / "out")
    assert (tmp_path / "out" / "lives.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "life,person,out_of_pocket,paid_months,lifetime",
        "0,Wei,1234567.80,306,1",
        "0,奶奶,0.01,0,",
        '1,"\'=Wei, junior",-3.00,12,0',
    ]


def test_csv_leaves_empty_what_is_no_figure(result, tmp_path):
    export(result, "csv", tmp_path / "out")
    back = pl.read_csv(tmp_path / "out" / "points.csv")
    assert back.columns == ["point", WAGE, SHARE, "end", "out_of_pocket.p95"]
    assert back[SHARE].to_list() == [0.5, None, None]
    assert back["out_of_pocket.p95"].to_list() == [1.0 / 3, None, 0.0]


def test_csv_begins_with_the_mark_excel_knows_utf_8_by(result):
    for file in export(result, "csv"):
        assert file.read_bytes()[:4] in (b"\xef\xbb\xbfl", b"\xef\xbb\xbfp", b"\xef\xbb\xbff")


def test_csv_comes_with_what_columns_mean(result):
    files = export(result, "csv")
    assert [file.name for file in files] == ["lives.csv", "points.csv", "columns.csv"]
    meanings = pl.read_csv(files[-1])
    assert meanings.columns == ["file", "column", "unit", "meaning"]
    assert meanings.height == 5 + 5
    assert meanings.row(2) == (
        "lives",
        "out_of_pocket",
        "yuan",
        "cash for bills, less what came back for them (自付现金)",
    )
    assert meanings.row(6) == ("points", WAGE, "yuan", "wage a month")


# ----------------------------------------------------------------------------- Excel


class Cell(NamedTuple):
    value: str | float | None
    format: str


class Sheet(NamedTuple):
    rows: list[list[Cell]]
    frozen_rows: int

    def values(self) -> list[list[str | float | None]]:
        return [[cell.value for cell in row] for row in self.rows]


def sheets_of(workbook: Path) -> dict[str, Sheet]:
    """The sheets of a workbook in their order, read from its XML."""
    with ZipFile(workbook) as parts:
        book, styles = (ElementTree.fromstring(parts.read(f"xl/{name}.xml")) for name in ("workbook", "styles"))
        formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iterfind("{*}numFmts/{*}numFmt")}
        formats |= {"0": "", "1": "0", "4": "#,##0.00"}  # numbers of formats that Excel knows by itself
        used = [str(formats[str(each.get("numFmtId"))]) for each in styles.iterfind("{*}cellXfs/{*}xf")]
        return {
            str(sheet.get("name")): _sheet(ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{place}.xml")), used)
            for place, sheet in enumerate(book.iterfind("{*}sheets/{*}sheet"), 1)
        }


def _sheet(sheet: ElementTree.Element, formats: list[str]) -> Sheet:
    rows = [_row(row, formats) for row in sheet.iterfind("{*}sheetData/{*}row")]
    places = [row.get("r") for row in sheet.iterfind("{*}sheetData/{*}row")]
    assert places == [str(place) for place in range(1, len(rows) + 1)]
    pane = sheet.find("{*}sheetViews/{*}sheetView/{*}pane")
    return Sheet(rows, 0 if pane is None else int(pane.get("ySplit", "0")))


def _row(row: ElementTree.Element, formats: list[str]) -> list[Cell]:
    """The cells from column A on; what stands between two of them is empty."""
    cells = {ord(str(cell.get("r"))[0]) - ord("A"): _cell(cell, formats) for cell in row}
    return [cells.get(place, Cell(None, "")) for place in range(max(cells) + 1)]


def _cell(cell: ElementTree.Element, formats: list[str]) -> Cell:
    text, number = cell.find("{*}is/{*}t"), cell.find("{*}v")
    value = text.text if text is not None else None if number is None else float(str(number.text))
    return Cell(value, formats[int(cell.get("s", "0"))])


def test_a_workbook_begins_with_what_its_columns_mean_and_where_it_comes_from(result):
    (workbook,) = export(result, "xlsx")
    assert workbook == result / "family.xlsx"
    sheets = sheets_of(workbook)
    assert list(sheets) == ["columns", "about", "lives", "points"]
    meanings = sheets["columns"].values()
    assert meanings[0] == ["file", "column", "unit", "meaning"]
    assert meanings[5] == ["lives", "lifetime", "yes/no", "of those retired: had it at once (退休时即享受)"]
    assert len(meanings) == 1 + 5 + 5
    assert sheets["about"].values() == [
        ["what", "value"],
        ["format", "3"],
        ["kind", "sweep"],
        ["title", "A family (一家人)"],
        ["lives", "2"],
        ["seed", "9007199254740993"],
        ["file", "family.yaml"],
        ["versions.gongji", "0.1.0"],
        *([f"hashes.{of}", "dec5a0a1"] for of in ("scenario", "policy", "seeds", "code")),
        ["hashes.files.lives.parquet", SUM],
    ]


def test_a_sheet_holds_every_row_under_its_header(result, monkeypatch):
    monkeypatch.setattr(module, "_BATCH", 2)  # three rows: a whole batch and a part of one
    sheets = sheets_of(*export(result, "xlsx"))
    assert sheets["lives"].values() == [
        ["life", "person", "out_of_pocket", "paid_months", "lifetime"],
        [0, "Wei", 1234567.8, 306, 1],
        [0, "奶奶", 0.01, 0],  # nothing is written where nothing is known, here at the end
        [1, "=Wei, junior", -3, 12, 0],
    ]
    assert sheets["points"].values()[1:] == [
        [0, 8000, 0.5, "2055-01-01", 1.0 / 3],
        [1, 12000.5],
        [2, None, None, None, 0],
    ]
    assert {sheet.frozen_rows for sheet in sheets.values()} == {1}


def test_a_sheet_shows_yuan_with_two_decimals(result):
    row = sheets_of(*export(result, "xlsx"))["lives"].rows[1]
    assert [cell.format for cell in row] == ["", "", "#,##0.00", "", ""]


def test_a_sheet_is_full_at_its_last_row(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SHEET_ROWS", 3)
    record = RECORD | {"columns": {}}
    fits, more = (written(tmp_path / f"{rows}", record, lives=pl.DataFrame({"life": range(rows)})) for rows in (3, 4))
    assert len(sheets_of(*export(fits, "xlsx"))["lives"].rows) == 1 + 3
    with pytest.raises(TooLarge):
        export(more, "xlsx")


@pytest.mark.parametrize(
    "table, said",
    [
        (pl.DataFrame({"life": range(1_048_576)}), "years has 1,048,576 rows and a sheet of Excel holds 1,048,575"),
        (
            pl.DataFrame({f"a{i}": [0] for i in range(16_385)}),
            "years has 16,385 columns and a sheet of Excel holds 16,384",
        ),
    ],
    ids=["rows", "columns"],
)
def test_what_no_sheet_holds_is_refused_before_anything_is_written(tmp_path, table, said):
    result = written(tmp_path / "large", RECORD | {"columns": {}}, lives=lives(), years=table)
    with pytest.raises(TooLarge, match=f"^{said}; export to csv instead$"):
        export(result, "xlsx", tmp_path / "out")
    assert names_in(tmp_path) == ["large"]
    assert names_in(result) == ["lives.parquet", "run.json", "years.parquet"]


def test_a_workbook_that_excel_could_not_open_is_refused(result, monkeypatch):
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileSizeError

    def refuse(_):
        raise FileSizeError("Filesize would require ZIP64 extensions.")

    monkeypatch.setattr(Workbook, "close", refuse)
    with pytest.raises(TooLarge, match="^family is too large for a workbook of Excel; export to csv instead$"):
        export(result, "xlsx")
    assert names_in(result) == ["lives.parquet", "points.parquet", "run.json"]


# ----------------------------------------------------------------------------- Stata

BYTE, INT, LONG, DOUBLE = 65530, 65529, 65528, 65526  # how a .dta file of format 118 names its types


def types_of(file: Path, variables: int) -> list[int]:
    content = file.read_bytes()
    assert content.startswith(b"<stata_dta><header><release>118</release>")
    begin = content.index(b"<variable_types>") + len(b"<variable_types>")
    return np.frombuffer(content[begin : begin + 2 * variables], np.uint16).tolist()


def test_stata_has_doubles_ints_and_bytes_with_missing(result):
    export(result, "dta")
    back = pd.read_stata(result / "lives.dta")
    longest = len("=Wei, junior")
    assert types_of(result / "lives.dta", 5) == [LONG, longest, DOUBLE, INT, BYTE]
    assert list(back.columns) == ["life", "person", "out_of_pocket", "paid_months", "lifetime"]
    assert back["person"].tolist() == ["Wei", "奶奶", "=Wei, junior"]
    assert back["out_of_pocket"].tolist() == [1234567.8, 0.01, -3.0]
    assert back["paid_months"].tolist() == [306, 0, 12]
    assert back["lifetime"].isna().tolist() == [False, True, False]
    assert back["lifetime"].dropna().tolist() == [1, 0]


def test_stata_has_missing_where_there_is_no_figure(result):
    export(result, "dta")
    back = pd.read_stata(result / "points.dta")
    assert back["people_Wei_work_wage"].isna().tolist() == [False, False, True]
    assert back["benefit_outpatient_share"].isna().tolist() == [False, True, True]
    assert back["out_of_pocket_p95"].isna().tolist() == [False, True, False]
    assert back["_end"].tolist() == ["2055-01-01", "", ""]


def test_a_mean_of_months_keeps_its_fraction(tmp_path):
    described = {"points.parquet": {"paid_months.mean": {"unit": "months", "meaning": "months paid"}}}
    means = pl.DataFrame({"paid_months.mean": [17.25]})
    result = written(tmp_path / "family", RECORD | {"columns": described}, points=means)
    export(result, "dta")
    assert pd.read_stata(result / "points.dta")["paid_months_mean"].tolist() == [17.25]
    (cell,) = sheets_of(*export(result, "xlsx"))["points"].rows[1]
    assert cell == Cell(17.25, "")


def test_stata_labels_say_what_variables_mean_and_which_columns_they_were(result):
    export(result, "dta")
    with pd.read_stata(result / "lives.dta", iterator=True) as reader:
        assert reader.variable_labels()["out_of_pocket"] == "cash for bills, less what came back for them (自付现金)"
        assert reader.data_label == "A family (一家人)"
    with pd.read_stata(result / "points.dta", iterator=True) as reader:
        assert reader.variable_labels() == {
            "point": "number of the point, from 0",
            "people_Wei_work_wage": "people.Wei.work.wage: wage a month",
            "benefit_outpatient_share": "policy.zhengzhou.benefit.outpatient.share: what the pool pays",
            "_end": "end: last day",
            "out_of_pocket_p95": "out_of_pocket.p95: what 95 of a hundred lives do not exceed",
        }


def test_stata_labels_and_titles_end_at_80_characters_and_the_whole_meaning_stands_beside(tmp_path):
    meaning = "共" * 81
    described = {"lives.parquet": {"life": {"unit": "number", "meaning": meaning}}}
    record = RECORD | {"title": "济" * 81, "columns": described}
    result = written(tmp_path / "family", record, lives=pl.DataFrame({"life": [0]}))
    assert [file.name for file in export(result, "dta")] == ["lives.dta", "columns.dta"]
    with pd.read_stata(result / "lives.dta", iterator=True) as reader:
        assert reader.variable_labels() == {"life": "共" * 80}
        assert reader.data_label == "济" * 80
    assert pd.read_stata(result / "columns.dta").to_dict("records") == [
        {"file": "lives", "variable": "life", "column": "life", "unit": "number", "meaning": meaning}
    ]


def test_a_text_that_nobody_has_is_empty_in_stata(tmp_path):
    nobody = pl.DataFrame({"point": [0, 1], "failure": pl.Series([None, None], dtype=pl.String)})
    result = written(tmp_path / "family", RECORD | {"columns": {}}, points=nobody)
    export(result, "dta")
    assert pd.read_stata(result / "points.dta")["failure"].tolist() == ["", ""]


def test_stata_numbers_too_large_for_long_become_double(tmp_path):
    large = 2_147_483_621  # one more than Stata's long holds
    result = written(tmp_path / "family", RECORD | {"columns": {}}, lives=pl.DataFrame({"life": [large, None]}))
    export(result, "dta")
    assert types_of(result / "lives.dta", 1) == [DOUBLE]
    assert pd.read_stata(result / "lives.dta")["life"].dropna().tolist() == [large]


def test_pandas_has_nothing_to_say_about_names(result):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        export(result, "dta")


def test_names_that_pandas_would_change_are_known():
    from io import BytesIO

    from pandas.io.stata import StataWriterUTF8

    assert StataWriterUTF8(BytesIO(), pd.DataFrame({"a": [1]})).RESERVED_WORDS <= module.RESERVED


@pytest.mark.parametrize(
    "columns, variables",
    [
        (["out_of_pocket", "out_of_pocket.p95"], ["out_of_pocket", "out_of_pocket_p95"]),
        (["people.奶奶.work.wage"], ["people_奶奶_work_wage"]),
        (["a.b", "a_b", "a b"], ["a_b", "a_b_2", "a_b_3"]),
        (["2025", "end", "_all"], ["_2025", "_end", "__all"]),
        (["people.Wei.insured.paid_month.a"], ["people_Wei_insured_paid_month_a"]),  # 31 characters
        (["people.Wei.insured.paid_months.a"], ["people_Wei_insured_paid_months_a"]),  # 32
        (["people.Wei.insured.paid_months.ab"], ["Wei_insured_paid_months_ab"]),  # 33: its first word goes
        (["x" * 33, "x" * 34], ["x" * 32, "x" * 30 + "_2"]),
        (["1" * 32], ["_" + "1" * 31]),
    ],
)
def test_variables_have_names_that_stata_takes(columns, variables):
    assert variables_of(columns) == dict(zip(columns, variables))


# ----------------------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("to", ["csv", "xlsx", "dta"])
def test_an_older_export_is_replaced_and_nothing_else_is_left(result, to):
    files = export(result, to)
    for file in files:
        file.write_text("older")
    assert export(result, to) == files
    assert all(file.read_bytes() != b"older" for file in files)
    own = ["lives.parquet", "points.parquet", "run.json"]
    assert names_in(result) == sorted([*own, *(file.name for file in files)])


@pytest.mark.parametrize("to", ["csv", "xlsx", "dta"])
def test_the_same_result_gives_the_same_bytes(result, tmp_path, to):
    first, second = (export(result, to, tmp_path / name) for name in ("a", "b"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_files_do_not_say_when_they_were_made(result):
    for to in ("xlsx", "dta"):
        export(result, to)
    with ZipFile(result / "family.xlsx") as parts:
        assert b">1980-01-01T00:00:00Z</dcterms:created>" in parts.read("docProps/core.xml")
    for name in ("lives", "points", "columns"):
        with pd.read_stata(result / f"{name}.dta", iterator=True) as reader:
            assert reader.time_stamp == "01 Jan 1980 00:00"


def test_every_file_is_on_the_disk_before_it_is_put_in_its_place(result, monkeypatch):
    synced = []
    monkeypatch.setattr(module.os, "fsync", lambda _: synced.append([*result.glob("*.csv")]))
    export(result, "csv")
    assert synced == [[], [], []]


@pytest.mark.parametrize("to", ["csv", "xlsx", "dta"])
def test_an_interrupted_export_leaves_what_was_there(result, tmp_path, to):
    out = tmp_path / "out"
    out.mkdir()
    (out / "lives.csv").write_text("older")

    def interrupt(exported: Exported) -> None:
        if exported.file == "points":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(result, to, out, interrupt)
    assert names_in(out) == ["lives.csv"]
    assert (out / "lives.csv").read_text() == "older"


def test_a_workbook_is_named_by_the_result_wherever_one_stands(result, monkeypatch):
    monkeypatch.chdir(result)
    assert export(Path("."), "xlsx", Path("for") / "others") == [Path("for/others/family.xlsx")]
    assert names_in(result / "for" / "others") == ["family.xlsx"]


def test_nothing_is_in_its_place_before_all_of_it_stands(result, tmp_path):
    seen = []
    export(result, "csv", tmp_path / "out", lambda _: seen.append(sorted((tmp_path / "out").glob("[!.]*"))))
    assert seen == [[], []]


# ----------------------------------------------------------------------------- what is no result, or lacks something


@pytest.mark.parametrize("to", ["csv", "xlsx", "dta"])
def test_a_folder_without_a_record_is_no_result(tmp_path, to):
    lives().write_parquet(tmp_path / "lives.parquet")
    with pytest.raises(NoResult, match=r"is no result: it has no run\.json$") as refused:
        export(tmp_path, to)
    assert refused.value.folder == tmp_path
    assert names_in(tmp_path) == ["lives.parquet"]


def test_a_result_without_a_file_it_describes_is_not_whole(tmp_path):
    result = written(tmp_path / "family", lives=lives())
    with pytest.raises(NoResult, match=r"family is no result: it has no points\.parquet$"):
        export(result, "csv")


def test_what_the_record_does_not_describe_is_exported_too(tmp_path):
    more = lives().with_columns(variant=pl.lit("raised"))
    result = written(tmp_path / "[family]", lives=more, points=points(), by_year=pl.DataFrame({"year": [2025]}))
    files = export(result, "csv")
    assert [file.name for file in files] == ["lives.csv", "points.csv", "by_year.csv", "columns.csv"]
    assert pl.read_csv(files[0], glob=False)["variant"].to_list() == ["raised"] * 3
    rows = pl.read_csv(files[-1], glob=False).rows()
    assert rows[5] == ("lives", "variant", "", "")
    assert rows[-1] == ("by_year", "year", "", "")


@pytest.mark.parametrize(
    "library, to, what", [("xlsxwriter", "xlsx", "an Excel workbook"), ("pandas", "dta", "Stata files")]
)
def test_a_missing_library_is_named_by_its_extra(result, tmp_path, monkeypatch, library, to, what):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"^{what}: libraries of the extra export are missing"):
        export(result, to, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_csv_needs_no_extra(result, monkeypatch):
    for library in ("xlsxwriter", "pandas"):
        monkeypatch.setitem(sys.modules, library, None)
    assert len(export(result, "csv")) == 3


# ----------------------------------------------------------------------------- on the way


@pytest.mark.parametrize("to", ["csv", "xlsx", "dta"])
def test_progress_counts_the_rows_of_all_files(result, to):
    reported = []
    export(result, to, progress=reported.append)
    assert reported == [Exported("lives", 3, 6), Exported("points", 6, 6)]


def test_exact_yuan_survive_every_format(tmp_path):
    amount = "90071992547409.91"  # 2**53 - 1 fen: up to there a double holds every fen
    result = written(tmp_path / "family", RECORD | {"columns": {}}, lives=pl.DataFrame({"cash": yuan(amount)}))
    for to in ("csv", "xlsx", "dta"):
        export(result, to)
    assert (result / "lives.csv").read_text(encoding="utf-8-sig") == f"cash\n{amount}\n"
    assert pd.read_stata(result / "lives.dta")["cash"].tolist() == [90071992547409.91]
    assert sheets_of(result / "family.xlsx")["lives"].values() == [["cash"], [90071992547409.91]]


def test_importing_loads_nothing_heavy():
    program = "import sys, sim.outcomes.export; print({'polars', 'pandas', 'numpy', 'xlsxwriter'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


# ----------------------------------------------------------------------------- what a spreadsheet would run


def test_a_text_that_begins_like_a_formula_is_none_in_csv(tmp_path):
    """Numbers with a sign stay as they are; `=1+1` as a person's name would be computed by a spreadsheet."""
    texts = ["=1+1", "+cmd|'/C calc'!A0", "@SUM(A1)", "-2+3", "Wei", "-5", "-0.5%", "+3 yuan", ""]
    shown = pl.DataFrame({"text": texts}).select(module._no_formula(pl.col("text")))["text"].to_list()
    assert shown == ["'=1+1", "'+cmd|'/C calc'!A0", "'@SUM(A1)", "'-2+3", "Wei", "-5", "-0.5%", "+3 yuan", ""]


# ----------------------------------------------------------------------------- what cannot be exported


def test_an_unknown_format_names_those_there_are(tmp_path):
    with pytest.raises(module.UnknownFormat, match="'foo' is no format of an export  allowed: csv, xlsx, dta"):
        export(tmp_path, "foo")  # pyright: ignore[reportArgumentType]


def test_a_folder_that_is_a_file_is_refused(result, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(module.Unwritable, match="nothing can be exported to "):
        export(result, "csv", tmp_path / "file")
