"""The server of the page: who is let in, what is refused with its place, studies from the line to their page."""

import json
import re

import pytest

from sim.kernel_cache import PLAIN
from sim.serve.app import MOST_BYTES, Settings
from sim.serve.household import Bounds
from tests.serve.conftest import SLEEPS, followed
from tests.two_months import TWO_MONTHS

# ----------------------------------------------------------------------------- who is let in


@pytest.mark.parametrize("path", ["/", "/api/begin", "/wrong/", "/wrong/api/begin"])
def test_an_address_without_the_token_is_refused(client, path):
    found = client.get(f"http://127.0.0.1:8690{path}")
    assert found.status_code == 403 and "token" in found.text


@pytest.mark.parametrize("host", ["example.org", "example.org:8690", "127.0.0.1.example.org", ""])
def test_a_name_that_leads_here_is_refused(client, host):
    """A page of somebody else's whose name was made to lead to this machine."""
    assert client.get("api/begin", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8690", "localhost:8690"])
def test_this_machine_is_let_in_by_its_own_names(client, host):
    assert client.get("", headers={"host": host}).status_code == 200


def test_the_page_may_load_and_reach_only_this_server(client):
    headers = client.get("").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert {policy[f"{kind}-src"] for kind in ("script", "style", "img", "connect", "frame")} == {"'self'"}
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("name", ["page.js", "form.js", "editor.js", "server.js", "dom.js", "page.css", "icon.svg"])
def test_the_files_of_the_page_are_there(client, name):
    found = client.get(name)
    assert found.status_code == 200 and found.text.strip()
    assert name in client.get("").text + client.get("page.js").text + client.get("form.js").text


@pytest.mark.parametrize("name", ["app.py", "..%2Fapp.py", "%2E%2E/app.py", "static/page.js", "api/nothing"])
def test_no_other_file_is(client, name):
    assert client.get(name).status_code in (403, 404)


# ----------------------------------------------------------------------------- what it is asked


def test_a_request_that_is_too_long_is_refused(client):
    assert client.post("api/check", json={"text": "x" * MOST_BYTES}).status_code == 413


@pytest.mark.parametrize("body", ["", "[1]", "{}", '{"text": 3}', '"text"'])
def test_a_request_of_another_form_is_refused_in_a_line(client, body):
    found = client.post("api/check", content=body)
    assert found.status_code == 400 and found.json()["error"]


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "swept"},
        {"lang": "de"},
        {"kind": "bills"},
        {"kind": "life"},
        {"kind": "why", "life": 0},
        {"kind": "bills", "life": True},
    ],
)
def test_a_job_of_no_kind_is_refused(client, more):
    assert client.post("api/jobs", json={"text": TWO_MONTHS, "kind": "run", "lang": "en"} | more).status_code == 400


def test_the_page_begins_with_texts_in_both_languages_and_the_schema(client):
    begun = client.get("api/begin").json()
    assert begun["texts"]["en"].keys() == begun["texts"]["zh"].keys()
    assert "people" in begun["schema"]["properties"] and all("people:" in text for text in begun["households"].values())
    meanings = begun["meanings"]["zh"]
    assert meanings[begun["schema"]["properties"]["start"]["description"]] == "起始日：模拟的第一天"
    assert [english for english, chinese in meanings.items() if not re.search("[\u4e00-\u9fff]", chinese)] == []
    assert begun["regions"]["zhengzhou"] == "郑州"


def test_a_fault_has_its_line_its_field_and_the_files_own_message(client):
    found = client.post("api/check", json={"text": TWO_MONTHS.replace("sex: male", "sex: man")}).json()
    [fault] = found["faults"]
    assert (fault["line"], fault["column"], fault["path"]) == (7, 10, ["people", "Wei", "sex"])
    assert fault["text"] == "sex: 'man' is none of the words  allowed: male, female"
    assert found["tree"]["people"]["Wei"]["sex"] == "man"  # the form shows what is written


def test_an_edit_changes_the_text_and_checks_it(client):
    change = {"text": TWO_MONTHS, "path": ["people", "Wei", "work", "wage"], "value": "-5"}
    found = client.post("api/edit", json=change).json()
    assert found["text"] == TWO_MONTHS.replace("wage: 10000", "wage: -5")
    assert [fault["path"] for fault in found["faults"]] == [change["path"]]


def test_an_edit_of_what_is_no_yaml_leaves_it_as_it_is(client):
    found = client.post("api/edit", json={"text": "people: {", "path": ["years"], "value": "3"}).json()
    assert found["text"] == "people: {" and found["tree"] is None and found["faults"][0]["line"] == 1


def test_an_edit_of_a_path_that_leads_nowhere_is_refused(client):
    assert (
        client.post("api/edit", json={"text": TWO_MONTHS, "path": ["people", 4, "x"], "value": "3"}).status_code == 400
    )


# ----------------------------------------------------------------------------- studies


