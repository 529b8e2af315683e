"""The command `gongji policy`: what the law says in each region, and on what that rests.

All but `used` read policy files alone and load neither Numba nor polars nor SimPy.
"""

import os
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.answers import View, answer, attempt, called, echo, say_lines
from sim.command_line import Commands
from sim.options import Files, Json
from sim.words.language import say, with_term
from sim.words.plurals import counted

if TYPE_CHECKING:
    from sim.policy.provisions import Provision
    from sim.report.document import Document

policy = Commands(
    name="policy",
    help="The law of each region: values, sources, differences, claims.",
    no_args_is_help=True,
    add_completion=False,
)

Region = Annotated[
    str, typer.Argument(metavar="REGION", help="A region, by its file or in Chinese.", show_default=False)
]
On = Annotated[str | None, typer.Option(help="The day.", metavar="DATE", show_default="today")]
Seeds = Annotated[
    Path | None,
    typer.Option(
        help="Folder of policy files of your own, looked at before the program's.",
        metavar="FOLDER",
        show_default="seeds/ where you are",
    ),
]


def _answer(command: str, as_json: bool, seeds: Path | None, work: "Callable[[Document | None], None]") -> None:
    """Do the work of a command with the policy files of a folder of one's own, if there is one; end with its code."""

    def with_own(into: "Document | None") -> int:
        from sim.policy import NO_SEEDS, read_folder, with_seeds

        folder = seeds or Path("seeds")
        with with_seeds(read_folder(folder) if seeds or os.path.lexists(folder) else NO_SEEDS):
            work(into)
        return 0

    raise typer.Exit(answer(f"policy {command}", View(as_json=as_json), with_own))


def _day(text: str | None, option: str = "--on") -> date:
    from sim.errors import Fault, Faults
    from sim.values.refusals import Refusal
    from sim.values.scalars import DAY

    if text is None:
        return date.today()
    try:
        return DAY(text)
    except Refusal as refusal:
        raise Faults([Fault(f"{option}: {refusal.found}", allowed=refusal.allowed)]) from None


@policy.command("list")
def list_regions(seeds: Seeds = None, as_json: Json = False) -> None:
    """List the regions: names, how complete, how well sourced, when last verified."""

    def work(into: "Document | None") -> None:
        from sim.policy import regions
        from sim.policy.provisions import summary
        from sim.report import policy as screens

        summaries = [summary(region) for region in regions()]
        if into is not None:
            into["regions"] = [screens.of_summary(one) for one in summaries]
        else:
            say_lines(lambda width: screens.regions(summaries, width))

    _answer("list", as_json, seeds, work)


@policy.command()
def show(
    region: Region,
    on: On = None,
    rule: Annotated[int | None, typer.Option(help="Of this rule of the law alone.", show_default="all")] = None,
    seeds: Seeds = None,
    as_json: Json = False,
) -> None:
    """Show the law of a region on a day, in the order of the rules, with what each value rests on."""

    def work(into: "Document | None") -> None:
        from sim.policy.provisions import provisions, region_named
        from sim.policy.seeds import looked_up, seed
        from sim.report import policy as screens

        day, name, rules = _day(on), region_named(region), _rules(rule)
        file = seed(name)
        found = [one for one in provisions(name, day) if one.parameter.rule in rules]
        if into is not None:
            into |= {
                "region": name,
                "chinese": file.chinese,
                "english": file.english,
                "on": str(day),
                "law": [screens.of_provision(one) for one in found],
            }
            return
        title = say("{name} on {day}", name=with_term(file), day=day)
        say_lines(lambda width: screens.law(title, found, looked_up([name]), day, width))

    _answer("show", as_json, seeds, work)


def _rules(rule: int | None) -> tuple[int, ...]:
    from sim.errors import Fault, Faults
    from sim.policy.provisions import RULES

    if rule is not None and rule not in RULES:
        raise Faults([Fault(f"--rule: no parameter is of rule {rule}", allowed=", ".join(map(str, RULES)))])
    return tuple(RULES) if rule is None else (rule,)


Side = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help="A region (beijing), perhaps on a day (beijing@2025-01-01); a scenario (FILE) or a variant (FILE:NAME).",
        show_default=False,
    ),
]


@policy.command()
def diff(
    before: Side,
    after: Annotated[str, typer.Argument(metavar="B", help="The same.", show_default=False)],
    on: On = None,
    seeds: Seeds = None,
    as_json: Json = False,
) -> None:
    """Show where the law differs between two regions, two days, or two variants of a scenario."""

    def work(into: "Document | None") -> None:
        from sim.policy import parameters
        from sim.policy.provisions import differences
        from sim.report import policy as screens

        sides = [_side(text, _day(on), seeds) for text in (before, after)]
        found = {region: differences(one, other) for region, one, other in _paired(before, after, *sides)}
        if into is not None:
            into["differences"] = {
                region: [screens.of_difference(one) for one in listed] for region, listed in found.items()
            }
            return
        say_lines(lambda width: screens.differences((before, after), found, width, len(parameters())))

    _answer("diff", as_json, seeds, work)


def _side(text: str, day: date, seeds: Path | None) -> "dict[str, list[Provision]]":
    """The law that one side of a comparison names, by region."""
    from sim.policy.provisions import provisions, region_named

    file, _, variant = text.partition(":")
    if file.endswith((".yaml", ".yml")):
        from sim.policy import with_seeds
        from sim.scenario import load

        scenario = load(file, seeds)
        scenario = scenario.variant(variant) if variant else scenario
        with with_seeds(scenario.seeds):
            return {region: provisions(region, day, scenario.policy) for region in scenario.regions()}
    name, _, its_day = text.partition("@")
    region = region_named(name)
    return {region: provisions(region, _day(its_day or str(day), text))}


