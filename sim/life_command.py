"""The commands about one life, `gongji replay` and `gongji why`, and about the calendar of all, `gongji plan`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.answers import View, answer, echo, say_lines
from sim.options import RESULTS, File, Json, Out, Seeds

if TYPE_CHECKING:
    from sim.explain.choosing import Choice
    from sim.explain.life import Life
    from sim.report.document import Document
    from sim.scenario import Scenario

LifeNumber = Annotated[
    str, typer.Option("--life", help="A life: its number, worst, best, median:OUTCOME, first:OUTCOME=VALUE.")
]
Variant = Annotated[
    str | None, typer.Option(help="A variant of the file.", metavar="NAME", show_default="the file itself")
]
Who = Annotated[str | None, typer.Option(help="A person of the file.", metavar="NAME", show_default="everybody")]
Household = Annotated[
    str | None,
    typer.Option(help="A household of a population, by its number in the rows.", metavar="NUMBER", show_default=False),
]
Days = Annotated[bool, typer.Option("--days", help="Print every day; without, those of at most a year.")]
Since = Annotated[
    str | None,
    typer.Option("--from", help="The first year, month or day.", metavar="DATE", show_default="the run's first day"),
]
Until = Annotated[
    str | None, typer.Option(help="The last year, month or day.", metavar="DATE", show_default="the run's last day")
]


def _scenario(file: Path, seeds: Path | None, variant: str | None, household: str | None) -> "Scenario":
    """A file, or a variant of it, to be simulated in this process: it is one life, so nothing need be compiled."""
    from sim.kernel_cache import interpret

    interpret()
    from sim.experiment.arguments import known
    from sim.scenario import load

    scenario = load(file, seeds)
    if variant:
        known("variant", [variant], scenario.variants, "variant of this file")
        scenario = scenario.variant(variant)
    from sim.explain.life import of_household

    return of_household(scenario, household)


def _life(
    file: Path, seeds: Path | None, variant: str | None, household: str | None, number: str, out: Path, who: str | None
) -> "tuple[Life, Choice]":
    """A life of a file, and how it was chosen."""
    scenario = _scenario(file, seeds, variant, household)
    from sim.explain.choosing import chosen, numbered
    from sim.explain.life import life

    choice = numbered(number) if household else chosen(scenario, number, out.expanduser(), who)
    return life(scenario, choice.number), choice


def replay(
    file: File,
    life: LifeNumber = "0",
    variant: Variant = None,
    household: Household = None,
    who: Who = None,
    since: Since = None,
    until: Until = None,
    days: Days = False,
    seeds: Seeds = None,
    out: Out = RESULTS,
    as_json: Json = False,
) -> None:
    """Simulate one life again and say what happened in it: its years at a glance, its days with their law."""

    def tell(into: "Document | None") -> int:
        from sim.explain.replay import documented
        from sim.explain.replay import replay as replayed

        found, choice = _life(file, seeds, variant, household, life, out, who)
        story = replayed(found, who, since, until)
        if into is not None:
            into |= {**_about(found, choice, variant, household), **documented(story)}
        else:
            from sim.report.replay import story as told

            say_lines(lambda width: told(story, _titled(choice, variant), days, width))
        return 0

    raise typer.Exit(answer("replay", View(as_json=as_json), tell))


def plan(
    file: File,
    variant: Variant = None,
    household: Household = None,
    who: Who = None,
    since: Since = None,
    until: Until = None,
    days: Days = False,
    seeds: Seeds = None,
    as_json: Json = False,
) -> None:
    """Show the calendar that a scenario produces: day, phase, process, and whom it concerns. Nothing is simulated."""

    def show(into: "Document | None") -> int:
        scenario = _scenario(file, seeds, variant, household)
        from sim.explain.planned import documented, planned

        calendar = planned(scenario, who, since, until)
        if into is not None:
            into |= {"scenario": scenario.title, "household": household, "variant": variant, **documented(calendar)}
        else:
            from sim.report.planned import calendar as shown

            say_lines(lambda width: shown(calendar, days, width))
        return 0

    raise typer.Exit(answer("plan", View(as_json=as_json), show))


def _about(life: "Life", choice: "Choice", variant: str | None, household: str | None) -> "Document":
    """What a document says of a life."""
    return {
        "scenario": life.scenario.title, "household": household, "life": choice.number, "chosen": choice.how or None,
        "variant": variant,
    }  # fmt: skip


def _titled(choice: "Choice", variant: str | None) -> str:
    return f"{choice}{f'; variant {variant}' if variant else ''}"


def _variant(name: str) -> str | None:
    """The variant of a name; the file itself has one too."""
    from sim.explain.between import BASELINE

    return None if name == BASELINE else name


def why(
    file: File,
    life: LifeNumber = "0",
    variant: Variant = None,
    household: Household = None,
    bill: Annotated[
        str | None, typer.Option(help="A bill of the file, by its name.", metavar="NAME", show_default=False)
    ] = None,
    who: Annotated[
        str | None, typer.Option(help="A person, together with --on.", metavar="NAME", show_default=False)
    ] = None,
    on: Annotated[str | None, typer.Option(help="A day of the run.", metavar="DATE", show_default=False)] = None,
    what: Annotated[str, typer.Option(help="covered, or bill: the person's bills of that day.")] = "covered",
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Two variants; baseline is the file itself.", metavar="NAME NAME", show_default=False),
    ] = None,
    seeds: Seeds = None,
    out: Out = RESULTS,
    as_json: Json = False,
) -> None:
    """Say why a bill was paid as it was, or why somebody was covered on a day or not, in one life; or how the same life
    differs between two variants."""

    def differ(into: "Document | None") -> int:
        from sim.explain.between import between as apart
        from sim.explain.between import documented
        from sim.explain.questions import refuse_beside_between
        from sim.report.between import difference

        assert between is not None
        refuse_beside_between(between, bill=bill, on=on, variant=variant)
        first, choice = _life(file, seeds, _variant(between[0]), household, life, out, who)
        second, _ = _life(file, seeds, _variant(between[1]), household, str(choice.number), out, who)
        found = apart((first, second), between, who)
        if into is not None:
            into |= {**_about(first, choice, None, household), **documented(found)}
        else:
            say_lines(lambda width: difference(found, str(choice), width))
        return 0

    def explain(into: "Document | None") -> int:
        from sim.explain.questions import documented
        from sim.explain.questions import why as explained
        from sim.report.why import explanation

        found, choice = _life(file, seeds, variant, household, life, out, who)
        answer = explained(found, bill, who, on, what)
        if into is not None:
            into |= {**_about(found, choice, variant, household), **documented(answer)}
        else:
            if choice.how:
                echo(f"{_titled(choice, variant)}\n")
            say_lines(lambda width: explanation(answer, width))
        return 0

    raise typer.Exit(answer("why", View(as_json=as_json), differ if between else explain))
