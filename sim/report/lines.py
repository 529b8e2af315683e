"""Lines for a screen: tables of numbers with their heads, and wrapped prose.

Names are left-aligned, numbers right-aligned. Nothing with a digit is ever cut: where a table is too wide, columns are
left out and named below it, and names and texts go on in the next line.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.text import Text

from sim.words.language import is_chinese, listed, say

#: What of a Chinese text stays on one line: a sign, a word in other letters, a number with what it counts; each with
#: what opens before it and what closes behind it.
_CHINESE = re.compile(
    r"[（《“〔【]*(?:[-+±]?\d[\d,.:%-]*(?:个月|年|月|日|元|次|天|岁|人|个|条|项|份)?|[\u2e80-\u9fff]|[^\s\u2e80-\u9fff，。；：、？！（）《》“”〔〕【】]+)"
    r"[，。；：、？！）》”〕】]*|[，。；：、？！（）《》“”〔〕【】]+"
)
_LEAST_NAME = 8  # columns; where there is less room, a name has a line of its own
_SHARE_OF_NAMES = 3  # a longer name than this part of the screen goes on in a line of its own


class Line(NamedTuple):
    """One line of a table: a name and its numbers, or a heading or a note across it."""

    name: str
    cells: tuple[str, ...] = ()
    heading: str = ""
    is_note: bool = False
    is_bold: bool = False


def drawn() -> str:
    """The head of a last column of small bars, which is there where there is room beside all numbers."""
    return say("spread")


def table(
    heads: tuple[str, ...], lines: list[Line], width: int, spare: Sequence[tuple[str, ...]] = ()
) -> Iterator[Text]:
    """Lines with their heads, each column as wide as its widest cell.

    If they do not fit, the columns under the first heads of `spare` are left out, then those under the second. Small
    bars are shown where they leave all of these their room.
    """
    rows = [heads, *(line.cells for line in lines if line.cells)]
    sizes = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    longest = max((cell_len(line.name) for line in lines if line.cells), default=0)
    kept, name_width = _layout(heads, sizes, longest, width, spare)
    yield Text(_row("", heads, sizes, kept, name_width), "dim")
    for line in lines:
        if line.cells:
            style, name = "bold" if line.is_bold else "", line.name
            if cell_len(name) > name_width:
                yield from (Text(text.plain, style) for text in wrapped(name, width, indent=2))
                name = ""
            yield Text(_row(name, line.cells, sizes, kept, name_width), style)
        elif line.is_note:
            yield from _note(line, width)
        else:
            yield from _heading(line, width)
    numbers = [place for place, head in enumerate(heads) if head != drawn()]
    if left_out := [heads[place] for place in numbers if heads[place] and place not in kept]:
        needed = 2 + longest + sum(sizes[place] + 2 for place in numbers)
        text = say(
            "not shown at {width} columns: {heads}; COLUMNS={needed} shows them",
            width=width, heads=listed(left_out), needed=needed,
        )  # fmt: skip
        yield from (Text(line.plain, "dim") for line in wrapped(text, width, indent=2))
    yield Text()


def _layout(
    heads: tuple[str, ...], sizes: list[int], longest: int, width: int, spare: Sequence[tuple[str, ...]]
) -> tuple[list[int], int]:
    """The columns that fit, and the width of names; 0 where each name needs a line of its own."""
    wanted = min(longest, max(_LEAST_NAME, width // _SHARE_OF_NAMES))
    kept, left = list(range(len(heads))), 0
    for dropped in ((drawn(),), *spare):
        kept = [place for place in kept if heads[place] not in dropped]
        left = width - 2 - sum(sizes[place] + 2 for place in kept)
        if left >= wanted:
            break
    if heads[-1] == drawn() and left - sizes[-1] - 2 >= wanted:
        kept, left = [*kept, len(heads) - 1], left - sizes[-1] - 2
    return kept, min(longest, left) if left >= min(longest, _LEAST_NAME) else 0


def _row(name: str, cells: tuple[str, ...], sizes: list[int], kept: list[int], name_width: int) -> str:
    texts = [name + " " * (name_width - cell_len(name))] if name_width else []
    texts += [" " * (sizes[place] - cell_len(cells[place])) + cells[place] for place in kept]
    return "  " + "  ".join(texts)


def _heading(line: Line, width: int) -> Iterator[Text]:
    if cell_len(line.name) + 2 + cell_len(line.heading) <= width:
        yield Text.assemble((line.name, "bold cyan"), f"  {line.heading}" if line.heading else "")
        return
    yield from (Text(text.plain, "bold cyan") for text in wrapped(line.name, width))
    if line.heading:
        yield from wrapped(line.heading, width, indent=2)


def _note(line: Line, width: int) -> Iterator[Text]:
    text = f"  {line.name}  {line.heading}".rstrip()
    if cell_len(text) <= width:
        yield Text(text, "dim")
    else:
        indent = len(text) - len(text.lstrip())
        yield from (Text(part.plain, "dim") for part in wrapped(text, width, indent=indent))


def wrapped(text: str, width: int, bold: int = 0, indent: int = 0) -> Iterator[Text]:
    """Prose in lines of this width, the first `bold` characters bold, all lines but the first indented further."""
    words = [part for word in text.split() for part in _parts(word, width - indent - 2)]
    line = " " * indent + words[0].text
    for word in words[1:]:
        space = "" if word.goes_on else " "
        if cell_len(line) + len(space) + cell_len(word.text) > width:
            yield _with_bold(line, indent + bold)
            line, bold = " " * (indent + 2) + word.text, 0
        else:
            line = f"{line}{space}{word.text}"
    yield _with_bold(line, indent + bold)


class _Part(NamedTuple):
    """A part of a text that stands on one line; `goes_on` if no space is between it and the part before."""

    text: str
    goes_on: bool


def _parts(word: str, width: int) -> Iterator[_Part]:
    """A word: whole, in Chinese sentence by sentence sign; in parts if it is longer than a line and has no digit."""
    goes_on = False
    for piece in _CHINESE.findall(word) if is_chinese() else [word]:
        is_cut = cell_len(piece) > width and not any(map(str.isdigit, piece))
        for part in chop_cells(piece, max(2, width)) if is_cut else [piece]:
            yield _Part(part, goes_on)
            goes_on = True


def _with_bold(line: str, bold: int) -> Text:
    text = Text(line)
    text.stylize("bold", 0, bold)
    return text
