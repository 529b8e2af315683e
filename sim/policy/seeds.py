"""Policy files: what a region's file says, read, checked and remembered.

    region: zhengzhou            the file's own name
    chinese: 郑州
    english: Zhengzhou
    about: …
    looked_up: 2026-01-31        may be left out: the day on which its figures were last looked up
    values:
      contribution.rate.employer:
        - {value: 8%, from: 2024-07-01, unit: share, source: [C 7317475], grade: C, note: …}

Every entry has a `value`. A published one names `from` (a day, or `undated`), `source` and `grade`, and for the reader
its `unit`; an assumed one has `assume: {name, reason}` and, where other figures are known, those it might as well have
(`plausible: [low, high]`); `value: unknown` says in its `note` what was looked for. All faults are reported together.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from sim.errors import Fault, Faults, quoted
from sim.policy.kinds.kind import Kind
from sim.policy.parameters import kind_of, parameters, resolve
from sim.policy.values import Value
from sim.values.refusals import MISSPELT, Refusal, nearest_word, shown
from sim.values.scalars import DAY
from sim.values.trees import NOWHERE
from sim.words.language import is_chinese
from sim.yaml_marks import decode, mark_of, read, read_bytes

NATIONAL = "national"
BESIDE = ("care", "mortality", "population", "claims")  # no policy files, though in the same folder
HOW_TO_ADD = "docs/regions.md says how to add one"
UNDATED = "undated"  # the source prints no day: the value holds for the whole run
GRADES = ("A", "B", "C", "K")
#: Cities whose names are as like that of a region here as a misspelt name is like the right one.
_OTHER_CITIES = frozenset((
    "cangzhou", "changzhou", "ganzhou", "guyang", "huangzhou", "jinning", "nancheng", "nanchong", "shangzhou", "tainan",
    "yangzhou", "yichuan", "zhangzhou",
))  # fmt: skip
_CHINESE = re.compile(rb"^chinese:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_NAMED = ("region", "chinese", "english", "about")
_HEAD = (*_NAMED, "looked_up", "values")
_NONE = frozenset[str]()
_TEXTS = ("from", "unit", "grade", "note", "last_confirmed")
_ENTRY = ("value", "from", "unit", "source", "grade", "note", "last_confirmed", "assume", "plausible")


class Seed(NamedTuple):
    """One policy file: its values by parameter, oldest first; `unknown` ones are kept apart, with their notes."""

    region: str
    chinese: str
    english: str
    about: str
    values: dict[str, tuple[Value, ...]]
    unknown: dict[str, str]
    looked_up: date | None = None  # the day on which its figures were last looked up


class Reading(NamedTuple):
    """A policy file as far as it can be read, every fault of it, and the parameters of which not all was read."""

    seed: Seed
    faults: tuple[Fault, ...] = ()
    unread: frozenset[str] = frozenset()


class OwnSeeds(NamedTuple):
    """The files of a folder of one's own, as they were read once: they go wherever the scenario goes."""

    folder: str
    texts: tuple[tuple[str, bytes], ...]  # by region
    beside: tuple[tuple[str, bytes], ...] = ()  # profiles of care and life tables, by the name of their file

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """The files that the law of some regions is made of, and those beside them that are named."""
        used = {NATIONAL, *names}
        return {name: text for name, text in (*self.texts, *self.beside) if name in used}

    def shadowing(self) -> tuple[str, ...]:
        """The regions of the program's own whose files are replaced."""
        return tuple(region for region, _ in self.texts if region in _regions(NO_SEEDS))


NO_SEEDS = OwnSeeds("", ())
_own: ContextVar[OwnSeeds] = ContextVar("own", default=NO_SEEDS)


@contextmanager
def with_seeds(own: OwnSeeds) -> Iterator[None]:
    """Within this, a folder's policy files are looked at before the program's own."""
    token = _own.set(own)
    try:
        yield
    finally:
        _own.reset(token)


def read_folder(folder: Path) -> OwnSeeds:
    """The files of a folder; of the program's own, none."""
    if not folder.is_dir():
        raise Faults([Fault("is no folder with policy files", str(folder), 1, 1)])
    if folder.resolve() == directory().resolve():
        return NO_SEEDS
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.is_file()]
    return own_seeds(str(folder), {path.stem: read_bytes(path, str(path)) for path in paths})


