"""People die by chance where a life table is named: each life has its own heirs, bindings and births."""

from datetime import date

import numpy as np
import pytest

from sim.keys import person_key
from sim.plan.deaths import period_of, thresholds
from sim.scenario.mortality import SEXES, life_table
from sim.words.flows import Flow, Place
from sim.words.reasons import Reason
from sim.words.states import FOREVER, Alive
from sim.world.chance import Stream, philox

LIVES, NEVER = 40, 10**6
FAMILY = """
years: 3
mortality: china_2024
policy: {account.credit.retired: 0}
people:
  Pa: {born: 1920-03-12, sex: male, region: national, insured: {as: retired, account: 100.01}, spouse: Ma}
  Ma: {born: 1922-11-02, sex: female, region: national, insured: {as: retired}}
  Son: {born: 1945-07-15, sex: male, region: national, parents: [Pa, Ma], insured: {as: retired}}
"""


def month_of_death(name: str, born: date, sex: str, life: int, key) -> int:
    """Months since January 2025 of the first draw below the threshold of age and period on the month's 1st."""
    table = life_table("china_2024")
    below = thresholds(table)
    for month in range(36):
        year, of_year = 2025 + month // 12, month % 12 + 1
        age = year - born.year - ((of_year, 1) < (born.month, born.day))
        word = philox(key, Stream.DEATH, person_key(name), life, (2025 - 1970) * 12 + month)[0]
        if word < below[period_of(table, year, of_year), SEXES.index(sex), age]:
            return month
    return NEVER


@pytest.fixture(scope="module")
def died() -> dict[str, list[int]]:
    from sim.keys import seed_key

    born = {"Pa": (date(1920, 3, 12), "male"), "Ma": (date(1922, 11, 2), "female"), "Son": (date(1945, 7, 15), "male")}
    return {name: [month_of_death(name, *of, life, seed_key(1)) for life in range(LIVES)] for name, of in born.items()}


def test_a_death_falls_on_the_first_month_whose_word_is_below_the_chance(live, died):
    lived = live(FAMILY, lives=LIVES)
    for name, months in died.items():
        assert lived.field(name, "alive").tolist() == [Alive.YES if m == NEVER else Alive.DEAD for m in months]
        counted = lived.block.months[lived.rows(name)].sum(1)  # on the last day of each month
        assert counted.tolist() == [min(m, 36) for m in months]
    assert len(set(died["Pa"])) > 10  # months differ from life to life


def test_those_inherit_who_live_in_that_life(live, died):
    """100.01 yuan in equal parts, the odd fen to Ma, who stands before Son in the file."""
    lived = live(FAMILY, lives=LIVES)
    seen = set()
    for life in range(LIVES):
        pa, ma, son = (died[name][life] for name in ("Pa", "Ma", "Son"))
        if pa == NEVER or pa in (ma, son):
            continue
        heirs = (ma > pa, son > pa)
        seen.add(heirs)
        inherited = [int(lived.total(name, Flow.INHERITED, Flow.INHERITED_IN_ACCOUNT)[life]) for name in ("Ma", "Son")]
        expected = {(True, True): [50_01, 50_00], (True, False): [100_01, 0], (False, True): [0, 100_01]}
        if any(heirs) and not (ma < NEVER and heirs == (True, True)):  # what Ma inherits, Son may inherit again
            assert inherited == expected[heirs]
        assert (lived.at("Pa", Place.ACCOUNT)[life], lived.at("Pa", Place.PAST_ACCOUNT)[life]) == (0, 0)
    assert {(True, True), (False, True)} <= seen


def test_bindings_end_in_the_lives_in_which_somebody_dies(watch, died):
    ends = {}

    def look(run):
        ends["until"] = run.world.links["works_until"][:, 0].tolist()

    watch(f"{FAMILY}bindings: [{{payer: Pa, for: Son}}]\n", look, lives=LIVES)
    firsts = [min(died["Pa"][life], died["Son"][life]) for life in range(LIVES)]
    days = [date(2025 + m // 12, m % 12 + 1, 1).toordinal() - 1 if m < NEVER else None for m in firsts]
    bound = [life for life in range(LIVES) if firsts[life] > 0]  # the others die before they are bound
    assert [ends["until"][life] for life in bound] == [days[life] or FOREVER for life in bound]


def test_nobody_is_born_of_a_mother_who_has_died(live):
    """The mother is 74 years old, so that some lives see her die before the birth."""
    mother = "  Old: {born: 1951-11-02, sex: female, region: national, insured: {as: retired}}\n"
    birth = "events: [{on: 2026-06-01, does: birth, name: Bao, sex: male, parents: [Old]}]\n"
    lived = live(f"{FAMILY}{mother}{birth}", lives=4 * LIVES)
    before = lived.block.months[lived.rows("Old")].sum(1) < 17  # she was dead at the end of May 2026
    born = lived.field("Bao", "alive")
    assert before.any() and not before.all()
    assert (born[before] == Alive.UNBORN).all() and (born[~before] != Alive.UNBORN).all()
    assert (lived.block.refused_events[:, 0] == np.where(before, Reason.DEAD, Reason.NOTHING)).all()


def test_a_table_named_by_a_variant_draws_what_it_draws_of_the_file(live):
    """Deaths have a stream of their own: where nobody can die, all other draws are as they were."""
    care = "care: {outpatient: {per_year: 6, cost: {median: 100, p90: 400}}}, insured: {as: retired}}\n"
    young = f"years: 1\npeople:\n  Wei: {{born: 2017-01-01, sex: male, region: national, {care}"
    young = young.replace("insured: {as: retired}", "insured: {as: resident}")
    one, other = live(young, lives=20), live(f"mortality: china_2024\n{young}", lives=20)
    alive = other.field("Wei", "alive") == Alive.YES
    assert (one.block.totals[one.rows("Wei")][alive] == other.block.totals[other.rows("Wei")][alive]).all()
