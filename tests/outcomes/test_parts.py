"""Finished blocks on disk: whole or not there, found again by what decides them, removed when nobody needs them."""

import os
from threading import Event, Thread

import pytest

from sim.outcomes import parts
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.parts import Part, Store, lock

DAY = 24 * 3600
CONTENT = b"what a block holds"
ONE, OTHER, REPLACED, SHARED, NEW, UNFINISHED, YOUNG, OLD, OLD_AND_REFERRED_TO = (
    f"{number:016x}" for number in range(9)
)
BOTH = (LIVES, YEARS)


def part(first, last, *kinds):
    return Part(first, last, dict.fromkeys(kinds or BOTH, CONTENT))


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
    store.write(ONE, part(500, 1_000))
    store.write(ONE, part(0, 500))
    assert store.finished(ONE, BOTH) == [(0, 500), (500, 1_000)]
    assert store.finished(OTHER, BOTH) == []


def test_a_block_counts_for_what_has_all_kinds_of_files_requested(store):
    """A sweep keeps lives only; a run that needs years too lives them again."""
    store.write(ONE, part(0, 500, LIVES))
    store.write(ONE, part(500, 1_000))
    assert store.finished(ONE, [LIVES]) == [(0, 500), (500, 1_000)]
    assert store.finished(ONE, BOTH) == [(500, 1_000)]


def test_files_come_in_the_order_of_the_lives(store):
    blocks = [(1_000, 1_500), (0, 500), (500, 1_000)]
    for block in blocks:
        store.write(ONE, part(*block))
    files = store.files(ONE, blocks, YEARS)
    firsts = ["000000000-000000500", "000000500-000001000", "000001000-000001500"]
    assert [file.name.split(".")[0] for file in files] == firsts
    assert all(file.name.endswith(".years.arrow") for file in files)


def flipped(content):
    """The content with one bit changed."""
    return bytes([*content[:3], content[3] ^ 4, *content[4:]])


def emptied(content):
    return b""


def cut(content):
    return content[:-1]


@pytest.mark.parametrize("damage", [flipped, emptied, cut])
def test_a_damaged_block_is_as_if_it_were_not_there(tmp_path, store, damage):
    store.write(ONE, part(0, 500))
    [file] = store.files(ONE, [(0, 500)], YEARS)
    file.write_bytes(damage(CONTENT))
    later = Store(tmp_path)
    assert later.finished(ONE, BOTH) == [] and later.finished(ONE, [LIVES]) == [(0, 500)]
    assert later.notes == [f"{file} was damaged; its lives were simulated again"]
    later.write(ONE, part(0, 500))
    assert Store(tmp_path).finished(ONE, BOTH) == [(0, 500)]


@pytest.mark.parametrize(
    "moved", [(OTHER, "000000000-000000500"), (ONE, "000000500-000001000"), (ONE, "000000500-000000500")]
)
def test_a_block_under_the_name_of_another_is_as_if_it_were_not_there(tmp_path, store, moved):
    """Its content is whole, but it is of other lives: the checksum is over what it is of, too."""
    store.write(ONE, part(0, 500, LIVES))
    [file] = store.files(ONE, [(0, 500)], LIVES)
    inputs, lives = moved
    (store.folder / inputs).mkdir(exist_ok=True)
    file.rename(store.folder / inputs / file.name.replace("000000000-000000500", lives))
    assert Store(tmp_path).finished(inputs, [LIVES]) == []


def test_what_is_no_block_is_skipped_and_named(tmp_path, store):
    """Copies, what other systems leave behind, pipes, links and folders: none stops a study, none is removed."""
    store.write(ONE, part(0, 500))
    folder = store.folder / ONE
    [file] = store.files(ONE, [(0, 500)], LIVES)
    (folder / f"._{file.name}").write_bytes(CONTENT)
    (folder / file.name.replace(".lives", " (1).lives")).write_bytes(CONTENT)
    strange = file.name.replace("000000000-000000500", "000000500-000001000")
    os.mkfifo(folder / strange)
    (folder / strange.replace("1000", "2000")).symlink_to(folder / "nothing")
    (folder / strange.replace("1000", "3000")).mkdir()
    later = Store(tmp_path)
    assert later.finished(ONE, [LIVES]) == [(0, 500)]
    assert len(later.notes) == 5 and all(str(folder) in note for note in later.notes)
    later.prune([ONE], set())
    assert len(list(folder.iterdir())) == 5


