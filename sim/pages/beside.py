"""What other processes do for a page beside this one: draw its charts, and simulate its lives again.

They need other libraries than the page itself. So they are begun before this process loads its own, and nothing heavy
is imported here before it is needed.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sim.apart import Helper, begin
from sim.outcomes.columns import RECORD
from sim.pages.chart import nothing_as_svg

if TYPE_CHECKING:
    from sim.experiment.verified import ReadRecord
    from sim.pages.life_shown import Chosen, Shown
    from sim.pages.texts import Texts
    from sim.scenario import Scenario

OF_LIVES = ("run", "comparison")  # studies of which single lives are shown
DRAWING = Helper()  # stays for the next page


def begin_page(folder: Path) -> None:
    """Start what will be needed for the page about a study."""
    begin(_prepare, (folder,))
    DRAWING.begin(nothing_as_svg, ())


def _prepare(folder: Path) -> None:
    """Load what lives are simulated with, and the case of a run or the first one of a comparison."""
    with suppress(Exception):  # whatever is wrong is said when it is asked for
        record = _record(folder)
        if record.kind not in OF_LIVES or not record.is_of_this_program:
            return
        import sim.explain.recording
        import sim.pages.life_shown  # noqa: F401

        first, *_ = record.cases
        _scenario(folder, _bytes(folder), first)


def is_of_this_program(folder: Path) -> bool:
    """Whether the lives of a result are those that this program would simulate."""
    return _record(folder).is_of_this_program


def life_of(folder: Path, names: Sequence[str], say: "Texts", chosen: "Chosen") -> "Shown":
    """A life of a result under some of its cases. Raises `Faults` if one cannot be read again."""
    from sim.pages.life_shown import life_shown

    content = _bytes(folder)
    return life_shown(say, chosen, {name: _scenario(folder, content, name) for name in names})


def _bytes(folder: Path) -> bytes:
    return (folder / RECORD).read_bytes()


@lru_cache(maxsize=4)
def _scenario(folder: Path, content: bytes, name: str) -> "Scenario":
    """A case of a result, read again once for all lives; `content` tells it from another result in the same folder."""
    return scenario_of_case(folder, name)


def scenario_of_case(folder: Path, name: str) -> "Scenario":
    """A case of a result, read again. Raises `Faults` if it cannot be."""
    from sim.experiment.verified import ReadCase

    return ReadCase.of(_record(folder).cases[name], is_swept=False).scenario


def _record(folder: Path) -> "ReadRecord":
    from sim.experiment.verified import ReadRecord
    from sim.outcomes.recorded import Recorded

    return ReadRecord(Recorded.read(folder))
