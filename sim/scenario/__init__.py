"""Scenario files: YAML in, a checked and resolved `Scenario` out, or every fault with file, line and column."""

from sim.scenario.idle import notes
from sim.scenario.load import check, check_text, load, load_variant, with_lives, with_rows, with_rules
from sim.scenario.scenario import Scenario
from sim.scenario.schema import schema

__all__ = [
    "Scenario",
    "check",
    "check_text",
    "load",
    "load_variant",
    "notes",
    "schema",
    "with_lives",
    "with_rows",
    "with_rules",
]
