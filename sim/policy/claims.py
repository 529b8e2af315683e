"""Claims: what pages say of the insurance, with a verdict for each, as `seeds/claims.yaml` has them."""

from functools import cache
from typing import Any, NamedTuple

from sim.policy.seeds import directory
from sim.yaml_marks import read_file

#: How a claim stands to the law: whether it agrees, holds somewhere, contradicts, or could not be verified.
VERDICTS = ("agrees", "local", "contradicts", "unverified")


class Claim(NamedTuple):
    """One claim of one page; `because` names what the verdict rests on, `variant` a file that shows its consequence."""

    id: str
    place: str
    topic: str
    of: str
    says: str
    printed: str
    verdict: str
    unit: str = ""
    because: str = ""
    arithmetic: str = ""
    judged: str = ""
    variant: str = ""
    against: tuple[str, ...] = ()


@cache
def claims() -> tuple[Claim, ...]:
    """All claims in the order of the pages."""
    read: Any = read_file(directory() / "claims.yaml")
    return tuple(_claim(entry) for entry in read["claims"])


def _claim(entry: Any) -> Claim:
    words = {str(key): str(text) for key, text in entry.items() if key != "against"}
    return Claim(**words, against=tuple(map(str, entry.get("against", ()))))
