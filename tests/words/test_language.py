"""What is said has its Chinese: every sentence of the code and every text of a page, with the same values, and none
that nobody says."""

import ast
import errno
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
import typer

import sim
from sim import cli
from sim.experiment.failures import BlockFailed, WorkersDied
from sim.experiment.interpreting import COMPILING, INTERPRETING
from sim.explain.planned import SAYS
from sim.outcomes.files import NotWritten
from sim.outcomes.statistics import QUANTILES
from sim.pages.texts import TEXTS as OF_PAGES
from sim.policy.claims import VERDICTS
from sim.policy.parameters import parameters
from sim.policy.seeds import regions, seed
from sim.report import comparison, numbers, policy, progress, results, sweep, tables, tornado
from sim.scenario import schema
from sim.serve.texts import TEXTS as OF_SERVER
from sim.words.chinese import COUNTED, ON_PAGES, ROOMS, ROOMS_OF_PAGES, TEXTS, assumptions, system
from sim.words.language import day_text, language, listed, meaning, month_text, on_page, say, speaking, with_term
from sim.words.outcomes import GROUPED_BY
from sim.words.plurals import counted
from sim.words.states import Status
from sim.words.translation import translated
from sim.world.books import BooksDoNotBalance, PastBound
from sim.world.calendar import Phase

FOLDER = Path(sim.__file__).parent
BY_NAME = ("pages", "serve")  # these say each text by its name


def helps(command) -> Iterator[str]:
    """What the help of a command and of those below it says."""
    for param in command.params:
        for text in (getattr(param, "help", None), param.show_default):
            if text and isinstance(text, str):
                yield " ".join(text.split())
    yield " ".join((command.help or "").split())
    for below in getattr(command, "commands", {}).values():
        yield from helps(below)


def described(node) -> Iterator[str]:
    """What a JSON Schema says of its keys."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key == "description" and isinstance(value, str):
            yield value
        yield from described(value)


#: Words that are said as they stand in data: values of aspects of a person, phases, processes, ways to choose a life.
AS_THEY_STAND = {
    "yes", "no", "not born", "dead", "abroad", "rule", "step", "worst", "best", "median", "assumption", "scenario",
    *(phase.name.lower() for phase in Phase), *SAYS.values(),
    # heads and marks of tables, by which their columns are found
    *results._HEADS, *policy._HEADS, *comparison.DIFFERENCE, *tables._MEAN, *QUANTILES, comparison.MARK,
    comparison.SIZE, comparison.FEW, "better", "worse", "more", "less", "better at", "worse at", "more at", "less at",
    "low", "high", "first", "total", "PRCC", "mu*", "sigma", "% of lives", tornado._SEE_BELOW, tornado._NOT_KNOWN,
    *tornado.OTHERS.values(), *sweep._CHOSEN.values(), *GROUPED_BY.values(), *VERDICTS,
    *helps(typer.main.get_command(cli.app)), "Show this message and exit.",
    "run", "comparison", "sweep", "population", "population_comparison", "population_sweep", "ok", "note", "WRONG",
    progress.COMPILING, progress.STARTING, COMPILING, INTERPRETING,
}  # fmt: skip
#: What the schema of a scenario says of its keys, and the units of the law.
DESCRIBED = {*described(schema()), *(parameter.kind.unit for parameter in parameters().values())}
#: What only makes an English plural.
OF_PLURALS = {"lies"}


class Said(NamedTuple):
    """A sentence in the code: where, and the values that it is given; None where they are a mapping."""

    place: str
    english: str
    values: frozenset[str] | None


def sources() -> Iterator[Path]:
    yield from sorted(FOLDER.rglob("*.py"))


def calls(file: Path, name: str) -> Iterator[tuple[ast.Call, ast.AST]]:
    """The calls of a function in a file, each with the function that it stands in."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name:
            around = [one for one in scopes if one.lineno <= call.lineno <= (one.end_lineno or 0)]
            yield call, max(around, key=lambda one: one.lineno) if around else tree


