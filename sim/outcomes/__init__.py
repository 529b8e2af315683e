"""Outcomes of lives: amounts, tables, statistics and files."""
