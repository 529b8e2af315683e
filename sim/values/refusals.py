"""Why a value cannot stand: what was found, what is allowed, the nearest right word, what to write instead."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

from sim.errors import quoted

LONGEST = 40  # of a value that a message shows
LONGEST_NAME = 60


class Refusal(ValueError):
    """A value that cannot be read. Whoever knows the place makes a `Fault` of it; a `ValueError`, as pydantic wants."""

    def __init__(
        self,
        found: str,
        allowed: str = "",
        nearest: str | Callable[[], str | None] | None = None,
        write: str | None = None,
    ):
        super().__init__(found)
        self.found = found
        self.allowed = allowed
        self.write = write
        self._nearest = nearest

    @property
    def nearest(self) -> str | None:
        """The nearest right word; looked for when somebody asks, for a file may have very many faults."""
        return self._nearest() if callable(self._nearest) else self._nearest


def shown(value: object) -> str:
    """A found value as a message shows it: quoted, on one line, not endless; a list or a mapping by its kind."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return quoted(value, LONGEST)


#: As like as this, two names are one name misspelt: Zhengzou is Zhengzhou, but Luoyang is not Puyang.
MISSPELT = 0.87

#: Who misspells a word seldom begins it with another letter: as like as this it must be then.
_BEGUN_OTHERWISE = 0.75


def nearest_word(word: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The word most like the one found, if any is like it at all; case does not count."""
    if not 0 < len(word) <= LONGEST_NAME:
        return None
    word, by_lower = word.lower(), {known.lower(): known for known in words}
    alike = get_close_matches(word, [known for known in by_lower if known[:1] == word[0]], n=1, cutoff=cutoff)
    alike += get_close_matches(word, by_lower, n=1, cutoff=max(cutoff, _BEGUN_OTHERWISE))
    close = get_close_matches(word, alike, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else None


def listed(words: Sequence[str], most: int = 30) -> str:
    """Names as a message lists them: not without end."""
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")
