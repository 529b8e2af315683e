"""Compiled rules are never stale: their folder is named by every source, and another one serves where it cannot be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from numba import njit

from sim import compiled
from sim.cache import CACHE_VARIABLE
from sim.rules.rounding import share

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path.relative_to(ROOT / "sim") for path in (ROOT / "sim").rglob("*.py"))


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Path:
    """A copy of the package, whose sources are hashed in its stead."""
    copy = tmp_path / "sim"
    shutil.copytree(ROOT / "sim", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "__file__", str(copy / "compiled.py"))
    return copy


# ----------------------------------------------------------------------------- the folder's name


def test_the_same_sources_have_the_same_name_wherever_they_lie(tree, monkeypatch):
    copied = compiled.source_hash()
    monkeypatch.undo()
    assert copied == compiled.source_hash()


def test_any_change_of_any_source_is_another_name(tree):
    names = {compiled.source_hash()}
    for source in SOURCES:
        (tree / source).write_bytes((tree / source).read_bytes() + b"#")
        names.add(compiled.source_hash())
    assert len(names) == len(SOURCES) + 1


def test_a_source_more_fewer_or_of_another_name_is_another_name(tree):
    names = [compiled.source_hash()]
    (tree / "rules" / "new.py").write_text("")
    names.append(compiled.source_hash())
    (tree / "rules" / "new.py").rename(tree / "rules" / "newer.py")
    names.append(compiled.source_hash())
    assert len(set(names)) == 3
    (tree / "rules" / "newer.py").unlink()
    assert compiled.source_hash() == names[0]
    (tree / "rules" / "coverage.py").unlink()
    assert compiled.source_hash() not in names


def test_text_that_goes_from_one_source_to_the_next_is_another_name(tree):
    first, second = tree / "rules" / "aa.py", tree / "rules" / "ab.py"
    names = set()
    for one, other in ((b"xy", b""), (b"x", b"y"), (b"", b"xy")):
        first.write_bytes(one)
        second.write_bytes(other)
        names.add(compiled.source_hash())
    assert len(names) == 3


def test_what_is_no_source_changes_nothing(tree):
    name = compiled.source_hash()
    (tree / "rules" / "__pycache__").mkdir()
    (tree / "rules" / "__pycache__" / "coverage.cpython-311.pyc").write_bytes(b"x")
    (tree / "notes.txt").write_text("x")
    assert compiled.source_hash() == name


@pytest.mark.parametrize("library", ["numba", "llvmlite", "numpy"])
def test_another_version_of_what_compiles_is_another_name(monkeypatch, library):
    name, version = compiled.source_hash(), compiled.version
    monkeypatch.setattr(compiled, "version", lambda asked: "0.0" if asked == library else version(asked))
    assert compiled.source_hash() != name


# ----------------------------------------------------------------------------- the folder's place


def test_the_folder_is_made_in_the_named_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "a" / "b"))
    folder = compiled._kernel_folder()
    assert folder.parent == tmp_path / "a" / "b" and folder.is_dir()
    assert folder.name.startswith(f"kernels-{compiled.source_hash()}-")


def test_an_install_at_another_place_compiles_for_itself(tmp_path, monkeypatch):
    """Numba would not find what was compiled for the other: it must not be taken for warm."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    here, name = compiled._kernel_folder(), compiled.source_hash()
    monkeypatch.setattr(compiled, "source_hash", lambda: name)
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "elsewhere" / "sim" / "compiled.py"))
    assert compiled._kernel_folder() != here


def test_where_the_cache_cannot_be_written_another_folder_serves(tmp_path, monkeypatch):
    """A file stands where the folder should be: not even root can write below it."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "taken"))
    monkeypatch.setattr(compiled.tempfile, "tempdir", str(tmp_path))
    folder = compiled._kernel_folder()
    assert folder.name.startswith(f"kernels-{compiled.source_hash()}-") and folder.parent.parent == tmp_path
    assert "taken" not in folder.parts


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
import sim.compiled
{after}
import of_a_module
of_a_module.one(1)
print(numba.config.CACHE_DIR, sim.compiled.kernel_folder, of_a_module.one._cache.cache_path)
"""
    environment = {CACHE_VARIABLE: str(tmp_path / cache), "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | environment | {"NUMBA_DISABLE_JIT": "0"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    setting, folder, code = ran.stdout.split()
    assert setting == folder and Path(folder) in Path(code).parents
    assert (tmp_path / cache in Path(folder).parents) is kept
    assert list(Path(code).glob("*.nbc")) and not list((tmp_path / "__pycache__").glob("*.nb?"))


def test_a_cache_is_warm_once_it_holds_machine_code(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "kernel_folder", tmp_path)
    assert not compiled.is_warm()
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "rule.nbc").write_bytes(b"")
    assert compiled.is_warm()


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
