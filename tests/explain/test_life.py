"""A life that is simulated again is the one of the batch, to the fen; its frames say what happened in it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from sim.engine import run_block
from sim.experiment.law import policy_of
from sim.explain import Life, life
from sim.explain.life import Balances, yuan
from sim.explain.recording import record
from sim.plan import Plan
from sim.scenario import load
from sim.words.flows import Flow, Place
from sim.words.states import Status
from sim.world.block import Block

SCENARIOS = Path(__file__).parents[2] / "scenarios"

FAMILY = """\
scenario: A family
start: 2025-01-01
end: 2027-05-11
replications: 100
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    parents: [Old]
    insured: {as: employee, paid_months: 60, account: 1000}
    work: {wage: 8000, loses_job: 5% a month, finds_job: 30% a month}
    care: {outpatient: {per_year: 6, cost: {median: 200, p90: 900}}}
  Old:
    born: 1950-07-01
    sex: female
    region: zhengzhou
    insured: {as: retired, account: 300}
    care: {outpatient: {per_year: 12, cost: {median: 200, p90: 900}}}
bindings:
  - {payer: Wei, for: Old}
events:
  - {on: 2026-09-09, who: Old, does: outpatient, cost: 600, bill: knee}
"""


@pytest.fixture(scope="module")
def life_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Life]:
    """Lives by the text of a file or the name of a worked one, each simulated once."""

    @cache
    def found(of: str, number: int = 0, variant: str | None = None) -> Life:
        path = SCENARIOS / f"{of}.yaml"
        if "\n" in of:
            path = tmp_path_factory.mktemp("life") / "family.yaml"
            path.write_text(of, encoding="utf-8")
        return life(load(path), number, variant)

    return found


def flows_by_year(found: Life) -> dict[tuple[str, int, str], Decimal]:
    """What moved, summed over the events of a life."""
    money = found.events.filter(pl.col("kind") == "money")
    summed = money.group_by("person", pl.col("day").dt.year().alias("year"), "what").agg(pl.col("yuan").sum())
    return {(row["person"], row["year"], row["what"]): row["yuan"] for row in summed.to_dicts()}


def block_of(found: Life) -> Block:
    """The batch of five in which the life lies; compiled, where kernels are."""
    first = found.journal.life - found.journal.life % 5
    return run_block(found.plan, range(first, first + 5))


def batch_by_year(found: Life, block: Block) -> dict[tuple[str, int, str], Decimal]:
    """The same by the rows that a batch writes; the balances of the first day move on no day."""
    number, names = found.journal.life, found.plan.names
    opening = {(found.name(slot), found.plan.start.year): row["flows"] for slot, row in enumerate(found.journal.rows)}
    sums = {}
    for row in block.years[block.years["life"] == number]:
        who, year = names[row["who"]], int(row["year"])
        before = opening.get((who, year))
        for flow in Flow:
            fen = int(row["flows"][flow]) - (0 if before is None else int(before[flow]))
            if fen:
                sums[who, year, flow.column] = Decimal(fen).scaleb(-2)
    return sums


def months_by_year(found: Life) -> dict[tuple[str, int, str], int]:
    """Months by their status, summed over the months of a life."""
    counted = found.months.group_by("person", pl.col("day").dt.year().alias("year"), "status").len()
    return {(row["person"], row["year"], row["status"]): row["len"] for row in counted.to_dicts()}


def batch_months_by_year(found: Life, block: Block) -> dict[tuple[str, int, str], int]:
    """The same by the rows that a batch writes."""
    rows = block.years[block.years["life"] == found.journal.life]
    return {
        (found.plan.names[row["who"]], int(row["year"]), status.word): int(row["months"][status])
        for row in rows
        for status in Status
        if row["months"][status]
    }


def balances_in_the_end(found: Life) -> dict[str, tuple[Decimal, Decimal]]:
    """Account and wallet after the last day."""
    balances, last = Balances(found.journal), found.plan.end.toordinal()
    places = {found.name(slot): balances.at_end(slot, last) for slot in range(found.plan.persons)}
    return {
        who: (yuan(of[Place.ACCOUNT] + of[Place.PAST_ACCOUNT]), yuan(of[Place.WALLET])) for who, of in places.items()
    }


def batch_balances(found: Life, block: Block) -> dict[str, tuple[Decimal, Decimal]]:
    """The same by the books of a batch."""
    rows = block.people[block.people["life"] == found.journal.life]
    books = {found.plan.names[row["who"]]: row["books"] for row in rows}
    return {
        who: (yuan(int(of[Place.ACCOUNT]) + int(of[Place.PAST_ACCOUNT])), yuan(int(of[Place.WALLET])))
        for who, of in books.items()
    }


def compare_with_a_batch(found: Life) -> None:
    block = block_of(found)
    assert flows_by_year(found) == batch_by_year(found, block)
    assert months_by_year(found) == batch_months_by_year(found, block)
    assert balances_in_the_end(found) == batch_balances(found, block)


@pytest.mark.parametrize("number", [0, 7])
def test_what_a_journal_says_moved_is_what_the_batch_counted(life_of, number):
    compare_with_a_batch(life_of(FAMILY, number))


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_worked_life_is_that_of_the_batch(path):
    scenario = load(path)
    compare_with_a_batch(life(scenario, min(3, scenario.replications - 1)))


def test_a_record_changes_nothing_of_what_comes_out():
    scenario = load(SCENARIOS / "job_gap.yaml")
    plan = Plan.make(scenario, policy_of(scenario))
    _, block = record(plan, 0)
    plain = run_block(plan, range(1))
    assert all(
        getattr(block, name).tobytes() == getattr(plain, name).tobytes() for name in ("people", "years", "bills")
    )


def test_months_have_a_status_each_and_say_why_nobody_pays(life_of):
    months = life_of("job_gap").months
    assert months.height == 2 * 23  # the run ends before the last day of its last month
    row = months.row(by_predicate=(pl.col("person") == "Long") & (pl.col("day") == date(2026, 1, 31)), named=True)
    # by then two credits of 120 yuan a month since September, less nothing: 5 x 120
    assert (row["status"], row["why"], row["account"]) == ("waiting", "waiting until 2026-03-01", Decimal("600.00"))
    assert months.filter(pl.col("status") == "covered")["why"].unique().to_list() == [""]


def test_bills_add_up_and_name_the_cause_where_the_pool_paid_nothing(life_of):
    bills = life_of(FAMILY, 7).bills
    payers = ("pool", "large_amount", "own_burden", "employer", "account", "wallet", "relatives", "cash")
    assert bills.height > 10
    assert bills.select(pl.sum_horizontal(payers).alias("paid"))["paid"].to_list() == bills["cost"].to_list()
    unpaid = bills.filter(pl.sum_horizontal("pool", "employer", "paid_later") == 0)
    assert all(unpaid["why"].to_list())


def test_a_gaps_bill_shows_what_came_back_later(life_of):
    row = life_of("job_gap").bills.row(by_predicate=pl.col("bill") == "short-in-gap", named=True)
    assert (row["status"], row["pool"], row["cash"], row["paid_later"]) == (
        "stopped", Decimal("0.00"), Decimal("640.00"), Decimal("600.00"),
    )  # fmt: skip


def test_money_names_the_law_it_followed(life_of):
    events = life_of("job_gap").events
    own = events.filter((pl.col("what") == "contributed_in_cash") & (pl.col("person") == "Long")).row(0, named=True)
    assert (own["day"], own["yuan"], own["by"]) == (date(2025, 1, 25), Decimal("120.00"), "employee_month")
    assert own["parameters"] == ["contribution.rate.employee"]
