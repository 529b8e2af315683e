"""Files of a result and their columns, each column with its unit and meaning."""

from collections.abc import Iterable
from typing import NamedTuple

from sim.words.counts import Burden, Count
from sim.words.flows import Flow
from sim.words.measures import Measure
from sim.words.outcomes import BY_NAME, Outcome, Unit
from sim.words.states import Status
from sim.words.vocabulary import DECLARED

RECORD, TIMES = "run.json", "times.json"
LIVES, YEARS = "lives.parquet", "years.parquet"
LEVELS, COMPARISON = "levels.parquet", "comparison.parquet"
BY_YEAR, BY_QUINTILE = "by_year.parquet", "by_quintile.parquet"
PAIRS, BEST = "pairs.parquet", "best.parquet"
POINTS, POINT_OUTCOMES, DIFFERENCES = "points.parquet", "outcomes.parquet", "differences.parquet"
EFFECTS, VARIANCE, BREAK_EVEN = "effects.parquet", "variance.parquet", "break_even.parquet"
NET_BENEFIT, INFORMATION = "net_benefit.parquet", "information.parquet"
PERSONS, TOTALS, DISTRIBUTION = "persons.parquet", "totals.parquet", "distribution.parquet"
INEQUALITY, LEFT_OUT = "inequality.parquet", "left_out.parquet"

#: Every file with a table that a result may have.
TABLES = (
    LIVES, YEARS, LEVELS, COMPARISON, BY_YEAR, BY_QUINTILE, PAIRS, BEST,
    POINTS, POINT_OUTCOMES, DIFFERENCES, EFFECTS, VARIANCE, BREAK_EVEN,
    NET_BENEFIT, INFORMATION, PERSONS, TOTALS, DISTRIBUTION, INEQUALITY, LEFT_OUT,
)  # fmt: skip


class Column(NamedTuple):
    name: str
    unit: str
    meaning: str


_LIFE = Column("life", "number", "number of the life, from 0")
_PERSON = Column("person", "name", "name of the person")

#: Balances that years.parquet has at the end of each year.
YEAR_END = ("account", "wallet")


def life_columns(outcomes: Iterable[Outcome]) -> tuple[Column, ...]:
    """The columns of lives.parquet of a scenario with these outcomes."""
    return (_LIFE, _PERSON, *(Column(outcome.name, outcome.unit, outcome.meaning) for outcome in outcomes))


LIFE_COLUMNS = life_columns(DECLARED.all)
YEAR_COLUMNS = (
    _LIFE,
    _PERSON,
    Column("year", "year", "calendar year"),
    *(Column(flow.column, Unit.YUAN, f"{flow.english} ({flow.chinese})") for flow in Flow),
    *(Column(status.column, Unit.MONTHS, BY_NAME[status.column].english) for status in Status),
    *(Column(count.column, count.unit, f"{count.english} ({count.chinese})") for count in Count),
    *(Column(burden.column, Unit.YES_NO, f"{burden.english} ({burden.chinese})") for burden in Burden),
    *(Column(name, Unit.YUAN, f"{BY_NAME[name].english} at the year's end") for name in YEAR_END),
)

# ----------------------------------------------------------------------------- comparisons

_SAME = "that of the outcome"  # the unit of a column whose rows are of several outcomes

