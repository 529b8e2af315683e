"""A sweep reaches what a scenario says: the run, the law, a person, an event, a binding; all else stays the same."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import Faults
from sim.experiment.law import policy_of
from sim.scenario import load
from sim.scenario.model import Range
from sim.words.law import TIER_NAMES

EVENTS = """\
bindings:
  - {payer: Wei, for: Bao, limit: 200 a bill, name: help}
  - {payer: Wei, for: Grandma}
events:
  - {on: 2025-03-10, who: Wei, does: outpatient, cost: 500, tier: 1, bill: knee}
  - {on: 2025-07-01, who: Wei, does: transfers, to: Grandma, amount: 300, name: gift}
  - {on: 2025-09-01, who: Wei, does: leaves_job}
  - {on: 2026-03-01, does: birth, name: Li, sex: female, parents: [Wei, Mei], care: child}
"""


def swept(path: str, *values: str) -> str:
    return f"sweep:\n  vary:\n    {path}: [{', '.join(values)}]\n"


def spanned(path: str, low: str, high: str) -> str:
    return f"sweep:\n  vary:\n    {path}: {{from: {low}, to: {high}}}\n  by: lhs\n"


def refusal(scenario, point) -> tuple[str, str | None]:
    """What is said about a point of one path, and the word that was meant."""
    with pytest.raises(Faults) as caught:
        scenario.at(point)
    (fault,) = caught.value.faults
    return fault.message, fault.nearest


# ----------------------------------------------------------------------------- what can be swept


@pytest.mark.parametrize(
    "path, value, found",
    [
        ("start", "2025-02", lambda s: (s.start, s.end) == (date(2025, 2, 1), date(2027, 2, 1))),
        ("end", "2026-04-01", lambda s: s.end == date(2026, 4, 1)),
        ("years", "5", lambda s: s.end == date(2030, 1, 1)),
        ("people.Wei.born", "1990-01-01", lambda s: s.people["Wei"].born == date(1990, 1, 1)),
        ("people.Wei.region", "beijing", lambda s: s.people["Wei"].region == "beijing"),
        ("people.Wei.work.wage", "9000", lambda s: s.people["Wei"].work.wage == 900_000),
        ("people.Wei.work.loses_job", "2% a month", lambda s: s.people["Wei"].work.loses_job == 20_000),
        ("people.Wei.choices.retires", "2047-05", lambda s: s.people["Wei"].choices.retires == date(2047, 5, 1)),
        ("people.Wei.choices.retires", "statutory", lambda s: s.people["Wei"].choices.retires == "statutory"),
        ("people.Wei.choices.back_pay", "within_grace", lambda s: s.people["Wei"].choices.back_pay == "within_grace"),
        ("people.Wei.care", "child", lambda s: s.people["Wei"].care is not None),
        ("events.knee.cost", "800", lambda s: s.events[0].cost == 80_000),
        ("events.knee.tier", "2", lambda s: s.events[0].tier == "2"),
        ("events.knee.does", "inpatient", lambda s: s.events[0].does == "inpatient"),
        ("events.gift.on", "2025-11-05", lambda s: s.events[1].on == date(2025, 11, 5)),
        ("events.gift.from", "wallet", lambda s: s.events[1].from_ == "wallet"),
        ("events.Li.on", "2026-05-01", lambda s: s.people["Li"].born == date(2026, 5, 1)),
        ("events.Li.care.outpatient.per_year", "7", lambda s: s.people["Li"].care.outpatient.per_year == 7),
        ("bindings.help.limit", "3000 a year", lambda s: s.bindings[0].within == (300_000, "year")),
        ("bindings.help.until", "2025-06-30", lambda s: s.bindings[0].until == date(2025, 6, 30)),
    ],
)
def test_a_path_sets_its_value_in_a_sweep_and_at_a_point(read, path, value, found):
    scenario = read(EVENTS + swept(path, value))
    point = scenario.at({path: scenario.sweep.vary[path][0]})
    assert found(point)


def test_only_the_named_entry_changes(read):
    scenario = read(EVENTS)
    point = scenario.at({"events.gift.amount": "400", "bindings.help.rank": "2"})
    assert [event.amount for event in point.events] == [None, 40_000, None, None]
    assert [event.line for event in point.events] == [event.line for event in scenario.events]
    assert [(binding.for_, binding.rank) for binding in point.bindings] == [("Bao", 2), ("Grandma", 1)]
    assert point.events[0] == scenario.events[0]


def test_an_entry_is_found_by_its_name_in_a_variant_too(read):
    scenario = read(EVENTS + "variants:\n  other: {events: [{on: 2025-05-01, who: Mei, does: outpatient, "
                    "cost: 90, bill: knee}]}\n  none: {events: []}\n")  # fmt: skip
    assert scenario.variant("other").at({"events.knee.cost": "70"}).events[0].cost == 7_000
    assert refusal(scenario.variant("none"), {"events.knee.cost": "70"}) == (
        "events.knee.cost: 'knee' is not the name of an event of variant 'none'", None,
    )  # fmt: skip


def test_end_takes_the_place_of_years_and_years_of_end(read):
    assert read(swept("end", "2026-01-01")).at({"end": "2025-03-01"}).end == date(2025, 3, 1)
    short = read("variants:\n  short: {end: 2025-07-01}\n").variant("short")
    assert short.at({"years": "3"}).end == date(2028, 1, 1)
    assert refusal(short, {"years": "3", "end": "2026-01-01"})[0] == "'end' and 'years' are both swept; keep one"


def test_an_event_may_bear_its_bills_name(read):
    same = EVENTS.replace("bill: knee", "bill: knee, name: knee")
    assert read(same).at({"events.knee.cost": "70"}).events[0].cost == 7_000


def test_parts_of_a_table_are_swept_together(read):
    visits = {"per_year": "6", "cost": {"median": "180", "p90": "700"}, "tiers": {"1": "50%", "2": "50%"}}
    scenario = read().at({"people.Wei.care": {"outpatient": visits}})
    tiers = "people.Wei.care.outpatient.tiers"
    point = scenario.at({f"{tiers}.1": "40%", f"{tiers}.2": "60%"})
    assert point.people["Wei"].care.outpatient.tiers == {"1": 400_000, "2": 600_000}
    # 40 % + 50 % is not 100 %
    assert refusal(scenario, {f"{tiers}.1": "40%"})[0].startswith("tiers")


def test_what_is_wider_is_set_before_its_parts(read):
    point = {"people.Wei.care.outpatient.per_year": "9", "people.Wei.care": "child"}
    for order in (point, dict(reversed(point.items()))):
        care, child = (read().at(which).people["Wei"].care for which in (order, {"people.Wei.care": "child"}))
        assert (care.outpatient.per_year, care.outpatient.cost) == (9, child.outpatient.cost)


# ----------------------------------------------------------------------------- the law


def waits(scenario, day=date(2025, 6, 1)):
    policy = policy_of(scenario)
    return {region: int(policy.record_on(region, day).coverage_wait_employee_months) for region in policy.regions}


def test_a_parameter_of_one_region(read):
    scenario = read(swept("policy.beijing.coverage.wait.employee", "5"))
    scenario = scenario.at({"people.Mei.region": "beijing", "policy.coverage.wait.employee": "4"})
    assert waits(scenario) == {"beijing": 4, "national": 4}
    both = {"policy.beijing.coverage.wait.employee": "5", "policy.coverage.wait.employee": "4"}
    assert waits(scenario.at(both)) == {"beijing": 5, "national": 4}


def test_what_the_file_says_of_one_region_stands_there(read):
    scenario = read("policy: {beijing: {coverage.wait.employee: 6}}\n").at({"people.Mei.region": "beijing"})
    assert waits(scenario)["beijing"] == 6
    assert waits(scenario.at({"policy.coverage.wait.employee": "1"})) == {"beijing": 6, "national": 1}
    assert waits(scenario.at({"policy.beijing.coverage.wait.employee": "1"}))["beijing"] == 1


def test_a_cell_of_a_table_leaves_its_other_cells(read):
    scenario = read(swept("policy.outpatient.ratio.active.2", "41%"))
    day = date(2025, 6, 1)
    before = policy_of(scenario).record_on("national", day).outpatient_ratio
    (value,) = scenario.sweep.vary["policy.outpatient.ratio.active.2"]
    after = policy_of(scenario.at({"policy.outpatient.ratio.active.2": value})).record_on("national", day)
    changed = before != after.outpatient_ratio
    assert set(after.outpatient_ratio[changed]) == {410_000}
    assert set(changed.nonzero()[1]) == {TIER_NAMES.index("2")}


def test_a_value_may_be_dated_or_a_table(read):
    path = "policy.outpatient.cap"
    scenario = read(swept(path, "{2026-01-01: 6000}", "5000"))
    dated, plain = scenario.sweep.vary[path]

    def cap(value, day):
        return int(policy_of(scenario.at({path: value})).record_on("national", day).outpatient_cap[0])

    before, after = date(2025, 12, 31), date(2026, 1, 1)
    written = int(policy_of(scenario).record_on("national", before).outpatient_cap[0])
    assert (cap(dated, before), cap(dated, after)) == (written, 600_000)
    assert (cap(plain, before), cap(plain, after)) == (500_000, 500_000)
    table = scenario.at({"policy.outpatient.ratio": {"active": {"1": "65%", "2": "60%", "3": "55%"}, "retired": "75%"}})
    ratios = policy_of(table).record_on("national", before).outpatient_ratio
    assert [ratios[0, TIER_NAMES.index(tier), 0] for tier in ("1", "2", "3")] == [650_000, 600_000, 550_000]
    stays = scenario.at({"policy.inpatient.deductible": ["1600", "800"]})
    first, second, third = policy_of(stays).record_on("national", before).inpatient_deductible[0, 0, :3]
    assert (first, second, third) == (160_000, 80_000, 80_000)


def test_a_wrong_table_is_told_where_it_is_wrong(read):
    with pytest.raises(Faults) as caught:
        read("sweep:\n  vary:\n    policy.outpatient.cap:\n      - {2026-01-01: 6000}\n      - {2026-13-01: 5}\n")
    assert [fault.line for fault in caught.value.faults] == [20]


# ----------------------------------------------------------------------------- what cannot


@pytest.mark.parametrize("heading", ["report", "expect", "variants", "sweep", "scenario", "about"])
def test_what_is_of_the_whole_file_is_the_same_at_every_point(read, heading):
    message = f"{heading!r} is the same at every point, so that all points are compared on the same lives"
    assert refusal(read(), {heading: "x"}) == (message, None)


def test_a_program_may_draw_other_lives_and_a_sweep_may_not(read, faults_of):
    point = read().at({"seed": "7", "replications": "30"})
    assert (point.seed, point.study.replications) == (7, 30)
    for heading in ("seed", "replications"):
        (message,) = faults_of(swept(heading, "7"))
        assert message.startswith(f"{heading!r} is the same at every point")


@pytest.mark.parametrize(
    "path, meant",
    [
        ("Wei.work.wage", "people.Wei.work.wage"),
        ("knee.cost", "events.knee.cost"),
        ("help.limit", "bindings.help.limit"),
        ("coverage.wait.employee", "policy.coverage.wait.employee"),
        ("beijing.coverage.wait.employee", "policy.beijing.coverage.wait.employee"),
        ("peple.Wei.work.wage", "people.Wei.work.wage"),
        ("event.knee.cost", "events.knee.cost"),
        ("starts", "start"),
        ("starts.day", "start"),
        ("start.day", "start"),
        ("xyz", None),
        ("peple", None),
        ("people", None),
        ("events", None),
        ("policy.", None),
        ("events..cost", None),
        ("events.knee", None),
    ],
)
def test_what_is_no_path_names_the_one_that_was_meant(read, path, meant):
    assert refusal(read(EVENTS), {path: "1"}) == (f"{path!r} is not a path", meant)


@pytest.mark.parametrize(
    "path, message, meant",
    [
        ("events.gif.on", "'gif' is not the name of an event of this file", "gift"),
        ("bindings.halp.limit", "'halp' is not the name of a binding of this file", "help"),
        ("people.Li.born", "'Li' is in the file by an event", "events.Li"),
        ("people.Mai.born", "'Mai' is not a person of this file", "Mei"),
        ("people.Wei.work.wages", "there is no 'wages' here", "wage"),
        ("people.Wei.work.wage.high", "there is no 'high' here", None),
        ("events.gift.amont", "there is no 'amont' here", "amount"),
        ("events.gift.cost", "there is no 'cost' here", None),
        ("events.Li.care.outpatient.cots", "there is no 'cots' here", "cost"),
        ("events.Li.care.bill", "there is no 'bill' here", None),
        ("bindings.help.untl", "there is no 'untl' here", "until"),
        ("events.gift.name", "a sweep finds an event by its 'name', so that stays the same", None),
        ("bindings.help.name", "a sweep finds a binding by its 'name', so that stays the same", None),
        ("policy.bejing.coverage.wait.employee", "'bejing' has no policy file in seeds/", "beijing"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_right_one(read, path, message, meant):
    assert refusal(read(EVENTS), {path: "1"}) == (f"{path}: {message}", meant)


def test_a_bindings_bill_is_no_name(read):
    """Only events are known by a bill, so the key of a binding is the unknown word it is."""
    assert refusal(read(EVENTS), {"bindings.help.bill": "1"})[0] == "bindings.help.bill: there is no 'bill' here"


def test_keys_that_are_offered_can_be_swept(read):
    with pytest.raises(Faults) as caught:
        read(EVENTS).at({"events.knee.months": "1"})
    assert caught.value.faults[0].allowed == "on, does, who, cost, tier, class_b, class_c, whole, away, programme"


@pytest.mark.parametrize("called, line", [("leaves_job", 22), ("2025-09-01", 22), ("whatever", 22)])
def test_an_event_without_a_name_is_shown_with_one(read, called, line):
    with pytest.raises(Faults) as caught:
        read(EVENTS).at({f"events.{called}.on": "2025-10-01"})
    (fault,) = caught.value.faults
    assert fault.message.endswith(f"of this file; the one of line {line} needs a 'name' to be swept")
    assert fault.write == f"- {{on: 2025-09-01, who: Wei, does: leaves_job, name: {called}}}"
    named = EVENTS.replace("  - {on: 2025-09-01, who: Wei, does: leaves_job}", f"  {fault.write}")
    assert read(named).at({f"events.{called}.on": "2025-10-01"}).events[2].on == date(2025, 10, 1)


@pytest.mark.parametrize("called, line", [("leaves_job", 18), ("starts_job", 19), ("Mei", 19), ("starts_jobs", None)])
def test_the_event_without_a_name_is_the_one_that_has_the_word(read, called, line):
    scenario = read("""
        events:
          - {on: 2025-03-01, who: Wei, does: leaves_job}
          - {on: 2025-09-01, who: Mei, does: starts_job, wage: 5000}
          - {on: 2025-12-01, who: Mei, does: leaves_job, name: starts_job_no_more}
        """)
    message, meant = refusal(scenario, {f"events.{called}.on": "2025-10-01"})
    assert (f"the one of line {line} needs" in message, meant) == (
        (True, None) if line else (False, "starts_job_no_more")
    )


def test_where_region_and_parameter_are_both_unknown_the_parameter_is_told(read):
    message, _ = refusal(read(), {"policy.bejing.coverage.wait.employe": "1"})
    assert message.startswith("bejing.coverage.wait.employe is no parameter")


def test_a_point_is_no_test_of_what_the_file_expects(read):
    expect = "expect:\n  - {on: 2026-06-30, who: Wei, paid_months: 78}\n"
    scenario = read(expect + swept("end", "2025-06-01", "2026-07-01"))
    assert scenario.at({"end": "2025-06-01"}).end == date(2025, 6, 1)


def test_a_value_no_file_could_hold_is_refused_where_nothing_is_expected(read):
    assert refusal(read(), {"people.Wei.work.wage": "-1"})[0] == "wage: '-1' is negative"
    assert refusal(read(), {"end": "2025-01-01"})[0] == "the run ends on 2025-01-01, not after its start on 2025-01-01"


def test_what_a_point_breaks_elsewhere_is_told_at_its_value(read):
    with pytest.raises(Faults) as caught:
        read(EVENTS + swept("start", "2025-01-01", "2025-04-01"))
    (fault,) = caught.value.faults
    assert fault.message == "start: at 2025-04-01: on: 2025-03-10 is not in the run (line 20)"
    assert (fault.line, fault.column) == (26, 25)


# ----------------------------------------------------------------------------- ranges of dates


@pytest.mark.parametrize(
    "low, high, part, value",
    [
        # four days, so a quarter of the parts each
        ("2026-01-01", "2026-01-04", 0, "2026-01-01"),
        ("2026-01-01", "2026-01-04", 0.2499, "2026-01-01"),
        ("2026-01-01", "2026-01-04", 0.25, "2026-01-02"),
        ("2026-01-01", "2026-01-04", 0.5, "2026-01-03"),
        ("2026-01-01", "2026-01-04", 1, "2026-01-04"),
        ("2028-02-28", "2028-03-01", 0.5, "2028-02-29"),
        # four months: November, December, January, February
        ("2026-11", "2027-02", 0, "2026-11"),
        ("2026-11", "2027-02", 0.25, "2026-12"),
        ("2026-11", "2027-02", 0.5, "2027-01"),
        ("2026-11", "2027-02", 1, "2027-02"),
    ],
)
def test_values_of_a_range_of_dates_or_months(low, high, part, value):
    assert Range.model_validate({"from": low, "to": high}).at(part) == value


@given(st.floats(0, 1))
def test_a_date_of_a_range_lies_in_it(part):
    drawn = Range.model_validate({"from": "2026-01-01", "to": "2030-01-01"}).at(part)
    assert date(2026, 1, 1) <= date.fromisoformat(drawn) <= date(2030, 1, 1)


def test_every_day_of_a_range_is_equally_likely():
    january = Range.model_validate({"from": "2026-01-01", "to": "2026-01-31"})
    drawn = [january.at(float(Fraction(2 * k + 1, 2 * 3100))) for k in range(3100)]
    assert [drawn.count(f"2026-01-{day:02d}") for day in range(1, 32)] == [100] * 31


def test_a_range_of_dates_is_swept(read):
    scenario = read(EVENTS + spanned("events.gift.on", "2025-07-01", "2026-06-30"))
    assert scenario.sweep.vary["events.gift.on"].ends == ("2025-07-01", "2026-06-30")
    # 365 days: the middle one is the 183rd, 182 days after 1 July
    middle = scenario.sweep.vary["events.gift.on"].at(0.5)
    assert middle == "2025-12-30"
    assert scenario.at({"events.gift.on": middle}).events[1].on == date(2025, 12, 30)


@pytest.mark.parametrize(
    "low, high",
    [
        ("2026-01", "2030-01-01"), ("2026-01-01", "2030-01"), ("2026", "2030-01"), ("2026-01-01", "6"),
        ("2026-01-01", "2026-01-01"), ("2026-02", "2026-01"),
    ],
)  # fmt: skip
def test_kinds_do_not_mix_and_the_lower_end_comes_first(faults_of, low, high):
    assert faults_of(spanned("end", low, high)) == [f"end: from '{low}' to '{high}' is not a range"]


@pytest.mark.parametrize(
    "path, low, high, message",
    [
        ("people.Wei.choices.retires", "2048-01-01", "2048-03-01", "retires: '2048-01-02' is a day"),
        ("people.Wei.insured.paid_months", "60", "62.0", "paid_months: '60.1' is not whole"),
        ("people.Wei.work.wage", "1", "2.000", "wage: '1.001' has more than two decimals"),
        ("events.knee.on", "2025-02-01", "2027-02-01", "on: 2027-02-01 is not in the run"),
    ],
)
def test_the_ends_of_a_range_and_what_lies_between_are_checked(faults_of, path, low, high, message):
    assert faults_of(EVENTS + spanned(path, low, high)) == [message]


def test_a_range_of_two_values_has_nothing_between(faults_of):
    assert faults_of(spanned("people.Wei.insured.paid_months", "1200", "1201")) == [
        "paid_months: 1,200 are more than lie before the first day; Wei became 16 in 2001-03",
        "paid_months: '1201' is more than allowed",
    ]


def test_a_path_calls_a_region_by_its_chinese_name_too(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(
        "scenario: A name\nstart: 2025-01-01\nyears: 1\n"
        "people: {Wei: {born: 1985-03-12, sex: male, region: 郑州}}\n"
        "sweep: {vary: {policy.郑州.coverage.wait.employee: [2, 5], people.Wei.region: [郑州, 北京]}}\n",
        encoding="utf-8",
    )
    point = load(path).at({"policy.郑州.coverage.wait.employee": "5"})
    assert [(change.region, change.parameter) for change in point.policy] == [("zhengzhou", "coverage.wait.employee")]
    assert load(path).at({"people.Wei.region": "北京"}).regions() == ("beijing",)
