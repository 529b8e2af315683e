"""Standard output and standard error that never end a command: their reader may go away, their disk may be full."""

import errno
import io
from typing import Any, Self, TextIO

_GONE = (errno.EPIPE, errno.EINVAL)  # the reader of a pipe has gone, as `head` does; the second on Windows


class _Sink(io.FileIO):
    """A file that takes no more once a write has failed, and knows why."""

    refused = ""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in _GONE:
                self.refused = error.strerror or str(error)
            return memoryview(data).nbytes


class Output(io.TextIOWrapper):
    """A stream as text; what cannot be written goes nowhere, so that the work goes on and the exit code is its own."""

    def __init__(self, descriptor: int, encoding: str):
        self._sink = _Sink(descriptor, "w", closefd=False)
        super().__init__(io.BufferedWriter(self._sink), encoding, errors="replace")

    @classmethod
    def instead_of(cls, stream: TextIO | None) -> Self | None:
        """The same file or pipe, or none where it is neither: a terminal, a test's, or closed from the beginning."""
        if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
            return None
        return cls(stream.fileno(), stream.encoding)

    def refused(self) -> str:
        """Why the system took not all of it; nothing if it did, or if its reader has gone away."""
        self.flush()
        return self._sink.refused
