"""Runs the tests that can see a mutant, for every mutant, and lists those that survive: `make mutants`.

    make mutants ARGS="sim/rules/coverage.py"      of one file
    make mutants ARGS="--seconds 30 sim/processes" at most so many seconds of tests for a mutant
    make mutants ARGS="--longest 2 sim/processes"  no test that takes longer by itself

Nothing is compiled (NUMBA_DISABLE_JIT=1), tests are collected once, and each mutant lives in a forked process. First
every test file is run once to learn which test reaches which line, and how long it takes; that, and every mutant that
was killed, is kept in build/mutants until a file it rests on changes. So a run that was stopped goes on where it was,
and after an edit only tests that reach a changed file are run anew.

A mutant that no test can kill, because it computes the same, is explained in equivalent.yaml.
"""

import json
import os
import resource
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import Any

import coverage
import pytest
import yaml
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.mutants import Mutant, function_of, mutants_of

ROOT = Path(__file__).parents[2]
PATHS = ["sim/rules", "sim/processes"]
TESTS = [
    "sim/rules",
    "tests/rules",
    "tests/processes",
    "tests/plan",
    "tests/regions",
    "tests/test_found.py",
    "tests/test_scenarios.py",
    "tests/conformance/test_lives.py",
    "tests/reference/test_households.py::test_households_of_a_fixed_sample_agree",
]
# Tests read what these declare without running a line of them, so all tests rest on them.
DECLARED = ["sim/words", "sim/state"]
KEPT = ROOT / "build" / "mutants"
EXPLAINED = Path(__file__).parent / "equivalent.yaml"

PART = 20  # tests of a file that one process runs to learn what they reach

KILLED, SURVIVED, UNSEEN = "killed", "survived", "unseen"
PARTLY = "survived the tests there was time for"


