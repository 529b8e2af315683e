"""What is done about lives by other processes, in which kernels are not compiled; the first stays for the next life."""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

from sim.kernel_cache import PLAIN, is_interpreted

_Done = TypeVar("_Done")
_PROGRAM = "from sim.explain.apart import do_for_parent; do_for_parent()"


class _Helper:
    """A process that does one thing after the other, started with the first."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._started_by = 0

    def done(self, task: Callable[..., _Done], given: tuple) -> _Done:
        """What a function returns there. Raises what it raised, and `CalledProcessError` if the process ended."""
        with self._lock:
            process = self._running()
            try:
                found = self._answer(process, (os.getcwd(), task, given))
            except BaseException:  # also Ctrl-C: an answer that nobody read would be taken for the next one
                self.end()
                raise
        if isinstance(found, Exception):
            raise found
        return found

    def _running(self) -> "subprocess.Popen[bytes]":
        forked = self._started_by != os.getpid()  # the process that was copied still uses it
        if forked or self._process is None or self._process.poll() is not None:
            self._started_by = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, PLAIN: "1"},
            )
        return self._process

    def _answer(self, process: "subprocess.Popen[bytes]", question: object) -> Any:
        assert process.stdin and process.stdout
        try:
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except (EOFError, BrokenPipeError):
            raise subprocess.CalledProcessError(process.wait(), process.args) from None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None and self._started_by == os.getpid():
            self._process.kill()
            self._process.communicate()
        self._process = None


_HELPER = _Helper()  # stays for the next life
atexit.register(_HELPER.end)


def each(task: Callable[..., _Done], wanted: Sequence[tuple]) -> list[_Done]:
    """What a function of a module returns for these arguments, each in a process where kernels are not compiled."""
    return [task(*given) for given in wanted] if is_interpreted() else each_apart(task, wanted)


def each_apart(task: Callable[..., _Done], wanted: Sequence[tuple]) -> list[_Done]:
    """The same in other processes; as many at a time as there are processors."""
    helpers = [_HELPER, *(_Helper() for _ in range(min(len(wanted), os.cpu_count() or 1) - 1))]
    free: SimpleQueue[_Helper] = SimpleQueue()
    for helper in helpers:
        free.put(helper)

    def ask(given: tuple) -> _Done:
        helper = free.get()
        try:
            return helper.done(task, given)
        finally:
            free.put(helper)

    with ThreadPoolExecutor(len(helpers)) as pool:
        try:
            return list(pool.map(ask, wanted))
        except BaseException:  # also Ctrl-C: nobody waits for the others
            _HELPER.end()
            raise
        finally:
            for helper in helpers[1:]:
                helper.end()


def do_for_parent() -> None:
    """Do what the process which started this one wants, and send back what comes out, until it ends."""
    from sim.errors import GongjiError

    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what an extension prints is no answer
    while True:
        try:
            folder, task, given = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        os.chdir(folder)  # paths of the scenario's files may be relative to it
        try:
            found: object = task(*given)
        except GongjiError as error:
            found = error
        pickle.dump(found, answers)
        answers.flush()
