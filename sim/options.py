"""The arguments and options that several commands have."""

import os
from pathlib import Path
from typing import Annotated

import typer

from sim.words.language import LANGUAGES, Language

MOST_LIVES = 10_000_000  # as in a scenario file

File = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file.", show_default=False)]
Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Scenario files.", show_default=False)]
Replications = Annotated[
    int | None,
    typer.Option("--replications", "-n", min=1, max=MOST_LIVES, help="Lives to simulate.", show_default="the file's"),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Random seed.", show_default="the file's")]
Until = Annotated[
    str | None,
    typer.Option(
        help="Simulate until the 95 % interval is ± this narrow: 1% or '50 yuan'; of a comparison also '10% of the "
        "difference'.",
        metavar="WIDTH",
    ),
]
Of = Annotated[
    str,
    typer.Option(
        help="Outcomes that --until applies to, commas between.", metavar="OUTCOMES", show_default="first of report"
    ),
]
Variants = Annotated[str | None, typer.Option(help="Names of variants, commas between.", metavar="A,B")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Blocks simulated at a time.", show_default="one per processor")
]
Cluster = Annotated[
    str | None, typer.Option(help="Address of a Dask scheduler whose workers simulate the blocks.", metavar="ADDRESS")
]

Part = Annotated[
    str | None,
    typer.Option(
        help="Simulate one part of all blocks, such as 2/8, for a scheduler's array of jobs; the same command without "
        "--part then writes the result.",
        metavar="I/N",
    ),
]


def _folder_named(name: str | Path) -> Path:
    """A folder by the name that was given; an empty one would mean the folder one stands in."""
    if not str(name):
        raise typer.BadParameter("a folder needs a name")
    return Path(name)


Out = Annotated[Path, typer.Option(help="The folder of all results.", parser=_folder_named, metavar="FOLDER")]
OutAgain = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="The folder of all results.",
        parser=_folder_named,
        metavar="FOLDER",
        show_default="that of gongji results --out, else results",
    ),
]
Name = Annotated[str | None, typer.Option(help="Name of the result.", metavar="NAME", show_default="the file's")]
Result = Annotated[Path, typer.Argument(metavar="NAME", help="Name of a result, or its folder.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Seeds = Annotated[
    Path | None,
    typer.Option(
        help="Folder of policy files of your own, looked at before the program's.",
        metavar="FOLDER",
        show_default="seeds/ beside FILE",
    ),
]
Brief = Annotated[bool, typer.Option("--brief", help="Print the few lines that answer.")]
Only = Annotated[
    str,
    typer.Option(
        help="Print these outcomes only, commas between.", metavar="OUTCOMES", show_default="the file's report"
    ),
]
Above = Annotated[
    str,
    typer.Option(
        help="How likely lives exceed it: OUTCOME=AMOUNT, commas between.", metavar="BOUNDS", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document, errors too; docs/json.md describes it.")]


def _language_known(lang: str | None) -> str | None:
    if lang is None or lang in LANGUAGES:
        return lang
    raise typer.BadParameter(f"{lang!r} is no language  allowed: {', '.join(LANGUAGES)}")


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="The language: en or zh.",
        metavar="LANGUAGE",
        show_default="the locale's, else en",
        callback=_language_known,
    ),
]
Report = Annotated[
    bool, typer.Option("--report", help="Also write a page about the study, NAME.html beside its folder.")
]
Results = Annotated[Path, typer.Option(help="The folder of all results.", metavar="FOLDER")]
RESULTS = Path("results")


def language(lang: str | None) -> Language:
    """The language that was asked for, otherwise that of the locale: Chinese in a Chinese one, English in any other."""
    if lang == "en" or lang == "zh":
        return lang
    locale = next(filter(None, map(os.environ.get, _OF_LOCALE)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


_OF_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as POSIX says
