"""A result held against its record: what was changed afterwards is found, what was not is left alone."""

import json
import re
import shutil
from pathlib import Path
from textwrap import dedent

import polars as pl
import pytest

import sim
from sim.experiment import verify_again as module
from sim.experiment.verify import Finding, verify
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.files import sum_of
from sim.outcomes.recorded import RECORD, TIMES, NoResult
from sim.words.language import speaking

# Wei earns 10,000 and pays 2 % of it: 200 a month, 400 in two months, in every life. His bills are left to chance.
SCENARIO = """\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
replications: 250
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000}
    care: {outpatient: {per_year: 12, cost: {median: 180, p90: 700}}}
variants:
  raise: {people: {Wei: {work: {wage: 15000}}}}
expect:
  - {on: 2025-01-31, who: Wei, variant: raise, contributed: 400}
"""
SWEEP = "sweep: {vary: {policy.contribution.rate.employee: [1.6%, 2%, 2.4%]}, by: grid}\n"


def scenario(folder: Path, more: str = "") -> sim.Scenario:
    file = folder / "two_months.yaml"
    file.write_text(SCENARIO + dedent(more), encoding="utf-8")
    return sim.load(file)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """A result of each kind, lived once; a test that changes one takes a copy."""
    folder = tmp_path_factory.mktemp("results")
    swept = scenario(folder, SWEEP)
    sim.run(swept, out=folder, name="run")
    sim.compare(swept, out=folder, name="comparison", replications=20)
    sim.sweep(swept, variants=["raise"], out=folder, name="sweep", replications=20)
    return folder


@pytest.fixture
def result(simulated, tmp_path):
    def copied(kind: str = "run") -> Path:
        return Path(shutil.copytree(simulated / kind, tmp_path / kind))

    return copied


