"""The record of a result, `run.json`, read and checked: the one reader for whatever needs a record.

A result may come from somebody else, so nothing in its record is believed: a hash is hexadecimal digits, a table has
the name of a file in the result's own folder, and a key stands once. Whoever has a `Recorded` may use its texts as
names of files and folders.
"""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from stat import S_ISREG
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveInt,
    PrivateAttr,
    StringConstraints,
    ValidationError,
)

from sim.errors import GongjiError, quoted
from sim.outcomes.columns import RECORD, TABLES, TIMES
from sim.words.discount import Discount
from sim.words.formulas import BadFormula
from sim.words.outcomes import Better
from sim.words.vocabulary import DECLARED, Definition, Vocabulary

FORMAT = 3  # of the record

InputHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
FileSum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class NoResult(GongjiError):
    """A folder that is no result, or one whose record or tables cannot be read."""

    exit_code = 2

    def __init__(self, folder: Path, why: str):
        super().__init__(f"{folder} is no result: {why}")
        self.folder, self.why = folder, why


def _table(name: str) -> str:
    if name not in TABLES:
        raise ValueError(f"{quoted(name)} is no table of a result")
    return name


def _file(name: str) -> str:
    if not name.isprintable() or any(sign in name for sign in "/\\"):
        raise ValueError(f"{quoted(name)} is no name of a file")
    return name


def _day(text: Any) -> str:
    return date.fromisoformat(str(text)).isoformat()


FileName = Annotated[str, AfterValidator(_file)]
Table = Annotated[str, AfterValidator(_table)]
Day = Annotated[str, BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, defer_build=True)


class Hashes(_Part):
    scenario: str
    policy: str
    seeds: str
    code: str


class _HashesOfAll(Hashes):
    files: dict[Table, FileSum]


class Period(_Part):
    """What a report needs of a recorded scenario."""

    start: Day
    end: Day
    people: dict[str, Any] = {}


class RecordedExtension(_Part):
    """An extension file: what it replaces and adds, and its text."""

    sha256: FileSum
    replaces: list[str]
    adds: list[str]
    text: str


class RecordedCase(_Part):
    """A case of a study: the file, or one of its variants."""

    title: str
    file: FileName
    hashes: Hashes
    scenario: dict[str, Any]
    own_seeds: dict[str, str] = {}
    extensions: dict[str, RecordedExtension] = {}
    refusals: list[dict[str, Any]]

    @property
    def period(self) -> Period:
        return Period.model_validate(self.scenario)


class _Assumption(_Part):
    parameter: str
    region: str
    value: str
    name: str
    reason: str


class _Column(_Part):
    model_config = ConfigDict(strict=True, extra="forbid")
    unit: str
    meaning: str


class _Until(_Part):
    width: str
    of: list[str]
    lives: int
    reached: bool


class _Tried(_Part):
    parameter: str
    region: str
    value: str
    name: str
    path: str
    values: list[str]


class _NotTried(_Part):
    parameter: str
    region: str
    value: str
    name: str
    why: str


class _Weighed(_Part):
    """The outcomes whose net benefit a sweep has."""

    effect: str
    cost: str


class _LeftOut(_Part):
    count: int
    why: str


class _Unmatched(_Part):
    column: str
    code: str
    label: str
    count: int


class _Fit(_Part):
    by: str
    group: str
    target: float
    before: float
    after: float


class _OfPopulation(_Part):
    """What was read of a population, and who was left out."""

    rows: int
    households: PositiveInt
    persons: PositiveInt
    by: list[str]
    left_out: list[_LeftOut]
    unmatched: list[_Unmatched]
    fits: list[_Fit]


class FailedPoint(_Part):
    point: int
    variant: str
    reason: str


