"""The command `gongji`: reads the arguments, calls the package, prints the results.

Nothing heavy is imported before a command needs it. Exit codes: docs/errors.md.
"""

import io
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.answers import AT_FAULT, FAILED, STOPPED, View, announced, answer, attempt, called, echo, show_study
from sim.command_line import Commands
from sim.life_command import plan, replay, why
from sim.options import (
    RESULTS,
    Above,
    Brief,
    Cluster,
    File,
    Files,
    Json,
    Name,
    Of,
    Only,
    Out,
    Part,
    Quiet,
    Replications,
    Report,
    Seed,
    Seeds,
    Until,
    Variants,
    Workers,
)
from sim.page_command import plot, report
from sim.pipe import Output
from sim.policy_command import policy
from sim.population_command import population
from sim.results_command import results, verify
from sim.serve_command import serve
from sim.words.language import language, say
from sim.words.plurals import counted

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.failures import PartDone
    from sim.experiment.progress import Progress
    from sim.report.document import Document
    from sim.scenario import Scenario
    from sim.studies import Study

    Simulated = Callable[[Progress], None]

_LONGEST_ARGUMENT, _MOST_DIGITS = 4096, 30  # no system takes longer paths

app = Commands(
    name="gongji",
    help="Simulate a household under China's employee medical insurance: month by month, in thousands of lives.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Read the command line and answer. Characters that a terminal cannot encode are shown as `?`."""
    stdout, stderr = Output.instead_of(sys.stdout), Output.instead_of(sys.stderr)
    sys.stdout, sys.stderr = stdout or sys.stdout, stderr or sys.stderr
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace", line_buffering=stream is sys.stderr or stream.isatty())
    try:
        _refuse_endless(sys.argv[1:])
        app()
    except SystemExit as ended:
        if not ended.code and stdout and (refused := stdout.refused()):
            echo(say("gongji: the answer could not be written to standard output ({error})", error=refused), err=True)
            sys.exit(FAILED)
        raise


def _refuse_endless(arguments: list[str]) -> None:
    """Refuse what no option can mean before it is repeated at its whole length."""
    from sim.errors import quoted

    for argument in arguments:
        most = _MOST_DIGITS if argument.isdigit() else _LONGEST_ARGUMENT
        if len(argument) > most:
            digits = "gongji: {found} has {count:,} digits; no argument has more than {most:,}"
            characters = "gongji: {found} has {count:,} characters; no argument has more than {most:,}"
            text = digits if argument.isdigit() else characters
            echo(say(text, found=quoted(argument), count=len(argument), most=most), err=True)
            sys.exit(AT_FAULT)


@app.callback(invoke_without_command=True)
def gongji(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from sim.version import __version__

        echo(f"gongji {__version__}")
        raise typer.Exit


@app.command()
def run(
    file: File,
    variant: Annotated[
        str | None,
        typer.Option(help="Simulate this variant of the file.", metavar="NAME", show_default="the file itself"),
    ] = None,
    replications: Replications = None,
    seed: Seed = None,
    until: Until = None,
    of: Of = "",
    workers: Workers = None,
    cluster: Cluster = None,
    part: Part = None,
    seeds: Seeds = None,
    out: Out = RESULTS,
    name: Name = None,
    brief: Brief = False,
    only: Only = "",
    above: Above = "",
    with_page: Report = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate many lives of a scenario: distributions on the screen, every life in results/NAME."""
    options = _options(out, name, workers, cluster, part, replications, seed)

    def simulate(progress: "Simulated", *loaded: "Scenario") -> "Study":
        from sim.studies import run

        return run(*loaded, variant=variant, until=until, of=of, progress=progress, **options)

    view = View(only, brief, as_json, quiet, above, with_page)
    extent = {"lives": replications, "with_variants": bool(variant)}
    raise typer.Exit(answer("run", view, lambda into: _study([file], simulate, view, into, until, seeds, **extent)))


@app.command()
def compare(
    files: Files,
    variants: Variants = None,
    baseline: Annotated[
        str | None,
        typer.Option(help="The variant the others are compared with.", metavar="NAME", show_default="the file itself"),
    ] = None,
    replications: Replications = None,
    seed: Seed = None,
    until: Until = None,
    of: Of = "",
    workers: Workers = None,
    cluster: Cluster = None,
    part: Part = None,
    seeds: Seeds = None,
    out: Out = RESULTS,
    name: Name = None,
    brief: Brief = False,
    only: Only = "",
    with_page: Report = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate variants of a file, or several files, with common random numbers; compare them life by life."""
    options = _options(out, name, workers, cluster, part, replications, seed)

    def simulate(progress: "Simulated", *loaded: "Scenario") -> "Study":
        from sim.studies import compare

        return compare(*loaded, variants=variants, baseline=baseline, until=until, of=of, progress=progress, **options)

    view = View(only, brief, as_json, quiet, with_page=with_page)
    extent = {"lives": replications, "compared": len(files) == 1}
    raise typer.Exit(answer("compare", view, lambda into: _study(files, simulate, view, into, until, seeds, **extent)))


@app.command()
def sweep(
    file: File,
    variants: Variants = None,
    points: Annotated[int | None, typer.Option(min=1, help="Most points to simulate.", show_default="2,000")] = None,
    assumptions: Annotated[
        bool, typer.Option("--assumptions", help="Try other values of what the law assumes, not the file's sweep.")
    ] = False,
    replications: Replications = None,
    seed: Seed = None,
    workers: Workers = None,
    cluster: Cluster = None,
    part: Part = None,
    seeds: Seeds = None,
    out: Out = RESULTS,
    name: Name = None,
    brief: Brief = False,
    only: Only = "",
    with_page: Report = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate the same lives at all points of a file's sweep: what moves the outcomes, and how far."""
    options = _options(out, name, workers, cluster, part, replications, seed)

    def simulate(progress: "Simulated", *loaded: "Scenario") -> "Study":
        from sim.studies import sweep

        more = {"most_points": points, "assumptions": assumptions}
        return sweep(*loaded, variants=variants or "", progress=progress, **more, **options)

    view = View(only, brief, as_json, quiet, with_page=with_page)
    extent = {"lives": replications, "swept": True, "assumptions": assumptions}
    raise typer.Exit(answer("sweep", view, lambda into: _study([file], simulate, view, into, seeds=seeds, **extent)))


def _options(
    out: Path,
    name: str | None,
    workers: int | None,
    cluster: str | None,
    part: str | None,
    replications: int | None,
    seed: int | None,
) -> dict[str, Any]:
    """The options that all studies have in common."""
    return {
        "out": out, "name": name, "workers": workers, "cluster": cluster, "part": part,
        "replications": replications, "seed": seed,
    }  # fmt: skip


def _study(
    files: list[Path],
    simulate: "Callable[..., Study]",
    view: View,
    into: "Document | None",
    until: str | None = None,
    seeds: Path | None = None,
    with_variants: bool = True,
    **extent: Any,
) -> int:
    """Run a study and show it; the exit code is 1 if points of it failed. `extent` says what `person_months` counts."""
    from sim.experiment.bounds import bounds
    from sim.experiment.failures import PartDone
    from sim.experiment.interpreting import COMPILING, how_to_begin, keys_of, person_months
    from sim.report import progress
    from sim.report.document import of_note
    from sim.report.screen import Screen
    from sim.scenario import load, notes

    if view.with_page:
        from sim.pages.report import ready

        ready()
    loaded = [load(file, seeds) for file in files]  # faults are shown before the rules are compiled
    only = view.outcomes(loaded[0].outcomes)
    bounds(
        view.above, loaded[0].outcomes, only or loaded[0].report
    )  # a wrong one is an error before lives are simulated
    is_unknown = until or any(scenario.population for scenario in loaded)
    months = None if is_unknown else sum(person_months(scenario, **extent) for scenario in loaded)
    from sim.report.tables import until_text

    stderr = Screen(stderr=True, quiet=view.quiet)
    for note in [note for scenario in loaded for note in notes(scenario)]:
        if into is None:
            announced(str(note), stderr)
        else:
            into.setdefault("notes", []).append(of_note(note))
    keys, starting = keys_of(loaded, with_variants), progress.STARTING
    if announced(how_to_begin(months, keys), stderr) == COMPILING:
        starting = _compile(dict(zip(files, loaded)), seeds, keys, stderr)
    try:
        with progress.shown(stderr, files[0].stem, starting) as report:
            study = simulate(report, *loaded)
    except PartDone as done:
        return _part_done(done, view, into)
    if into is not None or not view.quiet:
        show_study(study, view, only, into)
    elif not study.record.get("until", {"reached": True})["reached"]:
        echo(f"gongji: {until_text(study.record)}", err=True)
    if view.with_page:
        _write_page(study, view, into)
    return FAILED if study.record.get("failed") else 0


def _part_done(done: "PartDone", view: View, into: "Document | None") -> int:
    if into is not None:
        into["part"] = {"number": done.part.number, "of": done.part.of, "lives": done.lives, "of_lives": done.of_lives}
    elif not view.quiet:
        echo(
            say(
                "part {part} of {of} is done: {lives} of {of_lives} lives are in {folder}; once all parts are, the "
                "same command without --part writes the result",
                part=done.part.number, of=done.part.of, lives=f"{done.lives:,}", of_lives=f"{done.of_lives:,}",
                folder=done.folder,
            )
        )  # fmt: skip
    return 0


def _write_page(study: "Study", view: View, into: "Document | None") -> None:
    """Write the page about a study beside its folder, in which nothing but the result may be."""
    written = study.page(study.folder.with_name(f"{study.folder.name}.html"), language())
    if into is not None:
        into["page"] = str(written)
    elif not view.quiet:
        echo(written)


def _compile(loaded: "dict[Path, Scenario]", seeds: Path | None, keys: "frozenset[str]", console: "Console") -> str:
    """Compile what files need before they are simulated, and say how long it takes; what the study then waits for."""
    from sim.experiment.compiling import compile_apart
    from sim.experiment.interpreting import keys_of
    from sim.kernel_cache import is_warm
    from sim.report import progress

    with progress.compiling(console):
        for file, scenario in loaded.items():
            if not all(map(is_warm, keys_of([scenario]))):
                compile_apart(file, seeds)
    # extensions of variants, and rules that cannot be kept, are compiled by whoever simulates them
    return progress.STARTING if all(map(is_warm, keys)) else progress.COMPILING


@app.command("test")
def compare_with_expected(files: Files, seeds: Seeds = None, brief: Brief = False, as_json: Json = False) -> None:
    """Simulate scenarios and compare the outcomes with their `expect`."""
    view = View(is_brief=brief, as_json=as_json)
    raise typer.Exit(answer("test", view, lambda into: _test_all(files, seeds, brief, into)))


def _test_all(files: list[Path], seeds: Path | None, brief: bool, into: "Document | None") -> int:
    passed, failed, not_run, code = 0, 0, 0, 0
    begun = False

    def test_and_count(file: Path, of_file: "Document | None") -> int:
        nonlocal passed, failed, begun
        scenario = _load(file, seeds)
        if scenario.expect and not begun:
            begun = True
            _begin(files, seeds)
        held, broken = _test(file, scenario, brief, of_file)
        passed, failed = passed + held, failed + broken
        return FAILED if broken else 0

    for file in files:
        of_file = _of_file(file, into)
        code_of_file = attempt(lambda file=file, of_file=of_file: test_and_count(file, of_file), of_file)
        not_run += code_of_file not in (0, FAILED)
        code = max(code, code_of_file)
        if code >= STOPPED:
            break
    if into is None and (brief or len(files) > 1):
        others = say(", {count} not run", count=not_run) if not_run else ""
        tested = "{files}: {passed} passed, {failed} failed{others}"
        echo(say(tested, files=counted(len(files), "file"), passed=passed, failed=failed, others=others))
    return code


def _of_file(file: Path, into: "Document | None") -> "Document | None":
    """The part of a document about one of several files."""
    if into is None:
        return None
    of_file: Document = {"file": str(file), "faults": [], "error": None}
    into.setdefault("files", []).append(of_file)
    return of_file


def _load(file: Path, seeds: Path | None) -> "Scenario":
    from sim.scenario import load

    return load(file, seeds)


def _begin(files: list[Path], seeds: Path | None) -> None:
    """Say how the files are simulated, if the rules are not compiled yet."""
    from sim.errors import GongjiError
    from sim.experiment.interpreting import COMPILING, how_to_begin, keys_of, person_months
    from sim.report.screen import Screen

    loaded: dict[Path, Scenario] = {}
    for file in files:
        with suppress(GongjiError, OSError):  # its faults are shown in its turn
            loaded[file] = _load(file, seeds)
    keys, stderr = keys_of(loaded.values(), with_variants=True), Screen(stderr=True)
    if announced(how_to_begin(sum(map(person_months, loaded.values())), keys), stderr) == COMPILING:
        _compile(loaded, seeds, keys, stderr)


def _test(file: Path, scenario: "Scenario", brief: bool, into: "Document | None") -> tuple[int, int]:
    """How many expectations of a file hold and how many do not; prints each that does not."""
    from sim.scenario import notes
    from sim.studies import test

    found = notes(scenario)
    failures = test(scenario)
    failed = len({failure.expectation for failure in failures})
    passed = len(scenario.expect) - failed
    if into is not None:
        from sim.report.document import of_failure, of_note

        into["notes"] = [of_note(note) for note in found]
        into |= {"passed": passed, "failed": failed, "failures": [of_failure(failure) for failure in failures]}
        return passed, failed
    for note in found if not brief else ():
        echo(note, err=True)
    for failure in failures:
        echo(failure)
    if not brief:
        tested, nothing = "{file}: {passed} passed, {failed} failed", "{file}: expects nothing"
        has_any = bool(scenario.expect)
        echo(say(tested, file=file, passed=passed, failed=failed) if has_any else say(nothing, file=file))
    return passed, failed


@app.command()
def check(files: Files, seeds: Seeds = None, brief: Brief = False, as_json: Json = False) -> None:
    """Check scenarios without simulating them."""
    raise typer.Exit(
        answer("check", View(is_brief=brief, as_json=as_json), lambda into: _check_all(files, seeds, brief, into))
    )


def _check_all(files: list[Path], seeds: Path | None, brief: bool, into: "Document | None") -> int:
    codes = []
    for file in files:
        of_file = _of_file(file, into)
        codes.append(attempt(lambda file=file, of_file=of_file: _check(file, seeds, brief, of_file), of_file))
    if brief and into is None:
        faulty = sum(code != 0 for code in codes)
        number = counted(len(files), "file")
        some = say("{files}: {faulty} with faults", files=number, faulty=faulty)
        echo(some if faulty else say("{file}: no faults", file=number))
    return max(codes)


def _check(file: Path, seeds: Path | None, brief: bool, into: "Document | None") -> int:
    from sim.scenario import check, notes

    scenario = check(file, seeds)
    population = None
    if scenario.population:
        from sim.experiment.reading import checked_by
        from sim.population import check_population

        population = check_population(scenario, checked_by(None))
    own, found = scenario.seeds, notes(scenario)
    if into is not None:
        from sim.report.document import of_note

        into["notes"] = [of_note(note) for note in found]
        if population:
            into["population"] = population.described()
    if brief or into is not None:
        return 0
    echo(say("{file}: no faults", file=file))
    for line in population.lines() if population else ():
        echo(line)
    for note in found:
        echo(note)
    for region in own.shadowing():
        shadowing = "note: {file} is read in place of the program's own file"
        echo(say(shadowing, file=f"{own.folder}/{region}.yaml"))
    return 0


app.command()(plan)
app.command()(replay)
app.command()(why)
app.command()(plot)
app.command()(report)
app.command()(serve)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", show_default=False)],
    example: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME",
            help="A worked scenario to start from.",
            show_default="starter, in Chinese starter_zh",
        ),
    ] = None,
) -> None:
    """Write a scenario with comments to start from, and beside it the JSON Schema for editors."""

    def write() -> int:
        from sim.scenario.examples import write

        for written in write(file, example):
            echo(written)
        echo(say("next: {command}", command=f"{called()} check {shlex.quote(str(file))}"))
        return 0

    raise typer.Exit(attempt(write))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a scenario file."""
    import json

    from sim.scenario import schema as of_scenario

    echo(json.dumps(of_scenario(), ensure_ascii=False, indent=2))


app.add_typer(policy)
app.add_typer(population)
app.add_typer(results)
app.command()(verify)
