"""Finished blocks on disk: whole or not there, found again by what decides them, removed when nobody needs them."""

import os
from threading import Event, Thread

import pytest

from sim.outcomes import parts
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.parts import Part, Store, lock

DAY = 24 * 3600
WHOLE = b"PAR1...PAR1"
BOTH = (LIVES, YEARS)


def part(first, last, *kinds):
    return Part(first, last, dict.fromkeys(kinds or BOTH, WHOLE))


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def aged(store, inputs, days):
    """The blocks of `inputs`, last added to so many days ago."""
    store.write(inputs, part(0, 10))
    then = parts.time() - days * DAY
    os.utime(store.folder / inputs, (then, then))


def kept(store):
    return {path.name for path in store.folder.iterdir()}


def test_a_block_is_found_again_under_what_decides_it_and_nowhere_else(store):
    store.write("one", part(500, 1_000))
    store.write("one", part(0, 500))
    assert store.finished("one", BOTH) == [(0, 500), (500, 1_000)]
    assert store.finished("other", BOTH) == []


def test_a_block_counts_for_what_has_all_kinds_of_files_requested(store):
    """A sweep keeps lives only; a run that needs years too lives them again."""
    store.write("one", part(0, 500, LIVES))
    store.write("one", part(500, 1_000))
    assert store.finished("one", [LIVES]) == [(0, 500), (500, 1_000)]
    assert store.finished("one", BOTH) == [(500, 1_000)]


def test_files_come_in_the_order_of_the_lives(store):
    files = store.files("one", [(1_000, 1_500), (0, 500), (500, 1_000)], YEARS)
    assert [file.name for file in files] == [
        "000000000-000000500.years.parquet",
        "000000500-000001000.years.parquet",
        "000001000-000001500.years.parquet",
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1 and half of a bl", b"PAR"])
def test_a_damaged_file_is_as_if_it_were_not_there(store, content):
    store.write("one", part(0, 500))
    [file] = store.files("one", [(0, 500)], YEARS)
    file.write_bytes(content)
    assert store.finished("one", BOTH) == []
    store.write("one", part(0, 500))
    assert store.finished("one", BOTH) == [(0, 500)]


def test_a_file_that_could_not_be_written_leaves_nothing_behind(store, monkeypatch):
    """The lives are written, the years find no room: the block does not count, and takes no room itself."""
    sync, synced = os.fsync, []

    def full(descriptor):
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(parts.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.write("one", part(0, 500))
    assert [path.name for path in (store.folder / "one").iterdir()] == ["000000000-000000500.lives.parquet"]
    assert store.finished("one", BOTH) == []


def test_several_may_write_the_same_block_at_once(store):
    """Each writes a file of its own beside it; the last one to put it in place wins, and all are the same."""
    begin, errors = Event(), []

    def write():
        begin.wait()
        try:
            for _ in range(20):
                store.write("one", part(0, 500))
        except OSError as error:
            errors.append(error)

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    begin.set()
    for thread in threads:
        thread.join()
    assert not errors and store.finished("one", BOTH) == [(0, 500)]
    assert len(list((store.folder / "one").iterdir())) == 2


def test_what_a_replaced_result_referred_to_goes_unless_another_refers_to_it(store):
    for inputs in ("replaced", "shared", "new", "unfinished"):
        store.write(inputs, part(0, 10))
    store.prune(["replaced", "shared"], {"shared", "new"})
    assert kept(store) == {"shared", "new", "unfinished"}


def test_what_no_result_refers_to_goes_after_a_month(store):
    for inputs, days in (("young", 29), ("old", 31), ("old and referred to", 31)):
        aged(store, inputs, days)
    store.prune([], {"old and referred to"})
    assert kept(store) == {"young", "old and referred to"}


def test_a_block_makes_its_study_young_again(store):
    aged(store, "old", 31)
    store.write("old", part(10, 20))
    store.prune([], set())
    assert kept(store) == {"old"}


def test_half_written_files_of_processes_that_are_gone_go(store):
    store.write("one", part(0, 10))
    (store.folder / "one" / "000000010-000000020.lives.parquet.4711.unfinished").write_bytes(b"PAR1")
    store.prune([], {"one"})
    assert len(list((store.folder / "one").iterdir())) == 2


def test_where_there_never_was_a_block_nothing_is_removed(store):
    store.prune(["one"], set())
    assert not store.folder.exists()


def test_nothing_is_removed_while_another_process_is_at_work(store):
    """It may have found what would be removed; the next study removes it."""
    aged(store, "old", 31)
    with store.in_use():
        store.prune(["old"], set())
        assert kept(store) == {"old"}
    store.prune(["old"], set())
    assert kept(store) == set()


def test_several_are_at_work_side_by_side(store):
    with store.in_use(), store.in_use():
        pass


def test_nobody_begins_while_something_is_removed(store):
    """Else it might count on a block that is about to go."""
    started = Event()

    def begin():
        with store.in_use():
            started.set()

    store.folder.mkdir(parents=True)
    with lock(store.folder) as alone:
        assert alone
        thread = Thread(target=begin)
        thread.start()
        assert not started.wait(0.2)
    thread.join(5)
    assert started.is_set()


def test_where_the_system_has_no_locks_work_is_resumed(store, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def unsupported(*_):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    store.write("one", part(0, 10))
    with store.in_use(), lock(store.folder) as alone:
        assert alone
