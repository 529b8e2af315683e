"""Mappings of a file as pydantic models: no key but those declared; short forms, numbered steps, lists of words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, Tag
from pydantic_core import core_schema

from sim.values.refusals import Refusal
from sim.values.scalars import Scalar, Schema, whole

Path = tuple[str | int, ...]


class Words(BaseModel):
    """A mapping of a file: no key but those declared, nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most are built as parts of others only


class Placed(Words):
    """A mapping that knows its line, so that a run can name it."""

    _line: int = PrivateAttr(0)
    _path: tuple[str | int, ...] = PrivateAttr(())

    @property
    def line(self) -> int:
        """Line of the file on which the mapping begins."""
        return self._line

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where the mapping stands in the file: ("events", 3) for the fourth event."""
        return self._path


def key(meaning: str, default: Any = ..., **more: Any) -> Any:
    """A key of a file with what it means, the Chinese term once; without a default it must be given."""
    return Field(default, description=meaning, **more)


@cache
def keys_of(model: type[Words]) -> tuple[str, ...]:
    """The keys of a mapping as the file writes them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


@dataclass(frozen=True, eq=False)
class Form:
    """Metadata of a type that is written in more forms than its own.

    `widen` gives what a short form stands for, `check` makes the value of it or refuses it, `write` gives the form a
    file has (of the value, and of what writes it in its own form), `schema` describes all forms (given its own).
    """

    widen: Callable[[Any], Any] = lambda raw: raw
    check: Callable[[Any], Any] = lambda value: value
    write: Callable[[Any, Callable[[Any], Any]], Any] = lambda value, write: write(value)
    schema: Callable[[Schema], Schema] = lambda own: own

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        checked = core_schema.no_info_after_validator_function(self.check, handler(source))
        written = core_schema.wrap_serializer_function_ser_schema(self.write)
        return core_schema.no_info_before_validator_function(self.widen, checked, serialization=written)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Schema:
        return self.schema(handler.resolve_ref_schema(handler(core)))


def any_of(*schemas: Schema) -> Schema:
    """Either of some schemas, without nesting."""
    return {"anyOf": [one for schema in schemas for one in schema.get("anyOf", [schema])]}


def steps(
    leaf: Scalar, what: str, first: int | None, most: int, top: int = 150, fewest: int = 2, names: str = ""
) -> Any:
    """Figures by rising lower bounds, `{0: 70%, 20000: 60%}`, read as (bound, figure); one figure serves all.

    `first` is the bound a table must begin with, if there is one; below `fewest` steps the figure is written alone.
    `names` are other keys of the same mapping, for the message.
    """

    def check(table: dict[int, Any]) -> tuple[tuple[int, Any], ...]:
        found = tuple(sorted(table.items()))
        if not found:
            raise Refusal("the table is empty", f"at least one {what}")
        if first is not None and found[0][0] != first:
            raise Refusal(f"nothing is said below {what} {found[0][0]}", f"a table that begins with {first}:")
        if len(found) > most:
            raise Refusal(f"{len(found)} steps", f"at most {most}")
        return found

    def write(table: tuple[tuple[int, Any], ...], _: Any) -> Any:
        found = {str(bound): leaf.text(figure) for bound, figure in table}
        return found if len(found) >= fewest else found[str(table[0][0])]

    bound = replace(whole(0, top), allowed=f"whole numbers, such as {{0: …, 45: …}}{names}")
    figure = leaf.json_schema()
    table = {"type": "object", "additionalProperties": False, "patternProperties": {r"^\d+$": figure}}
    form = Form(_to_mapping(str(first or 0)), check, write, lambda _: any_of(figure, table))
    return Annotated[dict[Annotated[int, bound], Annotated[Any, leaf]], form]


def _to_mapping(name: str) -> Callable[[Any], Any]:
    """A value that is no mapping stands for a mapping of one name."""
    return lambda raw: raw if isinstance(raw, dict) else {name: raw}


def list_of(leaf: Scalar, most: int) -> Any:
    """Different values of one kind, one alone standing for a list of one, `none` for the empty list."""

    def check(found: list[Any]) -> tuple[Any, ...]:
        if len(found) > most:
            raise Refusal(f"{len(found)} values", f"at most {most}")
        if len(set(found)) != len(found):
            raise Refusal("a value is given twice", "each once")
        return tuple(found)

    def widen(raw: Any) -> Any:
        return [] if raw == "none" else raw if isinstance(raw, list | tuple) else [raw]

    one = leaf.json_schema()
    many = {"type": "array", "items": one, "maxItems": most, "uniqueItems": True}
    form = Form(
        widen, check, lambda found, _: [leaf.text(each) for each in found] or "none",
        lambda _: any_of(many, one, {"const": "none"}),
    )  # fmt: skip
    return Annotated[list[Annotated[Any, leaf]], form]


# ----------------------------------------------------------------------------- which type stands where


def model_at(root: Any, path: Path) -> type[Words] | None:
    """The model of the mapping at a path, or None where a path leads to something else."""
    found = annotation_at(root, path)
    return found if isinstance(found, type) and issubclass(found, Words) else None


def annotation_at(root: Any, path: Path) -> Any:
    """What a path leads to: a model, another type, or None where there is no such key."""
    found: Any = _bare(root)
    for step in path:
        if isinstance(found, type) and issubclass(found, Words):
            field = next((f for name, f in found.model_fields.items() if (f.alias or name) == step), None)
            if field is None:
                return None
            found = _bare(field.annotation)
        elif get_origin(found) in (Union, UnionType):
            found = next((_bare(option) for option in get_args(found) if _tag(option) == step), None)
        elif get_origin(found) in (dict, tuple, list):
            arguments = get_args(found)
            found = _bare(arguments[1] if get_origin(found) is dict else arguments[0])
        else:
            return None
    return found


def _tag(option: Any) -> str | None:
    """The mark by which pydantic tells the options of a union apart."""
    return next((mark.tag for mark in getattr(option, "__metadata__", ()) if isinstance(mark, Tag)), None)


def _bare(annotation: Any) -> Any:
    """A type without `Annotated` and `| None`."""
    if hasattr(annotation, "__metadata__"):
        return _bare(annotation.__origin__)
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return _bare(options[0]) if len(options) == 1 else annotation
    return annotation
