"""What a life holds depends on its number, the people and the seed: never on how, where or with whom it is lived."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine import prepared, run_block, simulate
from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.scenario import load
from sim.words.flows import Place
from sim.world.block import Block, joined
from sim.world.chance import Stream, philox

ROOT = Path(__file__).parents[1]
LIVES = 20

HEAD = "scenario: A family\nstart: 2025-01-01\nyears: 3\nseed: 42\n"
PEOPLE = {
    "Wei": """
    born: 1985-03-12
    sex: male
    region: zhengzhou
    parents: [Old]
    insured: {as: employee, paid_months: 60, account: 1000}
    work: {wage: 8000, growth: 4% a year, loses_job: 8% a month, finds_job: 20% a month}
    care: {outpatient: {per_year: 6, cost: {median: 200, p90: 900}, tiers: {1: 50%, 3: 50%}}}
    choices: {back_pay: within_grace}
""",
    "Mei": """
    born: 1987-11-02
    sex: female
    region: beijing
    spouse: Wei
    insured: {as: employee, paid_months: 20, account: 4000}
    work: {wage: 9000, loses_job: 3% a month, finds_job: 20% a month}
    choices: {when_jobless: resident}
""",
    "Bao": """
    born: 2016-08-01
    sex: male
    region: zhengzhou
    parents: [Wei, Mei]
    insured: {as: resident}
    care: {outpatient: {per_year: 5, cost: {median: 400, p90: 900}}}
""",
    "Old": """
    born: 1950-07-01
    sex: female
    region: zhengzhou
    insured: {as: retired, account: 300}
    care:
      outpatient: {per_year: 12, cost: {median: 200, p90: 900}, class_b: 20%}
      inpatient: {per_year: 0.5, cost: {median: 9000, p90: 40000}, tiers: {2: 30%, 3: 70%}}
      growth: 3% a year
""",
}
TAIL = """
bindings:
  - {payer: Wei, for: Old, rank: 1}
  - {payer: Wei, for: Bao, rank: 1}
  - {payer: Mei, for: Bao, rank: 2, limit: 300 a year}
events:
  - {on: 2026-06-15, who: Wei, does: leaves_job}
  - {on: 2026-09-01, who: Wei, does: starts_job, wage: 9000}
"""
STRANGER = """
    born: 1960-01-01
    sex: female
    region: national
    insured: {as: flexible, paid_months: 200}
    work: {wage: 5000, loses_job: 5% a month}
    care: {outpatient: {per_year: 30, cost: {median: 200, p90: 900}}}