def _paired(
    before: str, after: str, one: "dict[str, list[Provision]]", other: "dict[str, list[Provision]]"
) -> "list[tuple[str, list[Provision], list[Provision]]]":
    """The regions of both sides beside each other: by name where there are several, else the one with the other."""
    from sim.errors import Fault, Faults

    if len(one) == len(other) == 1:
        [(region, law)], [law_after] = one.items(), other.values()
        return [(region, law, law_after)]
    shared = [region for region in one if region in other]
    if not shared:
        message = f"{before} and {after} have no region in common"
        raise Faults([Fault(message, allowed=f"one of {', '.join(one)}, and the same of {', '.join(other)}")])
    return [(region, one[region], other[region]) for region in shared]


@policy.command()
def sources(region: Region, seeds: Seeds = None, as_json: Json = False) -> None:
    """List the sources of a region's file, with what rests on each."""

    def work(into: "Document | None") -> None:
        from sim.policy.provisions import region_named
        from sim.policy.provisions import sources as cited_by
        from sim.policy.seeds import seed
        from sim.report import policy as screens

        name = region_named(region)
        cited = cited_by(name)
        if into is not None:
            into |= {"region": name, "sources": [one._asdict() for one in cited]}
            return
        title = say("{title}: {count} sources", title=with_term(seed(name)), count=len(cited))
        say_lines(lambda width: screens.sources(title, cited, width))

    _answer("sources", as_json, seeds, work)


@policy.command()
def used(
    files: Files,
    lives: Annotated[int, typer.Option(min=1, help="Lives of each case, the first ones.")] = 1,
    seeds: Seeds = None,
    as_json: Json = False,
) -> None:
    """Show which rules, refusals and values of the law scenarios exercise, each file and its variants."""

    def work(into: "Document | None") -> int:
        from sim.kernel_cache import interpret

        interpret()  # a few lives: nothing need be compiled
        from sim.explain.exercised import Exercised
        from sim.report import exercised as screens
        from sim.scenario import load

        found = Exercised()
        for scenario in [load(file, seeds) for file in files]:
            for case in (scenario, *map(scenario.variant, scenario.variants)):
                found.add(case, lives)
        if into is not None:
            into |= screens.document(found)
        else:
            say_lines(lambda width: screens.exercised(found, width))
        return 0

    raise typer.Exit(answer("policy used", View(as_json=as_json), work))


@policy.command()
def claims(
    verdict: Annotated[
        str | None,
        typer.Option(help="Only agrees, local, contradicts or unverified.", metavar="VERDICT", show_default="all"),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what pages claim of the insurance, with a verdict for each."""

    def work(into: "Document | None") -> None:
        from sim.policy.claims import VERDICTS
        from sim.policy.claims import claims as all_claims
        from sim.report import policy as screens

        wanted = (_word("--verdict", verdict, VERDICTS),) if verdict else VERDICTS
        found = [one for one in all_claims() if one.verdict in wanted]
        if into is not None:
            into["claims"] = [screens.of_claim(one) for one in found]
        else:
            say_lines(lambda width: screens.claims(found, width))

    _answer("claims", as_json, None, work)


def _word(option: str, word: str, allowed: tuple[str, ...]) -> str:
    from sim.errors import Fault, Faults, quoted
    from sim.values.refusals import nearest_word

    if word not in allowed:
        message = f"{option}: {quoted(word)} is none of its words"
        raise Faults([Fault(message, nearest=nearest_word(word, allowed), allowed=", ".join(allowed))])
    return word


@policy.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The region, in small Latin letters.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="Folder for the file.", metavar="FOLDER")] = Path("seeds"),
) -> None:
    """Write a policy file to start from: every parameter with its meaning and unit, what decides most first."""

    def work() -> int:
        from sim.policy.skeleton import skeleton
        from sim.scenario.examples import write_new

        text, file = skeleton(name), out / f"{name}.yaml"
        out.mkdir(parents=True, exist_ok=True)
        write_new(file, text)
        echo(file)
        echo(say("next: {command}", command=f"{called()} policy check {shlex.quote(str(file))}"))
        return 0

    raise typer.Exit(attempt(work))


@policy.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Policy files.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Check policy files by themselves: every fault with its line."""

    def work(into: "Document | None") -> int:
        return max(_check(file, into) for file in files)

    raise typer.Exit(answer("policy check", View(as_json=as_json), work))


def _check(file: Path, into: "Document | None") -> int:
    of_file: Any = None
    if into is not None:
        of_file = {"file": str(file), "faults": [], "error": None}
        into.setdefault("files", []).append(of_file)

    def work() -> int:
        holds = _checked(file)
        if into is None:
            echo(say("{file}: no faults; {holds}", file=file, holds=holds))
        return 0

    return attempt(work, of_file)


def _checked(file: Path) -> str:
    """What a file without faults holds: the law of a region, profiles of care or life tables."""
    if file.stem == "care":
        from sim.scenario.profiles import read_profiles

        return say("profiles of care: {names}", names=", ".join(read_profiles(file, str(file))))
    if file.stem == "mortality":
        from sim.scenario.mortality import read_tables

        return say("life tables: {names}", names=", ".join(read_tables(file, str(file))))
    from sim.policy.checking import check

    found = check(file)
    parameters = counted(len(found.values), "parameter")
    return say("{region}, {parameters} given", region=with_term(found), parameters=parameters)
