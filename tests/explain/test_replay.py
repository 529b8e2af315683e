"""The story of a life: its years add up, its days have what happened with the law of it, a part of them is a part."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.experiment.arguments import BadArgument
from sim.explain.citing import rule_of
from sim.explain.periods import period
from sim.explain.replay import documented, replay
from sim.processes import PROCESSES
from sim.report.replay import story
from sim.words.flows import Flow
from tests.explain.test_life import FAMILY


def said(found, with_days: bool = False) -> str:
    return " ".join(" ".join(line.plain.split()) for line in story(found, "life 0", with_days, 120))


def test_a_year_says_what_care_cost_and_who_paid(gap):
    # Long's bill of April, before the stop, brings 60 %; the one of May, in the gap, nothing. The account has three
    # credits of 120 yuan in spring and four from September on
    [year] = [one for one in replay(gap, who="Long").years if one.year == 2025]
    assert (year.cost, year.pool, year.accounts, year.cash) == (200_000, 60_000, 36_000, 104_000)
    assert (year.account, year.contributed) == (48_000, 84_000)  # 4 x 120; 7 months of 2 % of 6,000


def test_every_year_adds_up(family):
    years = replay(family).years
    assert {one.year for one in years} == {2025, 2026, 2027}
    assert all(one.cost == one.pool + one.employer + one.accounts + one.relatives + one.cash for one in years)
    assert sum(one.cost for one in years) == sum(settled.bill["cost"] for settled in family.presented)


@pytest.mark.parametrize(
    ("who", "since", "until"),
    [(None, None, None), ("Long", None, None), (None, "2025-04", "2025-05"), ("Long", "2026", None)],
)
def test_the_size_of_a_story_is_the_number_of_its_entries(gap, who, since, until):
    found = replay(gap, who, since, until)
    assert found.size == len(found.entries) > 0


def test_money_is_said_with_its_places_rule_and_values(gap):
    found = replay(gap, "Long", "2025-01-25", "2025-01-31").entries
    own = next(entry for entry in found if entry.what == "contributed_in_cash")
    assert (own.day, own.fen, own.rule, own.by) == (date(2025, 1, 25), 12_000, 1, "employee_month")
    assert [(cited.parameter, cited.value, cited.source) for cited in own.cites] == [
        ("contribution.rate.employee", "2%", "set by the scenario")
    ]
    credit = next(entry for entry in found if entry.what == "credited")  # found when earned, paid at the month's end
    assert credit.day == date(2025, 1, 31) and credit.rule == 2
    assert "account.credit.active_rate" in [cited.parameter for cited in credit.cites]


def test_a_bills_money_follows_it(gap):
    found = replay(gap, "Long", "2026-03-01", "2026-03-01").entries
    bill = next(entry for entry in found if entry.kind == "bill")
    money = [entry for entry in found if entry.bill == bill.bill and entry.kind == "money"]
    assert (bill.before, bill.after, bill.fen) == ("long-back", "covered", 100_000)
    assert sum(entry.fen or 0 for entry in money) == 100_000 and money[0].rule == 4


def test_a_person_is_shown_with_the_relatives_who_paid_their_bills(family):
    found = replay(family, "Old").entries
    assert {entry.who for entry in found if entry.what == "given_from_account"} == {"Wei"}
    assert all(entry.who == "Old" for entry in found if entry.kind == "change")


def test_days_are_shown_where_they_are_few_or_wanted(gap):
    assert "events, not shown: --days prints all of them" in said(replay(gap))
    assert "Long: own contribution, cash to the pool (个人缴费); rule 1" in said(replay(gap), with_days=True)
    assert "contribution.rate.employee in national is 2% (set by the scenario)" in said(
        replay(gap, None, "2025-01", "2025-01")
    )


def test_the_turning_points_of_a_year_are_named(gap):
    text = said(replay(gap))
    assert "2025-03-31 Long insured as: employee → none; has a job: yes → no" in text
    assert "unpaid months" not in text


@pytest.mark.parametrize("since, until, days", [
    (None, None, 365 + 364), ("2025", "2025", 365), ("2025-02", "2025-02", 28), ("2025-12", None, 31 + 364),
    ("2026-12-30", "2026-12-30", 1), (None, "2026", 365 + 364),
    ("2025年2月", "2025年2月", 28), ("2025年", "2025年3月1日", 60),
])  # fmt: skip
def test_a_period_is_of_years_months_or_days(since, until, days):
    assert period(date(2025, 1, 1), date(2026, 12, 31), since, until).days == days


@pytest.mark.parametrize("since, until, expected", [
    ("2027", None, "from: 2027 is no day of the run  allowed: 2025-01-01 to 2026-12-30"),
    (None, "2024-12", "until: 2024-12 is no day of the run"),
    ("2026", "2025", "until: 2025-12-31 lies before 2026-01-01"),
    ("soon", None, "from: 'soon' is no day  allowed: a year, a month (2027-03) or a day from 2025-01-01"),
    ("2025-13", None, "'2025-13' is no day"),
    ("9999", None, "9999 is no day of the run"),
    ("0000", None, "'0000' is no day"),
])  # fmt: skip
def test_a_period_outside_the_run_is_refused_with_what_there_is(since, until, expected):
    with pytest.raises(BadArgument) as refused:
        period(date(2025, 1, 1), date(2026, 12, 31), since, until)
    assert expected in str(refused.value)


def test_a_document_has_what_the_frames_have(family):
    found = documented(replay(family))
    money = [one for one in found["events"] if one["kind"] == "money"]
    assert len(money) == len(family.journal.moved)
    assert all(one["rule"] for one in money), [one for one in money if not one["rule"]]
    assert {place for one in money for place in one["law"]} == set(range(len(found["law"])))
    assert sum(one["kind"] == "bill" for one in found["events"]) == family.bills.height


def test_every_file_that_moves_money_names_its_rule():
    # a kernel of a file without a rule would leave the rule of its money out
    folder = Path(PROCESSES[0].__code__.co_filename).parent
    moving = {path.stem for path in folder.glob("*.py") if "    move(" in path.read_text(encoding="utf-8")}
    moving -= {"bills"}

    class Kernel:
        def __init__(self, module: str, name: str = ""):
            self.module, self.name = module, name

    assert moving and all(rule_of(Kernel(module)) for module in moving), moving  # type: ignore[arg-type]
    assert rule_of(Kernel("bills"), 0, Flow.POOL_PAID_AT_ONCE) == 4  # type: ignore[arg-type]
    assert rule_of(Kernel("back_payment")) == 3  # type: ignore[arg-type]
    assert rule_of(Kernel("payers"), 0, Flow.RECEIVED_FOR_BILL) == 7  # type: ignore[arg-type]


# ----------------------------------------------------------------------------- the command


@pytest.fixture
def called(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    file = tmp_path / "family.yaml"
    file.write_text(FAMILY.replace("replications: 100", "replications: 9"), encoding="utf-8")

    def call(command: str, *options: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli.app, [command, str(file), "--out", str(tmp_path / "results"), *options])
        return done.exit_code, done.output

    return call


def test_words_choose_a_life_and_say_which(called):
    code, text = called("replay", "--life", "median:out_of_pocket")
    assert code == 2 and "no finished run of this scenario" in text and "simulate it first: gongji run" in text
    assert called("run", "--workers", "1")[0] == 0
    rows = {}
    for way in ("worst", "best", "median:out_of_pocket"):
        code, text = called("replay", "--life", way, "--who", "Wei", "--json")
        document = json.loads(text)
        assert (code, document["format"]) == (0, 1)
        rows[way] = document
        assert document["chosen"].startswith(f"{way.partition(':')[0]} of 9 by out_of_pocket of Wei: ")
    paid = {way: float(document["chosen"].rpartition(" ")[2].replace(",", "")) for way, document in rows.items()}
    assert paid["best"] <= paid["median:out_of_pocket"] <= paid["worst"]
    code, text = called("why", "--life", "worst", "--bill", "knee")
    assert code == 0 and text.startswith("life ") and "worst of 9 by out_of_pocket of the family" in text


def test_an_outcome_of_each_person_needs_a_person(called):
    assert called("run", "--workers", "1")[0] == 0
    code, text = called("replay", "--life", "median:lifetime_at_retirement")
    assert code == 2 and "is of each person: say whose with --who" in text


@pytest.mark.parametrize("options, expected", [
    (("--life", "9"), "there is no life 9  allowed: 0 to 8"),
    (("--life", "worse"), "'worse' names no life"),
    (("--who", "Wie"), "who: 'Wie' is no person of this file; did you mean Wei?  allowed: Wei, Old"),
    (("--from", "2031"), "from: 2031 is no day of the run  allowed: 2025-01-01 to 2027-05-10"),
    (("--variant", "none"), "variant: 'none' is no variant of this file"),
])  # fmt: skip
def test_what_there_is_not_is_one_line(called, options, expected):
    code, text = called("replay", *options)
    assert code == 2 and expected in text and len(text.strip().splitlines()) == 1