"""

ROWS = ("people", "totals", "months", "counts", "years")  # of persons and of their years


def written(people: dict[str, str], policy: str = "", head: str = HEAD) -> str:
    return f"{head}{policy}people:\n{''.join(f'  {name}:{words}' for name, words in people.items())}{TAIL}"


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str], Plan]:
    def make(text: str) -> Plan:
        path = tmp_path / "family.yaml"
        path.write_text(text, encoding="utf-8")
        scenario = load(path)
        return Plan.make(scenario, policy_of(scenario))

    return make


#: What says where a row stands, not what happened.
PLACES = ("home", "slot", "who", "region", "lives_in", "gap.region")


def fields_of(rows: np.ndarray, but: tuple[str, ...] = (), path: str = "") -> dict[str, bytes]:
    """The bytes of every field, but of those that only say where a row stands."""
    found = {}
    for name in rows.dtype.names or ():
        if rows.dtype[name].names:
            found |= fields_of(rows[name], but, f"{path}{name}.")
        elif path + name not in but:
            found[path + name] = rows[name].tobytes()
    return found


def lived(block: Block, plan: Plan, name: str) -> dict[str, Any]:
    """All that came out for one person, life by life."""
    who = plan.names.index(name)
    rows = block.people["who"] == who
    return {
        "people": fields_of(block.people[rows], PLACES),
        "totals": block.totals[rows].tolist(),
        "months": block.months[rows].tolist(),
        "counts": block.counts[rows].tolist(),
        "years": fields_of(in_order(block.years[block.years["who"] == who]), ("who",)),
    }


def in_order(years: np.ndarray) -> np.ndarray:
    return years[np.lexsort((years["year"], years["who"], years["life"]))]


def same(one: Block, other: Block) -> None:
    """Whether two blocks hold the same lives, whatever the order of their years."""
    assert fields_of(one.people, ("home",)) == fields_of(other.people, ("home",))
    assert fields_of(in_order(one.years)) == fields_of(in_order(other.years))
    for part in ("totals", "months", "counts", "bills", "bill_givers", "refused_events", "refused_bindings"):
        assert getattr(one, part).tolist() == getattr(other, part).tolist(), part


# ----------------------------------------------------------------------------- how lives are lived


@pytest.mark.parametrize("cuts", [[10], [1], [19], [3, 4, 11], list(range(1, LIVES))], ids=str)
def test_blocks_of_any_size_give_the_same_lives(plan_of, cuts):
    plan = plan_of(written(PEOPLE))
    bounds = [0, *cuts, LIVES]
    blocks = [run_block(plan, range(first, last)) for first, last in zip(bounds, bounds[1:])]
    rows = {name: np.concatenate([getattr(block, name) for block in blocks]) for name in ROWS}
    same(joined(blocks, rows), run_block(plan, range(LIVES)))


def test_lives_five_to_nine_alone_are_those_of_all(plan_of):
    plan = plan_of(written(PEOPLE))
    every, some = run_block(plan, range(LIVES)), run_block(plan, range(5, 10))
    rows = (every.people["life"] >= 5) & (every.people["life"] < 10)
    assert fields_of(every.people[rows], ("home",)) == fields_of(some.people, ("home",))
    assert (every.totals[rows] == some.totals).all() and (every.months[rows] == some.months).all()
    years = every.years[(every.years["life"] >= 5) & (every.years["life"] < 10)]
    assert fields_of(years) == fields_of(some.years)


def test_blocks_side_by_side_and_in_any_order_give_the_same_lives(plan_of):
    plan = plan_of(written(PEOPLE))
    blocks = [range(first, first + 4) for first in range(0, LIVES, 4)]
    alone = [run_block(plan, block) for block in blocks]
    order = [3, 0, 4, 2, 1]
    with ThreadPoolExecutor(2) as threads:
        aside = list(threads.map(lambda k: run_block(plan, blocks[k]), order))
    for place, k in enumerate(order):
        same(aside[place], alone[k])


PROGRAM = """
import sys
from hashlib import blake2b
from sim.plan import Plan
from sim.engine import run_block
from sim.experiment.law import policy_of
from sim.scenario import load
scenario = load(sys.argv[1])
block = run_block(Plan.make(scenario, policy_of(scenario)), range(5))
print(blake2b(block.people.tobytes() + block.years.tobytes() + block.totals.tobytes()).hexdigest())
"""


def test_the_seed_of_pythons_hashes_moves_nothing(tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(written({**PEOPLE, "Stranger": STRANGER}), encoding="utf-8")
    said = set()
    for seed in ("0", "1"):
        ran = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path)], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
        said.add(ran.stdout.strip())
    assert len(said) == 1 and len(said.pop()) == 128


# ----------------------------------------------------------------------------- with whom


@pytest.mark.parametrize("order", ["Old Bao Mei Wei", "Mei Wei Old Bao"])
def test_the_order_of_the_file_moves_nobody(plan_of, order):
    plan = plan_of(written(PEOPLE))
    block = run_block(plan, range(LIVES))
    other_plan = plan_of(written({name: PEOPLE[name] for name in order.split()}))
    other = run_block(other_plan, range(LIVES))
    assert plan.order == other_plan.order and plan.names != other_plan.names
    for name in PEOPLE:
        assert lived(block, plan, name) == lived(other, other_plan, name)


@pytest.mark.parametrize("place", [0, 2, 4])
def test_one_more_person_moves_nobody(plan_of, place):
    plan = plan_of(written(PEOPLE))
    block = run_block(plan, range(LIVES))
    names = list(PEOPLE)
    names.insert(place, "Stranger")
    more_plan = plan_of(written({name: PEOPLE.get(name, STRANGER) for name in names}))
    more = run_block(more_plan, range(LIVES))
    assert more.people.size == LIVES * 5
    for name in PEOPLE:
        assert lived(block, plan, name) == lived(more, more_plan, name)


def test_a_life_is_moved_by_its_number_the_seed_and_the_name_alone(plan_of):
    """All differ: two lives, two seeds, two people of the same care."""
    plan = plan_of(written({**PEOPLE, "Twin": PEOPLE["Old"], "Other": PEOPLE["Old"]}))
    block = run_block(plan, range(LIVES))
    of = {name: lived(block, plan, name)["totals"] for name in plan.names}
    assert of["Twin"] != of["Other"] and of["Old"][0] != of["Old"][1]
    reseeded = plan_of(written(PEOPLE, head=HEAD.replace("seed: 42", "seed: 43")))
    assert lived(run_block(reseeded, range(LIVES)), reseeded, "Old")["totals"] != of["Old"]


# ----------------------------------------------------------------------------- draws


def bills_by_day(plan: Plan, lives: int = 6) -> np.ndarray:
    """Number and cost of everybody's drawn bills at the beginning of each day: (day, row, kinds and cost)."""
    run = prepared(plan, range(lives))
    seen = []

    def look():
        while True:
            people = run.world.people
            seen.append(np.column_stack([people["bills"]["number"], people["books"][:, Place.PROVIDER]]))
            yield run.calendar.timeout(1)

    run.calendar.process(look())
    simulate(run)
    return np.array(seen)


