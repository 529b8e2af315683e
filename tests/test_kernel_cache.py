"""Compiled rules are never stale: their folder is named by every source, and another one serves where it cannot be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim import kernel_cache
from sim.cache import CACHE_VARIABLE

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path.relative_to(ROOT / "sim") for path in (ROOT / "sim").rglob("*.py"))


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Path:
    """A copy of the package, whose sources are hashed in its stead."""
    copy = tmp_path / "sim"
    shutil.copytree(ROOT / "sim", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kernel_cache, "__file__", str(copy / "kernel_cache.py"))
    return copy


# ----------------------------------------------------------------------------- the folder's name


def test_the_same_sources_have_the_same_name_wherever_they_lie(tree, monkeypatch):
    copied = kernel_cache.source_hash()
    monkeypatch.undo()
    assert copied == kernel_cache.source_hash()


@pytest.mark.slow
def test_any_change_of_any_source_is_another_name(tree):
    names = {kernel_cache.source_hash()}
    for source in SOURCES:
        (tree / source).write_bytes((tree / source).read_bytes() + b"#")
        names.add(kernel_cache.source_hash())
    assert len(names) == len(SOURCES) + 1


def test_a_source_more_fewer_or_of_another_name_is_another_name(tree):
    names = [kernel_cache.source_hash()]
    (tree / "rules" / "new.py").write_text("")
    names.append(kernel_cache.source_hash())
    (tree / "rules" / "new.py").rename(tree / "rules" / "newer.py")
    names.append(kernel_cache.source_hash())
    assert len(set(names)) == 3
    (tree / "rules" / "newer.py").unlink()
    assert kernel_cache.source_hash() == names[0]
    (tree / "rules" / "coverage.py").unlink()
    assert kernel_cache.source_hash() not in names


def test_text_that_goes_from_one_source_to_the_next_is_another_name(tree):
    first, second = tree / "rules" / "aa.py", tree / "rules" / "ab.py"
    names = set()
    for one, other in ((b"xy", b""), (b"x", b"y"), (b"", b"xy")):
        first.write_bytes(one)
        second.write_bytes(other)
        names.add(kernel_cache.source_hash())
    assert len(names) == 3


def test_what_is_no_source_changes_nothing(tree):
    name = kernel_cache.source_hash()
    (tree / "rules" / "__pycache__").mkdir()
    (tree / "rules" / "__pycache__" / "coverage.cpython-311.pyc").write_bytes(b"x")
    (tree / "notes.txt").write_text("x")
    assert kernel_cache.source_hash() == name


@pytest.mark.parametrize("library", ["numba", "llvmlite", "numpy"])
def test_another_version_of_what_compiles_is_another_name(monkeypatch, library):
    name, version = kernel_cache.source_hash(), kernel_cache.version
    monkeypatch.setattr(kernel_cache, "version", lambda asked: "0.0" if asked == library else version(asked))
    assert kernel_cache.source_hash() != name


# ----------------------------------------------------------------------------- the folder's place


def test_the_folder_is_made_in_the_named_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "a" / "b"))
    folder = kernel_cache.kernel_folder.__wrapped__()
    assert folder.parent == tmp_path / "a" / "b" and folder.is_dir()
    assert folder.name.startswith(f"kernels-{kernel_cache.source_hash()}-")


def test_an_install_at_another_place_compiles_for_itself(tmp_path, monkeypatch):
    """Numba would not find what was compiled for the other: it must not be taken for warm."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    here, name = kernel_cache.kernel_folder.__wrapped__(), kernel_cache.source_hash()
    monkeypatch.setattr(kernel_cache, "source_hash", lambda: name)
    monkeypatch.setattr(kernel_cache, "__file__", str(tmp_path / "elsewhere" / "sim" / "kernel_cache.py"))
    assert kernel_cache.kernel_folder.__wrapped__() != here


def test_where_the_cache_cannot_be_written_another_folder_serves(tmp_path, monkeypatch):
    """A file stands where the folder should be: not even root can write below it."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "taken"))
    monkeypatch.setattr(kernel_cache.tempfile, "tempdir", str(tmp_path))
    folder = kernel_cache.kernel_folder.__wrapped__()
    assert folder.name.startswith(f"kernels-{kernel_cache.source_hash()}-") and folder.parent.parent == tmp_path
    assert "taken" not in folder.parts


def test_a_folder_that_serves_for_one_process_ends_with_it(tmp_path):
    (tmp_path / "taken").write_text("")
    program = "from sim.kernel_cache import kernel_folder as of; of().mkdir(); (of() / 'rule.nbc').touch(); print(of())"
    environment = {**os.environ, CACHE_VARIABLE: str(tmp_path / "taken"), "TMPDIR": str(tmp_path)}
    folder = Path(printed(program, environment))
    assert folder.parent.parent == tmp_path and not folder.parent.exists()


def test_a_cache_is_warm_once_it_holds_machine_code(tmp_path, monkeypatch):
    monkeypatch.setattr(kernel_cache, "kernel_folder", lambda *_: tmp_path)
    assert not kernel_cache.is_warm()
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "rule.nbc").write_bytes(b"")
    assert kernel_cache.is_warm()


# ----------------------------------------------------------------------------- without a compiler


def printed(program: str, environment: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_whether_anything_is_compiled_is_known_without_loading_the_compiler():
    program = (
        "import sys; from sim.kernel_cache import is_warm; is_warm(); print({'numba', 'numpy'} & set(sys.modules))"
    )
    assert printed(program, dict(os.environ)) == "set()"


def test_kernels_are_interpreted_only_where_none_is_loaded_yet():
    program = "from sim.kernel_cache import interpret, is_interpreted; print({}interpret(), is_interpreted())"
    environment = {name: text for name, text in os.environ.items() if name != kernel_cache.PLAIN}
    assert printed(program.format(""), environment) == "True True"
    assert printed("import numba; " + program.format(""), environment) == "False False"
