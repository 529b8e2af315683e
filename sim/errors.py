"""The one tree of errors: whatever Gongji says when it cannot go on descends from `GongjiError`."""


class GongjiError(Exception):
    """Something that a user can act on: the command prints its text, then the hint, and ends with the exit code.

    Every room keeps its own kinds beside the code that raises them; all of them descend from this class.
    """

    exit_code: int = 1
    hint: str = ""
