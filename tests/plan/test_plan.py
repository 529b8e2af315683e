"""What blocks are built from: who stands where, and the days known before the run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.law import policy_of
from sim.keys import person_key
from sim.plan import Plan
from sim.plan.plan import prices_of
from sim.scenario import load
from sim.words.flows import Flow, Place
from sim.words.states import FOREVER, NOBODY, Alive, Care
from sim.world.prices import in_prices


def read(path: Path, text: str) -> Plan:
    path.write_text(f"scenario: A household\n{text}", encoding="utf-8")
    scenario = load(path)
    return Plan.make(scenario, policy_of(scenario))


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str], Plan]:
    return lambda text: read(tmp_path / "household.yaml", text)


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("plan") / "household.yaml"


SPAN = "start: 2025-01-01\nyears: 2\n"
WEI = "Wei: {born: 1985-02-28, sex: male, region: national, insured: {as: employee}, work: {wage: 8000}}"


# ----------------------------------------------------------------------------- who stands where

NAMES = [f"P{k}" for k in range(8)]


@settings(deadline=None, max_examples=40)
@given(
    names=st.permutations(NAMES),
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]),
                   unique_by=lambda pair: frozenset(pair), max_size=8),
)  # fmt: skip
def test_families_are_the_people_whom_bindings_join(file, names, pairs):
    """Rows of a family stand together, by person key, whatever the order of the file; its bounds part the families."""
    kin = {name: [other for other in NAMES if other != name] for name in NAMES}
    people = "".join(
        f"  {name}: {{born: 1985-01-01, sex: male, region: national, siblings: [{', '.join(kin[name])}], "
        "insured: {as: employee}}\n"
        for name in names
    )
    bindings = "".join(f"  - {{payer: {payer}, for: {patient}}}\n" for payer, patient in pairs)
    plan = read(file, f"{SPAN}people:\n{people}" + (f"bindings:\n{bindings}" if pairs else ""))

    families: list[set[str]] = [{name} for name in NAMES]
    for payer, patient in pairs:
        one, other = (next(family for family in families if name in family) for name in (payer, patient))
        if one is not other:
            families = [family for family in families if family is not one and family is not other] + [one | other]
    expected = sorted((sorted(family, key=person_key) for family in families), key=lambda family: person_key(family[0]))
    assert plan.order == tuple(name for family in expected for name in family)
    bounds = [*plan.family_bounds.tolist(), plan.persons]
    assert [list(plan.order[a:b]) for a, b in zip(bounds, bounds[1:])] == expected
    assert plan.names == tuple(names)
    assert [plan.names[who] for who in plan.rows["who"]] == list(plan.order)


def test_bindings_of_a_patient_stand_together_by_rank(plan_of):
    plan = plan_of(
        f"""{SPAN}people:
  {WEI}
  Mei: {{born: 1987-11-02, sex: female, region: national, spouse: Wei, insured: {{as: employee}}}}
  Bao: {{born: 2016-08-01, sex: male, region: national, parents: [Wei, Mei], insured: {{as: resident}}}}
bindings:
  - {{payer: Mei, for: Bao, rank: 2, limit: 30 a bill}}
  - {{payer: Mei, for: Wei, rank: 1, until: 2025-05-05}}
  - {{payer: Wei, for: Bao, rank: 1, from: 2025-03-01, limit: 300 a year}}
"""
    )
    bao, slots = plan.traits[plan.slots["Bao"]], plan.slots
    mine = plan.bindings[bao["bindings_from"] : bao["bindings_to"]]
    assert mine["payer"].tolist() == [slots["Wei"], slots["Mei"]]
    assert mine["place"].tolist() == [2, 0]
    assert mine[["limit", "limit_per"]].tolist() == [(300_00, 1), (30_00, 2)]
    assert sorted(plan.bindings["until"])[0] == date(2025, 5, 5).toordinal()
    places = [(day, [int(plan.bindings[row]["place"]) for row in of_day]) for day, of_day, _ in plan.binding_days]
    assert places == [(date(2025, 1, 1), [0, 1]), (date(2025, 3, 1), [2])]


def test_a_row_of_the_first_day_says_how_somebody_is_insured(plan_of):
    plan = plan_of(
        f"""{SPAN}people:
  {WEI}
  Old: {{born: 1950-07-01, sex: female, region: national, insured: {{as: retired, paid_months: 300, account: 1.01}}}}
  Free: {{born: 2000-02-29, sex: male, region: national}}
  Once: {{born: 1990-01-01, sex: male, region: national, insured: {{as: none, paid_months: 7}}}}
