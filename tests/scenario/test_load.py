"""A file becomes a scenario: words read, defaults filled in, what follows worked out."""

import json
import pickle
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from sim.errors import Faults
from sim.scenario import load, load_variant
from sim.scenario.expected import BILL_WORDS, STATE_WORDS
from sim.scenario.scalars import Limit, Mean
from sim.words.outcomes import BY_NAME, DEFAULT_REPORT

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_of_the_house_loads_with_its_variants(path):
    scenario = load(path)
    for variant in scenario.variants:
        assert scenario.variant(variant).variant_name == variant


def test_the_example_of_the_documentation(example):
    assert example.title == "Half a year between two jobs"
    assert (example.start, example.end, example.seed, example.replications) == (
        date(2025, 1, 1), date(2055, 1, 1), 1, 2000,
    )  # fmt: skip
    assert tuple(example.people) == ("Wei", "Mei", "Grandma", "Bao")
    assert example.regions() == ("beijing", "zhengzhou")
    assert example.variants == ("no-wait", "careful")
    assert example.name == "example"


def test_money_is_fen_and_shares_are_parts_per_million(example):
    wei, grandma = example.people["Wei"], example.people["Grandma"]
    assert (wei.work.wage, wei.work.growth, wei.work.loses_job) == (950_000, 40_000, 10_000)
    assert wei.insured.account == 800_000
    stays = grandma.care.inpatient
    assert (stays.per_year, stays.median, stays.p90) == (Fraction(3, 20), 900_000, 4_000_000)
    assert (stays.class_b, stays.class_c, stays.tiers) == (200_000, 50_000, {"1": 1_000_000})
    assert grandma.care.outpatient.tiers == {"1": 500_000, "2": 300_000, "3": 200_000}


def test_defaults(read):
    scenario = read()
    mei, wei = scenario.people["Mei"], scenario.people["Wei"]
    assert (mei.insured.as_, mei.insured.paid_months, mei.work, mei.care) == ("none", 0, None, None)
    choices = mei.choices
    assert (choices.when_jobless, choices.back_pay, choices.when_short, choices.retires, choices.menu) == (
        "nothing", "never", "lump_sum", "statutory", None,
    )  # fmt: skip
    assert wei.insured.insured_in_a_row == wei.insured.paid_months == 60
    assert (wei.work.growth, wei.work.loses_job, wei.work.finds_job, wei.work.track) == (0, 0, 0, "worker")
    assert (scenario.seed, scenario.report, scenario.policy, scenario.expect) == (1, DEFAULT_REPORT, (), ())


def test_a_scalar_is_the_text_that_was_written(read):
    scenario = read("""
        variants:
          yes: {about: 010}
        """)
    assert scenario.variants == ("yes",)
    assert scenario.variant("yes").about == "010"


def test_a_heading_with_nothing_below_it_stands_for_none(read):
    scenario = read("events:\nbindings:\nexpect:\nvariants:\npolicy:\n")
    assert (scenario.events, scenario.bindings, scenario.expect, scenario.policy) == ((), (), (), ())


def test_a_bill_has_a_tier_and_classes(read):
    (bill,) = read("events:\n  - {on: 2025-02-03, who: Wei, does: outpatient, cost: 600}\n").events
    assert (bill.cost, bill.tier, bill.class_b, bill.class_c, bill.bill) == (60_000, "1", 0, 0, None)
    assert (bill.line, bill.path, bill.amount, bill.from_) == (17, ("events", 0), None, None)


def test_a_transfer_comes_out_of_the_account(read):
    (transfer,) = read("events:\n  - {on: 2025-02-03, who: Wei, does: transfers, to: Mei, amount: 5}\n").events
    assert (transfer.from_, transfer.amount, transfer.tier) == ("account", 500, None)


