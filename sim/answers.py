"""How a command answers: its exit code, and what it says when something is wrong, as text or in a document."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from sim.stopping import exit_code, interruptible
from sim.words.language import say, speaking
from sim.words.translation import translated

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from sim.report.document import Document
    from sim.studies import Study

#: By Ctrl-C; SIGTERM has a code of its own.
FAILED, AT_FAULT, STOPPED = 1, 2, 130
DEBUG = "GONGJI_DEBUG"
#: Commands that keep no finished blocks.
NOT_RESUMED = (
    "test", "plan", "replay", "why", "check", "new", "results", "verify", "schema", "policy", "plot", "report",
    "serve", "population",
)  # fmt: skip


class View(NamedTuple):
    """How an answer is printed: of which outcomes (none: those of the file's `report`), in brief, as JSON, with the
    probabilities of exceeding which amounts; whether a page is written too."""

    only: str = ""
    is_brief: bool = False
    as_json: bool = False
    quiet: bool = False
    above: str = ""
    with_page: bool = False

    def outcomes(self, among: "Iterable[str]") -> tuple[str, ...]:
        """The outcomes asked for, checked before anything is simulated; `among` are those there are."""
        from sim.experiment.arguments import known, words

        return known("--only", words(self.only), among, "outcome")


def echo(text: object, err: bool = False) -> None:
    """Print a text; whatever a file's name or words hold, no screen takes it for an order."""
    from sim.errors import printable_lines

    typer.echo(printable_lines(str(text)), err=err)


def say_lines(lines: "Callable[[int], Iterable[Text]]") -> None:
    """Print lines that are made for the width of the screen."""
    from sim.report import WIDEST
    from sim.report.screen import Screen

    console = Screen()
    for line in lines(min(console.width, WIDEST)):
        console.print(line, highlight=False, soft_wrap=True)


def show_study(study: "Study", view: View, only: tuple[str, ...], into: "Document | None") -> None:
    """Show the results of a study, on the screen or in a document."""
    from sim.report.screen import Screen

    if into is not None:
        from sim.report.document import of_study

        into |= of_study(study.record, study.folder, only, study.bounds(view.above, only))
        return
    console = Screen()
    for line in study.report(console.width, only=only, is_brief=view.is_brief, above=view.above):
        console.print(line, highlight=False, soft_wrap=True)


def announced(text: str, console: "Console") -> str:
    """The text, printed if there is any, in the language of the screen."""
    if text:
        console.print(say(text), soft_wrap=True, highlight=False)
    return text


def answer(command: str, view: View, work: "Callable[[Document | None], int]") -> int:
    """Do the work of a command and return the exit code; as JSON, print the document that the work has filled."""
    if not view.as_json:
        return attempt(lambda: work(None))
    from sim.report.document import begun, text_of

    document = begun(command)
    with speaking("en"):  # a document is a format
        document["exit_code"] = attempt(lambda: work(document), document)
    echo(text_of(document))
    return document["exit_code"]


def attempt(work: Callable[[], int], into: "Document | None" = None) -> int:
    """Do some work and return the exit code; errors go to stderr or into a document, with a traceback on request."""
    try:
        with interruptible():
            return work()
    except KeyboardInterrupt as error:
        (code, text), cause = describe(error), error
    except Exception as error:
        if os.environ.get(DEBUG) == "1":
            raise
        (code, text), cause = describe(error), error
    if into is None:
        echo(text, err=True)
    else:
        from sim.report.document import of_error

        into |= of_error(cause, text)
    return code


def result_folder(name: Path, out: Path) -> Path:
    """The folder of a result, given by its path or by the name of the study."""
    from sim.outcomes.columns import RECORD

    folders = [folder for folder in (out / name, name) if folder.is_dir()]
    if not folders:
        from sim.experiment.arguments import known
        from sim.outcomes.files import records

        known("NAME", [str(name)], records(out), f"result in {out}")
    return next((folder for folder in folders if (folder / RECORD).is_file()), folders[0])


def describe(error: BaseException) -> tuple[int, str]:
    """The exit code of an error, and what to print."""
    if isinstance(error, KeyboardInterrupt):  # perhaps in the middle of an import, so nothing is imported here
        finished = getattr(error, "finished", "")  # of `Interrupted`
        stopped = say("Stopped after {finished}.", finished=finished) if finished else say("Stopped.")
        return exit_code(), say("{stopped} {then}", stopped=stopped, then=_how_to_resume())
    from sim.errors import Faults, GongjiError
    from sim.experiment.failures import one_line

    if isinstance(error, Faults):  # each begins with its file and line, unless it is of an argument
        return error.exit_code, str(error) if error.faults[0].file else say("gongji: {wrong}", wrong=error)
    if isinstance(error, GongjiError):
        wrong, *more = map(translated, f"{error}\n{error.hint}".rstrip().split("\n"))
        return error.exit_code, "\n".join([say("gongji: {wrong}", wrong=wrong), *more])
    hint = say("({variable}=1 shows where)", variable=DEBUG)
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        return FAILED, f"gongji: {translated(str(error.strerror or error))}{where} {hint}"
    return FAILED, f"gongji: {one_line(error)} {hint}"


def _how_to_resume() -> str:
    """What a stopped command left, and the command that goes on with it, if it is one that can."""
    if {*sys.argv[1:2]} & {*NOT_RESUMED}:
        return say("Nothing was changed.")
    return f"{say('What is finished is kept; to resume:')}\n  {called()} {shlex.join(sys.argv[1:])}"


def called() -> str:
    """How this program was called: `gongji` only where the shell finds that name."""
    program = Path(sys.argv[0])
    if program.suffix == ".py":
        return f"{shlex.quote(sys.executable)} -m gongji"
    found = shutil.which("gongji")
    if program.parent == Path() or (found and program.absolute() == Path(found).absolute()):
        return "gongji"
    return shlex.quote(os.path.relpath(program) if program.is_relative_to(Path.cwd()) else str(program))