VARIANT = Column("variant", "name", "name of the variant")
_OUTCOME = Column("outcome", "name", "name of the outcome, a column of lives.parquet")
_OF_WHOM = Column("person", "name", "name of the person; none: the family, the sum of its persons")
_UNIT = Column("unit", "name", "unit of the outcome; yes/no are shares of lives from 0 to 1")
_QUANTILE_NAMES = (("p5", "5"), ("p25", "25"), ("median", "50"), ("p75", "75"), ("p95", "95"))
_QUANTILES = (
    *(Column(name, _SAME, f"the value that {of} of a hundred lives do not exceed") for name, of in _QUANTILE_NAMES),
    *(
        Column(f"{name}_{end}", _SAME, f"{which} end of the 95 % interval of {name}; none of too few lives")
        for name, _ in _QUANTILE_NAMES
        for end, which in (("low", "lower"), ("high", "upper"))
    ),
)
_FEW = (
    Column("differing", "number", "lives with another value than the commonest"),
    Column("few", Unit.YES_NO, "whether so few lives carry the mean that its interval may hold less often than said"),
)
_DIFFERENCE = (
    Column("baseline", _SAME, "mean of the baseline"),
    Column("mean", _SAME, "mean of the variant"),
    Column("difference", _SAME, "mean of the paired differences, variant less baseline in each life"),
    Column("low", _SAME, "lower end of the 95 % interval of the mean difference; none where all lives differ alike"),
    Column("high", _SAME, "upper end of the 95 % interval of the mean difference"),
    *_FEW,
)
_SHARES = (
    Column(
        "better", "share", "lives in which the person is better off; more of an outcome that is neither good nor bad"
    ),
    Column("worse", "share", "lives in which the person is worse off; less of an outcome that is neither good nor bad"),
    Column("unchanged", "share", "lives in which nothing changes"),
    *(
        Column(f"{name}_{end}", "share", f"{which} end of the 95 % interval of {name}; none of a single life")
        for name in ("better", "worse")
        for end, which in (("low", "lower"), ("high", "upper"))
    ),
)
_GUARD = (
    Column("p", "share", "two-sided probability of such a mean difference by chance alone; none where no life differs"),
    Column("p_holm", "share", "the same, adjusted for all rows of this table by Holm's step-down"),
    Column("p_sign", "share", "two-sided probability of so many changed lives changing the same way (sign test)"),
    Column("p_sign_holm", "share", "the same, adjusted for all rows of this table by Holm's step-down"),
)

_LEVEL = (
    _OUTCOME,
    _OF_WHOM,
    _UNIT,
    Column("lives", "number", "lives that have the outcome"),
    Column("mean", _SAME, "mean over the lives"),
    Column("low", _SAME, "lower end of the 95 % interval of the mean; none where all lives are alike"),
    Column("high", _SAME, "upper end of the 95 % interval of the mean"),
    *_FEW,
    *_QUANTILES,
    Column(
        "shortfall",
        _SAME,
        "expected shortfall: mean of the worst 5 % of lives; of an outcome neither good nor bad, of those with most",
    ),
    Column("shortfall_low", _SAME, "lower end of its 95 % interval; none of fewer than 30 lives beyond the quantile"),
    Column("shortfall_high", _SAME, "upper end of its 95 % interval"),
)
LEVELS_COLUMNS = (VARIANT, *_LEVEL)
COMPARISON_COLUMNS = (
    VARIANT,
    _OUTCOME,
    _OF_WHOM,
    _UNIT,
    Column("lives", "number", "lives that have the outcome under both"),
    *_DIFFERENCE,
    *_GUARD,
    *_SHARES,
    Column("gain", _SAME, "mean change of those better off"),
    Column("loss", _SAME, "mean change of those worse off"),
    *(Column(name, unit, f"of the differences: {meaning}") for name, unit, meaning in _QUANTILES),
    *(
        Column(f"{name}_{end}", _SAME, f"{meaning} {name}, variant less baseline")
        for name, _ in _QUANTILE_NAMES
        for end, meaning in (
            ("effect", "difference of the two"),
            ("effect_low", "lower end of the 95 % interval of the difference of the two"),
            ("effect_high", "upper end of the 95 % interval of the difference of the two"),
        )
    ),
    Column("unpaired", "number", "lives of each variant an unpaired comparison would need for the same interval"),
)
BY_YEAR_COLUMNS = (
    VARIANT,
    Column("year", "year", "calendar year"),
    _OUTCOME,
    _OF_WHOM,
    Column("lives", "number", "lives that have the outcome of the year under both"),
    *_DIFFERENCE,
    *_GUARD,
)
BY_QUINTILE_COLUMNS = (
    VARIANT,
    Column("grouped_by", "name", "the family's outcome in the baseline by which lives are grouped"),
    Column("quintile", "number", "1 the lowest, 5 the highest"),
    Column("from", Unit.YUAN, "lowest value of the group"),
    Column("to", Unit.YUAN, "highest value of the group"),
    _OUTCOME,
    Column("lives", "number", "lives of the group"),
    *_DIFFERENCE,
    *_GUARD,
    *_SHARES,
)
PAIRS_COLUMNS = (
    VARIANT,
    Column("against", "name", "the variant, or the baseline, that it is compared with"),
    _OUTCOME,
    _UNIT,
    Column("lives", "number", "lives in which the family has the outcome under both"),
    Column("baseline", _SAME, "mean of the variant compared with"),
    *_DIFFERENCE[1:],
    *_GUARD,
    *_SHARES,
)
BEST_COLUMNS = (
    VARIANT,
    _OUTCOME,
    _UNIT,
    Column("lives", "number", "lives in which the family has the outcome under all variants"),
    Column("mean", _SAME, "mean of the variant over these lives"),
    Column("best", "share", "probability that its mean is the best of all variants and the baseline; none of one life"),
    Column("best_in", "share", "share of lives in which it is the best; those alike share a life; none of a shortfall"),
)

