"""Studies lived by the workers of a real Dask scheduler: the same bytes, whoever lives them and whoever is lost."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from typer.testing import CliRunner

from sim import answers, cli, studies
from sim.experiment import blocks, executors
from sim.experiment.executors import Unreachable
from sim.experiment.failures import BlockFailed, WorkersDied
from sim.extras import MissingExtra
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.recorded import RECORD, TIMES

GONGJI = (sys.executable, "-c", "from sim.cli import main; main()")
PATIENCE = 60  # seconds that anything may take on a busy machine

SCENARIO = """\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
replications: 2000
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000, loses_job: 10% a month}
sweep:
  vary: {people.Wei.work.wage: [8000, 9000, 10000]}
  by: grid
"""


# what makes another program of a worker, and what leaves it without any
ANOTHER = "from sim.experiment import cases\ncases.code_hash = lambda: 'another'"
NONE = "import sys\nsys.modules['sim'] = None"
IP = "tcp://127.0.0.1:"


class Cluster:
    """A scheduler of this machine and the workers started for it."""

    def __init__(self, folder: Path, stack: ExitStack, *options: str, **environment: str):
        self.folder, self.stack, self.started = folder, stack, 0
        file = folder / "scheduler.json"
        options += ("--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file))
        self.scheduler = self._begin("scheduler", *options, **environment)
        until(lambda: file.exists() and file.read_text())
        self.address = json.loads(file.read_text())["address"]

    def worker(self, *options: str) -> subprocess.Popen:
        """One more worker, ready to work."""
        self.started += 1
        before = self.workers()
        folder = str(self.folder / str(self.started))
        one = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", folder, *options)
        process = self._begin("worker", self.address, *one)
        until(lambda: self.workers() > before)
        return process

    def workers(self) -> int:
        with executors._client(self.address) as client:
            return executors._threads(client)

    def _begin(self, *words: str, **environment: str) -> subprocess.Popen:
        log = self.stack.enter_context((self.folder / f"{words[0]}{self.started}.log").open("w"))
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words], stdout=log, stderr=log, env=os.environ | environment
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process


def until(true):
    """Wait until something is so."""
    start_time = monotonic()
    while not true():
        assert monotonic() - start_time < PATIENCE
        sleep(0.02)


@contextmanager
def started(folder, *options, **environment):
    with ExitStack() as stack:
        yield Cluster(folder, stack, *options, **environment)


def written(file, text):
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler that lives as long as the test."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with started(folder) as cluster:
        yield cluster


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A small scenario, lived in many blocks of 20 lives."""
    monkeypatch.setattr(blocks, "LARGEST", 20)
    monkeypatch.setattr(blocks, "SMALLEST", 10)
    path = tmp_path / "two_months.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def same(one, other, names=(LIVES, YEARS, RECORD)):
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def after(blocks, do):
    """Progress that does something once, when so many blocks are finished."""
    done = []

    def tell(progress):
        if progress.blocks >= blocks and not done:
            done.append(progress)
            do()

    return tell


def finished(out):
    """How many blocks are on disk."""
    return len(list(out.glob(".blocks/*/*.years.arrow")))


def free_address():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return "tcp://{}:{}".format(*sock.getsockname())


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path, file, cluster):
    """100 blocks of 20 lives; one of two workers is killed after 30 of them, while it has others."""
    here = studies.run(file, out=tmp_path / "here", workers=1)
    killed, left = cluster.worker(), cluster.worker()
    reported = []

    def kill():
        killed.send_signal(signal.SIGKILL)

    kill_once = after(30, kill)

    def tell(progress):
        reported.append(progress.lives)
        kill_once(progress)

    there = studies.run(file, out=tmp_path / "there", cluster=cluster.address, progress=tell)
    assert same(here.folder, there.folder)
    assert killed.wait(PATIENCE) == -signal.SIGKILL and left.poll() is None
    assert reported[-1] == 2000 and reported == sorted(reported)  # no block was counted twice
    assert there.times["cluster"] == cluster.address and there.times["lives_finished_earlier"] == 0


