"""Each table is whole: every member has its words, and whoever uses a table uses all of it."""

import pytest

from sim.scenario.expected import Expectation
from sim.scenario.model import Event
from sim.values.models import keys_of
from sim.words.events import BILLS, EVENTS, EventKind
from sim.words.law import TIER_NAMES, TIERS, Tier
from sim.words.members import word_of, words_of
from sim.words.reasons import REASONS, Reason
from sim.words.states import Relation, Scheme, Status, WhenJobless, WhenShort


@pytest.mark.parametrize("table", [Tier, Scheme, Status, WhenJobless, WhenShort, Relation, Reason, EventKind])
def test_every_member_is_a_number_with_a_meaning_in_both_languages(table):
    assert [member.value for member in table] == list(range(len(table)))
    assert all(type(member.value) is int for member in table)  # what a kernel can read
    assert all(member.english and member.chinese for member in table if member is not Reason.NOTHING)
    assert len(set(words_of(table))) == len(table)


def test_words_are_what_files_write():
    assert TIER_NAMES == ("community", "1", "2", "3", "3a", "pharmacy") and len(TIER_NAMES) == TIERS
    assert (
        word_of(Scheme.FLEXIBLE) == "flexible" and word_of(WhenJobless.UNEMPLOYMENT_BENEFIT) == "unemployment_benefit"
    )
    assert REASONS[Reason.NOTHING] == "" and REASONS[Reason.RELATED] == "related"


def test_events_have_keys_that_an_event_can_have():
    known = set(keys_of(Event))
    for word, kind in EVENTS.items():
        assert set(kind.keys) <= known and not set(kind.must) & set(kind.may), word
    assert known == {key for kind in EVENTS.values() for key in kind.keys}
    assert set(BILLS) < set(EVENTS)


def test_every_event_is_carried_out_in_one_phase():
    """A marriage changes no row; whoever pays back years does what whoever pays back months does not, and the day on
    which a child is insured is part of its birth."""
    from sim.processes.events import KERNELS

    carried_out = [word for of_phase in KERNELS.values() for word in of_phase]
    assert sorted(carried_out) == sorted({*EVENTS, "repays_years", "insures_newborn"} - {"marries"})


def test_every_reason_can_be_expected():
    from sim.scenario import schema

    listed = schema()["$defs"]["ExpectationWords"]["properties"]["refused"]["anyOf"][0]["enum"]
    assert tuple(listed) == REASONS[1:] and "refused" in keys_of(Expectation)
