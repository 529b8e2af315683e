"""Extras: features that need libraries Gongji can be installed without."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec

from sim.errors import GongjiError


class MissingExtra(GongjiError):
    """A feature was requested whose libraries are not installed; gives the command that installs them."""

    exit_code = 2

    def __init__(self, extra: str, feature: str):
        super().__init__(f"{feature}: libraries of the extra {extra} are missing; to install them:\n  {command(extra)}")


def command(extra: str) -> str:
    """What installs the libraries of an extra beside this Python, however Gongji itself was installed.

    The libraries are named, not `gongji[…]`, which is on no index. An environment made by uv has no pip.
    """
    installer = (
        f'"{sys.executable}" -m pip install' if find_spec("pip") else f'uv pip install --python "{sys.executable}"'
    )
    return " ".join([installer, *(f'"{library}"' for library in libraries(extra))])


def libraries(extra: str) -> list[str]:
    """The requirements of an extra, as the installed package declares them; else the extra of a checkout."""
    try:
        declared = requires("gongji") or []
    except PackageNotFoundError:
        return [f".[{extra}]"]
    parts = (requirement.split(";") for requirement in declared)
    return [name.strip() for name, *marker in parts if marker and marker[0].strip() in _markers(extra)]


def _markers(extra: str) -> tuple[str, str]:
    return f"extra == '{extra}'", f'extra == "{extra}"'


@contextmanager
def needs(extra: str, feature: str) -> Iterator[None]:
    """Import the libraries of an extra in this context: if one is missing, `MissingExtra` says how to install it."""
    try:
        yield
    except ImportError as error:
        raise MissingExtra(extra, feature) from error
