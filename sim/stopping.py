"""Ctrl-C and SIGTERM at any moment of a command: while it loads, while it works, and once it has answered.

While a command loads there is nothing to keep, so the process ends at once: an exception in the middle of an import
would only show where. While it works, a signal is a `KeyboardInterrupt`, which keeps what is finished. A process that
was started with a signal ignored, as in the background of a script, goes on ignoring it.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_FIRST_CODE = 128  # of a process ended by a signal, as shells count: 130 for Ctrl-C, 143 for SIGTERM

_received = signal.SIGINT


def exit_code() -> int:
    """The exit code of a command that was stopped: 130, or 143 if SIGTERM stopped it."""
    return _FIRST_CODE + _received


def end_at_once_when_stopped() -> None:
    """Until `interruptible`, a signal ends the process with a line and the right code."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


@contextmanager
def interruptible() -> Iterator[None]:
    """While a command works, a signal raises KeyboardInterrupt; afterwards the answer stands, and Ctrl-C is ignored.

    Only where `end_at_once_when_stopped` was called: in a program of somebody else's, signals are not ours.
    """
    handled = [number for number in SIGNALS if signal.getsignal(number) is _end]
    for number in handled:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else _interrupt)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    os.write(2, b"Stopped before anything was done.\n")
    os._exit(_FIRST_CODE + number)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    global _received
    _received = signal.Signals(number)
    raise KeyboardInterrupt
