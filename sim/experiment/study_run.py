"""A running study: its folder, the finished blocks of its results, and its workers."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count as count_from
from pathlib import Path
from tempfile import TemporaryFile

from sim.errors import Faults, quoted
from sim.experiment.arguments import BadArgument
from sim.experiment.blocks import LARGEST, Share, count, divide, fixed, missing, usable, within
from sim.experiment.cases import Case, ProgramMismatch, Task, simulate
from sim.experiment.dispatch import run_tasks
from sim.experiment.executors import Pool, cluster, local, pool_of, usable_processors
from sim.experiment.failures import BlockFailed, Interrupted, PartDone, one_line
from sim.experiment.progress import Progress, ProgressReporter
from sim.outcomes.files import LONGEST_NAME, Folder, check_target, folder_of, records
from sim.outcomes.parts import Part, Range, Store


@dataclass(frozen=True)
class RunOptions:
    """How to run a study of any kind: where results go, and which workers to use."""

    out: str | Path = "results"
    name: str | None = None  # of the result; by default the file's, with the command unless that is `run`
    workers: int | None = None  # by default one per processor
    cluster: str | None = None  # address of a Dask scheduler
    executor: Executor | None = None  # any other
    progress: Callable[[Progress], None] = lambda _: None
    part: Share | None = None  # of the blocks, which is all that is done then

    def name_or(self, default: str) -> str:
        """The requested name, or the default."""
        return default if self.name is None else self.name


@dataclass(frozen=True)
class Request:
    """A case and how many lives to simulate of it; no case, but a failure, if a point describes no valid scenario."""

    case: Case | None
    lives: int
    failure: str = ""


@dataclass
class CaseRun:
    """What became of a request: its finished blocks, or why it failed."""

    inputs: str
    ranges: list[Range] = field(default_factory=list)
    failure: str = ""
    waiting: int = 0  # blocks not yet finished


@dataclass(frozen=True)
class StudyRun:
    """A study while it runs."""

    folder: Folder
    store: Store
    options: RunOptions
    workers: int
    remote: Pool | None  # workers that the study does not start itself
    by_inputs: dict[str, CaseRun] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)  # by inputs, lives that an earlier study had finished

    @property
    def width(self) -> int:
        """How many blocks are simulated at a time."""
        return self.remote.width if self.remote else self.workers

    @property
    def resumed(self) -> int:
        """Lives that an earlier study had finished."""
        return sum(self.stored.values())

    @property
    def lives(self) -> int:
        """Lives of all cases together."""
        return sum(count(run.ranges) for run in self.by_inputs.values())

    def parts(self, inputs: str, kind: str) -> list[Path]:
        """The files of all finished blocks of a case."""
        return self.store.files(inputs, self.by_inputs[inputs].ranges, kind)

    def simulate(self, requests: list[Request], kinds: tuple[str, ...], note: str = "") -> list[CaseRun]:
        """Simulate all requests, as far as no earlier study has."""
        points, lives = len(requests), sum(request.lives for request in requests)
        of_households = any(request.case is not None and request.case.population for request in requests)
        return self.simulate_points(
            requests, kinds, points, lives, tolerant=False, note=note, of_households=of_households
        )

    def simulate_points(
        self,
        requests: Iterable[Request],
        kinds: tuple[str, ...],
        points: int,
        lives: int,
        tolerant: bool = True,
        note: str = "",
        of_households: bool = False,
    ) -> list[CaseRun]:
        """Simulate requests that are generated one at a time; `points` and `lives` are their totals.

        If `tolerant`, a request whose block fails is returned with the reason, and the others continue. `note` stands
        beside the progress. Of a part of the study only its blocks are simulated, then `PartDone` is raised.
        """
        part = self.options.part
        of_this = lives if part is None else -(-lives // part.of)
        progress = ProgressReporter(self.options.progress, points, of_this, self.width, note, of_households)
        queue = _Queue(self, kinds, progress, points, tolerant)
        pool = self.remote or local(self.workers, max(points, lives // LARGEST), of_households)
        try:
            progress.report()
            run_tasks(simulate, queue.tasks(requests), pool, queue.keep, queue.fail)
        except KeyboardInterrupt:
            raise Interrupted(queue.finished_lives(), lives) from None
        if part is not None:
            raise PartDone(part, queue.finished_lives(), lives, self.store.folder)
        return queue.runs


class _Queue:
    """The requests while they are simulated: turns them into tasks, and stores the results."""

    def __init__(
        self, study: StudyRun, kinds: tuple[str, ...], progress: ProgressReporter, points: int, tolerant: bool
    ):
        self.store, self.kinds, self.progress, self.tolerant = study.store, kinds, progress, tolerant
        self.part, self.places = study.options.part, count_from(0)
        # Many points keep all workers busy; the lives of one or two must be divided among them.
        self.shares = max(1, -(-study.width // points))
        self.runs: list[CaseRun] = []
        self.by_inputs, self.stored = study.by_inputs, study.stored
        self.started: set[str] = set()

    def tasks(self, requests: Iterable[Request]) -> Iterator[Task]:
        """The blocks still to simulate, request by request; each is generated only when it is needed."""
        for request in requests:
            if request.case is None:
                self.runs.append(CaseRun("", failure=request.failure))
                self.progress.finish_point()
            elif request.case.inputs in self.started:  # another request is for the very same lives
                self.runs.append(self.by_inputs[request.case.inputs])
                self.progress.add_stored(request.lives)
                self.progress.finish_point()
            else:
                yield from self._blocks(request.case, request.lives)

    def _blocks(self, case: Case, lives: int) -> Iterator[Task]:
        finished = usable(self.store.finished(case.inputs, self.kinds), lives)
        left = missing(finished, lives)
        if self.part is None:
            blocks, finished_lives = divide(left, self.shares) if left else [], count(finished)
        else:
            mine = [block for block in fixed(lives) if self.part.takes(next(self.places))]
            blocks = [one for block in mine for one in within(left, block)]
            finished_lives = sum(count(within(finished, block)) for block in mine)
        run = CaseRun(case.inputs, finished, waiting=len(blocks))
        self.runs.append(run)
        self.by_inputs[case.inputs] = run
        self.started.add(case.inputs)
        self.stored.setdefault(case.inputs, finished_lives)
        self.progress.add_stored(finished_lives)
        if not blocks:
            self.progress.finish_point()
        for block in blocks:
            if not run.failure:
                yield Task(case.part(block), block, self.kinds)

    def finished_lives(self) -> int:
        """How many lives are on the disk: a block may have been written, but not yet counted, when Ctrl-C came."""
        return sum(count(self.store.finished(inputs, self.kinds)) for inputs in self.started)

    def keep(self, task: Task, part: Part) -> None:
        self.store.write(task.case.inputs, part)
        run = self.by_inputs[task.case.inputs]
        run.ranges.append(task.block)
        run.waiting -= 1
        self.progress.finish_block(part.last - part.first)
        if not run.waiting:
            self.progress.finish_point()

    def fail(self, task: Task, error: BaseException) -> None:
        if isinstance(error, Faults) and not self.tolerant:
            raise error  # of an extension, at its line
        if not self.tolerant or isinstance(error, ProgramMismatch):
            raise BlockFailed(task.block, error) from error
        run = self.by_inputs[task.case.inputs]
        if not run.failure:
            run.failure = error.without_places if isinstance(error, Faults) else one_line(error)
            self.progress.finish_point()


@contextmanager
def study_run(options: RunOptions, name: str, kind: str, title: str) -> Iterator[StudyRun]:
    """Open a study: lock its name, check that no other study's result has it and that the workers answer.

    A part of a study locks nothing.
    """
    results = results_folder(options.out)
    if options.workers is not None and options.workers < 1:
        raise BadArgument("--workers", f"{options.workers} workers can simulate nothing; at least 1 is needed")
    _check_name(name)
    _check_writable(results)
    check_target(results / name, kind, title)
    with ExitStack() as stack:
        workers = options.workers or usable_processors()
        remote = pool_of(options.executor, workers) if options.executor else None
        if options.cluster is not None:
            remote = stack.enter_context(cluster(options.cluster))
        store = Store(results)
        if options.part is not None:  # side by side with others, and without a result of its own
            with store.in_use():
                yield StudyRun(Folder(results, name), store, options, workers, remote)
            return
        folder = stack.enter_context(folder_of(results, name))
        older = records(results).get(name)
        with store.in_use():
            yield StudyRun(folder, store, options, workers, remote)
        store.prune(
            older.inputs if older else (), {inputs for one in records(results).values() for inputs in one.inputs}
        )


def results_folder(out: str | Path) -> Path:
    """The folder of all results, if its name is one."""
    if not str(out) or "\0" in str(out):
        raise BadArgument("--out", f"{quoted(out)} is no name of a folder")
    try:
        str(out).encode("utf-8")
    except UnicodeEncodeError:
        raise BadArgument(
            "--out", f"{quoted(out)} is no text in UTF-8, which tables need; choose another folder"
        ) from None
    return Path(out).expanduser()


def _check_writable(results: Path) -> None:
    """Find out before anything is simulated."""
    try:
        for folder in (results, Store(results).folder):
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass
    except OSError as error:
        raise BadArgument("--out", f"nothing can be written to {folder} ({error.strerror})") from None


def _check_name(name: str) -> None:
    """A name must be one of a folder in every file system, with room for the names of what is written beside it."""
    if not name or name.startswith(".") or "/" in name or "\\" in name or not name.isprintable():
        raise BadArgument("--name", f"{quoted(name)} cannot name a folder of results")
    if len(os.fsencode(name)) > LONGEST_NAME:
        raise BadArgument("--name", f"{name[:20]}… is longer than {LONGEST_NAME} bytes; choose a shorter name")
