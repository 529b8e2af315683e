"""Writes docs/gallery.md and its pictures from the scenarios of scenarios/gallery/, each compared with its variants.

.venv/bin/python docs/make_gallery.py
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sim
from sim.pages.charts import subject
from sim.pages.finding import findings
from sim.pages.report import period
from sim.words.language import Language

DOCS = Path(__file__).resolve().parent
SCENARIOS = DOCS.parent / "scenarios" / "gallery"
PAGE, PICTURES = DOCS / "gallery.md", DOCS / "gallery"
QUESTIONS = (
    "quit_five_months", "top_up_at_retirement", "mother_in_another_province", "flexible_account", "child_lapses",
    "shandong_2026", "gradual_delay", "employers_arrears", "one_payer_or_three", "a_gap_erases_years",
)  # fmt: skip
HEAD = """\
# Ten questions

Written by `docs/make_gallery.py` from the files in `scenarios/gallery/`; do not
edit. Each is a question that advisers hear, of one household with nothing left to chance; its comments work out what
the file expects. Below each is what its page (`gongji report`) finds, in English, and in Chinese of the same household
in `scenarios/gallery/zh/`. `gongji new mine.yaml --from NAME` copies one to begin with, in Chinese with `--lang zh`.
"""


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    PAGE.write_text(page(PICTURES), encoding="utf-8")
    return 0


def page(pictures: Path | None = None) -> str:
    """The whole page; its pictures are drawn into the folder, if there is one."""
    return "\n".join([HEAD, *(line for name in QUESTIONS for line in _section(name, pictures))])


def _section(name: str, pictures: Path | None) -> Iterator[str]:
    """A question with its finding."""
    files: dict[Language, Path] = {"en": SCENARIOS / f"{name}.yaml", "zh": SCENARIOS / "zh" / f"{name}.yaml"}
    file, scenario, found = files["en"], sim.load(files["en"]), []
    question = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    with tempfile.TemporaryDirectory() as folder:
        for language, of_language in files.items():
            study = sim.compare(of_language, name=language, out=folder)
            if pictures is not None and language == "en":
                study.chart("levels", of=scenario.report[0]).save(pictures / f"{name}.svg")
            drawn = subject(study.folder, study.record, language)
            found += findings(drawn, period(drawn))
    yield f"## {scenario.title} · {question}\n"
    yield f"`{name}`: {scenario.about}\n"
    yield "".join(f"- {text}\n" for text in found)
    yield f"![{scenario.title}: {scenario.report[0]} of each variant](gallery/{name}.svg)\n"
    yield f"    gongji compare {file.relative_to(DOCS.parent)} --report\n"


if __name__ == "__main__":
    sys.exit(main())
