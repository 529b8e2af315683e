"""Enough lives and not more: what is asked for, when it is reached, and that it does not depend on who lives."""

from fractions import Fraction
from math import inf

import numpy as np
import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.experiment.precision import FIRST, GROWTH, Check, Precision, Values, simulate_until
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.intervals import ALPHA_OF_A_LOOK, Mean
from sim.outcomes.paired import comparison
from sim.outcomes.recorded import outcomes_of
from sim.outcomes.statistics import interval_of
from sim.words.outcomes import BY_NAME
from sim.words.vocabulary import DECLARED

REPORT = ("out_of_pocket", "months_uncovered")
CASH, MONTHS, LIFETIME = (BY_NAME[name] for name in ("out_of_pocket", "months_uncovered", "lifetime_benefit"))

SCENARIO = """\
scenario: Half a year of bills
start: 2025-01-01
end: 2025-07-01
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12}
    work: {wage: 10000, loses_job: 5% a month, finds_job: 20% a month}
    care: {outpatient: {per_year: 12, cost: {median: 180, p90: 700}}}
variants:
  careful: {people: {Wei: {choices: {back_pay: within_grace}}}}
  the-same: {about: Nothing changes.}
"""


@pytest.fixture
def scenario(tmp_path):
    file = tmp_path / "bills.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return sim.load(file)


# ----------------------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    "text, of, amount, is_share",
    [
        ("1%", (), Fraction(1, 100), True),
        ("2.5 %", ("account",), Fraction(1, 40), True),
        ("50 yuan", (), Fraction(5_000), False),  # in fen
        ("0.25 months", ("months_uncovered",), Fraction(1, 4), False),
        ("1 month", ("months_uncovered",), Fraction(1), False),
    ],
)
def test_what_enough_means(text, of, amount, is_share):
    enough = Precision.read(text, of, REPORT)
    assert (enough.amount, enough.is_share) == (amount, is_share)
    assert [outcome.name for outcome in enough.of] == list(of or REPORT[:1])


@pytest.mark.parametrize(
    "text, of, reported",
    [
        ("narrow", (), "--until: 'narrow' is no width of an interval; write one such as 1%"),
        ("0%", (), "'0%' is no width"),
        ("-1%", (), "'-1%' is no width"),
        ("50 yuan", ("months_uncovered",), "'50 yuan' does not fit months_uncovered, which is in months"),
        ("2 months", (), "'2 months' does not fit out_of_pocket, which is in yuan"),
        ("50 yuan", ("retired",), "does not fit retired, which is yes or no"),
        ("1%", ("out_of_pockets",), "--of: 'out_of_pockets' is no outcome; did you mean out_of_pocket?"),
    ],
)
def test_what_a_precision_cannot_be(text, of, reported):
    with pytest.raises(BadArgument) as error:
        Precision.read(text, of, REPORT)
    assert reported in str(error.value)


def test_a_share_is_of_the_mean_and_of_yes_and_no_percentage_points():
    percent = Precision.read("1%", ("out_of_pocket",), REPORT)
    assert percent.target(CASH, -25_000.0) == 250.0
    assert percent.target(LIFETIME, 0.4) == 0.01
    assert Precision.read("50 yuan", (), REPORT).target(CASH, 123.0) == 5_000.0


# ----------------------------------------------------------------------------- when it is reached


def test_how_many_lives_a_look_says_are_needed():
    wide = Check("out_of_pocket", 200, half_width=30.0, target=10.0, lives_differing=99, is_reliable=True)
    assert not wide.is_narrow and wide.lives_needed == 1_890  # 200 × 3² × 1.05
    narrow = Check("out_of_pocket", 200, half_width=10.0, target=10.0, lives_differing=99, is_reliable=True)
    assert narrow.is_narrow
    unsure = Check("out_of_pocket", 200, half_width=1.0, target=10.0, lives_differing=29, is_reliable=False)
    assert not unsure.is_narrow and unsure.lives_needed == 800
    alike = Check("out_of_pocket", 3_200, half_width=inf, target=10.0, lives_differing=0, is_reliable=False)
    assert not alike.is_narrow and not alike.is_given_up and alike.lives_needed == 10_000
    of_nothing = Check("out_of_pocket", 200, half_width=1.0, target=0.0, lives_differing=99, is_reliable=True)
    assert of_nothing.lives_needed == 800


def ends(values):
    low, high = Mean.of(values).interval(ALPHA_OF_A_LOOK)
    assert low is not None and high is not None
    return low, high


def looked(values, text, most=100_000):
    """How many lives are lived for values that stand in a list."""
    simulated = []

    def look(outcome):
        return [Values("cash", values[: simulated[-1]], float(values[: simulated[-1]].mean()))]

    return simulated, simulate_until(
        Precision.read(text, (), REPORT), most, lambda lives, _: simulated.append(lives), look
    )


