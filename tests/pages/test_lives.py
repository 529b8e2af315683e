"""Single lives on a page: which are chosen, that their figures are those of the result, where none can be shown."""

import json
import re
from shutil import copytree, rmtree

import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.explain.between import between
from sim.explain.life import life
from sim.outcomes.recorded import RECORD
from sim.pages.charts import subject
from sim.pages.lives import lives
from sim.pages.report import page, page_of_life
from sim.scenario import load
from sim.studies import Study
from sim.words.language import LANGUAGES
from tests.extensions.conftest import free
from tests.pages.conftest import WITHOUT_SAVINGS
from tests.pages.test_report import Read

pytestmark = pytest.mark.slow


def of(study, lang="en", more=()):
    return lives(subject(study.folder, study.record, lang), more)


@pytest.fixture(scope="module")
def shown(without_savings):
    return of(without_savings)


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lives")
    file = folder / "family.yaml"
    text = WITHOUT_SAVINGS.replace("replications: 30", "replications: 4").replace("years: 3", "years: 2")
    file.write_text(text + "variants: {alone: {bindings: []}}\n", encoding="utf-8")
    return sim.compare(file, out=folder / "results")


def amount(text: str) -> float:
    return float(text.replace(",", ""))


def test_the_lives_are_the_worst_the_median_and_the_best_of_the_run(shown, without_savings):
    cash = without_savings.frame("lives", money="float").group_by("life").agg(pl.col("out_of_pocket").sum())
    cash = cash.sort("out_of_pocket", "life")
    # less is better; of 30 lives in order the median is the fifteenth
    places = {"worst": 29, "median": 14, "best": 0}
    for one in shown.shown:
        wanted = cash["out_of_pocket"][places[one.way]]
        assert one.how.endswith(f": {wanted:,.2f} yuan" if wanted else ": 0 yuan")
        [told] = one.cases
        of_years = sum(amount(row[shown.heads.index("cash")]) for year in told.years for row in year.people)
        assert of_years == pytest.approx(wanted)
    assert [one.way for one in shown.shown] == ["worst", "median", "best"]


def test_months_without_benefits_are_those_of_the_life(shown, without_savings):
    for one in shown.shown:
        number = int(re.findall(r"\d+", one.title)[0])
        of_life = without_savings.frame("lives").filter(pl.col("life") == number)
        [told] = one.cases
        without = sum(int(row[shown.heads.index("months without")]) for year in told.years for row in year.people)
        assert without == of_life["months_uncovered"].sum()
        assert len(re.findall("<title>the pool pays, ", told.timeline.years)) >= 1


def test_every_bill_is_a_tick_that_leads_to_its_lines(shown):
    for one in shown.shown:
        [told] = one.cases
        explained = {bill.id for year in told.years for bill in year.bills}
        assert set(re.findall(r'<a href="#([\w-]+)"', told.timeline.years)) == explained
        assert told.timeline.ticks == told.timeline.bills == len(explained)


def test_the_lines_of_a_bill_add_up(shown):
    """The cash of a bill is what its title says, and the cost is what is paid by all."""
    bills = [bill for one in shown.shown for year in one.cases[0].years for bill in year.bills]
    assert bills and all(bill.rule in (4, 5) and bill.chain for bill in bills)
    for bill in bills:
        cost, paid = re.fullmatch(r"\S+ .+, \w+: ([\d,.]+) yuan; (.+)", bill.title).groups()  # type: ignore[union-attr]
        parts = [amount(part) for part in re.findall(r"[\d,]+\.\d\d", paid)]
        assert sum(parts) == pytest.approx(amount(cost))


