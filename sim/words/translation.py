"""Records, faults and `seeds/`, which are English wherever they go, in Chinese: records and faults by the sentence each
was made of, what stands in `seeds/` as a whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from string import Formatter
from typing import NamedTuple

from sim.words.events import EVENTS
from sim.words.language import day_text, is_chinese
from sim.words.members import Member
from sim.words.reasons import Reason
from sim.words.states import Relation

_REASON = re.compile(r"(\w+) \(.+\)")
_COUNT = re.compile(r"([\d,]+) (.+)")
_YUAN = re.compile(r"([\d,]+\.\d\d) yuan")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER_OF_ERROR = re.compile(r" \(os error \d+\)$")  # which libraries put behind it
_NUMBERED = re.compile(r"(\D+ )(\d+)")
_HEAD = re.compile(r"([\w.-]+|[^:]+'): (.+)")  # a key, a path or a quoted word, before what is wrong with it
#: Where Chinese and what is Latin, a name or a quoted word or a path, meet: in a fault a space stands between them.
_MEET = re.compile(r"[\u4e00-\u9fff]\|[a-zA-Z'/]|[a-zA-Z']\|[\u4e00-\u9fff]")
_LEAST_LETTERS = 5  # of a sentence beside its values: with fewer it could be any
_EVENT = "{who} {event} on {day}"


#: How the value of a name in a sentence is read.
AsRead = Callable[[str, str], str]


def _as_it_stands(_: str, value: str) -> str:
    return value


class _Sentence(NamedTuple):
    """A sentence as a pattern of what is made of it, the names of its values, its Chinese."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    chinese: str
    has_days: bool  # whether it is of a record, whose days are written as people write them; in faults as the file does

    def said_of(self, values: Iterable[str], as_read: AsRead) -> str:
        pairs = zip(self.names, values, strict=True)
        said = [_value(as_read(name, value), self.has_days, as_read) for name, value in pairs]
        by_name = {str(place): value for place, value in enumerate(said)} | dict(zip(self.names, said, strict=True))
        text = ""
        for literal, name, _, _ in Formatter().parse(self.chinese):
            for part in (literal, by_name[name] if name else ""):
                is_apart = not self.has_days and _MEET.search(f"{text[-1:]}|{part[:1]}")
                text += f" {part}" if is_apart else part
        return text


def translated(english: str, as_read: AsRead = _as_it_stands) -> str:
    """What a record or a fault has in English, in the language that is spoken, as far as the code says such things;
    `as_read` reads values that these words alone do not know, such as regions."""
    return _translated(english, as_read) if is_chinese() else english


def _translated(english: str, as_read: AsRead = _as_it_stands) -> str:
    from sim.words.chinese import OF_FAULTS, TEXTS, assumptions, usage

    is_word = " " not in english  # of a file: `work` stays as it is
    named = next((room[english] for room in (OF_FAULTS, assumptions.TEXTS, usage.TEXTS) if english in room), None)
    if found := named or (None if is_word else TEXTS.get(english)) or _of_the_system(english):
        return found
    if found := _words_listed(english):
        return found
    reason = _REASON.fullmatch(english)
    if reason and reason[1].upper() in Reason.__members__:
        return Reason[reason[1].upper()].chinese
    for sentence in _sentences():
        if found := sentence.pattern.fullmatch(english):
            return sentence.said_of(found.groups(), as_read)
    head = _HEAD.fullmatch(english)
    return f"{head[1]}：{_translated(head[2], as_read)}" if head else english


def _of_the_system(english: str) -> str | None:
    """Why the operating system refused a file, and perhaps which."""
    from sim.words.chinese import system

    problem, colon, where = english.partition(": ")
    found = system.TEXTS.get(_NUMBER_OF_ERROR.sub("", problem).lower())
    return f"{found}：{where}" if found and colon else found


def of_seeds(english: str) -> str:
    """A name, a reason or a note that stands in `seeds/`, in the language that is spoken; of a file of one's own, as it
    stands. Looked up and not searched for: a screen may have hundreds."""
    return _of_seeds(english) if is_chinese() else english


