"""Errors that end a study, or a part of it, while blocks are simulated."""

from pathlib import Path

from sim.errors import GongjiError
from sim.experiment.blocks import Share
from sim.outcomes.parts import Range
from sim.words.language import say
from sim.words.plurals import counted

LOST = "the connection to the workers was lost"


class Interrupted(KeyboardInterrupt):
    """A study was stopped by Ctrl-C; its finished blocks are kept. No `except Exception` takes it for a failure."""

    def __init__(self, lives: int, of_lives: int):
        self.lives, self.of_lives = lives, of_lives
        self.finished = say("{lives:,} of {all}", lives=lives, all=counted(of_lives, "life", "lives"))
        text = "stopped after {finished}; what is finished is kept, and the same call goes on from there"
        super().__init__(say(text, finished=self.finished))


class PartDone(Exception):
    """A part of a study is simulated, which is no failure; `lives` of `of_lives` are in a folder now."""

    def __init__(self, part: Share, lives: int, of_lives: int, folder: Path):
        self.part, self.lives, self.of_lives, self.folder = part, lives, of_lives, folder
        super().__init__(f"part {part} is done; once all parts are, the same call without a part gives the study")


class BlockFailed(GongjiError):
    """A block ended with an error; the others are kept."""

    hint = "The other finished blocks are kept. (GONGJI_DEBUG=1 shows where)"

    def __init__(self, block: Range, error: BaseException):
        self.block, self.error = block, error
        super().__init__(f"lives {block[0]} to {block[1] - 1}: {one_line(error)}")


class WorkersDied(GongjiError):
    """Workers died repeatedly while simulating the same block, or none is left; finished blocks are kept."""

    hint = "The other finished blocks are kept. (GONGJI_DEBUG=1 shows where)"


class UnpicklableError(Exception):
    """Stands in for an error of another process that cannot be pickled; says what the error said."""


def one_line(error: BaseException) -> str:
    """An error as one line: the first line of its message, after its class if the error is none of ours."""
    first, *_ = str(error).splitlines() or [""]
    return (
        first
        if isinstance(error, UnpicklableError | GongjiError)
        else f"{type(error).__name__}: {first}".removesuffix(": ")
    )