def test_values_of_the_law_stand_once_and_every_mark_leads_to_one(shown):
    steps = [
        step
        for one in shown.shown
        for year in one.cases[0].years
        for bill in (*year.bills, *year.gaps)
        for step in (*bill.chain, *bill.sums, *bill.remedies)
    ]
    assert {value for step in steps for value in step.law} == shown.law.keys() != set()
    assert list(shown.law.values()) == list(range(1, len(shown.law) + 1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_life_is_seen_at_first_and_each_has_a_label(without_savings, lang):
    found = Read(page(without_savings.folder, without_savings.record, lang))
    radios = [one for one in found.all("input") if one["type"] == "radio"]
    assert [radio["id"] for radio in radios if "checked" in radio] == ["show-median"]
    assert [label["for"] for label in found.all("label")] == [radio["id"] for radio in radios]
    identities = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(identities) == len(set(identities))
    targets = {attributes["href"][1:] for attributes in found.all("a") if attributes["href"].startswith("#")}
    assert targets <= set(identities)
    drawings = [one for one in found.all("svg") if one.get("role") == "group"]
    assert len(drawings) == 3 and all(one["aria-label"] for one in drawings)


def test_a_life_is_shown_by_its_number_or_by_words_and_the_first_is_seen(without_savings):
    account = without_savings.frame("lives", money="float").group_by("life").agg(pl.col("account").sum())
    median = account.sort("account", "life")["life"][14]  # of 30 lives in order the fifteenth
    found = of(without_savings, more=("7", "median:account", "7"))
    titles = {one.title: one.how for one in found.shown}
    assert len(found.shown) == len(titles) == 5 and found.first == "life7"
    assert titles["Life 7"] == "" and titles[f"Life {median}"] == "chosen as median:account"
    identities = [bill.id for one in found.shown for year in one.cases[0].years for bill in year.bills]
    assert len(identities) == len(set(identities))


def test_a_life_that_is_shown_already_is_that_one(without_savings):
    worst = int(re.findall(r"\d+", of(without_savings).shown[0].title)[0])
    found = of(without_savings, more=(str(worst),))
    assert len(found.shown) == 3 and found.first == "worst"


@pytest.mark.parametrize(
    "words, message",
    [
        ("30", "there is no life 30  allowed: 0 to 29"),
        ("-1", "'-1' names no life  allowed: a number, worst"),
        ("median:acount", "'acount' is no outcome; did you mean account?"),
    ],
)
def test_a_life_that_there_is_not_is_refused(without_savings, words, message):
    with pytest.raises(BadArgument, match=re.escape(message)):
        of(without_savings, more=(words,))


def test_a_page_of_one_life_needs_no_result(certain):
    scenario = load(certain.folder.parent.parent / "family.yaml")
    for lang in LANGUAGES:
        found = Read(page_of_life(scenario, 0, lang))
        # 2 % of 10,000 in each of two months
        assert "400.00" in found.text and len(found.all("svg")) == 2
        assert [one["id"] for one in found.all("input") if "checked" in one] == ["show-life0"]
    with pytest.raises(BadArgument, match="there is no life 1  allowed: 0"):
        page_of_life(scenario, 1)


def test_a_single_life_is_the_only_one(certain):
    [one] = of(certain).shown
    assert (one.way, one.how) == ("only", "")
    # 2 % of 10,000 in each of two months
    assert one.cases[0].years[0].people[0][3] == "400.00"


# ----------------------------------------------------------------------------- two variants


def test_a_comparison_shows_each_life_under_both_with_the_day_on_which_they_part(compared):
    scenario = load(compared.folder.parent.parent / "family.yaml")
    for one in of(compared).shown:
        assert [told.name for told in one.cases] == ["baseline", "alone"]
        number = int(re.findall(r"\d+", one.title)[0])
        both = life(scenario, number), life(scenario, number, "alone")
        day = between(both, ("baseline", "alone")).parted[0]
        assert one.parting.startswith(f"The two part on {day}. Only under baseline: ")
        assert all(told.timeline.years.count(f"{day}: here the two lives part") == 2 for told in one.cases)


def test_the_lives_of_a_comparison_are_chosen_by_the_difference(compared):
    cash = compared.frame("lives", money="float").group_by("variant", "life").agg(pl.col("out_of_pocket").sum())
    by_life = cash.pivot(on="variant", index="life", values="out_of_pocket")
    differences = (by_life["alone"] - by_life["baseline"]).sort()
    differing = differences.filter(differences.abs() > 0.001)
    worst, _, best = of(compared).shown
    assert worst.how.endswith(f": +{differing[-1]:,.2f} yuan") and f"of {len(differing)} lives" in worst.how
    assert best.how.endswith(f"{differing[0]:,.2f} yuan")


# ----------------------------------------------------------------------------- where there is none


def changed(study, folder, change) -> Study:
    """A copy of a result whose record was changed."""
    copy = Study(copytree(study.folder, folder / "changed"))
    record = json.loads((copy.folder / RECORD).read_text(encoding="utf-8"))
    change(record)
    (copy.folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    return copy


def test_a_result_of_another_program_has_no_life_and_says_why(certain, tmp_path):
    other = changed(certain, tmp_path, lambda record: record["hashes"].update(code="0" * 24))
    found = Read(page(other.folder, other.record))
    assert "No life is shown: the result was made by another version" in found.text
    assert not found.all("svg") and found.all("img")


def test_a_scenario_that_cannot_be_read_again_has_no_life_and_says_why(certain, tmp_path):
    found = of(changed(certain, tmp_path, lambda record: record["scenario"].update(years="1")))
    assert found.shown == []
    assert found.why_none.startswith("No life is shown: the recorded scenario cannot be read again: ")


def test_another_result_in_the_same_folder_has_its_own_lives(certain, family, tmp_path):
    folder = tmp_path / "result"
    copytree(certain.folder, folder)
    first = of(Study(folder))
    rmtree(folder)
    copytree(family.folder, folder)
    second = of(Study(folder))
    assert len(first.shown) == 1 and len(second.shown) == 3
    assert first.shown[0].cases[0].years != second.shown[0].cases[0].years


@pytest.mark.slow
def test_the_code_of_a_result_is_not_run(tmp_path):
    file = tmp_path / "family.yaml"
    (tmp_path / "free.py").write_text(free(), encoding="utf-8")
    file.write_text(WITHOUT_SAVINGS + "extensions: [free.py]\n", encoding="utf-8")
    study = sim.run(file, replications=1, out=tmp_path / "results")
    assert of(study).why_none.startswith("No life is shown, since a page runs no code")


def test_a_sweep_has_no_single_life(record_of, tmp_path):
    study = subject(tmp_path, record_of(kind="sweep"))
    assert lives(study).why_none.startswith("A sweep keeps no single lives")
    with pytest.raises(BadArgument, match="--life: A sweep keeps no single lives"):
        lives(study, ("3",))
