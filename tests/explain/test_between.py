"""Two variants of one life: the day they part, and a difference that adds up to what the engine's books say."""

import json
from collections.abc import Callable
from functools import cache

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.engine import run_block
from sim.explain import Life, life
from sim.explain.between import OWN, Between, between, documented
from sim.report.between import difference
from sim.scenario import load
from tests.explain.test_life import FAMILY, SCENARIOS

VARIANTS = """\
variants:
  dear: {policy: {contribution.rate.employee: 3%}}
  alone: {bindings: []}
  richer: {people: {Wei: {insured: {account: 5000}}}}
  same: {about: says what the file says}
"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Between]:
    path = tmp_path_factory.mktemp("between") / "family.yaml"
    path.write_text(FAMILY + VARIANTS, encoding="utf-8")

    @cache
    def of(name: str) -> Life:
        return life(load(path), 7, None if name == "baseline" else name)

    return lambda one, other, who=None: between((of(one), of(other)), (one, other), who)


def in_the_end(found: Life, who: str | None) -> int:
    """Fen in pocket, accounts and wallet by the engine's own books."""
    number = found.journal.life
    block = run_block(found.plan, range(number, number + 1))
    rows = [row for row in block.people if who in (None, found.plan.names[row["who"]])]
    return sum(int(row["books"][place]) for row in rows for place in OWN)


@pytest.mark.parametrize("who", [None, "Wei", "Old"])
@pytest.mark.parametrize("other", ["dear", "alone", "richer"])
def test_the_parts_add_up_to_the_difference_of_the_books(compared, other, who):
    found = compared("baseline", other, who)
    ends = [in_the_end(one, who) for one in found.lives]
    assert sum(part.to_family for part in found.parts) == found.to_family == ends[1] - ends[0]
    assert bool(found.parts) == ((other, who) != ("dear", "Old"))  # what Wei contributes moves nothing of Old's


@pytest.mark.slow
@pytest.mark.parametrize("name", ["three_generations", "inheritance", "top_up_monthly", "resident_premium"])
def test_worked_variants_add_up(name):
    scenario = load(SCENARIOS / f"{name}.yaml")
    for variant in scenario.variants:
        found = between((life(scenario), life(scenario, 0, variant)), ("baseline", variant))
        ends = [in_the_end(one, None) for one in found.lives]
        assert found.to_family == ends[1] - ends[0]


def test_a_dearer_law_is_the_day_on_which_they_part(compared):
    found = compared("baseline", "dear")
    day, only_here, only_there = found.parted
    # 2 % and 3 % of 8,000 yuan, on the first due day; the credit follows the rate of the law, not what is paid
    assert str(day) == "2025-01-25"
    assert [(entry.what, entry.fen) for entry in only_here] == [("contributed_in_cash", 16_000)]
    assert [(entry.what, entry.fen) for entry in only_there] == [("contributed_in_cash", 24_000)]
    assert [(one.parameter, one.value, other.value) for one, other in found.law] == [
        ("contribution.rate.employee", "2%", "3%")
    ]
    [part] = found.parts
    assert (part.rule, part.flow.column, part.to_family) == (1, "contributed_in_cash", found.to_family)


def test_who_may_no_longer_pay_leaves_the_bills_to_cash(compared):
    found = compared("baseline", "alone")
    rules = {part.rule for part in found.parts}
    assert 7 in rules and not found.bills and not found.law  # the pool pays the same
    assert any(entry.what == "cash" for entry in found.parted[2])


def test_balances_of_the_first_day_count(compared):
    found = compared("baseline", "richer")
    [opening] = [part for part in found.parts if part.rule is None]
    assert (opening.flow.column, opening.to_family) == ("opening_account", 400_000)


def test_variants_that_are_the_same_do_not_part(compared):
    found = compared("baseline", "same")
    assert found.parted[0] is None and not found.parts
    text = [line.plain for line in difference(found, "life 7", 80)]
    assert text[-1] == "Nothing differs: the same happened on every day."


def test_a_bill_that_was_paid_otherwise_is_named():
    scenario = load(SCENARIOS / "wait_counting.yaml")
    found = between((life(scenario), life(scenario, 0, "next-month")), ("baseline", "next-month"))
    text = " ".join(" ".join(line.plain.split()) for line in difference(found, "life 0", 100))
    assert "coverage.wait.counts_from in" in text and "payment_month with baseline, next_month with next-month" in text
    document = documented(found)
    assert document["to_family"] == f"{found.to_family / 100:.2f}"
    assert sum(float(part["to_family"]) for part in document["by_rule"]) == pytest.approx(float(document["to_family"]))


@pytest.mark.parametrize("options, expected", [
    (("--between", "baseline", "next"), "is no variant of this file"),
    (("--between", "baseline", "baseline"), "between: baseline twice: there is nothing to compare"),
    (("--between", "baseline", "next-month", "--bill", "x"), "bill: cannot stand beside between"),
    (("--between", "baseline", "next-month", "--life", "1"), "there is no life 1  allowed: 0"),
    (("--between", "baseline", "next-month", "--who", "Lung"), "did you mean Long?"),
])  # fmt: skip
def test_what_cannot_be_compared_is_refused(options, expected):
    done = CliRunner().invoke(cli.app, ["why", str(SCENARIOS / "wait_counting.yaml"), *options])
    assert done.exit_code == 2 and expected in done.output


def test_the_command_prints_a_document():
    command = ["why", str(SCENARIOS / "wait_counting.yaml"), "--between", "baseline", "next-month", "--json"]
    document = json.loads(CliRunner().invoke(cli.app, command).output)
    assert document["between"] == ["baseline", "next-month"] and document["part_on"] and document["law"]
