"""What a scenario file reports and expects: names of outcomes, outcomes of the file's own, the words of `expect`."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    create_model,
    model_serializer,
    model_validator,
)

from sim.scenario.scalars import (
    Anyone,
    BillName,
    BindingName,
    Day,
    EventName,
    Mean,
    MeanNumber,
    MeanPercent,
    MeanShare,
    MeanYuan,
    Money,
    Month,
    Months,
    Number,
    Prose,
    Region,
    Share,
    SignedMoney,
    VariantName,
    YesNo,
)
from sim.values.models import Form, Placed, Words, any_of, key
from sim.values.refusals import Refusal
from sim.values.scalars import one_of, word_among
from sim.words.language import is_chinese, say
from sim.words.outcomes import BY_NAME, COLUMNS, OUTCOMES, Unit
from sim.words.present import ENDING
from sim.words.reasons import REASONS
from sim.words.states import Scheme, Status

_COLUMNS = tuple(outcome.name for outcome in COLUMNS)
_IN_CHINESE = {outcome.chinese: outcome.name for outcome in COLUMNS}


def _outcome_named(given: object, info: ValidationInfo) -> str:
    """The name of an outcome: of the program, or of the file's own, which stand in the context."""
    known = (info.context or {}).get("outcomes", _COLUMNS)
    if isinstance(given, str) and given not in known:
        given = _IN_CHINESE.get(given, given)
    if isinstance(given, str) and given not in known and given.removesuffix(ENDING) in known:
        raise Refusal(f"{given!r} is a present value, and the file has no discount", "discount: 3% a year")
    return one_of(known)(given)


OutcomeName = Annotated[
    str,
    PlainValidator(_outcome_named),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"anyOf": [{"enum": list(_COLUMNS)}, {"type": "string"}]}),
]


# ----------------------------------------------------------------------------- outcomes of the file's own


class OwnOutcome(Words):
    """An outcome made of others."""

    is_: Prose = key("an expression of outcomes, such as out_of_pocket + premium_paid - pool_paid (公式)", alias="is")
    better: Literal["less", "more", "neither"] | None = key(
        "which way is better for a person; default what its parts agree on, else neither", None
    )
    about: Prose | None = key("what it means (说明)", None)


def _expression_alone(given: Any) -> Any:
    return {"is": given} if isinstance(given, str) else given


OwnOutcomeOf = Annotated[OwnOutcome, Form(widen=_expression_alone, schema=lambda own: any_of({"type": "string"}, own))]


#: How each unit is read in `expect`, and how its mean over all lives is.
_OF_UNIT: dict[Unit, tuple[Any, Any]] = {
    Unit.YUAN: (SignedMoney, MeanYuan),
    Unit.MONTHS: (Months, MeanNumber),
    Unit.YEARS: (Number, MeanNumber),
    Unit.NUMBER: (Number, MeanNumber),
    Unit.PERCENT: (Share, MeanPercent),
    Unit.YES_NO: (YesNo, MeanShare),
    Unit.DAY: (Day, None),
    Unit.MONTH: (Month, None),
}
_STATES: dict[str, Any] = {
    "status": Annotated[str, word_among(Status)],
    "region": Region,
    "insured_as": Annotated[str, word_among(Scheme)],
}

# Words for a person at the end of a day: how the word is read, how its mean over all lives is.
STATE_WORDS: dict[str, tuple[Any, Any]] = {
    outcome.name: _OF_UNIT.get(outcome.unit) or (_STATES[outcome.name], None) for outcome in OUTCOMES
}
# What relatives paid: payer to yuan, or the sum.
_Relatives: Any = Annotated[
    Annotated[SignedMoney, Tag("(sum)")] | Annotated[dict[Anyone, Money], Tag("(each)")],
    Discriminator(lambda given: "(each)" if isinstance(given, dict) else "(sum)"),
]
# Words for a bill, as it stands at the end of the run.
BILL_WORDS: dict[str, Any] = {
    "pool": SignedMoney,
    "large_amount": SignedMoney,
    "own_account": SignedMoney,
    "wallet": SignedMoney,
    "relatives": _Relatives,
    "cash": SignedMoney,
    "own_burden": SignedMoney,
    "supplement": SignedMoney,
    "employer": SignedMoney,
}
Refused = Annotated[str, one_of(REASONS[1:])]
SUBJECT_WORDS = ("on", "who", "bill", "event", "binding", "variant")


