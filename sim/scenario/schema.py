"""The JSON Schema of a scenario file, from which editors complete and check while somebody writes.

It follows from the models; only what they cannot say is added here: the parameters of the law, the keys of each kind
of event, named profiles of care and life tables, and variants, which may leave out whatever they do not change. Its
descriptions are in the language that is spoken.
"""

from collections.abc import Iterable
from typing import Any

from sim.policy import Parameter, parameters
from sim.scenario.expected import what_is_expected
from sim.scenario.load import CHANGEABLE, OF_ITS_KEYS
from sim.scenario.model import Study
from sim.scenario.mortality import NO_TABLE, table_names
from sim.scenario.profiles import profile_names
from sim.scenario.scalars import region_names
from sim.values.scalars import DATE_PATTERN, in_chinese
from sim.words.events import EVENTS
from sim.words.language import say, with_term
from sim.words.outcomes import COLUMNS

Schema = dict[str, Any]


def schema() -> Schema:
    """The JSON Schema (2020-12) of a scenario file, every key described."""
    made = Study.model_json_schema(by_alias=True)
    definitions: Schema = made["$defs"]
    definitions["Event"] = _event(definitions["Event"])
    definitions["Care"] = _care(definitions["Care"])
    definitions["Policy"] = _policy(made["properties"]["policy"]["description"], definitions)
    mortality = made["properties"]["mortality"]
    made["properties"]["mortality"] = _or_of_ones_own([*table_names(), NO_TABLE], mortality["description"])
    definitions["Region"] = _or_of_ones_own(region_names(), "a region by its name or its Chinese name (统筹区)")
    made["properties"]["policy"] = {"$ref": "#/$defs/Policy"}
    _describe_expectations(definitions["ExpectationWords"]["properties"])
    _name_regions(definitions)
    _name_outcomes(made, definitions)
    made["required"].remove("people")
    made["anyOf"] = [{"required": ["people"]}, {"required": ["population"]}]
    definitions["Variant"] = _variant(made, definitions)
    made["properties"]["variants"]["additionalProperties"] = {"$ref": "#/$defs/Variant"}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Scenario of Gongji (共济)"}
    return head | _as_editors_read(made)


def _event(event: Schema) -> Schema:
    """An event whose kind decides which keys it must and may have."""
    kinds: list[Schema] = [{"const": word, "description": with_term(kind)} for word, kind in EVENTS.items()]
    kinds.append(in_chinese(kind.chinese for kind in EVENTS.values()))
    does = {"description": event["properties"]["does"]["description"], "oneOf": kinds}
    by_kind = [
        {
            "if": {"properties": {"does": {"enum": [word, kind.chinese]}}, "required": ["does"]},
            "then": {"required": list(kind.must), "propertyNames": {"enum": list(kind.keys)}},
        }
        for word, kind in EVENTS.items()
    ]
    return event | {"properties": event["properties"] | {"does": does}, "allOf": by_kind}


def _care(care: Schema) -> Schema:
    """Care by the name of a profile, or written out."""
    named = _or_of_ones_own(profile_names(), "a named profile of seeds/care.yaml, an assumption")
    return {"anyOf": [named, care], "description": care["description"]}


def _or_of_ones_own(names: Iterable[str], description: str) -> Schema:
    """Names that editors propose, or any other text: a Chinese name, or what stands in a folder of one's own."""
    return {"anyOf": [{"enum": list(names)}, {"type": "string", "minLength": 1}], "description": description}


def _policy(description: str, definitions: Schema) -> Schema:
    """Every parameter of the law, for the whole run or by date, everywhere or in one region. Nested names, parts of
    tables and projections are left to the reading of the file. What values refer to goes among the definitions."""
    values = {}
    for name, parameter in parameters().items():
        value = parameter.kind.schema()
        definitions |= value.pop("$defs", {})
        dated = {
            "type": "object",
            "patternProperties": {DATE_PATTERN: value},
            "additionalProperties": False,
            "minProperties": 1,
        }
        values[name] = {"description": _about(parameter), "anyOf": [value, dated]}
    by_region = {name: {"$ref": "#/$defs/Policy"} for name in region_names()}
    return {"description": description, "type": "object", "properties": values | by_region}