def test_what_is_in_the_way_of_a_block_is_moved_aside(tmp_path, store):
    store.write(ONE, part(0, 500, LIVES))
    [file] = store.files(ONE, [(0, 500)], LIVES)
    file.unlink()
    file.mkdir()
    (file / "mine").touch()
    (store.folder / OTHER).write_text("mine")
    for inputs in (ONE, OTHER):
        store.write(inputs, part(0, 500, LIVES))
        assert Store(tmp_path).finished(inputs, [LIVES]) == [(0, 500)]
    assert (file.with_name(f"{file.name}.foreign-1") / "mine").exists()
    assert (store.folder / f"{OTHER}.foreign-1").read_text() == "mine"


def test_only_blocks_are_ever_removed(tmp_path, store):
    """Whatever a record calls its inputs: other folders, links, and files beside blocks stay."""
    outside, inside = tmp_path / "outside", store.folder / "mine"
    for folder in (outside, inside):
        folder.mkdir(parents=True)
        (folder / "precious").touch()
    store.write(ONE, part(0, 10))
    (store.folder / ONE / "notes.txt").touch()
    (store.folder / OTHER).symlink_to(outside)
    for folder in (inside, outside):
        os.utime(folder, (0, 0))
    store.prune([ONE, OTHER, "", "..", "mine", str(outside), "../outside"], set())
    assert (outside / "precious").exists() and (inside / "precious").exists() and (store.folder / OTHER).is_symlink()
    assert [path.name for path in (store.folder / ONE).iterdir()] == ["notes.txt"]


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
        store.write(ONE, part(0, 500))
    assert [path.name[-12:] for path in (store.folder / ONE).iterdir()] == [".lives.arrow"]
    assert store.finished(ONE, BOTH) == []


def test_several_may_write_the_same_block_at_once(store):
    """Each writes a file of its own beside it; the last one to put it in place wins, and all are the same."""
    begin, errors = Event(), []

    def write():
        begin.wait()
        try:
            for _ in range(20):
                store.write(ONE, part(0, 500))
        except OSError as error:
            errors.append(error)

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    begin.set()
    for thread in threads:
        thread.join()
    assert not errors and store.finished(ONE, BOTH) == [(0, 500)]
    assert len(list((store.folder / ONE).iterdir())) == 2


def test_what_a_replaced_result_referred_to_goes_unless_another_refers_to_it(store):
    for inputs in (REPLACED, SHARED, NEW, UNFINISHED):
        store.write(inputs, part(0, 10))
    store.prune([REPLACED, SHARED], {SHARED, NEW})
    assert kept(store) == {SHARED, NEW, UNFINISHED}


def test_what_no_result_refers_to_goes_after_a_month(store):
    for inputs, days in ((YOUNG, 29), (OLD, 31), (OLD_AND_REFERRED_TO, 31)):
        aged(store, inputs, days)
    store.prune([], {OLD_AND_REFERRED_TO})
    assert kept(store) == {YOUNG, OLD_AND_REFERRED_TO}


def test_a_block_makes_its_study_young_again(store):
    aged(store, OLD, 31)
    store.write(OLD, part(10, 20))
    store.prune([], set())
    assert kept(store) == {OLD}


def test_half_written_files_of_processes_that_are_gone_go(store):
    store.write(ONE, part(0, 10))
    (store.folder / ONE / "000000010-000000020.lives.parquet.4711.7.unfinished").write_bytes(b"PAR1")
    store.prune([], {ONE})
    assert len(list((store.folder / ONE).iterdir())) == 2


def test_where_there_never_was_a_block_nothing_is_removed(store):
    store.prune([ONE], set())
    assert not store.folder.exists()


def test_nothing_is_removed_while_another_process_is_at_work(store):
    """It may have found what would be removed; the next study removes it."""
    aged(store, OLD, 31)
    with store.in_use():
        store.prune([OLD], set())
        assert kept(store) == {OLD}
    store.prune([OLD], set())
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
    store.write(ONE, part(0, 10))
    with store.in_use(), lock(store.folder) as alone:
        assert alone
