"""Which word is offered for one that cannot stand, and which is not."""

import pytest

from sim.values.refusals import MISSPELT, nearest_word

EVENTS = ("leaves_job", "starts_job", "moves", "birth", "dies", "emigrates")


@pytest.mark.parametrize("word, words, nearest", [
    ("leave_job", EVENTS, "leaves_job"),
    ("LEAVES_JOB", EVENTS, "leaves_job"),
    ("tarts_job", EVENTS, "starts_job"),  # without its first letter it is as good as the word
    ("retires", EVENTS, None),  # no misspelt `emigrates`, though five letters of seven are in it, in order
    ("Wie", ("Wei", "Mei"), "Wei"),
    ("Mei", ("Wei",), None),  # somebody else
    ("", EVENTS, None),
])  # fmt: skip
def test_a_word_is_offered_that_may_have_been_meant(word, words, nearest):
    assert nearest_word(word, words) == nearest


def test_letters_in_the_wrong_order_are_a_misspelt_name():
    assert nearest_word("shangahi", ("shanghai", "beijing"), MISSPELT) == "shanghai"