def own_seeds(folder: str, texts: dict[str, bytes]) -> OwnSeeds:
    """Files by name as those of a folder of one's own."""
    regions, beside = ({n: text for n, text in texts.items() if (n in BESIDE) == is_beside} for is_beside in (0, 1))
    return OwnSeeds(folder, tuple(regions.items()), tuple(beside.items()))


def own_text(name: str) -> tuple[str, bytes] | None:
    """A file of one's own beside the policy files, as messages call it, and what it holds."""
    own = _own.get()
    text = dict(own.beside).get(name)
    return None if text is None else (str(Path(own.folder) / f"{name}.yaml"), text)


def file_of(region: str) -> str:
    """A policy file as messages call it."""
    own = _own.get()
    return str(Path(own.folder) / f"{region}.yaml") if region in dict(own.texts) else f"seeds/{region}.yaml"


def directory() -> Path:
    """Where the policy files lie: inside an installed package, else beside it in a checkout."""
    installed = Path(__file__).resolve().parents[1] / "_seeds"
    return installed if installed.is_dir() else installed.parents[1] / "seeds"


def files() -> list[Path]:
    """The files of the folder; what only has such a name (a folder, a link to nothing) is none."""
    return sorted(path for path in directory().glob("*.yaml") if path.is_file())


def in_its_place(region: str) -> str:
    """What has the name of a region's file in a folder of one's own but is none, as the end of a message."""
    folder = _own.get().folder
    path = Path(folder) / f"{region}.yaml"
    if not folder or path.parent != Path(folder) or not os.path.lexists(path):
        return ""
    what = "a folder" if path.is_dir() else "neither a file nor a folder" if path.exists() else "a link to nothing"
    return f": {path} is {what}"


def regions() -> tuple[str, ...]:
    """The names of all regions that have a policy file, `national` first."""
    return _regions(_own.get())


@lru_cache(maxsize=64)
def _regions(own: OwnSeeds) -> tuple[str, ...]:
    found = {path.stem for path in files() if _names_a_region(path)}.union(dict(own.texts))
    return tuple(sorted(found, key=lambda name: (name != NATIONAL, name)))


def misspelt(name: str) -> str | None:
    """The region whose misspelt name this is; that of another city is none."""
    return None if name.lower() in _OTHER_CITIES else nearest_word(name, regions(), MISSPELT)


def chinese_names() -> dict[str, tuple[str, ...]]:
    """The regions of each Chinese name, as their files declare it; of one name there should be one."""
    return _chinese_names(_own.get())


def region_text(name: str) -> str:
    """A region as a reader knows it: by the Chinese name that its file declares, where Chinese is spoken."""
    if not is_chinese():
        return name
    return {files[0]: chinese for chinese, files in chinese_names().items() if len(files) == 1}.get(name, name)


@lru_cache(maxsize=64)
def _chinese_names(own: OwnSeeds) -> dict[str, tuple[str, ...]]:
    texts, found = dict(own.texts), dict[str, tuple[str, ...]]()
    for region in _regions(own):
        text = texts.get(region) or (directory() / f"{region}.yaml").read_bytes()
        declared = _CHINESE.search(text)  # one line of each file: to read them all whole takes a second
        if declared:
            name = normalize("NFC", declared[1].decode("utf-8", "replace"))
            found[name] = (*found.get(name, ()), region)
    return found


@cache
def seeds_hash() -> str:
    """Hash of everything that the program's `seeds/` says, the profiles of care too."""
    return _hash_of({path.stem: path.read_bytes() for path in files()})


@cache
def hash_of_used(used: tuple[str, ...], own: OwnSeeds = NO_SEEDS) -> str:
    """Hash of the files that the law of some regions is made of; what other files say changes nothing there.

    Profiles of care are in the scenario, figure by figure.
    """
    named = {NATIONAL, *used}
    # what stands beside policy files is looked at before the program's, and does not take their place
    mine = {f"own {name}" if name in BESIDE else name: text for name, text in own.of(used).items()}
    return _hash_of({path.stem: path.read_bytes() for path in files() if path.stem in named} | mine)