def literals(node: ast.AST, scope: ast.AST, deep: int = 3) -> list[str]:
    """The texts that an argument may be: one that stands there, or those that a name of the function is given."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*literals(node.body, scope, deep), *literals(node.orelse, scope, deep)]
    if not isinstance(node, ast.Name) or not deep:
        return []
    return [text for value in _given(node.id, scope) for text in literals(value, scope, deep - 1)]


def _given(name: str, scope: ast.AST) -> Iterator[ast.AST]:
    """What a name is given in a function: alone, or as one of several."""
    for one in (node for node in ast.walk(scope) if isinstance(node, ast.Assign)):
        for target in one.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield one.value
            if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
                pairs = zip(target.elts, one.value.elts, strict=False)
                yield from (value for of, value in pairs if isinstance(of, ast.Name) and of.id == name)


def said() -> list[Said]:
    """Every sentence that stands in the code."""
    found = []
    for file in (one for one in sources() if one.relative_to(FOLDER).parts[0] not in BY_NAME):
        for call, scope in calls(file, "say"):
            names = {word.arg for word in call.keywords}
            values = None if None in names else frozenset(filter(None, names))
            place = f"{file.relative_to(FOLDER)}:{call.lineno}"
            found += [Said(place, english, values) for english in literals(call.args[0], scope)]
        for call, scope in calls(file, "words"):
            place = f"{file.relative_to(FOLDER)}:{call.lineno}"
            found += [Said(place, english, frozenset()) for one in call.args for english in literals(one, scope)]
    return found


SAID = said()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_everything_that_is_said_has_its_chinese():
    assert len(SAID) > 200
    assert [one for one in SAID if one.english not in TEXTS] == []
    assert AS_THEY_STAND - TEXTS.keys() == set()
    assert {*OF_PAGES.values(), *OF_SERVER.values()} - ON_PAGES.keys() == set()


def test_no_chinese_is_there_that_nobody_says():
    assert TEXTS.keys() - {one.english for one in SAID} - AS_THEY_STAND - DESCRIBED == set()
    on_pages = {english for room in ROOMS_OF_PAGES for english in room}
    assert on_pages - {*OF_PAGES.values(), *OF_SERVER.values()} == set()


def test_no_sentence_stands_in_two_rooms():
    """One of a page may stand in a room of screens too, where it is written otherwise."""
    assert len(TEXTS) == sum(map(len, ROOMS))
    on_pages = {english: chinese for room in ROOMS_OF_PAGES for english, chinese in room.items()}
    assert len(on_pages) == sum(map(len, ROOMS_OF_PAGES))
    assert [english for english, chinese in on_pages.items() if TEXTS.get(english) == chinese] == []


def test_a_sentence_has_the_same_values_in_both_languages():
    for catalogue in (TEXTS, ON_PAGES):
        assert [english for english in catalogue if fields(english) - OF_PLURALS != fields(catalogue[english])] == []


def test_every_sentence_is_given_its_values():
    """A name may stand for several sentences; one of them has the values of the call."""
    given: dict[tuple, list[Said]] = defaultdict(list)
    for one in SAID:
        if one.values:
            given[one.place, one.values].append(one)
    assert [ones for (_, values), ones in given.items() if all(fields(one.english) != values for one in ones)] == []


def test_chinese_sentences_have_chinese_signs_and_none_twice():
    texts = [re.sub(r"\{[^}]*\}|`[^`]*`", "x", text) for text in {*TEXTS.values(), *ON_PAGES.values()}]
    assert [text for text in texts if re.search(r"[，。；：？！（][，。；：、？！）]", text)] == []
    assert [text for text in texts if re.search(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]", text)] == []


def test_whatever_is_counted_has_its_measure_word():
    words = {
        text
        for file in sources()
        for call, scope in calls(file, "counted")
        for text in literals(call.args[1], scope)
    }  # fmt: skip
    assert len(words) > 3 and words == set(COUNTED)
    with speaking("zh"):
        assert counted(1, "month") == "1个月" and counted(5_000, "life", "lives") == "5,000次人生"
    assert counted(5_000, "life", "lives") == "5,000 lives"


def test_every_assumption_of_the_seeds_has_its_chinese_name():
    values = (value for region in regions() for of in seed(region).values.values() for value in of)
    assert {value.assume[0] for value in values if value.assume} == set(assumptions.TEXTS)


#: Where sentences are made of: nothing in another language may come past the catalogue.
SHOWN = ("Link", "Answer", "Explained", "wrapped", "Text", "Line", "BadArgument")


@pytest.mark.parametrize("call", SHOWN)
@pytest.mark.parametrize("room", ["explain", "report"])
def test_nothing_is_shown_that_is_not_said(room, call):
    names = {f"report/{name}.py" for name in ("why", "replay", "between", "planned", "exercised", "lines")}
    unsaid = []
    for file in sources():
        name = str(file.relative_to(FOLDER))
        if name.startswith(room) and (room == "explain" or name in names):
            for made, _ in calls(file, call):
                texts = made.args[1:] if call == "BadArgument" else made.args[:1]
                unsaid += [f"{name}:{made.lineno} {text}" for text in texts for text in _letters(text)]
    assert unsaid == []


#: What is raised with a message, and what is said beside it: notes, and what is allowed instead.
RAISED = (
    "Refusal", "Fault", "Note", "BadArgument", "NoResult", "WorkersDied", "Unreachable", "ProgramMismatch", "NotOurs",
    "NotWritten", "InUse", "TooLarge", "Unwritable", "PastBound", "BooksDoNotBalance",
)  # fmt: skip


def raised() -> Iterator[tuple[str, str]]:
    """The messages of refusals that stand in the code, each with its place and with `7` for every value."""
    for file in sources():
        for name in RAISED:
            for call, scope in calls(file, name):
                given = [*call.args, *(word.value for word in call.keywords if word.arg != "write")]
                for text in (text for one in given for text in _messages(one, scope)):
                    if re.search("[a-z]{3,} [a-z]{2,}", text):
                        yield f"{file.relative_to(FOLDER)}:{call.lineno}", text


def _messages(node: ast.AST, scope: ast.AST, deep: int = 3) -> list[str]:
    """The texts that a message may be, where it is a name those that the function gives it."""
    if isinstance(node, ast.IfExp):
        return [*_messages(node.body, scope, deep), *_messages(node.orelse, scope, deep)]
    if isinstance(node, ast.Name) and deep:
        return [text for value in _given(node.id, scope) for text in _messages(value, scope, deep - 1)]
    return list(filter(None, [_message(node)]))


def _message(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)  # type: ignore[misc]
    return None


#: Messages of which a part is of several kinds; each has its Chinese.
IN_SEVERAL_WAYS = {
    "7 does not fit 7, which is 7", "7 is no width of an interval; write one 7",
    "7 has no ending of a chart7  allowed: 7", "7 the seeds; install the same. The first is at 7",
    "7. Choose another --name or --out, or remove that folder", "7. Choose another --name or --out, or remove it",
    "7: 7, more than the 7 yuan that can be counted", "7: 7 7, so this changes nothing",
    "7: 7, so this changes nothing",
}  # fmt: skip


def test_every_message_of_a_refusal_has_its_chinese():
    with speaking("zh"):
        said = {(place, english): translated(english) for place, english in raised() if english not in IN_SEVERAL_WAYS}
    assert len(said) > 100
    assert [key for key, chinese in said.items() if re.search("[a-z]{3,} [a-z]{3,} [a-z]{2,}", chinese)] == []
    assert [key for key, chinese in said.items() if chinese == key[1]] == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("2 of 3 workers have no Gongji, or another version of it, of Python or of the seeds; install the same."
         " The first is at tcp://x:1",
         "3 个工作进程中有 2 个没有 Gongji，或其版本、Python 版本、seeds 不同；请安装相同的。第一个在 tcp://x:1"),
        ("life 3, Wei, 2025-01-01: the account is 5.00 yuan, more than the 4 yuan that can be counted",
         "第 3 次人生，Wei，2025-01-01：账户为 5.00 元，超过可计算的 4 元"),
        ("/r/x has another study: run of 'Y'. Choose another --name or --out, or remove that folder",
         "/r/x 中是另一项研究：'Y' 的 run。请另选 --name 或 --out，或移除该文件夹"),
        ("no space left on device (os error 28): /r/x", "磁盘已满：/r/x"),
    ],
)  # fmt: skip
def test_a_failure_that_is_put_together_has_its_chinese(english, chinese):
    with speaking("zh"):
        assert translated(english) == chinese


@pytest.mark.parametrize("error", [BooksDoNotBalance, PastBound, BlockFailed, WorkersDied, NotWritten])
def test_every_hint_has_its_chinese(error):
    with speaking("zh"):
        assert re.search(r"[\u4e00-\u9fff]", translated(error.hint)) and " is " not in translated(error.hint)


def test_every_kind_of_thing_that_is_not_there_has_its_chinese():
    found = (_message(call.args[3]) for file in sources() for call, _ in calls(file, "known") if len(call.args) > 3)
    kinds = {kind for kind in found if kind}
    assert len(kinds) > 10
    with speaking("zh"):
        said = {kind: translated(f"'x' is no {kind}; did you mean y?  allowed: y, z") for kind in kinds}
        assert translated("'x' is no chart of a run  allowed: fan") == "'x' 不是模拟的图表  可写：fan"
    assert {kind: text for kind, text in said.items() if re.search(r"[a-z]{2,}", text)} == {}


def test_what_the_system_says_of_a_file_has_its_chinese():
    system_says = {os.strerror(number).lower() for number in errno.errorcode}
    assert set(system.TEXTS) <= system_says and all(
        re.search(r"[\u4e00-\u9fff]", text) for text in system.TEXTS.values()
    )
    full = os.strerror(errno.ENOSPC)
    with speaking("zh"):
        assert translated(f"cannot be read: {os.strerror(errno.ENOENT).lower()}") == "无法读取：没有这个文件或文件夹"
        assert translated(f"gongji: {full}: /r/.x") == "gongji：磁盘已满：/r/.x"  # a result that could not be written
        assert translated(f"{full} (os error 28): /r/x") == "磁盘已满：/r/x"
        assert translated("no such luggage: /r") == "no such luggage: /r"
    assert translated(full) == full


def test_a_duration_is_said_in_the_language_of_the_screen():
    with speaking("zh"):
        assert [numbers.seconds(value) for value in (0.82, 42.4, 185)] == ["0.8秒", "42秒", "3分05秒"]


def test_a_latin_word_stands_apart_from_the_chinese_beside_it():
    with speaking("zh"):
        assert translated("'x' is no result in /r  allowed: a") == "'x' 不是 /r 中的结果  可写：a"
        assert translated("pay is not a key of Wei") == "pay 不是 Wei 的键"
        assert translated("the same as in line 7") == "同第7行"


def _letters(node: ast.AST) -> list[str]:
    """The letters of a language in a text that is put together on the spot."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) and re.search(r"[a-z]{2}", node.value) else []
    if isinstance(node, ast.JoinedStr):
        return [text for part in node.values for text in _letters(part)]
    if isinstance(node, ast.BinOp):
        return [*_letters(node.left), *_letters(node.right)]
    return []


