"""The commands about finished studies: `gongji results`, and `gongji verify`."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.answers import FAILED, View, announced, answer, attempt, echo, result_folder, show_study
from sim.command_line import Commands
from sim.options import RESULTS, Above, Brief, Json, Only, Out, OutAgain, Result
from sim.words.language import say

if TYPE_CHECKING:
    from sim.report.document import Document

results = Commands(
    name="results",
    help="Finished studies.",
    invoke_without_command=True,
    add_completion=False,
)


@results.callback()
def listed(context: typer.Context, out: Out = RESULTS, brief: Brief = False, as_json: Json = False) -> None:
    """List the studies in a folder of results; `show` and `export` are about one of them."""
    if context.invoked_subcommand is None:
        view = View(is_brief=brief, as_json=as_json)
        raise typer.Exit(answer("results", view, lambda into: _list(out.expanduser(), brief, into)))
    context.obj = out


def _list(out: Path, brief: bool, into: "Document | None") -> int:
    from sim.outcomes.files import readings, records

    if into is not None:
        from sim.report.document import of_listing

        into |= of_listing(out, readings(out))
    elif brief:
        for name in records(out):
            echo(name)
    else:
        from sim.report.results import listing
        from sim.report.screen import Screen

        console = Screen()
        for line in listing(out, console.width):
            console.print(line, highlight=False, soft_wrap=True)
    return 0


@results.command()
def show(
    context: typer.Context,
    name: Result,
    out: OutAgain = None,
    brief: Brief = False,
    only: Only = "",
    above: Above = "",
    as_json: Json = False,
) -> None:
    """Show a finished study again."""
    view = View(only, brief, as_json, above=above)

    def show_again(into: "Document | None") -> int:
        from sim.studies import study

        found = study(result_folder(name, (out or context.obj).expanduser()))
        show_study(found, view, view.outcomes(found.vocabulary), into)
        return 0

    raise typer.Exit(answer("results show", view, show_again))


@results.command()
def export(
    context: typer.Context,
    name: Result,
    to: Annotated[str, typer.Option(help="csv, xlsx (Excel) or dta (Stata).", metavar="FORMAT")] = "csv",
    into: Annotated[
        Path | None, typer.Option(help="Folder to write to.", metavar="FOLDER", show_default="the result's own")
    ] = None,
    out: OutAgain = None,
) -> None:
    """Export the tables of a study to other programs."""
    raise typer.Exit(attempt(lambda: _export(result_folder(name, (out or context.obj).expanduser()), to, into)))


def _export(folder: Path, to: str, into: Path | None) -> int:
    from typing import cast, get_args

    from sim.experiment.arguments import known
    from sim.outcomes.export import Format, export
    from sim.outcomes.files import changed

    [form] = known("--to", [to], get_args(Format), "format")
    for file in export(folder, cast(Format, form), into):
        echo(file)
    for name in changed(folder):
        echo(say("gongji: {name} differs from the record in run.json; gongji verify says more", name=name), err=True)
    return 0


def verify(
    name: Result,
    again: Annotated[
        bool, typer.Option("--again", help="Also simulate a sample of the lives again, and compare them.")
    ] = False,
    rows: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a population's files, for --again.", metavar="FOLDER", show_default="where they were read"
        ),
    ] = None,
    out: Out = RESULTS,
) -> None:
    """Verify that a result agrees with its record: files, scenario, law and program."""
    if rows is not None and not again:
        raise typer.BadParameter("needs --again", param_hint="--rows")
    raise typer.Exit(attempt(lambda: _verify(result_folder(name, out.expanduser()), again, rows)))


def _verify(folder: Path, again: bool, rows: Path | None) -> int:
    from sim.experiment.interpreting import COMPILING, how_to_begin
    from sim.experiment.verify import verify
    from sim.report import progress
    from sim.report.screen import Screen

    is_wrong, stderr = False, Screen(stderr=True)
    with ExitStack() as waiting:

        def begin(keys: frozenset[str]) -> None:
            if announced(how_to_begin(None, keys), stderr) == COMPILING:
                waiting.enter_context(progress.compiling(stderr))

        for finding in verify(folder, again, begin, rows and rows.expanduser()):
            waiting.close()
            echo(finding)
            is_wrong |= finding.is_wrong
    return FAILED if is_wrong else 0
