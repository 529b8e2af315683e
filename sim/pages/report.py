"""One page about a study, that stands by itself: the finding first, then everything it rests on."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sim.experiment.arguments import BadArgument
from sim.experiment.failures import one_line
from sim.experiment.record import BASELINE, SWEEPS
from sim.extras import needs
from sim.outcomes.columns import COMPARISON, EFFECTS
from sim.outcomes.recorded import NoResult
from sim.pages import population, rests_on
from sim.pages.beside import begin_page
from sim.pages.chart import Table
from sim.pages.charts import subject, texts_of
from sim.pages.finding import findings
from sim.pages.household import household
from sim.pages.lives import lives, one_life
from sim.pages.look import TOKENS
from sim.pages.shown import Drawn, Shown, drawn, image, table
from sim.pages.subject import Subject
from sim.pages.texts import Texts
from sim.pages.timeline import OF_STATUS, PAYERS, colors
from sim.report.comparison import differs
from sim.report.tables import is_certain
from sim.version import __version__
from sim.words.states import Status

if TYPE_CHECKING:
    from jinja2 import Environment

    from sim.scenario import Scenario

_FOLDER = Path(__file__).parent
_STYLE = "report.css"
_KINDS = {
    "run": "page_of_run", "comparison": "page_of_comparison", "sweep": "page_of_sweep",
    "population": "page_of_population", "population_comparison": "page_of_population_comparison",
    "population_sweep": "page_of_population_sweep",
}  # fmt: skip
#: The columns of the outcomes by the kind of study: what heads them, and what they are called in the result.
_STATISTICS = {
    "run": {name: name for name in ("mean", "low", "high", "p5", "p25", "median", "p75", "p95")},
    "comparison": {name: name for name in ("baseline", "difference", "low", "high", "better", "worse", "p_holm")},
    "sweep": {
        "effect": "effect", "low": "effect_from", "high": "effect_to", "low_end": "value_low", "high_end": "value_high",
    },
}  # fmt: skip
_MOST_PATHS = 6  # that are listed in a sentence
_OF_ONE_LIFE = _STATISTICS | {
    "run": {"value": "mean"},
    "comparison": {"baseline": "baseline", "difference": "difference"},
}


def ready() -> None:
    """Refuse to begin where a library that a page needs is missing."""
    with needs("report", "pages"):
        for library in ("altair", "jinja2", "vl_convert"):
            if find_spec(library) is None:  # to load them takes time, in which lives can be simulated already
                raise ImportError(library)


def page(folder: Path, record: dict[str, Any], lang: str = "en", more: Sequence[str] = ()) -> str:
    """The page about a study as HTML, in a language, with `more` lives; it fetches nothing and runs nothing."""
    from polars.exceptions import PanicException, PolarsError

    ready()
    begin_page(folder)
    study = subject(folder, record, lang)
    if study.is_population and more:
        raise BadArgument("--life", "the page about a population shows no single lives")
    try:
        return _written(study, more)
    except (PolarsError, PanicException, OSError) as error:
        damaged = f"a table of it cannot be read ({one_line(error)}); gongji verify says more"
        raise NoResult(folder, damaged) from error


def found(folder: Path, record: dict[str, Any], lang: str = "en") -> list[str]:
    """What a study found, in the sentences that begin its page."""
    study = subject(folder, record, lang)
    return findings(study, period(study))


def page_of_life(scenario: "Scenario", number: int, lang: str = "en") -> str:
    """One life of a scenario as a page by itself: its timeline, its years, the causes of its bills and gaps."""
    ready()
    say = texts_of(lang)
    return _rendered("life.html", say, title=scenario.title, lives=one_life(say, scenario, number), name="")


def _rendered(template: str, say: Texts, **parts: object) -> str:
    """A page of one of the templates, with what all of them have."""
    style = (_FOLDER / _STYLE).read_text(encoding="utf-8")
    return (
        _templates()
        .get_template(template)
        .render(say=say, style=style, tokens=TOKENS, scheme_colors=colors(), legend=list(_legend(say)), **parts)
    )


@cache
def _templates() -> "Environment":
    """The templates of pages, all compiled."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    library = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    for name in library.list_templates(extensions=["html"]):
        library.get_template(name)
    return library


def _written(study: Subject, more: Sequence[str]) -> str:
    if study.is_population:
        outcomes, *tables = (table(study, one, name) for name, one in population.tables(study).items())
        parts = _parts(study, drawn(study), outcomes=outcomes, tables=tables, household=None)
        return _rendered("report.html", study.say, lives=None, **parts)
    with ThreadPoolExecutor(1) as beside:  # other processes simulate the lives while the charts are drawn
        simulated = beside.submit(lives, study, more)
        charts = drawn(study)
        outcomes, of_persons = (_outcomes(study, of_persons=which) for which in (False, True))
        tables = [of_persons] if of_persons.size > outcomes.size else []
        parts = _parts(study, charts, outcomes=outcomes, tables=tables, household=household(study))
        _templates()  # compiled before the last life is there
        return _rendered("report.html", study.say, lives=simulated.result(), **parts)


def _parts(study: Subject, charts: list[Drawn], **parts: object) -> dict[str, Any]:
    """What the page has but lives: the charts, parts that differ by kind, and what all studies have."""
    return dict(
        record=study.record,
        name=study.folder.name,
        version=__version__,
        findings=findings(study, period(study)),
        studied=list(_studied(study)),
        about=study.record["scenario"].get("about", ""),
        variants=list(_variants(study)),
        refusals=[*rests_on.refusals(study)],
        image=image,
        charts=charts,
        assumptions=table(study, rests_on.assumptions(study), "assumptions"),
        grades=rests_on.grades(study),
        sources=rests_on.sources(study),
        commands=rests_on.commands(study),
        limits=rests_on.limits(study),
        made_with=_made_with(study),
        **parts,
    )


