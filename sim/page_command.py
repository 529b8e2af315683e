"""The commands `gongji plot`, a chart of a result as a file, and `gongji report`, a page about all of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.answers import attempt, echo, result_folder
from sim.options import RESULTS, Result, Results
from sim.words.language import Language, language, listed, say

if TYPE_CHECKING:
    from sim.studies import Study

Who = Annotated[str | None, typer.Option(help="A person of the study.", metavar="NAME", show_default="the family")]
_DRAWN = ("png", "pdf")  # formats whose letters need a font on this machine


def plot(
    name: Result,
    chart: Annotated[
        str | None, typer.Argument(metavar="CHART", help="The chart, such as fan.", show_default="list them")
    ] = None,
    of: Annotated[
        str | None, typer.Option(help="The outcome it is of.", metavar="OUTCOME", show_default="the first that fits")
    ] = None,
    who: Who = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The file: .svg, .png, .pdf, .html or .json (Vega-Lite).",
            metavar="FILE",
            show_default="NAME-CHART.svg",
        ),
    ] = None,
    results: Results = RESULTS,
) -> None:
    """Draw a chart of a finished study; without CHART, list those that there are."""

    def draw() -> int:
        from sim.studies import study

        found = study(result_folder(name, results.expanduser()))
        if chart is None:
            _list(found, language())
        else:
            echo(_drawn(found, chart, of, who, language(), out or Path(f"{found.folder.name}-{chart}.svg")))
        return 0

    raise typer.Exit(attempt(draw))


def report(
    name: Result,
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", metavar="FILE", show_default="NAME.html")
    ] = None,
    life: Annotated[
        list[str] | None,
        typer.Option(
            help="Show this life too: a number, or words such as median:OUTCOME; may be repeated.",
            metavar="LIFE",
            show_default="the worst, the median, the best",
        ),
    ] = None,
    results: Results = RESULTS,
) -> None:
    """Write a page about a finished study: one HTML file that needs nothing else and fetches nothing."""

    def write() -> int:
        from sim.pages.beside import begin_page

        folder = result_folder(name, results.expanduser())
        begin_page(folder)
        from sim.studies import study

        found = study(folder)
        echo(found.page(out or Path(f"{found.folder.name}.html"), language(), life or ()))
        return 0

    raise typer.Exit(attempt(write))


def _drawn(study: "Study", chart: str, of: str | None, who: str | None, lang: Language, file: Path) -> Path:
    from sim.pages.chart import CJK_FONTS, cjk_font, format_of

    if format_of(file) in _DRAWN and lang == "zh" and cjk_font() is None:
        lacking = say(
            "no font with Chinese letters was found on this machine, so the labels are English; install one of "
            "{fonts}, or write an SVG or HTML file",
            fonts=listed(tuple(CJK_FONTS)),
        )
        echo(f"gongji: {lacking}", err=True)
        lang = "en"
    return study.chart(chart, of, who, lang).save(file)


def _list(study: "Study", lang: str) -> None:
    from sim.pages.charts import kinds_of, subject

    say_in = subject(study.folder, study.record, lang).say
    fitting = kinds_of(study.record)
    longest = max(len(kind.name) for kind in fitting)
    for kind in fitting:
        echo(f"{kind.name:<{longest}}  {say_in.of(kind)}")