def test_a_binding_says_what_it_leaves_out(read):
    first, second, third = read("""
        bindings:
          - {payer: Wei, for: Grandma, rank: 2, limit: 3000 a year}
          - {payer: Wei, for: Bao, from: 2025-03-01, until: 2025-06-30}
          - {payer: Mei, for: Bao, from: 2025-03}
        """).bindings
    assert (first.rank, first.from_, first.limit, first.limit_per) == (2, date(2025, 1, 1), 300_000, "year")
    assert first.within == Limit(300_000, "year")
    assert (second.rank, third.rank, third.from_, second.limit, second.limit_per) == (
        1,
        2,
        date(2025, 3, 1),
        None,
        None,
    )
    assert (second.line, second.path, second.name) == (19, ("bindings", 1), None)


def test_years_from_a_leap_day_end_in_march(read):
    text = "scenario: Leap\nstart: 2024-02-29\nyears: 1\npeople: {A: {born: 1990-01-01, sex: male, region: national}}\n"
    assert read(text=text).end == date(2025, 3, 1)


def test_a_child_born_in_the_run_is_one_of_the_people(read):
    scenario = read("""
        events:
          - {on: 2025-03-01, who: Wei, does: moves, region: zhengzhou}
          - {on: 2025-06-15, does: birth, name: Lin, sex: female, parents: [Wei, Mei], care: child}
          - {on: 2026-06-15, does: birth, name: Li, sex: male, parents: [Mei]}
        """)
    assert tuple(scenario.people) == ("Wei", "Mei", "Bao", "Grandma", "Lin", "Li")
    lin = scenario.people["Lin"]
    assert (lin.name, lin.unborn, lin.born, lin.region, lin.insured.as_) == (
        "Lin", True, date(2025, 6, 15), "zhengzhou", "resident",
    )  # fmt: skip
    assert lin.care.outpatient.per_year == 5
    assert scenario.people["Li"].region == "national"
    assert not scenario.people["Wei"].unborn
    assert scenario.has_chance


def test_what_an_expectation_says(read):
    state, bill, refused, mean = read("""
        events:
          - {on: 2025-02-03, who: Wei, does: outpatient, cost: 600, bill: knee}
          - {on: 2025-02-04, who: Wei, does: transfers, to: Mei, amount: 5, name: gift}
        expect:
          - {on: 2025-12-31, who: Wei, account: 12.50, covered: yes, status: covered, retires_on: 2048-03}
          - {bill: knee, pool: 240.00, relatives: {Mei: 10}}
          - {event: gift, refused: balance}
          - {on: 2025-12-31, who: Wei, mean_account: 100 ± 1%}
        """).expect
    assert state.words == {"account": 1250, "covered": True, "status": "covered", "retires_on": date(2048, 3, 1)}
    assert (state.on, state.who, state.line) == (date(2025, 12, 31), "Wei", 21)
    assert bill.words == {"pool": 24_000, "relatives": {"Mei": 1000}}
    assert refused.words == {"refused": "balance"}
    assert mean.words == {"mean_account": Mean(Fraction(10_000), Fraction(100))}
    assert mean.means == {"account": Mean(Fraction(10_000), Fraction(100))}


def test_lives_are_one_where_nothing_is_left_to_chance(read):
    assert read("replications: 50\n").replications == 1
    chance = "events:\n  - {on: 2025-06-15, does: birth, name: Lin, sex: female, parents: [Mei], care: child}\n"
    assert read("replications: 50\n" + chance).replications == 50
    assert read(chance).replications == 1000


@pytest.mark.parametrize(
    "policy, drawn",
    [
        ("mutual_aid.order: random", True),
        ("mutual_aid.order: {2026-01-01: random}", True),
        ("national: {mutual_aid.order: random}", True),
        ("mutual_aid.order: balance", False),
    ],
)
def test_a_random_order_of_payers_is_chance(read, policy, drawn):
    assert read(f"policy:\n  {policy}\n").has_chance is drawn