def _of_seeds(english: str) -> str:
    from sim.words.chinese.seeds import TEXTS

    if english in TEXTS:
        return TEXTS[english]
    figures, _, reason = english.partition(": ")
    if reason in TEXTS:  # of a population, whose marginals stand before what they rest on
        return f"{'、'.join(map(_figure, figures.split(', ')))}（{TEXTS[reason]}）"
    numbered = _NUMBERED.fullmatch(english)
    sentence = TEXTS.get(f"{numbered[1]}{{}}") if numbered else None
    return sentence.format(numbered[2]) if numbered and sentence else english


def _figure(text: str) -> str:
    """A figure of a marginal: `median 5500.00`, or `25 40%`, which is an age or a size and its share."""
    from sim.words.chinese.seeds import TEXTS

    name, _, figure = text.partition(" ")
    return f"{TEXTS[name]}{figure}" if name in TEXTS else text


def of_claims(english: str) -> str:
    """What `seeds/claims.yaml` has, in the language that is spoken; what it quotes in Chinese stays."""
    if not is_chinese():
        return english
    from sim.words.chinese.claims import TEXTS

    return TEXTS.get(english, english)


def source_text(cited: str) -> str:
    """A source as it is cited, whose few words are said in the language that is spoken."""
    return _source(cited) if is_chinese() else cited


@cache
def _source(cited: str) -> str:
    from sim.words.chinese.seeds import OF_SOURCES

    for found, said in OF_SOURCES:
        cited = re.sub(found, said, cited)
    return cited


def _value(text: str, has_days: bool, as_read: AsRead) -> str:
    from sim.words.chinese import COUNTED, TEXTS

    if has_days:
        if _DAY.fullmatch(text):
            return day_text(date.fromisoformat(text))
        if text in EVENTS:
            return f"“{EVENTS[text].chinese}”"
    if relation := next((one for one in Relation if text in (one.english, one.word)), None):
        return relation.chinese
    if yuan := _YUAN.fullmatch(text):
        return TEXTS["{amount} yuan"].format(amount=yuan[1])
    number = _COUNT.fullmatch(text)
    if number:
        for one, measure in COUNTED.items():
            if number[2] in (one, f"{one}s"):
                return f"{number[1]}{measure}"
    return text if text.startswith("'") else _translated(text, as_read)


def _words_listed(english: str) -> str | None:
    """The words that may stand in a file, each with the Chinese one that may stand there too."""
    words = english.split(", ")
    if len(words) < 2:  # noqa: PLR2004
        return None
    for table in _tables_of_words():
        if all(word in table for word in words):
            return "、".join(f"{word} {table[word]}" for word in words)
    return None


@cache
def _tables_of_words() -> tuple[dict[str, str], ...]:
    """The tables of words of files, each with its Chinese words."""
    import sim.words.law
    import sim.words.states  # noqa: F401

    lists = [{member.word: member.chinese for member in members} for members in Member.__subclasses__()]
    return (*lists, {word: kind.chinese for word, kind in EVENTS.items()})


@cache
def _sentences() -> tuple[_Sentence, ...]:
    """The sentences with values, those that say most first: they are the less likely to be taken for others."""
    from sim.words.chinese import OF_FAULTS, refusals, usage

    found = []
    for room, has_days in ((refusals.TEXTS, True), (OF_FAULTS, False), (usage.TEXTS, False)):
        for english, chinese in room.items():
            parts = list(_parts(english))
            names = tuple(name for _, name in parts if name)
            letters = sum(len(re.sub(r"\W", "", text)) for text, _ in parts)
            if names and (letters >= _LEAST_LETTERS or english == _EVENT):
                pattern = "".join(re.escape(text) + ("(.+?)" if name else "") for text, name in parts)
                if english == _EVENT:
                    pattern = rf"(.+) ({'|'.join(EVENTS)}) on ({_DAY.pattern})"
                found.append((letters, _Sentence(re.compile(pattern, re.DOTALL), names, chinese, has_days)))
    return tuple(sentence for _, sentence in sorted(found, key=lambda one: -one[0]))


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """The literal parts of a sentence, each with the name of the value behind it, or its number."""
    for number, (literal, name, _, _) in enumerate(Formatter().parse(text)):
        yield literal, name if name or name is None else f"_{number}"