def main() -> int:
    parser = ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", default=PATHS, help="files and folders to change")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="files and folders of tests to run")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--seconds", type=float, default=60, help="most seconds of tests for one mutant")
    parser.add_argument("--longest", type=float, default=5, help="most seconds of a single test")
    options = parser.parse_args()
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":
        parser.error("only plain functions can be changed: set NUMBA_DISABLE_JIT=1")
    os.chdir(ROOT)
    settings.register_profile(
        "mutants", database=None, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("mutants")
    hunt = Hunt(options.paths, options.jobs, options.seconds, options.longest)
    arguments = [
        "-m",
        "not slow and not long",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:warnings",
        "-q",
        "-s",
        "--benchmark-disable",
    ]
    code = pytest.main([*arguments, *options.tests], plugins=[hunt])
    return int(code) or hunt.report()


class Hunt:
    """A plugin that, instead of running the collected tests, runs those that can see a mutant, mutant by mutant."""

    def __init__(self, paths: list[str], jobs: int, seconds: float, longest: float):
        files = [
            file for path in paths for file in ([Path(path)] if path.endswith(".py") else Path(path).rglob("*.py"))
        ]
        self.files = sorted(ROOT / file for file in files)
        self.jobs, self.seconds, self.longest = jobs, seconds, longest
        self.mutants: list[Mutant] = []
        self.verdicts: dict[str, str] = {}
        self.kills = Notes(KEPT / "killed.jsonl")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} errors while tests were collected")
        items = {item.nodeid: item for item in session.items}
        reach, durations = self.reach(items)
        self.mutants = [mutant for file in self.files for mutant in mutants_of(file, ROOT)]
        queue = []
        killers: dict[str, dict[str, None]] = defaultdict(dict)
        for mutant in self.mutants:
            seeing = {
                test for line in range(mutant.first, mutant.last + 1) for test in reach[mutant.path].get(line, ())
            }
            killer = self.kills.get(self.note_of(mutant))
            if not seeing:
                self.verdicts[mutant.key] = UNSEEN
            elif killer in items:
                self.verdicts[mutant.key] = KILLED
                killers[mutant.path][killer] = None
            else:
                queue.append((mutant, [items[test] for test in sorted(seeing)]))
        say(f"{len(self.mutants)} mutants, {len(queue)} of them to be tried")
        tried = {mutant.key: mutant for mutant, _ in queue}
        work = {
            mutant.key: Trial(mutant, tests, durations, killers[mutant.path], self.seconds, self.longest)
            for mutant, tests in queue
        }
        for done, (key, answer) in enumerate(forked(work, self.jobs), start=1):
            # a child that said nothing ran out of time or memory: its mutant was noticed
            killer = work[key].tests[0].nodeid if answer is None else answer
            self.verdicts[key] = KILLED if killer else SURVIVED if work[key].all_run else PARTLY
            if killer:
                self.kills.put(self.note_of(tried[key]), killer)
                killers[tried[key].path].pop(killer, None)
                killers[tried[key].path][killer] = None
            else:
                say(f"{self.verdicts[key]:9} {tried[key]}")
            if done % 100 == 0:
                say(f"{done} of {len(work)} tried")
        return True

    def reach(self, items: dict[str, pytest.Item]) -> tuple[dict[str, dict[int, list[str]]], dict[str, float]]:
        """The tests that reach each line of each file, and the seconds that each test takes."""
        declared = [file for folder in DECLARED for file in sorted((ROOT / folder).rglob("*.py"))]
        common = digest(declared + sorted((ROOT / "tests").rglob("conftest.py")))
        by_file: dict[Path, list[pytest.Item]] = defaultdict(list)
        for item in items.values():
            by_file[item.path].append(item)
        parts = {
            f"{common} {digest([file])} {file.relative_to(ROOT)} {first}": Reach(tests[first : first + PART])
            for file, tests in by_file.items()
            for first in range(0, len(tests), PART)
        }
        notes = Notes(KEPT / "reach.jsonl")
        work = {name: part for name, part in parts.items() if name not in notes or is_stale(notes.get(name))}
        if work:
            say(f"running {sum(len(part.tests) for part in work.values())} tests to learn what they reach")
        for name, answer in forked(work, self.jobs):
            if answer is None or answer["failed"]:
                pytest.exit(f"without a mutant fails: {answer['failed'] if answer else name}", returncode=1)
            notes.put(name, answer)
        lines: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        durations: dict[str, float] = {}
        for name in parts:
            durations |= notes.get(name)["seconds"]
            for path, reached in notes.get(name)["lines"].items():
                for line, tests in reached.items():
                    lines[path][int(line)] += tests
        return lines, durations

    def note_of(self, mutant: Mutant) -> str:
        return f"{digest([ROOT / mutant.path])} {mutant.key}"

    def report(self) -> int:
        """Say what survived; 1 if something of it is not explained, or if an explanation explains nothing."""
        explained: dict[str, str] = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or {}
        alive = [mutant for mutant in self.mutants if self.verdicts.get(mutant.key) != KILLED]
        open_ones = [mutant for mutant in alive if mutant.key not in explained]
        mine = {mutant.path for mutant in self.mutants}
        keys = {mutant.key for mutant in alive}
        stale = [key for key in explained if key.split(" ")[0] in mine and key not in keys]
        for mutant in open_ones:
            say(f"{self.verdicts[mutant.key]:9} {mutant}")
        for key in stale:
            say(f"explained in {EXPLAINED.name}, but killed or gone: {key}")
        say(
            f"{len(self.mutants)} mutants: {len(self.mutants) - len(alive)} killed, "
            f"{len(alive) - len(open_ones)} explained, {len(open_ones)} survived"
        )
        return 1 if open_ones or stale else 0


# ----------------------------------------------------------------------------- what forked processes do


class Reach:
    """Runs tests as they are, and says which lines of the package each reaches and how long it takes."""

    def __init__(self, tests: list[pytest.Item]):
        self.tests, self.limit = tests, 1200.0

    def __call__(self) -> dict[str, Any]:
        found = coverage.Coverage(data_file=None, config_file=False, include=[str(ROOT / "sim" / "*")])
        seconds, failed = {}, []
        found.start()
        for test, following in pairs(self.tests):
            found.switch_context(test.nodeid)
            started = time.process_time()
            if fails(test, following):
                failed.append(test.nodeid)
            seconds[test.nodeid] = time.process_time() - started
        found.stop()
        data, lines = found.get_data(), {}
        for file in data.measured_files():
            by_line = {line: [name for name in names if name] for line, names in data.contexts_by_lineno(file).items()}
            lines[Path(file).relative_to(ROOT).as_posix()] = {line: names for line, names in by_line.items() if names}
        reached = {path: digest([ROOT / path]) for path in lines}
        return {"failed": failed, "seconds": seconds, "lines": lines, "reached": reached}