def test_a_named_profile_of_care_is_an_assumption(read, example):
    assert [assumed.name for assumed in example.assumptions] == ["care.adult_average"]
    assert "illustrative" in example.assumptions[0].reason
    assert read().assumptions == ()
    born = "events:\n  - {on: 2025-06-15, does: birth, name: Lin, sex: female, parents: [Mei], care: child}\n"
    assert [assumed.name for assumed in read(born).assumptions] == ["care.child"]


def test_what_was_resolved_can_be_loaded_and_resolves_to_the_same(example, tmp_path):
    written = json.dumps(example.resolved(), ensure_ascii=False, indent=1)
    path = tmp_path / "example.yaml"
    path.write_text(written, encoding="utf-8")
    again = load(path)
    assert json.dumps(again.resolved(), ensure_ascii=False, indent=1) == written
    assert again.people == example.people
    assert again.policy == example.policy


def test_resolved_has_every_default_in_the_words_of_a_file(read):
    resolved = read("bindings:\n  - {payer: Wei, for: Bao}\n").resolved()
    assert resolved["end"] == "2027-01-01" and "years" not in resolved
    assert resolved["people"]["Wei"]["insured"] == {
        "as": "employee", "paid_months": "60", "deemed_months": "0", "account": "800.50", "insured_in_a_row": "60",
    }  # fmt: skip
    assert resolved["people"]["Wei"]["work"]["growth"] == "0% a year"
    assert resolved["bindings"] == [{"payer": "Wei", "for": "Bao", "rank": "1", "from": "2025-01-01"}]
    assert resolved["policy"] == {}


def test_a_scenario_travels_to_another_process(example):
    there = pickle.loads(pickle.dumps(example))
    assert there.resolved() == example.resolved()
    assert there.variant("careful").people == example.variant("careful").people


def test_load_variant():
    path = Path(__file__).with_name("example.yaml")
    assert load_variant(path, "careful").people["Wei"].choices.back_pay == "within_grace"
    with pytest.raises(Faults, match="'carefull' is not a variant of this file; did you mean 'careful'"):
        load_variant(path, "carefull")


def test_the_words_are_those_that_are_measured():
    assert set(STATE_WORDS) == set(BY_NAME)
    assert "wallet" in BILL_WORDS and "wallet" in STATE_WORDS


def test_checking_loads_nothing_heavy():
    heavy = "numpy, numba, polars, simpy"
    code = f"import sys, sim.scenario; sys.exit(bool({{*'{heavy}'.split(', ')}} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0


