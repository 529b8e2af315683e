"""What the members of a table share: a number for kernels, a word for files, the meaning in both languages."""

from enum import Enum, IntEnum


class Member(IntEnum):
    """A whole number with its meaning; a kernel reads the number, so the value is nothing but that."""

    english: str
    chinese: str

    def __new__(cls, number: int, english: str = "", chinese: str = ""):
        member = int.__new__(cls, number)
        member._value_ = number
        member.english, member.chinese = english, chinese
        return member

    @property
    def word(self) -> str:
        """The word as a file writes it."""
        return self.name.lower()


def word_of(member: Enum) -> str:
    """The word as a file writes it, of a member of any list of words."""
    return member.word if hasattr(member, "word") else str(member.name).lower()  # type: ignore[attr-defined]


def words_of(members: type[Enum]) -> tuple[str, ...]:
    """All words of a list."""
    return tuple(word_of(member) for member in members)
