"""Writes docs/conformance.md from the published cases in tests/conformance/.

.venv/bin/python docs/make_conformance.py
"""

from pathlib import Path
from typing import Any

from sim.yaml_marks import read_file

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "conformance.md"
CASES = ROOT / "tests" / "conformance"
TITLES = {
    "wage": "The base of a wage",
    "bounds": "Floor and ceiling of the base",
    "employee": "Contributions of an employee",
    "self_payer": "Contributions of a self-payer",
    "credit": "Credits of the active",
    "retired_credit": "Credits of the retired",
    "cover": "From when benefits come",
    "visit": "Outpatient visits",
    "stay": "Inpatient stays",
    "retires": "The month of retirement",
    "top_up": "Missing years",
    "premium": "Premiums of residents",
    "resident_wait": "Waits of residents",
}
HEAD = """\
# Conformance

Written by `docs/make_conformance.py` from `tests/conformance/`; do not edit. Each row is a case that somebody
published, worked again by the rules. A test holds every figure under *ours*: {same} of {all} rows come out as
printed. Where ours differs the row is marked ✗ and says why; no parameter is fitted to make it agree. Amounts
are yuan.
"""
WRONG = """\
## Sums that are printed wrong

Pages whose own arithmetic does not hold. Ours must not come to the printed figure, and a test holds that it does not.
"""
LIVES = """\
## Courses of events

Whole scenarios of `tests/conformance/lives/`, each with `expect`; all come out as printed.

| case | given | published | file | source |
|---|---|---|---|---|
"""
MONTHS = """\
## The month of retirement, whole

For everybody born from 1960-01 to 1990-12, men, women of 55 and women of 50, the rule gives the month that the
decision of 2024-09-13 gives, counted off month by month: 1,116 months.
"""
NOT_EXPRESSED = """\
## Not expressed

Published cases for which there is no parameter, or that are still to be worked, with the reason.

| case | published | why not | source |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    examples: Any = read_file(CASES / "published.yaml")
    wrong = examples.pop("wrong")
    rows = [row for listed in examples.values() for row in listed]
    head = HEAD.format(same=sum("printed" not in row for row in rows), all=len(rows))
    sections = [_table(f"## {TITLES[rule]}\n", listed) for rule, listed in examples.items()]
    refused = _table(WRONG, [row | {"printed": row["refused"]} for row in wrong], mark="")
    not_expressed = "".join(
        _row(case["name"], case["printed"], case["why"], _source(case))
        for case in read_file(CASES / "not_expressed.yaml")
    )
    lives = "".join(_life(path) for path in sorted((CASES / "lives").glob("*.yaml")))
    return "\n".join([head, *sections, MONTHS, LIVES + lives, refused, NOT_EXPRESSED + not_expressed])


def _table(title: str, rows: list[Any], mark: str = "✗ ") -> str:
    lines = [title, "| case | given | published | ours | how | source |\n|---|---|---|---|---|---|"]
    for row in rows:
        ours, printed = _figures(row["gives"]), _figures(row["gives"] | row.get("printed", {}))
        how = str(row["worked"]).strip() + (f"; {row['differs']}" if "differs" in row else "")
        differs = mark if ours != printed else ""
        lines.append(_row(row["name"], _given(row), differs + printed, ours, how, _source(row)).rstrip("\n"))
    return "\n".join(lines) + "\n"


def _given(row: Any) -> str:
    """The law, of a region's file or of the example, and the case."""
    where = f"`{row['region']}` on {row['on']}" if "region" in row else ""
    law = _figures(row.get("law", {}))
    return "; ".join(part for part in (where, law, _figures(row.get("given", {}))) if part)


def _figures(figures: Any) -> str:
    return ", ".join(f"{name} {_text(figure)}" for name, figure in figures.items())


def _text(figure: Any) -> str:
    if isinstance(figure, dict):
        return "{" + ", ".join(f"{key}: {_text(part)}" for key, part in figure.items()) + "}"
    return str(figure)


def _life(path: Path) -> str:
    source, given, printed = (line.partition(": ")[2] for line in path.read_text(encoding="utf-8").splitlines()[:3])
    title: Any = read_file(path)
    return _row(title["scenario"], given, printed, f"`{path.name}`", _link(source))


def _source(row: Any) -> str:
    return _link(str(row["source"]))


def _link(source: str) -> str:
    return f"[{source.split('/')[2]}]({source})" if source.startswith("http") else source


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
