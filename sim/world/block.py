"""What comes out of a block of lives: its rows at the end, its years, its bills, and days that were looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np


@dataclass(frozen=True)
class Snapshot:
    """Everybody at the end of a day: rows; flows, months by status and counts since the start; closed years; status."""

    day: date
    people: np.ndarray
    totals: np.ndarray
    months: np.ndarray
    counts: np.ndarray
    years: np.ndarray
    status: np.ndarray


@dataclass(frozen=True)
class Block:
    """What came out of a block of lives. Rows are life-major; bills and refusals have a row a life."""

    people: np.ndarray
    totals: np.ndarray
    months: np.ndarray
    counts: np.ndarray
    years: np.ndarray
    bills: np.ndarray
    bill_names: tuple[str | None, ...]
    bill_givers: np.ndarray
    refused_events: np.ndarray
    refused_bindings: np.ndarray
    snapshots: dict[date, Snapshot]


#: What has a row a life.
_OF_LIVES = ("bills", "bill_givers", "refused_events", "refused_bindings")
_LOOKED_AT = tuple(one.name for one in fields(Snapshot) if one.name != "day")


def joined(blocks: Sequence[Block], rows: dict[str, np.ndarray]) -> Block:
    """Blocks of neighbouring lives as one; the rows of people and years stand one below the other already."""
    if len(blocks) == 1:
        return blocks[0]
    first = blocks[0]
    _number_homes(rows["people"])
    return Block(
        **rows,
        **_together(blocks, _OF_LIVES),
        bill_names=first.bill_names,
        snapshots={day: _snapshot_of([block.snapshots[day] for block in blocks]) for day in first.snapshots},
    )


def _snapshot_of(snapshots: list[Snapshot]) -> Snapshot:
    """What was looked at on a day in neighbouring lives."""
    found = _together(snapshots, _LOOKED_AT)
    _number_homes(found["people"])
    return Snapshot(snapshots[0].day, **found)


def _number_homes(people: np.ndarray) -> None:
    people["home"] = people["life"] - people["life"][0]


def _together(records: Sequence[Block] | Sequence[Snapshot], names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Arrays of each name one below the other."""
    return {name: _below([getattr(record, name) for record in records]) for name in names}


def _below(arrays: list[np.ndarray]) -> np.ndarray:
    """Arrays one below the other, as whole numbers: NumPy copies records field by field."""
    return np.concatenate([array.view(np.int64) for array in arrays]).view(arrays[0].dtype)
