"""Standard output that is no error when its reader goes away, as `head` does after some lines."""

import errno
import io
from typing import Any


class _Pipe(io.FileIO):
    """A file whose writes go nowhere once its reader has closed the pipe (an invalid argument on Windows)."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.EINVAL):
                raise
            return len(data)


def deaf(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """The same stream, but for a closed pipe; the work goes on, so that the exit code is that of the work."""
    return io.TextIOWrapper(io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False)), stream.encoding)
