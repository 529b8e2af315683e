"""All tests of extensions pass in plain Python, whatever this process compiles."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.kernel_cache import PLAIN, is_interpreted


@pytest.mark.skipif(is_interpreted(), reason="they run here")
def test_extensions_in_plain_python():
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "not slow", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, str(Path(__file__).parent)],
        env={**os.environ, PLAIN: "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
