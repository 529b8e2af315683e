"""Values of the law as a reader knows them: on a Chinese screen their words are Chinese."""

import re
from collections.abc import Iterator
from functools import cache

from sim.policy.parameters import PROJECTION, kind_of, parameters
from sim.words.language import is_chinese

_WORD = re.compile(r"[a-z]\w*")
_TIER = re.compile(r"(?<=[{ ])(1|2|3a|3)(?=: )")
_ALWAYS = frozenset({"none", "next"})  # what the text of a value has though no schema lists it
_MEASURES = (
    (re.compile(r"(\d+) days\b"), r"\1天"),
    (re.compile(r"(\S+?) a year\b"), r"每年\1"),
    (re.compile(r"(\S+?) a month\b"), r"每月\1"),
    (re.compile(r"(\S+?) a day\b"), r"每天\1"),
)


def value_text(parameter: str, text: str) -> str:
    """A value of a parameter, written as files write it; names that a region gives stay as they are, and so does what
    is of no parameter: care, deaths, a parameter in a record of another version."""
    is_of_law = parameter.startswith(PROJECTION) or parameter in parameters()
    if not is_chinese() or not is_of_law:
        return text
    from sim.words.chinese.law import OF_PARAMETER, TIERS, WORDS

    known, own = words_of_values(parameter), OF_PARAMETER.get(parameter, {})
    if TIERS.keys() <= known:
        text = _TIER.sub(lambda tier: TIERS[tier[0]], text)

    def word(found: re.Match[str]) -> str:
        return own.get(found[0]) or (WORDS[found[0]] if found[0] in known else found[0])

    return measured(_WORD.sub(word, text))


def measured(text: str) -> str:
    """What is by the year, the month or the day, as a reader says it: `2% a month` is 每月2%."""
    if is_chinese():
        for measure, chinese in _MEASURES:
            text = measure.sub(chinese, text)
    return text


def amount_text(parameter: str, text: str) -> str:
    """The same with its unit where it is an amount: not behind a word or a share."""
    unit = kind_of(parameter).unit.split(",")[0]
    is_amount = unit.startswith(("yuan", "months", "years")) and text[0] in "0123456789{[" and "%" not in text
    said = value_text(parameter, text)
    if not is_amount:
        return said
    if not is_chinese():
        return f"{said} {unit}"
    from sim.words.chinese.law import UNIT_OF_PARAMETER, UNITS

    called = UNIT_OF_PARAMETER.get(parameter) or UNITS[unit]
    return f"{said}{called}" if text[0].isdigit() else f"{said} {called}"


@cache
def words_of_values(parameter: str) -> frozenset[str]:
    """The words that the law itself gives to values of a parameter and to the keys of their parts."""
    kind = kind_of(parameter)
    groups = {"active", "retired", "retired_70", "resident"} if kind.by_group else set()
    return frozenset(groups | _ALWAYS | set(_words(kind.schema())))


def _words(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from _words(one)
    if isinstance(schema, dict):
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str) and word.isascii())
        yield from schema.get("properties", ())
        for one in schema.values():
            yield from _words(one)
