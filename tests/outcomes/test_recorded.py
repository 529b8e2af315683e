"""What is read of a result's two JSON files: nothing in them is believed."""

import json

import pytest

from sim.outcomes.recorded import TIMES, Period, times_of

SOUND = {"finished": "2025-01-01T00:00:00", "seconds": 1.5, "lives": 10, "lives_finished_earlier": 0, "notes": []}


def times(folder, **changed):
    (folder / TIMES).write_text(json.dumps(SOUND | changed), encoding="utf-8")
    return times_of(folder)


def test_times_are_what_was_written(tmp_path):
    assert times(tmp_path) == SOUND
    assert times(tmp_path, workers=2) == SOUND | {"workers": 2}


@pytest.mark.parametrize("key", SOUND)
@pytest.mark.parametrize("odd", [None, [[]], {}, True, -1], ids=str)
def test_times_that_are_none_are_as_if_missing(tmp_path, key, odd):
    assert times(tmp_path, **{key: odd}) == {}


def test_a_scenario_whose_people_are_no_mapping_is_refused():
    with pytest.raises(ValueError, match="people"):
        Period.model_validate({"start": "2025-01-01", "end": "2026-01-01", "people": 3})
