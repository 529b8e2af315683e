"""One tree of errors, drawn as it is; and faults that read the same wherever they are made."""

import importlib
import io
import pickle
import pkgutil
import re
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

import sim
from sim import Fault, Faults, GongjiError, cli, errors
from sim.errors import printable
from sim.experiment.arguments import BadArgument


def _drawn() -> dict[str, str]:
    """Child to parent, as the docstring draws them."""
    parents, above = {}, []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ([│├└─ ]*)(\w+) {2,}\S", line)
        if found:
            depth = len(found[1]) // 4
            above[depth:] = [found[2]]
            parents[found[2]] = above[depth - 1] if depth else ""
    return parents


def _classes(root: type) -> dict[str, str]:
    below = {child.__name__: root.__name__ for child in root.__subclasses__() if child.__module__.startswith("sim.")}
    for child in root.__subclasses__():
        below |= _classes(child)
    return below


def test_the_drawing_shows_every_error_there_is():
    for module in pkgutil.walk_packages(sim.__path__, "sim."):
        importlib.import_module(module.name)
    assert _drawn() == {"GongjiError": "", **_classes(GongjiError)}


FAULT = Fault("wage: '-1' is negative", "a.yaml", 3, 7, "1", "0 or more", "wage: 1")


def test_a_fault_says_where_what_is_allowed_and_what_to_write():
    assert str(FAULT) == (
        "a.yaml:3:7: wage: '-1' is negative; did you mean '1'?  allowed: 0 or more\n    write: wage: 1"
    )
    assert str(Fault("no value")) == "no value"


def test_faults_come_in_the_order_of_lines_with_exit_code_two():
    faults = Faults([FAULT, Fault("earlier", "a.yaml", 2, 1), Fault("without a place")])
    assert [fault.line for fault in faults.faults] == [None, 2, 3]
    assert isinstance(faults, GongjiError) and faults.exit_code == 2
    assert faults.without_places == "without a place; earlier; wage: '-1' is negative; allowed: 0 or more"


def test_faults_of_several_files_stand_file_by_file():
    found = [Fault("x", "b.yaml", 2, 1), Fault("x", "a.yaml", 1, 1), Fault("x", "b.yaml", 1, 1), Fault("x")]
    assert [(fault.file, fault.line) for fault in Faults(found).faults] == [
        ("", None), ("b.yaml", 1), ("b.yaml", 2), ("a.yaml", 1)
    ]  # fmt: skip


