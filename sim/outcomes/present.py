"""Present values: each year's amount times its factor, in exact whole numbers.

A product of fen with a factor is beyond 64 bits, so both are divided into parts of a million, whose products are not.
"""

from typing import TYPE_CHECKING

from sim.words.discount import Discount
from sim.words.outcomes import Outcome, Source

if TYPE_CHECKING:
    import numpy as np

MILLION = 1_000_000
_WHO = 1 << 20  # more than the persons of a life


def of_a_year(outcome: Outcome, years: "np.ndarray") -> "np.ndarray":
    """The amount of each row of a person's year."""
    if (flows := outcome.flows()) is not None:
        columns, signs = years["flows"], {int(flow): sign for flow, sign in flows.items()}
    elif outcome.source is Source.COUNTS:
        columns, signs = years["counts"], {int(count): sign for sign, count in outcome.members()}
    else:
        assert outcome.formula is not None, f"{outcome.name} does not add up over the years"
        terms = outcome.formula.linear()
        assert terms is not None, f"{outcome.name} is no sum"
        return sum(factor * of_a_year(part, years) for part, factor in terms.items())  # pyright: ignore[reportReturnType]
    return sum(sign * columns[:, place] for place, sign in signs.items())  # pyright: ignore[reportReturnType]


def present(
    outcome: Outcome, discount: Discount, total: "np.ndarray", people: "np.ndarray", years: "np.ndarray"
) -> "np.ndarray":
    """The present value for each person's row, given the total; what is in no closed year is of the year after them."""
    import numpy as np

    keys = people["life"] * _WHO + people["who"]
    order = np.argsort(keys)
    rows = order[np.searchsorted(keys, years["life"] * _WHO + years["who"], sorter=order)]
    amounts = of_a_year(outcome, years)
    last = int(years["year"].max()) + 1 if years.size else discount.start
    factors = {year: discount.factor(year) for year in (*np.unique(years["year"]).tolist(), last)}
    factor_of = np.vectorize(factors.__getitem__, otypes=[np.int64])
    open_year = total.copy()
    np.subtract.at(open_year, rows, amounts)
    amounts = np.concatenate([amounts, open_year])
    rows = np.concatenate([rows, np.arange(people.size)])
    of_years = factor_of(years["year"]) if years.size else np.zeros(0, np.int64)
    return _summed(amounts, np.concatenate([of_years, np.full(people.size, factors[last])]), rows, people.size)


def _summed(amounts: "np.ndarray", factors: "np.ndarray", rows: "np.ndarray", number: int) -> "np.ndarray":
    """The sum of amounts times factors for each row, over 10¹², rounded half up."""
    import numpy as np

    (upper, lower), (whole, parts) = np.divmod(amounts, MILLION), np.divmod(factors, MILLION)
    wholes, millions, units = (np.zeros(number, np.int64) for _ in range(3))
    np.add.at(wholes, rows, upper * whole)
    np.add.at(millions, rows, upper * parts + lower * whole)
    np.add.at(units, rows, lower * parts)
    return _rounded(wholes, millions, units)


def discounted(amounts: "np.ndarray", factors: "np.ndarray") -> "np.ndarray":
    """Amounts times factors, over 10¹², rounded half up."""
    import numpy as np

    (upper, lower), (whole, parts) = np.divmod(amounts, MILLION), np.divmod(factors, MILLION)
    return _rounded(upper * whole, upper * parts + lower * whole, lower * parts)


def _rounded(wholes: "np.ndarray", millions: "np.ndarray", units: "np.ndarray") -> "np.ndarray":
    """A sum of ones, parts of a million and parts of 10¹², rounded half up."""
    import numpy as np

    carried, rest = np.divmod(millions, MILLION)
    return wholes + carried + (rest * MILLION + units + MILLION * MILLION // 2) // (MILLION * MILLION)
