"""The page in a true browser: Debian's Chromium, without a screen, asked through Playwright."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from sim.kernel_cache import PLAIN
from tests.two_months import TWO_MONTHS

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="no chromium is installed on this machine"),
]

WIDTHS = (390, 1440)
BY_CHANCE = (
    TWO_MONTHS.replace("end: 2025-03-01", "years: 2")
    + "    care: adult_average\nreplications: 10\nreport: [out_of_pocket, account]\n"
)
#: Long enough to be cancelled, as nothing is compiled: some 240,000 person-months.
LONG = BY_CHANCE.replace("years: 2", "years: 10").replace("replications: 10", "replications: 2000")
MINUTE = 60_000  # milliseconds
expect.set_options(timeout=2 * MINUTE)  # where several processes share a processor


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A server, started as anybody starts it."""
    folder = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "gongji", "serve", "--port", "0", "--lang", "en"]
    environment = os.environ | {PLAIN: "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM or "chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def said() -> list[str]:
    """What the console of the page says is wrong; a test that means it clears the list."""
    return []


def _is_wrong(message: ConsoleMessage) -> bool:
    """Errors and warnings; not that the frame of the report, which has no script, refused that of this test."""
    return message.type in ("error", "warning") and not message.text.startswith("Blocked script execution")


@pytest.fixture
def page(browser, address, said, request) -> Iterator[Page]:
    """The page, opened with nothing kept; whatever its console says, and whatever it fetches elsewhere, is a fault."""
    context = browser.new_context(viewport={"width": getattr(request, "param", 1440), "height": 900})
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if _is_wrong(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    origin = re.match(r"http://127\.0\.0\.1:\d+/", address)
    assert origin
    fetched: list[str] = []
    context.on("request", lambda request: fetched.append(request.url))
    page.goto(address)
    expect(page.locator("#form input").first).to_be_visible()
    yield page
    context.close()
    assert said == []
    assert [url for url in fetched if not url.startswith((origin[0], "data:", "blob:"))] == []


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    expect(page.locator(field("scenario"))).to_have_value(re.search(r"scenario: (.*)", text)[1])  # type: ignore[index]


def field(*path: str | int) -> str:
    words = ",".join(f'"{key}"' if isinstance(key, str) else str(key) for key in path)
    return f"[id='field-[{words}]']"


def simulate(page: Page, text: str) -> None:
    write(page, text)
    page.click("#run")
    expect(page.locator("#state")).to_have_text("Done.")


# ----------------------------------------------------------------------------- the household


def test_what_is_typed_in_the_text_stands_in_the_form_and_the_other_way_round(page):
    write(page, TWO_MONTHS)
    expect(page.locator(field("people", "Wei", "work", "wage"))).to_have_value("10000")
    page.fill(field("people", "Wei", "work", "wage"), "12000")
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_have_value(TWO_MONTHS.replace("wage: 10000", "wage: 12000"))


def test_the_form_is_filled_by_keyboard_alone(page):
    write(page, TWO_MONTHS)
    page.locator("#language").focus()

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.locator(selector).evaluate("field => field === document.activeElement"):
                return
        raise AssertionError(f"{selector} is not reached")

    tab_to(field("people", "Wei", "born"))
    page.keyboard.press("Control+a")
    page.keyboard.type("1990-05-06")
    tab_to(field("people", "Wei", "sex"))
    page.keyboard.type("f")
    tab_to("[id='add-[\"events\"]']")
    page.keyboard.press("Enter")
    expect(page.locator(field("events", 0, "on"))).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2025-02-01")
    page.keyboard.press("Tab")
    wanted = TWO_MONTHS.replace("1985-03-12", "1990-05-06").replace("sex: male", "sex: female")
    event = "events: [{on: 2025-02-01, who: Wei, does: leaves_job}]\n"
    expect(page.locator("#text")).to_have_value(wanted + event)
    expect(page.locator("#faults-title")).to_have_text("No faults.")


def test_a_fault_is_shown_at_its_line_and_its_field_with_the_files_message(page):
    write(page, TWO_MONTHS)
    page.fill(field("people", "Wei", "work", "wage"), "much")
    page.keyboard.press("Tab")
    expect(page.locator(".gutter .wrong")).to_have_text("10")
    wage = page.locator(field("people", "Wei", "work", "wage"))
    expect(wage).to_have_attribute("aria-invalid", "true")
    message = page.locator("#faults li span").inner_text()
    assert "'much'" in message
    expect(page.locator(field("people", "Wei", "work", "wage").replace('wage"]', 'wage"]-wrong'))).to_have_text(message)
    page.click("#faults button")
    selected = page.locator("#text").evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert selected.startswith("much")
    page.click("#run")
    expect(page.locator("#faults button")).to_be_focused()
    assert page.locator("#found").inner_text() == ""


def test_a_text_that_is_no_yaml_waits_and_loses_nothing(page):
    write(page, TWO_MONTHS)
    page.fill("#text", TWO_MONTHS + "events: [")
    expect(page.locator("#form-waits")).to_be_visible()
    expect(page.locator(field("start"))).to_be_disabled()
    expect(page.locator("#faults li")).to_have_count(1)
    page.fill("#text", TWO_MONTHS + "events: []")
    expect(page.locator(field("start"))).to_be_enabled()


def test_what_is_written_is_there_after_a_reload_and_in_a_link(page, browser):
    text = TWO_MONTHS.replace("Two months", "两个月 – kept")
    write(page, text)
    page.reload()
    expect(page.locator("#text")).to_have_value(text)
    page.click("#link")
    expect(page.locator("#said")).not_to_be_empty()
    assert "#h=" in page.url
    other = browser.new_context().new_page()  # another browser, in which nothing is kept
    other.goto(page.url)
    expect(other.locator("#text")).to_have_value(text)
    other.context.close()


def test_the_household_is_a_file(page, tmp_path):
    write(page, TWO_MONTHS)
    with page.expect_download() as saved:
        page.click("#save")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert file.name == "household.yaml" and file.read_text(encoding="utf-8") == TWO_MONTHS
    file.write_text(TWO_MONTHS.replace("Two months", "From a file"), encoding="utf-8")
    page.set_input_files("#file", file)
    expect(page.locator(field("scenario"))).to_have_value("From a file")


def test_a_name_that_looks_like_html_is_text(page):
    write(page, TWO_MONTHS.replace("  Wei:", "  <img src=x onerror=alert(1)>:"))
    expect(page.get_by_text("<img src=x onerror=alert(1)>", exact=True).first).to_be_visible()
    assert page.locator("#form img").count() == 0


def test_a_region_beside_is_a_variant(page):
    write(page, TWO_MONTHS)
    expect(page.locator("#compare")).to_be_hidden()
    page.select_option("#region-beside", "beijing")
    expect(page.locator("#compare")).to_be_visible()
    assert page.locator("#text").input_value().endswith("variants: {in beijing: {people: {Wei: {region: beijing}}}}\n")
    page.select_option("#region-of-all", "hangzhou")
    expect(page.locator("#text")).to_have_value(re.compile("region: hangzhou"))


def test_a_chinese_form_helps_and_offers_words_in_chinese(page):
    write(page, TWO_MONTHS.replace("region: zhengzhou", "region: 郑州"))
    page.select_option("#language", "zh")
    sex = page.locator(field("people", "Wei", "sex"))
    expect(sex.locator("option:checked")).to_have_text("男 male")
    expect(page.locator("[id='" + field("start")[5:-2] + "-help']")).to_have_text("起始日：模拟的第一天")
    sex.select_option("female")
    expect(page.locator("#text")).to_have_value(re.compile("sex: female"))
    page.fill("#text", page.locator("#text").input_value().replace("sex: female", "sex: 女"))
    expect(sex.locator("option:checked")).to_have_text("女")  # as it is written, and once
    assert sex.locator("option", has_text="女").count() == 1
    expect(page.locator("#region-of-all option:checked")).to_have_text("郑州")
    page.select_option("#region-beside", "beijing")
    expect(page.locator("#text")).to_have_value(re.compile("variants: {在北京: {people: {Wei: {region: beijing}}}}"))


# ----------------------------------------------------------------------------- its studies


def test_a_study_is_answered_with_its_report_in_place(page, address, tmp_path):
    simulate(page, BY_CHANCE)
    assert "for the family over 2 years" in page.locator("#found").inner_text()
    report = page.frame_locator("#report")
    charts = report.locator("figure img")
    charts.first.wait_for(state="attached")
    # no script runs in the frame, so that nothing there is known to stand still
    assert charts.count() > 3
    assert charts.evaluate_all("images => images.filter(image => !image.complete || !image.naturalWidth).length") == 0
    worst, best = report.locator(".of-worst"), report.locator(".of-best")
    report.locator("label[for=show-worst]").click(force=True)
    expect(worst).to_be_visible()
    report.locator("label[for=show-best]").click(force=True)
    expect(best).to_be_visible()
    expect(worst).to_be_hidden()
    page.goto(page.locator("#apart").evaluate("link => link.href"))
    assert page.pdf().startswith(b"%PDF")


def test_the_language_is_switched_and_the_report_follows(page):
    simulate(page, BY_CHANCE)
    page.select_option("#language", "zh")
    expect(page.locator("#run")).to_have_text("模拟")
    expect(page.locator("#state")).to_have_text("完成。")
    assert "全家" in page.locator("#found").inner_text()
    expect(page.frame_locator("#report").locator("html")).to_have_attribute("lang", "zh-CN")
    assert page.locator("label", has_text="出生日期").count() == 1
    page.reload()
    expect(page.locator("#run")).to_have_text("模拟")


def test_a_study_is_cancelled(page):
    write(page, LONG)
    page.click("#run")
    expect(page.locator("#state")).to_contain_text("of 2,000 lives")
    page.click("#cancel")
    expect(page.locator("#state")).to_contain_text("Cancelled.")
    expect(page.locator("#run")).to_be_enabled()
    expect(page.locator("#cancel")).to_be_hidden()


def test_a_sweep_is_simulated_where_the_text_has_one(page):
    write(page, TWO_MONTHS)
    expect(page.locator("#sweep")).to_be_hidden()
    write(page, TWO_MONTHS + "sweep: {vary: {people.Wei.work.wage: [5000, 10000]}}\nreplications: 1\n")
    page.click("#sweep")
    expect(page.locator("#state")).to_have_text("Done.")
    expect(page.frame_locator("#report").locator("h1")).to_contain_text("the same at every point")


def test_a_life_is_shown_by_its_number(page):
    write(page, BY_CHANCE)
    page.fill("#life", "7")
    page.click("#show-life")
    life = page.frame_locator("#one-life")
    expect(life.locator("h1")).to_have_text("Life 7")
    expect(life.locator(".timeline svg").first).to_be_visible()


def test_a_bill_is_explained(page):
    write(page, TWO_MONTHS + "events:\n  - {on: 2025-01-10, who: Wei, does: outpatient, cost: 300}\n")
    page.click("#show-bills")
    page.locator("#bills button").click()
    expect(page.locator("#why")).to_contain_text("300.00 cost of the bill")
    expect(page.locator("#why")).to_be_focused()


def test_a_server_that_is_gone_loses_nothing(page, said):
    write(page, TWO_MONTHS)
    page.route("**/api/**", lambda route: route.fulfill(status=503, json={"error": "it is busy"}))
    page.fill("#text", TWO_MONTHS + "# typed meanwhile\n")
    expect(page.locator("#said")).to_have_text("It failed: it is busy")
    assert len(said) == 1 and "503" in said[0]
    said.clear()
    page.unroute_all()
    page.reload()
    expect(page.locator("#text")).to_have_value(TWO_MONTHS + "# typed meanwhile\n")


# ----------------------------------------------------------------------------- how it looks


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
def test_the_page_fits_and_screen_readers_can_use_it(page):
    simulate(page, BY_CHANCE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("#report")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_screen_readers_can_use_a_report(page, browser, tmp_path, width):
    simulate(page, BY_CHANCE)
    text = page.request.get(page.locator("#apart").evaluate("link => link.href")).text()
    file = tmp_path / "report.html"
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    report = context.new_page()
    report.goto(file.as_uri())
    found = serious(report)
    context.close()
    assert found == []


def serious(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using a page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
