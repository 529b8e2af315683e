"""The list of studies: what was lived, when, what it takes on the disk, what can be gone on with."""

import json
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from sim.outcomes.recorded import RECORD, TIMES
from sim.report.results import _size, listing

FINISHED = "2025-11-20T04:30:00+00:00"


@pytest.fixture
def study(record_of):
    """A function that makes the folder of a result whose files take `size` bytes altogether."""

    def made(out, name, size=0, **record):
        folder = out / name
        folder.mkdir(parents=True)
        reported = record_of(title=f"About {name}", lives=1000) | record
        reported["variants"] = {of: record_of() for of in record.get("variants", ())}
        (folder / RECORD).write_text(json.dumps(reported), encoding="utf-8")
        (folder / TIMES).write_text(json.dumps({"finished": FINISHED}), encoding="utf-8")
        written = sum(file.stat().st_size for file in folder.iterdir())
        (folder / "lives.parquet").write_bytes(bytes(max(0, size - written)))
        return folder

    return made


def block(out, inputs, size):
    folder = out / ".blocks" / inputs
    folder.mkdir(parents=True)
    (folder / "000000000-000000100.lives.parquet").write_bytes(bytes(size))


def lines(out, width=100):
    return [line.plain.rstrip() for line in listing(out, width)]


def words(line):
    return line.split()


def test_a_study_has_a_line_of_figures_and_its_title(tmp_path, study):
    study(tmp_path, "family", 12_345, title="Three generations (三代人)")
    heads, title, figures, *_ = lines(tmp_path)
    assert words(heads) == ["kind", "lives", "of", "finished", "size"]
    local = datetime(2025, 11, 20, 4, 30, tzinfo=UTC).astimezone()
    assert words(figures) == ["run", "1,000", *f"{local:%Y-%m-%d %H:%M}".split(), "12.3", "kB"]
    assert title == "family  Three generations (三代人)"


def test_studies_stand_in_the_order_of_their_names_with_their_variants_and_points(tmp_path, study):
    study(tmp_path, "b", kind="sweep", points=1200, variants=["careful"])
    study(tmp_path, "a", kind="comparison", variants=["careful", "raise"])
    reported = [words(line) for line in lines(tmp_path)]
    assert reported[1][0] == "a" and reported[2][:4] == ["comparison", "1,000", "2", "variants"]
    assert reported[3][0] == "b" and reported[4][:4] == ["sweep", "1,000", "1,200", "points"]


@pytest.mark.parametrize("content", [None, "{}", "[]", "{", '{"finished": 5}', '{"finished": "soon"}'])
def test_a_study_without_times_is_listed_all_the_same(tmp_path, content, study):
    folder = study(tmp_path, "family", 900)
    (folder / TIMES).unlink()
    if content is not None:
        (folder / TIMES).write_text(content, encoding="utf-8")
    assert words(lines(tmp_path)[2])[:3] == ["run", "1,000", "–"]


def test_a_study_whose_record_cannot_be_read_is_named(tmp_path, study):
    study(tmp_path, "family")
    (study(tmp_path, "broken") / RECORD).write_text('{"kind": ', encoding="utf-8")
    reported = lines(tmp_path)
    assert words(reported[1])[0] == "family"
    assert reported[-1] == "broken: its run.json is damaged: it cannot be read as JSON"


def test_a_folder_of_nothing_but_broken_studies_is_not_called_empty(tmp_path, study):
    (study(tmp_path, "broken") / RECORD).write_text("", encoding="utf-8")
    assert lines(tmp_path) == ["broken: its run.json is damaged: it cannot be read as JSON"]


def test_an_empty_and_a_missing_folder_say_what_to_run(tmp_path):
    assert lines(tmp_path, 300) == [f"{tmp_path}: no studies in it yet. To run a first one: gongji run FILE"]
    gone = tmp_path / "gone"
    assert lines(gone, 300) == [f"{gone}: no such folder yet. To run a first one: gongji run FILE"]


def test_blocks_are_reported_with_what_they_are_good_for(tmp_path, study):
    study(tmp_path, "family", inputs=["a" * 16])
    block(tmp_path, "a" * 16, 1_500_000)
    reported = " ".join(lines(tmp_path, 300)[-1:])
    kept = f"Finished blocks: 1.5 MB in {tmp_path / '.blocks'}"
    assert reported == f"{kept}; a study with more lives or more points starts with them."


def test_blocks_of_no_finished_study_are_counted_apart(tmp_path, study):
    study(tmp_path, "family", inputs=["a" * 16])
    block(tmp_path, "a" * 16, 1_500_000)
    block(tmp_path, "bb", 250_000)
    block(tmp_path, "cc", 250_000)
    all_, waiting = lines(tmp_path, 300)[-2:]
    assert all_.startswith("Finished blocks: 2.0 MB in ")
    how = "the same command resumes them, for 30 days."
    assert waiting == f"Of studies that were not finished: 500.0 kB of them; {how}"


def test_a_stopped_first_study_is_reported_though_none_is_finished(tmp_path):
    block(tmp_path, "bb", 2_000)
    reported = lines(tmp_path, 300)
    assert len(reported) == 3 and reported[2].startswith("Of studies that were not finished: 2.0 kB")


def test_no_blocks_are_no_line(tmp_path, study):
    study(tmp_path, "family")
    (tmp_path / ".blocks").mkdir()
    assert len(lines(tmp_path)) == 4  # heads, figures, title, and the empty line below a table


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_everything_fits(tmp_path, width, study):
    study(tmp_path, "a_study_with_a_name_that_is_longer_than_most_others", kind="comparison", variants=["a", "b"])
    study(tmp_path, "s", kind="sweep", points=2000, lives=100_000, title="一家人" * 40)
    block(tmp_path, "bb", 2_000)
    reported = [line.plain.replace(str(tmp_path), "results") for line in listing(tmp_path, width)]
    assert max(map(cell_len, reported)) <= width


@pytest.mark.parametrize(
    "number, text",
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (2_340_000_000, "2.3 GB"),
    ],
)
def test_sizes_have_a_unit_that_leaves_few_digits(number, text):
    assert _size(number) == text


def test_the_largest_unit_is_kept():
    assert _size(5 * 10**15) == "5000.0 TB"
