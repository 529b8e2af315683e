"""Numbers with what they count."""

from sim.words.plurals import counted


def test_one_is_in_the_singular_and_all_else_in_the_plural():
    assert [counted(number, "life", "lives") for number in (0, 1, 5_000)] == ["0 lives", "1 life", "5,000 lives"]
    assert [counted(number, "file") for number in (1, 2)] == ["1 file", "2 files"]
