"""There is one cache folder, on every system: the named one, else the user's."""

import os
from pathlib import Path

import platformdirs
import pytest

from sim.cache import CACHE_VARIABLE, cache_root


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in (CACHE_VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif(platformdirs.PlatformDirs is not platformdirs.unix.Unix, reason="another system has other folders")
def test_the_users_cache_serves_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_root() == tmp_path / "home" / ".cache" / "gongji"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert cache_root() == tmp_path / "caches" / "gongji"
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "named"))
    assert cache_root() == tmp_path / "named"


def test_an_empty_name_names_nothing(monkeypatch):
    unnamed = cache_root()
    monkeypatch.setenv(CACHE_VARIABLE, "")
    assert cache_root() == unnamed


def test_every_system_has_a_folder_of_its_own(monkeypatch):
    """On Windows and macOS a user's caches lie elsewhere; what platformdirs says is taken as it is."""
    monkeypatch.setattr("sim.cache.user_cache_path", lambda name, appauthor: Path("/Library/Caches", name))
    assert cache_root() == Path("/Library/Caches/gongji")


def test_without_a_home_nothing_is_kept_and_nothing_is_littered(tmp_path, monkeypatch):
    """Python then leaves the `~` of a path as it is: a folder of that name would be made where one stands."""
    monkeypatch.setattr("sim.cache.user_cache_path", lambda name, appauthor: Path("~/.cache", name))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match=os.devnull):
        cache_root().mkdir(parents=True, exist_ok=True)
    assert list(tmp_path.iterdir()) == []