def test_faults_travel_between_processes(tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("scenario: 1\nstart: soon\n", encoding="utf-8")
    with pytest.raises(Faults) as error:
        load(file)
    there = pickle.loads(pickle.dumps(error.value))
    assert there.faults == error.value.faults and str(there) == str(error.value)
    assert str(tmp_path) in str(there) and str(tmp_path) not in there.without_places


LAW = """\
scenario: A law that cannot be
start: 2025-01-01
years: 80
policy: {%s}
people: {Wei: {born: 1985-03-12, sex: male, region: national}}
"""


@pytest.mark.parametrize(
    "policy, words",
    [
        ("outpatient.cap: {retired: 100}", "outpatient.cap in national: there is no figure for active"),
        ("outpatient.cap: {active: 1, retired: 2, old: 2}", "names the group old"),
        ("projection.outpatient.cap: 100% a year", "passes ten billion yuan in 20"),
    ],
)
def test_what_building_the_law_refuses_has_a_line(read, policy, words):
    scenario = read(text=LAW % policy)
    with pytest.raises(Faults) as caught:
        scenario.law()
    [fault] = caught.value.faults
    assert words in fault.message and (fault.file, fault.line, fault.column) == (scenario.path, 4, 10), str(fault)


def test_one_name_in_two_spellings_of_unicode_is_one_name(tmp_path):
    """Zoë with one character for ë, or with e and a diaeresis (NFD, as macOS spells names)."""
    one, two = "Zo\u00eb", "Zoe\u0308"
    path = tmp_path / "names.yaml"
    path.write_text(
        f"scenario: {one}\nstart: 2025-01-01\nyears: 1\npeople:\n"
        f"  {one}: {{born: 1985-03-12, sex: female, region: national, work: {{wage: 9000}}}}\n"
        f"  Wei: {{born: 1985-03-12, sex: male, region: national, spouse: {two}}}\n"
        f"variants:\n  {two}: {{people: {{{two}: {{work: {{wage: 8000}}}}}}}}\n",
        encoding="utf-8",
    )
    scenario = load(path)
    assert scenario.people["Wei"].spouse == one and scenario.variants == (one,)
    cases = [*map(scenario.variant, (one, two)), scenario.at({f"people.{two}.work.wage": "7000"})]
    works = [case.people[one].work for case in cases]
    assert [work and work.wage for work in works] == [800_000, 800_000, 700_000]
    path.write_text(f"people:\n  {one}: {{}}\n  {two}: {{}}\n", encoding="utf-8")
    with pytest.raises(Faults, match=r"names\.yaml:3:3: Zoë is given twice; it stands in line 2 already"):
        load(path)


@pytest.mark.parametrize("hidden", ["\\e[2J", "\\a", "\\u202e", "\\u200b", "\\0", "\\r", "\\x85"])
@pytest.mark.parametrize("key", ["scenario", "about"])
def test_a_text_has_no_character_that_moves_a_screen(tmp_path, key, hidden):
    path = tmp_path / "hidden.yaml"
    head = "start: 2025-01-01\nyears: 1\npeople: {Wei: {born: 1985-03-12, sex: male, region: national}}\n"
    texts = {"scenario": "x", "about": "two\\nlines, 北京", key: f"a{hidden}b"}
    path.write_text(head + "".join(f'{name}: "{text}"\n' for name, text in texts.items()), encoding="utf-8")
    with pytest.raises(Faults, match=rf":{4 if key == 'scenario' else 5}:\d+: {key}: .* no screen shows \(U\+"):
        load(path)


CHINESE = """\
scenario: Regions by their Chinese names
start: 2025-01-01
years: 1
policy: {郑州: {coverage.wait.employee: 0}}
people:
  Wei: {born: 1990-01-01, sex: male, region: 郑州, insured: {as: employee}, work: {wage: 8000}}
events:
  - {on: 2025-06-01, who: Wei, does: moves, region: 北京}
"""


def test_a_region_may_be_called_by_its_chinese_name(tmp_path):
    """The same scenario, to the last character of what determines it, as with the names of the files."""
    cases = []
    for folder, text in (("a", CHINESE), ("b", CHINESE.replace("郑州", "zhengzhou").replace("北京", "beijing"))):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "family.yaml"
        path.write_text(text, encoding="utf-8")
        cases.append(load(path))
    assert cases[0].regions() == cases[1].regions() == ("beijing", "zhengzhou")
    assert cases[0].resolved() == cases[1].resolved()


def test_an_unknown_chinese_name_is_no_region_and_no_other_citys(tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(CHINESE.replace("北京", "北平"), encoding="utf-8")
    with pytest.raises(Faults, match="'北平' has no policy file in seeds/") as refused:
        load(path)
    assert refused.value.faults[0].nearest is None


def test_a_chinese_name_of_two_regions_names_neither(tmp_path):
    """A region of one's own that takes the Chinese name of another: the file says which names would do."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "new_town.yaml").write_text(
        "region: new_town\nchinese: 郑州\nenglish: New town\nabout: A town.\nvalues: {}\n", encoding="utf-8"
    )
    path = tmp_path / "family.yaml"
    path.write_text(CHINESE.replace("policy: {郑州: {coverage.wait.employee: 0}}\n", ""), encoding="utf-8")
    with pytest.raises(Faults, match="Chinese name of several regions  allowed: new_town, zhengzhou"):
        load(path)
