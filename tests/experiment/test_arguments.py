"""Words given at the command line or in Python are those that are allowed."""

import pytest

from sim.experiment.arguments import BadArgument, known


def test_two_spellings_of_a_letter_are_one_word():
    """é in one character, as files are read, and e with an accent behind it, as some keyboards write it."""
    assert known("--variants", ["Andre\u0301", "Andr\u00e9"], ["Andr\u00e9"], "variant") == ("Andr\u00e9",)


def test_an_unknown_word_is_refused_with_the_nearest():
    with pytest.raises(BadArgument, match=r"--who: 'Wie' is no person; did you mean Wei\?  allowed: Wei, Mei"):
        known("--who", ["Wie"], ["Wei", "Mei"], "person")


def test_where_there_is_nothing_to_name_the_message_says_so():
    with pytest.raises(BadArgument, match=r"--variant: 'x' is no variant of this file; there is none$"):
        known("--variant", ["x"], [], "variant of this file")
