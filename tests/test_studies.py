"""Studies in Python: frames that are ready to draw."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from rich.text import Text

import sim
from sim.errors import Fault
from sim.experiment.arguments import BadArgument
from sim.experiment.progress import Progress
from tests.two_months import TWO_MONTHS

SCENARIO = f"""\
{TWO_MONTHS}sweep:
  vary:
    people.Wei.work.wage: [5000, 10000]
    policy.account.credit.active_rate: [2%, 3%, 4%]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "two_months.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def test_swept_values_are_numbers_too(file, tmp_path):
    points = sim.sweep(file, out=tmp_path).points()
    wage, rate = "people.Wei.work.wage", "policy.account.credit.active_rate"
    assert points[wage].to_list() == ["5000"] * 3 + ["10000"] * 3
    assert points[f"{wage}.number"].to_list() == [5000.0] * 3 + [10000.0] * 3
    assert points[f"{rate}.number"].to_list() == [2.0, 3.0, 4.0] * 2


def test_swept_dates_are_dates_and_words_have_neither(tmp_path):
    file = tmp_path / "events.yaml"
    vary = "    events.loss.on: [2025-01-10, 2025-01-20]\n    people.Wei.choices.retires: [statutory, latest]\n"
    text = SCENARIO.split("  vary:\n")[0] + "  vary:\n" + vary
    event = "events:\n  - {name: loss, on: 2025-01-15, who: Wei, does: leaves_job}\n"
    file.write_text(text.replace("sweep:", f"{event}sweep:"), encoding="utf-8")
    points = sim.sweep(file, out=tmp_path).points()
    assert points["events.loss.on.date"].to_list()[0] == date(2025, 1, 10)
    assert not [name for name in points.columns if name.startswith("people.Wei.choices.retires.")]


def test_two_paths_are_crossed(file, tmp_path):
    study = sim.sweep(file, out=tmp_path)
    # the account: 1,000 and two months' credit of 2, 3 or 4 % of the wage
    assert study.table("account", person="Wei").rows() == [
        ("5000", 1200.0, 1300.0, 1400.0),
        ("10000", 1400.0, 1600.0, 1800.0),
    ]
    assert study.table("account").columns == ["people.Wei.work.wage", "2%", "3%", "4%"]
    shown = "\n".join(line.plain.rstrip() for line in study.report(80, only="account"))
    assert "account, yuan  mean, by work.wage (down) and credit.active_rate (across)" in shown
    assert "  10000  1,400  1,600  1,800" in shown
    with pytest.raises(BadArgument, match="'acount' is no outcome; did you mean account?"):
        study.table("acount")


def test_a_cross_table_needs_two_paths(file, tmp_path):
    file.write_text(SCENARIO.rsplit("\n", 2)[0] + "\n", encoding="utf-8")
    with pytest.raises(BadArgument, match="a cross table needs the grid of two paths; this sweep has 1"):
        sim.sweep(file, out=tmp_path).table("account")


def test_money_is_exact_or_float(file, tmp_path):
    study = sim.run(file, out=tmp_path)
    exact, floats = study.frame(), study.frame(money="float")
    assert exact.schema["account"] == pl.Decimal(18, 2) and floats.schema["account"] == pl.Float64
    assert floats["account"].to_list() == [float(value) for value in exact["account"]]
    with pytest.raises(BadArgument, match="'yuan' is no form of money"):
        study.frame(money="yuan")  # pyright: ignore[reportArgumentType]


def test_a_table_that_is_not_there_is_answered_with_those_that_are(file, tmp_path):
    with pytest.raises(BadArgument, match="'foo' is no table of this result  allowed: lives, years"):
        sim.run(file, out=tmp_path).frame("foo")


def test_the_probability_of_an_amount_is_of_every_variant(file, tmp_path):
    file.write_text(SCENARIO + "variants:\n  low: {people: {Wei: {work: {wage: 5000}}}}\n", encoding="utf-8")
    # one certain life: 2 x 10,000 earned, 2 x 5,000 in the variant
    assert sim.run(file, out=tmp_path).exceeding("earned", "19999.99")["share"].to_list() == [1.0, 1.0]
    assert sim.run(file, out=tmp_path).exceeding("earned", 20_000)["share"].to_list() == [0.0, 0.0]
    found = sim.compare(file, out=tmp_path).exceeding("earned", 15_000)
    shares = {(row["variant"], row["person"]): row["share"] for row in found.to_dicts()}
    assert shares == {("baseline", "Wei"): 1, ("baseline", None): 1, ("low", "Wei"): 0, ("low", None): 0}
    for outcome, amount, said in (("earnt", 1, "earned"), ("retired", 1, "yes or no"), ("earned", "much", "number")):
        with pytest.raises(BadArgument, match=said):
            sim.run(file, out=tmp_path).exceeding(outcome, amount)


def test_a_notebook_shows_no_order_to_a_screen_either(file, tmp_path, monkeypatch):
    study = sim.run(file, out=tmp_path, replications=2)
    monkeypatch.setattr(type(study), "report", lambda self, width: [Text("a\x1b[2J <b>")])
    assert "a\\x1b[2J &lt;b&gt;" in study._repr_html_()
    monkeypatch.undo()
    assert study.title in study._repr_html_() and study._repr_html_().count("\n") > 10


def test_an_amount_is_a_number_of_some_size(file, tmp_path):
    study = sim.run(file, out=tmp_path, replications=2)
    for amount in ("much", "1e999999999", "9" * 5000):
        with pytest.raises(BadArgument, match="is no number") as refused:
            study.exceeding("out_of_pocket", amount)
        assert len(str(refused.value)) < 200


def test_every_public_name_is_on_the_page_about_python_and_in_an_example():
    """Classes are named in a comment or used; functions are called."""
    page = (Path(__file__).parents[1] / "docs" / "python.md").read_text(encoding="utf-8")
    examples = "".join(re.findall(r"<!-- python -->\n```python\n(.*?)```", page, re.S))
    for name in sim.__all__:
        assert re.search(rf"\bsim\.{name}\b", examples), name
    for field in (*Progress.__dataclass_fields__, *Fault.__dataclass_fields__):
        assert f"`{field}`" in page, field
