"""Numbers for a screen: thousands separated, no more digits than are useful."""

from sim.words.outcomes import Unit

MISSING = "–"


def decimals(largest: float, unit: str) -> int:
    """How many decimals a group of amounts needs, given the largest: none from 1,000 on."""
    if largest >= 1_000:
        return 0
    return 2 if unit == Unit.YUAN else 1


def number(value: float | None, places: int) -> str:
    """An amount with thousands separated; an exact zero has no decimals, and rounding gives no `-0`."""
    if value is None:
        return MISSING
    text = f"{value:,.{places}f}"
    if value == 0:
        return "0"
    return text.removeprefix("-") if not text.strip("-0.") else text


def share(value: float | None) -> str:
    """A share of lives as a percentage with one decimal: 0 % is shown only for none, and 100 % only for all."""
    if value is None:
        return MISSING
    if value in (0, 1):
        return f"{value * 100:.0f} %"
    if value < 0.001:
        return "< 0.1 %"
    return "> 99.9 %" if value > 0.999 else f"{value * 100:.1f} %"


def seconds(value: float) -> str:
    """A duration: `0.8 s`, `42 s`, `3 min 05 s`."""
    if value < 10:
        return f"{value:.1f} s"
    whole = round(value)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 life`, `5,000 lives`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
