"""Results and blocks changed at random: every command ends with an answer or a fault, and no altered block is used."""

import json
import os
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.outcomes import parts
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.parts import Part, Store
from sim.outcomes.recorded import RECORD, TIMES

INPUTS = "0123456789abcdef"
FOREIGN = "a letter to a friend"

SCENARIO = """\
scenario: A month
start: 2025-01-01
end: 2025-02-01
replications: 4
people:
  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, insured: {as: employee, paid_months: 12, account: 1000},
        work: {wage: 10000, loses_job: 1% a month}}
variants:
  raise: {people: {Wei: {work: {wage: 15000}}}}
sweep:
  vary: {policy.contribution.rate.employee: [1.6%, 2%]}
  by: lhs
  samples: 2
  net_benefit: {effect: account, cost: contributed, willingness_to_pay: [1]}
"""

ODD: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, float("inf"), "", "..", "/etc", "\x1b[2J", "a\0b", "\ud800", "x" * 5_000, [],
    {}, [[]], {"": None}, "lives.parquet", "1e999",
]  # fmt: skip


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """A result of each kind, with its blocks."""
    folder = tmp_path_factory.mktemp("results")
    file = folder / "month.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    sim.run(file, out=folder)
    sim.compare(file, out=folder)
    sim.sweep(file, out=folder, variants="raise")
    return folder


# ----------------------------------------------------------------------------- changes


def flipped(content: bytes, random: Random) -> bytes:
    """Some bytes changed, removed, added, or the end cut off."""
    changed = bytearray(content)
    place = random.randrange(len(changed) + 1)
    match random.randrange(5):
        case 0:
            for _ in range(random.randint(1, 8)):
                changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
        case 1:
            del changed[place:]
        case 2:
            changed[place:place] = random.randbytes(random.randint(1, 40))
        case 3:
            del changed[place : place + random.randint(1, 200)]
        case _:
            changed[place:] = bytes(len(changed) - place)
    return bytes(changed)


def containers(content: Any) -> list[Any]:
    """All mappings and lists in a JSON value that hold anything."""
    values = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    inner = [one for value in values for one in containers(value)]
    return [content, *inner] if isinstance(content, dict | list) and content else inner


def altered(text: str, random: Random) -> bytes:
    """One value of a JSON text replaced or removed, or some of its bytes changed."""
    if random.random() < 0.3:
        return flipped(text.encode(), random)
    content = json.loads(text)
    chosen = random.choice(containers(content))
    key = random.choice(list(chosen)) if isinstance(chosen, dict) else random.randrange(len(chosen))
    match random.randrange(4):
        case 0:
            del chosen[key]
        case 1 if isinstance(chosen, dict):
            chosen[str(random.choice(ODD))] = chosen.pop(key)
        case _:
            chosen[key] = random.choice(ODD)
    return json.dumps(content).encode()


def damage(folder: Path, random: Random) -> str:
    """One file of a result changed; the answer says which, and how."""
    name = random.choice([RECORD] * 6 + [TIMES] + sorted(one.name for one in folder.glob("*.parquet")))
    file = folder / name
    match random.randrange(12):
        case 0:
            file.unlink()
            return f"{name} removed"
        case 1:
            file.unlink()
            file.mkdir()
            return f"{name} a folder"
        case 2:
            file.unlink()
            file.symlink_to("/dev/zero")
            return f"{name} a link to what never ends"
        case _:
            content = file.read_bytes()
            file.write_bytes(altered(content.decode(), random) if name.endswith(".json") else flipped(content, random))
            return f"{name} changed"


# ----------------------------------------------------------------------------- commands


COMMANDS = (["results"], ["results", "show"], ["results", "export"], ["verify"])


def answer(out: Path, name: str, command: list[str], random: Random) -> str:
    """What is wrong with how a command ends; empty if nothing is."""
    arguments = {"results": [], "show": [name], "verify": [name, "--out", str(out)]}
    arguments["export"] = [name, "--to", random.choice(["csv", "csv", "xlsx", "dta"]), "--into", str(out / "exported")]
    words = ["results", "--out", str(out), *command[1:]] if command[0] == "results" else command
    ended = CliRunner().invoke(app, [*words, *arguments[command[-1]]])
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        return f"{ended.exception!r}"
    allowed = (0, 1, 2) if command == ["verify"] else (0, 2)
    told = ended.output
    # what describes an error that nobody expected names the variable that shows where it came from
    if ended.exit_code not in allowed or "Traceback" in told or "GONGJI_DEBUG" in told or "\x1b]" in told:
        return f"exit code {ended.exit_code}: {told[-400:]}"
    return ""


