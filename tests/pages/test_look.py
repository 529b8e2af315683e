"""The colours of pages: text can be read on what it stands on."""

import pytest

from sim.pages.household import SCHEMES
from sim.pages.look import COVERED_DARK, GREY, INK, LINK, PALE, UNINSURED, WAITING_PALE, WRONG


def brightness(color: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_norm():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("color", [INK, GREY, LINK, WRONG])
def test_text_stands_out_from_the_page(color):
    assert contrast(color, "#ffffff") >= 4.5


@pytest.mark.parametrize("ground", [PALE, UNINSURED, WAITING_PALE])
def test_ink_stands_out_from_pale_grounds(ground):
    assert contrast(INK, ground) >= 4.5


@pytest.mark.parametrize("ground", [COVERED_DARK, *(SCHEMES[word] for word in SCHEMES if word != "none")])
def test_white_stands_out_from_bands(ground):
    assert contrast("#ffffff", ground) >= 4.5
