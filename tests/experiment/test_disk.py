"""A disk that is full, read-only or gone: one message, the right exit code, nothing half written, nothing lost."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import polars as pl
import pytest
from typer.testing import CliRunner

from sim import answers, cli
from sim.experiment import progress
from sim.outcomes import export, files
from sim.outcomes.points import _on_disk

SCENARIO = """\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
replications: 4
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000, loses_job: 1% a month}
variants:
  richer: {people: {Wei: {work: {wage: 12000}}}}
sweep:
  vary: {people.Wei.work.wage: [6000, 7000]}
"""
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
OF_POLARS = pl.exceptions.ComputeError("underlying IO error: No space left on device (os error 28)")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "two_months.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def gongji(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def raising(error):
    def refuse(*_, **__):
        raise error

    return refuse


@pytest.mark.parametrize(
    "kind, of, name, error",
    [
        ("run", pl.LazyFrame, "sink_parquet", OF_POLARS),
        ("run", Path, "write_text", FULL),
        ("run", files, "_sync", FULL),
        pytest.param("compare", pl.DataFrame, "write_parquet", OF_POLARS, marks=pytest.mark.slow),
        pytest.param("sweep", pl.DataFrame, "write_parquet", OF_POLARS, marks=pytest.mark.slow),
        pytest.param("sweep", pl.LazyFrame, "sink_parquet", OF_POLARS, marks=pytest.mark.slow),
    ],
)
def test_a_disk_that_is_full_while_tables_are_written_leaves_the_older_result(
    tmp_path, file, monkeypatch, kind, of, name, error
):
    out = tmp_path / "out"
    assert gongji(kind, file, "--out", out, "-q").exit_code == 0
    [folder] = [path for path in out.iterdir() if not path.name.startswith(".")]
    before = contents(folder)
    with monkeypatch.context() as patched:
        patched.setattr(of, name, raising(error))
        refused = gongji(kind, file, "--out", out, "-n", 4)
    assert refused.exit_code == answers.FAILED and refused.stdout == ""
    first, second = refused.stderr.splitlines()
    assert first == f"gongji: No space left on device: {out}/.{folder.name}.unfinished"
    assert second.startswith("What is finished is kept; the same command goes on with it.")
    assert contents(folder) == before and not (out / f".{folder.name}.unfinished").exists()
    assert gongji(kind, file, "--out", out, "-q").exit_code == 0


def test_an_error_without_a_number_is_explained_by_writing_once_more(tmp_path, monkeypatch):
    error = pl.exceptions.ComputeError("Invalid thrift: transport error\nmore")
    assert files.why_refused(tmp_path, error) == "" and files.one_line(error) == "Invalid thrift: transport error"
    assert files.why_refused(tmp_path / "gone", error) == "No such file or directory"
    monkeypatch.setattr(files, "TemporaryFile", raising(FULL))
    assert files.why_refused(tmp_path, error) == "No space left on device"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count the blocks of a file otherwise")
def test_a_mapped_file_has_all_its_room_before_it_is_used(tmp_path):
    """200,000 numbers of 8 bytes: a hole in the file would end the process where the disk is full."""
    array = _on_disk(tmp_path / "groups.npy", (2, 10, 100, 100))
    assert array.shape == (2, 10, 100, 100) and (array != array).all()
    found = (tmp_path / "groups.npy").stat()
    assert found.st_size >= 1_600_000 and found.st_blocks * 512 >= found.st_size


@pytest.mark.parametrize("of, name, error", [(pl.LazyFrame, "sink_csv", OF_POLARS), (export, "_sync", FULL)])
def test_a_disk_that_is_full_while_a_result_is_exported_is_told_of_the_folder(
    tmp_path, file, monkeypatch, of, name, error
):
    """Not of the result, which is as it was."""
    out, target = tmp_path / "out", tmp_path / "csv"
    assert gongji("run", file, "--out", out, "-q").exit_code == 0
    with monkeypatch.context() as patched:
        patched.setattr(of, name, raising(error))
        refused = gongji("results", "--out", out, "export", "two_months", "--into", target)
    assert refused.exit_code == answers.AT_FAULT and refused.stdout == ""
    assert refused.stderr == f"gongji: nothing can be exported to {target} (No space left on device)\n"
    assert not list(target.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["run", "compare", "sweep"])
def test_a_folder_of_results_that_vanishes_is_named_and_the_command_begins_anew(tmp_path, file, monkeypatch, kind):
    out = tmp_path / "out"
    report = progress.ProgressReporter.report

    def vanish(reporter):
        if reporter.blocks == 1:
            rmtree(out, ignore_errors=True)
        report(reporter)

    with monkeypatch.context() as patched:
        patched.setattr(progress.ProgressReporter, "report", vanish)
        refused = gongji(kind, file, "--out", out, "--workers", 1)
    assert refused.exit_code == answers.FAILED and "Traceback" not in refused.stderr
    assert "gongji: No such file or directory: " in refused.stderr and str(out) in refused.stderr
    assert not [path for path in out.rglob("*") if path.suffix == ".parquet" and ".blocks" not in str(path)]
    assert gongji(kind, file, "--out", out, "-q").exit_code == 0


@pytest.mark.parametrize("path", ["", ".blocks"])
def test_a_file_where_a_folder_is_needed_is_named_before_anything_is_simulated(tmp_path, file, path):
    out = tmp_path / "out"
    (out / path).parent.mkdir(exist_ok=True)
    (out / path).touch()
    refused = gongji("run", file, "--out", out)
    assert refused.exit_code == answers.AT_FAULT
    assert refused.stderr == f"gongji: --out: nothing can be written to {out / path} (File exists)\n"


def test_results_behind_a_link_are_where_the_link_leads(tmp_path, file):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to("elsewhere")
    for _ in range(2):
        assert gongji("run", file, "--out", tmp_path / "out", "-q").exit_code == 0
    assert (tmp_path / "elsewhere" / "two_months" / "run.json").is_file()
    assert gongji("verify", "two_months", "--out", tmp_path / "out").exit_code == 0


_SMALL = """
import subprocess, sys
from pathlib import Path
from typer.testing import CliRunner
from sim import cli

kind, file, out = sys.argv[1], sys.argv[2], Path(sys.argv[3])
out.mkdir()
for size in range(24, 2000, 24):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", out], check=True)
    done = CliRunner().invoke(cli.app, [kind, file, "--out", str(out), "-q"])
    shown = [path for path in out.iterdir() if not path.name.startswith(".")]
    if done.exit_code == 0:
        verified = CliRunner().invoke(cli.app, ["verify", str(shown[0])])
        sys.exit(verified.exit_code)
    assert done.exit_code == 1 and "No space left on device" in done.stderr and not shown, (size, done.stderr)
    assert not list(out.glob(".*.unfinished")), size
    subprocess.run(["umount", "--lazy", out], check=True)
"""


def _may_mount() -> bool:
    found = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return found.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or not _may_mount(), reason="needs the right to mount a small disk")
@pytest.mark.parametrize("kind", ["run", "compare", "sweep"])
def test_a_small_disk_takes_a_whole_result_or_none(tmp_path, file, kind):
    """Disks of 24, 48, ... kB: wherever the room ends, the message is the same; the first that suffices has it all."""
    command = ["unshare", "-rm", sys.executable, "-c", _SMALL, kind, str(file), str(tmp_path / "disk")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
