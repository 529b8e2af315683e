"""The reference is independent: nothing that simulates is imported, and no library of arrays."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parent
FORBIDDEN = (
    "sim.rules",
    "sim.processes",
    "sim.world",
    "sim.engine",
    "sim.plan",
    "sim.block_run",
    "sim.compiled",
    "sim.state",
    "numpy",
    "numba",
    "polars",
)
SIMULATES = [path for path in FOLDER.glob("*.py") if not path.stem.startswith(("test_", "compare", "conftest"))]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_the_reference_imports_nothing_of_what_it_is_compared_with():
    assert len(SIMULATES) >= 10
    found = {path.name: name for path in FOLDER.glob("*.py") for name in imported(path) if name.startswith(FORBIDDEN)}
    assert found == {}


def test_only_the_comparison_calls_the_first_simulator():
    found = {name for path in SIMULATES for name in imported(path) if name.startswith("sim")}
    rooms = {".".join(name.split(".")[:2]) for name in found}
    assert rooms == {"sim.policy", "sim.scenario", "sim.words", "simpy"}
