"""Extensions: Python files, named by a scenario, that replace rules of the law or add processes.

    source.py       the files, as they were read
    replaceable.py  the functions that may be replaced: the program's own sources, read
    declared.py     what a file declares, and every fault of it, read without running it
    loading.py      a file run: its functions, and errors in them as faults of the file
    given.py        functions of a notebook as a file

A file marks with these what it replaces and adds. They change nothing: a marked function is called as it stands.
"""

from collections.abc import Callable
from typing import Any, TypeVar, overload

Function = TypeVar("Function", bound=Callable[..., Any])

#: Where a marked function says which rule it replaces: its own name unless another was given.
REPLACES = "__replaces__"


@overload
def rule(named: Function) -> Function: ...
@overload
def rule(named: str) -> Callable[[Function], Function]: ...
def rule(named: Any) -> Any:
    """Mark a function that replaces the rule of its name, or of the name given: `@rule("employee_contribution")`."""
    if callable(named):
        setattr(named, REPLACES, named.__name__)
        return named

    def marked(function: Function) -> Function:
        setattr(function, REPLACES, named)
        return function

    return marked


def process(function: Function) -> Function:
    """Mark a generator function as a process: it takes the run of a block and waits for days of its calendar."""
    return function
