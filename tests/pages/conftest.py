"""Studies that several tests draw, each simulated once."""

import pytest

import sim
from sim.studies import Run
from tests.two_months import TWO_MONTHS

FAMILY = """\
scenario: A family
start: 2025-01-01
years: 3
replications: 30
seed: 5
people:
  Wei:
    born: 1980-03-12
    sex: male
    region: zhengzhou
    parents: [外婆]
    insured: {as: employee, paid_months: 96, account: 6000}
    work: {wage: 7500, loses_job: 6% a month, finds_job: 20% a month}
    care: {outpatient: {per_year: 3, cost: {median: 180, p90: 700}}}
  外婆:
    born: 1953-07-01
    sex: female
    region: zhengzhou
    insured: {as: retired, paid_months: 300, account: 1200}
    care: {inpatient: {per_year: 0.5, cost: {median: 9000, p90: 40000}}}
bindings:
  - {payer: Wei, for: 外婆, from: 2025-03-01}
report: [out_of_pocket, account, lifetime_benefit]
"""

#: The same without savings, so that bills cost cash.
WITHOUT_SAVINGS = FAMILY.replace("account: 6000", "account: 0").replace("account: 1200", "account: 0")


def _run(folder, text: str) -> Run:
    file = folder / "family.yaml"
    file.write_text(text, encoding="utf-8")
    return sim.run(file, out=folder / "results")


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _run(tmp_path_factory.mktemp("drawn"), FAMILY)


@pytest.fixture(scope="session")
def without_savings(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _run(tmp_path_factory.mktemp("without"), WITHOUT_SAVINGS)


@pytest.fixture(scope="session")
def certain(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _run(tmp_path_factory.mktemp("certain"), TWO_MONTHS)