def reader_of(unit: Unit, of_mean: bool) -> Any:
    """The type that reads what is expected of an outcome in a unit, or of its mean over all lives."""
    return _OF_UNIT[unit][1 if of_mean else 0]


class Expectation(Placed):
    """What must come out: of whom or what, in which variant. The words themselves are keys of `ExpectationWords`."""

    on: Day | None = key("at the end of this day (日期)", None)
    who: Anyone | None = key("of whom (何人)", None)
    bill: BillName | None = key("of which bill (账单)", None)
    event: EventName | None = key("of which event (事件)", None)
    binding: BindingName | None = key("of which binding (共济关系)", None)
    variant: VariantName | None = key("in which variant; default the baseline", None)
    refused: Refused | None = key("the reason for which it is refused (拒绝原因)", None)

    @property
    def words(self) -> dict[str, Any]:
        """Every expected word with its value: fen, number, yes or no, date, text, payer to fen, or a `Mean`."""
        given = ((word, getattr(self, word)) for word in type(self).model_fields if word not in SUBJECT_WORDS)
        return {word: value for word, value in given if value is not None}

    @property
    def means(self) -> dict[str, Mean]:
        """The expected means, by the word they are of."""
        found = self.words.items()
        return {word.removeprefix("mean_"): value for word, value in found if isinstance(value, Mean)}


def what_is_expected(word: str) -> str:
    """What a word of an expectation is about; of its subject nothing."""
    if word in BILL_WORDS and word not in STATE_WORDS:
        return say("{word} of the bill, yuan", word=word)
    name = word.removeprefix("mean_")
    if name not in STATE_WORDS:
        return ""
    what = BY_NAME[name].chinese if is_chinese() else f"{name} ({BY_NAME[name].chinese})"
    if word in STATE_WORDS:
        return say("{what} at the end of the day", what=what)
    return say("mean of {what} over all lives: 10280 ± 1%", what=what)


def _expected_keys() -> Iterator[tuple[str, Any]]:
    """The keys of an expectation beside its subject, each with its type; for every number also its mean."""
    for word, (value, mean) in STATE_WORDS.items():
        yield word, (value | None, None)
        if mean is not None:
            yield f"mean_{word}", (mean | None, None)
    for word, value in BILL_WORDS.items():
        if word in STATE_WORDS:
            continue  # the wallet's, of a person and of a bill
        yield word, (value | None, None)


class ExpectationWords(create_model("ExpectationWords", __base__=Expectation, **dict(_expected_keys()))):
    """An expectation with all its words."""

    # Outcomes that only this file has are keys too. How their texts are read depends on units, which are known when all
    # of the file is read.
    _own: dict[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _with_own(cls, given: Any, made: Callable[[Any], Any], info: ValidationInfo) -> Any:
        own = {name for name in (info.context or {}).get("outcomes", ()) if name not in STATE_WORDS}
        if not isinstance(given, dict) or not own:
            return made(given)
        words = {word: text for word, text in given.items() if word.removeprefix("mean_") in own}
        found = made({word: text for word, text in given.items() if word not in words})
        found._own = words
        return found

    @model_serializer(mode="wrap")
    def _written(self, write: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return write(self) | {word: str(text) for word, text in self._own.items()}

    @property
    def own(self) -> dict[str, Any]:
        """The texts of what is expected of outcomes that only this file has."""
        return self._own
