"""The screen: rich's console, which shows what a file holds as text, never as an order to the terminal."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from sim.errors import printable_lines


class Screen(Console):
    """A console that shows each character of a name or a title that moves the cursor, or changes the colour or the
    direction, by its number."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable_lines(text), style, control)
