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

FAILED, AT_FAULT, STOPPED = 1, 2, 130
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
    replications: Annotated[
        int | None, typer.Option("--replications", "-n", min=1, help="Lives to draw.", show_default="the file's")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance.", show_default="the file's")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Blocks lived at a time.", show_default="one per processor")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where results go.")] = Path("results"),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but faults.")] = False,
) -> None:
    """Live a scenario many times: distributions on the screen, every life in results/NAME."""
    raise typer.Exit(attempt(lambda: _run(file, replications, seed, workers, out, quiet)))


def _run(file: Path, replications: int | None, seed: int | None, workers: int | None, out: Path, quiet: bool) -> int:
    from rich.console import Console

    from sim.experiment.run import compile_apart
    from sim.experiment.run import run as live
    from sim.report import progress
    from sim.scenario import load

    scenario = load(file)
    watched = Console(stderr=True, quiet=quiet)
    if _announced(watched):
        compile_apart(file)
    with progress.shown(watched, scenario.name, replications or scenario.replications) as tell:
        study = live(scenario, out=out, replications=replications, seed=seed, workers=workers, progress=tell)
    if not quiet:
        from sim.report.tables import show

        show(study, Console())
    return 0


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


# ----------------------------------------------------------------------------- what goes wrong


def attempt(work: Callable[[], int]) -> int:
    """Do something and give the exit code; what goes wrong is told on stderr, without a traceback unless asked for."""
    try:
        return work()
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
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
    from sim.experiment.blocks import BlockFailed, Interrupted, in_a_line
    from sim.outcomes.files import InUse
    from sim.policy import PolicyFault
    from sim.scenario import Faults

    if isinstance(error, Faults | PolicyFault):
        return AT_FAULT, str(error)
    if isinstance(error, Interrupted):
        return STOPPED, f"Stopped after {error}. What is finished is kept; to go on:\n  {_command()}"
    if isinstance(error, InUse):
        return FAILED, f"gongji: {error}"
    hint = f"{DEBUG}=1 shows where"
    if isinstance(error, BlockFailed):
        return FAILED, f"gongji: {error}\nThe other finished blocks are kept. ({hint})"
    if isinstance(error, OSError):
        return FAILED, f"gongji: {error.strerror or error}{f': {error.filename}' if error.filename else ''} ({hint})"
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