def test_a_fault_is_told_in_the_language_of_the_page(client):
    wrong = {"text": TWO_MONTHS.replace("sex: male", "sex: man"), "lang": "zh"}
    [fault] = client.post("api/check", json=wrong).json()["faults"]
    assert fault["text"].startswith("sex：'man' 不是可用的词  可写：male 男、female 女")


def test_a_household_with_faults_is_not_simulated(client):
    found = client.post("api/jobs", json={"text": "people: 3", "kind": "run", "lang": "en"}).json()
    assert found["faults"] and "id" not in found


def test_a_study_is_followed_to_its_end(client):
    job = followed(client, {"text": TWO_MONTHS})
    assert job["state"] == "done" and job["found"] == ["a finding"] and job["progress"]["of_lives"] == 2


def test_a_study_that_runs_is_cancelled_and_the_next_one_runs(client):
    job = followed(client, {"text": SLEEPS}, until=("running",))
    assert client.post(f"api/jobs/{job['id']}/cancel").json()["state"] == "cancelled"
    assert followed(client, {"text": TWO_MONTHS})["state"] == "done"


def test_one_worker_does_one_study_and_the_next_ones_wait(client):
    first = followed(client, {"text": SLEEPS}, until=("running",))
    waiting = [
        client.post("api/jobs", json={"text": TWO_MONTHS + f"seed: {seed}\n", "kind": "run", "lang": "en"}).json()
        for seed in (1, 2)
    ]
    assert [(job["state"], job["ahead"]) for job in waiting] == [("waiting", 0), ("waiting", 1)]
    client.post(f"api/jobs/{waiting[0]['id']}/cancel")
    assert client.get(f"api/jobs/{waiting[1]['id']}").json()["ahead"] == 0
    client.post(f"api/jobs/{first['id']}/cancel")
    assert followed(client, {"text": TWO_MONTHS + "seed: 2\n"})["id"] == waiting[1]["id"]  # the same one, not another


def test_a_worker_that_dies_leaves_the_server_alive(client):
    job = followed(client, {"text": TWO_MONTHS.replace("Two months", "It will die")})
    assert job["state"] == "failed" and job["died"]
    assert followed(client, {"text": TWO_MONTHS})["state"] == "done"


def test_a_job_that_is_not_there_is_refused(client):
    assert client.get("api/jobs/nothing").status_code == 404
    assert client.post("api/jobs/nothing/cancel").status_code == 404


def test_a_job_without_a_page_has_none(client):
    job = followed(client, {"text": TWO_MONTHS})
    assert client.get(f"api/jobs/{job['id']}/page").status_code == 404


# ----------------------------------------------------------------------------- with true workers

BILL = "events:\n  - {on: 2025-01-10, who: Wei, does: outpatient, cost: 300}\n"


@pytest.fixture
def working(opened, settings, monkeypatch):
    monkeypatch.setenv(PLAIN, "1")
    return opened(settings, with_workers=True)


