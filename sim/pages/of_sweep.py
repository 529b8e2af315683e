"""What the charts of a sweep have in common: whose outcome they are of, its rows, what moves it."""

import polars as pl

from sim.experiment.record import BASELINE
from sim.outcomes.columns import POINT_OUTCOMES
from sim.outcomes.rows import of_whom
from sim.pages.drawing import whose
from sim.pages.subject import Subject
from sim.report.varying import Effect, over
from sim.words.outcomes import Outcome

HEIGHT, LOW = 230, 130  # pixels of curves: alone, of one panel of several


def moves(study: Subject, outcome: Outcome, who: str | None) -> bool:
    """Whether the swept values move an outcome."""
    return any(effect.moves for effect in effects_on(study, outcome, person_shown(study, outcome, who)))


def person_shown(study: Subject, outcome: Outcome, who: str | None) -> str | None:
    """Whose outcome is shown: of yes and no, where nobody is named, that of the first person whom the sweep moves; of a
    population that of its households, else of its persons."""
    if study.is_population:
        return over(outcome)
    if who is not None or outcome.has_family:
        return who
    people = study.people
    moved = (name for name in people if any(effect.moves for effect in effects_on(study, outcome, name)))
    return next(moved, people[0])


def effects_on(study: Subject, outcome: Outcome, who: str | None) -> list[Effect]:
    """The effects on the baseline, the largest first."""
    return study.effects.get((outcome.name, who), [])


def rows_on(study: Subject, file: str, outcome: Outcome, who: str | None) -> pl.DataFrame:
    rows = of_whom(study.rows(file)).filter(pl.col("outcome") == outcome.name)
    return rows.filter(pl.col("person").eq_missing(pl.lit(who, pl.String))).collect()


def unmoved(study: Subject, outcome: Outcome, who: str | None) -> str:
    """That an outcome is the same at every point, or that there are too few of them to say so."""
    rows = rows_on(study, POINT_OUTCOMES, outcome, who).filter(pl.col("mean").is_not_null())
    points = rows.filter(pl.col("variant") == BASELINE).height
    return study.say("few_points" if points < 2 else "unmoved", outcome=whose_baseline(study, outcome, who))


def whose_baseline(study: Subject, outcome: Outcome, who: str | None) -> str:
    """An outcome and whose it is; where there are variants too, that it is of the baseline."""
    if not study.record["variants"]:
        return whose(study, outcome, who)
    say = study.say
    return say.capital(say("whose_baseline", outcome=say.outcome(outcome), whom=study.whom(who)))


def unit_of_mean(study: Subject, outcome: Outcome) -> str:
    return study.say("of_lives") if outcome.is_flag else study.say.unit(outcome.unit)


def cases_of(study: Subject) -> dict[str, str]:
    """What the baseline and the variants are called, by their names in the files."""
    return {name: study.case(name) for name in (BASELINE, *study.record["variants"])}
