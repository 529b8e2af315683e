"""Which of the assumptions that were tried move an outcome."""

import polars as pl

from sim.outcomes.columns import EFFECTS
from sim.outcomes.tried import assumptions

ONE = {"parameter": "contribution.due_day", "region": "national", "value": "25", "name": "due on the 25th"}


def effect(path, outcome, spread, low=1000.0, variant="baseline", person=None):
    return {
        "variant": variant, "outcome": outcome, "person": person, "path": path, "mean_low": low, "mean_high": low,
        "spread": spread,
    }  # fmt: skip


def moves(folder, *rows):
    pl.DataFrame(rows).write_parquet(folder / EFFECTS)
    record = {
        "tried": [ONE | {"path": "policy.contribution.due_day", "values": ["15", "20"]}],
        "not_tried": [ONE | {"why": "no other value is known"}],
    }
    tried, not_tried = assumptions(record, folder).to_dicts()
    assert (not_tried["moves"], not_tried["values"], not_tried["why"]) == (None, None, "no other value is known")
    assert (tried["values"], tried["why"]) == (["15", "20"], None)
    return tried["moves"]


def test_an_outcome_moves_for_anybody_under_any_variant_at_any_value(tmp_path):
    """The means at both ends may be the same while the one between them is another: the spread knows."""
    path = "policy.contribution.due_day"
    rows = [
        effect(path, "pool_paid", 5.0),
        effect(path, "out_of_pocket", 0.0),
        effect(path, "out_of_pocket", 1.0, person="Wei", variant="careful"),
        effect(path, "an outcome of the file's own", 1.0),
        effect("policy.other", "account", 5.0),
    ]
    assert moves(tmp_path, *rows) == ["out_of_pocket", "pool_paid", "an outcome of the file's own"]


def test_rounding_moves_nothing(tmp_path):
    path = "policy.contribution.due_day"
    # 1e-9 of 1,000 is 1e-6; where all means are 0, any spread is more
    rows = [effect(path, "pool_paid", 9e-7), effect(path, "out_of_pocket", 1.1e-6), effect(path, "account", 0.0, 0.0)]
    assert moves(tmp_path, *rows) == ["out_of_pocket"]
