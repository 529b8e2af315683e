"""The handle: arrays by name, the same compiled and interpreted, read-only but by `set`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numba import njit, typeof

from sim.cache import CACHE_VARIABLE
from sim.compiled import machine_code
from sim.world.handle import Handle
from sim.world.handle_type import _type_of, address_of, call

ROOT = Path(__file__).parents[2]

INNER = np.dtype([("x", np.int64), ("of", np.int64, 2)])
RECORD = np.dtype([("a", np.int64), ("inner", INNER)])

compiled: Callable = njit(nogil=True, error_model="numpy", _nrt=False)  # pyright: ignore[reportCallIssue]


def handle(rows: int = 4) -> Handle:
    people = np.zeros(rows, RECORD)
    people["a"] = np.arange(rows)
    clock = np.zeros((), INNER)
    clock["x"] = 7
    table = np.arange(2 * 3 * 5, dtype=np.int64).reshape(2, 3, 5)
    return Handle(people=people, clock=clock, table=table, key=np.full((), 2**63 + 1, np.dtype([("value", np.uint64)])))


@compiled
def visit(w, by):
    total = 0
    for i in range(w.people.size):
        person = w.people[i]
        person.inner.x += by * w.clock.x
        person.inner.of[1] = w.table[1, 2, i]
        total += person.a
    w.clock.of[0] = w.table.shape[2]
    return total


def test_a_kernel_reads_and_writes_the_arrays_by_name():
    w = handle()
    assert visit(w, 3) == 0 + 1 + 2 + 3
    assert w.people["inner"]["x"].tolist() == [21] * 4
    assert w.people["inner"]["of"][:, 1].tolist() == [25, 26, 27, 28]
    assert list(w.clock.of) == [5, 0]


@compiled
def part(w):
    return w.table[1].size


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_a_part_of_an_array_is_refused_when_it_is_compiled():
    with pytest.raises(NotImplementedError, match="takes 3 whole numbers"):
        part(handle())


@compiled
def exchange(w, narrow, wide):
    w.words[narrow] = w.words[wide] + 1
    w.table[narrow, wide, 0] = w.words[narrow]
    w.people[narrow] = w.people[wide]


def test_indices_of_any_width_find_the_same_places():
    w = Handle(
        words=np.array([5, 6, 7], np.uint32), table=np.zeros((2, 3, 1), np.int64), people=handle().people.copy()
    )  # fmt: skip
    exchange(w, np.int32(1), np.uint64(2))
    assert w.words.tolist() == [5, 8, 7] and w.table[1, 2, 0] == w.table.sum() == 8
    assert w.people["a"].tolist() == [0, 2, 2, 3]


def test_python_reads_and_writes_the_same_arrays_by_the_same_names():
    one, other = handle(), handle()
    visit(one, 3)
    getattr(visit, "py_func", visit)(other, 3)
    assert one.people.tobytes() == other.people.tobytes()
    assert list(one.clock.of) == list(other.clock.of)
    one.clock.x = 9
    assert one._arrays["clock"]["x"] == 9


def test_an_unsigned_number_of_64_bits_is_kept_whole():
    assert handle().key.value == np.uint64(2**63 + 1)


def test_another_array_takes_the_place_of_one():
    w = handle(2)
    visit(w, 1)
    people = np.zeros(3, RECORD)
    people["a"] = 10
    w.set("people", people)
    assert visit(w, 1) == 30 and people["inner"]["x"].tolist() == [7] * 3


def test_attributes_are_read_only():
    w = handle()
    with pytest.raises(AttributeError, match="people is read-only: `set` puts another array in its place"):
        w.people = np.zeros(4, RECORD)
    with pytest.raises(AttributeError, match="no array 'persons'"):
        _ = w.persons


@pytest.mark.parametrize(
    "array, error, says",
    [
        (np.zeros(4, INNER), TypeError, "people is 1-dimensional of"),
        (np.zeros((4, 1), RECORD), TypeError, "people is 1-dimensional of"),
        (np.zeros(8, RECORD)[::2], ValueError, "people must be C-contiguous"),
    ],
)
def test_an_array_of_another_kind_is_refused(array, error, says):
    w = handle()
    with pytest.raises(error, match=says):
        w.set("people", array)
    assert visit(w, 1) == 6  # the handle is as it was


def test_more_than_three_dimensions_are_refused():
    with pytest.raises(ValueError, match="at most 3 dimensions"):
        Handle(table=np.zeros((1, 1, 1, 1)))


def test_python_may_write_the_numbers_of_an_array_one_by_one():
    w = handle()
    numbers = w.numbers("clock")
    assert list(numbers) == [7, 0, 0]
    numbers[0] = 5
    assert w.clock.x == 5 and visit(w, 1) == 6 and w.people["inner"]["x"].tolist() == [5] * 4


@pytest.mark.parametrize("name", ["set", "_table"])
def test_the_names_of_the_handle_itself_are_not_for_arrays(name):
    with pytest.raises(ValueError, match=f"an array cannot be called {name}"):
        Handle(**{name: np.zeros(1)})


def test_the_arrays_live_as_long_as_the_handle():
    w = handle()
    for _ in range(100):
        np.full(4, 99, RECORD)  # would take their place in memory
    assert visit(w, 0) == 6


def test_handles_of_the_same_shapes_share_one_type_so_that_nothing_is_compiled_again():
    one, other = typeof(handle(3)), typeof(handle(5))
    assert one is other
    assert typeof(Handle(people=np.zeros(1, INNER))) is not typeof(Handle(people=np.zeros(1, RECORD)))
    assert _type_of.cache_info().hits > 0


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_machine_code_takes_a_handle():
    w = handle()
    visit(w, 1)
    code = machine_code(visit)
    assert code is not visit and code(w, 1) == 6 and w.people["inner"]["x"].tolist() == [14] * 4


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_a_name_that_is_not_there_does_not_compile():
    from numba.core.errors import TypingError

    @compiled
    def wrong(w):
        return w.nobody.size

    with pytest.raises(TypingError, match="nobody"):
        wrong(handle())


# ----------------------------------------------------------------------------- kernels by their addresses


@compiled
def nothing(w):
    w.clock.x += 1


@compiled
def whole_number(w, a, b):
    return w.clock.x * a + b


@compiled
def six(w, a, b, c, d, e, f):
    return a + 10 * (b + 10 * (c + 10 * (d + 10 * (e + 10 * f))))


@compiled
def fails(w, a):
    if a > 0:
        raise ValueError("no")
    return a


@compiled
def real(w):
    return 0.5


@compiled
def through(w, address, a, b):
    return call(address, w, (a, b))


@compiled
def through_none(w, address):
    return call(address, w, ())


@compiled
def through_one(w, address, a):
    return call(address, w, (a,))


@compiled
def through_six(w, address, a):
    return call(address, w, (a, a + 1, a + 2, a + 3, a + 4, a + 5))


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_compiled_code_calls_a_kernel_by_its_address():
    """The clock's x is 7, then 8: 8 * 5 + 3 = 43. Six numbers from 1 on: 654321."""
    w = handle()
    assert through_none(w, address_of(nothing, w, 0)) == (True, 0) and w.clock.x == 8
    assert through(w, address_of(whole_number, w, 2), 5, 3) == (True, 43)
    assert through_six(w, address_of(six, w, 6), 1) == (True, 654_321)


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_a_kernel_that_ends_with_an_error_did_not_come_to_its_end():
    w = handle()
    address = address_of(fails, w, 1)
    assert [through_one(w, address, a)[0] for a in (0, 1, -3)] == [True, False, True]


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_a_kernel_that_returns_no_whole_number_has_no_address():
    assert address_of(real, handle(), 0) is None


@pytest.mark.slow
def test_a_kernel_that_was_loaded_has_an_address_too(tmp_path):
    """What is called is compiled by the first process and loaded by the second."""
    (tmp_path / "of_a_module.py").write_text(
        "from sim.compiled import kernel\nfrom sim.world.handle_type import call\n\n"
        "@kernel\ndef called(w, a):\n    return w.clock.x + a\n\n"
        "@kernel\ndef calls(w, address, a):\n    return call(address, w, (a,))\n"
    )
    program = (
        "import of_a_module as m\nfrom sim.world.handle_type import address_of\n"
        "from tests.world.test_handle import handle\nw = handle()\n"
        "print(m.calls(w, address_of(m.called, w, 1), 4), *m.called.stats.cache_hits.values())\n"
    )
    environment = {CACHE_VARIABLE: str(tmp_path / "c"), "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    said = [
        subprocess.run(
            [sys.executable, "-c", program], env=os.environ | environment | {"NUMBA_DISABLE_JIT": "0"},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert said == ["(True, 11)", "(True, 11) 1"]
