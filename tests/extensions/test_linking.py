"""Whatever calls a replaced function is copied; the program's own stays as it is, and cases do not touch each other."""

import subprocess
import sys

import pytest

from sim.engine import run_block
from sim.errors import Faults
from sim.experiment.law import policy_of
from sim.extensions.loading import as_faults
from sim.extensions.source import Extension
from sim.linking import linked
from sim.plan import Plan
from sim.processes import PROCESSES
from sim.processes.bills import file_bill, settle_bill
from sim.processes.contribution import contributions_due
from sim.processes.events import KERNELS
from sim.rules.outpatient import outpatient, outpatient_deductible
from sim.scenario import load
from tests.extensions.conftest import free


def extension(text: str, name: str = "own.py") -> tuple[Extension, ...]:
    return (Extension(name, name, text),)


def pool(scenario) -> int:
    """Fen that the pool pays of the one bill."""
    return int(run_block(Plan.make(scenario, policy_of(scenario)), range(1)).bills["pool"][0, 0])


def test_callers_are_copied_and_the_rest_is_not():
    program = linked(extension(free()))
    for caller in (outpatient, settle_bill, file_bill, KERNELS):
        assert program.of(caller) is not caller
    for other in (contributions_due, pool):
        assert program.of(other) is other
    assert len(program.processes) == len(PROCESSES)


def test_without_extensions_everything_is_the_programs():
    program = linked(())
    assert program.of(outpatient) is outpatient and program.processes is PROCESSES


def test_the_programs_own_is_as_before():
    before = outpatient.__globals__["outpatient_deductible"]
    linked(extension(free("7")))
    assert outpatient.__globals__["outpatient_deductible"] is before is outpatient_deductible


def test_variants_with_other_extensions_are_simulated_side_by_side(household, tmp_path):
    (tmp_path / "none.py").write_text(free("0"), encoding="utf-8")
    (tmp_path / "more.py").write_text(free("200_00"), encoding="utf-8")
    path = household(named=[], more="variants:\n  none: {extensions: [none.py]}\n  more: {extensions: [more.py]}\n")
    scenario = load(path)
    cases = [scenario, scenario.variant("none"), scenario.variant("more"), scenario]
    # (1000 - 10) x 50 %, 1000 x 50 %, (1000 - 200) x 50 %, and the first again
    assert [pool(case) for case in cases] == [495_00, 500_00, 400_00, 495_00]


def test_two_files_replace_rules_together(household):
    ratio = """from sim.extensions import rule


@rule
def ratio(p, stay, group, tier, band, terms):
    return 800_000
"""
    assert pool(load(household({"free.py": free(), "ratio.py": ratio}))) == 800_00


def test_a_replacement_calls_the_programs_own_rule_and_its_helpers(household):
    text = """from sim.extensions import rule
from sim.rules.outpatient import outpatient_deductible as by_law

MORE = 90_00


def raised(amount):
    return amount + MORE


@rule
def outpatient_deductible(p, used, group, tier, terms):
    return raised(by_law(p, used, group, tier, terms))
"""
    assert pool(load(household({"own.py": text}))) == 450_00  # (1000 - 10 - 90) x 50 %


def test_a_rule_that_prepares_a_run_is_replaced_there_too(household):
    base = """from sim.extensions import rule


@rule
def contribution_base(p, wage):
    return 1234_00
"""
    scenario = load(household({"own.py": base}))
    assert Plan.make(scenario, policy_of(scenario)).rows["job"]["last_base"][0] == 1234_00


@pytest.mark.parametrize(
    "returned, found",
    [("0.5", "0.5, a float"), ("None", "nothing"), ("(1, 2)", "(1, a int, 2, a int)"), ("'1'", "'1', a str")],
)
def test_a_rule_that_returns_another_kind_is_refused(household, returned, found):
    with pytest.raises(Faults) as caught:
        pool(load(household({"own.py": free(returned)})))
    [fault] = caught.value.faults
    assert fault.file.endswith("own.py") and fault.line == 5
    assert fault.message == f"outpatient_deductible returns {found}" and fault.allowed.startswith("a whole number")


