"""What stands in `seeds/` in English is said in Chinese where Chinese is spoken: reasons, notes, sources."""

import re
from datetime import date

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.policy.claims import Claim
from sim.policy.claims import claims as all_claims
from sim.policy.provisions import provisions
from sim.policy.provisions import sources as cited_by
from sim.policy.seeds import regions, seed
from sim.population.synthetic import read_marginals
from sim.report import assumed
from sim.report import policy as screens
from sim.scenario import load, mortality, profiles
from sim.words.chinese import assumptions, claims, claims_say, notes, reasons, unknown
from sim.words.chinese.seeds import BESIDE, OF_RECORDS, TEXTS
from sim.words.language import speaking
from sim.words.translation import of_claims, of_seeds, source_text

PROSE = re.compile(r"(?:\b[A-Za-z][A-Za-z'-]+ ){3}[A-Za-z]{2,}")  # four words in a row
OF_CLAIMS = (claims.ABOUT, claims.OF, claims_say.TEXTS, claims.BECAUSE)
ALL = TEXTS | claims.TEXTS
PARTS = (assumptions.TEXTS, reasons.TEXTS, notes.TEXTS, unknown.TEXTS, BESIDE, OF_RECORDS)
VALUES = [value for region in regions() for of in seed(region).values.values() for value in of]


def written(texts) -> set[str]:
    """Those that are written in a language: `28221 / 3.` is not."""
    return {text for text in texts if re.search("[A-Za-z]", text)}


def test_every_reason_note_and_unknown_note_has_its_chinese_and_none_is_left_over():
    assert set(reasons.TEXTS) == {value.assume[1] for value in VALUES if value.assume}
    assert set(notes.TEXTS) == written(value.note for value in VALUES)
    assert set(unknown.TEXTS) == written(note for region in regions() for note in seed(region).unknown.values())


def test_what_stands_beside_the_law_has_its_chinese_and_none_is_left_over():
    marginals = read_marginals("illustrative").model_dump(mode="json")
    figures = {name for one in marginals.values() for name in one} - {"assume", "shares"}
    care, deaths = (profiles.assumption(name).reason for name in profiles.profile_names()), mortality.assumption
    of_marginals = (one["assume"] for one in marginals.values())
    found = {*marginals, *figures, *of_marginals, *care, deaths("china_2024").reason}
    assert set(BESIDE) == found


def test_every_text_of_a_claim_has_its_chinese_and_none_is_left_over():
    said = ("place", "topic", "of", "says", "unit", "printed", "because", "arithmetic")
    assert {*said, "id", "verdict", "judged", "variant", "against"} == set(Claim._fields)
    texts = {getattr(one, field) for one in all_claims() for field in said}
    assert set(claims.TEXTS) == {text for text in texts if re.search("[A-Za-z]|, ", text)}


@pytest.mark.parametrize(("parts", "texts"), [(PARTS, TEXTS), (OF_CLAIMS, claims.TEXTS)])
def test_no_text_stands_in_two_parts(parts, texts):
    assert sum(map(len, parts)) == len(texts) == len(set().union(*parts))


def numbers(text: str) -> set[float]:
    """The numbers of a text from ten on: smaller ones may be written as words."""
    whole = re.sub(r"(\d) (?=\d{3}(?!\d))", r"\1", text)
    return {number for number in map(float, re.findall(r"\d+(?:\.\d+)?", whole)) if number >= 10}


def test_the_chinese_has_the_numbers_and_the_codes_of_the_english():
    assert [english for english, chinese in ALL.items() if numbers(english) - numbers(chinese)] == []
    codes = {english: re.findall(r"\b[A-Z]{1,2}\d+\w*(?:-\w+)?|\bC \d{7}|\b\d\d-\d\b", english) for english in ALL}
    assert sum(map(len, codes.values())) > 50
    lost = [(english, code) for english, found in codes.items() for code in found if code not in ALL[english]]
    assert [one for one in lost if one[1] not in ("3A", "3B")] == []