# ----------------------------------------------------------------------------- sweeps

POINT = Column("point", "number", "number of the point, from 0")
FAILURE = Column("failed", "text", "why the point could not be simulated; none where it was")
POINT_OUTCOMES_COLUMNS = (POINT, VARIANT, *_LEVEL)
POINT_COLUMNS = (POINT, VARIANT, FAILURE)
DIFFERENCES_COLUMNS = (
    POINT,
    VARIANT,
    _OUTCOME,
    _OF_WHOM,
    Column("lives", "number", "lives that have the outcome under both"),
    *_DIFFERENCE[2:],
    Column(
        "p_better",
        "share",
        "probability that the variant's mean is the better one; of an outcome neither good nor bad, the higher one; "
        "none where no life differs",
    ),
)
_PATH = Column("path", "name", "path of the swept value")
EFFECTS_COLUMNS = (
    VARIANT,
    _OUTCOME,
    _OF_WHOM,
    _PATH,
    Column("value_low", "text", "lowest of its values; of words, the one with the lowest mean"),
    Column("value_high", "text", "highest of its values; of words, the one with the highest mean"),
    Column("mean_low", _SAME, "mean of the outcome at the first, over the other paths' values"),
    Column("mean_high", _SAME, "mean of the outcome at the second"),
    Column("effect", _SAME, "the second mean less the first"),
    Column("effect_from", _SAME, "lower end of the 95 % interval of the effect"),
    Column("effect_to", _SAME, "upper end of the 95 % interval of the effect"),
    Column("spread", _SAME, "highest mean at any value of the path less the lowest"),
    Column("fit", "share", "share of the variance between drawn points that the fit of all paths explains (R²)"),
    Column(
        "bend", "share", "how much more of it the square of this path's number explains; 0 where that may be chance"
    ),
    Column("prcc", "share", "of a Latin hypercube: partial correlation of the ranks of path and outcome, from -1 to 1"),
    Column("prcc_from", "share", "lower end of its 95 % interval"),
    Column("prcc_to", "share", "upper end of its 95 % interval"),
    Column("mu", _SAME, "of Morris screening: mean elementary effect, from the lower end of a range to its upper end"),
    Column("mu_star", _SAME, "mean size of the elementary effects"),
    Column("mu_star_from", _SAME, "lower end of its 95 % interval"),
    Column("mu_star_to", _SAME, "upper end of its 95 % interval"),
    Column("sigma", _SAME, "standard deviation of the elementary effects: of interaction, or of an effect that bends"),
    Column(
        "first", "share", "first-order Sobol' index: share of the variance between points that is this path's alone"
    ),
    Column("first_from", "share", "lower end of its 95 % interval"),
    Column("first_to", "share", "upper end of its 95 % interval"),
    Column("total", "share", "total Sobol' index: the share in which this path has any part"),
    Column("total_from", "share", "lower end of its 95 % interval"),
    Column("total_to", "share", "upper end of its 95 % interval"),
)
VARIANCE_COLUMNS = (
    VARIANT,
    _OUTCOME,
    _OF_WHOM,
    Column("inputs", "share", "of the variance over points and lives: due to the swept values, in every life alike"),
    Column("chance", "share", "due to chance (Monte Carlo variation): lives differ, at every point alike"),
    Column("both", "share", "due to both together: the swept values change some lives and not others"),
    *(
        Column(f"{name}_{end}", "share", f"{which} end of the 95 % interval of {name}; none of a single group of lives")
        for name in ("inputs", "chance", "both")
        for end, which in (("from", "lower"), ("to", "upper"))
    ),
)
BREAK_EVEN_COLUMNS = (
    VARIANT,
    _OUTCOME,
    _OF_WHOM,
    _PATH,
    Column("value", "text", "where variant and baseline are equal on average"),
    Column("value_from", "text", "lower end of the 95 % interval; none where the values swept do not reach it"),
    Column("value_to", "text", "upper end of the 95 % interval; none where the values swept do not reach it"),
    Column("after", "text", "the swept value before it"),
    Column("before", "text", "the swept value after it"),
)
_WORTH = Column("willingness_to_pay", Unit.YUAN, "what one unit of the effect is taken to be worth")
NET_BENEFIT_COLUMNS = (
    _WORTH,
    VARIANT,
    Column("net_benefit", Unit.YUAN, "mean over points and lives of the effect times its worth, less the cost"),
    Column("net_benefit_from", Unit.YUAN, "lower end of its 95 % interval"),
    Column("net_benefit_to", Unit.YUAN, "upper end of its 95 % interval"),
    Column(
        "best", "share", "of points at which its net benefit is the highest (acceptability); those alike share a point"
    ),
    Column("best_from", "share", "lower end of its 95 % interval"),
    Column("best_to", "share", "upper end of its 95 % interval"),
    Column("is_optimal", Unit.YES_NO, "whether its mean net benefit is the highest of all"),
)
INFORMATION_COLUMNS = (
    _WORTH,
    Column("path", "name", "path of the value that could be known (EVPPI); none: all of them together (EVPI)"),
    Column("value", Unit.YUAN, "what knowing it before choosing a variant would add to the expected net benefit"),
    Column("value_from", Unit.YUAN, "lower end of its 95 % interval"),
    Column("value_to", Unit.YUAN, "upper end of its 95 % interval"),
)

