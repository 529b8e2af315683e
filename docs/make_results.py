"""Writes the tables of columns in results/README.md from their declarations; a test holds the page against them.

python docs/make_results.py
"""

import re
from pathlib import Path

from sim.outcomes.columns import LIFE_COLUMNS, LIVES, YEAR_COLUMNS, YEARS, Column

PAGE = Path(__file__).parents[1] / "results" / "README.md"
HEAD = ["| column | unit | meaning |", "|---|---|---|"]


def page() -> str:
    """The page with its tables as they must be."""
    text = PAGE.read_text(encoding="utf-8")
    for file, columns in ((LIVES, LIFE_COLUMNS), (YEARS, YEAR_COLUMNS)):
        title, of_file = f"## `{file}`\n", "\n".join([*HEAD, *map(_row, columns), ""])
        before, after = text.split(title)
        text = before + title + re.sub(r"\| column \|.*?\n(?=\n|\Z)", of_file, after, count=1, flags=re.DOTALL)
    return text


def _row(column: Column) -> str:
    return f"| `{column.name}` | {column.unit} | {column.meaning} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
