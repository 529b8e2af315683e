"""What is asked of a study beside the file: checked here, so that the command and Python say the same."""

from collections.abc import Iterable

from sim.values.refusals import nearest_word


class BadArgument(Exception):
    """An argument that cannot be followed: which, what is wrong with it, and what would do."""

    def __init__(self, argument: str, message: str):
        self.argument = argument
        super().__init__(f"{argument}: {message}")


def known(argument: str, asked: Iterable[str], allowed: Iterable[str], what: str) -> tuple[str, ...]:
    """The words asked for, each once; one that is not allowed is answered with the nearest that is."""
    allowed = tuple(allowed)
    found = tuple(dict.fromkeys(asked))
    wrong = [word for word in found if word not in allowed]
    if wrong:
        raise BadArgument(argument, "\n".join(_unknown(word, allowed, what) for word in wrong))
    return found


def _unknown(word: str, allowed: tuple[str, ...], what: str) -> str:
    close = nearest_word(word, allowed)
    hint = f"; did you mean {close}?" if close else ""
    return f"{word!r} is no {what}{hint}  allowed: {', '.join(allowed) or 'none'}"


def words(given: str | Iterable[str]) -> tuple[str, ...]:
    """Several words: a list of them, or one text with commas between."""
    found = given.split(",") if isinstance(given, str) else given
    return tuple(word.strip() for word in found if word.strip())