# ----------------------------------------------------------------------------- the language


def test_english_is_spoken_unless_another_language_is():
    assert language() == "en" and say("covered") == "covered"
    with speaking("zh"):
        assert language() == "zh" and say("covered") == "享受待遇"
    assert language() == "en"


def test_days_and_months_are_written_as_people_write_them():
    day, month = date(2030, 3, 1), 2030 * 12 + 2
    assert (day_text(day), month_text(month), say("waiting until {day}", day=day)) == (
        "2030-03-01", "2030-03", "waiting until 2030-03-01",
    )  # fmt: skip
    with speaking("zh"):
        assert (day_text(day), month_text(month), say("waiting until {day}", day=day)) == (
            "2030年3月1日", "2030年3月", "等待期至2030年3月1日",
        )  # fmt: skip


def test_a_word_of_a_table_is_said_by_its_declaration():
    assert (meaning(Status.WAITING), with_term(Status.WAITING)) == ("waiting", "waiting (等待期)")
    assert listed(["a", "b"]) == "a, b"
    with speaking("zh"):
        assert meaning(Status.WAITING) == with_term(Status.WAITING) == "等待期"
        assert listed(["a", "b"]) == "a、b"


def test_a_page_writes_in_full_what_a_screen_shortens():
    with speaking("zh"):
        assert (say("pool"), on_page("pool", "zh"), on_page("pool", "en")) == ("统筹", "统筹基金", "pool")
        assert say("nothing") == on_page("nothing", "zh") == "无"
        assert translated("outcome") == on_page("outcome", "zh") == "指标"  # one word for one thing


def test_what_has_no_chinese_is_said_in_english():
    with speaking("zh"):
        assert say("what a stranger's extension says of {itself}") == "what a stranger's extension says of {itself}"


def test_the_catalogue_is_loaded_only_for_chinese():
    program = (
        "import sys, sim.cli, sim.explain, sim.report.why; from sim.words.language import say; say('covered'); "
        "assert 'sim.words.chinese' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
