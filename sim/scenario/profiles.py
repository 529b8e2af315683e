"""Named profiles of care (seeds/care.yaml): assumptions a scenario may name instead of writing its own figures."""

from collections.abc import Mapping as NamedMapping
from functools import cache, lru_cache
from pathlib import Path as File
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from sim.errors import Fault, Faults
from sim.policy import Assumption
from sim.policy.seeds import directory, own_text
from sim.scenario.care import EXAMPLES, Care, faults_of_care
from sim.scenario.scalars import Name, Prose
from sim.values.document import Document
from sim.values.faults import Namer, faults_of
from sim.values.models import Path, key
from sim.values.refusals import Refusal, nearest_word, shown
from sim.yaml_marks import BEGINNING, Mapping, Mark, Node, Sequence, Text, decode, read, read_bytes

CARE = directory() / "care.yaml"
_SOURCE = "seeds/care.yaml"
CARE_PARAMETER = "care"  # what an assumption about a profile is of


class _Profile(Care):
    """A need of care with the reason for its figures."""

    assume: Prose = key("the reason for these figures")


class _Namer(Namer):
    """A file of profiles by name."""

    def of_mapping(self, path: Path) -> str:
        return "a profile" if len(path) == 1 else super().of_mapping(path)


_FILE: Any = dict[Name, _Profile]
_NO_CARE = Care()
_NAMER = _Namer(_FILE, {**EXAMPLES, "assume": "the reason for these figures"})


Needs = NamedMapping[str, Care]


class Profiles(NamedTuple):
    """Profiles as they were written, those too that are wrong, and every fault of their files."""

    written: Mapping
    faults: tuple[Fault, ...] = ()
    care: Needs = {}  # as they were read, of those that are right
    files: tuple[str, ...] = (_SOURCE,)

    @property
    def wrong(self) -> frozenset[str]:
        return frozenset(self.written.keys() - self.care.keys())


def profiles() -> Profiles:
    """The profiles of one's own, then the program's; one's own stand in for those of the same name."""
    own = own_text(CARE.stem)
    return _of_the_program() if own is None else _with_own(*own)


@cache
def _of_the_program() -> Profiles:
    return _reading(_SOURCE, read_bytes(CARE, _SOURCE))


@lru_cache(maxsize=8)
def _with_own(source: str, text: bytes) -> Profiles:
    own, others = _reading(source, text), _of_the_program()
    return Profiles(
        Mapping({**others.written, **own.written}),
        (*own.faults, *others.faults),
        {**{name: care for name, care in others.care.items() if name not in own.written}, **own.care},
        (source, "the program"),
    )


def read_profiles(path: File, source: str) -> Mapping:
    """A file of profiles of care, checked, as it was written; raises `Faults` with all that is wrong with it."""
    found = _reading(source, read_bytes(path, source))
    if found.faults:
        raise Faults(found.faults)
    return found.written


def _reading(source: str, text: bytes) -> Profiles:
    """A file of profiles as far as it can be read."""
    try:
        found = read(decode(text, source), source)
        if not isinstance(found, Mapping):
            write = "adult: {assume: REASON, outpatient: {per_year: 6, cost: {median: 180, p90: 700}}}"
            raise Faults([Fault("the file is no mapping of profiles by name", source, 1, 1, write=write)])
    except Faults as error:
        return Profiles(Mapping(), error.faults, files=(source,))
    adapter, document = TypeAdapter(_FILE), Document(source, found)
    faults, care = [], {}
    for name in found:
        one, wrong = _read(document, name, adapter)
        faults += wrong
        if one and not wrong:
            care[name] = one
    return Profiles(found, tuple(faults), care, (source,))


def _read(document: Document, name: str, adapter: TypeAdapter) -> tuple[Care | None, list[Fault]]:
    """A profile without its reason, and what is wrong with its words, or with what several of them say together."""
    try:
        found = adapter.validate_python({name: document.node(name)})[name]
    except ValidationError as error:
        return None, faults_of(error, document, _NAMER)
    said = {key: getattr(found, key) for key in Care.model_fields}
    care = Care.model_construct(found.model_fields_set & said.keys(), **said)
    return care, list(faults_of_care(document, (name,), care))


def _figures(said: Mapping) -> Mapping:
    """A profile without its reason."""
    kept = {key: value for key, value in said.items() if key != "assume"}
    return Mapping(kept, said.mark, said.key_marks)


def profile_names() -> tuple[str, ...]:
    """The names a scenario may give under `care`."""
    return tuple(profiles().written)


def faults_of_profiles(tree: Node) -> tuple[Fault, ...]:
    """Every fault of the files of profiles, if a scenario names a profile anywhere."""
    found = profiles().faults
    return found if found and _names_a_profile(tree) else ()


def _names_a_profile(node: Node, key: str = "") -> bool:
    """Whether some need of care is a name; swept ones are a list."""
    if isinstance(node, Mapping):
        return any(_names_a_profile(below, below_key) for below_key, below in node.items())
    if isinstance(node, Sequence):
        return any(_names_a_profile(below, key) for below in node)
    return key.rpartition(".")[2] == "care"


def profile(name: str, mark: Mark | None = None) -> Node:
    """What a profile says, as if it were written in the scenario (at `mark`); an unknown name is refused.

    One that is wrong, which its own file is at fault for, says nothing.
    """
    found = _that_has(name)
    if name not in found.care:
        return Mapping({}, mark or BEGINNING)
    said = _figures(found.written[name])
    return _placed(said, mark) if mark else said


def care_of(name: str) -> Care:
    """The same as it was read: one need, however many people share it."""
    return _that_has(name).care.get(name, _NO_CARE)


def _that_has(name: str) -> Profiles:
    found = profiles()
    if name not in found.written:
        names = tuple(found.written)
        allowed = f"{', '.join(names)}, or a mapping"
        raise Refusal(f"{shown(name)} is no profile of {' or '.join(found.files)}", allowed, nearest_word(name, names))
    return found


def assumption(name: str) -> Assumption:
    """What using a profile assumes."""
    return Assumption(CARE_PARAMETER, "", name, f"care.{name}", str(profiles().written[name]["assume"]))


def _placed(node: Node, mark: Mark) -> Node:
    """A copy in which everything stands at one place of the scenario."""
    if isinstance(node, Mapping):
        return Mapping({key: _placed(value, mark) for key, value in node.items()}, mark, dict.fromkeys(node, mark))
    if isinstance(node, Sequence):
        return Sequence([_placed(value, mark) for value in node], mark)
    return Text(node, mark)
