"""Numbers for a screen: thousands separated, no more digits than are useful."""

from math import floor, log10

from sim.words.language import say
from sim.words.outcomes import Unit

MISSING = "–"
_LEAST = 1e-4  # a smaller amount is shown as 0.00; a larger one has two digits at least
_POINT = 0.01
_DUST = 1e-9  # of a number: what the rounding of floating-point sums leaves
_MOST_PLACES = 6  # no outcome is kept more finely


def decimals(largest: float, unit: str) -> int:
    """How many decimals a group of amounts needs, given the largest: none from 1,000 on."""
    if largest >= 1_000:
        return 0
    return 2 if unit == Unit.YUAN else 1


def finer(places: int, low: float | None, high: float | None) -> int:
    """`places`; where a number known from `low` to `high` would look the same at both ends, two digits of the width."""
    if low is None or high is None or not _DUST * max(abs(low), abs(high)) < high - low < 10.0**-places:
        return places
    return min(1 - floor(log10(high - low)), max(places, _MOST_PLACES))


def number(value: float | None, places: int) -> str:
    """An amount with thousands separated; an exact zero has no decimals, and rounding gives no `-0`."""
    if value is None:
        return MISSING
    text = f"{value:,.{places}f}"
    if value == 0:
        return "0"
    if text.strip("-0."):
        return text
    return text.removeprefix("-") if abs(value) < _LEAST else f"{value:.{1 - floor(log10(abs(value)))}f}"


def estimate(value: float | None, low: float | None, high: float | None, places: int) -> str:
    """A number that is known from `low` to `high`: no more digits than two of this width.

    Two digits where nothing is known of its ends.
    """
    return MISSING if value is None else rounded(value, last_digit(value, low, high, places))


def last_digit(value: float, low: float | None, high: float | None, places: int) -> int:
    """The power of ten of the last digit that an interval leaves a number, no finer than `places` decimals."""
    width = abs(value) if low is None or high is None else high - low
    return max(floor(log10(width)) - 1, -places) if width else -places


def rounded(value: float, last: int) -> str:
    """A number down to its digit of a power of ten."""
    return number(round(value, -last), max(0, -last))


def percentage(value: float | None, places: int = 1) -> str:
    """A share in per cent: 0 is shown only for none, and 100 only for all."""
    if value is None:
        return MISSING
    if value in (0, 1):
        return f"{value * 100:.0f}"
    least = 10.0**-places
    if value * 100 < least:
        return f"< {least:g}"
    return f"> {100 - least:g}" if value * 100 > 100 - least else f"{value * 100:.{places}f}"


def share(value: float | None, half: float = 0.0) -> str:
    """A share as a percentage with one decimal, or none if half of its interval is a point or more."""
    return MISSING if value is None else f"{percentage(value, 0 if half >= _POINT else 1)} %"


def seconds(value: float) -> str:
    """A duration: `0.8 s`, `42 s`, `3 min 05 s`."""
    if value < 10:
        return say("{seconds} s", seconds=f"{value:.1f}")
    minutes, rest = divmod(round(value), 60)
    if not minutes:
        return say("{seconds} s", seconds=str(rest))
    return say("{minutes} min {seconds} s", minutes=minutes, seconds=f"{rest:02d}")
