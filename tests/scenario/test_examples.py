"""`gongji new`: a worked scenario as a file of one's own, never over another."""

import json

import pytest

from sim.errors import Faults
from sim.scenario import load
from sim.scenario.examples import SCHEMA, directory, examples, write
from sim.words.language import speaking


def test_the_starter_is_a_scenario_with_the_schema_for_editors_beside_it(tmp_path):
    file = tmp_path / "family.yaml"
    assert write(file) == [file, tmp_path / SCHEMA]
    assert file.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA}\n# ")
    scenario = load(file)
    assert scenario.expect and scenario.variants
    assert json.loads((tmp_path / SCHEMA).read_text(encoding="utf-8"))["$schema"].startswith("https://json-schema.org/")


def test_the_starter_is_chinese_where_chinese_is_spoken_and_says_the_same(tmp_path):
    """Names and titles are other words; every value is the same."""
    write(tmp_path / "english.yaml")
    with speaking("zh"):
        write(tmp_path / "chinese.yaml")
    english, chinese = (load(tmp_path / f"{name}.yaml") for name in ("english", "chinese"))
    said = json.dumps(chinese.resolved(), ensure_ascii=False, default=str)
    for word, other in {
        "小伟": "Wei", "小梅": "Mei", "阑尾手术": "appendix", "没有等待期": "no-wait", chinese.title: english.title,
        "断缴后不用等待。": "A gap never makes anyone wait.",
    }.items():  # fmt: skip
        assert word in said
        said = said.replace(word, other)
    assert json.loads(said) == json.loads(json.dumps(english.resolved(), default=str))


@pytest.mark.parametrize("path", sorted((directory() / "gallery").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_question_of_the_gallery_is_copied_in_chinese_where_chinese_is_spoken(path, tmp_path):
    """Names and prose are other words; every value is the same."""
    with speaking("zh"):
        write(tmp_path / "chinese.yaml", path.stem)
    names: dict[str, str] = {}
    is_same(load(path).resolved(), load(tmp_path / "chinese.yaml").resolved(), names)
    assert names and all(any("\u4e00" <= letter <= "\u9fff" for letter in name) for name in names)


def is_same(english, chinese, names):
    """Whether two files say the same, each Chinese name standing for the same English one; `names` notes them."""
    if isinstance(english, dict):
        assert len(english) == len(chinese)
        for one, other in zip(english.items(), chinese.items(), strict=True):
            is_same(one[0], other[0], names)
            is_same(one[1], other[1], names)
    elif isinstance(english, list | tuple):
        for one, other in zip(english, chinese, strict=True):
            is_same(one, other, names)
    else:
        assert english == chinese or names.setdefault(chinese, english) == english


def test_any_worked_scenario_can_be_copied(tmp_path):
    assert {"job_gap", "three_generations"} <= set(examples())
    write(tmp_path / "mine.yaml", "job_gap")
    assert load(tmp_path / "mine.yaml").title == "Two gaps"


def test_nothing_is_written_over_another_file(tmp_path):
    (tmp_path / "family.yaml").write_text("mine")
    (tmp_path / SCHEMA).write_text("{}")
    with pytest.raises(Faults, match=r"family\.yaml exists already and is left unchanged"):
        write(tmp_path / "family.yaml")
    assert write(tmp_path / "other.yaml") == [tmp_path / "other.yaml"]
    assert ((tmp_path / "family.yaml").read_text(), (tmp_path / SCHEMA).read_text()) == ("mine", "{}")


def test_a_misspelt_example_and_a_folder_that_is_not_there_are_faults(tmp_path):
    with pytest.raises(Faults, match="did you mean 'job_gap'"):
        write(tmp_path / "x.yaml", "jobgap")
    with pytest.raises(Faults, match="allowed: .*job_gap, "):
        write(tmp_path / "x.yaml", "zzzzzzzz")
    with pytest.raises(Faults, match="cannot be written"):
        write(tmp_path / "nowhere" / "x.yaml")
    assert list(tmp_path.iterdir()) == []