def test_the_chinese_has_chinese_signs_and_no_english():
    texts = set(ALL.values())
    assert [text for text in texts if re.search(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]", text)] == []
    assert [text for text in texts if re.search(r"[，。；：？！（][，。；：、？！）]", text)] == []
    assert [text for text in texts if PROSE.search(text)] == []


def shown(lines) -> str:
    """Lines of a screen as one: what is wrapped is read on."""
    return " ".join(" ".join(line.plain for line in lines).split())


@pytest.mark.parametrize("region", regions())
def test_the_law_of_a_region_and_its_sources_have_no_english_on_a_chinese_screen(region):
    day = date(2026, 7, 1)
    with speaking("zh"):
        law = shown(screens.law("x", provisions(region, day), day, day, 80))
        sources = shown(screens.sources("x", cited_by(region), 80))
    assert len(law) > 5_000 and sources
    assert PROSE.findall(law) == [] and PROSE.findall(sources) == []
    with speaking("en"):
        assert len(PROSE.findall(shown(screens.law("x", provisions(region, day), day, day, 80)))) > 100


def test_the_claims_have_no_english_on_a_chinese_screen():
    with speaking("en"):
        assert len(PROSE.findall(shown(screens.claims(all_claims(), 80)))) > 100
    with speaking("zh"):
        text = shown(screens.claims(all_claims(), 80))
        assert of_claims("a word of mine") == "a word of mine"
    assert len(text) > 10_000 and PROSE.findall(text) == []
    of_relatives = "S0-06 不符 部分地区，家庭共济：亲属范围 所述：只限部分亲属（配偶、子女……）；网页日期2025-04-22"
    assert f"{of_relatives} 理由：过时：自2024-07起为近亲属" in text
    assert "所述：1045 = 760 + 190 + 47.5（元/月）；网页日期2025-04-22" in text  # a sum is in no language


def test_a_source_is_cited_in_the_language_that_is_spoken():
    cited = "derived from C pages of section 2.12"
    assert source_text(cited) == cited
    with speaking("zh"):
        assert source_text(cited) == "由 第2.12节的C级网页 推得"
        assert source_text("BJ9 B https://yeboke.com/insure/8313.html").startswith("BJ9 B https://yeboke.com")


def test_a_synthetic_population_and_its_assumptions_are_shown_in_chinese(tmp_path):
    file = tmp_path / "town.yaml"
    written = CliRunner().invoke(cli.app, ["population", "new", str(file), "--persons", "60", "--lang", "zh"])
    assert written.exit_code == 0 and not PROSE.search(written.output)
    found = [one._asdict() for one in load(file).assumptions]
    with speaking("zh"):
        read = [assumed.as_read(one) for one in found]
        lines = shown(line for one in found for line in assumed.line(one, 80))
    named = {one["name"]: one for one in read}
    assert named["户规模"]["value"] == "1 25%、2 30%、3 25%、4 14%、5 6%（示例，大户少于小户）"
    assert named["自22岁起缴费"]["value"] == "自22岁起的月数"
    assert PROSE.findall(lines) == [] and "示例，儿童" in lines
    assert [assumed.as_read(one) for one in found] == found


def test_the_value_of_an_assumption_is_shown_as_its_parameter_has_it():
    one = {"region": "every region", "name": "n", "reason": "r"}
    of_law = one | {"parameter": "coverage.start.employee", "value": "payment_day"}
    of_care = one | {"parameter": "care", "value": "child"}
    of_growth = one | {"parameter": "projection.average_wage", "value": "2% a year"}
    assert [assumed.as_read(which) for which in (of_law, of_care)] == [of_law, of_care]
    with speaking("zh"):
        read = [assumed.as_read(which) for which in (of_law, of_care, of_growth)]
    assert [(which["region"], which["value"]) for which in read] == [
        ("所有地区", "缴费当日"), ("所有地区", "child"), ("所有地区", "每年2%"),
    ]  # fmt: skip


def test_what_a_file_of_ones_own_says_stays_as_it_stands():
    with speaking("zh"):
        assert [of_seeds(text) for text in ("a note of mine: kept", "paid since 7", "{odd} 7", "")] == [
            "a note of mine: kept", "paid since 7", "{odd} 7", "",
        ]  # fmt: skip
        assert of_seeds("months since age 18") == "自18岁起的月数"