def test_lives_are_added_until_the_interval_is_narrow_and_no_further():
    values = np.random.default_rng(1).integers(0, 20_000, 200_000)  # standard deviation 5,773 fen
    simulated, reached = looked(values, "1 yuan")
    assert reached.is_reached and reached.lives == simulated[-1]
    # ± 1 yuan needs (2.576 × 5773 / 100)² = 22,116 lives: each look misses in 1 % of studies, all together in 5 %
    assert 21_000 < reached.lives < 24_500
    assert simulated[0] == FIRST and all(
        after <= GROWTH * before for before, after in zip(simulated, simulated[1:], strict=False)
    )
    assert all(number % 100 == 0 for number in simulated)


def test_where_it_cannot_be_reached_the_bound_ends_it():
    values = np.random.default_rng(1).integers(0, 20_000, 1_000)
    simulated, reached = looked(values, "1 yuan", most=1_000)
    assert simulated == [200, 800, 1_000] and not reached.is_reached
    assert reached.record()["until"] | {"half_width_over_target": None} == {
        "width": "1 yuan", "of": ["out_of_pocket"], "lives": 1_000, "reached": False, "half_width_over_target": None,
        "alike_in_every_life": [],
    }  # fmt: skip


def test_what_seldom_happens_is_not_taken_for_what_never_does():
    values = np.zeros(5_000, np.int64)
    values[700::50] = 10_000  # nothing in the first 200 lives
    simulated, reached = looked(values, "500 yuan")
    # 2 of 800 lives differ, then 50 of 3,200
    assert simulated == [200, 800, 3_200] and reached.is_reached


def test_what_no_life_has_is_never_called_narrow():
    simulated, reached = looked(np.zeros(20_000, np.int64), "500 yuan")
    assert simulated == [200, 800, 3_200, 10_000] and not reached.is_reached
    until = reached.record()["until"]
    assert (until["alike_in_every_life"], until["half_width_over_target"]) == (["cash"], {})


def test_the_width_is_that_of_the_further_end():
    values = np.zeros(200_000, np.int64)
    values[::100] = 10_000  # 1 yuan on average, skewness 9.8
    _, reached = looked(values, "0.2 yuan")
    [check] = reached.checks
    low, high = ends(values[: reached.lives])
    assert high - 100 > 100 - low and check.half_width == high - 100 <= 20


def test_a_share_of_nothing_is_refused():
    values = np.random.default_rng(1).choice([-10_000, 10_000], 1_000)

    def look(outcome):
        return [Values("careful: months_uncovered", values, 0.0, is_difference=True)]

    with pytest.raises(BadArgument, match="is 0 in all 1,000 lives; write an amount such as '0.5 months'"):
        simulate_until(Precision.read("5%", ("months_uncovered",), REPORT), 100, lambda lives, width: None, look)


def test_a_difference_is_asked_for_in_its_own_size():
    values = np.random.default_rng(1).normal(5_000, 20_000, 100_000).astype(np.int64)
    simulated = []

    def look(outcome):
        return [Values("careful: out_of_pocket", values[: simulated[-1]], 10**9, is_difference=True)]

    own = Precision.read("10% of the difference", (), REPORT)
    reached = simulate_until(own, 100_000, lambda lives, width: simulated.append(lives), look)
    # ± 500 fen needs (2.576 × 20,000 / 500)² = 10,617 lives
    assert reached.is_reached and 9_000 < reached.lives < 14_000


def test_a_run_has_no_difference_to_be_narrow(tmp_path, scenario):
    with pytest.raises(BadArgument, match="'10% of the difference' is for comparisons"):
        sim.run(scenario, out=tmp_path, until="10% of the difference")


def rare(drawn, lives):
    return np.where(drawn.random(lives) < 0.01, drawn.lognormal(13, 1, lives), 0).astype(np.int64)


def skewed(drawn, lives):
    return drawn.lognormal(10, 1.2, lives).astype(np.int64)


@pytest.mark.long
@pytest.mark.parametrize("made, truth", [(rare, 0.01 * np.exp(13.5)), (skewed, np.exp(10.72))])
@pytest.mark.parametrize("text", ["20%", "10%"])
def test_after_stopping_the_interval_holds_in_93_of_a_hundred_studies(made, truth, text):
    drawn, held = np.random.default_rng(5), []
    for _ in range(200):
        values = made(drawn, 60_000)
        _, reached = looked(values, text)
        low, high = ends(values[: reached.lives])
        held.append(low <= truth <= high)
    assert np.mean(held) >= 0.93


