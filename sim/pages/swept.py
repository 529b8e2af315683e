"""The paths of a sweep and their values as a page calls them: those of the law, on a Chinese page, by what they are."""

import re
from collections import Counter
from collections.abc import Sequence

from sim.pages.texts import Texts
from sim.policy.parameters import PROJECTION, parameters
from sim.report.varying import short_names

_BARE = re.compile(r"\d[\d.]*")


def paths_in(say: Texts, paths: Sequence[str]) -> dict[str, str]:
    """What each path is called: by its last steps, or by the Chinese name of the parameter that it is."""
    short = short_names(list(paths))
    if say.language == "en":
        return short
    named = {path: _in_chinese(say, path) or short[path] for path in paths}
    times = Counter(named.values())
    return {path: name if times[name] == 1 else short[path] for path, name in named.items()}


def value_on(say: Texts, path: str, text: str) -> str:
    """A value on a path, which is kept as files write it."""
    if say.language == "en" or text is None:
        return text
    region_and_parameter = _declared(path)
    if region_and_parameter is None:
        return say.measured(text)
    _, declared = region_and_parameter
    return say.law(declared, text, with_unit=_BARE.fullmatch(text) is not None)


def _in_chinese(say: Texts, path: str) -> str | None:
    if (found := _declared(path)) is None:
        return None
    region, declared = found
    what = say.of(parameters()[declared.removeprefix(PROJECTION)])
    if declared.startswith(PROJECTION):
        what = say("projected", what=what)
    return what if region is None else say("in_region", region=say.region(region), what=what)


def _declared(path: str) -> tuple[str | None, str] | None:
    """The region and the parameter of the law that a path leads to; none of what else it leads to, or of its parts."""
    head, *steps = path.split(".")
    if head != "policy":
        return None
    for region, name in ((None, ".".join(steps)), (steps[0], ".".join(steps[1:]))):
        if name.removeprefix(PROJECTION) in parameters():
            return region, name
    return None
