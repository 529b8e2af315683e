"""The look of charts and pages: one colour a meaning, one font list, one configuration of all charts."""

import re
from typing import Any

from rich.cells import cell_len

INK, GREY, RULE, PALE = "#1c2733", "#5d6b7a", "#e3e8ee", "#f5f7f9"
POOL, OWN, RELATIVES, CASH, EMPLOYER = "#2f6f9f", "#c9962b", "#7a5c9e", "#b8402a", "#7d8894"
GOVERNMENT = "#4d8a5c"
#: Darker ones where text stands on a colour or is of it, for a contrast of 4.5; paler ones behind patterns.
COVERED_DARK, WRONG, LINK, WAITING_DARK = "#23786d", "#a83822", "#24587d", "#c97f12"
STOPPED_PALE, WAITING_PALE = "#f6e1dc", "#fbefd6"
EMPLOYEE, FLEXIBLE, RESIDENT, RETIRED = "#4f7396", "#6f5f8f", "#5a764b", "#7a6a58"  # insured as
#: The colours of a page by their names in its style sheet.
TOKENS = {
    "ink": INK, "grey": GREY, "rule": RULE, "pale": PALE, "link": LINK, "wrong": WRONG, "pool": POOL, "own": OWN,
    "relatives": RELATIVES, "cash": CASH, "employer": EMPLOYER, "covered-dark": COVERED_DARK,
    "stopped-pale": STOPPED_PALE, "waiting-dark": WAITING_DARK, "waiting-pale": WAITING_PALE,
}  # fmt: skip
COVERED, WAITING, STOPPED, UNINSURED = "#2a8c7f", "#e0a030", "#b8402a", "#aab8c6"
#: Of each insurance.
SCHEMES = {
    "none": UNINSURED, "employee": EMPLOYEE, "flexible": FLEXIBLE, "unemployed": FLEXIBLE, "resident": RESIDENT,
    "retired": RETIRED,
}  # fmt: skip
BETTER, WORSE, SAME = "#2a8c7f", "#b8402a", "#cdd5dc"
#: The darkest grounds on which ink is read well: of levels, of what is better, worse, more and less.
LEVEL_GROUND, BETTER_GROUND, WORSE_GROUND = "#8fb6d3", "#8fcac0", "#e3a699"
MORE_GROUND, LESS_GROUND = "#8fb6d3", "#c0aed4"
#: Of variants, in their order; which colour-blind eyes tell apart too.
SERIES = ("#2f6f9f", "#c9962b", "#7a5c9e", "#2a8c7f", "#b8402a", "#7d8894", "#4d8a5c", "#1c2733")
#: In which texts of an SVG file are measured: letters as wide as those that most readers see. A font that has Chinese
#: letters too, which would be taken where none of the first is installed, takes three times as long to measure in.
MEASURED = "Arial, 'Liberation Sans', sans-serif"
FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

WIDE, NARROW = 720, 350  # pixels of a chart, its labels included
_TITLE, _SUBTITLE, _LABEL = 15, 12, 11
_CELL = 0.56  # of the size of a letter: how wide one is on average


def titled(chart: Any, title: str, subtitle: str, width: int) -> Any:
    """A chart under its title and what is shown, both in as many lines as they need."""
    import altair as alt

    heading = alt.TitleParams(
        lines(title, width, _TITLE),
        subtitle=lines(subtitle, width, _SUBTITLE),
        anchor="start",
        offset=12,
        frame="bounds",  # from the left end of the labels: beside long ones, a title would go beyond the width
    )
    config = alt.Config(  # set at once: each call of `configure_…` would copy the chart with its numbers
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=GREY, titleColor=GREY, titleFontWeight="normal", gridColor=RULE, domainColor="#c3cbd2",
            tickColor="#c3cbd2", labelFontSize=_LABEL, titleFontSize=_LABEL,
        ),
        header=alt.HeaderConfig(labelColor=INK, labelFontSize=_SUBTITLE, labelFontWeight="bold", title=None),
        legend=alt.LegendConfig(
            orient="top", direction="horizontal", columns=0 if width > NARROW else 2, title=None, labelColor=INK,
            labelFontSize=_LABEL, symbolType="square", labelLimit=width,
        ),
        title=alt.TitleConfig(
            color=INK, fontSize=_TITLE, subtitleColor=GREY, subtitleFontSize=_SUBTITLE, subtitleLineHeight=16,
            subtitlePadding=5, lineHeight=19,
        ),
    )  # fmt: skip
    # set in place: `properties` would copy the chart and check all of it against the schema
    chart.title, chart.padding, chart.background, chart.config = heading, 8, "white", config
    return chart


def sized(chart: Any, width: int, height: Any) -> Any:
    """A chart with its size, set in place: `properties` would copy all layers of it several times."""
    chart.width, chart.height = width, height
    return chart


#: What a line may end after: a word, a number with its %, or a Chinese character with the punctuation that no line
#: begins with, and the bracket that none ends with.
_WORD = re.compile(
    r"\S*?[\u2e80-\u9fff\uff00-\uff07\uff09-\uffef][，。；：、）”]*|\S+?(?=[\u2e80-\u9fff])|\S+(?: %\S*)?|\s+"
)


def lines(text: str, width: int, size: int = _LABEL) -> list[str]:
    """A text in lines that fit a width in pixels."""
    most = max(16, int(width / (size * _CELL)))
    found = [""]
    for word in _WORD.findall(text):
        if found[-1] and cell_len(found[-1] + word.rstrip()) > most:
            found.append("")
        found[-1] += word
    return [line.strip() for line in found]
