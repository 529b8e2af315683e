"""Whether a ratio to a peer has fallen by a quarter since `ratios.json` was written: then exit 1.

    python -m benchmarks.check [--peers .venv-peers/bin/python]

Ratios of two works that are measured in turn move little with the machine; what falls by a quarter was made slower.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.bench import QUICK, measured
from benchmarks.measuring import HERE

LEAST = 0.75


def fallen(now: dict[str, float], before: dict[str, float], least: float = LEAST) -> list[str]:
    """A line for each ratio that is less than so much of what it was; what was not measured now is left out."""
    return [
        f"{name}: {now[name]:.2f}, {before[name]:.2f} before ({now[name] / before[name]:.0%})"
        for name in before
        if name in now and now[name] < least * before[name]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, help="Python of the environment of benchmarks/peers/constraints.txt")
    before = json.loads((HERE / "ratios.json").read_text())
    now = measured(QUICK, parser.parse_args().peers, with_commands=False).ratios
    for name in before:
        if name in now:
            print(f"{name}: {now[name]:.2f}, {before[name]:.2f} before")
    lines = fallen(now, before)
    if lines:
        sys.exit("slower than a quarter allows:\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
