"""Every file of tests/bad is broken in the way its name says, and beside it stands what must be said about it.

`python tests/scenario/test_bad_files.py` writes the texts anew, to be read before they are kept.
"""

from pathlib import Path

import pytest

from sim.errors import Faults
from sim.scenario import load

BAD = Path(__file__).parents[1] / "bad"
NAMES = sorted(path.stem for path in BAD.glob("*.yaml"))
REGIONS = ("national", "beijing", "zhengzhou")


@pytest.fixture(autouse=True)
def _as_the_texts_say(monkeypatch):
    """Texts name files from their folder, and three regions, so that a new policy file changes none of them."""
    monkeypatch.chdir(BAD)
    _with_three_regions(monkeypatch.setattr)


def _with_three_regions(set_attribute):
    for module in ("scalars", "changes"):
        set_attribute(f"sim.scenario.{module}.region_names", lambda: REGIONS)


def _said(name: str) -> str:
    with pytest.raises(Faults) as caught:
        load(f"{name}.yaml")
    return f"{caught.value}\n"


def test_there_are_many():
    assert len(NAMES) >= 70


@pytest.mark.parametrize("name", NAMES)
def test_says_exactly(name):
    assert _said(name) == (BAD / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_says_where_and_in_the_order_of_lines(name):
    with pytest.raises(Faults) as caught:
        load(f"{name}.yaml")
    lines = (BAD / f"{name}.yaml").read_bytes().decode("utf-8", "replace").splitlines() or [""]
    places = [(fault.line or 0, fault.column or 0) for fault in caught.value.faults]
    assert places == sorted(places)
    # an open brace is noticed where the file ends, one line further
    assert all(1 <= line <= len(lines) + 1 and column >= 1 for line, column in places)


def test_no_text_without_its_file():
    assert sorted(path.stem for path in BAD.glob("*.txt")) == NAMES


def test_one_clear_message_each():
    """Only files that say so are broken more than once."""
    for name in NAMES:
        with pytest.raises(Faults) as caught:
            load(f"{name}.yaml")
        assert len(caught.value.faults) == 1 or name.startswith("several_faults") or name == "variants_in_a_circle", (
            name
        )


def test_all_faults_of_a_file_are_found_in_one_pass():
    with pytest.raises(Faults) as caught:
        load("several_faults.yaml")
    assert [fault.line for fault in caught.value.faults] == [2, 6, 7, 10, 12, 14, 14, 15]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Faults, match=r"huge\.yaml:1:1: the file has 50\.0 MB; at most 5 MB are read"):
        load(huge)


@pytest.mark.parametrize("path, said", [("nowhere.yaml", "no such file or directory"), (".", "is a directory")])
def test_what_is_no_file(path, said):
    with pytest.raises(Faults, match=f":1:1: cannot be read: {said}"):
        load(path)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 100,
        b"\xff\xfes\x00c\x00",
        b"[" * 3000,
        b"{" * 3000,
        b"a: " * 3000,
        b"- " * 3000,
        b"&a [*a]",
        b"a: &a [1]\n"
        + b"".join(b"%c: &%c [%s]\n" % (c, c, b", ".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 122)),
        b"scenario: \n  - 1\npeople: [1]\nevents: 3\nvariants: [2]\nsweep: []\nexpect: {}\npolicy: 2\nbindings: x\n",
        b"people: {Wei: , Mei: [], Li: x}\nevents: [1, [], {}]\nbindings: [{}]\nexpect: [{}]\nvariants: {a: , b: []}\n",
        b"people: [{name: Wei}]\n",
        b"people: [[a]]\nevents: {a: 1}\nbindings: {a: 1}\nexpect: {a: 1}\nvariants: [[a]]\nsweep: {vary: [1]}\n",
        b"people: x\nevents: x\nbindings: x\nexpect: x\nvariants: x\nsweep: x\npolicy: x\n",
        b"sweep: {vary: {people: [1], policy: [1], people.: [1], policy.: [1], '': [1], people.Wei: [1]}}\n",
    ],
)
def test_no_traceback_from_nonsense(tmp_path, content):
    path = tmp_path / "nonsense.yaml"
    path.write_bytes(content)
    with pytest.raises(Faults):
        load(path)


if __name__ == "__main__":
    import os
    from unittest import mock

    os.chdir(BAD)
    _with_three_regions(lambda target, value: mock.patch(target, value).start())
    for name in NAMES:
        (BAD / f"{name}.txt").write_text(_said(name), encoding="utf-8")