def _about(parameter: Parameter) -> str:
    """What a parameter is, which rule reads it, its unit."""
    given = {"what": with_term(parameter), "rule": parameter.rule}
    if not parameter.kind.unit:
        return say("{what}, rule {rule}", **given)
    return say("{what}, rule {rule}; {unit}", unit=say(parameter.kind.unit), **given)


def _describe_expectations(words: Schema) -> None:
    """What each word of an expectation is about; the models say it of its subject alone."""
    for word, node in words.items():
        node["description"] = what_is_expected(word) or node["description"]


def _name_regions(definitions: Schema) -> None:
    """Wherever a region is named, the regions there are."""
    for owner in ("Person", "Event", "ExpectationWords"):
        properties = definitions[owner]["properties"]
        properties["region"] = {"$ref": "#/$defs/Region", "description": properties["region"]["description"]}


def _name_outcomes(made: Schema, definitions: Schema) -> None:
    """Outcomes of the file's own and present values may be named where there are any; otherwise the program's alone."""
    words = definitions["ExpectationWords"]
    names = [*words["properties"]]
    words["additionalProperties"] = {"type": ["string", "number", "boolean"]}
    has_more = {"anyOf": [{"required": ["outcomes"]}, {"required": ["discount"]}]}
    of_program = {"enum": [outcome.name for outcome in COLUMNS]}
    programs = {"items": {"anyOf": [of_program, in_chinese(outcome.chinese for outcome in COLUMNS)]}}
    expected = {"items": {"propertyNames": {"enum": names}}}
    made["if"], made["else"] = has_more, {"properties": {"report": programs, "expect": expected}}


def _variant(made: Schema, definitions: Schema) -> Schema:
    """What a variant may say: parts of the scenario; a person or a care need not be whole."""
    of_people = ("Person", "Insured", "Work", "Care", "Visits", "Cost", "Choices")
    of_chance = ("Chances", "MarriageByChance", "BirthByChance", "ChildByChance")
    whole = {name: definitions[name] for name in (*of_people, *of_chance)}
    for name, definition in whole.items():
        definitions[f"{name}Part"] = _partial(definition, whole)
    properties = {key: made["properties"][key] for key in CHANGEABLE}
    properties["people"] = properties["people"] | {"additionalProperties": {"$ref": "#/$defs/PersonPart"}}
    of_rows = {key: definitions["Population"]["properties"][key] for key in OF_ITS_KEYS}
    properties["population"] = {
        "type": "object", "description": "who pays for whom in the households of a population (人口)",
        "properties": of_rows, "additionalProperties": False,
    }  # fmt: skip
    about = "the scenario with something changed: mappings merge, lists replace lists"
    return {"type": "object", "description": about, "properties": properties, "additionalProperties": False}


def _partial(node: Any, whole: Schema) -> Any:
    """A schema without what it requires, and so everything it refers to."""
    if isinstance(node, dict):
        kept = {key: _partial(value, whole) for key, value in node.items() if key != "required"}
        name = str(node.get("$ref", "")).rpartition("/")[2]
        return kept | {"$ref": f"#/$defs/{name}Part"} if name in whole else kept
    return [_partial(value, whole) for value in node] if isinstance(node, list) else node


def _is_title(key: str, value: Any) -> bool:
    """Whether this is the title of a schema; a key of a file that is called so has a schema of its own."""
    return key == "title" and isinstance(value, str)


def _as_editors_read(node: Any) -> Any:
    """The same schema for an editor, to which a bare `2` is a number though here it is the text of a word; titles,
    which only repeat a key, are left out."""
    if isinstance(node, list):
        return [_as_editors_read(value) for value in node]
    if not isinstance(node, dict):
        return node
    seen = {key: _as_editors_read(value) for key, value in node.items() if not _is_title(key, value)}
    if isinstance(about := seen.get("description"), str):
        seen["description"] = say(about)
    words = seen.get("enum")
    if isinstance(words, list) and any(isinstance(word, str) and word.isdigit() for word in words):
        seen["enum"] = [*words, *(int(word) for word in words if isinstance(word, str) and word.isdigit())]
        seen.pop("type", None)
    return seen
