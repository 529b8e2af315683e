"""Every chart by name: what it is, of which kinds of studies, of which outcomes; and how one is made."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.arguments import BadArgument, known
from sim.experiment.failures import one_line
from sim.extras import needs
from sim.outcomes.columns import YEAR_END
from sim.outcomes.paired import columns_of_a_year
from sim.outcomes.recorded import NoResult
from sim.pages.look import WIDE
from sim.pages.texts import Texts
from sim.words.language import LANGUAGES, Language
from sim.words.outcomes import Outcome

if TYPE_CHECKING:
    from sim.pages.chart import Chart
    from sim.pages.subject import Subject

Make = Callable[["Subject", Any, str | None], "Chart"]
Record = dict[str, Any]


class Need(NamedTuple):
    """What a study must have for a chart, and how a message says it."""

    is_met: Callable[[Record], bool]
    english: str


class Kind(NamedTuple):
    """A chart that there is, of one kind of study."""

    name: str
    study: str
    english: str
    chinese: str
    make: Make
    fits: Callable[[Outcome], bool] | None = None  # the outcomes it can be of; none: it is of no single one
    usual: str = ""  # the outcome it is of without --of, where the scenario reports it
    shows: Callable[["Subject", Outcome, str | None], bool] | None = None  # whether there is something to see of one
    of_people: bool = True  # whether it can be of a person
    needs: tuple[Need, ...] = ()
    of_each: tuple[str, ...] = ()  # balances of which a page has one of every person who ever has any


def _by_year(outcome: Outcome) -> bool:
    return bool(columns_of_a_year(outcome))


def _any(outcome: Outcome) -> bool:
    return True


def _of_each_life(outcome: Outcome) -> bool:
    return not outcome.is_shortfall


_LIVES = Need(lambda record: record["lives"] > 1, "more than one life")
_VARIANTS = Need(lambda record: len(record["variants"]) > 1, "more than one variant")
_ASSUMPTIONS = Need(lambda record: "tried" in record, "a sweep over the assumptions (--assumptions)")
_OWN_PATHS = Need(lambda record: "tried" not in record, "a sweep of the file's own")
_TWO_PATHS = Need(lambda record: record["by"] == "grid" and len(record["paths"]) == 2, "a grid of two paths")
_LINES = Need(
    lambda record: record["by"] == "one_at_a_time" or (record["by"] == "grid" and len(record["paths"]) < 3),
    "a grid of one path or two, or one path changed at a time",
)
_INDICES = Need(
    lambda record: record["by"] in ("grid", "sobol") and len(record["paths"]) > 1,
    "a grid of several paths, or by: sobol",
)
_TRAJECTORIES = Need(lambda record: record["by"] == "morris", "by: morris")
_WEIGHED = Need(lambda record: record.get("net_benefit") is not None, "a sweep with net_benefit and variants")


@cache
def kinds() -> tuple[Kind, ...]:
    """All charts, in the order of a report."""
    with needs("report", "charts"):
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    from sim.pages import flows, of_run

    return (
        Kind(
            "distribution", "run", "how many lives have how much of an outcome", "各次模拟的分布", of_run.distribution,
            _of_each_life, needs=(_LIVES,),
        ),
        Kind(
            "fan", "run", "an outcome year by year", "逐年变化", of_run.fan, _by_year, usual="account",
            of_each=YEAR_END,
        ),
        Kind("uncovered", "run", "months without benefits, year by year", "逐年未享受待遇月份", of_run.uncovered),
        Kind("cover", "run", "how likely cover is at each age", "各年龄享受待遇的概率", of_run.cover),
        Kind("payers", "run", "who pays the bills of whom", "医疗费用由谁支付", of_run.payers),
        Kind("flows", "run", "money between places", "资金流向", flows.flows, of_people=False),
        Kind("reimbursement", "run", "share of the cost that the pool paid", "报销比例", of_run.reimbursement),
        *_of_comparisons(),
        *_of_sweeps(),
        *_of_populations(),
    )  # fmt: skip


def _of_comparisons() -> Iterator[Kind]:
    from sim.pages import of_comparison as of

    kind = partial(Kind, study="comparison", shows=of.changes)
    of_the_family = partial(kind, of_people=False)
    yield kind(
        "differences",
        english="how far each variant moves an outcome",
        chinese="各方案与基准之差",
        make=of.differences,
        fits=_of_each_life,
    )
    yield kind(
        "winners",
        english="in how many lives each variant is better or worse",
        chinese="受益与受损的占比",
        make=of.winners,
        fits=_of_each_life,
        needs=(_LIVES,),
    )
    yield kind(
        "differences_by_year",
        english="the differences year by year",
        chinese="逐年差异",
        make=of.differences_by_year,
        fits=of.of_a_year,
    )
    yield of_the_family(
        "quintiles",
        english="the differences by what lives earn and pay",
        chinese="按收入与自付分组的差异",
        make=of.quintiles,
        fits=of.of_family,
        needs=(_LIVES,),
    )
    yield kind(
        "levels", english="an outcome under each variant", chinese="各方案下的水平", make=of.levels, fits=_of_each_life
    )
    yield of_the_family("best", english="how likely each variant is the best", chinese="各方案最优的概率",
                        make=of.best, fits=of.has_best, needs=(_LIVES, _VARIANTS))  # fmt: skip


def _of_sweeps() -> Iterator[Kind]:
    """The charts of a sweep; of a population, whose assumptions are not swept by a command, all but that of them."""
    for one in _of_a_sweep():
        yield one
        if one.name != "assumptions":
            yield one._replace(study="population_sweep", of_people=False)


def _of_a_sweep() -> Iterator[Kind]:
    from sim.pages import of_sweep, sweep_choice, sweep_effects, sweep_lines

    kind = partial(Kind, study="sweep", fits=_any, shows=of_sweep.moves)
    yield kind(
        "lines",
        english="an outcome along a path",
        chinese="随参数的变化",
        make=sweep_lines.lines,
        needs=(_OWN_PATHS, _LINES),
    )
    yield kind(
        "heat",
        english="an outcome over two paths",
        chinese="两个参数的交叉",
        make=sweep_lines.heat,
        needs=(_TWO_PATHS,),
    )
    yield kind(
        "tornado",
        english="how far each path moves an outcome",
        chinese="各参数的影响",
        make=sweep_effects.tornado,
        needs=(_OWN_PATHS,),
    )
    yield kind(
        "sobol",
        english="each path's share of the variance",
        chinese="各参数的方差占比",
        make=sweep_effects.sobol,
        needs=(_INDICES,),
    )
    yield kind(
        "screening",
        english="elementary effects of each path",
        chinese="各参数的基本效应",
        make=sweep_effects.screening,
        needs=(_TRAJECTORIES,),
    )
    yield kind(
        "assumptions",
        english="how far assumptions move an outcome",
        chinese="各项假定的影响",
        make=sweep_effects.assumptions,
        needs=(_ASSUMPTIONS,),
    )
    yield Kind("acceptability", "sweep", "how likely each variant is the one to choose", "各方案为最优选择的概率",
               sweep_choice.acceptability, of_people=False, needs=(_WEIGHED,))  # fmt: skip


def _of_populations() -> Iterator[Kind]:
    from sim.pages import of_population as of

    one = partial(Kind, study="population", of_people=False)
    compared = partial(Kind, study="population_comparison", of_people=False)
    yield one("groups", english="an outcome by group", chinese="各组的水平", make=of.groups, fits=_of_each_life)
    yield one("totals", english="the pools year by year", chinese="逐年统筹基金收支", make=of.totals)
    yield compared(
        "differences",
        english="how far each variant moves an outcome, by group",
        chinese="各组与基准之差",
        make=of.differences,
        fits=_of_each_life,
        shows=of.changes,
    )
    yield compared(
        "winners",
        english="who is better and worse off, by group",
        chinese="各组受益与受损的占比",
        make=of.winners,
        fits=_of_each_life,
        shows=of.changes,
    )
    yield compared(
        "totals",
        english="how the pools differ year by year",
        chinese="逐年统筹基金收支之差",
        make=of.compared_totals,
    )


def kinds_of(record: Record) -> tuple[Kind, ...]:
    """The charts that a study has what they need for."""
    of_study = (kind for kind in kinds() if kind.study == record["kind"])
    return tuple(kind for kind in of_study if not _unmet(kind, record))


def _unmet(kind: Kind, record: Record) -> list[str]:
    """What a chart needs and a study has not."""
    return [need.english for need in kind.needs if not need.is_met(record)]


def chart(
    folder: Path,
    record: dict[str, Any],
    name: str,
    of: str | None = None,
    who: str | None = None,
    lang: str = "en",
    width: int = WIDE,
) -> "Chart":
    """A chart of a study; a wrong name, outcome or person is answered with those there are."""
    return chart_of(subject(folder, record, lang, width), name, of, who)


def chart_of(study: "Subject", name: str, of: str | None = None, who: str | None = None) -> "Chart":
    """The same of a study that is read already."""
    from altair.utils.schemapi import debug_mode
    from polars.exceptions import PanicException, PolarsError

    record = study.record
    fitting = {kind.name: kind for kind in kinds_of(record)}
    for kind in kinds():
        if (kind.name, kind.study) == (name, record["kind"]) and (unmet := _unmet(kind, record)):
            raise BadArgument("chart", f"{name} needs {' and '.join(unmet)}  allowed: {', '.join(fitting)}")
    [name] = known("chart", [name], fitting, f"chart of a {record['kind']}")
    kind = fitting[name]
    if who is not None:
        if not kind.of_people:
            if study.is_population:
                raise BadArgument("--who", f"the chart {name} is of the whole population")
            raise BadArgument("--who", f"the chart {name} is of the whole family")
        [who] = known("--who", [who], study.people, "person of this study")
    outcome = _outcome(kind, study, of, who)
    if outcome is not None and who is not None and not _is_of(outcome, who):
        raise BadArgument("--who", f"{outcome.name} is of the whole family")
    if outcome is not None and who is None and not study.is_population and not _is_of(outcome, who):
        raise BadArgument("--of", f"{outcome.name} is of each person: say whose with --who")
    try:
        with debug_mode(False):  # a description is the program's own: tests hold it against the schema, not each page
            return kind.make(study, outcome, who)
    except (PolarsError, PanicException, OSError) as error:
        damaged = f"a table of it cannot be read ({one_line(error)}); gongji verify says more"
        raise NoResult(study.folder, damaged) from error


def subject(folder: Path, record: dict[str, Any], lang: str = "en", width: int = WIDE) -> "Subject":
    """A study to be drawn in a language."""
    from sim.pages.subject import Subject

    return Subject(folder, record, texts_of(lang), width)


def texts_of(lang: str) -> Texts:
    """The texts in a language that there is."""
    known("--lang", [lang], LANGUAGES, "language")
    language: Language = "zh" if lang == "zh" else "en"
    return Texts(language)


def outcomes_for(kind: Kind, study: "Subject") -> Iterator[Outcome]:
    """The outcomes that a chart can be of."""
    return filter(kind.fits, study.vocabulary.all)


def _outcome(kind: Kind, study: "Subject", of: str | None, who: str | None) -> Outcome | None:
    """The outcome that a chart is of: the one of --of, else the usual one, else the first of the report that fits and
    of which there is something to see."""
    if kind.fits is None:
        if of is not None:
            raise BadArgument("--of", f"the chart {kind.name} is of no single outcome")
        return None
    fitting = {outcome.name: outcome for outcome in outcomes_for(kind, study)}
    if of is not None:
        [of] = known("--of", [of], fitting, f"outcome of which there is the chart {kind.name}")
        return fitting[of]
    if not study.is_population:
        fitting = {name: outcome for name, outcome in fitting.items() if _is_of(outcome, who)}
    reported = [outcome.name for outcome in study.reported if outcome.name in fitting]
    named = [name for name in (kind.usual,) if name in reported]
    shows = kind.shows
    seen = (name for name in reported if shows is not None and shows(study, fitting[name], who))
    return fitting[next(chain(named, seen, reported, fitting))]


def _is_of(outcome: Outcome, who: str | None) -> bool:
    """Whether there is one of a person, or of the family; yes and no is of each person where nobody is named."""
    return outcome.has_persons if who is not None else outcome.has_family or outcome.is_flag