events:
  - {{on: 2026-01-01, does: birth, name: Bao, sex: male, parents: [Wei]}}
"""
    )
    row = {name: plan.rows[plan.slots[name]] for name in plan.names}
    assert [int(row[name]["age"]) for name in plan.names] == [39, 74, 24, 35, 0]
    assert [int(row[name]["cover"]["ever_insured"]) for name in plan.names] == [1, 1, 0, 1, 0]
    assert row["Bao"]["alive"] == Alive.UNBORN and row["Wei"]["alive"] == Alive.YES
    assert row["Free"]["cover"]["since"] == FOREVER and row["Wei"]["cover"]["until"] == FOREVER
    assert row["Once"]["cover"]["until"] == date(2025, 1, 1).toordinal()
    assert row["Old"]["pension"]["lifetime"] and row["Old"]["books"][Place.PAST_ACCOUNT] == 101
    assert row["Old"]["flows"][Flow.OPENING_ACCOUNT] == 101 and row["Old"]["books"].sum() == 0


# ----------------------------------------------------------------------------- days


def test_every_month_is_due_once_for_everybody_on_the_day_of_where_he_lives_on_its_first(plan_of):
    plan = plan_of(
        f"""{SPAN}policy: {{zhengzhou: {{contribution.due_day: 10}}, beijing: {{contribution.due_day: 31}}}}
people:
  {WEI.replace("national", "zhengzhou")}
  Mei: {{born: 1987-11-02, sex: female, region: beijing}}
events:
  - {{on: 2025-02-01, who: Wei, does: moves, region: beijing}}
  - {{on: 2025-04-02, who: Wei, does: moves, region: zhengzhou}}