class Recorded(RecordedCase):
    """A record that was checked."""

    format: Literal[3]
    kind: Literal["run", "comparison", "sweep", "population", "population_comparison", "population_sweep"]
    lives: PositiveInt
    certain: bool = False
    seed: int
    people: list[str]
    regions: list[str]
    report: list[str]
    versions: dict[str, str]
    hashes: _HashesOfAll
    inputs: list[InputHash]
    assumptions: list[_Assumption]
    grades: dict[str, int]
    looked_up: Day | None = None
    columns: dict[Table, dict[str, _Column]]
    baseline: str = ""
    variants: dict[str, RecordedCase] = {}
    until: _Until | None = None
    by: str = ""
    points: int = 0
    paths: list[str] = []
    failed: list[FailedPoint] = []
    net_benefit: _Weighed | None = None
    tried: list[_Tried] = []
    not_tried: list[_NotTried] = []
    population: _OfPopulation | None = None

    _content: dict[str, Any] = PrivateAttr(default_factory=dict)
    _outcomes: Vocabulary = PrivateAttr(default_factory=lambda: DECLARED)  # a default is copied, deep down

    @property
    def outcomes(self) -> Vocabulary:
        """Every outcome of the result: the program's, their present values, those that its scenario defines."""
        return self._outcomes

    @property
    def content(self) -> dict[str, Any]:
        """The record as it stands in the file."""
        return self._content

    @classmethod
    def read(cls, folder: Path) -> "Recorded":
        """The record of a result; raises `NoResult` if there is none that can be used."""
        content = _read_json(folder, RECORD)
        found = content.get("format")
        if found != FORMAT:
            of = f"of format {quoted(found)}" if "format" in content else "without a format"
            raise NoResult(folder, f"its {RECORD} is a record {of}; this version of Gongji reads format {FORMAT}")
        try:
            recorded = cls.model_validate(content)
            for case in (recorded, *recorded.variants.values()):
                _ = case.period
            recorded._outcomes = outcomes_of(content)
            recorded._check_outcomes(folder)
        except BadFormula as error:
            raise NoResult(folder, f"its {RECORD} is damaged: outcomes: {error.found}") from None
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"])) or "all of it"
            raise NoResult(folder, f"its {RECORD} is damaged: {where}: {fault['msg']}") from None
        recorded._content = content
        return recorded

    def _check_outcomes(self, folder: Path) -> None:
        """Outcomes that are weighed against each other are outcomes of the result."""
        for name in (self.net_benefit.effect, self.net_benefit.cost) if self.net_benefit else ():
            if name not in self._outcomes:
                raise NoResult(folder, f"its {RECORD} is damaged: net_benefit: {quoted(name)} is no outcome")


class _Times(_Part):
    """What a report needs of how a study was simulated."""

    lives: NonNegativeInt = 0
    lives_finished_earlier: NonNegativeInt = 0
    seconds: NonNegativeFloat = 0.0
    finished: str = ""
    read_from: str = ""  # of a population: the folder of its rows
    notes: list[str] = []


class _Definition(BaseModel):
    """An outcome of a recorded scenario's own."""

    expression: str = Field(alias="is")
    better: Better | None = None
    about: str = ""


class _Definitions(BaseModel):
    """What the outcomes of a recorded scenario follow from."""

    start: date
    discount: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d{1,4})?% a year$")] | None = None
    outcomes: dict[str, _Definition] = {}


def outcomes_of(record: dict[str, Any]) -> Vocabulary:
    """Every outcome of a result, from its record; raises pydantic's `ValidationError`, or `BadFormula`."""
    read = _Definitions.model_validate(record.get("scenario", {}))
    discount = None
    if read.discount is not None:
        rate = int(Decimal(read.discount.removesuffix("% a year")) * 10_000)
        discount = Discount(rate, read.start.year)
    definitions = {name: Definition(one.expression, one.better, one.about) for name, one in read.outcomes.items()}
    return Vocabulary.of(discount, definitions).checked((record.get("until") or {}).get("of", ()))


def times_of(folder: Path) -> dict[str, Any]:
    """The content of `times.json`; empty if there is none that can be read: no result depends on it."""
    try:
        content = _read_json(folder, TIMES)
        _Times.model_validate(content)
    except (NoResult, ValidationError):
        return {}
    return content


def is_file(path: Path) -> bool:
    """Whether a path is a file itself: neither a link, which may lead anywhere, nor a pipe, which may never end."""
    try:
        return S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _read_json(folder: Path, name: str) -> dict[str, Any]:
    """A file of a result as a mapping in which no key stands twice."""
    if not is_file(folder / name):
        raise NoResult(folder, f"it has no {name}")
    try:
        text = (folder / name).read_text(encoding="utf-8")
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        if "\\u" in text:
            json.dumps(content, ensure_ascii=False).encode()  # half of a pair of characters is no text
    except (OSError, ValueError, RecursionError) as error:
        why = str(error).splitlines()[0] if isinstance(error, _Twice) else "it cannot be read as JSON"
        raise NoResult(folder, f"its {name} is damaged: {why}") from None
    if not isinstance(content, dict):
        raise NoResult(folder, f"its {name} is damaged: it is no mapping")
    return content


class _Twice(ValueError):
    """A key that stands twice in one mapping."""


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(f"{quoted(key)} stands there twice")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of a record")
