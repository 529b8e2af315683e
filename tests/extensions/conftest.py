"""A household in a folder where a test puts extension files.

Each of very many extensions would be compiled: where kernels are, `test_in_plain_python.py` runs these tests in a
process where they are not.
"""

from pathlib import Path

import pytest

from sim.kernel_cache import is_interpreted

COMPILED = "test_in_plain_python", "test_declared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave tests that would compile to the process that runs them in plain Python."""
    for item in items:
        if Path(__file__).parent not in item.path.parents or item.path.stem in COMPILED or is_interpreted():
            continue
        if item.get_closest_marker("slow") is None:
            item.add_marker(pytest.mark.skip(reason="run in plain Python"))


# 50 % of a visit of 1000 yuan, of which 10 yuan are borne below the deductible: (1000 - 10) x 50 % = 495.
HOUSEHOLD = """\
scenario: A visit
start: 2025-01-01
end: 2025-03-01
{extensions}
policy:
  account.credit.active_rate: 0%
  outpatient.deductible: {{kind: visit, active: 10, retired: 10}}
  outpatient.ratio: {{active: 50%, retired: 50%}}
  outpatient.cap: {{active: 100000, retired: 100000}}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    insured: {{as: employee, paid_months: 60}}
    work: {{wage: 10000}}
events:
  - {{on: 2025-02-10, who: Wei, does: outpatient, cost: 1000, tier: 1, bill: visit}}
"""


@pytest.fixture
def household(tmp_path: Path):
    """Writes extension files and a scenario that names them; `more` stands at its end."""

    def write(files: dict[str, str] | None = None, more: str = "", named: list[str] | None = None) -> Path:
        for name, text in (files or {}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        names = list(files or {}) if named is None else named
        path = tmp_path / "visit.yaml"
        path.write_text(HOUSEHOLD.format(extensions=f"extensions: [{', '.join(names)}]") + more, encoding="utf-8")
        return path

    return write


def free(deductible: str = "0") -> str:
    """An extension without a deductible, or with another one."""
    return f"""from sim.extensions import rule


@rule
def outpatient_deductible(p, used, group, tier, terms):
    return {deductible}
"""