def _hash_of(texts: dict[str, bytes]) -> str:
    digest = blake2b(digest_size=12)
    for name, text in sorted(texts.items()):
        digest.update(f"{name}.yaml".encode() + b"\0" + text + b"\0")
    return digest.hexdigest()


def _names_a_region(path: Path) -> bool:
    """Whether a file of the folder is a policy file; what households need beside (care profiles) lies there too."""
    return b"\nregion:" in b"\n" + path.read_bytes()


def seed(region: str) -> Seed:
    """The policy file of a region; raises `Faults` with every fault of it."""
    found = reading(region)
    if found.faults and not _despite_faults.get():
        raise Faults(found.faults)
    return found.seed


@contextmanager
def despite_faults() -> Iterator[None]:
    """Within this, a policy file is read as far as it can be, so that what else is wrong can be found too."""
    token = _despite_faults.set(True)
    try:
        yield
    finally:
        _despite_faults.reset(token)


_despite_faults: ContextVar[bool] = ContextVar("despite_faults", default=False)


def reading(region: str) -> Reading:
    """The policy file of a region as far as it can be read; where there is none, that is a fault that is raised."""
    return _reading(region, file_of(region), dict(_own.get().texts).get(region))


@lru_cache(maxsize=64)
def _reading(region: str, source: str, text: bytes | None) -> Reading:
    if text is not None:
        found = _read(source, region, lambda: text)
        if region != NATIONAL or not found.faults:
            return found
        # the program's own stand in for what cannot be read
        values = _read_file(directory() / f"{NATIONAL}.yaml").seed.values | found.seed.values
        return found._replace(seed=found.seed._replace(values=values))
    if region not in regions():
        message = f"{quoted(region)} has no policy file in seeds/{in_its_place(region)}"
        raise Faults([Fault(message, nearest=misspelt(region), allowed=f"{', '.join(regions())}; {HOW_TO_ADD}")])
    return _read_file(directory() / f"{region}.yaml")


def _read_file(path: Path) -> Reading:
    source = f"{path.parent.name}/{path.name}"
    return _read(source, path.stem, lambda: read_bytes(path, source))


def _read(source: str, region: str, text: Callable[[], bytes]) -> Reading:
    try:
        return _Reader(source, region).reading(read(decode(text(), source), source))
    except Faults as error:
        return Reading(Seed(region, "", "", "", {}, {}), error.faults, frozenset(parameters()))


def read_seed(path: Path) -> Seed:
    """Read and check one policy file."""
    found = _read_file(path)
    if found.faults:
        raise Faults(found.faults)
    return found.seed


def looked_up(used: Iterable[str]) -> date | None:
    """The day on which the figures of some regions, or those of the whole country, were last looked up."""
    days = [file.looked_up for file in map(seed, {NATIONAL, *used}) if file.looked_up]
    return max(days, default=None)


def fault_at(value: Value, message: str) -> Fault:
    """A fault of the law at the value it is about: in its policy file, or in the scenario, which fills in its name."""
    file = "" if value.origin == "change" or value.region is None else file_of(value.region)
    return Fault(message, file, *(value.mark or NOWHERE))


def _nearest_of(error: Faults) -> Iterator[str]:
    """The parameters that misspelt names were probably meant for."""
    for fault in error.faults:
        if fault.nearest:
            yield resolve(fault.nearest)[0]


