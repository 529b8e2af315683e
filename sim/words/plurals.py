"""A number with what it counts, in the singular or in the plural."""

from sim.words.language import is_chinese


def counted(count: int, one: str, many: str = "") -> str:
    """`1 life`, `5,000 lives`, `2 files`; in Chinese with the measure word of what is counted."""
    if is_chinese():
        from sim.words.chinese import COUNTED

        return f"{count:,}{COUNTED[one]}"
    return f"{count:,} {one if count == 1 else many or one + 's'}"
