"""The command about one life: `gongji why`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.answers import View, answer, say_lines
from sim.options import RESULTS, File, Json, Out, Seeds

if TYPE_CHECKING:
    from sim.explain.life import Life
    from sim.report.document import Document

LifeNumber = Annotated[
    str, typer.Option("--life", help="A life: its number, worst, best, median:OUTCOME, first:OUTCOME=VALUE.")
]
Variant = Annotated[
    str | None, typer.Option(help="A variant of the file.", metavar="NAME", show_default="the file itself")
]
Who = Annotated[str | None, typer.Option(help="A person of the file.", metavar="NAME", show_default="everybody")]


def _life(file: Path, seeds: Path | None, variant: str | None, number: str, out: Path, who: str | None) -> "Life":
    """A life of a file, simulated in this process: it is one, so nothing need be compiled."""
    from sim.kernel_cache import interpret

    interpret()
    from sim.experiment.arguments import known
    from sim.explain.choosing import life_number
    from sim.explain.life import life
    from sim.scenario import load

    scenario = load(file, seeds)
    if variant:
        known("--variant", [variant], scenario.variants, "variant of this file")
        scenario = scenario.variant(variant)
    return life(scenario, life_number(scenario, number, out.expanduser(), who))


def why(
    file: File,
    life: LifeNumber = "0",
    variant: Variant = None,
    bill: Annotated[str | None, typer.Option(help="A bill of the file, by its name.", show_default=False)] = None,
    who: Annotated[str | None, typer.Option(help="A person, together with --on.", show_default=False)] = None,
    on: Annotated[str | None, typer.Option(help="A day of the run.", metavar="DATE", show_default=False)] = None,
    what: Annotated[str, typer.Option(help="covered, or bill: the person's bills of that day.")] = "covered",
    seeds: Seeds = None,
    out: Out = RESULTS,
    as_json: Json = False,
) -> None:
    """Say why a bill was paid as it was, or why somebody was covered on a day or not, in one life."""

    def explain(into: "Document | None") -> int:
        from sim.explain.questions import documented
        from sim.explain.questions import why as explained
        from sim.report.why import explanation

        found = _life(file, seeds, variant, life, out, who)
        answer = explained(found, bill, who, on, what)
        if into is not None:
            into |= {"life": found.journal.life, "variant": variant, **documented(answer)}
        else:
            say_lines(lambda width: explanation(answer, width))
        return 0

    raise typer.Exit(answer("why", View(as_json=as_json), explain))
