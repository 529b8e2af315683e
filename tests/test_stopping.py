"""A command that is stopped ends with a line and the right code, whatever it is doing."""

import os
import signal
import subprocess
import sys
from time import sleep

import pytest

from sim import stopping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")

# What the entry point does, with something that takes its time in each of the three stages.
PROGRAM = """
import sys, time
from sim.stopping import end_at_once_when_stopped, exit_code, interruptible

def reach(stage):
    if stage == sys.argv[1]:
        print(stage, flush=True)
        time.sleep(float(sys.argv[2]))

end_at_once_when_stopped()
reach("loading")
try:
    with interruptible():
        reach("at work")
except KeyboardInterrupt:
    print("kept")
    sys.exit(exit_code())
reach("answered")
print("the answer")
"""


@pytest.mark.parametrize(
    "stage, number, code, shown, reported",
    [
        ("loading", signal.SIGINT, 130, "", "Stopped before anything was done.\n"),
        ("loading", signal.SIGTERM, 143, "", "Stopped before anything was done.\n"),
        ("at work", signal.SIGINT, 130, "kept\n", ""),
        ("at work", signal.SIGTERM, 143, "kept\n", ""),
        ("answered", signal.SIGINT, 0, "the answer\n", ""),
        ("answered", signal.SIGTERM, -signal.SIGTERM, "", ""),
    ],
)
def test_a_signal_is_answered_at_every_stage(stage, number, code, shown, reported):
    seconds = "0.5" if code == 0 else "60"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, stage, seconds], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == f"{stage}\n"
    process.send_signal(number)
    assert process.communicate(timeout=60) == (shown, reported)
    assert process.returncode == code


def test_a_signal_that_was_ignored_from_the_beginning_still_is():
    """As a script's `gongji run … &` has it: Ctrl-C is for what is in front."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "at work", "0.5"],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    assert process.stdout and process.stdout.readline() == "at work\n"
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "the answer\n" and process.returncode == 0


def test_in_somebody_elses_program_signals_are_not_ours():
    before = [signal.getsignal(number) for number in stopping.SIGNALS]
    with stopping.interruptible():
        assert [signal.getsignal(number) for number in stopping.SIGNALS] == before
    assert [signal.getsignal(number) for number in stopping.SIGNALS] == before


def test_the_command_is_stopped_while_it_loads(tmp_path):
    """The entry point, held where it would load the command."""
    program = "import sys, time; sys.modules['sim.cli'] = None; from sim import start, stopping\n"
    program += "stop = stopping.end_at_once_when_stopped\n"
    program += "def held(): stop(); print('loading', flush=True); time.sleep(60)\n"
    program += "start.end_at_once_when_stopped = held; start.main()"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"loading\n"
    sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    assert process.communicate(timeout=60)[1] == b"Stopped before anything was done.\n" and process.returncode == 130
