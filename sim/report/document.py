"""What a command prints with `--json`: one document, whose form `FORMAT` numbers. `docs/json.md` describes it."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import Fault, Faults, Note, printable
from sim.outcomes.columns import (
    BEST,
    BREAK_EVEN,
    COMPARISON,
    DIFFERENCES,
    DISTRIBUTION,
    EFFECTS,
    INEQUALITY,
    INFORMATION,
    LEVELS,
    NET_BENEFIT,
    PAIRS,
    TOTALS,
    VARIANCE,
)
from sim.version import __version__

if TYPE_CHECKING:
    from sim.experiment.bounds import Bound
    from sim.experiment.expectations import Failure
    from sim.outcomes.recorded import NoResult, Recorded

FORMAT = 1  # a new field does not change it; a field that goes or means something else does
#: What the record of a study says of it, as far as it has it.
_OF_THE_STUDY = (
    "kind", "title", "variant", "baseline", "lives", "certain", "seed", "people", "regions", "by", "points", "paths",
    "until", "report", "refusals", "assumptions", "tried", "not_tried", "grades", "looked_up", "failed",
    "net_benefit", "population",
)  # fmt: skip
_TABLES = {
    "comparison": (LEVELS, COMPARISON, PAIRS, BEST),
    "population": (DISTRIBUTION, TOTALS, INEQUALITY),
    "population_comparison": (COMPARISON, DISTRIBUTION, TOTALS, INEQUALITY),
    "population_sweep": (EFFECTS, DIFFERENCES, BREAK_EVEN, NET_BENEFIT, INFORMATION),
    "sweep": (EFFECTS, VARIANCE, DIFFERENCES, BREAK_EVEN, NET_BENEFIT, INFORMATION),
}

Document = dict[str, Any]


def begun(command: str) -> Document:
    """A document before anything is known but which command was called."""
    return {"format": FORMAT, "gongji": __version__, "command": command, "exit_code": 0}


def text_of(document: Document) -> str:
    """The document in the letters of every language; what no screen shows as a letter is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return re.sub(r"[^\x20-\x7e\n]", lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    return character if printable(character) == character else json.dumps(character)[1:-1]


def of_study(record: dict[str, Any], folder: Path, only: tuple[str, ...], bounds: "tuple[Bound, ...]" = ()) -> Document:
    """A study and the rows of its tables, of the outcomes that its screen would show."""
    import polars as pl

    outcomes = list(only or record["report"])
    study = {key: record[key] for key in _OF_THE_STUDY if key in record}
    study["variants"] = {
        name: {key: variant[key] for key in ("title", "about", "refusals")}
        for name, variant in record.get("variants", {}).items()
    }
    if record["kind"] == "run":
        from sim.outcomes.recorded import outcomes_of
        from sim.outcomes.statistics import above, summary

        known = outcomes_of(record)
        tables = {"outcomes": summary(folder, [known[name] for name in outcomes]).to_dicts()}
        if bounds:
            rows = [above(folder, bound.outcome, bound.amount) for bound in bounds]
            tables["above"] = pl.concat(rows).to_dicts()
    else:
        tables = {
            Path(file).stem: _rows(folder / file, outcomes)
            for file in _TABLES[record["kind"]]
            if file in record["columns"]
        }
        if "tried" in record:
            from sim.outcomes.tried import assumptions

            tables["assumptions"] = assumptions(record, folder).to_dicts()
    return {"folder": str(folder), "files": list(record["columns"]), "study": study, "tables": tables}


def _rows(file: Path, outcomes: list[str]) -> list[dict[str, Any]]:
    """The rows of a table; of one by outcome those of some outcomes."""
    import polars as pl

    rows = pl.scan_parquet(file, glob=False)
    if "outcome" in rows.collect_schema():
        rows = rows.filter(pl.col("outcome").is_in(outcomes))
    return rows.collect().to_dicts()


def of_error(error: BaseException, text: str) -> Document:
    """What was wrong: each fault of a file with its place, or what a screen would say."""
    if isinstance(error, Faults):
        return {"faults": [_fault(fault) for fault in error.faults], "error": None}
    return {"faults": [], "error": {"kind": type(error).__name__, "message": text.removeprefix("gongji: ")}}


def _fault(fault: Fault) -> Document:
    return {
        "file": fault.file or None,
        "line": fault.line,
        "column": fault.column,
        "found": fault.message,
        "nearest": fault.nearest,
        "allowed": fault.allowed or None,
        "write": fault.write,
    }


def of_note(note: Note) -> Document:
    """Something in a file that can have no effect."""
    place = {"file": note.file, "line": note.line, "column": note.column}
    return {"kind": note.kind, **place, "found": note.message}


def of_failure(failure: "Failure") -> Document:
    """An expected word that does not hold."""
    names = ("line", "subject", "word", "expected", "found", "where")
    return {name: getattr(failure, name) for name in names}


def of_listing(out: Path, read: "dict[str, Recorded | NoResult]") -> Document:
    """The studies in a folder of results, and what there could not be read."""
    from sim.outcomes.recorded import Recorded, times_of

    studies, unreadable = [], []
    for name, record in read.items():
        if isinstance(record, Recorded):
            finished = times_of(out / name).get("finished")
            about = {"name": name, "kind": record.kind, "title": record.title, "lives": record.lives}
            more = {"points": record.points or None, "variants": list(record.variants), "finished": finished}
            studies.append(about | more)
        else:
            unreadable.append({"name": name, "why": record.why})
    return {"folder": str(out), "studies": studies, "unreadable": unreadable}
