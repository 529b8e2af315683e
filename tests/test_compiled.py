"""Rules and kernels are compiled, kept where they belong, and compiled again where what was kept is damaged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from numba import njit

from sim import compiled
from sim.cache import CACHE_VARIABLE
from sim.rules.rounding import share

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "before, after, cache, kept",
    [
        ("numba.njit(lambda: 0)()", "", "cache", True),
        ("", "os.environ['NUMBA_OPT'] = '2'; numba.njit(lambda: 0)()", "taken", False),
    ],
)
def test_numba_keeps_machine_code_in_the_folder_and_nowhere_else(tmp_path, before, after, cache, kept):
    """Also where it has compiled before, and where it reads its settings once more before a kernel is decorated."""
    (tmp_path / "taken").write_text("")
    (tmp_path / "of_a_module.py").write_text("from sim.compiled import kernel\n\n@kernel\ndef one(x):\n    return x\n")
    program = f"""
import os, numba
{before}
import sim.compiled, sim.kernel_cache
{after}
import of_a_module
of_a_module.one(1)
print(numba.config.CACHE_DIR, sim.kernel_cache.kernel_folder(), of_a_module.one._cache.cache_path)
"""
    environment = {CACHE_VARIABLE: str(tmp_path / cache), "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | environment | {"NUMBA_DISABLE_JIT": "0"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    setting, folder, code = ran.stdout.split()
    assert setting == folder and Path(folder) in Path(code).parents
    assert (tmp_path / cache in Path(folder).parents) is kept
    assert bool(list(Path(code).glob("*.nbc"))) is kept  # a temporary folder is gone with its process
    assert not list((tmp_path / "__pycache__").glob("*.nb?"))


DAMAGES = {
    "changed": lambda content: content[: len(content) // 2] + b"?" + content[len(content) // 2 + 1 :],
    "emptied": lambda content: b"",
    "cut": lambda content: content[:40],
    "longer": lambda content: content + b"?",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [pytest.param(damage, id=name) for name, damage in DAMAGES.items()],
)
@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_damaged_machine_code_is_compiled_again(tmp_path, ending, damage):
    """Numba would run it, or end with an error of its own."""
    (tmp_path / "of_a_module.py").write_text("from sim.compiled import kernel\n\n@kernel\ndef one(x):\n    return x\n")
    program = "import of_a_module as m; print(m.one(1), *m.one.stats.cache_hits.values())"
    environment = {CACHE_VARIABLE: str(tmp_path / "c"), "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}

    def ran() -> str:
        return subprocess.run(
            [sys.executable, "-c", program], env=os.environ | environment | {"NUMBA_DISABLE_JIT": "0"},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout.strip()  # fmt: skip

    assert [ran(), ran()] == ["1", "1 1"]
    [file] = (tmp_path / "c").rglob(f"*.{ending}")
    file.write_bytes(damage(file.read_bytes()))
    assert [ran(), ran()] == ["1", "1 1"]


# ----------------------------------------------------------------------------- machine code


def test_rules_are_read_and_called_without_a_compiler():
    program = (
        "import sys\n"
        "from sim.rules.rounding import share\n"
        "assert share(375_651, 20_000) == 7_513\n"
        "print(sorted({'numba', 'numpy', 'llvmlite'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_kernel_calls_a_rule_as_python_does():
    @njit
    def two_percent(amount):
        return share(amount, 20_000)

    assert two_percent(375_651) == share(375_651, 20_000) == 7_513


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_machine_code_stands_for_a_kernel_compiled_for_one_set_of_types():
    @njit
    def twice(x):
        return 2 * x

    assert compiled.machine_code(twice) is twice  # not yet compiled
    assert twice(3) == 6
    code = compiled.machine_code(twice)
    assert code is not twice and code(4) == 8
    assert twice(0.5) == 1.0
    assert compiled.machine_code(twice) is twice  # for two sets, Numba must choose


def test_without_a_compiler_a_kernel_is_its_own_code():
    def twice(x):
        return 2 * x

    assert compiled.machine_code(twice) is twice


def test_compiling_loads_no_linear_algebra_and_leaves_it_to_who_uses_it():
    program = (
        "import sys, numpy as np, sim.machine\n"
        "from numba import njit\n"
        "assert njit(lambda number: number + 1)(1) == 2\n"
        "assert 'scipy.linalg' not in sys.modules\n"
        "assert njit(lambda row: np.dot(row, row))(np.array([3.0, 4.0])) == 25.0\n"
    )
    environment = os.environ | {"NUMBA_DISABLE_JIT": "0"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
