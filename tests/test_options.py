"""Options that several commands have: the language, by option or by locale."""

import pytest

from sim.options import language


@pytest.mark.parametrize(
    "locale, wanted",
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),  # a variable that is empty is not set
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_of_the_locale_that_is_set_decides(monkeypatch, locale, wanted):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert language(None) == wanted
    assert language("en") == "en"
