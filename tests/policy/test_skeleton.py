"""The skeleton of a policy file: it can be checked as it is, and with every line of it filled in."""

import re

import pytest

from sim.errors import Faults
from sim.policy import parameters
from sim.policy.checking import check
from sim.policy.skeleton import DECISIVE, skeleton

ENTRY = re.compile(r"^  # (?=[a-z])", re.MULTILINE)


def write(folder, text):
    file = folder / "luoyang.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_it_is_a_policy_file_as_it_stands(tmp_path):
    found = check(write(tmp_path, skeleton("luoyang")))
    assert (found.region, found.values, list(found.unknown)) == ("luoyang", {}, ["province"])


def test_every_parameter_stands_in_it_and_can_be_filled_in(tmp_path):
    text = skeleton("luoyang")
    filled = ENTRY.sub("  ", text).replace(
        "{value: unknown, note: still to be looked up}", "{value: henan, from: undated, source: [x], grade: A}"
    )
    found = check(write(tmp_path, filled))
    assert set(found.values) == set(parameters())
    assert all(f"{one.english} ({one.chinese}); {one.kind.unit};" in text for one in parameters().values())


def test_what_decides_most_comes_first():
    assert set(DECISIVE) <= set(parameters())
    listed = [name for name in re.findall(r"^  (?:# )?([a-z_.]+): \{", skeleton("luoyang"), re.MULTILINE)]
    assert tuple(listed[: len(DECISIVE)]) == DECISIVE and len(set(listed)) == len(listed)


@pytest.mark.parametrize("name", ["Luoyang", "../etc", "洛阳", ""])
def test_a_name_that_no_file_can_have_is_refused(name):
    with pytest.raises(Faults, match="cannot name a policy file"):
        skeleton(name)
