"""The command `gongji population`: households that nobody has surveyed, to try a population with."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sim.answers import attempt, called, echo
from sim.command_line import Commands
from sim.words.language import say

population = Commands(
    name="population", help="Populations: a synthetic one to try.", no_args_is_help=True, add_completion=False
)


@population.callback()
def _group() -> None:
    """Populations."""


@population.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The scenario to write, .yaml.", show_default=False)],
    persons: Annotated[int, typer.Option(min=1, max=10_000_000, help="Persons, at least.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of what is drawn.")] = 1,
    region: Annotated[str, typer.Option(help="Region that all live in.", metavar="REGION")] = "zhengzhou",
    year: Annotated[int, typer.Option(min=2000, max=2100, help="Year that the run begins with.")] = 2025,
    marginals: Annotated[
        Path | None, typer.Option(help="A file of marginals.", metavar="FILE", show_default="seeds/population.yaml")
    ] = None,
    name: Annotated[str, typer.Option("--of", metavar="NAME", help="Which of its marginals.")] = "illustrative",
) -> None:
    """Write a synthetic population: a file of rows, and a scenario that reads it and says that it is synthetic."""
    raise typer.Exit(attempt(lambda: _write(file, persons, seed, region, year, marginals, name)))


def _write(file: Path, persons: int, seed: int, region: str, year: int, marginals: Path | None, name: str) -> int:
    from sim.population.synthetic import MARGINALS, write

    for written in write(file, persons, seed, region, year, marginals or MARGINALS, name):
        echo(written)
    echo(say("next: {command}", command=f"{called()} run {shlex.quote(str(file))}"))
    return 0