def _made_with(study: Subject) -> str:
    libraries = [f"{library} {number}" for library, number in study.record["versions"].items()]
    return study.say.headed(study.say("versions"), ", ".join(libraries))


# ----------------------------------------------------------------------------- what was studied


def _studied(study: Subject) -> Iterator[str]:
    """What was simulated, in sentences."""
    say, record = study.say, study.record
    if study.is_population:
        yield from population.studied(study, say(_KINDS[record["kind"]], file=record["file"]), period(study))
    else:
        yield from _of_household(study)
    variants = say.listed(list(record.get("variants", {})))
    if "baseline" in record:
        yield say("compared", baseline=study.case(record["baseline"]), variants=variants)
    if record["kind"] in SWEEPS:
        under = say("swept_under", variants=variants) if variants else ""
        yield say("swept", points=f"{record['points']:,}", paths=_paths(study), under=under)
    if failed := record.get("failed"):
        points = {one["point"] for one in failed}
        why = failed[0]["reason"].rstrip(".")
        yield say("points_failed", failed=f"{len(points):,}", points=f"{record['points']:,}", why=why)
    yield from rests_on.extensions(study)


def _paths(study: Subject) -> str:
    """The swept paths; where they are many, how many."""
    paths = study.record["paths"]
    return study.say("many_paths", number=len(paths)) if len(paths) > _MOST_PATHS else study.say.listed(paths)


def _of_household(study: Subject) -> Iterator[str]:
    """Who was simulated, and in how many lives."""
    say, record = study.say, study.record
    number = len(record["people"])
    people = say("one_person") if number == 1 else say("number_of_people", number=number)
    regions = say.listed([study.region(region) for region in record["regions"]])
    kind = say(_KINDS[record["kind"]], file=record["file"])
    start = record["scenario"]["start"]
    yield say("studied", kind=kind, people=people, period=period(study), start=start, regions=regions)
    if record.get("variant"):
        yield say("variant_studied", variant=record["variant"])
    lives, seed = f"{record['lives']:,}", record["seed"]
    if is_certain(record):
        yield say("nothing_by_chance")
    else:
        yield say("one_drawn" if study.is_one_life else "drawn", lives=lives, seed=seed)
    if until := record.get("until"):
        key = "until_reached" if until["reached"] else "until_not_reached"
        yield say(key, of=say.listed(until["of"]), width=until["width"])


def period(study: Subject) -> str:
    """How long the run is."""
    say = study.say
    start, end = (date.fromisoformat(study.record["scenario"][day]) for day in ("start", "end"))
    if (start.month, start.day) != (end.month, end.day):
        return say("number_of_days", number=f"{(end - start).days:,}")
    years = end.year - start.year
    return say("one_year") if years == 1 else say("number_of_years", number=years)


def _variants(study: Subject) -> Iterator[tuple[str, str]]:
    """The variants with what they are, where the file says it."""
    for name, variant in study.record.get("variants", {}).items():
        if variant.get("about"):
            yield name, variant["about"]


def _legend(say: Texts) -> Iterator[tuple[str, str]]:
    """The colours of the timelines: the class of each, and what it means."""
    for status in Status:
        yield OF_STATUS[status], say.of(status)
    for payer in PAYERS:
        yield payer, say(payer)


# ----------------------------------------------------------------------------- the outcomes as a table


def _outcomes(study: Subject, of_persons: bool) -> Shown:
    """The table of a study's reported outcomes: of the family with yes and no of each person, or all of each person."""
    kind = study.record["kind"]
    rows = {"run": _of_run, "comparison": _of_comparison, "sweep": _of_sweep}[kind](study)
    kept = [
        row for row in rows if of_persons or row["person"] is None or not study.vocabulary[row["outcome"]].has_family
    ]
    statistics = _STATISTICS[kind] if not study.is_one_life else _OF_ONE_LIFE[kind]
    heads = {"variant": "variant"} if kind == "comparison" else {"path": "path"} if kind == "sweep" else {}
    found = [
        {study.say(head): row[key] for head, key in heads.items()}
        | _named(study, row)
        | {study.say(head): row[key] for head, key in statistics.items()}
        for row in kept
    ]
    of_family = "outcomes_of_one_life" if study.is_one_life and kind != "sweep" else f"outcomes_of_{kind}"
    title = study.say("of_each_person" if of_persons else of_family)
    name = "outcomes-of-each" if of_persons else "outcomes"
    return table(study, Table(title, pl.DataFrame(found, infer_schema_length=None)), name)


def _named(study: Subject, row: dict[str, Any]) -> dict[str, Any]:
    """The columns that say of which outcome and of whom a row is."""
    say, outcome = study.say, study.vocabulary[row["outcome"]]
    unit = say.unit(outcome.unit)
    return {say("outcome"): say.outcome(outcome), say("unit"): unit, say("person"): say.whom(row["person"])}


def _of_run(study: Subject) -> list[dict[str, Any]]:
    return [row for outcome in study.reported for row in study.summary(outcome) if row["lives"]]


def _of_comparison(study: Subject) -> list[dict[str, Any]]:
    return [row for row in _reported(study, COMPARISON) if differs(row)]


def _of_sweep(study: Subject) -> list[dict[str, Any]]:
    rows = [row for row in _reported(study, EFFECTS) if row["variant"] == BASELINE]
    return [row for row in rows if row["effect"]] or rows


def _reported(study: Subject, file: str) -> list[dict[str, Any]]:
    """The rows of a table that are of reported outcomes."""
    names = [outcome.name for outcome in study.reported]
    return study.rows(file).filter(pl.col("outcome").is_in(names)).collect().to_dicts()
