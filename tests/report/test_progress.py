"""How far a run is: a bar where somebody watches, a line now and then where nobody does."""

import io

from rich.console import Console

from sim.experiment.blocks import Progress
from sim.report import progress

HALF = Progress(1, 2, 500, 1_000, 61.0)
WHOLE = Progress(2, 2, 1_000, 1_000, 0.0)


def told(terminal, monkeypatch, between=0.0):
    monkeypatch.setattr(progress, "_BETWEEN_LINES", between)
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100, color_system=None)
    with progress.shown(console, "family", 1_000) as tell:
        tell(HALF)
        tell(WHOLE)
    return file.getvalue()


def test_a_bar_shows_what_how_far_and_time_left(monkeypatch):
    text = told(True, monkeypatch)
    assert "family" in text and "1000/1000 lives" in text and "left" in text


def test_in_a_pipe_there_are_plain_lines(monkeypatch):
    assert told(False, monkeypatch) == "500 of 1,000 lives, 1 min 01 s left\n"


def test_a_short_run_says_nothing_in_a_pipe(monkeypatch):
    assert told(False, monkeypatch, between=60.0) == ""