def changed(folder: Path, change) -> None:
    """The record with something changed in it."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    change(record)
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def forged(folder: Path, name: str, change) -> None:
    """A file with something changed in it, and its sum in the record made to fit."""
    change(pl.read_parquet(folder / name)).write_parquet(folder / name)
    changed(folder, lambda record: record["hashes"]["files"].update({name: sum_of(folder / name)}))


def with_value(column: str, value, **row):
    """A change of one column in the rows that are told by others."""

    def change(frame: pl.DataFrame) -> pl.DataFrame:
        here = pl.all_horizontal(pl.col(name) == key for name, key in row.items())
        new = pl.lit(str(value)).cast(frame.schema[column])
        return frame.with_columns(pl.when(here).then(new).otherwise(pl.col(column)).alias(column))

    return change


def wrong(folder: Path, again: bool = False) -> list[str]:
    return [finding.text for finding in verify(folder, again) if finding.is_wrong]


# ----------------------------------------------------------------------------- what nobody changed


@pytest.mark.parametrize("kind", ["run", "comparison", "sweep"])
def test_a_result_that_nobody_changed_is_right_throughout(simulated, kind):
    findings = [*verify(simulated / kind, again=True)]
    assert {finding.mark for finding in findings} == {"ok"}
    without = [*verify(simulated / kind)]
    assert without == findings[: len(without)] and len(without) < len(findings)


def test_a_run_says_what_was_verified(simulated):
    assert [str(finding) for finding in verify(simulated / "run", again=True)] == [
        "ok      lives.parquet: SHA-256 as recorded",
        "ok      years.parquet: SHA-256 as recorded",
        "ok      program and seeds: those the result was made with",
        "ok      scenario: its hash is the recorded one",
        "ok      policy: the seeds give the recorded law",
        "ok      title, seed, people, report, regions, assumptions, grades, looked_up, policy: "
        "what scenario and seeds give",
        "ok      columns: those of such a result, with their units and meanings",
        "ok      inputs: scenario, seeds and program give the recorded hashes",
        "ok      lives.parquet: rows: 250, as recorded",
        "ok      lives.parquet: 250 of 250 lives again, every value the same",
        "ok      years.parquet: 250 of 250 lives again, every value the same",
        "ok      refusals: those of the first lives, simulated again",
    ]


@pytest.mark.parametrize("kind", ["run", "comparison", "sweep"])
def test_what_is_found_is_said_in_chinese_and_marks_take_the_same_room(simulated, kind):
    with speaking("zh"):
        found = [str(finding) for finding in verify(simulated / kind, again=True)]
    assert found and all(line.startswith("相符    ") for line in found)
    # names of files, columns and keys apart
    said = [re.sub(r"[\w.]+\.(parquet|json)|\w+(, \w+)+", "", line) for line in found]
    assert [line for line in said if re.search(r"[a-z]{2,} [a-z]{2,}", line)] == []


def test_a_difference_is_said_in_chinese(result):
    folder = result()
    forged(folder, LIVES, with_value("contributed", "400.01", life=103))
    with speaking("zh"):
        [found] = [str(finding) for finding in verify(folder, again=True) if finding.is_wrong]
    assert found == "不符    lives.parquet：life 103、person Wei：contributed 记录为 400.01，重算为 400.00；其余都相同"


def test_a_comparison_is_verified_case_by_case_and_table_by_table(simulated):
    reported = [finding.text for finding in verify(simulated / "comparison", again=True)]
    for name in ("baseline", "raise"):
        assert f"{name}: scenario: its hash is the recorded one" in reported
        assert f"{name}: policy: the seeds give the recorded law" in reported
        assert f"{name}: lives.parquet: rows: 20, as recorded" in reported
        assert f"{name}: years.parquet: 20 of 20 lives again, every value the same" in reported
    for table in ("comparison", "by_year", "by_quintile"):
        assert f"{table}.parquet: made from lives.parquet and years.parquet again, every value the same" in reported


SWEPT = ("points", "outcomes", "effects", "variance", "differences", "break_even")


@pytest.mark.slow
def test_of_a_sweep_all_points_are_simulated_and_all_tables_made_again(simulated):
    reported = [finding.text for finding in verify(simulated / "sweep", again=True)]
    assert "by, points, paths: those of the scenario's sweep" in reported
    assert "outcomes.parquet: lives of a point: 20, as recorded" in reported
    assert "failed: the same 0 points when simulated again" in reported
    for table in SWEPT:
        assert f"{table}.parquet: made from all 20 lives of every point again, every value the same" in reported


def test_what_rests_on_a_profile_of_care_and_a_life_table_is_right_too(tmp_path):
    """The recorded scenario has the figures of the profile; that it is one, the record says."""
    assert "{outpatient: {per_year: 12, cost: {median: 180, p90: 700}}}" in SCENARIO
    text = SCENARIO.replace("{outpatient: {per_year: 12, cost: {median: 180, p90: 700}}}", "adult_average")
    file = tmp_path / "two_months.yaml"
    file.write_text(text + "mortality: china_2024\n", encoding="utf-8")
    folder = sim.run(file, out=tmp_path, replications=2).folder
    assert wrong(folder) == []
    changed(folder, lambda record: record["assumptions"][0].update(reason="measured"))
    assert wrong(folder) == ["assumptions: not what scenario and seeds give"]


def test_verifying_twice_takes_the_same_sample(simulated):
    assert [*verify(simulated / "run", again=True)] == [*verify(simulated / "run", again=True)]


@pytest.mark.parametrize(
    "lives, number, blocks",
    [
        (1, 5, [(0, 1)]),
        (100, 5, [(0, 100)]),
        (101, 5, [(0, 100), (100, 101)]),
        (250, 5, [(0, 100), (100, 200), (200, 250)]),
        # ten blocks, eight of them between the first and the last: 5 leads to the sixth, 15 = 8 + 7 to the eighth,
        # 16 to the one after the first
        (1000, 5, [(0, 100), (600, 700), (900, 1000)]),
        (1000, 15, [(0, 100), (800, 900), (900, 1000)]),
        (1000, 16, [(0, 100), (100, 200), (900, 1000)]),
    ],
)
def test_the_sample_is_the_first_block_the_last_and_one_between(lives, number, blocks):
    assert module.sample(lives, number) == blocks


# ----------------------------------------------------------------------------- files


def test_one_changed_byte_of_a_file_is_found(result):
    folder = result()
    content = bytearray((folder / LIVES).read_bytes())
    content[len(content) // 2] ^= 1
    was, found = sum_of(folder / LIVES)[:12], None
    (folder / LIVES).write_bytes(content)
    found = sum_of(folder / LIVES)[:12]
    assert f"lives.parquet: SHA-256 recorded {was}…, the file has {found}…" in wrong(folder)
    assert not any("Traceback" in text for text in wrong(folder, again=True))


def test_a_missing_file_is_reported_once(result):
    folder = result()
    (folder / YEARS).unlink()
    assert wrong(folder, again=True) == ["years.parquet: missing"]


def test_a_cut_off_file_is_reported_as_one_that_cannot_be_read(result):
    folder = result()
    content = (folder / LIVES).read_bytes()
    (folder / LIVES).write_bytes(content[:1000])
    sha, rows, simulated = wrong(folder, again=True)
    assert sha.startswith("lives.parquet: SHA-256")
    assert rows == simulated and rows.startswith("lives.parquet: cannot be read: ComputeError")


def test_a_file_of_the_record_without_a_sum_is_wrong(result):
    folder = result()
    changed(folder, lambda record: record["hashes"]["files"].pop(LIVES))
    assert wrong(folder) == ["lives.parquet: run.json has no SHA-256 of it"]


def test_another_table_beside_the_result_is_wrong_and_an_export_is_not(result):
    folder = result()
    shutil.copy(folder / LIVES, folder / "more.parquet")
    (folder / "lives.csv").write_text("life\n", encoding="utf-8")
    reported = [finding for finding in verify(folder) if finding.mark != "ok"]
    assert reported == [
        Finding("note", "lives.csv: no file of this result"),
        Finding("WRONG", "more.parquet: no file of this result"),
    ]
    assert str(reported[0]) == "note    lives.csv: no file of this result"
    assert str(reported[1]) == "WRONG   more.parquet: no file of this result"


# ----------------------------------------------------------------------------- the record


def test_a_changed_value_of_the_scenario_is_found_by_its_hash_and_by_what_is_simulated(result):
    folder = result()
    changed(folder, lambda record: record["scenario"].update(seed="5"))
    hash_, seed, inputs = wrong(folder)
    assert hash_.startswith("scenario: hash recorded ") and ", its words give " in hash_
    assert seed == "seed: recorded 1, the scenario says 5"
    assert inputs == "inputs: scenario, seeds and program give other hashes than the recorded ones"


@pytest.mark.parametrize(
    "key, value, reported",
    [
        ("seed", 7, "seed: recorded 7, the scenario says 1"),
        ("title", "Three", "title: recorded Three, the scenario says Two months"),
        ("people", ["Li"], "people: recorded ['Li'], the scenario says ['Wei']"),
        ("report", [], "report: recorded [], the scenario says ["),
        ("regions", ["beijing"], "regions: not what scenario and seeds give"),
        ("grades", {}, "grades: not what scenario and seeds give"),
        ("assumptions", [], "assumptions: not what scenario and seeds give"),
        ("certain", True, "certain: recorded True, scenario and seeds say False"),
    ],
)
def test_what_the_record_repeats_of_scenario_and_law_must_be_what_they_say(result, key, value, reported):
    folder = result()
    changed(folder, lambda record: record.update({key: value}))
    [found] = wrong(folder)
    assert found.startswith(reported)


@pytest.mark.parametrize("kind", ["run", "comparison", "sweep"])
def test_a_changed_unit_or_meaning_of_a_column_is_found(result, kind):
    folder = result(kind)

    def change(record):
        columns = next(iter(record["columns"].values()))
        [*columns.values()][-1]["unit"] = "parsecs"

    changed(folder, change)
    assert wrong(folder) == ["columns: not those of such a result, with their units and meanings"]


def test_a_version_that_was_taken_out_of_the_record_is_told(result):
    folder = result()
    changed(folder, lambda record: record["versions"].pop("polars"))
    [told] = [finding for finding in verify(folder) if finding.mark != "ok"]
    assert told.mark == "note" and told.text.startswith("versions: made with polars none; installed polars ")


@pytest.mark.parametrize("content", [None, "", "[1", "[]"])
def test_a_result_without_times_is_as_recorded_and_says_so(result, content):
    folder = result()
    (folder / TIMES).unlink()
    if content is not None:
        (folder / TIMES).write_text(content, encoding="utf-8")
    told = [str(finding) for finding in verify(folder) if finding.mark != "ok"]
    assert told == ["note    times.json: missing or damaged; when and how fast the study ran is not known"]


def test_a_file_of_the_record_that_leads_elsewhere_makes_it_no_result(result):
    folder = result()
    changed(folder, lambda record: record.update(file="../two_months.yaml"))
    with pytest.raises(NoResult, match="damaged: file: "):
        list(verify(folder))


def test_a_changed_value_of_the_law_is_found(result):
    folder = result()

    def change(record):
        parameter = next(iter(record["policy"]["zhengzhou"]))
        record["policy"]["zhengzhou"][parameter] = []

    changed(folder, change)
    assert wrong(folder) == ["policy: not what scenario and seeds give"]


def test_another_hash_of_the_law_is_found(result):
    folder = result()
    changed(folder, lambda record: record["hashes"].update(policy="62a8" * 8))
    [found] = wrong(folder)
    assert found.startswith("policy: recorded 62a862a862a8…, the seeds give ")


def test_another_number_of_lives_is_found(result):
    for kind, reported in (
        ("run", ["lives.parquet: rows: 249 by the record, 250 in the file"]),
        ("sweep", ["outcomes.parquet: lives of a point: 249 by the record, 20 in the file"]),
    ):
        folder = result(kind)
        changed(folder, lambda record: record.update(lives=249))
        assert wrong(folder) == reported


def test_a_variant_is_held_against_its_own_words(result):
    folder = result("comparison")
    changed(
        folder, lambda record: record["variants"]["raise"]["scenario"]["people"]["Wei"]["work"].update(wage="30000")
    )
    hash_, inputs = wrong(folder)
    assert hash_.startswith("raise: scenario: hash recorded ") and inputs.startswith("inputs: ")


def test_a_scenario_that_no_file_could_say_is_reported_without_a_line(result):
    folder = result()
    changed(folder, lambda record: record["scenario"]["people"]["Wei"].update(sex="mail"))
    assert wrong(folder)[1:] == ["scenario: cannot be read: sex: 'mail' is none of the words"]


def test_refusals_that_did_not_happen_are_found_when_simulated_again(result):
    folder = result()
    refusal = {"what": "binding of Wei for Li", "reason": "not related", "lives": 100, "of": 100}
    changed(folder, lambda record: record["refusals"].append(refusal))
    assert wrong(folder) == []
    assert wrong(folder, again=True) == ["refusals: not those of the first lives, simulated again"]


@pytest.mark.parametrize(
    "content, reported",
    [
        ("", "is damaged: it cannot be read as JSON"),
        ('{"format": 3, "kind": ', "is damaged: it cannot be read as JSON"),
        ("[" * 100_000, "is damaged: it cannot be read as JSON"),
        ("[]", "is damaged: it is no mapping"),
        ("{}", "is a record without a format; this version of Gongji reads format 3"),
        ('{"format": 1}', "is a record of format '1'; this version of Gongji reads format 3"),
        ('{"format": 3, "kind": "run"}', "is damaged: title: Field required"),
    ],
)
def test_a_damaged_record_is_reported_as_one(tmp_path, content, reported):
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    with pytest.raises(NoResult) as raised:
        list(verify(tmp_path))
    assert str(raised.value).startswith(f"{tmp_path} is no result: its {RECORD} {reported}")


def test_a_folder_without_a_record_is_no_result(tmp_path):
    with pytest.raises(NoResult, match="it has no run.json"):
        list(verify(tmp_path))


# ----------------------------------------------------------------------------- another program, other seeds


@pytest.mark.parametrize("what, of", [("code", "program"), ("seeds", "seeds")])
def test_another_program_or_other_seeds_are_a_note_and_not_wrong(result, what, of):
    folder = result()
    changed(folder, lambda record: record["hashes"].update({what: "b1" * 12}))
    reported = [finding for finding in verify(folder, again=True) if finding.mark != "ok"]
    [note] = reported
    assert note.mark == "note"
    assert note.text.startswith(f"{of}: made with others (b1b1b1b1b1b1…, installed ")
    assert note.text.endswith("; what follows from them cannot be recomputed exactly")
    assert not any(finding.text.startswith("inputs") for finding in verify(folder))


def test_another_law_of_other_seeds_is_a_note(result):
    folder = result()
    changed(folder, lambda record: record["hashes"].update(seeds="b1" * 12, policy="62a8" * 8))
    changed(folder, lambda record: record.update(grades={}))
    assert wrong(folder) == []
    notes = [finding.text for finding in verify(folder) if finding.mark == "note"]
    assert notes[1].startswith("policy: recorded 62a862a862a8…") and notes[2].startswith("grades: ")


def test_other_libraries_are_a_note(result):
    folder = result()
    changed(folder, lambda record: record["versions"].update(polars="0.1"))
    [note] = [finding for finding in verify(folder) if finding.mark != "ok"]
    assert str(note) == f"note    versions: made with polars 0.1; installed polars {pl.__version__}"


# ----------------------------------------------------------------------------- a forger who fits the sums


def test_a_forged_value_is_found_by_simulating_its_life_again(result):
    folder = result()
    forged(folder, LIVES, with_value("contributed", "400.01", life=103))
    assert wrong(folder) == []
    reported = "life 103, person Wei: contributed recorded 400.01, recomputed 400.00; nothing else differs"
    assert wrong(folder, again=True) == [f"lives.parquet: {reported}"]


def test_forged_values_of_years_are_reported_with_their_year_and_counted(result):
    folder = result()
    forged(folder, YEARS, with_value("contributed_in_cash", 0, year=2025))  # 250 rows
    reported = (
        "life 0, person Wei, year 2025: contributed_in_cash recorded 0.00, recomputed 400.00; 250 values differ, "
        "in contributed_in_cash"
    )
    assert wrong(folder, again=True) == [f"years.parquet: {reported}"]


def test_a_difference_under_another_program_is_wrong_and_says_so(result):
    folder = result()
    forged(folder, LIVES, with_value("contributed", "400.01", life=3))
    changed(folder, lambda record: record["hashes"].update(code="b1" * 12))
    [reported] = wrong(folder, again=True)
    assert reported.endswith("nothing else differs (another program, another result)")


def test_a_forged_life_that_was_removed_is_found(result):
    folder = result()
    forged(folder, LIVES, lambda frame: frame.filter(pl.col("life") != 3))
    assert wrong(folder, again=True) == [
        "lives.parquet: rows: 250 by the record, 249 in the file",
        "lives.parquet: life 3, person Wei: recomputed, but not recorded; 1 such rows",
    ]


@pytest.mark.slow
def test_a_forged_value_of_a_variant_names_it(result):
    folder = result("comparison")
    forged(folder, LIVES, with_value("contributed", 800, life=3, variant="baseline"))
    lives, *tables = wrong(folder, again=True)
    reported = "life 3, person Wei: contributed recorded 800.00, recomputed 400.00; nothing else differs"
    assert lives == f"baseline: lives.parquet: {reported}"
    named = [table.partition(":")[0] for table in tables]
    assert named == ["levels.parquet", "comparison.parquet", "pairs.parquet", "best.parquet"]


def test_a_forged_table_of_a_comparison_is_found(result):
    folder = result("comparison")
    row = {"variant": "raise", "outcome": "contributed", "person": "Wei"}
    forged(folder, "comparison.parquet", with_value("difference", 0, **row))
    assert wrong(folder) == []
    # 2 % of 15,000 in two months are 600, 200 more than of 10,000
    reported = "variant raise, person Wei, outcome contributed: difference recorded 0.0, recomputed 200.0"
    assert wrong(folder, again=True) == [f"comparison.parquet: {reported}; nothing else differs"]


def test_a_forged_level_of_a_variant_is_found(result):
    folder = result("comparison")
    forged(folder, "levels.parquet", with_value("p95", 1, variant="raise", outcome="contributed", person="Wei"))
    [found] = wrong(folder, again=True)
    assert found.startswith("levels.parquet: variant raise, person Wei, outcome contributed: p95 recorded 1.0")


@pytest.mark.slow
def test_a_forged_table_of_a_sweep_is_found(result):
    """Each of them has rows here but `break_even`: the raise never costs what the baseline does, so it gets one."""

    def change(frame: pl.DataFrame) -> pl.DataFrame:
        if frame.is_empty():
            return pl.DataFrame({name: [None] for name in frame.columns}, frame.schema)
        numbers = [name for name, kind in frame.schema.items() if kind == pl.Float64 and frame[name].count()]
        return frame.with_columns(pl.col(numbers[0]) + 1)

    folder = result("sweep")
    for table in SWEPT:
        forged(folder, f"{table}.parquet", change)
    assert wrong(folder) == []
    found = wrong(folder, again=True)
    assert sorted(text.split(":")[0] for text in found) == sorted(f"{table}.parquet" for table in SWEPT)


@pytest.mark.slow
def test_a_forged_outcome_of_a_point_is_shown_with_what_it_should_be(result):
    folder = result("sweep")
    row = {"outcome": "contributed", "person": "Wei", "variant": "baseline", "point": 1}
    forged(folder, "outcomes.parquet", with_value("mean", 1, **row))
    # 2 × 2 % of 10,000
    reported = "point 1, variant baseline, person Wei, outcome contributed: mean recorded 1.0, recomputed 400.0"
    assert wrong(folder, again=True) == [f"outcomes.parquet: {reported}; nothing else differs"]


def test_lives_that_cannot_be_simulated_again_are_reported(simulated, monkeypatch):
    def fail(task):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(module, "simulate", fail)
    [reported] = wrong(simulated / "run", again=True)
    assert reported.startswith("cannot be simulated again: lives ") and reported.endswith(
        "ZeroDivisionError: by nothing"
    )


# ----------------------------------------------------------------------------- sweeps


def test_a_changed_sweep_is_found(result):
    folder = result("sweep")
    changed(folder, lambda record: record.update(points=4))
    assert wrong(folder) == ["points: recorded 4, the scenario's sweep says 3"]


def test_a_record_of_a_sweep_without_one_is_reported(result):
    folder = result("sweep")
    changed(folder, lambda record: record["scenario"].pop("sweep"))
    assert wrong(folder)[-1] == "sweep: cannot be read: the scenario has no sweep"


FOLLOWED = """\
scenario: Two people
start: 2025-01-01
years: 1
replications: 2
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000}
    spouse: Mei
  Mei: {born: 1986-03-12, sex: female, region: zhengzhou, insured: {as: resident}}
