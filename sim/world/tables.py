"""Tables: the one form of a distribution that the engine knows. A draw is a look-up, the same on every processor.

A table begins with 4,096 equal slices of probability; each entry is the mean of its slice, so the mean of the whole is
exact. The last sixteen slices are never drawn themselves (they hold their means all the same): together they open 4,096
slices of their own, or the tail would be missing. In a table of times between bills the first sixteen do so too, for
there it is decided whether a rare bill comes within a run at all.

Everything is computed with `decimal`, whose `exp` and `ln` are correctly rounded, not with the processor's, whose last
bits differ between machines. The mean of a slice is the difference of the integral of the quantile function at its
bounds. Bounds are given by the probability above them, in units of 2**-20, the width of a slice of the tail.
"""

import os
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from tempfile import mkstemp

import numpy as np

from sim.cache import cache_root

SLICES = 4096
OPENED = 16  # slices at an end that together open slices of their own
CLOSED = SLICES - OPENED
ALGORITHM = 2  # part of a cached table's name: a change that can move an entry takes the next number

_WHOLE = 1 << 20  # probability one, in widths of an opened slice
_WIDTH = _WHOLE // SLICES  # of a slice that is not opened
_EQUAL = range(_WHOLE, -1, -_WIDTH)  # bounds of the equal slices, by the probability above them
_TAIL = range(SLICES, -1, -1)
_START = range(_WHOLE, _WHOLE - SLICES - 1, -1)
_LARGEST = 1 << 62

# Entries are below 2**62, 19 digits; fifty digits leave thirty behind the point.
_EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999)
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899")
_HALF = Decimal("0.5")


def gaps_table(per_year: Fraction) -> np.ndarray:
    """Times between bills that come `per_year` times in 365.25 days, in whole thousandths of a day."""
    return exponential_table(Fraction(365_250) / per_year)


def exponential_table(mean: Fraction) -> np.ndarray:
    """Exponential distribution with the given mean, in whole units of that mean, rounded half up; both ends opened."""
    if mean <= 0:
        raise ValueError(f"an exponential distribution needs a mean above zero, not {mean}")
    return _kept(_exponential, mean).copy()


def lognormal_table(median_fen: int, p90_fen: int) -> np.ndarray:
    """Lognormal distribution with the given median and 90th percentile, in whole fen, rounded half up."""
    if not 0 < median_fen <= p90_fen:
        raise ValueError(f"a lognormal distribution needs 0 < median <= p90, not {median_fen} and {p90_fen}")
    return _kept(_lognormal, median_fen, p90_fen).copy()


def grown(table: np.ndarray, growth_ppm: int, years: int) -> np.ndarray:
    """Every entry after `years` of growth, (1 + growth)**years exactly, rounded half up once."""
    factor = growth(growth_ppm, years)
    if factor >= 1 << 16:
        return np.array(multiplied(table, factor), np.int64)
    # The factor in units of 2**-48, cut off, as two halves of 32 bits: for an entry below 2**31 the product in units of
    # 2**-16 is at least `low` and less than `low` + 2. Where both round alike the result is proven, elsewhere computed.
    scaled = (factor.numerator << 48) // factor.denominator
    upper, lower = np.uint64(scaled >> 32), np.uint64(scaled & 0xFFFFFFFF)
    small = np.where(table < 1 << 31, table, 0).astype(np.uint64)
    low = small * upper + (small * lower >> np.uint64(32))
    result = (low + np.uint64(1 << 15)) >> np.uint64(16)
    in_doubt = (result != (low + np.uint64((1 << 15) + 2)) >> np.uint64(16)) | (table >= 1 << 31)
    result = result.astype(np.int64)
    result[in_doubt] = multiplied(table[in_doubt], factor)
    return result


def growth(growth_ppm: int, years: int) -> Fraction:
    """By what years of growth multiply, exactly."""
    return Fraction(1_000_000 + growth_ppm, 1_000_000) ** years


