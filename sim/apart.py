"""What other processes do beside this one: lives where kernels are not compiled, charts while others are described."""

import atexit
import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from queue import SimpleQueue
from typing import Any, TypeVar

from sim.kernel_cache import PLAIN, is_interpreted

_Done = TypeVar("_Done")
_COLLECTED = 10  # answers after which a process frees what nobody needs: a life takes some 30 MB
_PROGRAM = "from sim.apart import do_for_parent; do_for_parent()"


class Helper:
    """A process that does one thing after the other; it starts with the first, and stays until this one ends."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._started_by = 0
        self._unread = 0  # answers that nobody waits for

    def begin(self, task: Callable[..., object], given: tuple) -> None:
        """Start the process with something that prepares it, whose answer nobody needs; one that runs is prepared."""
        with self._lock:
            if not self._runs():
                self._ask(self._running(), task, given)
                self._unread += 1

    def done(self, task: Callable[..., _Done], given: tuple) -> _Done:
        """What a function returns there. Raises what it raised, and `CalledProcessError` if the process ended."""
        with self._lock:
            process = self._running()
            try:
                found = self._answer(process, task, given)
            except BaseException:  # also Ctrl-C: an answer that nobody read would be taken for the next one
                self.end()
                raise
        if isinstance(found, Exception):
            raise found
        return found

    def _running(self) -> "subprocess.Popen[bytes]":
        if not self._runs() or self._process is None:
            self._started_by, self._unread = os.getpid(), 0
            atexit.register(self.end)
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, PLAIN: "1"},
            )
        return self._process

    def _runs(self) -> bool:
        """Whether the process is there, and is this one's: one that was copied still has the other's."""
        return self._process is not None and self._started_by == os.getpid() and self._process.poll() is None

    def _answer(self, process: "subprocess.Popen[bytes]", task: Callable[..., object], given: tuple) -> Any:
        assert process.stdout
        try:
            self._ask(process, task, given)
            while self._unread:
                pickle.load(process.stdout)
                self._unread -= 1
            return pickle.load(process.stdout)
        except (EOFError, BrokenPipeError):
            raise subprocess.CalledProcessError(process.wait(), process.args) from None

    def _ask(self, process: "subprocess.Popen[bytes]", task: Callable[..., object], given: tuple) -> None:
        assert process.stdin
        pickle.dump((os.getcwd(), task, given), process.stdin)
        process.stdin.flush()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        atexit.unregister(self.end)
        if self._process is not None and self._started_by == os.getpid():
            self._process.kill()
            self._process.communicate()
        self._process = None


_HELPER = Helper()  # stays for the next life


def begin(task: Callable[..., object], given: tuple) -> None:
    """Start a process for what `each` will soon be asked, with something that prepares it."""
    if not is_interpreted():
        _HELPER.begin(task, given)


def each(task: Callable[..., _Done], wanted: Sequence[tuple], busy: int = 0) -> list[_Done]:
    """What a function of a module returns for these arguments, each in a process where kernels are not compiled.

    As many at a time as there are processors, without those that are busy with something else meanwhile.
    """
    return [task(*given) for given in wanted] if is_interpreted() else each_apart(task, wanted, busy)


def each_apart(task: Callable[..., _Done], wanted: Sequence[tuple], busy: int = 0) -> list[_Done]:
    """The same, in other processes in any case."""
    at_a_time = max(1, min(len(wanted), (os.cpu_count() or 1) - busy))
    helpers = [_HELPER, *(Helper() for _ in range(at_a_time - 1))]
    free: SimpleQueue[Helper] = SimpleQueue()
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
    gc.disable()  # a life writes down what all stays: to look through it for garbage takes a tenth of the time
    for place in count(1):
        try:
            folder, task, given = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        os.chdir(folder)  # paths of the scenario's files may be relative to it
        try:
            found: object = task(*given)
        except GongjiError as error:
            found = error
        try:
            pickle.dump(found, answers)
            answers.flush()
        except BrokenPipeError:  # that process was ended: nobody is left to answer
            os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())
            return
        if place % _COLLECTED == 0:
            gc.collect()
