"""Charts of a run: their numbers are those of the tables, their texts escaped, their files whole."""

import json
from xml.etree import ElementTree

import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.pages import chart as files
from sim.pages.chart import Chart, Table, cjk_font, format_of, write
from sim.pages.charts import kinds_of, subject
from sim.pages.look import lines
from sim.pages.of_run import histogram, nice
from sim.pages.shown import of_what
from sim.words.language import LANGUAGES
from tests.pages.conftest import FAMILY

CHARTS = ("distribution", "fan", "uncovered", "cover", "payers", "flows", "reimbursement")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_describes_itself_and_has_its_numbers(family, name, lang):
    chart = family.chart(name, lang=lang)
    assert chart.as_json()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert chart.title and chart.subtitle and "{" not in chart.text
    assert chart.table.height and all(table.rows.width > 1 for table in chart.tables)


@pytest.mark.parametrize("name", CHARTS[1:])
def test_a_single_life_has_every_chart_but_the_distribution(certain, name):
    assert certain.chart(name).as_json()


def test_a_single_life_has_no_distribution(certain):
    with pytest.raises(BadArgument, match="chart: distribution needs more than one life  allowed: fan,"):
        certain.chart("distribution")


def test_the_bars_of_a_distribution_hold_every_life_once(family):
    bars, statistics = (table.rows for table in family.chart("distribution", of="out_of_pocket").tables)
    assert bars["lives"].sum() == 30
    assert bars["share of lives"].sum() == pytest.approx(1)
    wanted = family.summary().filter(pl.col("outcome") == "out_of_pocket")
    for name in ("mean", "p5", "median", "p95"):
        assert statistics[name].to_list() == wanted[name].to_list()


def test_the_last_year_of_a_fan_of_the_account_is_what_lives_end_with(family):
    for who in (None, "Wei"):
        last = family.chart("fan", of="account", who=who).table.row(-1, named=True)
        [wanted] = (
            family.summary().filter(pl.col("outcome") == "account", pl.col("person").eq_missing(pl.lit(who))).to_dicts()
        )
        assert {name: last[name] for name in ("mean", "p5", "median", "p95")} == {
            name: wanted[name] for name in ("mean", "p5", "median", "p95")
        }


def test_the_means_of_a_fan_add_up_to_the_mean_of_lives(family):
    mean = family.summary().filter(pl.col("outcome") == "out_of_pocket", pl.col("person").is_null())["mean"].item()
    assert family.chart("fan", of="out_of_pocket").table["mean"].sum() == pytest.approx(mean)


def test_months_without_benefits_are_those_of_the_lives(family):
    months = family.chart("uncovered").table["months"].sum()
    assert months == family.frame("lives")["months_uncovered"].sum() > 0


def test_shares_by_age_are_those_of_the_months(family):
    """Wei, born in March 1980, reaches 45 in 2025, the first year: the share of its months in each status."""
    years = family.frame("years").filter(pl.col("person") == "Wei", pl.col("year") == 2025)
    names = {"months_covered": "the pool pays", "months_waiting": "waiting", "months_stopped": "stopped by a gap"}
    found = family.chart("cover").table.filter(pl.col("person") == "Wei", pl.col("age reached in the year") == 45)
    shares = dict(zip(found["status"], found["share of lives"]))
    for column, name in names.items():
        assert shares[name] == pytest.approx(years[column].sum() / (12 * 30))
    assert sum(shares.values()) == pytest.approx(1) and set(found["lives"]) == {30}


def test_who_is_always_covered_is_named_and_in_the_table(family):
    chart = family.chart("cover")
    assert "Always covered: 外婆." in chart.subtitle and chart.title.startswith("Wei is least often covered at the age")
    covered = chart.table.filter(pl.col("person") == "外婆", pl.col("status") == "the pool pays")
    assert covered["age reached in the year"].to_list() == [72, 73, 74]  # born in 1953
    assert covered["share of lives"].to_list() == [1, 1, 1]
    assert family.chart("cover", who="外婆").title == "外婆: benefits in every month"


@pytest.mark.parametrize("balance, owners", [("account", ["Wei", "外婆"]), ("wallet", [])])
def test_the_page_has_the_fan_of_every_account_that_has_anything(family, balance, owners):
    """Nobody has a wallet in Zhengzhou."""
    study = subject(family.folder, family.record)
    [fan] = [kind for kind in kinds_of(family.record) if kind.name == "fan"]
    found = list(of_what(fan, study))
    assert [who for of, who in found if of == balance and who] == owners
    assert found[:2] == [("account", None), ("out_of_pocket", None)]


def test_a_child_by_chance_reaches_its_ages_in_the_years_after_its_birth(tmp_path):
    file = tmp_path / "born.yaml"
    births = "{gives_birth: {chance: 40% a year, children: {Bao: {sex: female}}}}"
    file.write_text(FAMILY.replace("    sex: male\n", f"    sex: female\n    chance: {births}\n", 1), encoding="utf-8")
    table = sim.run(file, out=tmp_path).chart("cover").table.filter(pl.col("person") == "Bao")
    assert all(0 < lives < 30 for lives in table["lives"])  # not born in every life
    assert sorted(set(table["age reached in the year"])) == [0, 1, 2]


def test_payers_pay_the_cost_of_care(family):
    cost = family.frame("lives", money="float")["care_cost"].sum() / 30
    assert family.chart("payers").table["yuan"].sum() == pytest.approx(cost)
    care = family.chart("flows").table.filter(pl.col("to") == "care")["yuan"].sum()
    assert care == pytest.approx(cost)


