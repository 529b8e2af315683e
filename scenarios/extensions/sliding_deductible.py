"""A deductible that slides with income: a hundredth of the monthly earnings, at most what the region asks."""

from sim.extensions import rule
from sim.rules.outpatient import outpatient_deductible
from sim.rules.rounding import part_of


@rule("outpatient_deductible")
def sliding(p, used, group, tier, terms):
    """The region's deductible of the visit, or a hundredth of the monthly earnings where that is less."""
    return min(outpatient_deductible(p, used, group, tier, terms), part_of(terms.earnings, 1, 100))
