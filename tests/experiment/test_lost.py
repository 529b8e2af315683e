"""Nothing is lost: studies stopped, killed, short of disk or of workers go on where they were, to the same bytes."""

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from time import monotonic, sleep

import pytest
from typer.testing import CliRunner

import sim
from sim import answers, cli, studies
from sim.experiment import blocks, executors, study_run
from sim.experiment.cases import DETERMINING, inputs_of
from sim.outcomes import parts
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.files import InUse
from sim.outcomes.recorded import TIMES
from sim.scenario import Scenario

PATIENCE = 60  # seconds that anything may take on a busy machine
LIVED = 6_000  # by the file

#: Many small blocks: 300 of a run, lived in threads; 500 of a comparison and 400 of a sweep, in processes.
GONGJI = """
from sim.experiment import blocks, executors
blocks.LARGEST, blocks.SMALLEST, executors.BLOCKS_FOR_PROCESSES = 20, 10, 200
from sim.start import main
main()
"""

SCENARIO = f"""\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
replications: {LIVED}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {{as: employee, paid_months: 12, account: 1000}}
    work: {{wage: 10000, loses_job: 10% a month}}
variants:
  richer: {{people: {{Wei: {{work: {{wage: 12000}}}}}}}}
sweep:
  vary: {{people.Wei.work.wage: [6000, 7000, 8000, 9000], people.Wei.insured.paid_months: [0, 12]}}
  by: grid
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "two_months.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of 20 lives, in this process too."""
    monkeypatch.setattr(blocks, "LARGEST", 20)
    monkeypatch.setattr(blocks, "SMALLEST", 10)


@pytest.fixture
def simulated(monkeypatch):
    """The blocks lived in this process from now on."""
    found, simulate = [], study_run.simulate

    def counted(task):
        found.append(task.block)
        return simulate(task)

    monkeypatch.setattr(study_run, "simulate", counted)
    return found


def command(*arguments):
    return [sys.executable, "-c", GONGJI, *map(str, arguments)]


def begin(*arguments):
    """The command in a process group of its own, as a terminal would start it."""
    return subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def finish(*arguments):
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=PATIENCE)


def until(true):
    """Wait until something is so."""
    started = monotonic()
    while not true():
        assert monotonic() - started < PATIENCE
        sleep(0.01)


def in_the_middle(out, process, files=10):
    """Wait until some blocks are finished, and not all."""
    until(lambda: len(list(out.glob(".blocks/*/*.lives.arrow"))) >= files or process.poll() is not None)
    assert process.poll() is None, process.communicate()


def finished_lives(out, kind=LIVES):
    """Lives of all blocks that are whole on disk."""
    parts = out.glob(f".blocks/*/*.{kind.removesuffix('.parquet')}.arrow")
    ranges = [map(int, file.name.split(".")[0].split("-")) for file in parts]
    return sum(last - first for first, last in ranges)


def same(one, other):
    """Whether two results are the same to the byte, but for when and how they were lived."""
    names = [sorted(file.name for file in folder.iterdir()) for folder in (one, other)]
    assert names[0] == names[1] and len(names[0]) >= 4
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names[0] if name != TIMES)


def times(folder):
    return json.loads((folder / TIMES).read_text(encoding="utf-8"))


def left_over(out):
    return [path for path in out.rglob("*") if "unfinished" in path.name and path.is_file()]


