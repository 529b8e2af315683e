"""Studies that several tests draw, each simulated once."""

import pytest

import sim
from sim.experiment import assumptions
from sim.studies import Comparison, Run, Sweep
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


# ----------------------------------------------------------------------------- comparisons and sweeps


WORKER = """\
scenario: A worker
start: 2025-01-01
years: 1
replications: 12
seed: 3
people:
  Wei:
    born: 1980-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 96, account: 6000}
    work: {wage: 7500, loses_job: 15% a month, finds_job: 20% a month}
    care: {inpatient: {per_year: 1.5, cost: {median: 9000, p90: 40000}}}
report: [lifetime_at_retirement, months_waiting, out_of_pocket, family_cost, lifetime_benefit]
"""
HIMSELF = "variants:\n  himself: {people: {Wei: {choices: {when_jobless: flexible}}}}\n"
STAYS, WAIT, JOBLESS = (
    "people.Wei.care.inpatient.per_year",
    "policy.coverage.wait.employee",
    "people.Wei.choices.when_jobless",
)


def worker(folder, more: str, lives: int = 12):
    """The file of the worker with variants or a sweep."""
    file = folder / "worker.yaml"
    file.write_text(WORKER.replace("replications: 12", f"replications: {lives}") + more, encoding="utf-8")
    return file


def certain_with(folder, more: str):
    """The file of the two certain months with variants or a sweep."""
    file = folder / "two_months.yaml"
    file.write_text(TWO_MONTHS + more, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("compared")
    same = "  same: {policy: {resident.wait.fixed: 5}}\n"
    return sim.compare(worker(folder, HIMSELF + same), out=folder)


@pytest.fixture(scope="session")
def same(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """One variant, which changes nothing."""
    folder = tmp_path_factory.mktemp("same")
    return sim.compare(worker(folder, "variants:\n  same: {policy: {resident.wait.fixed: 5}}\n"), out=folder)


@pytest.fixture(scope="session")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """A single life under twelve variants with long names."""
    folder = tmp_path_factory.mktemp("twelve")
    wages = {f"a-rather-long-name-of-a-variant-{number}": 10_000 + 100 * number for number in range(1, 13)}
    variants = "".join(f"  {name}: {{people: {{Wei: {{work: {{wage: {wage}}}}}}}}}\n" for name, wage in wages.items())
    return sim.compare(certain_with(folder, f"variants:\n{variants}"), out=folder)


@pytest.fixture(scope="session")
def crossed(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """A grid of two paths, with a variant."""
    folder = tmp_path_factory.mktemp("crossed")
    vary = f"sweep: {{vary: {{{STAYS}: [0.5, 2], {WAIT}: [0, 6, 12]}}, by: grid}}\n"
    return sim.sweep(worker(folder, HIMSELF + vary, lives=4), variants="himself", out=folder)


@pytest.fixture(scope="session")
def in_turn(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """One path changed at a time; one of them has words as values."""
    folder = tmp_path_factory.mktemp("in_turn")
    vary = f"sweep: {{vary: {{{STAYS}: [0.5, 2], {JOBLESS}: [flexible, resident]}}, by: one_at_a_time}}\n"
    return sim.sweep(worker(folder, vary, lives=4), out=folder)


@pytest.fixture(scope="session")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """Points of a Latin hypercube, with net benefit."""
    folder = tmp_path_factory.mktemp("weighed")
    vary = f"sweep: {{vary: {{{STAYS}: {{from: 0.5, to: 2}}, {WAIT}: [0, 6]}}, by: lhs, samples: 8, net_benefit: "
    vary += "{effect: months_uncovered, cost: family_cost, willingness_to_pay: [0, 500, 5000]}}\n"
    return sim.sweep(worker(folder, HIMSELF + vary, lives=3), variants="himself", out=folder)


@pytest.fixture(scope="session")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    folder = tmp_path_factory.mktemp("screened")
    vary = f"sweep: {{vary: {{{STAYS}: {{from: 0.5, to: 2}}, {WAIT}: [0, 6]}}, by: morris, trajectories: 4}}\n"
    return sim.sweep(worker(folder, vary, lives=3), out=folder)


@pytest.fixture(scope="session")
def assumed(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """A sweep over a few assumptions: all of them would take many times as long."""
    folder, all_of = tmp_path_factory.mktemp("assumed"), assumptions.assumptions_of
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            assumptions, "assumptions_of", lambda scenario: [one for one in all_of(scenario) if one.parameter in TRIED]
        )
        return sim.sweep(certain_with(folder, ""), assumptions=True, out=folder)


TRIED = ("contribution.extra.employee", "contribution.due_day")
