"""Populations: rows of files → households, checked, ready to be simulated; or every fault with file, row and column."""

from sim.population.population import (
    Population,
    check_population,
    read_household,
    read_population,
    read_populations,
    some_households,
)

__all__ = ["Population", "check_population", "read_household", "read_population", "read_populations", "some_households"]
