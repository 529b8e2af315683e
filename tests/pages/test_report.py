"""The page about a study: its parts, its numbers, that it fetches nothing and takes no name for an order."""

import base64
import re
from html.parser import HTMLParser
from io import BytesIO

import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.outcomes.columns import LIVES
from sim.outcomes.recorded import NoResult
from sim.pages import rests_on
from sim.pages.charts import subject
from sim.pages.finding import findings
from sim.pages.report import page
from sim.pages.subject import Subject
from sim.pages.texts import Texts
from sim.words.language import LANGUAGES
from tests.pages.conftest import WITHOUT_SAVINGS

pytestmark = pytest.mark.slow

HOSTILE = '<script>alert("1")</script>&amp;'


class Read(HTMLParser):
    """A page as it is parsed: its elements with their attributes, and its visible text."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "link", "img", "source", "input", "br"):
            self._within.append(tag)

    def handle_endtag(self, tag):
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self._within:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for of, attributes in self.elements if of == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def read(study, lang="en") -> Read:
    return Read(page(study.folder, study.record, lang))


@pytest.fixture(scope="module")
def of_family(without_savings):
    return {lang: read(without_savings, lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compared")
    file = folder / "family.yaml"
    variants = (
        "variants:\n  no-wait: {about: Nobody waits., policy: {coverage.wait.employee: 0}}\n  alone: {bindings: []}\n"
    )
    file.write_text(WITHOUT_SAVINGS + variants, encoding="utf-8")
    return sim.compare(file, out=folder / "results")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept")
    file = folder / "family.yaml"
    sweep = "sweep: {vary: {people.外婆.insured.account: [0, 5000], policy.coverage.wait.employee: [0, 6]}}\n"
    file.write_text(WITHOUT_SAVINGS + sweep, encoding="utf-8")
    return sim.sweep(file, out=folder / "results")


# ----------------------------------------------------------------------------- its form


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_one_title_landmarks_and_headings_in_order(of_family, lang):
    found = of_family[lang]
    tags = [tag for tag, _ in found.elements]
    assert [tags.count(tag) for tag in ("h1", "header", "nav", "main", "footer")] == [1] * 5
    assert tags[: tags.index("body")].count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert found.all("html")[0]["lang"] == ("zh-CN" if lang == "zh" else "en")
    identities = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(identities) == len(set(identities))
    targets = [attributes["href"][1:] for attributes in found.all("a") if attributes["href"].startswith("#")]
    assert set(targets) <= set(identities)


def test_the_page_fetches_nothing_and_runs_nothing(of_family):
    found = of_family["en"]
    [policy] = [one["content"] for one in found.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert not {"script", "link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in found.elements}
    loaded = [of.get("src") or of.get("srcset") for _, of in found.elements if "src" in of or "srcset" in of]
    assert loaded and all(one.startswith("data:image/svg+xml;base64,") for one in loaded)
    out = [of["href"] for of in found.all("a") if not of["href"].startswith(("#", "data:text/csv"))]
    assert out and all(one.startswith(("http://", "https://")) for one in out)  # the addresses of sources
    assert not any(name.startswith("on") for _, of in found.elements for name in of)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_image_has_a_text_and_every_chart_its_numbers(of_family, lang):
    found = of_family[lang]
    assert all(image["alt"] for image in found.all("img"))
    files = [of["download"] for of in found.all("a") if "download" in of]
    assert len(files) == len(set(files)) > len(found.all("figure"))


# ----------------------------------------------------------------------------- what it says


def csv(found: Read, file: str) -> pl.DataFrame:
    [href] = [of["href"] for of in found.all("a") if of.get("download") == file]
    return pl.read_csv(BytesIO(base64.b64decode(href.partition(",")[2])))


def test_the_finding_is_that_of_the_table(of_family, without_savings):
    [row] = (
        without_savings.summary().filter(pl.col("outcome") == "out_of_pocket", pl.col("person").is_null()).to_dicts()
    )
    wanted = f"{row['mean']:,.0f} yuan on average for the family over 3 years"
    assert wanted in of_family["en"].text and f"one in twenty more than {row['p95']:,.0f}" in of_family["en"].text
    assert f"{row['mean']:,.0f} 元" in of_family["zh"].text


@pytest.mark.parametrize(
    "low, high, wanted",
    [
        (
            39_120.4,
            41_060.8,
            "40,000 yuan on average for the family over 3 years (39,120 to 41,061 with 95\N{NO-BREAK SPACE}%",
        ),
        (None, None, "40,000 yuan on average for the family over 3 years. Half of the lives have at most 38,000"),
    ],
)
def test_the_finding_has_its_interval_where_there_is_one(without_savings, monkeypatch, low, high, wanted):
    row = {"person": None, "lives": 30, "mean": 40_000.0, "median": 38_000.0, "p95": 61_000.0, "low": low, "high": high}
    monkeypatch.setattr(Subject, "summary", lambda self, outcome: [row])
    [found] = findings(subject(without_savings.folder, without_savings.record), "3 years")
    assert wanted in found


def test_the_file_of_a_table_has_every_digit(of_family, without_savings):
    found = csv(of_family["en"], "family-outcomes.csv").filter(pl.col("outcome").str.starts_with("cash for bills"))
    [row] = (
        without_savings.summary().filter(pl.col("outcome") == "out_of_pocket", pl.col("person").is_null()).to_dicts()
    )
    assert found["mean"].item() == pytest.approx(row["mean"], rel=1e-12)
    fan = csv(of_family["en"], "family-fan-account-1.csv")
    assert fan["mean"].to_list() == pytest.approx(without_savings.chart("fan", of="account").table["mean"].to_list())


def test_what_is_said_of_assumptions_is_in_the_language_of_the_page(without_savings):
    english, chinese = (
        rests_on.assumptions(subject(without_savings.folder, without_savings.record, lang)).rows for lang in LANGUAGES
    )
    for head in ("名称", "理由", "地区"):
        assert all(re.search("[\u4e00-\u9fff]", text) for text in chinese[head] if text)
    for name in ("name", "reason", "value"):
        assert english[name].to_list() == [one[name] for one in without_savings.record["assumptions"]]


def test_sources_and_assumptions_are_those_of_the_record(of_family, without_savings):
    found = of_family["en"]
    assert f"{len(without_savings.record['assumptions'])} values have no published figure" in found.text
    assert csv(found, "family-assumptions.csv").height == len(without_savings.record["assumptions"])
    assert "http://www.xuexibi.com/jiaoyuzixun/255845.html" in {of["href"] for of in found.all("a")}
    assert "gongji run family.yaml --seed 5 -n 30 --name family" in found.text


def test_a_single_life_is_its_value(certain):
    # the first outcome of the default report is out_of_pocket, and nobody has a bill; 31 days and 28
    found = read(certain)
    assert "Nothing is left to chance, so there is one life." in found.text
    assert "0 yuan for the family over 59 days" in found.text
    assert "gongji run family.yaml --name family gongji verify family --again" in found.text


def test_a_comparison_says_each_difference_with_its_interval(compared):
    found, rows = read(compared), compared.differences()
    for variant in ("no-wait", "alone"):
        of_family = pl.col("variant") == variant, pl.col("outcome") == "out_of_pocket", pl.col("person").is_null()
        [row] = rows.filter(*of_family).to_dicts()
        by = f"{abs(row['difference']):,.{0 if abs(row['difference']) >= 100 else 2}f}"
        way = "lower" if row["difference"] < 0 else "higher"
        said = f"{variant} against baseline, cash for bills, less what came back for them: {by} yuan {way} on average"
        assert said in found.text
    assert "Nobody waits." in found.text and "gongji compare family.yaml --variants no-wait,alone" in found.text


def test_a_sweep_says_what_moves_its_first_outcome_furthest(swept):
    found = read(swept)
    assert "4 points of people.外婆.insured.account, policy.coverage.wait.employee" in found.text
    rows = swept.effects().filter(pl.col("outcome") == "out_of_pocket", pl.col("person").is_null())
    [furthest] = rows.sort(pl.col("effect").abs())[-1:].to_dicts()
    name = ".".join(furthest["path"].split(".")[-2:])
    sign = "-" if furthest["effect"] < 0 else "+"
    assert f"{name} moves it furthest, by {sign}" in found.text


@pytest.mark.slow
def test_a_variant_is_named_with_the_command_that_runs_it(tmp_path):
    file = tmp_path / "family.yaml"
    file.write_text(WITHOUT_SAVINGS + "variants: {alone: {bindings: []}}\n", encoding="utf-8")
    found = read(sim.run(file, variant="alone", replications=3, out=tmp_path / "results"))
    assert "The file's variant alone." in found.text
    assert "gongji run family.yaml --variant alone --seed 5 -n 3 --name family-alone" in found.text


def test_regions_have_the_names_of_the_language(of_family):
    assert "under the law of zhengzhou." in of_family["en"].text
    assert "适用郑州的规定。" in of_family["zh"].text


# ----------------------------------------------------------------------------- what is not to be trusted


@pytest.mark.slow
def test_whatever_a_file_says_is_text(tmp_path):
    file = tmp_path / "family.yaml"
    text = WITHOUT_SAVINGS.replace("scenario: A family", f"scenario: '{HOSTILE}'\nabout: '{HOSTILE}'")
    file.write_text(text.replace("replications: 30", "replications: 2"), encoding="utf-8")
    study = sim.run(file, out=tmp_path / "results")
    for lang in LANGUAGES:
        found = read(study, lang)
        assert "script" not in {tag for tag, _ in found.elements}
        assert found.text.count(HOSTILE) >= 3  # as the title, above the finding, as the prose


def test_a_damaged_table_is_one_line(certain, tmp_path):
    folder = tmp_path / "family"
    folder.mkdir()
    for file in certain.folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes() if file.name != LIVES else b"no table")
    with pytest.raises(NoResult, match="a table of it cannot be read"):
        sim.study(folder).page(tmp_path / "family.html")
    assert not (tmp_path / "family.html").exists()


def test_a_page_is_written_to_the_file_that_is_named(certain, tmp_path):
    written = certain.page(tmp_path / "family.html", "zh")
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["family.html"]
    with pytest.raises(BadArgument, match="--lang: 'de' is no language  allowed: en, zh"):
        certain.page(tmp_path / "other.html", "de")


def test_texts_have_no_place_that_is_not_filled(of_family):
    for lang in LANGUAGES:
        assert not re.search(r"\{\w+\}", of_family[lang].text)
        assert Texts(lang)("finding") in of_family[lang].text
