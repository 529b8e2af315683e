"""The process that simulates for the page: one request at a time, a line of JSON each; it answers in lines of JSON.

The server ends it to cancel a study, and starts another; what was finished is kept in the folder of results.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.serve.household import Bounds
from sim.words.language import speaking

if TYPE_CHECKING:
    from sim.scenario import Scenario

Say = Callable[[dict[str, Any]], None]
Request = dict[str, Any]

_WIDTH = 100  # characters of a line of an explanation


def main() -> None:
    """Answer requests until there are no more."""
    from sim.experiment.executors import start_worker

    start_worker(os.getppid())
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        answers.flush()

    _load()
    say({"ready": True})
    for line in sys.stdin:
        _answer(json.loads(line), say)


def _load() -> None:
    """Load the compiled rules, or compile them, before the first request."""
    import sim.pages.report  # noqa: F401
    import sim.studies  # noqa: F401
    from sim.experiment.compiling import compile_rules
    from sim.kernel_cache import is_interpreted
    from sim.scenario.examples import STARTERS, examples

    if not is_interpreted():
        compile_rules("forwards", str(examples()[STARTERS["en"]]))


def _answer(request: Request, say: Say) -> None:
    from sim.errors import Faults
    from sim.experiment.failures import one_line

    try:
        _ANSWERS[request["kind"]](request, say)
    except Faults as error:
        say({"error": error.without_places})
    except Exception as error:  # whatever it is, the next request is answered
        say({"error": one_line(error)})
    say({"end": True})


def _study(request: Request, say: Say) -> None:
    """A run, a comparison of the variants or the sweep: its progress, what it found, then its page."""
    from sim import studies
    from sim.pages.report import found

    bounds, kind = Bounds(**request["bounds"]), request["kind"]
    simulate = {
        "run": studies.run,
        "compare": studies.compare,
        "sweep": partial(studies.sweep, most_points=bounds.swept),
    }
    study = simulate[kind](
        bounds.household(request["text"]),
        out=request["results"],
        name=request["name"],
        workers=1,
        progress=lambda progress: say({"progress": asdict(progress)}),
    )
    say({"found": found(study.folder, study.record, request["lang"])})
    study.page(page_file(Path(request["results"]), request["name"], request["lang"]), request["lang"])
    say({"page": True})


def page_file(results: Path, name: str, lang: str) -> Path:
    """The file of the page about a study, beside its folder, or about a life."""
    return results / f"{name}.{lang}.html"


def _timeline(request: Request, say: Say) -> None:
    """The page of one life."""
    from sim.pages.chart import write
    from sim.pages.report import page_of_life

    page = page_of_life(_scenario(request), request["life"], request["lang"])
    file = page_file(Path(request["results"]), request["name"], request["lang"])
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, page.encode())
    say({"page": True})


def _bills(request: Request, say: Say) -> None:
    """The bills of a life."""
    bills = _life(request).bills
    columns = ["day", "person", "bill", "kind", "cost", "cash"]
    say({"bills": bills.select(columns).to_dicts()})


def _why(request: Request, say: Say) -> None:
    """Why the bills of somebody on a day were paid as they were."""
    from sim.explain.questions import why
    from sim.report.why import explanation

    with speaking(request["lang"]):
        answer = why(_life(request), who=request["who"], on=request["on"], what="bill")
        say({"why": "\n".join(line.plain for line in explanation(answer, _WIDTH))})


def _life(request: Request) -> Any:
    from sim.explain.life import life

    return life(_scenario(request), request["life"])


def _scenario(request: Request) -> "Scenario":
    return Bounds(**request["bounds"]).household(request["text"])


_ANSWERS = {"run": _study, "compare": _study, "sweep": _study, "life": _timeline, "bills": _bills, "why": _why}

if __name__ == "__main__":
    main()
