"""The language of what is shown: a sentence stands in English where it is said, in Chinese in a catalogue.

English is what files, documents and hashes are written in, whatever the language of the screen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_CURRENT: ContextVar[Language] = ContextVar("language", default="en")


def language() -> Language:
    """The language that is spoken now."""
    return _CURRENT.get()


def is_chinese() -> bool:
    """Whether that is Chinese."""
    return _CURRENT.get() == "zh"


@contextmanager
def speaking(spoken: Language) -> Iterator[None]:
    """Within this, whatever is said is said in a language."""
    before = _CURRENT.set(spoken)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def say(english: str, **values: object) -> str:
    """A sentence or a word in the language that is spoken, with its values; days are written as people write them."""
    text = _chinese(english) if is_chinese() else english
    if not values:
        return text
    return text.format(**{name: written(value) for name, value in values.items()})


def words(*english: str) -> tuple[str, ...]:
    """Several words, such as the heads of a table."""
    return tuple(map(say, english))


def on_page(english: str, spoken: Language) -> str:
    """A text of a page or of a chart, which have room for words that a screen of 80 columns shortens."""
    if spoken == "en":
        return english
    from sim.words.chinese import ON_PAGES

    return ON_PAGES[english]


def _chinese(english: str) -> str:
    from sim.words.chinese import TEXTS

    return TEXTS.get(english, english)


def written(value: Any) -> Any:
    """A value as a sentence has it."""
    return day_text(value) if isinstance(value, date) else value


def day_text(day: date) -> str:
    """`2030-03-01`, or `2030年3月1日`."""
    return f"{day.year}年{day.month}月{day.day}日" if is_chinese() else day.isoformat()


def month_text(month: int) -> str:
    """A month by its index: `2030-03`, or `2030年3月`."""
    year, place = divmod(month, 12)
    return f"{year}年{place + 1}月" if is_chinese() else f"{year}-{place + 1:02d}"


def meaning(declared: Any) -> str:
    """What a member of a table of words means."""
    return declared.chinese if is_chinese() else declared.english


def with_term(declared: Any) -> str:
    """The same; in English with the Chinese term behind it."""
    return declared.chinese if is_chinese() else f"{declared.english} ({declared.chinese})"


def listed(parts: "list[str] | tuple[str, ...]") -> str:
    """The parts of a list, with what the language puts between them."""
    return ("、" if is_chinese() else ", ").join(parts)