def test_where_nobody_listens_it_says_so_in_seconds(tmp_path, file, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS_TO_ANSWER", 0.5)
    address, start_time = free_address(), monotonic()
    reported = CliRunner().invoke(cli.app, ["run", str(file), "--out", str(tmp_path / "out"), "--cluster", address])
    assert reported.exit_code == answers.AT_FAULT and monotonic() - start_time < PATIENCE
    assert f"gongji: no Dask scheduler answers at {address} (" in reported.stderr and "Traceback" not in reported.stderr


@pytest.mark.parametrize("address", ["nonsense", "", "foo://x:1", "tcp://127.0.0.1", "tcp://", "tcp://[", "tls://x:1"])
def test_an_address_that_is_none_is_reported_so_at_once(tmp_path, file, address):
    with pytest.raises(Unreachable, match="no Dask scheduler answers at"), executors.cluster(address):
        raise AssertionError("nobody can have answered")


@pytest.mark.slow
def test_a_failed_connection_leaves_nothing_behind_on_the_screen(tmp_path, file):
    for address in (free_address(), "nonsense"):
        out = tmp_path / "out"
        done = subprocess.run(
            [*GONGJI, "run", file, "--out", out, "--cluster", address], capture_output=True, text=True
        )
        assert done.returncode == answers.AT_FAULT and done.stdout == ""
        [line] = [line for line in done.stderr.splitlines() if "Compiling" not in line]
        assert line.startswith(f"gongji: no Dask scheduler answers at {address} (")


def test_a_scheduler_without_workers_is_reported_so(tmp_path, file, cluster):
    with pytest.raises(Unreachable, match=f"has no workers; start some: dask worker {cluster.address}"):
        studies.run(file, out=tmp_path / "out", cluster=cluster.address)
    assert not (tmp_path / "out" / "two_months").exists()


def test_without_the_library_the_extra_is_named(tmp_path, file, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"a cluster: .*\n .*pip install .*distributed"):
        studies.run(file, out=tmp_path / "out", cluster="tcp://127.0.0.1:1")
    reported = CliRunner().invoke(cli.app, ["run", str(file), "--out", str(tmp_path), "--cluster", "tcp://127.0.0.1:1"])
    assert reported.exit_code == answers.AT_FAULT and "the extra cluster" in reported.stderr


@pytest.mark.slow
def test_the_command_lives_a_sweep_on_a_cluster(tmp_path, file, cluster):
    here = studies.sweep(file, out=tmp_path / "here", workers=1)
    cluster.worker()
    out = tmp_path / "there"
    done = subprocess.run(
        [*GONGJI, "sweep", file, "--out", out, "--cluster", cluster.address], capture_output=True, text=True
    )
    assert done.returncode == 0
    progress = ("lives", "Compiling", "starting workers")  # the last where a busy machine takes its time
    assert [line for line in done.stderr.splitlines() if not any(word in line for word in progress)] == []
    there = out / here.folder.name
    files = sorted(path.name for path in here.folder.iterdir())
    assert len(files) > 3 and same(here.folder, there, [name for name in files if name != TIMES])


@pytest.mark.slow
def test_workers_that_join_later_are_used_too(tmp_path, file, cluster, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS_BETWEEN_COUNTS", 0)
    cluster.worker()
    study = studies.run(file, out=tmp_path, cluster=cluster.address, progress=after(5, cluster.worker))
    assert study.times["workers"] == 2


@pytest.mark.slow
def test_where_all_workers_are_gone_it_gives_up_and_is_resumed_later(tmp_path, file, cluster, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS_BETWEEN_COUNTS", 0.1)
    monkeypatch.setattr(executors, "SECONDS_WITHOUT_WORKERS", 1)
    here = studies.run(file, out=tmp_path / "here", workers=1)
    worker = cluster.worker()
    how = {"out": tmp_path / "there", "cluster": cluster.address}
    with pytest.raises(WorkersDied, match="has lost its last worker"):
        studies.run(file, progress=after(5, worker.kill), **how)
    cluster.worker()
    there = studies.run(file, **how)
    assert 100 <= there.times["lives_finished_earlier"] < 2000
    assert same(here.folder, there.folder)


@pytest.mark.slow
@pytest.mark.parametrize("between_counts", [0, 60])
def test_a_lost_scheduler_ends_the_study_and_what_is_finished_is_kept(
    tmp_path, file, cluster, monkeypatch, between_counts
):
    """Noticed by its blocks, or by the count of its workers, whichever comes first."""
    monkeypatch.setattr(executors, "SECONDS_TO_ANSWER", 1)
    monkeypatch.setattr(executors, "SECONDS_BETWEEN_COUNTS", between_counts)
    here = studies.run(file, out=tmp_path / "here", workers=1)
    cluster.worker()
    progress = after(5, cluster.scheduler.kill)
    with pytest.raises(WorkersDied, match=f"no Dask scheduler answers at {cluster.address}"):
        studies.run(file, out=tmp_path / "there", cluster=cluster.address, progress=progress)
    there = studies.run(file, out=tmp_path / "there")
    assert 100 <= there.times["lives_finished_earlier"] < 2000
    assert same(here.folder, there.folder)


@pytest.mark.slow
def test_of_workers_and_schedulers_that_go_only_the_end_is_reported(tmp_path, file, cluster):
    """First one of two workers goes, which is nothing to read about, then the scheduler."""
    worker, _ = cluster.worker(), cluster.worker()
    out = tmp_path / "out"
    command = [*GONGJI, "run", file, "--out", out, "--cluster", cluster.address, "-n", "200000"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for gone in (worker, cluster.scheduler):
        before = finished(out)
        until(lambda before=before: finished(out) > before + 3)
        gone.kill()
    shown, reported = process.communicate(timeout=PATIENCE)
    assert process.returncode == answers.FAILED and shown == ""
    progress = ("Compiling", "starting workers", " lives")
    first, second = (line for line in reported.splitlines() if not any(word in line for word in progress))
    assert first.startswith(f"gongji: no Dask scheduler answers at {cluster.address} (")
    assert second.startswith("The other finished blocks are kept.")


@pytest.mark.slow
def test_a_worker_or_scheduler_with_another_program_is_reported_so_before_any_work(tmp_path, file, cluster):
    """A worker that cannot read what it is asked would die of it."""
    cluster.worker()
    for preload in (ANOTHER, NONE):
        worker = cluster.worker("--preload", written(tmp_path / "other.py", preload))
        reason = f"1 of 2 workers have no Gongji, or another version of it, .* install the same. The first is at {IP}"
        with pytest.raises(Unreachable, match=reason):
            studies.run(file, out=tmp_path / "out", cluster=cluster.address)
        worker.kill()
        until(lambda: cluster.workers() == 1)
    folder = tmp_path / "another"
    folder.mkdir()
    with started(folder, "--preload", written(tmp_path / "other.py", NONE)) as bare:
        bare.worker()
        with pytest.raises(Unreachable, match="the scheduler's machine has no Gongji, or another version"):
            studies.run(file, out=tmp_path / "out", cluster=bare.address)


@pytest.mark.slow
def test_a_worker_with_another_program_that_joins_later_ends_the_study(tmp_path, file, cluster):
    """No point of a sweep is reported as failed for it: all of them would."""
    good, preload = cluster.worker(), written(tmp_path / "other.py", ANOTHER)

    def change():
        cluster.worker("--preload", preload)
        good.kill()

    with pytest.raises(BlockFailed, match="lives [0-9]+ to [0-9]+: a worker has another version of Gongji"):
        studies.sweep(file, out=tmp_path, cluster=cluster.address, progress=after(5, change))


@pytest.mark.slow
def test_a_block_that_kills_its_workers_is_reported_so(tmp_path, file):
    """The scheduler gives a block up when too many workers died of it; here after the first."""
    kill = "import os\nfrom sim.experiment import cases\ncases.simulate = lambda task: os._exit(9)"
    deadly = written(tmp_path / "deadly.py", kill)
    with started(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as cluster:
        cluster.worker("--preload", deadly)
        with pytest.raises(BlockFailed, match="KilledWorker: .* all those workers died while running it"):
            studies.run(file, out=tmp_path, cluster=cluster.address)


@pytest.mark.slow
def test_ctrl_c_frees_the_workers_and_the_same_command_is_resumed(tmp_path, file, cluster, monkeypatch):
    monkeypatch.undo()  # the command cuts large blocks
    here = studies.run(file, out=tmp_path / "here", replications=100_000, workers=1)
    cluster.worker()
    out = tmp_path / "there"
    command = [*GONGJI, "run", file, "--out", out, "--cluster", cluster.address, "-n", "100000"]
    stopped = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until(lambda: finished(out) > 3)
    stopped.send_signal(signal.SIGINT)
    _, reported = stopped.communicate(timeout=PATIENCE)
    assert stopped.returncode == answers.STOPPED
    assert "of 100,000 lives. What is finished is kept; to resume:\n" in reported and "Traceback" not in reported
    assert "distributed" not in reported.replace(str(tmp_path), "")
    there = studies.run(file, out=out, cluster=cluster.address, replications=100_000)
    assert 0 < there.times["lives_finished_earlier"] < 100_000
    assert same(here.folder, there.folder)


def test_what_says_nothing_at_an_address_is_reported_in_time(monkeypatch):
    """It accepts the connection and never answers."""
    monkeypatch.setattr(executors, "SECONDS_TO_ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        began = monotonic()
        with pytest.raises(Unreachable, match="no Dask scheduler answers at"), executors.cluster(address):
            pass
    assert monotonic() - began < PATIENCE
