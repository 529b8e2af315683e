"""The handle: arrays by name, the same compiled and interpreted, read-only but by `set`."""

import os
from collections.abc import Callable

import numpy as np
import pytest
from numba import njit, typeof

from sim.compiled import machine_code
from sim.world.handle import Handle
from sim.world.handle_type import _type_of

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