"""
    )
    wei = plan.slots["Wei"]
    mine = [(day.isoformat(), month) for (day, month), of in zip(plan.due_days, plan.due_slots) if of[wei]]
    days = [day for day, _ in mine[:6]]
    assert days == ["2025-01-10", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-10", "2025-06-10"]
    assert [month for _, month in mine] == plan.months and len(mine) == 24
    assert plan.dues[wei].tolist() == [date.fromisoformat(day).toordinal() for day, _ in mine]


@pytest.mark.parametrize(
    "start, first", [("2025-03-24", "2025-03-25"), ("2025-03-25", "2025-03-25"), ("2025-03-26", "2025-04-25")]
)
def test_the_first_due_day_is_the_first_on_or_after_the_start(plan_of, start, first):
    plan = plan_of(f"start: {start}\nend: 2025-05-25\npeople: {{{WEI}}}")
    days = [day.isoformat() for day, _ in plan.due_days]
    assert days[0] == first and days[-1] == "2025-04-25"


def test_birthdays_of_29_february_fall_on_1_march_in_common_years(plan_of):
    plan = plan_of(
        "start: 2027-06-01\nyears: 2\npeople: {Leap: {born: 2000-02-29, sex: male, region: national}, "
        "Next: {born: 2000-03-01, sex: male, region: national}}"
    )
    leap, other = plan.slots["Leap"], plan.slots["Next"]
    assert plan.birthdays == [
        (date(2028, 2, 29), [(leap, 28)]),
        (date(2028, 3, 1), [(other, 28)]),
        (date(2029, 3, 1), sorted([(leap, 29), (other, 29)])),
    ]


def test_whoever_is_past_the_retirement_month_retires_on_the_first_day(plan_of):
    people = "".join(
        f"  {name}: {{born: {born}, sex: male, region: national, insured: {{as: employee}}, work: {{wage: 9000}}}}\n"
        for name, born in {"Late": "1950-01-01", "Soon": "1964-07-31", "Young": "1990-01-01"}.items()
    )
    plan = plan_of(f"start: 2024-05-15\nyears: 2\npeople:\n{people}")
    assert [(day, plan.order[slot]) for day, slot, *_ in plan.retirements] == [
        (date(2024, 5, 15), "Late"),
        (date(2024, 7, 1), "Soon"),
    ]


def test_a_month_named_for_retirement_is_the_month(plan_of):
    plan = plan_of(
        f"{SPAN}people: {{{WEI.replace('1985-02-28', '1963-05-05').replace('}}', '}, choices: {retires: 2026-02}}')}}}"
    )
    assert [day for day, *_ in plan.retirements] == [date(2026, 2, 1)]


def test_benefit_years_begin_on_the_day_of_each_region(plan_of):
    plan = plan_of(
        f"start: 2025-07-01\nyears: 2\npolicy: {{beijing: {{benefit.year_starts: 07-01}}}}\npeople:\n  {WEI}\n"
        "  Mei: {born: 1987-11-02, sex: female, region: beijing}"
    )
    beijing, national = plan.regions["beijing"], plan.regions["national"]
    found = [(date(2026, 1, 1), national), (date(2026, 7, 1), beijing), (date(2027, 1, 1), national)]
    assert plan.benefit_years == found
    began = {name: date.fromordinal(int(plan.rows["year_began"][plan.slots[name]])) for name in plan.names}
    assert began == {"Wei": date(2025, 1, 1), "Mei": date(2025, 7, 1)}


@pytest.mark.parametrize(
    "start, window, paid_until",
    [
        (
            "2025-10-12",
            "{from: 10-13, to: 12-31}",
            "2026-01-01",
        ),  # the window has not begun: the year that runs is paid
        ("2025-10-13", "{from: 10-13, to: 12-31}", "2026-01-01"),
        ("2025-10-14", "{from: 10-13, to: 12-31}", "2027-01-01"),  # begun before the start: counts as used
        ("2025-01-15", "{from: 10-13, to: 02-28 next}", "2026-01-01"),
    ],
)
def test_a_resident_of_the_first_day_has_paid_what_could_be_paid_before(plan_of, start, window, paid_until):
    bao = "Bao: {born: 2016-08-01, sex: male, region: national, insured: {as: resident}}"
    plan = plan_of(f"start: {start}\nyears: 2\npolicy: {{resident.window: {window}}}\npeople: {{{bao}}}")
    assert date.fromordinal(int(plan.rows["resident"]["until"][0])).isoformat() == paid_until


def test_premiums_are_paid_on_the_first_day_of_the_window_or_on_the_debit_days_in_it(plan_of):
    bao = "Bao: {born: 2016-08-01, sex: male, region: national, insured: {as: resident}}"
    plan = plan_of(f"{SPAN}policy: {{resident.window: {{from: 10-13, to: 12-31}}}}\npeople: {{{bao}}}")
    assert [(day.isoformat(), last) for day, _, _, last in plan.premium_days] == [
        ("2025-10-13", True),
        ("2026-10-13", True),
    ]


@pytest.mark.parametrize(
    "policy, days",
    [
        # the last debit before the year begins takes cash, so that nobody's cover lapses; nothing is left for February
        (
            "resident.debits: [11-05, 12-05, 02-05], resident.window: {from: 10-13, to: 02-28 next}",
            [("2025-11-05", False), ("2025-12-05", True)],
        ),
        # none before the year begins: the last of the window
        (
            "resident.debits: [01-05, 02-05], resident.window: {from: 12-13, to: 02-28 next}",
            [("2026-01-05", False), ("2026-02-05", True)],
        ),
        # none inside the window: its first day
        ("resident.debits: [09-05], resident.window: {from: 10-13, to: 12-31}", [("2025-10-13", True)]),
        # each debit day by the law of that day: in December the 5th is no longer one
        (
            "resident.debits: {2025-01-01: [11-05, 12-05], 2025-12-01: [11-05, 12-20]}, "
            "resident.window: {from: 10-13, to: 12-31}",
            [("2025-11-05", False), ("2025-12-20", True)],
        ),
        # no debits on the first day of the window: all pay on it, whatever comes later
        (
            "resident.debits: {2025-01-01: none, 2025-11-01: 12-20}, resident.window: {from: 10-13, to: 12-31}",
            [("2025-10-13", True)],
        ),
        # the window by the law of the day on which it opens
        (
            "resident.debits: none, "
            "resident.window: {2025-01-01: {from: 11-15, to: 12-31}, 2025-11-01: {from: 09-01, to: 11-30}}",
            [("2025-11-01", True)],
        ),
        (
            "resident.debits: none, "
            "resident.window: {2025-01-01: {from: 09-01, to: 10-31}, 2025-10-01: {from: 11-15, to: 12-31}}",
            [("2025-09-01", True)],
        ),
        # a law that opens the window only on days when it is not in force opens none
        (
            "resident.debits: none, "
            "resident.window: {2025-01-01: {from: 11-15, to: 12-31}, 2025-11-01: {from: 09-01, to: 10-31}}",
            [],
        ),
    ],
)
def test_windows_and_debits_are_read_on_their_days(plan_of, policy, days):
    bao = "Bao: {born: 2016-08-01, sex: male, region: national, insured: {as: resident}}"
    plan = plan_of(f"start: 2025-03-01\nend: 2026-03-01\npolicy: {{{policy}}}\npeople: {{{bao}}}")
    assert [(day.isoformat(), cash) for day, _, _, cash in plan.premium_days] == days


# ----------------------------------------------------------------------------- chance and bills


def test_needs_of_care_stand_in_the_order_of_rows_each_with_its_tables(plan_of):
    plan = plan_of(
        f"""{SPAN}people:
  Wei:
    born: 1985-02-28
    sex: male
    region: national
    care: {{inpatient: {{per_year: 0.1, cost: {{median: 9, p90: 9}}}}}}
  Old:
    born: 1950-07-01
    sex: female
    region: national
    care:
      outpatient: {{per_year: 9, cost: {{median: 200, p90: 900}}, tiers: {{1: 50%, 3: 50%}}, class_b: 20%, class_c: 5%}}
      inpatient: {{per_year: 0, cost: {{median: 200, p90: 900}}}}
      growth: 10% a year
