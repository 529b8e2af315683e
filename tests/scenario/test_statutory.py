"""The window of retirement, and that it is the law's."""

from datetime import date

import pytest

from sim.policy.seeds import seed
from sim.scenario import statutory
from sim.scenario.model import Person
from sim.scenario.statutory import retirement_window


def person(born: str, sex: str = "male", track: str = "worker") -> Person:
    return Person.model_validate(
        {"born": born, "sex": sex, "region": "national", "work": {"wage": "1", "track": track}}
    )


@pytest.mark.parametrize(
    "born, sex, track, earliest, by_law, latest",
    [
        ("1964-12-31", "male", "worker", "2024-12", "2024-12", "2027-12"),
        ("1965-01-01", "male", "worker", "2025-01", "2025-02", "2028-02"),
        ("1965-12-24", "male", "worker", "2025-12", "2026-03", "2029-03"),
        ("1976-12-01", "male", "worker", "2036-12", "2039-12", "2042-12"),
        ("1985-03-12", "male", "cadre", "2045-03", "2048-03", "2051-03"),
        ("1969-12-31", "female", "cadre", "2024-12", "2024-12", "2027-12"),
        ("1970-05-01", "female", "cadre", "2025-05", "2025-07", "2028-07"),
        ("1975-03-01", "female", "worker", "2025-03", "2025-05", "2028-05"),
        ("1990-01-01", "female", "worker", "2042-01", "2045-01", "2048-01"),
    ],
)
def test_window(born, sex, track, earliest, by_law, latest):
    window = retirement_window(person(born, sex, track))
    assert [f"{month:%Y-%m}" for month in window] == [earliest, by_law, latest]


@pytest.mark.parametrize("words, old_age", [("men", "MEN"), ("women_55", "WOMEN_CADRE"), ("women_50", "WOMEN_WORKER")])
def test_the_figures_are_those_of_the_law(words, old_age):
    law = seed("national").values
    figures = [law[f"retirement.statutory.{words}.{part}"][-1].raw for part in ("age", "first", "step", "most")]
    ours = getattr(statutory, old_age)
    assert figures == [str(ours.age), f"{ours.first:%Y-%m}", str(ours.step), str(ours.most)]
    assert ours.first > date(1960, 1, 1)
    assert law["retirement.flexible_months"][-1].raw == str(statutory.FLEXIBLE_MONTHS)
