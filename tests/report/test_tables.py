"""The screen: everything fits, numbers never wrap, people are named as the file names them."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from rich.console import Console

from sim.outcomes.files import Parts, part_of, publish
from sim.report.numbers import counted, decimals, number, seconds, share
from sim.report.tables import show


def screen(folder, block_of, lives, width, names=("Wei", "外婆"), assumed=1):
    with Parts(folder, "family", "0").held() as parts:
        parts.write(part_of(block_of(0, lives), names, 0, lives))
        publish(parts, [(0, lives)], {})
    scenario = SimpleNamespace(
        title="Three generations", start=date(2025, 1, 1), end=date(2055, 1, 1), people=dict.fromkeys(names), seed=7,
        report=("wallet", "account", "lifetime_benefit"), assumptions=(SimpleNamespace(name="care.adult", reason="r"),),
    )  # fmt: skip
    reason = "nobody publishes it, so it moves with what has been seen in the ten years before, as others assume too"
    assumptions = [SimpleNamespace(name=f"wages grow {k}", reason=reason) for k in range(assumed)]
    assumptions += [SimpleNamespace(name="wages grow", reason=reason)] * 2
    policy = SimpleNamespace(regions=("zhengzhou",), assumptions=assumptions, grades={"A": 12, "C": 3})
    study = SimpleNamespace(
        scenario=scenario,
        policy=policy,
        folder=folder / "family",
        lives=lives,
        resumed=0,
        seconds=1.23,
        refusals=(),
    )
    file = io.StringIO()
    show(study, Console(file=file, width=width))  # pyright: ignore[reportArgumentType]
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_everything_fits(tmp_path, block_of, width):
    text = screen(tmp_path, block_of, 40, width)
    lines = text.replace(str(tmp_path), "results").splitlines()
    assert max(map(cell_len, lines)) <= width
    assert "\x1b" not in text
    assert "40 lives of 2 people, 30 years from 2025-01-01; law of zhengzhou; seed 7" in text
    for word in ("外婆", "family", "median", "wages grow", "care.adult", "A 12", "lives.parquet", "1.2 s"):
        assert word in text


def test_the_report_of_the_scenario_leads(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 100)
    assert text.index("\nwallet") < text.index("\naccount") < text.index("\nout_of_pocket")
    assert "share" in text and "%" in text.split("lifetime_benefit")[1]


def test_one_life_has_values_and_no_distribution(tmp_path, block_of):
    text = screen(tmp_path, block_of, 1, 80)
    assert "value" in text and "median" not in text and ("yes" in text or "no" in text)


def test_where_there_is_no_room_names_are_cut_and_numbers_stay(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 60, names=("Bartholomew the Second", "外婆"))
    assert "Barthol…" in text
    wide = screen(tmp_path, block_of, 40, 120, names=("Bartholomew the Second", "外婆"))
    numbers = [line.split()[-1] for line in wide.splitlines() if line.startswith("  外婆")]
    assert numbers == [line.split()[-1] for line in text.splitlines() if line.startswith("  外婆")]


def test_who_has_nothing_is_named_in_one_line(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 80)
    assert "wallet, yuan  balance of the wallet\n  Wei, 外婆, family  0 in every life\n" in text


def test_many_assumptions_are_only_named(tmp_path, block_of):
    few = screen(tmp_path, block_of, 2, 200)
    assert "wages grow – nobody publishes it" in few
    many = screen(tmp_path, block_of, 2, 200, assumed=20)
    assert "wages grow 7; wages grow 8" in many and "nobody publishes it" not in many


@pytest.mark.parametrize(
    "value, places, text",
    [
        (0, 2, "0"), (0.5, 2, "0.50"), (1234.5, 0, "1,234"), (-0.001, 2, "0.00"), (-1234567.4, 0, "-1,234,567"),
        (12.34, 1, "12.3"), (None, 2, "–"), (100.0, 2, "100.00"),
    ],
)  # fmt: skip
def test_numbers(value, places, text):
    assert number(value, places) == text


def test_other_numbers():
    assert [decimals(1_000, "yuan"), decimals(999, "yuan"), decimals(12, "months")] == [0, 2, 1]
    assert (share(0.12345), share(None)) == ("12.3 %", "–")
    assert [seconds(s) for s in (0.82, 42.4, 185)] == ["0.8 s", "42 s", "3 min 05 s"]
    assert [counted(1, "life", "lives"), counted(5000, "life", "lives"), counted(2, "day")] == [
        "1 life", "5,000 lives", "2 days"
    ]  # fmt: skip
