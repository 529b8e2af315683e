"""The worked scenarios that come with the program: where they lie, and a copy of one as a file of one's own."""

import json
from pathlib import Path

from sim.errors import Fault, Faults, quoted
from sim.scenario.schema import schema
from sim.values.refusals import nearest_word

STARTER = "starter"
SCHEMA = "gongji.schema.json"


def directory() -> Path:
    """Where the worked scenarios lie: inside an installed package, else beside it in a checkout."""
    installed = Path(__file__).resolve().parents[1] / "_scenarios"
    return installed if installed.is_dir() else installed.parents[1] / "scenarios"


def examples() -> tuple[str, ...]:
    """The names of all worked scenarios."""
    return tuple(sorted(path.stem for path in directory().glob("*.yaml")))


def write(file: Path, example: str = STARTER) -> list[Path]:
    """Write a copy of a worked scenario, and beside it the JSON Schema that its first line names to editors.

    Neither file is written over another: a schema that is there already stays as it is.
    """
    if example not in examples():
        nearest = nearest_word(example, examples())
        allowed = "" if nearest else ", ".join(examples())  # too many to show beside the right one
        raise Faults([Fault(f"--from: {quoted(example)} is no worked scenario", nearest=nearest, allowed=allowed)])
    text = (directory() / f"{example}.yaml").read_text(encoding="utf-8")
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
