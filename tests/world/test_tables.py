"""Tables: entries against an independent computation, means and quantiles against the distribution, and the cache."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import exp, expm1, log, log1p
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.world import tables
from sim.world.tables import CLOSED, OPENED, SLICES, exponential_table, gaps_table, grown, lognormal_table

COSTS = [(15_000, 60_000), (1_200_000, 5_000_000), (300, 310), (20_000, 100_000)]
WIDE = (20_000, 2_000_000)
PER_YEAR = [Fraction(6), Fraction(1, 10), Fraction(365), Fraction(25, 2)]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGJI_CACHE", str(tmp_path))
    tables._kept.cache_clear()
    yield tmp_path / "tables"
    tables._kept.cache_clear()


def bounds(entry: int) -> tuple[Fraction, Fraction]:
    """Probability below and up to the upper end of the slice of an entry."""
    if entry < SLICES:
        return Fraction(entry, SLICES), Fraction(entry + 1, SLICES)
    first, place = (Fraction(CLOSED, SLICES), entry - SLICES) if entry < 2 * SLICES else (0, entry - 2 * SLICES)
    return first + Fraction(place, 1 << 20), first + Fraction(place + 1, 1 << 20)


def table_mean(table: np.ndarray) -> Fraction:
    """Mean of what is drawn: the slices that are not opened, and those that the others open."""
    first = OPENED if table.size > 2 * SLICES else 0
    return Fraction(int(table[first:CLOSED].sum()), SLICES) + Fraction(int(table[SLICES:].sum()), 1 << 20)


def drawn_at(table: np.ndarray, probability: float) -> int:
    """The quantile of what is drawn."""
    slice_ = int(probability * SLICES)
    if slice_ < OPENED and table.size > 2 * SLICES:
        return table[2 * SLICES + int(probability * (1 << 20))]
    return table[slice_] if slice_ < CLOSED else table[SLICES + int(probability * (1 << 20)) - CLOSED * 256]


# --------------------------------------------------------------- an independent computation, sixty digits and more


def ratio(fraction: Fraction) -> Decimal:
    return Decimal(fraction.numerator) / fraction.denominator


def machin() -> Decimal:
    """Pi by Machin's formula."""

    def arctan_of_inverse(n: int) -> Decimal:
        total, power, k = Decimal(0), Decimal(1) / n, 0
        while abs(power) > Decimal("1e-85"):
            total += power / (2 * k + 1)
            power, k = -power / (n * n), k + 1
        return total

    return 16 * arctan_of_inverse(5) - 4 * arctan_of_inverse(239)


def normal_cdf(x: Decimal) -> Decimal:
    """By the series x + x^3/3 + x^5/(3*5) + .., all of one sign, times the density."""
    term, total, n = x, x, 1
    while abs(term) > Decimal("1e-80"):
        n += 2
        term = term * x * x / n
        total += term
    return Decimal("0.5") + total * normal_density(x)


def normal_density(x: Decimal) -> Decimal:
    return (-x * x / 2).exp() / (2 * machin()).sqrt()


def normal_quantile(p: Decimal) -> Decimal:
    x = Decimal(NormalDist().inv_cdf(float(p)))
    for _ in range(3):
        x += (p - normal_cdf(x)) / normal_density(x)
    return x


def lognormal_mean_between(median: int, p90: int, low: Fraction, high: Fraction) -> Decimal:
    """By the normal distribution function, each bound found by Newton's method from a float."""
    spread = (Decimal(p90) / median).ln() / normal_quantile(Decimal("0.9"))
    upper = normal_cdf(normal_quantile(ratio(high)) - spread) if high < 1 else Decimal(1)
    lower = normal_cdf(normal_quantile(ratio(low)) - spread) if low > 0 else Decimal(0)
    return median * (spread * spread / 2).exp() * (upper - lower) / ratio(high - low)