# ----------------------------------------------------------------------------- populations

_HOUSEHOLD = Column("household", "name", "number of the household")
_REGION = Column("region", "name", "region lived in on the first day")
_WEIGHT = Column("weight", "number", "how many persons of the population the person stands for")
_EFFECTIVE = Column("effective", "number", "effective number of households: (sum of weights)² / sum of squared weights")


def household_columns(outcomes: Iterable[Outcome]) -> tuple[Column, ...]:
    """The columns of lives.parquet of a population."""
    return (_HOUSEHOLD, *life_columns(outcomes))


HOUSEHOLD_YEAR_COLUMNS = (
    _HOUSEHOLD,
    _REGION,
    _WEIGHT,
    Column("year", "year", "calendar year"),
    *(Column(flow.column, Unit.YUAN, f"{flow.english} ({flow.chinese}), all lives") for flow in Flow),
    *(Column(status.column, Unit.MONTHS, f"{BY_NAME[status.column].english}, all lives") for status in Status),
)
PERSON_COLUMNS = (
    _HOUSEHOLD,
    _PERSON,
    _WEIGHT,
    _REGION,
    Column("insured_as", "name", "insurance on the first day"),
    Column("sex", "name", "male or female"),
    Column("age", "years", "completed years on the first day"),
    Column("wage", Unit.YUAN, "wage of a month on the first day"),
)
TOTALS_COLUMNS = (
    Column("region", "name", "region lived in on the first day; none: all of them"),
    Column("year", "year", "calendar year"),
    Column("what", "name", "flow: along one way; into, out_of: all that came to a place, or went from it"),
    Column("item", "name", "the flow, a column of years.parquet, or the place"),
    Column("total", Unit.YUAN, "weighted total of the population, mean over the lives"),
    Column("low", Unit.YUAN, "lower end of its 95 % interval over households; none of one household"),
    Column("high", Unit.YUAN, "upper end of the interval"),
    _EFFECTIVE,
)
DISTRIBUTION_COLUMNS = (
    Column("of", "name", "person or household: what the distribution is over"),
    Column("by", "name", "what people are grouped by; none: nobody is left out"),
    Column("group", "name", "the group"),
    _OUTCOME,
    _UNIT,
    Column("number", "number", "persons, or households, of the group that have the outcome in some life"),
    _EFFECTIVE,
    Column("mean", _SAME, "weighted mean over persons, or households, and lives"),
    Column("low", _SAME, "lower end of its 95 % interval over households; none where all are alike"),
    Column("high", _SAME, "upper end of the interval"),
    *(
        Column(name, _SAME, f"the value that {of} of a hundred, weighted, do not exceed in a life")
        for name, of in _QUANTILE_NAMES
    ),
)
_OF_GROUP = DISTRIBUTION_COLUMNS[:3]