def test_yes_and_no_is_the_share_of_lives_of_each_person(family):
    table = family.chart("distribution", of="lifetime_benefit").table
    wanted = family.summary().filter(pl.col("outcome") == "lifetime_benefit")
    assert table["share of lives"].to_list() == wanted["mean"].to_list()


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"name": "fn"}, "chart: 'fn' is no chart of a run; did you mean fan?"),
        ({"name": "fan", "of": "acount"}, "--of: 'acount' is no outcome of which there is the chart fan; did you mean account?"),  # noqa: E501
        ({"name": "fan", "of": "lifetime_benefit"}, "--of: 'lifetime_benefit' is no outcome of which there is the chart fan"),  # noqa: E501
        ({"name": "payers", "of": "account"}, "--of: the chart payers is of no single outcome"),
        ({"name": "flows", "who": "Wei"}, "--who: the chart flows is of the whole family"),
        ({"name": "fan", "who": "Wie"}, "--who: 'Wie' is no person of this study; did you mean Wei?"),
        ({"name": "fan", "lang": "de"}, "--lang: 'de' is no language  allowed: en, zh"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_answered_with_what_there_is(family, arguments, message):
    with pytest.raises(BadArgument) as error:
        family.chart(**arguments)
    assert str(error.value).startswith(message)


# ----------------------------------------------------------------------------- bars


@pytest.mark.parametrize("step, wanted", [(0.9, 1), (1.1, 2), (2.1, 2.5), (3, 5), (70, 100), (0.03, 0.05)])
def test_bars_are_as_wide_as_people_count(step, wanted):
    assert nice(step) == pytest.approx(wanted)


def test_counted_bars_are_whole():
    assert nice(0.1, least=1.0) == 1 and nice(2.1, least=1.0) == 5


def test_bars_begin_with_the_least_and_end_with_all_beyond():
    # 0 to 99 and one life of 10,000: the 99th of a hundred is 99, so the last bar holds it and the one beyond
    bars, last = histogram(pl.Series([*map(float, range(100)), 10_000.0]), is_counted=True)
    assert bars["from"][0] == 0 and bars["lives"].sum() == 101
    assert last == bars["from"][-1] and bars["lives"][-1] > 1


def test_equal_lives_are_one_bar():
    bars, last = histogram(pl.Series([7.0] * 5), is_counted=False)
    assert bars["lives"].to_list() == [5] and last is None


# ----------------------------------------------------------------------------- files


def test_names_are_texts_in_every_file():
    import altair as alt

    name = '<script>alert("&")</script>'
    drawn = alt.Chart(pl.DataFrame({"x": [1.0], "name": [name]})).mark_bar().encode(x="x:Q", y="name:N")
    chart = Chart("made_up", name, name, (Table(name, pl.DataFrame()),), drawn.properties(title=name))
    for form in ("svg", "html"):
        written = chart.content(form).decode()
        assert "<script" not in written and "&lt;script&gt;" in written
    assert ElementTree.fromstring(chart.svg()).tag.endswith("svg")


def test_a_file_has_the_form_of_its_ending(family, tmp_path):
    chart = family.chart("fan", who="Wei")
    starts = {"svg": b"<svg", "pdf": b"%PDF", "png": b"\x89PNG", "html": b"<!doctype html>", "json": b"{"}
    for form, start in starts.items():
        if form not in ("png", "pdf") or not chart.has_chinese:
            assert chart.save(tmp_path / f"fan.{form}").read_bytes().startswith(start)
    page = (tmp_path / "fan.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page and "src=" not in page and "href=" not in page
    assert json.loads((tmp_path / "fan.json").read_text(encoding="utf-8")) == chart.as_json()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"fan.{form}" for form in sorted(starts)]


def test_chinese_letters_without_a_font_are_refused(family, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "cjk_font", lambda: None)
    chart = family.chart("payers")  # a person is called 外婆
    with pytest.raises(BadArgument, match="has Chinese letters, for which no font was found"):
        chart.save(tmp_path / "payers.png")
    assert list(tmp_path.iterdir()) == []


def test_a_font_is_known_by_its_file():
    assert cjk_font(("fonts",), lambda _: [("", [], ["DejaVu.ttf", "NotoSansCJK-Regular.ttc"])]) == "Noto Sans CJK SC"
    assert cjk_font(("fonts",), lambda _: [("", [], ["DejaVu.ttf"])]) is None


def test_an_unknown_ending_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(BadArgument, match=r"has no ending of a chart; did you mean \.png\?  allowed: \.svg"):
        format_of(tmp_path / "fan.pgn")


def test_a_folder_is_not_written_over(tmp_path):
    with pytest.raises(BadArgument, match="is a folder; name a file in it"):
        write(tmp_path, b"")
    with pytest.raises(BadArgument, match="is no folder; make it first"):
        write(tmp_path / "gone" / "fan.svg", b"")


@pytest.mark.parametrize(
    "text",
    [
        "a title of several words that goes on",
        "中间九成、中间一半、中位数（竖线）与均值（菱形）及其区间。",
        "绿色更好，红色更差和（无好坏）",
    ],
)
def test_long_texts_are_broken_and_nothing_is_lost(text):
    found = lines(text, 110)
    assert len(found) > 1
    assert not any(line.startswith(("、", "。", "）")) or line.endswith("（") for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