def lognormal_mean_by_simpson(median: int, p90: int, low: Fraction, high: Fraction) -> Decimal:
    """By integrating the value times the density from bound to bound: knows no closed form."""
    spread = (Decimal(p90) / median).ln() / normal_quantile(Decimal("0.9"))
    begin, end = normal_quantile(ratio(low)), normal_quantile(ratio(high))
    step = (end - begin) / 16
    values = [(spread * z).exp() * normal_density(z) for z in (begin + k * step for k in range(17))]
    integral = (values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2])) * step / 3
    return median * integral / ratio(high - low)


def exponential_mean_between(mean: Fraction, low: Fraction, high: Fraction) -> Decimal:
    def integral(above: Decimal) -> Decimal:
        return above * above.ln() - above if above else Decimal(0)

    return ratio(mean) * (integral(ratio(1 - high)) - integral(ratio(1 - low))) / ratio(high - low)


def half_up(value: Decimal) -> int:
    return int((value + Decimal("0.5")) // 1)


SAMPLE = [0, 1, 2, 511, 1700, 2047, 2048, 3685, 3686, 4079, 4080, 4094, 4095, 4096, 4097, 5000, 8100, 8190, 8191]


@pytest.mark.slow
@pytest.mark.parametrize(("median", "p90"), [*COSTS, WIDE, (1, 40), (10**9, 10**11)])
def test_lognormal_entries_are_right_to_the_fen(median, p90):
    table = lognormal_table(median, p90)
    with localcontext(prec=90):
        expected = [half_up(lognormal_mean_between(median, p90, *bounds(entry))) for entry in SAMPLE]
    assert table[SAMPLE].tolist() == expected


@pytest.mark.slow
@pytest.mark.parametrize(("median", "p90"), COSTS[:2])
def test_lognormal_entries_agree_with_integration(median, p90):
    table = lognormal_table(median, p90)
    entries = [1, 40, 1000, 2048, 3000, 4079, 4096, 6000, 8180]
    with localcontext(prec=90):
        expected = [half_up(lognormal_mean_by_simpson(median, p90, *bounds(entry))) for entry in entries]
    assert table[entries].tolist() == expected


def test_every_bound_of_the_normal_distribution_is_right_to_forty_digits():
    with localcontext(tables._EXACT):
        found = tables._normal_bounds()
    assert len(found) == 2 * (2047 + 4096 - 16) + 1
    with localcontext(prec=90):
        for above in (1, 2, 3, 255, 4095, 4096, 4352, 1 << 18, (1 << 19) - 256, 1 << 19, (1 << 20) - 1):
            assert abs(normal_cdf(found[above]) - 1 + Decimal(above) / (1 << 20)) < Decimal("1e-45")
            assert found[above] == -found[(1 << 20) - above]


def test_pi():
    with localcontext(prec=90):
        assert abs(machin() - tables._PI) < Decimal("1e-79")


@pytest.mark.parametrize("mean", [Fraction(365_250, 6), Fraction(1, 3), Fraction(10**15, 7)])
def test_exponential_entries_are_right(mean):
    table = exponential_table(mean)
    entries = [*range(0, 3 * SLICES, 7), 2 * SLICES - 1, 2 * SLICES, 3 * SLICES - 1]
    with localcontext(prec=90):
        expected = [half_up(exponential_mean_between(mean, *bounds(entry))) for entry in entries]
    assert table[entries].tolist() == expected


def test_logarithms_are_those_of_decimal():
    with localcontext(tables._EXACT):
        for number in (1, 2, 4, 97, 720, 4093, 4096):
            assert abs(tables._logarithms()[number] - Decimal(number).ln()) < Decimal("1e-47")


# --------------------------------------------------------------- the whole distribution

QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999]


def lognormal_quantile(median: int, p90: int, p: float) -> float:
    return median * exp(log(p90 / median) * NormalDist().inv_cdf(p) / NormalDist().inv_cdf(0.9))


@pytest.mark.parametrize(("median", "p90"), [*COSTS, WIDE])
def test_costs_have_the_right_mean(median, p90):
    spread = log(p90 / median) / NormalDist().inv_cdf(0.9)
    assert float(table_mean(lognormal_table(median, p90))) == pytest.approx(median * exp(spread**2 / 2), rel=0.0005)


