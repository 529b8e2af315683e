"""What the law did not allow is said beside the results."""

from pathlib import Path

from sim.experiment.law import policy_of
from sim.experiment.refusals import refusals
from sim.scenario import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def refused(name, variant=None):
    scenario = load(SCENARIOS / f"{name}.yaml")
    scenario = scenario.variant(variant) if variant else scenario
    return refusals(scenario, policy_of(scenario))


def test_a_refused_binding_is_named_with_its_reason():
    found = {refusal.what: refusal.reason.split(" ")[0] for refusal in refused("bindings_refused")}
    assert found["binding of His-mother for Mother"] == "related"
    assert found["binding of Max for Mother"] == "payers"


def test_a_refused_event_is_named_with_its_day():
    found = [refusal for refusal in refused("resident_window") if refusal.reason.startswith("window")]
    assert [refusal.what for refusal in found] == ["Over joins on 2026-07-01"]
    assert str(found[0]).startswith("Over joins on 2026-07-01: window (")


def test_a_way_of_topping_up_that_falls_to_another_is_reported():
    assert any("way of topping up" in refusal.what for refusal in refused("top_up_monthly", "only-lump-sum"))
    assert refused("top_up_monthly") == []


def test_nothing_is_refused_where_all_is_allowed():
    assert refused("first_year") == []
