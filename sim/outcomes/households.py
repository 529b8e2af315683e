"""The rows of simulated households: every life of every person, and what money went which way in each year.

A block has the lives of several households side by side. What is a family's, such as a year of catastrophic spending,
is that of a household: so each household has lives of its own while outcomes are made.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.outcomes.parts import lives_frame, years_frame
from sim.words.flows import Flow
from sim.words.outcomes import Outcome
from sim.words.states import Status

if TYPE_CHECKING:
    import polars as pl

    from sim.world.block import Block

_SUMS = (*(flow.column for flow in Flow), *(status.column for status in Status))


def lives_of(
    block: "Block", names: tuple[str, ...], who: "pl.DataFrame", outcomes: tuple[Outcome, ...]
) -> "pl.DataFrame":
    """One row a household, life and person, in the order of their numbers."""
    import polars as pl

    homes = dict(who.select("person", "household").iter_rows())
    number = len(set(homes.values()))
    lives = lives_frame(_apart(block, names, homes), names, outcomes)
    lives = lives.with_columns(pl.col("life") // number)
    rows = lives.join(who.select("household", "person"), on="person", how="left")
    return rows.select("household", *lives.columns).sort("household", "life", "person")


def years_of(block: "Block", names: tuple[str, ...], who: "pl.DataFrame") -> "pl.DataFrame":
    """One row a household, region, weight and year: the sums over its persons and lives, exact."""
    import polars as pl

    keys = ("household", "region", "weight", "year")
    whose = who.select("household", "person", "weight", "region")
    rows = years_frame(block, names).join(whose, on="person", how="left")
    return rows.group_by(keys).agg(pl.col(_SUMS).cast(pl.Int64).sum()).sort(keys)


def _apart(block: "Block", names: tuple[str, ...], homes: dict[str, str]) -> "Block":
    """The same rows with lives counted household by household: life × number of households + place of the household."""
    import numpy as np

    places = {home: place for place, home in enumerate(dict.fromkeys(homes.values()))}
    of_who = np.array([places[homes[name]] for name in names], np.int64)
    people, years = block.people.copy(), block.years.copy()
    for rows in (people, years):
        rows["life"] = rows["life"] * len(places) + of_who[rows["who"]]
    return replace(block, people=people, years=years)
