"""What several tests share."""

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """What a test process begins with, whichever test is its first.

    Polars would start as many threads as there are processors in each of several processes. Before the whole suite the
    rules are compiled once: each process would compile all of them. A small study would set a process to interpret
    kernels if none were loaded yet, and the large ones after it would take minutes.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    os.environ["LC_ALL"] = "C.UTF-8"  # English, whatever the locale of who runs the tests
    is_worker = hasattr(config, "workerinput")
    if not is_worker and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        _compile_rules()
    import sim.engine  # noqa: F401


def _compile_rules() -> None:
    from sim.experiment.compiling import compile_apart
    from sim.kernel_cache import is_interpreted, is_warm

    if is_interpreted() or is_warm():
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # measuring the compiler would take it minutes
        compile_apart(Path(__file__).parent.parent / "scenarios" / "three_generations.yaml")


@pytest.fixture(scope="session")
def block_of() -> Callable[..., Any]:
    """Blocks of made-up lives in the shape the engine gives: what a life holds depends on its number alone."""
    import numpy as np

    from sim.words.counts import Count
    from sim.words.flows import Flow, Place
    from sim.words.states import Status
    from sim.world.people import PERSON, YEAR

    def block(first: int, last: int, persons: int = 2, years: int = 3) -> Any:
        size = (last - first) * persons
        people, totals = np.zeros(size, PERSON), np.zeros((size, len(Flow)), np.int64)
        months = np.zeros((size, len(Status)), np.int64)
        counts = np.zeros((size, len(Count)), np.int64)
        rows = np.zeros(size * years, YEAR)
        for life in range(first, last):
            chance = np.random.default_rng(life)
            for who in range(persons):
                i = (life - first) * persons + persons - 1 - who  # the engine's order is not the file's
                person = people[i]
                person["life"], person["who"] = life, who
                person["pension"]["retired"], person["pension"]["lifetime"] = chance.random(2) < 0.5
                person["pension"]["lifetime_at_retirement"] = (
                    person["pension"]["retired"] and person["pension"]["lifetime"]
                )
                person["books"][Place.ACCOUNT] = chance.integers(0, 10**6)
                person["insured"]["paid_months"] = chance.integers(0, 400)
                for year in range(years):
                    row = rows[i * years + year]
                    row["life"], row["who"], row["year"] = life, who, 2025 + year
                    row["flows"] = np.where(chance.random(len(Flow)) < 0.3, chance.integers(0, 10**6, len(Flow)), 0)
                    row["months"] = chance.multinomial(12, [0.7, 0.1, 0.1, 0.1])
                    row["counts"] = chance.integers(0, 1000, len(Count))
                    totals[i] += row["flows"]
                    counts[i] += row["counts"]
                    months[i] += row["months"]
        return SimpleNamespace(people=people, totals=totals, months=months, counts=counts, years=rows)

    return block


@pytest.fixture(scope="session")
def record_of() -> Callable[..., dict[str, Any]]:
    """Records with the least that a record has, and whatever is named."""
    from sim.outcomes.recorded import FORMAT

    def record(**others: Any) -> dict[str, Any]:
        lists: dict[str, list] = {
            name: [] for name in ("people", "regions", "report", "inputs", "assumptions", "refusals")
        }
        hashes = dict.fromkeys(("scenario", "policy", "seeds", "code"), "0")
        period = {"start": "2025-01-01", "end": "2028-01-01"}
        least = {"format": FORMAT, "kind": "run", "title": "A family", "file": "family.yaml", "lives": 3, "seed": 1}
        rest = {"versions": {}, "grades": {}, "hashes": hashes | {"files": {}}, "columns": {}, "scenario": period}
        return least | lists | rest | others

    return record