@pytest.mark.slow
@pytest.mark.parametrize("p", QUANTILES)
@pytest.mark.parametrize(("median", "p90"), COSTS)
def test_costs_have_the_right_quantiles(median, p90, p):
    expected = lognormal_quantile(median, p90, p)
    assert drawn_at(lognormal_table(median, p90), p) == pytest.approx(expected, rel=0.01, abs=0.5)


@pytest.mark.slow
@pytest.mark.parametrize(("median", "p90"), COSTS)
def test_no_quantile_in_between_is_far_off(median, p90):
    """The widest slices for their place lie just below the tail: at most 1.3 % where p90 is five times the median."""
    table = lognormal_table(median, p90)
    for entry in [*range(SLICES // 100, CLOSED), *range(SLICES, 2 * SLICES - 105)]:
        ends = [lognormal_quantile(median, p90, float(end)) for end in bounds(entry)]
        assert [table[entry]] * 2 == pytest.approx(ends, rel=0.013, abs=0.5)


@pytest.mark.parametrize("per_year", PER_YEAR)
def test_gaps_have_the_right_mean_and_quantiles(per_year):
    table, mean = gaps_table(per_year), 365_250 / float(per_year)
    assert float(table_mean(table)) == pytest.approx(mean, rel=0.0005)
    for p in [0.0001, 0.0005, 0.001, 0.003, 0.005, 0.01, *QUANTILES]:
        assert drawn_at(table, p) == pytest.approx(-mean * log1p(-p), rel=0.015, abs=0.5)


@pytest.mark.parametrize("per_year", [Fraction(1, 10_000), Fraction(4, 10_000), Fraction(1, 50_000), Fraction(1, 10)])
def test_a_rare_bill_comes_within_a_year_as_often_as_it_should(per_year):
    """1 - exp(-p) of the words: 0.01 % of them, not none of the first 1/4096 or all of it."""
    table = gaps_table(per_year)
    words = Fraction(int((table[OPENED:CLOSED] < 365_250).sum()), SLICES)
    words += Fraction(int((table[SLICES:] < 365_250).sum()), 1 << 20)
    assert float(words) == pytest.approx(-expm1(-per_year), abs=2**-20 if per_year < 0.003 else 2**-12)


@pytest.mark.parametrize(
    ("function", "parameters", "entries"),
    [(lognormal_table, COSTS[0], 2 * SLICES), (gaps_table, PER_YEAR[:1], 3 * SLICES)],
)
def test_a_table_never_falls(function, parameters, entries):
    table = function(*parameters)
    assert table.shape == (entries,)
    assert table.dtype == np.int64
    for section in table.reshape(-1, SLICES):
        assert (np.diff(section) >= 0).all()
    assert table[CLOSED - 1] <= table[SLICES] <= table[CLOSED]
    assert table[SLICES - 1] <= table[2 * SLICES - 1]
    assert table[2 * SLICES :].max(initial=0) <= table[OPENED]


@pytest.mark.parametrize(("function", "parameters"), [(lognormal_table, (15_000, 60_000)), (gaps_table, PER_YEAR[:1])])
def test_the_opened_slices_hold_the_means_of_those_they_open(function, parameters):
    table = function(*parameters)
    opened = [*table[CLOSED:SLICES], *table[:OPENED]]
    means = table[SLICES:].reshape(-1, SLICES // OPENED).mean(axis=1)
    assert np.abs(opened[: len(means)] - means).max() <= 1


def test_the_same_median_and_p90_mean_a_fixed_cost():
    assert (lognormal_table(12_345, 12_345) == 12_345).all()


@pytest.mark.parametrize(("median", "p90"), [(0, 5), (-1, 5), (10, 9)])
def test_a_lognormal_needs_a_median_that_is_not_above_p90(median, p90):
    with pytest.raises(ValueError, match="0 < median <= p90"):
        lognormal_table(median, p90)


def test_a_mean_must_be_above_zero():
    with pytest.raises(ValueError, match="above zero"):
        exponential_table(Fraction(0))


def test_values_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="too wide"):
        lognormal_table(1, 10**12)


# --------------------------------------------------------------- growth


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 2**33) | st.integers(0, 10**6) | st.integers(2**40, 2**50), min_size=1, max_size=50),
    st.integers(-300_000, 400_000),
    st.integers(0, 60),
)
def test_growth_is_exact_and_rounded_once(entries, growth_ppm, years):
    factor = Fraction(1_000_000 + growth_ppm, 1_000_000) ** min(years, 20)
    expected = [(entry * factor + Fraction(1, 2)).__floor__() for entry in entries]
    assert grown(np.array(entries), growth_ppm, min(years, 20)).tolist() == expected