"""
    )
    assert plan.care.shape == (2,) and plan.gaps.shape[0] == 2 and len(plan.costs) == 2 and plan.prices.shape == (2, 2)
    old, wei = plan.traits[plan.slots["Old"]], plan.traits[plan.slots["Wei"]]
    assert wei["care"][Care.OUTPATIENT] == -1 and old["care"][Care.INPATIENT] == -1  # none at all: no table
    profile = plan.care[old["care"][Care.OUTPATIENT]]
    assert profile["tiers"] == 2 and profile["only_tier"] == -1 and profile["below"][:2].tolist() == [2**31, 2**32]
    assert (profile["class_b"], profile["class_c"]) == (200_000, 50_000)
    stay = wei["care"][Care.INPATIENT]
    assert plan.care[stay]["only_tier"] == 1 and set(plan.costs[stay]) == {900}
    prices, entries = plan.prices.view(np.recarray), plan.costs[old["care"][Care.OUTPATIENT]].tolist()
    grown = [in_prices(entry, prices[int(old["care"][Care.OUTPATIENT]), 1]) for entry in entries]
    assert grown == [(entry * 11 + 5) // 10 for entry in entries]  # each entry by 10 %, half up


def test_the_longest_times_between_bills_last_for_ever(plan_of):
    care = "care: {outpatient: {per_year: 0.000001, cost: {median: 9, p90: 9}}}"
    plan = plan_of(f"{SPAN}people:\n  Old: {{born: 1950-07-01, sex: female, region: national, {care}}}\n")
    assert plan.gaps.dtype == "uint32" and plan.gaps.max() == 2**32 - 1 > 1000 * FOREVER


def test_plans_share_the_costs_of_the_same_need(plan_of):
    care = f"{SPAN}people:\n  Old:\n    born: 1950-07-01\n    sex: female\n    region: national\n    care: "
    needs = "{outpatient: {per_year: 9, cost: {median: 212, p90: %s}}}\n"
    made = prices_of.cache_info().misses
    one, again, other = (plan_of(care + needs % p90) for p90 in (900, 900, 901))
    assert prices_of.cache_info().misses == made + 2
    assert one.costs is again.costs and (one.costs != other.costs).any()


def test_bills_of_the_file_stand_by_day_and_those_of_a_day_as_in_the_file(plan_of):
    bills = "".join(
        f"  - {{on: {day}, who: Wei, does: {does}, cost: {cost}, bill: b{cost}}}\n"
        for day, does, cost in (
            ("2025-05-05", "inpatient", 3), ("2025-02-02", "outpatient", 4), ("2025-05-05", "outpatient", 1),
        )
    )  # fmt: skip
    plan = plan_of(f"{SPAN}people:\n  {WEI}\nevents:\n  - {{on: 2025-01-03, who: Wei, does: leaves_job}}\n{bills}")
    assert plan.file_bills["cost"].tolist() == [400, 300, 100] and plan.bill_names == ("b4", "b3", "b1")
    assert plan.file_bills["event"].tolist() == [2, 1, 3]
    assert plan.job_events == {(0, date(2025, 1, 3))}


def test_two_bills_that_look_alike_are_two(plan_of):
    twice = "{on: 2025-05-05, who: Wei, does: outpatient, cost: 3}"
    plan = plan_of(f"{SPAN}people:\n  {WEI}\nevents: [{twice}, {twice}]")
    events = plan.scenario.events
    assert [events.index(event) for event in events] == [0, 1] == plan.file_bills["event"].tolist()


# ----------------------------------------------------------------------------- kin


def test_heirs_are_spouse_children_and_parents_in_the_order_of_the_file(plan_of):
    plan = plan_of(
        f"""{SPAN}people:
  Son: {{born: 2010-01-01, sex: male, region: national, parents: [Wei]}}
  {WEI.replace("insured", "spouse: Mei, parents: [Ma, Pa], siblings: [Sis], insured")}
  Sis: {{born: 1986-01-01, sex: female, region: national}}
  Ma: {{born: 1960-01-01, sex: female, region: national}}
  Mei: {{born: 1987-11-02, sex: female, region: national}}
  Pa: {{born: 1960-01-01, sex: male, region: national}}