def processes_of(group):
    """Processes that still run in a group."""
    listed = subprocess.run(["ps", "-eo", "pgid,stat"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()[1:]]
    return sum(int(pgid) == group and not stat.startswith("Z") for pgid, stat in rows)


STUDIES = {"run": studies.run, "compare": studies.compare, "sweep": studies.sweep}
READINGS = {"run": 1, "compare": 2, "sweep": 8}
of_every_kind = pytest.mark.parametrize(
    "kind, lives",
    [
        pytest.param("run", LIVED, marks=pytest.mark.slow),
        pytest.param("compare", 5_000, marks=pytest.mark.slow),
        pytest.param("sweep", 1_000, marks=pytest.mark.slow),
    ],
)


in_compiled_time = pytest.mark.skipif(
    os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="thousands of lives take minutes where nothing is compiled"
)


@in_compiled_time
@of_every_kind
def test_ctrl_c_keeps_what_is_finished_and_the_command_it_names_is_resumed(tmp_path, file, kind, lives):
    """The whole terminal gets the Ctrl-C, so the worker processes of a sweep do too."""
    whole = STUDIES[kind](file, out=tmp_path / "whole", replications=lives)
    out = tmp_path / "out"
    words = (kind, file, "--out", out, "--workers", 2, "-n", lives)
    process = begin(*words)
    in_the_middle(out, process)
    assert (processes_of(process.pid) > 1) == (kind != "run")
    os.killpg(process.pid, signal.SIGINT)
    shown, reported = process.communicate(timeout=PATIENCE)
    assert process.returncode == answers.STOPPED and shown == ""
    first, again = reported.splitlines()[-2:]
    kept = finished_lives(out)
    of = lives * READINGS[kind]
    assert first == f"Stopped after {kept:,} of {of:,} lives. What is finished is kept; to resume:"
    assert again == f"  gongji {kind} {file} --out {out} --workers 2 -n {lives}" and 0 < kept < of
    assert "Traceback" not in reported and not left_over(out)
    assert {path.name for path in out.iterdir()} == {".blocks", f".{whole.folder.name}.lock"}
    until(lambda: processes_of(process.pid) == 0)  # what watches over workers goes when they are gone
    done = finish(*words)
    assert done.returncode == 0, done.stderr
    assert times(out / whole.folder.name)["lives_finished_earlier"] == kept
    assert same(out / whole.folder.name, whole.folder)


@pytest.mark.slow
@in_compiled_time
@of_every_kind
def test_a_killed_study_is_resumed_with_what_it_had_finished(tmp_path, file, kind, lives):
    """Nothing can be done or told after SIGKILL; worker processes notice by themselves and end."""
    whole = STUDIES[kind](file, out=tmp_path / "whole", replications=lives)
    out = tmp_path / "out"
    words = (kind, file, "--out", out, "--workers", 2, "-n", lives)
    process = begin(*words)
    in_the_middle(out, process)
    process.kill()
    process.communicate(timeout=PATIENCE)
    until(lambda: processes_of(process.pid) == 0)
    kept = finished_lives(out, LIVES if kind == "sweep" else YEARS)  # of a block the years are written last
    assert kept > 0
    done = finish(*words)
    assert done.returncode == 0, done.stderr
    assert times(out / whole.folder.name)["lives_finished_earlier"] == kept
    assert same(out / whole.folder.name, whole.folder) and not left_over(out)


@pytest.mark.slow
def test_a_full_disk_is_reported_in_a_line_and_the_same_command_is_resumed(tmp_path, file, monkeypatch, small_blocks):
    """The disk takes 40 files, two for each block of 20 lives: 20 blocks are kept."""
    whole = studies.run(file, out=tmp_path / "whole", replications=2_000)
    write, written, out = parts._write_atomically, [], tmp_path / "out"

    def full(path, content):
        if len(written) == 40:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        written.append(path)
        write(path, content)

    words = ["run", str(file), "--out", str(out), "-n", "2000"]
    with monkeypatch.context() as patched:
        patched.setattr(parts, "_write_atomically", full)
        reported = CliRunner().invoke(cli.app, words)
    assert reported.exit_code == answers.FAILED and reported.stdout == "" and reported.stderr.count("\n") == 2
    assert (
        reported.stderr.startswith("gongji: No space left on device: ")
        and "What is finished is kept" in reported.stderr
    )
    assert finished_lives(out, YEARS) == 400
    assert CliRunner().invoke(cli.app, words).exit_code == 0
    assert times(out / "two_months")["lives_finished_earlier"] == 400
    assert same(out / "two_months", whole.folder)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are set on Linux only")
def test_a_disk_that_takes_half_a_file_leaves_nothing_behind_and_the_command_is_resumed(tmp_path, file):
    """The system lets no file grow beyond 1,000 bytes, in the middle of a run."""
    import resource

    whole = studies.run(file, out=tmp_path / "whole")
    out = tmp_path / "out"
    words = ("run", file, "--out", out)
    process = begin(*words)
    in_the_middle(out, process)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1_000, 1_000))
    shown, reported = process.communicate(timeout=PATIENCE)
    assert process.returncode == answers.FAILED and shown == ""
    assert reported.splitlines()[-2].startswith("gongji: File too large") and "Traceback" not in reported
    assert not left_over(out)
    assert finish(*words).returncode == 0
    assert times(out / "two_months")["lives_finished_earlier"] > 0
    assert same(out / "two_months", whole.folder)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a limit of the system that tells of itself as Linux does")
