"""A missing extra gives the command that installs it beside this Python."""

import sys

import pytest

from sim import extras


@pytest.mark.parametrize(
    "has_pip, installer",
    [(True, f'"{sys.executable}" -m pip install'), (False, f'uv pip install --python "{sys.executable}"')],
)
def test_the_libraries_are_named_and_an_environment_without_pip_is_known(monkeypatch, has_pip, installer):
    monkeypatch.setattr(extras, "find_spec", lambda name: object() if has_pip else None)
    declared = [
        "numpy>=2.0",
        'xlsxwriter>=3.2; extra == "export"',
        "pandas>=2.2; extra == 'export'",
        "scipy; extra == 'x'",
    ]
    monkeypatch.setattr(extras, "requires", lambda name: declared)
    assert extras.command("export") == f'{installer} "xlsxwriter>=3.2" "pandas>=2.2"'


def test_what_is_installed_nowhere_names_the_extra_of_the_checkout(monkeypatch):
    def missing(name):
        raise extras.PackageNotFoundError(name)

    monkeypatch.setattr(extras, "requires", missing)
    assert extras.libraries("sampling") == [".[sampling]"]


def test_a_feature_says_what_it_needs():
    starts = r"^Stata files: libraries of the extra export are missing; to install them:"
    with pytest.raises(extras.MissingExtra, match=starts), extras.needs("export", "Stata files"):
        raise ImportError("pandas")