class _Reader:
    """Reads one file and collects its faults."""

    def __init__(self, source: str, stem: str):
        self.source = source
        self.stem = stem
        self.faults: list[Fault] = []
        self.unread: set[str] = set()

    def fault(self, message: str, at: object = None, nearest: str | None = None, allowed: str = "") -> None:
        self.faults.append(Fault(message, self.source, *mark_of(at), nearest, allowed))

    def found(self, error: Faults, at: object) -> None:
        """Faults of a name or a value; those that know no place stand where it does."""
        line, column = mark_of(at)
        self.faults += (
            replace(fault, file=self.source, line=fault.line or line, column=fault.column or column)
            for fault in error.faults
        )

    def reading(self, root: object) -> Reading:
        if not isinstance(root, dict):
            self.fault("a policy file is a mapping with region and values", root, allowed=", ".join(_HEAD))
            raise Faults(self.faults)
        for key in root:
            if key not in _HEAD:
                self.fault(f"{key} is no key of a policy file", key, nearest_word(key, _HEAD), ", ".join(_HEAD))
        head = {key: self._head(root, key) for key in _NAMED}
        looked_up = self._day("the file", root, "looked_up")
        if head["region"] and head["region"] != self.stem:
            self.fault(f"the file of {head['region']} is named {self.stem}.yaml", root["region"])
        values: dict[str, tuple[Value, ...]] = {}
        unknown: dict[str, str] = {}
        listed = root.get("values")
        if not isinstance(listed, dict):
            self.fault("values is missing or no mapping", listed)
            listed = {}
        for name, entries in listed.items():
            self._parameter(name, entries, values, unknown)
        missing = [name for name in parameters() if name not in listed] if self.stem == NATIONAL else []
        for name in missing:
            self.fault(f"{name} is missing; {NATIONAL} has a value of every parameter", listed)
        self.unread |= {*missing}
        found = Seed(head["region"], head["chinese"], head["english"], head["about"], values, unknown, looked_up)
        return Reading(found, tuple(self.faults), frozenset(self.unread))

    def _head(self, root: dict, key: str) -> str:
        if not isinstance(root.get(key), str) or not root[key]:
            self.fault(f"{key} is missing", root.get(key))
            return ""
        return str(root[key])

    def _parameter(self, name: str, entries: object, values: dict, unknown: dict) -> None:
        try:
            declared, part = resolve(name)
        except Faults as error:
            self.found(error, name)
            self.unread |= {*_nearest_of(error)}
            return
        before = len(self.faults)
        if part:
            self.fault(f"{name} is a part of {declared}; a policy file gives the whole value", name)
        else:
            self._values(name, declared, entries, values, unknown)
        if len(self.faults) > before:
            self.unread.add(declared)

    def _values(self, name: str, declared: str, entries: object, values: dict, unknown: dict) -> None:
        """The values of a parameter, oldest first."""
        found: list[Value] = []
        begin: list[tuple[date | None, object]] = []  # of each entry whose day can be read, its value or not
        for entry in entries if isinstance(entries, list) else [entries]:
            value = self._entry(declared, entry, unknown, begin)
            if value is not None:
                found.append(value)
        for (earlier, _), (later, at) in pairwise(begin):
            if later == earlier:
                self.fault(f"{name} has two values from the same day", at)
            elif (later or date.min) < (earlier or date.min):
                self.fault(f"{name}: {later or UNDATED} stands after {earlier}", at, allowed="the oldest value first")
        found.sort(key=lambda value: value.from_ or date.min)
        if found:
            values[declared] = tuple(found)

    def _entry(
        self, declared: str, entry: object, unknown: dict, begin: list[tuple[date | None, object]]
    ) -> Value | None:
        """The value of an entry, if it has one that can be read; every part is read, whatever is wrong with others."""
        if not isinstance(entry, dict):
            self.fault(f"{declared}: an entry is a mapping with value, from, source and grade", entry)
            return None
        for key in entry:
            if key not in _ENTRY:
                self.fault(
                    f"{declared}: {key} is no key of an entry", key, nearest_word(key, _ENTRY), ", ".join(_ENTRY)
                )
        if "value" not in entry:
            self.fault(f"{declared}: the entry has no value", entry)
        misshapen = self._misshapen(declared, entry)
        note = str(entry.get("note", ""))
        is_unknown = entry.get("value") == "unknown"
        if is_unknown and not note:
            self.fault(f"{declared}: unknown needs a note that says what was looked for", entry["value"])
        assume = self._assume(declared, entry)
        kind = kind_of(declared)
        needed = () if is_unknown or assume is not None else ("from", "source", "grade")
        self._complete(declared, entry, needed, kind.unit, misshapen)
        before = len(self.faults)
        from_ = self._day(declared, entry, "from", misshapen)
        confirmed = self._day(declared, entry, "last_confirmed", misshapen)
        has_days = len(self.faults) == before
        if confirmed and from_ and confirmed < from_:
            message = f"{declared}: last_confirmed: {confirmed} is before {from_}, from which the value holds"
            self.fault(message, entry["last_confirmed"])
        if is_unknown:
            unknown[declared] = note
            return None
        if has_days and "from" not in misshapen and ("from" in entry or assume is not None):
            begin.append((from_, entry.get("value", entry)))
        before = len(self.faults)
        value = self._value(kind, declared, entry)
        is_read = "value" in entry and len(self.faults) == before
        plausible = self._plausible(declared, entry, value)
        if not is_read or misshapen or ("from" not in entry and assume is None):
            return None
        sources = entry.get("source", [])
        return Value(
            parameter=declared,
            region=self.stem,
            value=value,
            raw=entry["value"],
            from_=from_,
            source=tuple(str(one) for one in sources) if isinstance(sources, list) else (str(sources),),
            grade=str(entry.get("grade", "")),
            note=note,
            last_confirmed=confirmed,
            assume=assume,
            plausible=plausible,
            mark=mark_of(entry["value"]),
        )

    def _value(self, kind: Kind, declared: str, entry: dict) -> object | None:
        """The value of an entry as the law computes with it, if it can be read."""
        if "value" not in entry:
            return None
        try:
            return kind.parse(entry["value"], declared)
        except Faults as error:
            self.found(error, entry["value"])
            return None

    def _misshapen(self, declared: str, entry: dict) -> frozenset[str]:
        """The parts of an entry, but its value, that are neither one text nor, of sources, a list of such."""
        wrong = [key for key, part in entry.items() if key in _TEXTS and not isinstance(part, str)]
        sources = entry.get("source", "")
        if not isinstance(sources, str) and not (
            isinstance(sources, list) and all(isinstance(one, str) for one in sources)
        ):
            wrong.append("source")
        if not wrong:
            return _NONE
        for key in wrong:
            allowed = "a text, or a list of texts" if key == "source" else "one text"
            self.fault(f"{declared}: {key}: {shown(entry[key])} stands where a text belongs", entry[key], None, allowed)
        return frozenset(wrong)

    def _day(self, declared: str, entry: dict, key: str, misshapen: frozenset[str] = _NONE) -> date | None:
        if key not in entry or key in misshapen or (key == "from" and entry[key] == UNDATED):
            return None
        try:
            return DAY(entry[key])
        except Refusal as refusal:
            self.fault(f"{declared}: {key}: {refusal.found}", entry[key], allowed=refusal.allowed)
            return None

    def _assume(self, declared: str, entry: dict) -> tuple[str, str] | None:
        assume = entry.get("assume")
        if assume is None:
            return None
        is_named = isinstance(assume, dict) and set(assume) == {"name", "reason"}
        if not is_named or not all(isinstance(text, str) and text for text in assume.values()):
            self.fault(f"{declared}: an assumption has a name and a reason", assume)
            return "", ""
        return str(assume["name"]), str(assume["reason"])

    def _plausible(self, declared: str, entry: dict, assumed: object) -> tuple[object, ...]:
        """The other values that an assumed one might have: a list of values as this parameter has them."""
        listed = entry.get("plausible")
        if listed is None:
            return ()
        if "assume" not in entry:
            self.fault(f"{declared}: plausible values are those of an assumption; this one is published", listed)
        if not isinstance(listed, list) or not listed:
            self.fault(f"{declared}: plausible: {shown(listed)} is no list of values", listed, allowed="[low, high]")
            return ()
        known = [assumed]
        for raw in listed:
            try:
                value = kind_of(declared).parse(raw, f"{declared}: plausible")
            except Faults as error:
                self.found(error, raw)
                continue
            if value in known:
                self.fault(f"{declared}: plausible: {shown(raw)} is the assumed value, or stands there twice", raw)
            known.append(value)
        return tuple(listed)

    def _complete(
        self, declared: str, entry: dict, needed: tuple[str, ...], unit: str, misshapen: frozenset[str]
    ) -> None:
        """A published value says since when, where and how far to trust it; a unit is for the reader, and checked."""
        for key in needed:
            if key not in misshapen and not entry.get(key):
                self.fault(f"{declared}: a published value needs {key} (or assume, with its name and reason)", entry)
        given = entry.keys() - misshapen
        if "grade" in given and entry["grade"] not in GRADES:
            self.fault(f"{declared}: {shown(entry['grade'])} is no grade", entry["grade"], allowed=", ".join(GRADES))
        if "unit" in given and entry["unit"] != unit:
            self.fault(f"{declared}: the unit is {unit!r}, not {shown(entry['unit'])}", entry["unit"])