def of_groups(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of a table about a family as one about a population has them: of persons, households or a group."""
    return tuple(one for column in columns for one in (_OF_GROUP if column is _OF_WHOM else (column,)))


COMPARED_COLUMNS = (
    VARIANT,
    *DISTRIBUTION_COLUMNS[:5],
    Column("number", "number", "persons, or households, of the group that have the outcome in some life under both"),
    _EFFECTIVE,
    Column("baseline", _SAME, "weighted mean of the baseline"),
    Column("mean", _SAME, "weighted mean of the variant"),
    Column("difference", _SAME, "weighted mean of the paired differences, variant less baseline in each life"),
    Column("low", _SAME, "lower end of its 95 % interval over households; none where all differ alike"),
    Column("high", _SAME, "upper end of the interval"),
    Column("differing", "number", "households in which some life differs"),
    Column("few", Unit.YES_NO, "whether so few households differ that the interval may hold less often than said"),
    Column("p", "share", "two-sided probability of such a mean difference by chance alone; none where no life differs"),
    Column("p_holm", "share", "the same, adjusted for all rows of this table by Holm's step-down"),
    Column("better", "share", "weighted share of lives better off; more of an outcome that is neither good nor bad"),
    Column("worse", "share", "weighted share of lives worse off; less of an outcome that is neither good nor bad"),
    Column("unchanged", "share", "weighted share of lives in which nothing changes"),
    *(
        Column(f"{name}_{end}", "share", f"{which} end of the 95 % interval of {name} over households")
        for name in ("better", "worse")
        for end, which in (("low", "lower"), ("high", "upper"))
    ),
    Column("gain", _SAME, "weighted mean change of those better off"),
    Column("loss", _SAME, "weighted mean change of those worse off"),
    *(
        Column(name, _SAME, f"of the differences: the value that {of} of a hundred, weighted, do not exceed in a life")
        for name, of in _QUANTILE_NAMES
    ),
)
GROUP_OUTCOMES_COLUMNS = (POINT, VARIANT, _OUTCOME, *_OF_GROUP, *DISTRIBUTION_COLUMNS[4:])
GROUP_DIFFERENCES_COLUMNS = (
    POINT,
    VARIANT,
    _OUTCOME,
    *_OF_GROUP,
    *(one for one in COMPARED_COLUMNS if one.name in ("number", "effective", "difference", "low", "high", "differing")),
    *(one for one in COMPARED_COLUMNS if one.name == "few"),
    next(one for one in DIFFERENCES_COLUMNS if one.name == "p_better"),
    *(one for one in COMPARED_COLUMNS if one.name.partition("_")[0] in ("better", "worse", "unchanged")),
)
LEFT_OUT_COLUMNS = (
    Column("file", "name", "file of the row"),
    Column("row", "number", "its number in the file: of CSV and Excel the line with the names is row 1"),
    Column("why", "name", "why it is not simulated, or a relative that it names is not"),
)
INEQUALITY_COLUMNS = (
    Column("measure", "name", f"what is measured: {'; '.join(f'{one}: {one.english}' for one in Measure)}"),
    Column("number", "number", "households"),
    _EFFECTIVE,
    Column("value", "share", "an index from -1 to 1, or a share from 0 to 1; none where nothing is distributed"),
    Column("low", "share", "lower end of its 95 % interval over households"),
    Column("high", "share", "upper end of the interval"),
)
COMPARED_INEQUALITY_COLUMNS = (
    VARIANT,
    *INEQUALITY_COLUMNS,
    Column("difference", "share", "that of the variant less that of the baseline; none of the baseline itself"),
    Column("difference_low", "share", "lower end of its 95 % interval over households; none where none differs"),
    Column("difference_high", "share", "upper end of the interval"),
)
COMPARED_TOTALS_COLUMNS = (
    VARIANT,
    *TOTALS_COLUMNS,
    Column("difference", Unit.YUAN, "total of the variant less that of the baseline; none of the baseline itself"),
    Column("difference_low", Unit.YUAN, "lower end of its 95 % interval over households"),
    Column("difference_high", Unit.YUAN, "upper end of the interval"),
)


def person_columns(groups: Iterable[str]) -> tuple[Column, ...]:
    """The columns of persons.parquet, with one for each way of grouping."""
    return (*PERSON_COLUMNS, *(Column(f"by_{group}", "name", f"the group by {group}") for group in groups))