events:
  - {{on: 2025-03-01, who: Pa, does: dies}}
  - {{on: 2025-04-01, who: Wei, does: divorces}}
  - {{on: 2025-05-01, does: birth, name: Lan, sex: female, parents: [Wei]}}
  - {{on: 2025-06-01, who: Ma, does: emigrates}}
"""
    )

    def heirs(day: str) -> list[str]:
        found = plan.heirs[plan.kin_on(date.fromisoformat(day)), plan.slots["Wei"]]
        return [plan.order[slot] for slot in found if slot != NOBODY]

    # who of them is alive differs from life to life: deaths and departures change nothing here
    assert heirs("2025-01-01") == heirs("2025-03-31") == ["Son", "Ma", "Mei", "Pa"]
    assert heirs("2025-04-01") == heirs("2025-04-30") == ["Son", "Ma", "Pa"]
    assert heirs("2025-05-01") == heirs("2026-12-31") == ["Son", "Ma", "Pa", "Lan"]
    divorce = next(event for event in plan.scenario.events if event.does == "divorces")
    assert plan.former_spouses(divorce) == ["Mei"]


def test_a_self_payer_takes_the_item_of_the_menu_he_names_where_there_is_one(plan_of):
    menu = (
        "{basic: {rate: 5%, base: floor, account: no}, full: {rate: 8%, base: average, account: yes}, default: basic}"
    )
    people = """people:
  Wei: {born: 1985-02-28, sex: male, region: zhengzhou, insured: {as: flexible}, choices: {menu: full}}
  Mei: {born: 1985-02-28, sex: female, region: zhengzhou, insured: {as: flexible}}
"""
    plan = plan_of(f"{SPAN}policy: {{zhengzhou: {{contribution.flexible.menu: {menu}}}}}\n{people}")
    names = plan.policy.menu("zhengzhou")
    chosen = {name: names[plan.menus[plan.slots[name], 0]] for name in plan.names}
    assert chosen == {"Wei": "full", "Mei": "basic"}
