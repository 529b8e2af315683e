"""Where each key of a scenario file belongs, for a key that stands elsewhere."""

from functools import cache
from typing import Any, get_args

from sim.policy.parameters import is_parameter
from sim.scenario.model import Study
from sim.values.models import Words
from sim.words.outcomes import COLUMNS
from sim.words.present import ENDING, is_of_years

NO_DISCOUNT = "is a present value, and the file has no discount"
_TOP = "the top of the file"
_MOST = 3  # of the mappings that have one key a message names no more


def home_of(key: str, written_under: str = "") -> str | None:
    """Where a key belongs, if it is one of the file; `written_under` names the heading under which it was found."""
    if is_parameter(key):
        return "policy"
    homes = _homes().get(key, ())
    near = [home for home in homes if home.partition(".")[0] == written_under] or homes
    return " or ".join(near) if 0 < len(near) <= _MOST else None


def belongs(key: str, written_under: str = "", what: str = "it") -> str:
    """The end of a message about a key that stands elsewhere; empty where it belongs nowhere."""
    home = home_of(key, written_under)
    return f"; {what} belongs to {home}" if home else ""


def lacks_discount(name: str) -> bool:
    """Whether a name is that of a present value, which a file has with a `discount` only."""
    return any(name == f"{outcome.name}{ENDING}" for outcome in COLUMNS if is_of_years(outcome))


@cache
def _homes() -> dict[str, tuple[str, ...]]:
    """The mappings that have each key, as paths from the top of the file."""
    found: dict[str, list[str]] = {}
    _collect(Study, "", found)
    return {key: tuple(dict.fromkeys(_likely(homes))) for key, homes in found.items()}


def _likely(homes: list[str]) -> list[str]:
    """Without the words of expectations and the care of a newborn, where others are."""
    return [home for home in homes if home != "expect" and not home.startswith("events.")] or homes


def _collect(model: type[Words], path: str, found: dict[str, list[str]]) -> None:
    for name, field in model.model_fields.items():
        key = field.alias or name
        found.setdefault(key, []).append(path or _TOP)
        for below, step in _models(field.annotation, f"{path}.{key}" if path else key):
            _collect(below, step, found)


def _models(annotation: Any, path: str) -> list[tuple[type[Words], str]]:
    """The models of mappings in a type, each with its path: `people.NAME` of people by name."""
    if isinstance(annotation, type) and issubclass(annotation, Words):
        return [(annotation, path)]
    step = f"{path}.NAME" if getattr(annotation, "__origin__", None) is dict else path
    return [found for part in get_args(annotation) for found in _models(part, step)]
