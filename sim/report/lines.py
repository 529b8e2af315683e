"""Lines for a screen: tables of numbers with their heads, and wrapped prose.

Names are left-aligned, numbers right-aligned and never wrapped; if a line does not fit, its name is shortened.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

_SHORTEST_NAME = 8


class Line(NamedTuple):
    """One line of a table: a name and its numbers, or a heading or a note across it."""

    name: str
    cells: tuple[str, ...] = ()
    heading: str = ""
    is_note: bool = False
    is_bold: bool = False


def table(heads: tuple[str, ...], lines: list[Line], width: int) -> Iterator[Text]:
    """Lines with their heads: numbers right-aligned, each column as wide as its widest; names get the rest."""
    columns = zip(heads, *(line.cells for line in lines if line.cells), strict=True)
    numbers = [max(map(len, column)) for column in columns]
    left = width - sum(numbers) - 2 * len(numbers) - 2
    names = max((cell_len(line.name) for line in lines if line.cells), default=0)
    name_width = max(_SHORTEST_NAME, min(names, left))
    gap = " " if left < _SHORTEST_NAME else "  "

    def row(name: str, cells: tuple[str, ...]) -> str:
        aligned = (cell.rjust(size) for cell, size in zip(cells, numbers, strict=True))
        return f"  {shortened(name, name_width)}{gap}{gap.join(aligned)}"

    yield Text(row("", heads), "dim")
    for line in lines:
        if line.cells:
            yield Text(row(line.name, line.cells), "bold" if line.is_bold else "")
        elif line.is_note:
            yield Text(shortened(f"  {line.name}  {line.heading}", width).rstrip(), "dim")
        else:
            heading = shortened(line.heading, max(0, width - cell_len(line.name) - 2)).rstrip()
            yield Text.assemble((line.name, "bold cyan"), f"  {heading}")
    yield Text()


def shortened(text: str, width: int) -> str:
    """Text of exactly this many columns: padded, or cut with `…`."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(0, width - 1)) + "…" if width else ""


def wrapped(text: str, width: int, bold: int = 0, indent: int = 0) -> Iterator[Text]:
    """Prose in lines of this width, the first `bold` characters bold, all lines but the first indented further."""
    words = text.split()
    line = " " * indent + words[0]
    for word in words[1:]:
        if cell_len(line) + 1 + cell_len(word) > width:
            yield _with_bold(line, indent + bold)
            line, bold = " " * (indent + 2) + word, 0
        else:
            line = f"{line} {word}"
    yield _with_bold(line, indent + bold)


def _with_bold(line: str, bold: int) -> Text:
    text = Text(line)
    text.stylize("bold", 0, bold)
    return text
