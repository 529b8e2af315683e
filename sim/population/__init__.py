"""Populations: rows of files → households, checked, ready to be simulated; or every fault with file, row and column."""

from sim.population.population import Population, read_population

__all__ = ["Population", "read_population"]