bindings:
  - {payer: Wei, for: Mei, name: pays}
"""


@pytest.mark.parametrize(
    "vary",
    [
        "people.Wei.insured.paid_months: [24, 36]",  # how many in a row follows from it
        "start: [2025-02-01, 2025-03-01]",  # the end and the binding's first day follow from it
        pytest.param("start: [2024-02-01, 2024-03-01], years: [2, 1]", marks=pytest.mark.slow),
        pytest.param("end: [2025-03-01, 2025-04-01]", marks=pytest.mark.slow),
        pytest.param("policy.coverage.wait.employee: [0, 3]", marks=pytest.mark.slow),
    ],
)
def test_points_of_which_something_follows_are_built_as_from_the_file(tmp_path, vary):
    file = tmp_path / "two.yaml"
    file.write_text(f"{FOLLOWED}sweep: {{vary: {{{vary}}}, by: grid}}\n", encoding="utf-8")
    sim.sweep(file, out=tmp_path)
    assert {finding.mark for finding in verify(tmp_path / "two-sweep", again=True)} == {"ok"}


@pytest.mark.slow
def test_what_the_file_wrote_stays_though_it_could_have_followed(tmp_path):
    file = tmp_path / "two.yaml"
    text = FOLLOWED.replace("years: 1", "end: 2026-01-01").replace(
        "name: pays", "name: pays, from: 2025-01-01, rank: 1"
    )
    file.write_text(f"{text}sweep: {{vary: {{start: [2025-02-01, 2025-03-01]}}, by: grid}}\n", encoding="utf-8")
    sim.sweep(file, out=tmp_path)
    assert {finding.mark for finding in verify(tmp_path / "two-sweep", again=True)} == {"ok"}


@pytest.fixture
def half_failed(tmp_path):
    """A sweep of four points; only the second, two weeks of June, does not end before it begins."""
    file = tmp_path / "two.yaml"
    vary = "start: [2025-06-01, 2025-07-01], end: [2025-03-01, 2025-06-15]"
    file.write_text(f"{FOLLOWED}sweep: {{vary: {{{vary}}}, by: grid}}\n", encoding="utf-8")
    return sim.sweep(file, out=tmp_path).folder


@pytest.mark.slow
def test_failed_points_fail_again(half_failed):
    findings = [*verify(half_failed, again=True)]
    assert {finding.mark for finding in findings} == {"ok"}
    assert "failed: the same 3 points when simulated again" in [finding.text for finding in findings]


def test_a_failure_that_was_taken_out_of_the_record_is_found(half_failed):
    changed(half_failed, lambda record: record.update(failed=[one for one in record["failed"] if one["point"] == 3]))
    assert wrong(half_failed, again=True) == [
        "failed: not the points that fail when simulated again, or for other reasons"
    ]


# ----------------------------------------------------------------------------- what a file expects, and so may ask for


@pytest.mark.parametrize("name", ["bindings_refused", "inheritance"])
def test_a_result_of_a_file_that_expects_a_refusal_is_as_recorded(tmp_path, name):
    """Without what it expects, the file would be at fault: it asks for a binding that the law refuses."""
    study = sim.run(Path("scenarios") / f"{name}.yaml", out=tmp_path, replications=1)
    assert wrong(study.folder) == []
