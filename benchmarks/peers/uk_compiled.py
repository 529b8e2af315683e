"""policyengine-uk-compiled (Rust) on households of two adults and two children, as a mark of speed: another law.

A program of its own, in the environment of `constraints.txt` beside it. Each line of input is a number of households;
the answer is a line of JSON with seconds of processor time of the compiled program, start and reading included.
"""

import json
import resource
import sys

import pandas as pd  # pyright: ignore[reportMissingImports]
from policyengine_uk_compiled import Simulation  # pyright: ignore[reportMissingImports]


def households(number: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """So many equal households, numbered."""
    one = Simulation.couple(incomes=(35_000.0, 20_000.0), children=2)
    persons, units, homes = (pd.concat([frame] * number, ignore_index=True) for frame in one)
    size = len(one[0])
    persons["person_id"] = range(number * size)
    for frame, each in ((persons, size), (units, 1), (homes, 1)):
        frame["household_id"] = [row // each for row in range(number * each)]
    persons["benunit_id"] = persons["household_id"]
    units["benunit_id"] = range(number)
    homes["benunit_ids"] = [str(row) for row in range(number)]
    members = [";".join(str(row * size + place) for place in range(size)) for row in range(number)]
    units["person_ids"] = members
    homes["person_ids"] = members
    return persons, units, homes


def main() -> None:
    for line in sys.stdin:
        persons, units, homes = households(int(line))
        simulation = Simulation(year=2025, persons=persons, benunits=units, households=homes)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        simulation.run()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
