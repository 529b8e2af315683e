"""The declaration of outcomes agrees with the books, the rows and the words of a scenario."""

from pathlib import Path

import numpy as np
import pytest

from sim.outcomes.columns import LIFE_COLUMNS, YEAR_COLUMNS
from sim.outcomes.measures import BY_NAME, COLUMNS, MEASURES, SHOWN, Source, amounts, shown
from sim.rules.words import Status
from sim.scenario.model import STATE_WORDS, Outcome
from sim.world.books import Flow, Place
from sim.world.people import PERSON

RESULTS = Path(__file__).parents[2] / "results" / "README.md"
WORDS = {
    Source.FLOWS: [flow.name.lower() for flow in Flow],
    Source.PLACES: [place.name.lower() for place in Place],
    Source.MONTHS: [status.name.lower() for status in Status],
    Source.FIELDS: list(PERSON.names or ()),
}


@pytest.mark.parametrize("measure", COLUMNS, ids=lambda measure: measure.name)
def test_every_term_exists(measure):
    assert {term for _, term in measure.signed()} <= set(WORDS[measure.source])


def test_every_word_of_a_scenario_is_measured():
    assert set(STATE_WORDS) <= set(BY_NAME)
    assert set(Outcome.__args__) <= set(BY_NAME)


def test_names_are_unique():
    assert len(BY_NAME) == len(MEASURES)


def test_a_sum_takes_its_signs(block_of):
    block = block_of(0, 4)
    cash, later = block.totals[:, Flow.CASH], block.totals[:, Flow.POOL_PAID_LATER]
    assert np.array_equal(amounts(BY_NAME["out_of_pocket"], block), cash - later)
    assert np.array_equal(amounts(BY_NAME["account"], block), block.people["books"][:, Place.ACCOUNT])


def test_what_relatives_give_is_what_relatives_receive():
    """No flow between relatives is left out of the two outcomes, but inheritance."""
    from sim.world.books import EFFECT

    told = {term for name in ("given_to_relatives", "received_from_relatives") for _, term in BY_NAME[name].signed()}
    inherited = {"inherited", "inherited_in_account", "left_account", "left_past_account", "left_wallet"}
    between = {flow.name.lower() for flow in Flow if EFFECT[flow, Place.RELATIVES]}
    assert told | inherited == between


def test_tables_lead_with_the_report():
    assert [m.name for m in shown(("wallet", "account"))][:3] == ["wallet", "account", SHOWN[0]]
    assert len(shown(("account",))) == len(SHOWN)


def test_the_readme_of_the_results_names_every_column():
    text = RESULTS.read_text(encoding="utf-8")
    for column in (*LIFE_COLUMNS, *YEAR_COLUMNS):
        assert f"`{column.name}`" in text, column.name
