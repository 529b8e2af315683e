"""The line of studies: as many run at a time as there are workers, the others wait, and each can be cancelled."""

import asyncio
import json
import secrets
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

_LONGEST_ANSWER = 1 << 24  # bytes of a line of a worker
_KEPT = 100  # jobs that are remembered after their end
ENDED = ("done", "failed", "cancelled")


@dataclass(eq=False)
class Job:
    """Something that a worker does for the page: a study, or a question about one life."""

    request: dict[str, Any]
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: str = "waiting"  # running, done, failed, cancelled
    answers: dict[str, Any] = field(default_factory=dict)  # what its worker said, the last of each kind
    version: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    def note(self, state: str | None = None, **answers: Any) -> None:
        """Note what is new, for whoever waits for it."""
        self.state = state or self.state
        self.answers |= answers
        self.version += 1
        self.changed.set()
        self.changed = asyncio.Event()

    async def after(self, version: int, seconds: float) -> None:
        """Wait until something is newer than a version, but no longer than so many seconds."""
        if self.version <= version and not self.has_ended:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), seconds)


class Line:
    """Jobs in the order in which they came, and the processes that do them."""

    def __init__(self, workers: int, command: tuple[str, ...] = (sys.executable, "-m", "sim.serve.worker")):
        self.width, self.command = workers, command
        self.jobs: dict[str, Job] = {}
        self.waiting: deque[Job] = deque()
        self.processes: dict[int, Process] = {}
        self.running: dict[int, Job] = {}
        self.is_ready = False  # the rules are loaded
        self._came = asyncio.Condition()
        self._first = asyncio.Event()
        self._tasks: list[asyncio.Task] = []

    async def open(self) -> None:
        self._tasks = [asyncio.create_task(self._work(place)) for place in range(self.width)]

    async def close(self) -> None:
        """End everything that runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for process in list(self.processes.values()):
            await _end(process)

    async def add(self, request: dict[str, Any]) -> Job:
        """A job for a request, at the end of the line; if the same study waits or runs already, that one."""
        same = (job for job in self.jobs.values() if job.request == request and not job.has_ended)
        if found := next(same, None):
            return found
        job = Job(request)
        self.jobs[job.id] = job
        for old in [one.id for one in self.jobs.values() if one.has_ended][:-_KEPT]:
            del self.jobs[old]
        self.waiting.append(job)
        async with self._came:
            self._came.notify()
        return job

    def ahead(self, job: Job) -> int | None:
        """How many jobs go before one that waits."""
        return self.waiting.index(job) if job in self.waiting else None

    async def cancel(self, job: Job) -> None:
        """Take a job out of the line, or end the process that does it."""
        if job.has_ended:
            return
        job.note("cancelled")
        if job in self.waiting:
            self.waiting.remove(job)
        place = next((place for place, running in self.running.items() if running is job), None)
        if place is not None:
            await _end(self.processes[place])

    async def _work(self, place: int) -> None:
        """Do one job after the other in a process, and start another process when it has ended."""
        if place:  # what the first compiles, the others load
            await self._first.wait()
        while True:
            process = self.processes[place] = await asyncio.create_subprocess_exec(
                *self.command, stdin=PIPE, stdout=PIPE, limit=_LONGEST_ANSWER
            )
            if not await _answer(process):
                await process.wait()
                self._fail_all()
                await asyncio.sleep(1)
                continue
            self.is_ready = True
            self._first.set()
            while process.returncode is None:
                async with self._came:
                    await self._came.wait_for(lambda: self.waiting)
                    job = self.running[place] = self.waiting.popleft()
                await self._do(job, process)
                del self.running[place]

    async def _do(self, job: Job, process: Process) -> None:
        assert process.stdin
        job.note("running")
        with suppress(ConnectionError):
            process.stdin.write(json.dumps(job.request).encode() + b"\n")
            await process.stdin.drain()
        while answer := await _answer(process):
            if "end" in answer:
                if not job.has_ended:
                    job.note("failed" if "error" in job.answers else "done")
                return
            job.note(**answer)
        await process.wait()
        if not job.has_ended:
            job.note("failed", died=True)

    def _fail_all(self) -> None:
        """No process can be started: nobody waits for ever."""
        while self.waiting:
            self.waiting.popleft().note("failed", died=True)


async def _answer(process: Process) -> dict[str, Any] | None:
    """The next answer of a process; None when it has ended."""
    assert process.stdout
    line = await process.stdout.readline()
    return json.loads(line) if line.endswith(b"\n") else None


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
