"""Mutants are the changes that a reader would make by mistake; each is made in memory and can be undone."""

from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest

from tests.mutation import run
from tests.mutation.mutants import function_of, mutants_of

ROOT = Path(__file__).parents[2]


def changes(tmp_path: Path, source: str) -> list[str]:
    """What is changed into what in a function."""
    (tmp_path / "law.py").write_text(dedent(source), encoding="utf-8")
    return [f"{mutant.before} -> {mutant.after}" for mutant in mutants_of(tmp_path / "law.py", tmp_path)]


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("return a < b", ["a < b -> a <= b", "a < b -> a >= b"]),
        ("return a == b", ["a == b -> a != b"]),
        ("return f(a <= b < c)", ["a <= b < c -> a < b < c", "a <= b < c -> a > b < c", "a <= b < c -> a <= b <= c",
                                  "a <= b < c -> a <= b >= c"]),
        ("return a - b", ["a - b -> a + b"]),
        ("return a % b", ["a % b -> a // b"]),
        ("return -a", ["-a -> a"]),
        ("return a[0]", ["a[0] -> a[1]", "a[0] -> a[-1]"]),
        ("return True", ["True -> False"]),
        ("return max(0, a)", ["max(0, a) -> min(0, a)", "max(0, a) -> a", "max(0, a) -> 0", "max(0, a) -> max(1, a)",
                              "max(0, a) -> max(-1, a)"]),
        ("return a and b", ["a and b -> a or b", "a -> True", "a -> False", "b -> True", "b -> False"]),
        ("return a if c else b", ["a if c else b -> a", "a if c else b -> b", "c -> True", "c -> False"]),
        ("a += b", ["a += b -> pass", "a += b -> a -= b"]),
        ("a.b = c", ["a.b = c -> pass"]),
        ("f(a)", ["f(a) -> pass"]),
        ("a = f(b)", []),  # without it nothing would run
        ("yield a", []),
        ('"""Money is whole fen."""', []),
    ],
)  # fmt: skip
def test_what_is_changed(tmp_path, line, wanted):
    assert changes(tmp_path, f"def rule(a, b, c):\n    {line}\n") == wanted


def test_blocks_and_what_stands_in_them(tmp_path):
    source = """
    @decorator(1 + 1)
    def rule(a: "1 + 1", b=1 + 1):
        if a:
            for i in range(9):
                break
    """
    wanted = ["a -> True", "a -> False", "range(9) -> range(10)", "range(9) -> range(8)", "break -> pass"]
    assert changes(tmp_path, source) == wanted


def test_a_mutant_knows_the_lines_that_its_tests_must_reach(tmp_path):
    source = "def rule(a):\n    if (a\n            > 1):\n        return (a\n                + 1)\n"
    (tmp_path / "law.py").write_text(source, encoding="utf-8")
    lines = {mutant.before: (mutant.first, mutant.last) for mutant in mutants_of(tmp_path / "law.py", tmp_path)}
    assert lines["a > 1"] == (2, 3) and lines["a + 1"] == (4, 5)


def test_mutants_that_read_the_same_have_names_of_their_own(tmp_path):
    source = "class Law:\n    def rule(self):\n        self.a()\n        self.a()\n"
    (tmp_path / "law.py").write_text(source, encoding="utf-8")
    keys = [mutant.key for mutant in mutants_of(tmp_path / "law.py", tmp_path)]
    assert keys == ["law.py Law.rule: self.a() -> pass", "law.py Law.rule: self.a() -> pass (2)"]


def test_every_mutant_of_the_rules_can_be_put_in_place_and_leaves_the_others_alone():
    for path in sorted((ROOT / "sim" / "rules").glob("*.py")):
        for mutant in mutants_of(path, ROOT):
            function = function_of(mutant)
            code = mutant.compiled()
            assert code.co_name == function.__name__ and code != function.__code__, str(mutant)
            assert code.co_argcount == function.__code__.co_argcount


def test_a_changed_function_runs_changed_wherever_it_was_imported(monkeypatch):
    from sim.rules.coverage import within_grace

    law: Any = SimpleNamespace(coverage_gap_grace_months=3)

    (boundary,) = [
        mutant for mutant in mutants_of(ROOT / "sim" / "rules" / "coverage.py", ROOT)
        if mutant.function == "within_grace" and mutant.after.startswith("gap < ")
    ]  # fmt: skip
    assert within_grace(law, 3, True)
    monkeypatch.setattr(function_of(boundary), "__code__", boundary.compiled())
    assert not within_grace(law, 3, True)
    monkeypatch.undo()
    assert within_grace(law, 3, True)


@pytest.mark.parametrize(
    "seconds, longest, killers, wanted",
    [
        (60, 5, [], ["a", "b", "c"]),
        (60, 5, ["c"], ["c", "a", "b"]),
        (60, 5, ["c", "b"], ["b", "c", "a"]),
        (60, 5, ["long"], ["a", "b", "c"]),
        (60, 9, [], ["a", "b", "c", "long"]),
        (3.5, 5, [], ["a", "b"]),  # 1 + 2 seconds; with c they would be 6
        (0.5, 5, [], ["a"]),
        (60, 0.5, [], ["a"]),
    ],
)
def test_the_quickest_tests_are_tried_first_and_long_ones_never(seconds, longest, killers, wanted):
    durations = {"long": 8.0, "b": 2.0, "c": 3.0, "a": 1.0}
    tests: list[Any] = [SimpleNamespace(nodeid=name) for name in durations]
    mutant: Any = None
    trial = run.Trial(mutant, tests, durations, dict.fromkeys(killers), seconds, longest)
    assert [test.nodeid for test in trial.tests] == wanted
    assert trial.all_run == (len(wanted) == 4)


def test_what_tests_reach_is_learnt_anew_when_a_file_they_reach_changes_or_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    reached, other = tmp_path / "reached.py", tmp_path / "other.py"
    reached.write_text("a = 1\n")
    other.write_text("b = 1\n")
    answer = {"reached": {"reached.py": run.digest([reached])}}
    other.write_text("b = 2\n")
    assert not run.is_stale(answer)
    reached.write_text("a = 2\n")
    assert run.is_stale(answer)
    reached.unlink()
    assert run.is_stale(answer)
