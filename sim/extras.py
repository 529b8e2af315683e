"""Extras: features that need libraries Gongji can be installed without."""

from collections.abc import Iterator
from contextlib import contextmanager

from sim.errors import GongjiError


class MissingExtra(GongjiError):
    """A feature was requested whose libraries are not installed; says how to install them."""

    exit_code = 2

    def __init__(self, extra: str, feature: str):
        super().__init__(f"{feature} needs the libraries of an extra: pip install 'gongji[{extra}]'")


@contextmanager
def needs(extra: str, feature: str) -> Iterator[None]:
    """Import the libraries of an extra in this context: if one is missing, `MissingExtra` says how to install it."""
    try:
        yield
    except ImportError as error:
        raise MissingExtra(extra, feature) from error
