"""The command `gongji`, thin: reads the arguments, calls the package, prints what it says.

Nothing heavy is imported before a command needs it. Exit codes: 0 all is well, 1 something failed or came out
otherwise, 2 the input is at fault, 130 stopped by Ctrl-C.
"""

import io
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.blocks import Progress
    from sim.studies import Study

    Tell = Callable[[Progress], None]

FAILED, AT_FAULT, STOPPED = 1, 2, 130
MOST_LIVES = 10_000_000  # as in a scenario file
DEBUG = "GONGJI_DEBUG"

app = typer.Typer(
    name="gongji",
    help="A household under China's employee medical insurance: lived month by month, thousands of times.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file.", show_default=False)]
Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Scenario files.", show_default=False)]
Replications = Annotated[
    int | None,
    typer.Option("--replications", "-n", min=1, max=MOST_LIVES, help="Lives to draw.", show_default="the file's"),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Seed of chance.", show_default="the file's")]
Until = Annotated[
    str | None, typer.Option(help="Live until the 95 % interval is ± that narrow: 1% or '50 yuan'.", metavar="WIDTH")
]
Of = Annotated[
    str, typer.Option(help="Outcomes that --until is meant for, commas between.", show_default="first of report")
]
Variants = Annotated[str | None, typer.Option(help="Names of variants, commas between.", metavar="A,B")]
Workers = Annotated[int | None, typer.Option(min=1, help="Blocks lived at a time.", show_default="one per processor")]
Cluster = Annotated[
    str | None, typer.Option(help="Address of a Dask scheduler whose workers live the blocks.", metavar="ADDRESS")
]
Out = Annotated[Path, typer.Option(help="The folder of all results.")]
Name = Annotated[str | None, typer.Option(help="Name of the result.", show_default="the file's")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but faults.")]
RESULTS = Path("results")


def main() -> None:
    """The entry point. What a terminal cannot spell is shown as `?`, not as an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()


@app.callback(invoke_without_command=True)
def gongji(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from sim import __version__

        typer.echo(f"gongji {__version__}")
        raise typer.Exit


@app.command()
def run(
    file: File,
    replications: Replications = None,
    seed: Seed = None,
    until: Until = None,
    of: Of = "",
    workers: Workers = None,
    cluster: Cluster = None,
    out: Out = RESULTS,
    name: Name = None,
    quiet: Quiet = False,
) -> None:
    """Live a scenario many times: distributions on the screen, every life in results/NAME."""
    how = {"out": out, "name": name, "workers": workers, "cluster": cluster, "replications": replications, "seed": seed}

    def live(tell: "Tell") -> "Study":
        from sim.studies import run

        return run(file, until=until, of=of, progress=tell, **how)

    raise typer.Exit(attempt(lambda: _study([file], live, quiet)))


@app.command()
def compare(
    files: Files,
    variants: Variants = None,
    baseline: Annotated[
        str | None, typer.Option(help="The variant the others are compared with.", show_default="the file itself")
    ] = None,
    replications: Replications = None,
    seed: Seed = None,
    until: Until = None,
    of: Of = "",
    workers: Workers = None,
    cluster: Cluster = None,
    out: Out = RESULTS,
    name: Name = None,
    quiet: Quiet = False,
) -> None:
    """Live the variants of a file, or several files, with the same luck and compare them life by life."""
    how = {"out": out, "name": name, "workers": workers, "cluster": cluster, "replications": replications, "seed": seed}

    def live(tell: "Tell") -> "Study":
        from sim.studies import compare

        return compare(*files, variants=variants, baseline=baseline, until=until, of=of, progress=tell, **how)

    raise typer.Exit(attempt(lambda: _study(files, live, quiet)))


@app.command()
def sweep(
    file: File,
    variants: Variants = None,
    points: Annotated[int | None, typer.Option(min=1, help="The most points to live.", show_default="2,000")] = None,
    replications: Replications = None,
    seed: Seed = None,
    workers: Workers = None,
    cluster: Cluster = None,
    out: Out = RESULTS,
    name: Name = None,
    quiet: Quiet = False,
) -> None:
    """Live the points of a file's sweep with the same lives: what moves the outcomes, and how far."""
    how = {"out": out, "name": name, "workers": workers, "cluster": cluster, "replications": replications, "seed": seed}

    def live(tell: "Tell") -> "Study":
        from sim.studies import sweep

        return sweep(file, variants=variants or "", most_points=points, progress=tell, **how)

    raise typer.Exit(attempt(lambda: _study([file], live, quiet)))


def _study(files: list[Path], live: "Callable[[Tell], Study]", quiet: bool) -> int:
    """Live a study and show it; 1 where points of it failed."""
    from rich.console import Console

    from sim.experiment.run import compile_apart
    from sim.report import progress
    from sim.scenario import load

    for file in files:
        load(file)  # its faults come before the rules are compiled
    from sim.report.tables import told_of_until

    watched = Console(stderr=True, quiet=quiet)
    if _announced(watched):
        compile_apart(files[0])
    with progress.shown(watched, files[0].stem) as tell:
        study = live(tell)
    if not quiet:
        _show(study)
    elif not study.record.get("until", {"reached": True})["reached"]:
        typer.echo(f"gongji: {told_of_until(study.record)}", err=True)
    return FAILED if study.record.get("failed") else 0


def _show(study: "Study") -> None:
    from rich.console import Console

    console = Console()
    for line in study.report(console.width):
        console.print(line, highlight=False, soft_wrap=True)


@app.command()
def test(files: Files) -> None:
    """Run scenarios and hold what comes out against their `expect`."""
    passed, failed, unread, code = 0, 0, 0, 0

    def one(file: Path) -> int:
        nonlocal passed, failed
        right, wrong = _test(file)
        passed, failed = passed + right, failed + wrong
        return FAILED if wrong else 0

    for file in files:
        ended = attempt(lambda file=file: one(file))
        unread += ended not in (0, FAILED)
        code = max(code, ended)
        if code == STOPPED:
            break
    if len(files) > 1:
        faulty = f", {unread} not run" if unread else ""
        typer.echo(f"{len(files)} files: {passed} passed, {failed} failed{faulty}")
    raise typer.Exit(code)


def _test(file: Path) -> tuple[int, int]:
    """How many expectations of a file hold and how many do not; each that does not is printed."""
    from sim.experiment.expectations import check as compare
    from sim.scenario import load

    scenario = load(file)
    if scenario.expect:
        from rich.console import Console

        _announced(Console(stderr=True))
    failures = compare(scenario)
    for failure in failures:
        typer.echo(str(failure))
    wrong = len({failure.expectation for failure in failures})
    right = len(scenario.expect) - wrong
    typer.echo(f"{file}: {right} passed, {wrong} failed" if scenario.expect else f"{file}: expects nothing")
    return right, wrong


@app.command()
def check(files: Files) -> None:
    """Check scenarios without living them."""
    raise typer.Exit(max(attempt(lambda file=file: _check(file)) for file in files))


def _check(file: Path) -> int:
    from sim.experiment.law import policy_of
    from sim.scenario import load

    scenario = load(file)
    for variant in (None, *scenario.variants):
        policy_of(scenario if variant is None else scenario.variant(variant))
    typer.echo(f"{file}: nothing wrong")
    return 0


@app.command()
def schema() -> None:
    """Print the JSON Schema of a scenario file."""
    import json

    from sim.scenario import schema as of_scenario

    typer.echo(json.dumps(of_scenario(), ensure_ascii=False, indent=2))


# ----------------------------------------------------------------------------- results

results = typer.Typer(
    name="results",
    help="What was lived before.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(results)


@results.callback()
def listed(context: typer.Context, out: Out = RESULTS) -> None:
    """List the studies in a folder of results; `show` and `export` look into one."""
    if context.invoked_subcommand is None:
        raise typer.Exit(attempt(lambda: _list(out)))
    context.obj = out


def _list(out: Path) -> int:
    from rich.console import Console

    from sim.report.results import listing

    console = Console()
    for line in listing(out, console.width):
        console.print(line, highlight=False, soft_wrap=True)
    return 0


Study_ = Annotated[Path, typer.Argument(metavar="NAME", help="Name of a result, or its folder.", show_default=False)]


@results.command()
def show(context: typer.Context, name: Study_) -> None:
    """Show a finished study once more."""

    def again() -> int:
        from sim.studies import study

        _show(study(_folder(name, context.obj)))
        return 0

    raise typer.Exit(attempt(again))


@results.command()
def export(
    context: typer.Context,
    name: Study_,
    to: Annotated[str, typer.Option(help="csv, xlsx (Excel) or dta (Stata).")] = "csv",
    into: Annotated[Path | None, typer.Option(help="Folder to write to.", show_default="the result's own")] = None,
) -> None:
    """Write the tables of a study for other programs."""
    raise typer.Exit(attempt(lambda: _export(_folder(name, context.obj), to, into)))


def _export(folder: Path, to: str, into: Path | None) -> int:
    from typing import cast, get_args

    from sim.experiment.arguments import known
    from sim.outcomes.export import Format, export
    from sim.outcomes.files import changed

    [form] = known("--to", [to], get_args(Format), "format")
    for file in export(folder, cast(Format, form), into):
        typer.echo(file)
    for name in changed(folder):
        typer.echo(f"gongji: {name} is not what run.json recorded; gongji verify says more", err=True)
    return 0


def _folder(name: Path, out: Path) -> Path:
    """The folder of a result: named as such, or by the name of the study."""
    from sim.experiment.arguments import known
    from sim.outcomes.files import RECORD, records

    folders = [folder for folder in (out / name, name) if folder.is_dir()]
    if not folders:
        known("NAME", [str(name)], records(out), f"result in {out}")
    return next((folder for folder in folders if (folder / RECORD).is_file()), folders[0])


@app.command()
def verify(
    name: Study_,
    again: Annotated[
        bool, typer.Option("--again", help="Also live a sample of the lives again, and compare them.")
    ] = False,
    out: Out = RESULTS,
) -> None:
    """Check that a result is what its record says: files, scenario, law and program."""
    raise typer.Exit(attempt(lambda: _verify(_folder(name, out), again)))


def _verify(folder: Path, again: bool) -> int:
    from rich.console import Console

    from sim.experiment.verify import verify

    if again:
        _announced(Console(stderr=True))
    wrong = 0
    for finding in verify(folder, again):
        typer.echo(str(finding))
        wrong += finding.is_wrong
    return FAILED if wrong else 0


# ----------------------------------------------------------------------------- what goes wrong


def attempt(work: Callable[[], int]) -> int:
    """Do something and give the exit code; what goes wrong is told on stderr, without a traceback unless asked for."""
    try:
        return work()
    except KeyboardInterrupt:
        typer.echo(f"Stopped. What is finished is kept; to go on:\n  {_command()}", err=True)
        return STOPPED
    except BrokenPipeError:  # nobody reads on; typer ends quietly
        raise
    except Exception as error:
        if os.environ.get(DEBUG) == "1":
            raise
        code, text = told(error)
        typer.echo(text, err=True)
        return code


def told(error: Exception) -> tuple[int, str]:
    """The exit code of an error, and what to say."""
    from sim.errors import Faults
    from sim.experiment.arguments import BadArgument
    from sim.experiment.blocks import BlockFailed, Interrupted, WorkersDied, in_a_line
    from sim.experiment.executors import Unreachable
    from sim.extras import MissingExtra
    from sim.outcomes.export import NoResult, TooLarge
    from sim.outcomes.files import InUse

    if isinstance(error, Faults):
        return error.exit_code, str(error)
    if isinstance(error, BadArgument | Unreachable | MissingExtra | NoResult | TooLarge):
        return AT_FAULT, f"gongji: {error}"
    if isinstance(error, Interrupted):
        return STOPPED, f"Stopped after {error}. What is finished is kept; to go on:\n  {_command()}"
    if isinstance(error, InUse):
        return FAILED, f"gongji: {error}"
    hint = f"{DEBUG}=1 shows where"
    if isinstance(error, BlockFailed | WorkersDied):
        return FAILED, f"gongji: {error}\nThe other finished blocks are kept. ({hint})"
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        return FAILED, f"gongji: {error.strerror or error}{where}. What is finished is kept. ({hint})"
    return FAILED, f"gongji: {in_a_line(error)} ({hint})"


def _announced(console: "Console") -> bool:
    """Whether the rules must be compiled first; says so before it takes its time."""
    from sim.compiled import is_warm

    if is_warm() or os.environ.get("NUMBA_DISABLE_JIT") == "1":
        return False
    console.print("Compiling the rules: about half a minute, once.", soft_wrap=True, highlight=False)
    return True


def _command() -> str:
    return shlex.join(["gongji", *sys.argv[1:]])
