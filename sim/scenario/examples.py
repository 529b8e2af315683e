"""The worked scenarios that come with the program: where they lie, and a copy of one as a file of one's own."""

import json
from pathlib import Path

from sim.errors import Fault, Faults, quoted
from sim.scenario.schema import schema
from sim.values.refusals import nearest_word
from sim.words.language import Language, is_chinese, language

STARTERS: dict[Language, str] = {"en": "starter", "zh": "starter_zh"}
SCHEMA = "gongji.schema.json"


def directory() -> Path:
    """Where the worked scenarios lie: inside an installed package, else beside it in a checkout."""
    installed = Path(__file__).resolve().parents[1] / "_scenarios"
    return installed if installed.is_dir() else installed.parents[1] / "scenarios"


def examples() -> dict[str, Path]:
    """All worked scenarios by name, those of the gallery too; these in the language that is spoken."""
    patterns = ("*.yaml", "gallery/*.yaml", "gallery/zh/*.yaml") if is_chinese() else ("*.yaml", "gallery/*.yaml")
    found = {path.stem: path for pattern in patterns for path in directory().glob(pattern)}
    return dict(sorted(found.items()))


def starter(spoken: Language) -> str:
    """The household to begin with, the same in every language."""
    return (directory() / f"{STARTERS[spoken]}.yaml").read_text(encoding="utf-8")


def write(file: Path, example: str | None = None) -> list[Path]:
    """Write a copy of a worked scenario, and beside it the JSON Schema that its first line names to editors.

    Without an example it is the one to begin with in the language that is spoken. Neither file is written over another:
    a schema that is there already stays as it is.
    """
    known, example = examples(), example or STARTERS[language()]
    if example not in known:
        nearest = nearest_word(example, known)
        allowed = "" if nearest else ", ".join(known)  # too many to show beside the right one
        raise Faults([Fault(f"--from: {quoted(example)} is no worked scenario", nearest=nearest, allowed=allowed)])
    text = known[example].read_text(encoding="utf-8")
    written = [file]
    write_new(file, f"# yaml-language-server: $schema={SCHEMA}\n{text}")
    beside = file.with_name(SCHEMA)
    if not beside.exists():
        write_new(beside, json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
        written.append(beside)
    return written


def write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet; one that is there is left as it is."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise Faults([Fault(f"{file} exists already and is left unchanged; name another file")]) from None
    except OSError as error:
        raise Faults([Fault(f"{file} cannot be written ({error.strerror})")]) from None
