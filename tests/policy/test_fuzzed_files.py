"""Policy files and profiles of care with something changed are read, or refused with file, line and column."""

import random
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.errors import Faults
from sim.policy import Policy
from sim.policy.seeds import NATIONAL, OwnSeeds, directory, regions, with_seeds

SEED = 20_250_701
OTHERS: tuple[Any, ...] = (
    "", "unknown", "yes", "no", "never", "-1", "0", "1", "60", "101%", "5%", "1.5", "1e9", "99999999999999999999",
    "2025-02-30", "2024-07-01", "undated", "10-13", "０", "\u202e", "a b", "~", [], ["1"], [["1"]], {}, {"a": "b"},
    {"active": {"1": "70%"}}, {"0": "70%", "20000": "60%"}, {"18": "1"}, [{"value": "1"}],
    {"value": "5%", "from": "2024-07-01"},
)  # fmt: skip
START, END = date(2024, 1, 1), date(2027, 1, 1)
LOADER, DUMPER = getattr(yaml, "CBaseLoader", yaml.BaseLoader), getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree: the mapping or list, and the key or index there."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from places(node[key])


def changed(tree: Any, chance: random.Random) -> Any:
    """The tree with one part changed: another value, another key, a part left out, taken from elsewhere, or wrapped."""
    everywhere = list(places(tree))
    node, key = chance.choice(everywhere)
    what = chance.randrange(6)
    if what == 0:
        del node[key]
    elif what == 1:
        node[key] = [node[key]]
    elif what == 2:
        other, its_key = chance.choice(everywhere)
        node[key] = deepcopy(other[its_key])
    elif what == 3 and isinstance(node, dict):
        node[str(chance.choice(OTHERS))] = node.pop(key)
    elif what == 4 and isinstance(node[key], str):
        at = chance.randrange(len(node[key]) + 1)
        node[key] = node[key][:at] + chance.choice("0%-., x年") + node[key][at + 1 :]
    else:
        node[key] = chance.choice(OTHERS)
    return tree


@cache
def written(name: str) -> Any:
    return yaml.load((directory() / f"{name}.yaml").read_text(encoding="utf-8"), LOADER)


def in_yaml(tree: Any) -> str:
    return yaml.dump(tree, Dumper=DUMPER, allow_unicode=True, sort_keys=False)


def check_fuzzed(number: int, region: str) -> bool:
    """Change some of a file a few times; whether the law of it is built, and not refused with places."""
    chance = random.Random(f"{SEED} {region} {number}")
    tree = deepcopy(written(region))
    if region != NATIONAL:
        some = chance.sample(sorted(tree["values"]), 12)
        tree["values"] = {name: tree["values"][name] for name in some}
    for _ in range(chance.choice((1, 1, 2, 5))):
        tree = changed(tree, chance)
    text = in_yaml(tree)
    with with_seeds(OwnSeeds("mine", ((region, text.encode()),))):
        try:
            Policy.build([region], [], START, END)
        except Faults as error:
            lost = [fault for fault in error.faults if not (fault.file and fault.line and fault.column)]
            assert not lost, f"{number}: {lost}"
            return False
        except Exception as error:
            raise AssertionError(f"{number}: {error!r}") from error
    return True


REGIONS = [region for region in regions() if region != NATIONAL]


def test_a_changed_region_file_is_read_or_refused_with_a_place():
    read = [check_fuzzed(number, REGIONS[number % len(REGIONS)]) for number in range(270)]
    assert 10 < sum(read) < 260


def test_a_changed_national_file_is_read_or_refused_with_a_place():
    for number in range(10):
        check_fuzzed(number, NATIONAL)


@pytest.mark.slow
def test_many_changed_files_are_read_or_refused_with_a_place():
    for number in range(300, 4_900):
        check_fuzzed(number, REGIONS[number % len(REGIONS)])
    for number in range(300, 400):
        check_fuzzed(number, NATIONAL)


def check_fuzzed_care(number: int, folder: Path) -> None:
    from sim.scenario import load

    chance = random.Random(f"{SEED} care {number}")
    tree = changed(deepcopy(written("care")), chance)
    care, scenario = folder / "seeds" / "care.yaml", folder / "month.yaml"
    care.parent.mkdir(exist_ok=True)
    care.write_text(in_yaml(tree), encoding="utf-8")
    scenario.write_text(
        "scenario: A month\nstart: 2025-01-01\nend: 2025-02-01\npeople:\n"
        "  Wei: {born: 1990-05-01, sex: male, region: zhengzhou, care: adult_average, work: {wage: 10000}}\n"
    )
    try:
        load(scenario)
    except Faults as error:
        lost = [fault for fault in error.faults if not (fault.file and fault.line and fault.column)]
        assert not lost, f"{number}: {lost}"
    except Exception as error:
        raise AssertionError(f"{number}: {error!r}") from error


def test_changed_profiles_of_care_are_read_or_refused_with_a_place(tmp_path):
    for number in range(20):
        check_fuzzed_care(number, tmp_path)
