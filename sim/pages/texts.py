"""Every text of charts and pages that is declared nowhere else, by name: words that both use, and theirs.

They stand here in English; their Chinese is in the catalogue, as that of every sentence is.
"""

import re
from collections.abc import Iterable
from string import Formatter

from sim.experiment.record import BASELINE
from sim.pages.texts_of_charts import OF_CHARTS
from sim.pages.texts_of_page import OF_PAGE
from sim.policy.seeds import region_text
from sim.policy.wording import amount_text, measured, value_text
from sim.words.language import Language, listed, meaning, on_page, speaking
from sim.words.outcomes import Outcome
from sim.words.units import Unit

WORDS = {
    # ------------------------------------------------------------------------- words
    "family": "the family",
    "person": "person",
    "people": "people",
    "year": "year",
    "years": "years",
    "lives": "lives",
    "share": "share of lives",
    "mean": "mean",
    "median": "median",
    "low": "95 % from",
    "high": "95 % to",
    "p5": "p5",
    "p25": "p25",
    "p75": "p75",
    "p95": "p95",
    "from": "from",
    "to": "to",
    "amount": "yuan",
    "value": "value",
    "kind": "kind of care",
    "outpatient": "outpatient",
    "inpatient": "inpatient",
    "reason": "status",
    "payer": "who pays",
    "yuan": "yuan",
    "months": "months",
    # ------------------------------------------------------------------------- who pays
    "pool": "pool",
    "accounts": "own account",
    "relatives": "relatives",
    "cash": "cash",
    "employer": "employer",
    "government": "government",
    # ------------------------------------------------------------------------- statuses
    "stopped": "stopped",
    "waiting": "waiting",
    "none": "not insured",
}
TEXTS = WORDS | OF_CHARTS | OF_PAGE
#: Where Chinese and a Latin letter or a number meet, a space stands between them; between Chinese and Chinese, none.
_MEET = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z][\u4e00-\u9fff]")
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


class Texts:
    """The texts of one language: `say("mean")`."""

    def __init__(self, language: Language):
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        found = on_page(TEXTS[key], self.language)
        if not values:
            return found
        return found.format(**values) if self.language == "en" else _in_chinese(found, values)

    def outcome(self, outcome: Outcome) -> str:
        """What an outcome is, as a label."""
        if self.language == "zh":
            return outcome.chinese if outcome.made_of is None else outcome.name
        return outcome.english

    def of(self, declared: object) -> str:
        """What a member of a table of words means, such as a flow or a status."""
        with speaking(self.language):
            return meaning(declared)

    def group(self, by: str, group: str) -> str:
        """A group of people in the results of a population."""
        from sim.scenario.populating import group_text

        with speaking(self.language):
            return group_text(by, group)

    def region(self, region: str) -> str:
        """A region by its name."""
        with speaking(self.language):
            return region_text(region)

    def law(self, parameter: str, value: str, *, with_unit: bool = False) -> str:
        """A value of the law."""
        with speaking(self.language):
            return amount_text(parameter, value) if with_unit else value_text(parameter, value)

    def measured(self, text: str) -> str:
        """A value with what it is by: `2% a month`."""
        with speaking(self.language):
            return measured(text)

    def unit(self, unit: Unit) -> str:
        """The unit of an axis; that of yes and no is the share of lives."""
        return self("share") if unit is Unit.YES_NO else self.of(unit)

    def whom(self, person: str | None) -> str:
        return self("family") if person is None else person

    def headed(self, head: str, text: str) -> str:
        """A text and what it is of, before it."""
        return f"{head}：{text}" if self.language == "zh" else f"{head}: {text}"

    def in_a_row(self, parts: Iterable[str]) -> str:
        """Texts that have commas themselves."""
        return ("；" if self.language == "zh" else "; ").join(parts)

    def with_unit(self, text: str, unit: str) -> str:
        """What an axis shows, with its unit."""
        return f"{text}，{unit}" if self.language == "zh" else f"{text}, {unit}"

    def case(self, name: str) -> str:
        """The name of a variant; that of the file itself is a word of the language."""
        return self("baseline") if name == BASELINE else name

    def listed(self, parts: list[str]) -> str:
        with speaking(self.language):
            return listed(parts)

    def capital(self, text: str) -> str:
        """A text at the beginning of a sentence."""
        return text[:1].upper() + text[1:]


def _in_chinese(template: str, values: dict[str, object]) -> str:
    """A Chinese sentence with its values: how they stand in it depends on whether they are Chinese."""
    text = ""
    for literal, name, _, _ in Formatter().parse(template):
        for part in (literal, str(values[name]) if name else ""):
            text = _joined(text, part)
    return text


def _joined(text: str, part: str) -> str:
    if text[-1:] == " " and _CHINESE.match(text[-2:-1]) and _CHINESE.match(part):
        return text[:-1] + part
    if part[:1] == " " and _CHINESE.match(text[-1:]) and _CHINESE.match(part[1:]):
        return text + part[1:]
    return f"{text} {part}" if _MEET.match(text[-1:] + part[:1]) else text + part
