"""A household as its rows say it, and what its persons are on the first day."""

from typing import NamedTuple

from sim.population.values import Said
from sim.yaml_marks import Mark


class Traits(NamedTuple):
    """What a person is on the first day, as far as results group people by it."""

    region: str
    insured_as: str
    sex: str
    age: int
    wage: int  # fen a month


class Member(NamedTuple):
    """A person of a household, as the rows say."""

    name: str
    weight: float
    mark: Mark
    said: Said
    traits: Traits | None = None  # once the household was checked


class Household(NamedTuple):
    """The people of a household, in the order of their numbers."""

    name: str
    members: tuple[Member, ...]
