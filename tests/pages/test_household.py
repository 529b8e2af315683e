"""The household as a picture: who stands where, who pays for whom, and names as texts."""

from datetime import date
from xml.etree import ElementTree

import pytest

from sim.outcomes.recorded import NoResult
from sim.pages.charts import subject
from sim.pages.household import _Person, generations, household


def person(**words):
    return _Person(born=date(1980, 1, 1), sex="male", **words)


def test_children_stand_below_parents_and_spouses_beside_each_other():
    people = {
        "Bao": person(parents=["Wei", "Mei"]), "Wei": person(parents=["Nai"]), "Mei": person(spouse="Wei"),
        "Nai": person(), "Gu": person(grandparents=["Nai"]),
    }  # fmt: skip
    assert generations(people) == {"Nai": 0, "Wei": 1, "Mei": 1, "Bao": 2, "Gu": 2}


def test_kin_in_a_circle_come_to_an_end():
    assert set(generations({"A": person(parents=["B"]), "B": person(parents=["A"])})) == {"A", "B"}


@pytest.mark.parametrize(
    "lang, wanted, pays",
    [
        ("en", "Wei, 44 years old, male, employee, zhengzhou", "Wei pays for 外婆 from 2025-03-01."),
        ("zh", "Wei、44 岁、男、职工、郑州", "Wei 自 2025-03-01 起为外婆共济支付。"),
    ],
)
def test_everybody_is_said_in_words_too(family, lang, wanted, pays):
    found = household(subject(family.folder, family.record, lang))  # born 1980-03-12, the run begins on 2025-01-01
    assert wanted in found.text and found.payers == [pays]


def test_both_pictures_have_every_name_and_an_arrow_for_each_payer(family):
    found = household(subject(family.folder, family.record))
    for drawing in (found.wide, found.narrow):
        parsed = ElementTree.fromstring(drawing)
        texts = {text.text for text in parsed.iter("{http://www.w3.org/2000/svg}text")}
        assert {"Wei", "外婆"} <= texts and drawing.count("url(#to)") == 1
    assert float(ElementTree.fromstring(found.narrow).attrib["width"]) <= 370


def test_a_name_is_a_text(record_of, tmp_path):
    people = {"<b>&": {"born": "1980-03-12", "sex": "male", "region": "zhengzhou"}}
    birth = {"on": "2026-01-01", "does": "birth", "name": "Bao", "sex": "female", "parents": ["<b>&"]}
    record = record_of(scenario={"start": "2025-01-01", "end": "2028-01-01", "people": people, "events": [birth]})
    found = household(subject(tmp_path, record))
    texts = [text.text for text in ElementTree.fromstring(found.wide).iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "<b>&" and {"Bao", "born 2026-01-01", "female"} <= set(texts)


def test_a_child_by_chance_stands_below_its_parents(record_of, tmp_path):
    children = {"Xiao": {"sex": "female", "father": "Wei"}}
    mother = {"born": "1990-01-01", "sex": "female", "chance": {"gives_birth": {"children": children}}}
    people = {"Lin": mother, "Wei": {"born": "1989-01-01", "sex": "male", "insured": {"as": "employee"}}}
    record = record_of(scenario={"start": "2025-01-01", "end": "2028-01-01", "people": people})
    found = household(subject(tmp_path, record))
    assert "Xiao, may be born, female" in found.text
    places = {
        text.text: float(text.attrib["y"])
        for text in ElementTree.fromstring(found.wide).iter("{http://www.w3.org/2000/svg}text")
    }
    assert places["Lin"] == places["Wei"] < places["Xiao"]


def test_a_damaged_record_is_named(record_of, tmp_path):
    record = record_of(scenario={"start": "2025-01-01", "end": "2028-01-01", "people": {"Wei": "somebody"}})
    with pytest.raises(NoResult, match=r"its run.json is damaged: scenario.people.Wei: "):
        household(subject(tmp_path, record))
