"""How everything here is measured: in turn, in processor time of the thread, several times; minima and medians."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

from rich.progress import track

HERE = Path(__file__).resolve().parent
Samples = dict[str, list[float]]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this thread."""
    begin = thread_time()
    work()
    return thread_time() - begin


def in_turn(works: Mapping[str, Callable[[], float]], repetitions: int, what: str) -> Samples:
    """The seconds that each work says it took, one after the other, again and again: a busy machine slows all alike."""
    taken: Samples = {name: [] for name in works}
    for repetition in track(range(repetitions), what, transient=True):
        order = list(works)[:: 1 if repetition % 2 == 0 else -1]
        for name in order:
            taken[name].append(works[name]())
    return taken


def ratios(slower: Sequence[float], faster: Sequence[float]) -> list[float]:
    """How many times as long the one took as the other, repetition by repetition."""
    return [one / other for one, other in zip(slower, faster, strict=True)]


def spread(values: Sequence[float], places: int) -> str:
    """Median, smallest and largest."""
    return f"{median(values):,.{places}f} ({min(values):,.{places}f} to {max(values):,.{places}f})"


class Peer(AbstractContextManager):
    """A program in the peers' own environment: a line of JSON in, a line of JSON out."""

    def __init__(self, python: Path, program: str, *words: str):
        command = [str(python), str(HERE / "peers" / program), *words]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(self, line: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def answer(self, line: Any) -> dict[str, Any]:
        """What the program answers to a line."""
        assert self._process.stdout
        self.say(line)
        while answer := self._process.stdout.readline():
            if answer.startswith("{"):  # a library may greet first
                return json.loads(answer)
        sys.exit(f"{self._process.args} ended with {self._process.wait()}")

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.communicate()