def test_a_result_that_does_not_fit_leaves_the_older_one_as_it_is(tmp_path, file):
    """Every block fits into 30,000 bytes, the lives together do not."""
    import resource

    older = studies.run(file, out=tmp_path, replications=100)
    before = {path.name: path.read_bytes() for path in older.folder.iterdir()}
    done = subprocess.run(
        command("run", file, "--out", tmp_path),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    assert done.returncode == answers.FAILED and done.stdout == "" and "Traceback" not in done.stderr
    assert "File too large" in done.stderr.splitlines()[-2]
    assert {path.name: path.read_bytes() for path in older.folder.iterdir()} == before and not left_over(tmp_path)
    assert finish("run", file, "--out", tmp_path).returncode == 0
    assert times(older.folder)["lives_finished_earlier"] == LIVED


@pytest.mark.slow
def test_however_many_threads_put_the_parts_together_the_bytes_are_the_same(tmp_path, file):
    """20,000 lives are more rows than one group of a result holds."""
    program = "import sys; from sim import studies; studies.run(sys.argv[1], out=sys.argv[2], replications=20_000)"
    folders = []
    for threads in ("1", "8"):
        out = tmp_path / threads
        subprocess.run(
            [sys.executable, "-c", program, file, out],
            check=True,
            env=os.environ | {"POLARS_MAX_THREADS": threads},
        )
        folders.append(out / "two_months")
    assert same(*folders)


# ----------------------------------------------------------------------------- worker processes


@pytest.fixture
def called_up(monkeypatch):
    """Worker processes even for small studies, and the pools of them."""
    monkeypatch.setattr(executors, "BLOCKS_FOR_PROCESSES", 0)
    pools, processes = [], executors._processes

    @contextmanager
    def watched(workers):
        with processes(workers) as executor:
            pools.append(executor)
            yield executor

    monkeypatch.setattr(executors, "_processes", watched)
    return pools


def kill_one(pool):
    """Kill a worker process; one that was killed a moment ago may be gone before its pool knows."""
    with suppress(ProcessLookupError):
        os.kill(next(iter(pool._processes)), signal.SIGKILL)


@pytest.mark.slow
def test_a_dead_worker_process_changes_no_byte(tmp_path, file, small_blocks, called_up):
    """One of two is killed after 20 of 400 blocks: new ones are called up, and finish."""
    whole = studies.sweep(file, out=tmp_path / "whole", replications=1_000, workers=1)
    reported = []

    def kill(progress):
        reported.append(progress.lives)
        if progress.blocks == 20:
            kill_one(called_up[-1])

    again = studies.sweep(file, out=tmp_path / "again", replications=1_000, workers=2, progress=kill)
    assert len(called_up) == 2
    assert same(again.folder, whole.folder) and reported[-1] == 8_000 and reported == sorted(reported)


@pytest.mark.slow
def test_worker_processes_that_die_again_and_again_end_the_study(tmp_path, file, called_up, monkeypatch):
    """What every new pair of workers dies of is killed here from outside, as a system short of memory would."""
    processes = executors._processes

    @contextmanager
    def short_lived(workers):
        with processes(workers) as executor:
            submit = executor.submit

            def begin(*arguments):
                future = submit(*arguments)
                kill_one(executor)
                return future

            executor.submit = begin
            yield executor

    monkeypatch.setattr(executors, "_processes", short_lived)
    words = ["sweep", str(file), "--out", str(tmp_path), "--workers", "2"]
    reported = CliRunner().invoke(cli.app, words)
    assert (
        reported.exit_code == answers.FAILED and "gongji: workers died 3 times over the same lives" in reported.stderr
    )
    assert "out of memory?" in reported.stderr and len(called_up) == 3


# ----------------------------------------------------------------------------- blocks serve again


def test_more_lives_keep_the_blocks_there_are_and_are_as_if_simulated_at_once(tmp_path, file, simulated):
    """450 lives in blocks of 225 for two workers; to 1,200 lives, blocks of 375 follow."""
    fresh = studies.run(file, out=tmp_path / "fresh", replications=1_200, workers=1)
    simulated.clear()
    studies.run(file, out=tmp_path, replications=450, workers=2)
    assert sorted(simulated) == [(0, 225), (225, 450)]
    simulated.clear()
    more = studies.run(file, out=tmp_path, replications=1_200, workers=2)
    assert sorted(simulated) == [(450, 825), (825, 1_200)]
    assert more.times["lives_finished_earlier"] == 450 and same(more.folder, fresh.folder)
    simulated.clear()
    fewer = studies.run(file, out=tmp_path, replications=225)
    assert not simulated and fewer.frame().height == 225


@pytest.mark.slow
def test_a_run_a_comparison_and_a_sweep_share_their_lives(tmp_path, file, simulated):
    """The comparison's baseline is the run; the sweep's lives are its own, with other wages."""
    studies.run(file, out=tmp_path, replications=200, workers=1)
    assert simulated == [(0, 200)]
    compared = studies.compare(file, out=tmp_path, replications=200, workers=1)
    assert simulated == [(0, 200)] * 2 and compared.times["lives_finished_earlier"] == 200
    other = tmp_path / "other.yaml"
    other.write_text(SCENARIO.replace("[6000, 7000, 8000, 9000]", "[10000, 12000]"), encoding="utf-8")
    swept = studies.sweep(other, out=tmp_path, replications=200, workers=1)
    assert swept.times["lives_finished_earlier"] == 400  # 10,000 and 12,000 with 12 months paid
    assert simulated == [(0, 200)] * 4


CHANGES = {
    "wage: 10000": "wage: 10001",
    "10% a month": "11% a month",
    "end: 2025-03-01": "end: 2025-03-02",
    "start: 2025-01-01": "start: 2025-01-02",
    "replications: 6000": "replications: 6000\nseed: 5",
    "people:\n": "policy: {coverage.wait.employee: 2}\npeople:\n",
    "  Wei:\n": "  Ann: {born: 1990-01-01, sex: female, region: zhengzhou}\n  Wei:\n",
    "variants:\n": "events:\n  - {on: 2025-02-01, who: Wei, does: leaves_job}\nvariants:\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("old, new", CHANGES.items())
def test_lives_that_something_else_decides_are_never_mixed(tmp_path, file, simulated, old, new):
    studies.run(file, out=tmp_path, replications=200, workers=1)
    assert SCENARIO.count(old) == 1
    file.write_text(SCENARIO.replace(old, new), encoding="utf-8")
    changed = studies.run(file, out=tmp_path, replications=200, workers=1)
    assert simulated == [(0, 200)] * 2 and changed.times["lives_finished_earlier"] == 0


@pytest.mark.parametrize(
    "old, new",
    [
        ("replications: 6000", "replications: 50"),
        ("variants:\n", "report: [account]\nexpect:\n  - {on: 2025-01-31, who: Wei, wallet: 0}\nvariants:\n"),
        ("  richer: {people: {Wei: {work: {wage: 12000}}}}", "  poorer: {people: {Wei: {work: {wage: 2000}}}}"),
        ("[6000, 7000, 8000, 9000]", "[1000]"),
        ("scenario: Two months\n", "scenario: Two months\nabout: The same once more.\n"),
    ],
)
def test_what_does_not_decide_lives_lets_them_serve_again(file, old, new):
    before = inputs_of(sim.load(file))
    assert SCENARIO.count(old) == 1
    file.write_text(SCENARIO.replace(old, new), encoding="utf-8")
    assert inputs_of(sim.load(file)) == before


def test_another_law_or_program_decides_other_lives(file, monkeypatch):
    from sim.experiment import cases

    scenario = sim.load(file)
    inputs = {inputs_of(scenario)}
    for place, name in ((Scenario, "seeds_hash"), (cases, "code_hash")):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, lambda *_: "another")
            inputs.add(inputs_of(scenario))
    assert len(inputs) == 3


def test_what_of_a_scenario_decides_lives_is_all_but_what_is_said_of_them():
    """A new word of the file must be put on one side or the other."""
    from sim.scenario.model import Study

    said = {"scenario", "about", "by", "years", "replications", "variants", "sweep", "outcomes", "report", "expect"}
    by_their_text = {"extensions", "population"}  # a name does not say what a file holds
    assert set(Study.model_fields) - said - by_their_text == set(DETERMINING)


# ----------------------------------------------------------------------------- points that fail


def test_a_point_that_no_file_could_describe_is_reported_and_the_others_are_finished(tmp_path, file):
    """Born in 1985, Wei may choose to retire in 2046 or 2047; born in 1975, in neither."""
    vary = "vary: {people.Wei.born: [1985-03-12, 1975-03-12], people.Wei.choices.retires: [2046-01, 2047-01]}"
    begin, end = SCENARIO.index("vary: "), SCENARIO.index("  by: grid")
    file.write_text(f"{SCENARIO[:begin]}{vary}\n{SCENARIO[end:]}", encoding="utf-8")
    out = tmp_path / "out"
    reported = CliRunner().invoke(cli.app, ["sweep", str(file), "--out", str(out), "-n", "50"])
    assert reported.exit_code == answers.FAILED and "Traceback" not in reported.output
    study = studies.study(out / "two_months-sweep")
    assert [one["point"] for one in study.record["failed"]] == [2, 3]
    assert "Wei may not retire in 2046-01" in study.record["failed"][0]["reason"]
    assert finished_lives(out) == 2 * 50


@pytest.mark.slow
def test_a_point_whose_block_fails_is_simulated_again_next_time(tmp_path, file, monkeypatch, simulated, small_blocks):
    """Eight points of 50 lives, in three blocks each; the second block of the third point cannot be lived."""
    whole = studies.sweep(file, out=tmp_path / "whole", replications=50)
    simulate, out = study_run.simulate, tmp_path / "out"
    third = inputs_of(sim.load(file).at({"people.Wei.work.wage": "7000", "people.Wei.insured.paid_months": "0"}))

    def failing(task):
        if task.case.inputs == third and task.block[0] == 17:
            raise ZeroDivisionError("nothing to share")
        return simulate(task)

    words = ["sweep", str(file), "--out", str(out), "-n", "50"]
    with monkeypatch.context() as patched:
        patched.setattr(study_run, "simulate", failing)
        reported = CliRunner().invoke(cli.app, words)
    assert reported.exit_code == answers.FAILED
    record = studies.study(out / "two_months-sweep").record
    assert record["failed"] == [{"point": 2, "variant": "baseline", "reason": "ZeroDivisionError: nothing to share"}]
    simulated.clear()
    assert CliRunner().invoke(cli.app, words).exit_code == 0
    assert (17, 34) in simulated and len(simulated) <= 2  # the third block may not have begun when the second failed
    assert same(out / "two_months-sweep", whole.folder)


# ----------------------------------------------------------------------------- several at once


def test_two_at_work_on_one_study_are_kept_apart(tmp_path, file):
    def second(_):
        with pytest.raises(InUse, match="another gongji is working on two_months in"):
            studies.run(file, out=tmp_path, replications=10)
        reported = CliRunner().invoke(cli.app, ["run", str(file), "--out", str(tmp_path), "-n", "10"])
        assert reported.exit_code == answers.FAILED and "wait for it, or choose --name or --out" in reported.stderr

    assert studies.run(file, out=tmp_path, replications=100, progress=second).lives == 100


@pytest.mark.slow
def test_two_studies_may_live_the_same_blocks_at_once(tmp_path, file):
    """Both begin with nothing; whoever writes a block first, its bytes are the same."""
    whole = studies.run(file, out=tmp_path / "whole")
    out = tmp_path / "out"
    both = [begin("run", file, "--out", out, "--name", name) for name in ("one", "other")]
    reported = [process.communicate(timeout=PATIENCE) for process in both]
    assert [process.returncode for process in both] == [0, 0], reported
    for name in ("one", "other"):
        assert same(out / name, whole.folder)


# ----------------------------------------------------------------------------- what is kept, and how long


def kept(out):
    return {path.name for path in (out / ".blocks").iterdir()}


def test_blocks_stay_as_long_as_a_result_refers_to_them(tmp_path, file):
    """Seed 1 has two results, then one, then none."""
    of_seed = {seed: inputs_of(replace_seed(file, seed)) for seed in (1, 2, 3)}
    studies.run(file, out=tmp_path, replications=50, seed=1)
    studies.run(file, out=tmp_path, replications=50, seed=1, name="also")
    assert kept(tmp_path) == {of_seed[1]}
    studies.run(file, out=tmp_path, replications=50, seed=2)
    assert kept(tmp_path) == {of_seed[1], of_seed[2]}
    studies.run(file, out=tmp_path, replications=50, seed=3, name="also")
    assert kept(tmp_path) == {of_seed[2], of_seed[3]}


def replace_seed(file, seed):
    return sim.load(file).at({"seed": str(seed)})


def test_blocks_of_an_unfinished_study_stay_a_month(tmp_path, file):
    studies.run(file, out=tmp_path, replications=50)
    young, old = "a" * 16, "b" * 16
    for name, days in ((young, 29), (old, 31)):
        folder = tmp_path / ".blocks" / name
        folder.mkdir()
        started = parts.time() - days * 24 * 3600
        os.utime(folder, (started, started))
    studies.run(file, out=tmp_path, replications=60)
    assert kept(tmp_path) == {inputs_of(sim.load(file)), young}
