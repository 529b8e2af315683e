"""People marry and children are born by chance: on days of their own in each life."""

from datetime import date, timedelta

import numpy as np

from sim.keys import person_key, seed_key
from sim.words.flows import Flow, Place
from sim.words.states import FOREVER, Alive, Scheme
from sim.world.chance import Stream, philox

LIVES = 16
FAMILY = """
years: 6
policy:
  resident.premium: 400
  resident.window: {from: 09-01, to: 12-31}
  account.credit.active_rate: 0%
people:
  Mei:
    born: 1997-05-02
    sex: female
    region: national
    insured: {as: flexible, account: 5000}
    chance:
      marries: {to: Wei, chance: 30% a year}
      gives_birth: {chance: 25% a year, children: {Bao: {sex: female, father: Wei}, Lan: {sex: male, insured: no}}}
  Wei: {born: 1996-01-02, sex: male, region: national, insured: {as: flexible, account: 900}}
"""
BINDINGS = "bindings: [{payer: Mei, for: Bao, name: tie}, {payer: Mei, for: Wei, name: pair, from: 2026-01-01}]\n"


def drawn(stream: Stream, life: int, share: float, year: int) -> date | None:
    """What chance brings Mei in a year, and on which of its days: by the words of the draw of that year."""
    words = philox(seed_key(1), stream, person_key("Mei"), life, year - 1970)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return date(year, 1, 1) + timedelta(days=int(words[1]) * days >> 32) if words[0] < int(share * 2**32) else None


def births(life: int) -> list[date]:
    """Days of birth of Bao and Lan in one life: two are at least 280 days apart."""
    found: list[date] = []
    for year in range(2025, 2031):
        day = drawn(Stream.BIRTH, life, 0.25, year)
        if day and len(found) < 2 and not (found and (day - found[-1]).days < 280):
            found.append(day)
    return found


def wedding(life: int) -> date | None:
    return next(filter(None, (drawn(Stream.MARRIAGE, life, 0.3, year) for year in range(2025, 2031))), None)


def test_children_come_in_their_order_on_the_days_that_are_drawn(live):
    lived = live(FAMILY, lives=LIVES)
    seen = set()
    for life in range(LIVES):
        days = births(life)
        seen.add(len(days))
        for place, name in enumerate(("Bao", "Lan")):
            row = lived.block.people[lived.rows(name)][life]
            if place < len(days):
                age = 2030 - days[place].year  # on the last day, 31 December 2030
                assert (row["alive"], row["born"], row["age"]) == (Alive.YES, days[place].toordinal(), age)
            else:
                assert (row["alive"], row["born"]) == (Alive.UNBORN, FOREVER)
    assert seen == {0, 1, 2}


def test_a_child_is_a_resident_from_birth_unless_the_file_says_no(live):
    """Bao pays 400 on the day of birth for its year, and in each window the next year; Lan never pays."""
    lived = live(FAMILY, lives=LIVES)
    paid = lived.total("Bao", Flow.PREMIUM, Flow.RECEIVED_FOR_PREMIUM)
    for life in range(LIVES):
        days = births(life)
        # the windows of 2025 to 2030, each for the next year, from 1 September on; a birth after it pays for both years
        windows = 2031 - days[0].year if days else 0
        assert paid[life] == 400_00 * (1 + windows if days else 0)
    assert not lived.total("Lan", Flow.PREMIUM, Flow.RECEIVED_FOR_PREMIUM).any()
    assert {int(scheme) for scheme in lived.field("Lan", "scheme")} <= {Scheme.NONE, Scheme.RESIDENT}


def test_bindings_that_wait_for_a_birth_or_a_wedding_begin_then(watch):
    """Bindings work from that day; the pair's, of 2026, not before 1 January 2026 even if they married earlier."""
    found = {}

    def look(run):
        found["links"] = run.world.links["works_from"].copy()
        found["order"] = [int(place) for place in run.plan.bindings["place"]]
        found["refused"] = run.world.refused_bindings.copy()

    watch(FAMILY + BINDINGS, look, lives=LIVES)
    tie, pair = (found["order"].index(place) for place in (0, 1))
    assert not found["refused"].any()
    kinds = set()
    for life in range(LIVES):
        born, wed = births(life)[:1], wedding(life)
        expected = born[0].toordinal() if born else FOREVER
        assert found["links"][life, tie] == expected
        start = date(2026, 1, 1)
        kinds.add(None if wed is None else wed < start)
        expected = max(wed, start).toordinal() if wed else FOREVER
        assert found["links"][life, pair] == expected
    assert kinds == {None, True, False}


def test_spouses_by_chance_inherit_from_each_other(live):
    """Wei dies in June 2028 and leaves 900, in equal parts to Mei, if they have married, and to Bao, if she is born."""
    lived = live(f"{FAMILY}events: [{{on: 2028-06-01, who: Wei, does: dies}}]\n", lives=LIVES)
    dies, seen = date(2028, 6, 1), set()
    for life in range(LIVES):
        wed, born = wedding(life), births(life)
        heirs = (bool(wed and wed < dies), bool(born and born[0] < dies))
        seen.add(heirs)
        inherited = [int(lived.total(name, Flow.INHERITED, Flow.INHERITED_IN_ACCOUNT)[life]) for name in ("Mei", "Bao")]
        assert inherited == [900_00 // max(1, sum(heirs)) * is_heir for is_heir in heirs]
    assert len(seen) == 4


def test_nobody_marries_or_is_born_after_a_death(live):
    """Mei dies on the first day, so nothing of what is drawn happens."""
    lived = live(f"{FAMILY}events: [{{on: 2025-01-01, who: Mei, does: dies}}]\n", lives=LIVES)
    assert (lived.field("Bao", "alive") == Alive.UNBORN).all()
    assert lived.at("Wei", Place.OPENING).tolist() == [-900_00] * LIVES
    assert not lived.total("Wei", Flow.INHERITED, Flow.INHERITED_IN_ACCOUNT).any()


def test_no_child_comes_before_the_mother_is_fifteen(live):
    """Mei is 15 on 1 June 2025, and chance brings a birth in each year: it comes if its day is not before."""
    family = FAMILY.replace("1997-05-02", "2010-06-01").replace("25% a year", "100% a year")
    family = family.replace("as: flexible, account: 5000", "as: resident").replace("years: 6", "years: 1")
    lived = live(family, lives=LIVES)
    days = [drawn(Stream.BIRTH, life, 1, 2025) for life in range(LIVES)]
    expected = [Alive.YES if day and day >= date(2025, 6, 1) else Alive.UNBORN for day in days]
    assert lived.field("Bao", "alive").tolist() == expected
    assert len(set(expected)) == 2


def test_a_child_with_care_has_bills_from_its_birth_on(live):
    care = "care: {outpatient: {per_year: 50, cost: {median: 100, p90: 300}}}"
    lived = live(FAMILY.replace("Bao: {sex: female", f"Bao: {{sex: female, {care}"), lives=LIVES)
    number = lived.block.people["bills"]["number"][lived.rows("Bao")].sum(-1)
    days = np.array([(date(2031, 1, 1) - births(life)[0]).days if births(life) else 0 for life in range(LIVES)])
    assert ((number > 0) == (days > 30)).all()
    assert np.corrcoef(number, days)[0, 1] > 0.95
