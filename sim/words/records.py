"""How a record of whole numbers is declared: a class whose annotations name its fields, in the order of memory.

    class Job:
        wage: int
        months: Annotated[Ints, 12]
        employer: Employer  # another record

The class serves type checkers as it stands. `sim/world/records.py` makes the NumPy type of it.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol, get_type_hints


class Ints(Protocol):
    """A vector of whole numbers within a record; its length stands in the declaration."""

    @property
    def size(self) -> int: ...
    def __getitem__(self, index: int) -> int: ...
    def __setitem__(self, index: int, value: int) -> None: ...


class Field(NamedTuple):
    """A field: a number (`record` None, `length` None), a vector of them, or a record within the record."""

    name: str
    record: type | None = None
    length: int | None = None


def fields_of(record: type) -> Iterator[Field]:
    """The fields of a declared record, in its order."""
    for name, declared in get_type_hints(record, include_extras=True).items():
        if declared is int:
            yield Field(name)
        elif getattr(declared, "__origin__", None) is Ints:
            yield Field(name, length=declared.__metadata__[0])
        else:
            yield Field(name, record=declared)
