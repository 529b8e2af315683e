"""A policy file checked by itself: how it is written, and whether the law that it makes can be in force."""

from datetime import date
from pathlib import Path

from sim.policy.seeds import OwnSeeds, Seed, seed, with_seeds
from sim.yaml_marks import read_bytes

#: The days over which the law of a file is put together: from the law of 1998 on, past every day that is announced.
FIRST, END = date(1998, 12, 14), date(2050, 1, 1)


def check(path: Path) -> Seed:
    """The file, if nothing is wrong with it; raises `Faults` with everything that is."""
    from sim.policy.policy import Policy

    with with_seeds(OwnSeeds(str(path.parent), ((path.stem, read_bytes(path, str(path))),))):
        Policy.build([path.stem], (), FIRST, END)
        return seed(path.stem)
