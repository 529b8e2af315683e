"""A family to which everything happens: its lives are the same in any block, also where none of them is life 0."""

import os
import subprocess
import sys
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.engine import Plan, run_block
from sim.experiment.law import policy_of
from sim.scenario import load
from sim.words.flows import Flow

ROOT = Path(__file__).parents[2]
FIRST, LAST = 3, 11

#: Who moves comes back; who loses the job settles the gap in some lives; one is born, one dies and leaves an account.
FAMILY = """\
scenario: Everything happens
start: 2025-01-01
end: 2027-06-30
seed: 11
people:
  Ann:
    born: 1986-03-12
    sex: female
    region: zhengzhou
    parents: [Old]
    insured: {as: employee, paid_months: 60, account: 5000}
    work: {wage: 8000, loses_job: 6% a month, finds_job: 50% a month}
    care: {outpatient: {per_year: 12, cost: {median: 300, p90: 900}}}
    choices: {back_pay: within_grace}
  Ben:
    born: 1985-05-05
    sex: male
    region: beijing
    spouse: Ann
    insured: {as: employee, paid_months: 30, account: 9000}
    work: {wage: 9000, loses_job: 10% a month, finds_job: 50% a month}
    care: {outpatient: {per_year: 12, cost: {median: 300, p90: 900}}}
    choices: {back_pay: within_grace}
  Old:
    born: 1950-07-01
    sex: female
    region: zhengzhou
    insured: {as: retired, account: 300.05}
    care: {outpatient: {per_year: 12, cost: {median: 200, p90: 900}}}
bindings:
  - {payer: Ann, for: Old, rank: 1}
  - {payer: Ben, for: Bao, rank: 1, from: 2026-01-01}
events:
  - {on: 2025-05-15, who: Ann, does: moves, region: beijing}
  - {on: 2025-08-15, who: Ben, does: moves, region: zhengzhou}
  - {on: 2025-09-15, does: birth, name: Bao, sex: female, parents: [Ben, Ann]}
  - {on: 2026-02-10, who: Ben, does: transfers, to: Ann, amount: 500}
  - {on: 2026-03-15, who: Ann, does: moves, region: zhengzhou}
  - {on: 2026-06-15, who: Ben, does: moves, region: beijing}
  - {on: 2026-10-10, who: Old, does: dies}
"""
PARTS = ("people", "totals", "months", "years", "bills", "bill_givers", "refused_events", "refused_bindings")


def bytes_of(*blocks) -> dict[str, bytes]:
    """All that came out of neighbouring blocks, as of one; only the place of a row in its block is left out."""
    parts = {part: np.concatenate([getattr(block, part) for block in blocks]) for part in PARTS}
    parts["people"]["home"] = 0
    years = parts["years"]
    parts["years"] = years[np.lexsort((years["year"], years["who"], years["life"]))]
    return {part: rows.tobytes() for part, rows in parts.items()}


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("family") / "family.yaml"
    path.write_text(FAMILY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def plan(file) -> Plan:
    scenario = load(file)
    return Plan.make(scenario, policy_of(scenario))


@pytest.fixture(scope="module")
def whole(plan):
    return run_block(plan, range(FIRST, LAST))


def test_everything_happens(plan, whole):
    """Without this the tests below would compare lives in which nothing goes wrong."""
    who = {name: whole.people["who"] == plan.names.index(name) for name in plan.names}
    flows = {name: whole.totals[rows] for name, rows in who.items()}
    settled = [(flows[name][:, Flow.POOL_PAID_LATER] > 0).sum() for name in ("Ann", "Ben")]
    assert min(settled) > 0 and sum(settled) > 2
    assert flows["Ann"][:, Flow.RECEIVED_IN_WALLET].all() and flows["Old"][:, Flow.LEFT_ACCOUNT].any()
    assert flows["Bao"][:, Flow.PREMIUM].any()
    here = {name: whole.people["insured"]["months_here"][who[name]] for name in ("Ann", "Ben")}
    assert all(len(set(months.tolist())) > 2 for months in here.values())


@pytest.mark.parametrize("cuts", [[4], [10], [5, 7], list(range(FIRST + 1, LAST))], ids=str)
def test_any_cut_of_blocks_gives_the_same_bytes(plan, whole, cuts):
    """A life that shared a row with another, or took a row of another block, would differ in some cut."""
    cut = [run_block(plan, range(*bounds)) for bounds in pairwise([FIRST, *cuts, LAST])]
    assert bytes_of(*cut) == bytes_of(whole)


PROGRAM = """
import sys
from tests.processes.test_blocks import bytes_of, FIRST, LAST
from sim.engine import Plan, run_block
from sim.experiment.law import policy_of
from sim.scenario import load
from hashlib import blake2b
scenario = load(sys.argv[1])
block = run_block(Plan.make(scenario, policy_of(scenario)), range(FIRST, LAST))
print(blake2b(b"".join(bytes_of(block).values())).hexdigest())
"""


@pytest.mark.slow
def test_no_row_lies_beyond_its_array(file, whole, tmp_path):
    """With bounds checked, and a cache of its own: Numba would take kernels compiled without the check from it."""
    environment = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_DISABLE_JIT": "0", "GONGJI_CACHE": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)], cwd=ROOT, env=os.environ | environment,
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == blake2b(b"".join(bytes_of(whole).values())).hexdigest()
