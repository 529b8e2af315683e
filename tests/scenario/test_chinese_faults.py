"""The faults of files in Chinese: of every bad file that is tested, none half in English; documents stay English."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.errors import Fault, Faults
from sim.scenario import load
from sim.words.chinese import OF_FAULTS
from sim.words.language import speaking
from sim.words.translation import translated

BAD = Path(__file__).parents[1] / "bad"
#: What is quoted from a file, and lists of words that a file may have.
AS_WRITTEN = re.compile(r"'[^']*'|`[^`]*`|\w+(, [\w.]+)+|[\w.]+: .*")


def said(file: Path) -> list[str]:
    """What a screen says of each fault of a file."""
    with speaking("zh"), pytest.raises(Faults) as refused:
        load(file)
    with speaking("zh"):
        return [str(fault).partition("\n")[0].partition(": ")[2] for fault in refused.value.faults]


@pytest.mark.parametrize("file", sorted(BAD.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_fault_is_told_in_chinese(file):
    for text in said(file):
        assert re.search(r"[\u4e00-\u9fff]", text), text
        assert not re.search(r"[a-z]{2,} [a-z]{2,}", AS_WRITTEN.sub("", text)), text


def test_a_fault_is_told_with_what_is_allowed_and_what_to_write():
    fault = Fault("sex: 'man' is none of the words", "wei.yaml", 4, 10, "male", "male, female", "sex: male")
    assert str(fault) == (
        "wei.yaml:4:10: sex: 'man' is none of the words; did you mean 'male'?  allowed: male, female\n"
        "    write: sex: male"
    )
    with speaking("zh"):
        assert str(fault) == (
            "wei.yaml:4:10: sex：'man' 不是可用的词；是否指 'male'？  可写：male 男、female 女\n    请写：sex: male"
        )


def test_what_the_system_says_of_files_is_said_in_chinese(tmp_path):
    with speaking("zh"):
        with pytest.raises(Faults, match="无法读取：没有这个文件或文件夹"):
            load(tmp_path / "nowhere.yaml")
        assert translated("cannot be read: is a directory") == "无法读取：是文件夹"


def test_words_that_may_stand_are_listed_with_their_chinese():
    with speaking("zh"):
        assert translated("employee, resident") == "employee 职工、resident 居民"
        assert translated("grid, lhs") == "grid, lhs"  # words that have no Chinese


def test_why_a_value_changes_nothing_is_said_in_chinese():
    with speaking("zh"):
        shadowed = "contribution.rate.employer: national has a value of its own here, so this changes nothing"
        assert translated(shadowed) == "contribution.rate.employer：national 在此另有自己的取值，因此这里不起作用"


def test_days_of_a_fault_stay_as_the_file_writes_them():
    with speaking("zh"):
        assert translated("retires: Wei may not retire in 2030-05") == "retires：Wei 不能在 2030-05 退休"
        assert translated("Wei died on 2030-05-01") == "Wei于2030年5月1日去世"  # of a record, not of a file


def test_what_is_no_sentence_of_the_program_stays_as_it_is():
    with speaking("zh"):
        assert translated("somebody's own words") == "somebody's own words"


@pytest.mark.parametrize("english", OF_FAULTS)
def test_every_value_of_a_fault_is_told(english):
    number = len(re.findall(r"\{\}", english))
    assert {int(place) for place in re.findall(r"\{(\d+)\}", OF_FAULTS[english])} == set(range(number))


def test_documents_of_faults_are_the_same_in_every_language():
    file = str(BAD / "born_after_start.yaml")
    documents = [json.loads(CliRunner().invoke(cli.app, ["check", file, "--json", "--lang", lang]).output)
                 for lang in ("en", "zh")]  # fmt: skip
    assert documents[0] == documents[1] and documents[0]["exit_code"] == 2
