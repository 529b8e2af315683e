"""What is wrong with an extension file is found when the scenario is checked, at its line, and nothing of it runs."""

import pytest

from sim.errors import Faults
from sim.extensions.declared import declared
from sim.extensions.replaceable import replaceable
from sim.extensions.source import Extension
from sim.scenario import check
from tests.extensions.conftest import free

HEAD = "from sim.extensions import process, rule\n"


def faults(text: str) -> list[str]:
    return [str(fault) for fault in declared(Extension("own.py", "own.py", text)).faults]


def test_a_rule_and_a_process_are_declared_by_their_marks():
    text = f"""{HEAD}
@rule
def extra(p, payer, base): return 0

@rule("employee_contribution")
def mine(p, base): return helper(base)

def helper(base): return base

@process
def yearly(run): yield run
"""
    found = declared(Extension("own.py", "own.py", text))
    assert [(one.of.name, one.function, one.line) for one in found.replaced] == [
        ("extra", "extra", 4),
        ("employee_contribution", "mine", 7),
    ]
    assert found.processes == ("yearly",) and not found.faults


@pytest.mark.parametrize(
    "body, message",
    [
        (
            "@rule\ndef employee_contributions(p, base): return 0",
            "own.py:3:1: 'employee_contributions' is no rule and no step of a process; "
            "did you mean 'employee_contribution'?\n    write: def employee_contribution(p, base):",
        ),
        (
            "@rule\ndef employee_contribution(p, wage): return 0",
            "own.py:3:1: employee_contribution has the parameters (p, wage)  allowed: (p, base)\n"
            "    write: def employee_contribution(p, base):",
        ),
        (
            "@rule\ndef employee_contribution(*given): return 0",
            "own.py:3:1: employee_contribution has the parameters (*given)  allowed: (p, base)\n"
            "    write: def employee_contribution(p, base):",
        ),
        (
            "@rule\nclass employee_contribution: pass",
            "own.py:3:1: @rule stands above something that is no function",
        ),
        (
            "@rule\ndef employee_contribution(p, base): yield 0",
            "own.py:3:1: employee_contribution yields, so it is no rule: it must return",
        ),
        (
            "@rule(3)\ndef mine(p, base): return 0",
            'own.py:3:1: @rule takes the name of a rule as a text\n    write: @rule("mine")',
        ),
        (
            "@rule\ndef statutory_month(p, old_age, born_month): return 0",
            "own.py:3:1: statutory_month cannot be replaced: the calendar of a run is made by it before any life "
            "begins\n    write: retires: 2040-05",
        ),
        (
            "def extra(p, payer, base): return 0",
            "own.py:2:1: extra has the name of a rule, and does not replace it\n    write: @rule",
        ),
        (
            "extra = lambda p, payer, base: 0",
            "own.py:2:1: extra: a rule is replaced by a function below @rule\n    write: def extra(p, payer, base):",
        ),
        (
            "@process\ndef yearly(run): return 1",
            "own.py:3:1: @process stands above something that is no generator function: it never yields a day",
        ),
        (
            "@process\ndef yearly(w, run): yield run",
            "own.py:3:1: the process yearly has the parameters (w, run)  allowed: (run)\n    write: def yearly(run):",
        ),
        ("def extra(p:", "own.py:2:10: no Python: '(' was never closed"),
        (
            "def own(p): return 0",
            "own.py:1:1: nothing in this file is marked as a rule or a process, so it would change nothing  "
            "allowed: functions below @rule or @process\n    write: from sim.extensions import rule",
        ),
    ],
)
def test_a_fault_has_its_line_and_what_is_allowed(body, message):
    assert faults(HEAD + body) == [message]


def test_all_faults_of_a_file_are_reported_at_once():
    found = faults(HEAD + "@rule\ndef nothing_such(p): return 0\n\n@rule\ndef extra(p): return 0\n")
    assert len(found) == 2


def test_a_rule_replaced_twice_in_a_file_is_a_fault():
    twice = "@rule\ndef extra(p, payer, base): return 0\n" * 2
    assert faults(HEAD + twice) == ["own.py:5:1: extra is replaced a second time, after line 3"]


def test_every_rule_of_the_law_may_be_replaced_but_those_of_the_calendar():
    rules = [one for one in replaceable().values() if one.is_rule]
    assert len(rules) > 60
    assert {"share", "whole_yuan", "civil"}.isdisjoint(replaceable())
    assert replaceable()["inpatient"].returns == 4 and replaceable()["pay_rest"].returns == "Rest"
    assert all(one.returns is not None for one in rules), "what a rule returns can be told from its source"


# ----------------------------------------------------------------------------- as a scenario is checked


def test_checking_a_scenario_runs_nothing_of_its_extensions(household, tmp_path):
    ran = tmp_path / "ran"
    check(household({"own.py": free() + f"\nopen({str(ran)!r}, 'w').close()\n"}))
    assert not ran.exists()


def said(path) -> list[str]:
    with pytest.raises(Faults) as caught:
        check(path)
    return [str(fault).replace(str(path.parent), "") for fault in caught.value.faults]


def test_a_missing_file_is_a_fault_at_its_name_with_the_nearest_beside(household, tmp_path):
    (tmp_path / "sliding.py").write_text(free(), encoding="utf-8")
    assert said(household(named=["slidin.py"])) == [
        "/visit.yaml:4:14: 'slidin.py' cannot be read: no such file or directory; did you mean 'sliding.py'?"
    ]


def test_what_is_no_python_file_is_a_fault(household):
    assert said(household(named=["rules.yaml"])) == [
        "/visit.yaml:4:14: 'rules.yaml' is no Python file  allowed: files that end with .py"
    ]


def test_a_file_listed_twice_is_a_fault(household):
    found = said(household({"own.py": free()}, named=["own.py", "own.py"]))
    assert found == ["/visit.yaml:4:22: 'own.py' is listed twice"]


def test_two_files_may_not_replace_the_same_rule(household):
    found = said(household({"one.py": free(), "other.py": free("1")}))
    assert found == ["/other.py:5:1: outpatient_deductible is replaced by one.py too"]


def test_faults_of_a_variants_extension_are_found_too(household, tmp_path):
    (tmp_path / "own.py").write_text(HEAD + "@rule\ndef extra(p): return 0\n", encoding="utf-8")
    found = said(household(named=[], more="variants:\n  other: {extensions: [own.py]}\n"))
    assert [one.partition("  ")[0] for one in found] == ["/own.py:3:1: extra has the parameters (p)"]


def test_where_none_are_allowed_an_extension_is_a_fault(household):
    from sim.scenario import load

    with pytest.raises(Faults, match=r"'own.py' is no extension that may be run here"):
        load(household({"own.py": free()}), extensions=())
