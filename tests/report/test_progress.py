"""How far a run is: a bar where somebody watches, a line now and then where nobody does."""

import io
import re
from dataclasses import replace
from time import monotonic, sleep

from rich.console import Console

from sim.experiment.progress import Progress
from sim.report import progress

HALF = Progress(0, 1, 1, 500, 1_000, 1234.5, 61.0)
WHOLE = Progress(1, 1, 2, 1_000, 1_000, 1234.5, 0.0)


def reported(terminal, monkeypatch, between=0.0):
    monkeypatch.setattr(progress, "_BETWEEN_LINES", between)
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=140, color_system=None)
    with progress.shown(console, "family") as tell:
        tell(HALF)
        tell(WHOLE)
    return file.getvalue()


def test_a_bar_shows_what_how_far_and_time_left(monkeypatch):
    text = reported(True, monkeypatch)
    assert "family" in text and "2 blocks, 1,000 of 1,000 lives, 1,234 a second" in text and "left" in text


def test_in_a_pipe_there_are_plain_lines(monkeypatch):
    assert reported(False, monkeypatch) == "1 block, 500 of 1,000 lives, 1,234 a second, 1 min 01 s left\n"


def test_a_short_run_says_nothing_in_a_pipe(monkeypatch):
    assert reported(False, monkeypatch, between=60.0) == ""


def test_lines_come_at_pauses_twice_as_long_each(monkeypatch):
    """5, 10, 20, 40, then 60 seconds: after 5, 15, 35, 75, 135, 195 seconds of a study that reports every second."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    file = io.StringIO()
    with progress.shown(Console(file=file, width=140), "family") as tell:
        for second in range(201):
            now[0] = float(second)
            tell(replace(HALF, lives=second))
    lives = [int(line.split(", ")[1].split()[0]) for line in file.getvalue().splitlines()]
    assert lives == [5, 15, 35, 75, 135, 195]


def test_a_study_of_many_points_counts_them():
    of_points = Progress(3, 36, 12, 2_400, 7_200, 5_210.4, None)
    assert progress._finished(of_points) == "3 of 36 points, 12 blocks, 2,400 of 7,200 lives, 5,210 a second"
    assert progress._left(of_points) == ""


def test_before_anything_is_finished_workers_start():
    assert progress._finished(Progress(0, 2, 0, 0, 400, None, None)) == "starting workers"


def test_while_the_rules_are_compiled_the_time_passed_is_said(monkeypatch):
    monkeypatch.setattr(progress, "_BETWEEN_LINES", 0.01)
    file = io.StringIO()
    with progress.compiling(Console(file=file)):
        until = monotonic() + 5
        while not file.getvalue() and monotonic() < until:
            sleep(0.01)
    assert re.match(r"Compiling the rules \(first use\): \d\.\d s\n", file.getvalue())
    terminal = io.StringIO()
    with progress.compiling(Console(file=terminal, force_terminal=True, width=80, color_system=None)):
        pass
    assert "Compiling the rules (first use) 0:00:00" in terminal.getvalue()
    waiting = Progress(0, 2, 0, 0, 400, None, None)
    assert progress._finished(waiting, progress.COMPILING) == "Compiling the rules (first use)"


def test_until_says_the_width_reached_and_the_one_wanted():
    so_far = Progress(0, 1, 3, 600, 1_000, None, None, "± 2.5% reached, ± 1% wanted")
    assert progress._finished(so_far) == "3 blocks, 600 of 1,000 lives, ± 2.5% reached, ± 1% wanted"


def test_of_a_population_households_are_counted():
    text = progress._finished(replace(HALF, are_households=True))
    assert text == "1 block, 500 of 1,000 households, 1,234 a second"