@pytest.mark.parametrize("error", [Faults([FAULT]), GongjiError("said")])
def test_errors_travel_between_processes(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == str(error)
    assert getattr(again, "faults", None) == getattr(error, "faults", None)


def test_no_character_of_a_file_moves_the_cursor_or_turns_the_direction():
    text = str(Fault("a\x1b]0;title\x07 b\nforged: line \u202e\u200b\udc80", "c\x1b[2J.yaml", 1, 1, write="d\re"))
    assert text == ("c\\x1b[2J.yaml:1:1: a\\x1b]0;title\\x07 b\\nforged: line \\u202e\\u200b\\udc80\n    write: d\\re")
    assert printable("郑州\u3000 café") == "郑州\u3000 café"


def test_a_long_list_of_what_is_allowed_stands_once_in_a_file():
    words = ", ".join(f"word{number}" for number in range(13))
    faults = [
        Fault("a", "x.yaml", 1, 1, allowed=words), Fault("b", "x.yaml", 2, 1, "word7", words),
        Fault("c", "x.yaml", 3, 1, allowed=words), Fault("d", "y.yaml", 4, 1, allowed=words),
        Fault("e", "x.yaml", 5, 1, allowed="yes, no"), Fault("f", "x.yaml", 6, 1, allowed="yes, no"),
    ]  # fmt: skip
    found = Faults(faults)
    assert str(found).splitlines() == [
        f"x.yaml:1:1: a  allowed: {words}", "x.yaml:2:1: b; did you mean 'word7'?",
        "x.yaml:3:1: c  allowed: the same as in line 1",
        "x.yaml:5:1: e  allowed: yes, no", "x.yaml:6:1: f  allowed: yes, no", f"y.yaml:4:1: d  allowed: {words}",
    ]  # fmt: skip
    assert all(fault.allowed == words for fault in found.faults[:3])  # for programs, which read them one by one


def test_very_many_faults_are_not_all_shown():
    lines = str(Faults(Fault("wrong", "a.yaml", line, 1) for line in range(1, 251))).splitlines()
    assert len(lines) == 101 and lines[-1] == "and 150 more"


# ----------------------------------------------------------------------------- what is quoted is short

ENDLESS = "9" * 5000


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "right.yaml", "--until", ENDLESS),
        ("run", "right.yaml", "--until", f"1{ENDLESS}%"),
        ("run", "right.yaml", "--replications", ENDLESS),
        ("run", "right.yaml", "--until", "9" * 2000),
        ("run", "right.yaml", "--until", "1%", "--of", "x" * 2000),
        ("run", "right.yaml", "--only", "x" * 2000),
        ("run", "right.yaml", "--variant", "x" * 2000),
        ("run", "right.yaml", "--name", "x" * 2000),
        ("run", "right.yaml", "--name", "\udc80" * 1000),
        ("compare", "right.yaml", "--variants", "x" * 2000),
        ("compare", "right.yaml", "--baseline", "x" * 2000),
        ("results", "show", "x" * 200),
        ("new", "new.yaml", "--from", "x" * 2000),
        ("policy", "show", "x" * 2000),
        ("policy", "show", "zhengzhou", "--on", "x" * 2000),
        ("policy", "show", "zhengzhou", "--rule", "9" * 2000),
        ("policy", "claims", "--verdict", "x" * 2000),
        ("policy", "new", "x" * 2000),
        ("why", "right.yaml", "--life", "x" * 2000),
        ("why", "right.yaml", "--life", "9" * 2000),
        ("why", "right.yaml", "--bill", "x" * 2000),
        ("why", "right.yaml", "--who", "Wei", "--on", "x" * 2000),
        ("why", "right.yaml", "--who", "x" * 2000, "--on", "2025-01-31"),
        ("check", "long_key.yaml"),
        ("check", "long_text.yaml"),
        ("check", "long_number.yaml"),
        ("check", "long_name.yaml"),
    ],
    ids=lambda arguments: " ".join(word[:12] for word in arguments),
)
def test_no_message_repeats_what_is_endless(tmp_path, monkeypatch, arguments):
    """What was written can be found by its beginning; the names that are allowed are the longest part of a message."""
    monkeypatch.chdir(tmp_path)
    right = "scenario: x\nstart: 2025-01-01\nyears: 1\npeople:\n"
    right += "  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, insured: {as: employee, paid_months: 12}}\n"
    right += "variants:\n  more: {policy: {account.credit.active_rate: 3%}}\n"
    for name, (old, new) in {
        "right": ("", ""),
        "long_key": ("sex:", f"{'x' * 2000}: 1, sex:"),
        "long_text": ("male", "x" * 2000),
        "long_number": ("12}", f"{ENDLESS}}}"),
        "long_name": ("people:\n", f"bindings: [{{payer: {'x' * 2000}, for: Wei}}]\npeople:\n"),
    }.items():
        (tmp_path / f"{name}.yaml").write_text(right.replace(old, new, 1) if old else right, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["gongji", *arguments])
    shown, reported = io.StringIO(), io.StringIO()
    with redirect_stdout(shown), redirect_stderr(reported), pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2, reported.getvalue()
    longest = max(map(len, re.findall(r"[9xy]+", reported.getvalue().replace("\\udc80", "y"))))
    assert longest <= 80, reported.getvalue()
    assert len(reported.getvalue()) < 3000


def test_an_error_made_of_several_parts_travels_between_processes():
    error = BadArgument("life", "there is no life 30  allowed: 0 to 29")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.argument, again.exit_code) == (BadArgument, str(error), "life", 2)