@pytest.mark.parametrize(
    "law",
    [
        "coverage.wait.employee: 0",
        "coverage.wait.benefit_share: 50%",
        "coverage.gap.grace_months: 0",
        "outpatient.ratio: {2026-02-02: 10%}",
        "mutual_aid.order: random",
        "contribution.due_day: 3",
        "benefit.year_starts: 07-01",
        "account.parts: two",
        "beijing: {resident.premium: 1}",
    ],
)
def test_a_variant_of_the_law_leaves_every_bill_on_its_day_at_its_cost(plan_of, law):
    plain, variant = plan_of(written(PEOPLE)), plan_of(written(PEOPLE, f"policy: {{{law}}}\n"))
    bills = bills_by_day(plain)
    assert (bills == bills_by_day(variant)).all() and bills[-1].any(0).all()
    one, other = run_block(plain, range(LIVES)), run_block(variant, range(LIVES))
    assert (one.people["bills"]["number"] == other.people["bills"]["number"]).all()
    assert (one.people["books"][:, Place.PROVIDER] == other.people["books"][:, Place.PROVIDER]).all()


def test_more_chance_in_a_life_moves_no_draw_of_another_kind(plan_of):
    """Inpatient care and a job that may be lost, each on its own stream, leave the outpatient bills where they were."""
    old, wei = PEOPLE["Old"], PEOPLE["Wei"]
    less = PEOPLE | {
        "Old": "\n".join(line for line in old.splitlines() if "inpatient" not in line) + "\n",
        "Wei": wei.replace("loses_job: 8% a month, finds_job: 20% a month", "loses_job: 0% a month"),
    }
    plan, plan_of_less = plan_of(written(PEOPLE)), plan_of(written(less))
    more, fewer = run_block(plan, range(LIVES)), run_block(plan_of_less, range(LIVES))
    assert (more.people["bills"]["number"][:, 0] == fewer.people["bills"]["number"][:, 0]).all()
    assert more.people["bills"]["number"][:, 1].any() and not fewer.people["bills"]["number"][:, 1].any()
    assert (more.people["insured"]["paid_months"] != fewer.people["insured"]["paid_months"]).any()


def test_a_stream_draws_its_own_words():
    """The same counter on every stream, those yet to come included, gives other words."""
    words = {int(stream): philox(np.uint64(42), int(stream), 7, 3, 9) for stream in (*Stream, *range(8, 20))}
    assert len(set(words.values())) == len(words)