@pytest.mark.slow
def test_a_household_is_answered_with_its_page_and_its_bills_with_their_causes(
    working, settings, tmp_path, monkeypatch
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    before = {path for path in tmp_path.rglob("*") if settings.results not in (path, *path.parents)}
    text = TWO_MONTHS + BILL + "report: [contributed]\n"
    job = followed(working, {"text": text})
    # 2 % of 10,000 in each of two months
    assert job["state"] == "done" and "400.00 yuan" in job["found"][0]
    page = working.get(f"api/jobs/{job['id']}/page")
    assert "400.00 yuan" in page.text and "sandbox" in page.headers["content-security-policy"]
    assert "script-src" not in page.headers["content-security-policy"]
    [bill] = followed(working, {"text": text, "kind": "bills", "life": 0})["bills"]
    assert (bill["day"], bill["person"], bill["cost"]) == ("2025-01-10", "Wei", "300.00")
    why = followed(working, {"text": text, "kind": "why", "life": 0, "who": "Wei", "on": "2025-01-10"})
    assert "300.00 cost of the bill" in why["why"]
    none = followed(working, {"text": text, "kind": "bills", "life": 7})
    assert none["state"] == "failed" and "there is no life 7" in none["error"]
    after = {path for path in tmp_path.rglob("*") if settings.results not in (path, *path.parents)}
    assert after == before  # nothing but the folder of results was written to


@pytest.mark.slow
def test_variants_are_compared(working):
    variants = "variants: {poorer: {people: {Wei: {work: {wage: 5000}}}}}\nreport: [contributed]\n"
    job = followed(working, {"text": TWO_MONTHS + variants, "kind": "compare", "lang": "zh"})
    # 2 % of 5,000 less in each of two months
    assert job["state"] == "done" and "200 元" in job["found"][0] and "poorer" in job["found"][0]


SWEEP = "sweep: {vary: {people.Wei.work.wage: [5000, 10000]}}\nreplications: 1\nreport: [contributed]\n"


@pytest.mark.slow
def test_a_sweep_is_answered_with_its_page(working, settings):
    job = followed(working, {"text": TWO_MONTHS + SWEEP, "kind": "sweep"})
    # 2 % of 5,000 and of 10,000 in each of two months
    assert job["state"] == "done" and "between 200 and 400 yuan" in job["found"][0]
    assert job["progress"]["of_lives"] == 2
    assert "work.wage" in working.get(f"api/jobs/{job['id']}/page").text


@pytest.mark.slow
def test_a_life_is_answered_with_its_timeline(working, settings):
    job = followed(working, {"text": TWO_MONTHS + BILL, "kind": "life", "life": 0, "lang": "zh"})
    page = working.get(f"api/jobs/{job['id']}/page")
    assert job["state"] == "done" and "<h1>第 0 次</h1>" in page.text and page.text.count("<svg") == 2
    assert "sandbox" in page.headers["content-security-policy"]
    assert [path.name[:5] for path in settings.results.glob("*.html")] == ["life-"]
    none = followed(working, {"text": TWO_MONTHS, "kind": "life", "life": 7})
    assert none["state"] == "failed" and "there is no life 7" in none["error"]


# ----------------------------------------------------------------------------- its bounds


def faults(client, text):
    return [(fault["line"], fault["text"]) for fault in client.post("api/check", json={"text": text}).json()["faults"]]


def test_more_lives_than_the_bound_are_a_fault_at_their_line(client):
    by_chance = TWO_MONTHS + "    care: adult_average\n"
    assert faults(client, "replications: 100\n" + by_chance) == []
    assert faults(client, "replications: 101\n" + by_chance) == [
        (1, "replications: 101 are more than this server simulates  allowed: at most 100")
    ]


def test_a_longer_run_than_the_bound_is_a_fault_in_the_file_and_in_a_variant(client):
    allowed = "is longer than this server simulates  allowed: at most 10 years"
    longer = TWO_MONTHS.replace("end: 2025-03-01", "years: 11")
    assert faults(client, longer) == [(3, f"2025-01-01 to 2036-01-01 {allowed}")]
    variant = TWO_MONTHS + "variants: {longer: {years: 12}}\n"
    assert faults(client, variant) == [(11, f"2025-01-01 to 2037-01-01 {allowed}")]


def swept(client, sweep, more=""):
    job = {"text": TWO_MONTHS + f"sweep: {sweep}\n{more}", "kind": "sweep", "lang": "en"}
    return [(fault["line"], fault["text"]) for fault in client.post("api/jobs", json=job).json().get("faults", [])]


def test_a_larger_sweep_than_the_bound_is_a_fault_at_its_line(opened, settings):
    client = opened(Settings(settings.results, Bounds(100, 10, swept=60), "en", workers=1))
    wages = "{vary: {people.Wei.work.wage: [5000, 7500, 10000]}}"
    assert swept(client, wages, "replications: 20\n") == []
    # three points of 21 lives are 63
    found = "3 points of 21 lives are more than this server simulates  allowed: at most 60 lives in all"
    assert swept(client, wages, "replications: 21\n") == [(11, found)]
    assert faults(client, TWO_MONTHS + f"sweep: {wages}\nreplications: 21\n") == []  # the file itself is simulated


def test_a_sweep_over_longer_runs_than_the_bound_is_a_fault(client):
    assert swept(client, "{vary: {years: [1, 10]}}", "replications: 1\n") == []
    found = "2025-01-01 to 2036-01-01 is longer than this server simulates  allowed: at most 10 years"
    assert swept(client, "{vary: {years: [1, 11]}}", "replications: 1\n") == [(11, found)]


def test_a_sweep_that_the_text_does_not_have_is_a_fault(client):
    checked = client.post("api/check", json={"text": TWO_MONTHS}).json()
    assert checked["has_sweep"] is False and checked["faults"] == []
    job = {"text": TWO_MONTHS, "kind": "sweep", "lang": "en"}
    [fault] = client.post("api/jobs", json=job).json()["faults"]
    assert "the scenario has no sweep" in fault["text"]


EXTENSION = "extensions: [mine.py]\n"


def test_an_extension_is_refused_and_not_even_read(client, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("raise SystemExit('it was run')")
    assert faults(client, TWO_MONTHS + EXTENSION) == [(11, "'mine.py' is no extension that may be run here")]


def test_an_extension_is_read_where_the_server_was_started_with_leave(opened, settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("def no_rule():\n    return 1\n")
    free = opened(Settings(settings.results, Bounds(100, 10, extensions=True), "en", workers=1))
    found = faults(free, TWO_MONTHS + EXTENSION)
    assert not any("may be run here" in text for _, text in found)


def test_what_a_household_says_is_data_in_every_answer(client):
    hostile = TWO_MONTHS.replace("Two months", "'<script>alert(1)</script>'")
    found = client.post("api/check", json={"text": hostile})
    assert found.headers["content-type"] == "application/json" and "<script>" in json.dumps(found.json()["tree"])
