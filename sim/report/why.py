"""The screen of `gongji why`: an answer and its causes, the sums of a bill, what would have changed it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sim.report.lines import wrapped
from sim.words.language import listed, say

if TYPE_CHECKING:
    from sim.explain.causes import Answer
    from sim.explain.citing import Cited
    from sim.explain.questions import Explained

_AMOUNT = 14  # cells of the column of amounts


def explanation(explained: "Explained", width: int) -> Iterator[Text]:
    """Every answer, each link below what it is the cause of."""
    for answer in explained.answers:
        yield from _answer(answer, width)


def _answer(answer: "Answer", width: int) -> Iterator[Text]:
    for place, link in enumerate(answer.links):
        text = link.text if place == 0 else f"← {link.text}"
        yield from wrapped(text, width, bold=len(text) if place == 0 else 0, indent=2 * min(place, 1))
        yield from _cites(link.cites, width)
    if answer.sums:
        yield Text()
    said: set[str] = set()
    for what, fen, cites in answer.sums:
        yield from wrapped(
            f"{fen / 100:>{_AMOUNT},.2f}  {what}".strip(), width, indent=_AMOUNT - len(f"{fen / 100:,.2f}")
        )
        yield from _cites([cited for cited in cites if str(cited) not in said], width, indent=_AMOUNT + 2)
        said |= {str(cited) for cited in cites}
    if answer.remedies:
        yield Text()
        yield Text(say("What would have changed it"))
        for link in answer.remedies:
            yield from wrapped(link.text, width, indent=2)
            yield from _cites([cited for cited in link.cites if str(cited) not in _said(answer)], width)
    if answer.assumed:
        yield Text()
        names = listed([*dict.fromkeys(cited.parameter for cited in answer.assumed)])
        yield from wrapped(say("No source gives these values; they are assumed: {names}", names=names), width)
    for text in answer.replaced:
        yield from wrapped(say("Not by the law alone: {text}", text=text), width)
    yield Text()


def _said(answer: "Answer") -> set[str]:
    return {str(cited) for link in answer.links for cited in link.cites}


def _cites(cites: "Iterable[Cited]", width: int, indent: int = 6) -> Iterator[Text]:
    for cited in cites:
        for line in wrapped(str(cited), width, indent=indent):
            yield Text(line.plain, "dim")