def multiplied(table: np.ndarray, factor: Fraction) -> list[int]:
    """Every entry times a factor, exactly, rounded half up."""
    twice, whole = 2 * factor.numerator, factor.denominator
    return [(entry * twice + whole) // (2 * whole) for entry in table.tolist()]


# ----------------------------------------------------------------------------- distributions


def _exponential(mean: Fraction) -> np.ndarray:
    """With probability q above, the quantile is -ln q times the mean, and its integral down to q is q ln q - q."""
    logarithms = _logarithms()
    whole = logarithms[2] * 20  # ln 2**20

    def logarithm(above: int) -> Decimal:
        if above <= SLICES:
            return logarithms[above]
        # A bound of the equal slices is a multiple of 2**8.
        return Decimal(above).ln() if above % _WIDTH else logarithms[above // _WIDTH] + 8 * logarithms[2]

    def integral(above: int) -> Decimal:
        if above == 0:
            return Decimal(0)
        return (above * (logarithm(above) - whole) - above) / _WHOLE

    return _table(integral, Decimal(mean.numerator) / mean.denominator, (_EQUAL, _TAIL, _START))


def _lognormal(median: int, p90: int) -> np.ndarray:
    """exp(mu + s z) of a normal z; its integral up to z is exp(mu + s**2 / 2) times the normal one up to z - s."""
    if median == p90:
        return np.full(2 * SLICES, median, np.int64)
    bounds = _normal_bounds()
    spread = (Decimal(p90) / median).ln() / _normal_bound(Decimal("0.4"), Decimal("1.28"))
    anchors = _anchors(int(bounds[1] + spread) + 1)

    def integral(above: int) -> Decimal:
        if above in (0, _WHOLE):
            return _HALF if above == 0 else -_HALF
        return _normal(bounds[above] - spread, anchors)

    return _table(integral, median * (spread * spread / 2).exp(), (_EQUAL, _TAIL))


def _table(integral: Callable[[int], Decimal], scale: Decimal, sections: tuple[range, ...]) -> np.ndarray:
    """Means of the slices of all sections; each is given by the bounds of its slices."""
    entries: list[int] = []
    for bounds in sections:
        density = scale * _WHOLE / -bounds.step
        means = (density * (end - begin) for begin, end in pairwise(map(integral, bounds)))
        entries += [int(mean.to_integral_value(ROUND_HALF_UP)) for mean in means]
    if max(entries) >= _LARGEST:
        raise ValueError("the distribution is too wide: its largest values do not fit into 62 bits")
    return np.array(entries, np.int64)


@lru_cache(maxsize=1)
def _logarithms() -> list[Decimal]:
    """Natural logarithms of 0 (a place only) to 4096, each the sum of those of its smallest factor and the rest."""
    logarithms = [Decimal(0)] * (SLICES + 1)
    smallest = list(range(SLICES + 1))
    for prime in range(2, SLICES + 1):
        if smallest[prime] != prime:
            logarithms[prime] = logarithms[smallest[prime]] + logarithms[prime // smallest[prime]]
            continue
        logarithms[prime] = Decimal(prime).ln()
        for multiple in range(prime * prime, SLICES + 1, prime):
            smallest[multiple] = min(smallest[multiple], prime)
    return logarithms


# ----------------------------------------------------------------------------- the normal distribution

_STEPS = 64  # anchors per unit
_TERMS = 22  # of a Taylor series; 1/64 from its anchor the rest is below 1e-49, at half that below 1e-55


@lru_cache(maxsize=8)
def _anchors(reach: int) -> list[tuple[Decimal, ...]]:
    """Taylor series of the normal density's integral from 0 to x, highest power first, about 0, 1/64, .. `reach`."""
    step = Decimal(1) / _STEPS
    root = (2 * _PI).sqrt()
    area, series = Decimal(0), []
    for number in range(reach * _STEPS + 1):
        at = number * step
        powers = [area, (-at * at / 2).exp() / root]
        for n in range(1, _TERMS):
            powers.append(-(at * powers[n] + powers[n - 1] * (n - 1) / n) / (n + 1))
        series.append(tuple(reversed(powers)))
        area = _sum(series[-1], step)
    return series


def _sum(series: tuple[Decimal, ...], distance: Decimal) -> Decimal:
    total = Decimal(0)
    for coefficient in series:
        total = total * distance + coefficient
    return total


def _sum_and_slope(series: tuple[Decimal, ...], distance: Decimal) -> tuple[Decimal, Decimal]:
    total = slope = Decimal(0)
    for coefficient in series:
        slope = slope * distance + total
        total = total * distance + coefficient
    return total, slope


def _normal(x: Decimal, anchors: list[tuple[Decimal, ...]]) -> Decimal:
    """Integral of the normal density from 0 to x."""
    size = abs(x)
    nearest = int(size * _STEPS + _HALF)
    return _sum(anchors[nearest], size - Decimal(nearest) / _STEPS).copy_sign(x)


def _normal_bound(area: Decimal, guess: Decimal) -> Decimal:
    """The x >= 0 whose integral of the normal density from 0 is `area`."""
    anchors = _anchors(6)
    x, error = guess, Decimal(1)
    while abs(error) > Decimal("1e-11"):  # the series below leaves its fifth power
        nearest = int(x * _STEPS + _HALF)
        reached, density = _sum_and_slope(anchors[nearest], x - Decimal(nearest) / _STEPS)
        error = (area - reached) / density
        square = x * x
        x += error * (1 + error * (x / 2 + error * ((2 * square + 1) / 6 + error * x * (6 * square + 7) / 24)))
    return x


@lru_cache(maxsize=1)
def _normal_bounds() -> dict[int, Decimal]:
    """Normal quantiles of the bounds of all slices but the outermost, each found from its neighbour nearer to 0."""
    bounds, x = {}, Decimal(0)
    for above in [*range(_WHOLE // 2, SLICES, -_WIDTH), *range(SLICES, 0, -1)]:
        x = _normal_bound(_HALF - Decimal(above) / _WHOLE, x)
        bounds[above], bounds[_WHOLE - above] = x, -x
    return bounds


# ----------------------------------------------------------------------------- tables already computed


@lru_cache(maxsize=256)
def _kept(compute: Callable[..., np.ndarray], *parameters: int | Fraction) -> np.ndarray:
    """The table of these parameters: known already, or read from the cache on disk, or computed and put there."""
    name = " ".join(map(str, (ALGORITHM, compute.__name__, *parameters)))
    table = _read(name)
    if table is None:
        with localcontext(_EXACT):
            table = compute(*parameters)
        _write(name, table)
    return table


def _file(name: str) -> Path:
    return cache_root() / "tables" / f"{_digest(name.encode()).hex()}.npy"


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _read(name: str) -> np.ndarray | None:
    """The table kept on disk, or None if there is none or its file is damaged. The file ends with its own digest."""
    try:
        content = _file(name).read_bytes()
    except OSError:
        return None
    if len(content) < 16 or _digest(content[:-16]) != content[-16:]:
        return None
    return np.load(BytesIO(content)).astype(np.int64)


def _write(name: str, table: np.ndarray) -> None:
    """Keep a table on disk, whole or not at all; where nothing can be written, it is computed again next time."""
    array = BytesIO()
    np.save(array, table.astype("<i8"))
    try:
        file = _file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, unfinished = mkstemp(dir=file.parent)
    except OSError:
        return
    try:
        with os.fdopen(descriptor, "wb") as output:
            output.write(array.getvalue() + _digest(array.getvalue()))
        os.replace(unfinished, file)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
