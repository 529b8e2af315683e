"""What comes out of a block of lives: its rows at the end, its years, its bills, and days that were looked at."""

from dataclasses import dataclass
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
