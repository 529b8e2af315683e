"""Where a study is lived: its folder, the finished blocks beside it, and the workers."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.experiment.blocks import (
    LARGEST,
    BlockFailed,
    Interrupted,
    Progress,
    Teller,
    chosen,
    cut,
    in_a_line,
    live_all,
    missing,
)
from sim.experiment.executors import Pool, cluster, local, pool_of, usable_processors
from sim.experiment.readings import AnotherProgram, Reading, Task, live
from sim.outcomes.files import Folder, folder_of, records
from sim.outcomes.parts import Part, Range, Store


@dataclass(frozen=True)
class How:
    """How a study is lived, whatever is lived: where results go and who does the work."""

    out: str | Path = "results"
    name: str | None = None  # of the result; by default the file's, with the command where that is not `run`
    workers: int | None = None  # by default one a processor
    cluster: str | None = None  # address of a Dask scheduler
    executor: Executor | None = None  # any other
    progress: Callable[[Progress], None] = lambda _: None

    def named(self, usual: str) -> str:
        """The name asked for, else the usual one."""
        return usual if self.name is None else self.name


@dataclass(frozen=True)
class Job:
    """A reading to be lived so many times; or why there is none, where no file could say what a point asks for."""

    reading: Reading | None
    lives: int
    failure: str = ""


@dataclass
class Lived:
    """What became of a job: its finished blocks, or why it failed."""

    inputs: str
    ranges: list[Range] = field(default_factory=list)
    failure: str = ""
    waiting: int = 0  # blocks not yet finished


@dataclass(frozen=True)
class Workplace:
    """An opened study."""

    folder: Folder
    store: Store
    how: How
    workers: int
    far: Pool | None  # workers that are called up elsewhere
    lived: dict[str, Lived] = field(default_factory=dict)  # by the hash of what was lived
    earlier: dict[str, int] = field(default_factory=dict)  # lives found finished, likewise

    @property
    def width(self) -> int:
        """How many blocks are lived at a time."""
        return self.far.width if self.far else self.workers

    @property
    def resumed(self) -> int:
        """Lives that an earlier study had already finished."""
        return sum(self.earlier.values())

    @property
    def lives(self) -> int:
        """Lives the study rests on, those of every reading counted."""
        return sum(last - first for lived in self.lived.values() for first, last in lived.ranges)

    def parts(self, inputs: str, kind: str) -> list[Path]:
        """The files of everything lived of a reading."""
        return self.store.files(inputs, self.lived[inputs].ranges, kind)

    def live(self, jobs: list[Job], kinds: tuple[str, ...]) -> list[Lived]:
        """Live all jobs, as far as no earlier study has."""
        points, lives = len(jobs), sum(job.lives for job in jobs)
        return self.live_points(jobs, kinds, points, lives, tolerant=False)

    def live_points(
        self, jobs: Iterable[Job], kinds: tuple[str, ...], points: int, lives: int, tolerant: bool = True
    ) -> list[Lived]:
        """Live jobs that are made one after the other; `points` and `lives` say how many there are altogether.

        Where `tolerant`, a job whose block fails is given back with its reason and the others go on.
        """
        living = _Living(self, kinds, Teller(self.how.progress, points, lives), points, tolerant)
        pool = self.far or local(self.workers, max(points, lives // LARGEST))
        try:
            live_all(live, living.tasks(jobs), pool, living.keep, living.fail)
        except KeyboardInterrupt:
            raise Interrupted(living.finished_lives(), lives) from None
        return living.jobs


class _Living:
    """The jobs while they are lived."""

    def __init__(self, place: Workplace, kinds: tuple[str, ...], teller: Teller, points: int, tolerant: bool):
        self.store, self.kinds, self.teller, self.tolerant = place.store, kinds, teller, tolerant
        # Many points keep all workers busy; the blocks of one or two must be cut for them.
        self.cut_for = max(1, -(-place.width // points))
        self.jobs: list[Lived] = []
        self.lived, self.earlier = place.lived, place.earlier
        self.begun: set[str] = set()

    def tasks(self, jobs: Iterable[Job]) -> Iterator[Task]:
        """The blocks still to be lived, job by job; nothing is made before it is needed."""
        for job in jobs:
            if job.reading is None:
                self.jobs.append(Lived("", failure=job.failure))
                self.teller.point()
            elif job.reading.inputs in self.begun:  # another job asks for the very same lives
                self.jobs.append(self.lived[job.reading.inputs])
                self.teller.kept(job.lives)
                self.teller.point()
            else:
                yield from self._blocks(job.reading, job.lives)

    def _blocks(self, reading: Reading, lives: int) -> Iterator[Task]:
        kept = chosen(self.store.finished(reading.inputs, self.kinds), lives)
        left = missing(kept, lives)
        blocks = cut(left, self.cut_for) if left else []
        lived = Lived(reading.inputs, kept, waiting=len(blocks))
        self.jobs.append(lived)
        self.lived[reading.inputs] = lived
        self.begun.add(reading.inputs)
        kept_lives = sum(last - first for first, last in kept)
        self.earlier.setdefault(reading.inputs, kept_lives)
        self.teller.kept(kept_lives)
        if not blocks:
            self.teller.point()
        for block in blocks:
            if not lived.failure:
                yield Task(reading, block, self.kinds)

    def finished_lives(self) -> int:
        """How many lives are on the disk: one may have been written and not yet counted when Ctrl-C came."""
        blocks = (block for inputs in self.begun for block in self.store.finished(inputs, self.kinds))
        return sum(last - first for first, last in blocks)

    def keep(self, task: Task, part: Part) -> None:
        self.store.write(task.reading.inputs, part)
        lived = self.lived[task.reading.inputs]
        lived.ranges.append(task.block)
        lived.waiting -= 1
        self.teller.block(part.last - part.first)
        if not lived.waiting:
            self.teller.point()

    def fail(self, task: Task, error: BaseException) -> None:
        if not self.tolerant or isinstance(error, AnotherProgram):
            raise BlockFailed(task.block, error) from error
        lived = self.lived[task.reading.inputs]
        if not lived.failure:
            lived.failure = error.without_places if isinstance(error, Faults) else in_a_line(error)
            self.teller.point()


@contextmanager
def workplace(how: How, name: str, kind: str, title: str) -> Iterator[Workplace]:
    """Open the study `name`: nobody else works on it, no other study's result is in its place, the workers answer."""
    results = Path(how.out)
    if how.workers is not None and how.workers < 1:
        raise BadArgument("--workers", f"{how.workers} can live nothing; at least 1 must")
    _fail_if_nothing_can_be_written(results)
    _fail_if_another_study(results, name, kind, title)
    with ExitStack() as stack:
        far = pool_of(how.executor, how.workers or usable_processors()) if how.executor else None
        if how.cluster:
            far = stack.enter_context(cluster(how.cluster))
        folder = stack.enter_context(folder_of(results, name))
        store = Store(results)
        replaced = records(results).get(name, {}).get("inputs", [])
        with store.in_use():
            yield Workplace(folder, store, how, how.workers or usable_processors(), far)
        store.prune(replaced, {inputs for record in records(results).values() for inputs in record["inputs"]})


def _fail_if_nothing_can_be_written(results: Path) -> None:
    """Found before anything is lived."""
    try:
        results.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=results):
            pass
    except OSError as error:
        raise BadArgument("--out", f"nothing can be written to {results} ({error.strerror})") from None


def _fail_if_another_study(results: Path, name: str, kind: str, title: str) -> None:
    """A result is replaced by a newer one of the same study, never by another's."""
    if not name or name.startswith(".") or "/" in name or "\\" in name:
        raise BadArgument("--name", f"{name!r} cannot name a folder of results")
    folder = results / name
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    record = records(results).get(name)
    if record is None:
        raise BadArgument(
            "--name", f"{folder} is no result of Gongji; it is left alone. Choose another --name or --out"
        )
    if (record["kind"], record["title"]) != (kind, title):
        found = f"{folder} holds another study: {record['kind']} of {record['title']!r}"
        raise BadArgument("--name", f"{found}. Choose another --name or --out, or remove that folder")