def test_growth_rounds_a_tie_up():
    assert grown(np.array([1, 2, 3, 5]), 500_000, 1).tolist() == [2, 3, 5, 8]
    assert grown(np.array([1, 3]), -500_000, 1).tolist() == [1, 2]


def test_growth_of_a_whole_table():
    table = lognormal_table(1_200_000, 5_000_000)
    factor = Fraction(1_053_217, 1_000_000) ** 37
    assert grown(table, 53_217, 37).tolist() == [(e * factor + Fraction(1, 2)).__floor__() for e in table.tolist()]
    assert (grown(table, 53_217, 0) == table).all()
    assert (grown(table, 0, 37) == table).all()


def test_growth_beyond_sixteen_bits():
    assert grown(np.array([0, 1, 7]), 2_000_000, 20).tolist() == [0, 3**20, 7 * 3**20]


# --------------------------------------------------------------- the cache


def test_a_cached_table_is_the_computed_one(own_cache, monkeypatch):
    fresh = [lognormal_table(15_000, 60_000), gaps_table(Fraction(6))]
    assert len(list(own_cache.glob("*.npy"))) == len(list(own_cache.iterdir())) == 2
    tables._kept.cache_clear()
    monkeypatch.setattr(tables, "_table", None)  # nothing can be computed any more
    cached = [lognormal_table(15_000, 60_000), gaps_table(Fraction(6))]
    assert [table.tolist() for table in cached] == [table.tolist() for table in fresh]


@pytest.mark.parametrize("damage", [lambda b: b[:100], lambda b: b"", lambda b: b[:5000] + b"!" + b[5001:]])
def test_a_damaged_file_is_computed_again_and_replaced(own_cache, damage):
    fresh = gaps_table(Fraction(6))
    (file,) = own_cache.iterdir()
    sound = file.read_bytes()
    file.write_bytes(damage(sound))
    tables._kept.cache_clear()
    assert (gaps_table(Fraction(6)) == fresh).all()
    assert file.read_bytes() == sound


def test_a_cached_file_is_an_array_that_numpy_reads(own_cache):
    table = gaps_table(Fraction(6))
    (file,) = own_cache.iterdir()
    assert (np.load(file) == table).all()


def test_a_directory_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("GONGJI_CACHE", str(tmp_path / "file"))
    assert gaps_table(Fraction(6)).size == 3 * SLICES


def test_a_failed_replacement_leaves_nothing_behind(own_cache, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(tables.os, "replace", refuse)
    assert gaps_table(Fraction(6)).size == 3 * SLICES
    assert list(own_cache.iterdir()) == []


def test_a_new_algorithm_does_not_read_old_tables(own_cache, monkeypatch):
    gaps_table(Fraction(6))
    tables._kept.cache_clear()
    monkeypatch.setattr(tables, "ALGORITHM", tables.ALGORITHM + 1)
    gaps_table(Fraction(6))
    assert len(list(own_cache.iterdir())) == 2


def test_a_caller_may_change_its_copy():
    gaps_table(Fraction(6))[:] = 0
    assert gaps_table(Fraction(6))[0] > 0