# ----------------------------------------------------------------------------- with lives


@pytest.mark.slow
def test_a_run_lives_until_its_mean_is_sure(tmp_path, scenario):
    one = sim.run(scenario, out=tmp_path / "a", until="4%", of=("out_of_pocket",), workers=1)
    two = sim.run(scenario, out=tmp_path / "b", until="4%", of=("out_of_pocket",), workers=2)
    assert one.record["until"]["reached"] and 200 < one.lives == two.lives < 20_000
    row = one.summary().filter(pl.col("person").is_null(), outcome="out_of_pocket").row(0, named=True)
    assert max(row["high"] - row["mean"], row["mean"] - row["low"]) <= 0.04 * row["mean"]
    plain = sim.run(scenario, out=tmp_path / "c", replications=one.lives)
    for name in (LIVES, YEARS):
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()
        assert (one.folder / name).read_bytes() == (plain.folder / name).read_bytes()


def test_yes_and_no_are_requested_of_each_person(tmp_path, scenario):
    study = sim.run(scenario, out=tmp_path, until="2%", of=("lifetime_benefit",))
    assert list(study.record["until"]["half_width_over_target"]) == ["lifetime_benefit of Wei"]
    # nobody has it: of 200 lives the interval reaches to 1.9 %, half of it is 0.94 points
    assert study.lives == 200


@pytest.mark.slow
def test_a_comparison_lives_until_its_difference_is_sure(tmp_path, scenario):
    study = sim.compare(scenario, out=tmp_path, variants=["careful"], until="1%", of=("contributed",))
    row = study.differences().filter(pl.col("person").is_null(), outcome="contributed").row(0, named=True)
    assert study.record["until"]["reached"] and study.lives == row["lives"]
    assert max(row["high"] - row["difference"], row["difference"] - row["low"]) <= 0.01 * row["baseline"]


def test_where_nothing_is_left_to_chance_one_life_is_enough(tmp_path):
    file = tmp_path / "certain.yaml"
    certain = SCENARIO.replace(", loses_job: 5% a month, finds_job: 20% a month", "")
    file.write_text("\n".join(line for line in certain.splitlines() if "care:" not in line), encoding="utf-8")
    study = sim.run(file, out=tmp_path, until="1%")
    assert study.lives == 1 and study.record["until"]["reached"]


def test_of_says_nothing_without_until(tmp_path, scenario):
    with pytest.raises(BadArgument, match="--of: names the outcomes that --until applies to"):
        sim.run(scenario, out=tmp_path, of=("account",))


def test_the_tables_print_the_interval_that_holds_at_every_look(tmp_path):
    """Of 0 and 2 as often, s² of 400 values is 400 / 399: half of the interval of 1 % is 2.576 s / 20."""
    values = np.tile([0, 2], 200)
    checked = DECLARED.checked(["out_of_pocket"])["out_of_pocket"]
    assert not DECLARED["out_of_pocket"].is_checked and not DECLARED.checked(["earned"])["out_of_pocket"].is_checked
    half = (400 / 399) ** 0.5 / 20
    low, high = interval_of(Mean.of(values), checked)
    assert (low, high) == (pytest.approx(1 - 2.5758 * half, abs=1e-4), pytest.approx(1 + 2.5758 * half, abs=1e-4))
    precision = Precision.read("1 yuan", ("out_of_pocket",), ())
    [check] = simulate_until(precision, 400, lambda _, __: None, lambda _: [Values("cash", values, 1.0)]).checks
    assert high is not None and check.half_width == pytest.approx(high - 1)
    content = {"scenario": {"start": "2025-01-01"}, "until": {"of": ["out_of_pocket"]}}
    assert [one.name for one in outcomes_of(content).all if one.is_checked] == ["out_of_pocket"]


def test_a_difference_that_a_study_looked_at_has_the_probability_of_all_looks():
    """The interval of one look excludes 0 where p is below 1 %; with ten looks that is 5 %."""
    rows = [("baseline", life, "A", 0) for life in range(400)]
    rows += [("other", life, "A", 10 if life % 2 else -8) for life in range(400)]
    kinds = {"variant": pl.String, "life": pl.Int64, "person": pl.String, "months_waiting": pl.Int32}
    lives = pl.DataFrame(rows, kinds, orient="row").lazy()
    plain, checked = (
        comparison(lives, "baseline", [of["months_waiting"]]).row(0, named=True)
        for of in (DECLARED, DECLARED.checked(["months_waiting"]))
    )
    assert checked["p"] == pytest.approx(5 * plain["p"]) and plain["p"] < 0.05 < checked["p"]
    assert plain["low"] > 0 > checked["low"]