@pytest.mark.parametrize(
    "text, line, message",
    [
        (free("1 // 0"), 6, "ZeroDivisionError: integer division or modulo by zero"),
        ("import nothing_of_this_name\n" + free(), 1, "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("raise SystemExit\n" + free(), 1, "SystemExit"),
        (free() + "\nglobals()['outpatient_deductible'] = 3\n", 5, "outpatient_deductible is no plain function once"),
        (
            free() + "\nrule('extra')(lambda p, payer, base: 0)\nhidden = rule('extra')(lambda p, payer, base: 0)\n",
            1,
            "extra: @rule must stand above a function at the top of the file",
        ),
    ],
)
def test_an_error_in_a_file_is_a_fault_at_its_line(household, text, line, message):
    with pytest.raises(Faults) as caught:
        pool(load(household({"own.py": text})))
    [fault] = caught.value.faults
    assert (fault.file.rpartition("/")[2], fault.line) == ("own.py", line)
    assert fault.message.startswith(message)


PROCESS = '''from datetime import date

from sim.extensions import process
from sim.processes.ranks import Rank
from sim.world.calendar import Phase


@process
def waits(run):
    """Waits for a day."""
    yield run.calendar.at(date(2025, 2, 1), Phase.{phase}, {rank})
    {then}
'''


def test_an_error_in_a_process_is_a_fault_at_its_line(household):
    text = PROCESS.format(phase="LIFE", rank="Rank.OWN", then="raise ValueError('no')")
    with pytest.raises(Faults) as caught:
        pool(load(household({"own.py": text})))
    [fault] = caught.value.faults
    assert (fault.line, fault.message) == (12, "ValueError: no")


def test_two_processes_may_not_share_a_place_of_a_day(household):
    text = PROCESS.format(phase="LIFE", rank="Rank.OWN", then="pass")
    with pytest.raises(Faults) as caught:
        pool(load(household({"one.py": text, "other.py": text})))
    assert caught.value.faults[0].message == "ValueError: two events share 2025-02-01, LIFE, rank 800"


@pytest.mark.slow
def test_compiled_rules_are_replaced_and_refused_as_interpreted_ones(household, tmp_path):
    """In a process of its own with a cache of its own: kernels are compiled with a rule, without one, with bad ones."""
    program = """if True:
        import sys
        from sim.errors import Faults
        from sim.scenario import load
        from tests.extensions.test_linking import pool
        for path in sys.argv[1:]:
            try:
                print(pool(load(path)))
            except Faults as faults:
                print(faults.faults[0].line, faults.faults[0].message)
    """
    texts = {"none": free(), "half": free("0.5"), "words": free("{'a': 1}['b']")}
    paths = []
    for name, text in texts.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "own.py").write_text(text, encoding="utf-8")
        (folder / "visit.yaml").write_text(household(named=["own.py"]).read_text(), encoding="utf-8")
        paths.append(str(folder / "visit.yaml"))
    plain = household(named=[])
    done = subprocess.run(
        [sys.executable, "-c", program, str(plain), *paths, str(plain)], capture_output=True, text=True, check=True
    )
    said = done.stdout.splitlines()
    assert said[:3] == ["49500", "50000", "5 outpatient_deductible returns a value of the type float64"]
    assert said[3].startswith("6 cannot be compiled") and said[4] == "49500"


def test_what_the_compiler_says_of_a_line_is_a_fault_there():
    own = Extension("own.py", "/somewhere/own.py", free("words[0]"))
    said = (
        "Failed in nopython mode\nUntyped global name 'words': Cannot determine its type\n\nFile \"own.py\", line 6:\n"
    )
    found = as_faults(RuntimeError(said), (own,))
    assert found is not None and found.faults[0].line == 6
    assert found.faults[0].message == (
        "cannot be compiled: Untyped global name 'words': Cannot determine its type, in 'return words[0]'"
    )
    assert as_faults(RuntimeError("anything else"), (own,)) is None
