"""Small cases that once came out wrong, each worked by hand in its file.

The cases of a folder of `tests/found` share a law, `law_a.yaml` for `a` and so on, and write only the parameters that
differ; those of `c` and `e` state all they need.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment.expectations import failures_of
from sim.kernel_cache import PLAIN, is_interpreted
from sim.scenario import load

FOUND = Path(__file__).parent / "found"
CASES = sorted(FOUND.glob("[abcde]/*.yaml"))


def entries(policy: str) -> dict[str, str]:
    """The lines of a policy by the name they begin with; a nested line belongs to the one above."""
    found = re.findall(r"^  ([\w.]+):.*\n(?:   .*\n)*", policy, re.MULTILINE)
    blocks = re.finditer(r"^  [\w.]+:.*\n(?:   .*\n)*", policy, re.MULTILINE)
    return dict(zip(found, (block.group() for block in blocks)))


def composed(case: Path) -> str:
    """The whole scenario: the law of the case's folder and what the case changes."""
    text = case.read_text(encoding="utf-8")
    shared = (FOUND / f"law_{case.parent.name}.yaml").read_text(encoding="utf-8")
    own = re.search(r"^policy:\n((?:  .*\n)*)", text, re.MULTILINE)
    policy = entries(shared) | (entries(own.group(1)) if own else {})
    rest = text.replace(own.group(), "") if own else text
    return f"{rest}policy:\n{''.join(policy.values())}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_what_was_found_once_comes_out(case, tmp_path):
    path = tmp_path / case.name
    path.write_text(composed(case), encoding="utf-8")
    scenario = load(path)
    assert scenario.expect
    assert [str(failure) for failure in failures_of(scenario)] == []


@pytest.mark.skipif(is_interpreted(), reason="they are in plain Python here")
def test_they_come_out_in_plain_python_too():
    """Those that state all they need: kernels are the functions that they are, whatever this process compiles."""
    files = [str(case) for case in CASES if case.parent.name in "ce"]
    ran = subprocess.run(
        [sys.executable, "-m", "gongji", "test", *files],
        env={**os.environ, PLAIN: "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0 and f"{len(files)} files: " in ran.stdout, ran.stdout[-1000:] + ran.stderr[-1000:]
