"""The schema completes and checks a scenario in an editor, which guesses types where Gongji does not."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from syrupy.extensions.json import JSONSnapshotExtension

from sim.policy import parameters
from sim.scenario import schema
from sim.scenario.model import Study
from sim.words.events import EVENTS
from sim.words.language import speaking
from tests.words.test_language import described

BAD = Path(__file__).parents[1] / "bad"
GOOD = [Path(__file__).with_name("example.yaml"), *sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))]


class _Editor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates and yes stay texts."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _as_json(path: Path):
    """Keys of a mapping are texts in JSON."""
    return json.loads(json.dumps(yaml.load(path.read_text(encoding="utf-8"), _Editor)))


@pytest.fixture(scope="module")
def made():
    return schema()


def test_is_what_it_was(monkeypatch, snapshot):
    """Held as a file, so that a change of what editors see is seen; with three regions, so that a new one is none."""
    regions = ("national", "beijing", "zhengzhou")
    monkeypatch.setattr(sys.modules["sim.scenario.schema"], "region_names", lambda: regions)
    assert schema() == snapshot(extension_class=JSONSnapshotExtension)


def test_every_key_is_described_in_the_language_that_is_spoken(made):
    with speaking("zh"):
        chinese = schema()
    as_written = re.compile(r"\{.*\}|`[^`]*`|(?<=[：如])[^，；。\u4e00-\u9fff]*")  # values that a file has
    texts = [as_written.sub("", text) for text in described(chinese)]
    assert len(texts) > 500 and all(re.search(r"[\u4e00-\u9fff]", text) for text in texts)
    assert [text for text in texts if re.search(r"[a-z]{2,} [a-z]{2,}", text)] == []
    assert without_descriptions(chinese) == without_descriptions(made)


def test_has_one_title_for_keys_say_what_they_are_in_their_descriptions(made):
    def titles(node: Any) -> list[str]:
        if isinstance(node, list):
            return [text for one in node for text in titles(one)]
        if not isinstance(node, dict):
            return []
        own = [node["title"]] if isinstance(node.get("title"), str) else []
        return own + [text for one in node.values() for text in titles(one)]

    assert titles(made) == ["Scenario of Gongji (共济)"]


def without_descriptions(node: Any) -> Any:
    """What a schema allows."""
    if isinstance(node, dict):
        kept = {key: value for key, value in node.items() if not (key == "description" and isinstance(value, str))}
        return {key: without_descriptions(value) for key, value in kept.items()}
    return [without_descriptions(value) for value in node] if isinstance(node, list) else node


def test_is_a_schema(made):
    Draft202012Validator.check_schema(made)
    json.dumps(made)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_accepts_what_loads(made, path):
    assert [error.message for error in Draft202012Validator(made).iter_errors(_as_json(path))] == []


@pytest.mark.parametrize(
    "name",
    [
        "unknown_key", "unknown_key_at_top", "missing_born", "missing_start", "unknown_word",
        "unknown_tier", "event_of_nobody", "key_of_another_event", "unknown_event",
        "negative_wage", "list_for_a_mapping", "unknown_key_of_variant", "variant_with_a_wrong_key",
        "sweep_by_guessing", "report_unknown_word", "expect_unknown_word",
    ],
)  # fmt: skip
def test_refuses_what_an_editor_can_see(made, name):
    assert not Draft202012Validator(made).is_valid(_as_json(BAD / f"{name}.yaml"))


def test_proposes_names_and_accepts_those_of_ones_own(made):
    """Regions by their Chinese names too; regions, profiles and life tables may stand in a folder of one's own."""
    person: dict[str, Any] = {"born": "1985-03-12", "sex": "male", "region": "郑州", "care": "my_care"}
    study: Any = {
        "scenario": "x",
        "start": "2025-01-01",
        "years": 2,
        "mortality": "my_table",
        "people": {"Wei": person},
    }
    validator = Draft202012Validator(made)
    assert [error.message for error in validator.iter_errors(study)] == []
    person["region"] = "my_town"
    assert validator.is_valid(study)
    study["mortality"] = ["china_2024"]
    assert not validator.is_valid(study)
    assert "zhengzhou" in made["$defs"]["Region"]["anyOf"][0]["enum"]


def test_describes_every_key(made):
    assert all(
        "description" in made["properties"][key] or "$ref" in made["properties"][key] for key in made["properties"]
    )
    for name, definition in made["$defs"].items():
        for key, value in definition.get("properties", {}).items():
            assert "description" in value or "$ref" in value, (name, key)


def test_knows_the_law_and_the_events(made):
    assert set(parameters()) <= made["$defs"]["Policy"]["properties"].keys()
    *kinds, in_chinese = made["$defs"]["Event"]["properties"]["does"]["oneOf"]
    assert {kind["const"] for kind in kinds} == set(EVENTS)
    assert in_chinese["enum"] == [kind.chinese for kind in EVENTS.values()]
    assert set(made["properties"]) == set(Study.model_fields)