def results_fuzzed(simulated: Path, out: Path, number: int) -> list[str]:
    random, wrong = Random(8), []
    names = sorted(path.parent.name for path in simulated.glob(f"*/{RECORD}"))
    for _ in range(number):
        name, command = random.choice(names), random.choice(COMMANDS)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(simulated / name, out / name)
        how = damage(out / name, random)
        if found := answer(out, name, command, random):
            wrong.append(f"{name}, {how}, {' '.join(command)}: {found}")
    return wrong


def test_every_command_answers_about_a_changed_result(simulated, tmp_path):
    assert "\n".join(results_fuzzed(simulated, tmp_path / "out", 50)) == ""


@pytest.mark.long
def test_every_command_answers_about_many_changed_results(simulated, tmp_path):
    assert "\n".join(results_fuzzed(simulated, tmp_path / "out", 5_000)) == ""


# ----------------------------------------------------------------------------- blocks


@pytest.fixture
def unsynced(monkeypatch):
    """No power cut is played here, and waiting for the disk would be all that takes time."""
    monkeypatch.setattr(parts.os, "fsync", lambda descriptor: None)


def disturb(folder: Path, random: Random) -> set[Path]:
    """Blocks changed, renamed, exchanged, removed, and entries of others among them; those are the answer."""
    files = sorted(folder.iterdir())
    chosen, other = random.sample(files, 2)
    foreign: set[Path] = set()
    match random.randrange(9):
        case 0 | 1:
            chosen.write_bytes(flipped(chosen.read_bytes(), random))
        case 2:
            content = chosen.read_bytes()
            chosen.write_bytes(other.read_bytes())
            other.write_bytes(content)
        case 3:
            chosen.rename(chosen.with_name(chosen.name.replace("000000004", "000000005")))
        case 4:
            chosen.unlink()
            chosen.mkdir()
            foreign = {chosen / "letter.txt"}
        case 5:
            chosen.unlink()
            chosen.symlink_to(other if random.random() < 0.5 else "/dev/zero")
        case 6:
            foreign = {folder / random.choice([f"{chosen.stem} (1).parquet", f"._{chosen.name}", "\x1b[2J", "notes"])}
        case 7:
            os.mkfifo(folder / f"{chosen.name[:20]}{'0' * 32}.lives.arrow")
        case _:
            chosen.unlink()
    for path in foreign:
        path.write_text(FOREIGN, encoding="utf-8")
    return foreign


def blocks_fuzzed(out: Path, number: int) -> None:
    random = Random(8)
    contents = {(first, kind): random.randbytes(400) for first in (0, 4, 8) for kind in (LIVES, YEARS)}
    for _ in range(number):
        shutil.rmtree(out, ignore_errors=True)
        for first in (0, 4, 8):
            of_kinds = {kind: content for (of, kind), content in contents.items() if of == first}
            Store(out).write(INPUTS, Part(first, first + 4, of_kinds))
        foreign = disturb(Store(out).folder / INPUTS, random)
        store = Store(out)  # another process
        ranges = store.finished(INPUTS, (LIVES, YEARS))
        for kind in (LIVES, YEARS):
            read = [file.read_bytes() for file in store.files(INPUTS, ranges, kind)]
            assert read == [contents[first, kind] for first, _ in ranges]
        for first in {0, 4, 8} - {first for first, _ in ranges}:  # what is missing can be simulated and kept again
            store.write(INPUTS, Part(first, first + 4, {kind: contents[first, kind] for kind in (LIVES, YEARS)}))
        assert {(0, 4), (4, 8), (8, 12)} <= {*store.finished(INPUTS, (LIVES, YEARS))}
        store.prune([INPUTS], set())
        letters = [path for path in out.rglob("*") if path.is_file() and path.stat().st_size == len(FOREIGN)]
        assert sorted(path.read_text(encoding="utf-8") for path in letters) == [FOREIGN] * len(foreign)


def test_a_block_is_used_as_it_was_written_or_not_at_all(tmp_path, unsynced):
    blocks_fuzzed(tmp_path / "out", 200)


@pytest.mark.long
def test_of_many_changed_blocks_none_is_used_and_nothing_of_others_is_removed(tmp_path, unsynced):
    blocks_fuzzed(tmp_path / "out", 5_000)
