"""What Gongji can do only with libraries it is not always installed with."""

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtra(Exception):
    """Something was asked for that needs libraries of an extra; says how they are installed."""

    def __init__(self, extra: str, what: str):
        super().__init__(f"{what} needs what Gongji installs with: pip install 'gongji[{extra}]'")


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Around the imports of an extra's libraries: where one is missing, says what needs it and how to get it."""
    try:
        yield
    except ImportError as error:
        raise MissingExtra(extra, what) from error
