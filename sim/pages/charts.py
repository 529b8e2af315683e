"""Every chart by name: what it is, of which kinds of studies, of which outcomes; and how one is made."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.arguments import BadArgument, known
from sim.experiment.failures import one_line
from sim.extras import needs
from sim.outcomes.paired import columns_of_a_year
from sim.outcomes.recorded import NoResult
from sim.pages.look import WIDE
from sim.pages.texts import LANGUAGES, Language, Texts
from sim.words.outcomes import Outcome

if TYPE_CHECKING:
    from sim.pages.chart import Chart
    from sim.pages.subject import Subject

Make = Callable[["Subject", Any, str | None], "Chart"]


class Kind(NamedTuple):
    """A chart that there is: of a study of some kind, with more than one life if it is about how lives differ."""

    name: str
    study: str
    english: str
    chinese: str
    make: Make
    fits: Callable[[Outcome], bool] | None = None  # the outcomes it can be of; none: it is of no single one
    usual: str = ""  # the outcome it is of without --of, where the scenario reports it
    of_people: bool = True  # whether it can be of a person
    needs_lives: bool = False


def _by_year(outcome: Outcome) -> bool:
    return bool(columns_of_a_year(outcome))


def _of_each_life(outcome: Outcome) -> bool:
    return not outcome.is_shortfall


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
            _of_each_life, needs_lives=True,
        ),
        Kind("fan", "run", "an outcome year by year", "逐年变化", of_run.fan, _by_year, usual="account"),
        Kind("uncovered", "run", "months without benefits, year by year", "逐年未享受待遇月份", of_run.uncovered),
        Kind("payers", "run", "who pays the bills of whom", "医疗费用由谁支付", of_run.payers),
        Kind("flows", "run", "money between places", "资金流向", flows.flows, of_people=False),
        Kind("reimbursement", "run", "share of the cost that the pool paid", "报销比例", of_run.reimbursement),
    )  # fmt: skip


def kinds_of(record: dict[str, Any]) -> tuple[Kind, ...]:
    """The charts that fit a study; of some kinds of studies there are none."""
    of_kind = [kind for kind in kinds() if kind.study == record["kind"]]
    if not of_kind:
        drawn = ", ".join(dict.fromkeys(kind.study for kind in kinds()))
        raise BadArgument("NAME", f"there are no charts of a {record['kind']}  allowed: a {drawn}")
    return tuple(kind for kind in of_kind if record["lives"] > 1 or not kind.needs_lives)


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
    from polars.exceptions import PanicException, PolarsError

    study = subject(folder, record, lang, width)
    fitting = {kind.name: kind for kind in kinds_of(record)}
    if name not in fitting and name in {kind.name for kind in kinds() if kind.study == record["kind"]}:
        raise BadArgument(
            "chart", f"a {name} needs more than one life; this study has one  allowed: {', '.join(fitting)}"
        )
    known("chart", [name], fitting, f"chart of a {record['kind']}")
    kind = fitting[name]
    outcome = _outcome(kind, study, of)
    if who is not None:
        if not kind.of_people:
            raise BadArgument("--who", f"the chart {name} is of the whole family")
        [who] = known("--who", [who], study.people, "person of this study")
    if outcome is not None and who is None and not outcome.has_family and not outcome.is_flag:
        raise BadArgument("--of", f"{outcome.name} is of each person: say whose with --who")
    try:
        return kind.make(study, outcome, who)
    except (PolarsError, PanicException, OSError) as error:
        damaged = f"a table of it cannot be read ({one_line(error)}); gongji verify says more"
        raise NoResult(folder, damaged) from error


def subject(folder: Path, record: dict[str, Any], lang: str = "en", width: int = WIDE) -> "Subject":
    """A study to be drawn in a language."""
    from sim.pages.subject import Subject

    known("--lang", [lang], LANGUAGES, "language")
    language: Language = "zh" if lang == "zh" else "en"
    return Subject(folder, record, Texts(language), width)


def outcomes_for(kind: Kind, study: "Subject") -> Iterator[Outcome]:
    """The outcomes that a chart can be of."""
    return filter(kind.fits, study.vocabulary.all)


def _outcome(kind: Kind, study: "Subject", of: str | None) -> Outcome | None:
    """The outcome that a chart is of: the one of --of, else the usual one, else the first of the report that fits."""
    if kind.fits is None:
        if of is not None:
            raise BadArgument("--of", f"the chart {kind.name} is of no single outcome")
        return None
    fitting = {outcome.name: outcome for outcome in outcomes_for(kind, study)}
    if of is not None:
        [of] = known("--of", [of], fitting, f"outcome of which there is the chart {kind.name}")
        return fitting[of]
    reported = [outcome.name for outcome in study.reported if outcome.name in fitting]
    named = [name for name in (kind.usual,) if name in reported]
    return fitting[next(iter([*named, *reported, *fitting]))]
