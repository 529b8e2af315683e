"""A number with what it counts, in the singular or in the plural."""


def counted(count: int, one: str, many: str = "") -> str:
    """`1 life`, `5,000 lives`, `2 files`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
