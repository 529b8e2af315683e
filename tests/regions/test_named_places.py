"""No figure of one place stands silently for another: a national assumption that is a place's own says so by name."""

import re
from datetime import date

import pytest

from sim.policy import Policy, parameters, regions
from sim.policy.seeds import seed

PLACES = (
    "Beijing", "Shanghai", "Henan", "Zhengzhou", "Jiangxi", "Tai'an", "Jining", "Guiyang", "Guizhou", "Hangzhou",
    "Chengdu", "Hunan", "Shenzhen", "Taizhou", "Yueyang", "Wuxi", "Changzhou", "Qingdao", "Tianjin", "Guangdong",
)  # fmt: skip
#: How a reason says that the figure is a place's: "Beijing's rule", "as in Jining", "the figure of Tai'an".
IS_A_PLACES_OWN = re.compile(rf"(?:(?:as|so) in|figure of) ({'|'.join(PLACES)})|(?<!but )({'|'.join(PLACES)})'s")
NATIONAL = [
    (name, value)
    for name, values in seed("national").values.items()
    for value in values
    if value.assume and not name.startswith("projection.")
]


@pytest.mark.parametrize("name, value", [pytest.param(*one, id=one[0]) for one in NATIONAL])
def test_a_national_assumption_taken_from_a_place_names_it(name, value):
    called, reason = value.assume
    if IS_A_PLACES_OWN.search(reason):
        assert any(place in called for place in PLACES), f"{name}: {called!r} is a place's own by its reason: {reason}"


@pytest.mark.parametrize("region", [region for region in regions() if region != "national"])
def test_what_is_unknown_of_a_region_shows_as_an_assumption_or_as_national_law(region):
    policy = Policy.build([region], [], date(2026, 1, 1), date(2026, 12, 31))
    listed = {assumed.parameter for assumed in policy.assumptions}
    for name in seed(region).unknown:
        assert name in parameters()
        if any(value.assume for value in seed("national").values[name]):
            assert name in listed, f"{region} falls back on {name} without saying so"