class Trial:
    """Puts a mutant in its place and runs tests until one fails; answers with its name, or with nothing.

    Tests that killed other mutants of the same file come first, then the others, the quickest first in both. Left out
    are tests that take too long by themselves, and those beyond the seconds that all may take together; the first in
    order is run in any case.
    """

    def __init__(
        self,
        mutant: Mutant,
        tests: list[pytest.Item],
        durations: dict[str, float],
        killers: dict[str, None],
        seconds: float,
        longest: float,
    ):
        self.mutant, self.seeing, self.durations, self.killers = mutant, tests, durations, killers
        self.seconds, self.longest = seconds, longest

    @property
    def tests(self) -> list[pytest.Item]:
        def place(test: pytest.Item) -> tuple[bool, bool, float]:
            duration = self.durations[test.nodeid]
            return duration > self.longest, test.nodeid not in self.killers, duration

        first, *others = sorted(self.seeing, key=place)
        chosen, total = [first], self.durations[first.nodeid]
        for test in others:
            duration = self.durations[test.nodeid]
            total += duration
            if duration > self.longest or total > self.seconds:
                break
            chosen.append(test)
        return chosen

    @property
    def all_run(self) -> bool:
        return len(self.tests) == len(self.seeing)

    @property
    def limit(self) -> float:
        return 5 + 10 * sum(self.durations[test.nodeid] for test in self.tests)

    def __call__(self) -> str:
        function_of(self.mutant).__code__ = self.mutant.compiled()
        return next((test.nodeid for test, following in pairs(self.tests) if fails(test, following)), "")


def pairs(tests: list[pytest.Item]) -> Iterable[tuple[pytest.Item, pytest.Item | None]]:
    return zip(tests, [*tests[1:], None])


def fails(test: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(test, nextitem=following, log=False))


def forked(work: dict[Any, Callable[[], Any]], jobs: int) -> Iterator[tuple[Any, Any]]:
    """The answers of some tasks, each from a process of its own, as they come; None from one that died."""
    waiting, running = list(reversed(work.items())), {}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        while waiting or running:
            while waiting and len(running) < jobs:
                key, task = waiting.pop()
                place = Path(folder) / str(len(waiting))
                place.mkdir()
                running[start(task, place)] = (key, place)
            pid, status = os.wait()
            key, place = running.pop(pid)
            answer = json.loads((place / "answer").read_text()) if status == 0 else None
            rmtree(place, ignore_errors=True)
            yield key, answer


def start(task: Any, place: Path) -> int:
    """Fork a process that writes the answer of a task; it dies when it takes much longer than the tests take."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (int(task.limit) + 1, int(task.limit) + 2))
        signal.alarm(10 * int(task.limit))  # one that waits for ever takes no processor time
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(place)
        (place / "answer").write_text(json.dumps(task()))
        code = 0
    finally:
        os._exit(code)


# ----------------------------------------------------------------------------- what is kept


class Notes:
    """Answers by name, a line each, in a file that only grows."""

    def __init__(self, path: Path):
        self.path, self.notes = path, {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                name, answer = json.loads(line)
                self.notes[name] = answer

    def __contains__(self, name: str) -> bool:
        return name in self.notes

    def get(self, name: str) -> Any:
        return self.notes.get(name)

    def put(self, name: str, answer: Any) -> None:
        self.notes[name] = answer
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, answer], ensure_ascii=False) + "\n")


def digest(files: Iterable[Path]) -> str:
    found = blake2b(digest_size=8)
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


def is_stale(answer: dict[str, Any]) -> bool:
    """Whether a file that the tests reached has changed since, or is gone."""
    files = {ROOT / path: was for path, was in answer["reached"].items()}
    return any(not file.exists() or digest([file]) != was for file, was in files.items())


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
