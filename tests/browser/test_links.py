"""What one calculator knows and another offers, and all of them in one file: nothing silent, nothing lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_axe import faults
from tests.browser.test_calculator import HOSTILE, MARKUP, field, opened, ready

PAGE = "calculators/restore_or_wait.html"
LOSS = {
    "crash": "2026-03-12T15:00",
    "backup": "2026-03-12T02:00",
    "records": "a",
    "records.a.name": "orders",
    "records.a.rate": "12",
    "records.a.minutes": "16",
    "records.a.reconstructable": "90%",
}
COST = {
    "start": "2026-03-12T09:00",
    "revenue": "1984000",
    "margin": "100%",
    "stopped": "100%",
    "people": "0",
    "pay": "0",
}
OFFERED = {
    "zh": "用备份丢失计算器的 17.28 小时（停机前丢的，补录工时）",
    "en": "Use 17.28 h from the backup-loss calculator (re-entry of what was lost)",
}
STORE = """async ([name, values]) => {
  for (const [key, value] of Object.entries(values)) await RunbookStore.setValue(`${name}/${key}`, value);
}"""
STORED = "(name) => RunbookActions.typedIn(name)"


def at(page: Page, edition: Edition, language: str, **known: dict[str, str]) -> Page:
    """The page of restore or wait, after others were filled in."""
    page.goto(edition.url(language, PAGE))
    for name, values in known.items():
        page.evaluate(STORE, [name, values])
    page.reload()
    ready(page)
    return page


def button(page: Page, name: str):
    return field(page, name).locator("[data-action=take]")


def test_a_number_is_offered_and_taken_only_by_a_press(page: Page, edition: Edition, language: str) -> None:
    at(page, edition, language, backup_loss=LOSS)
    reentry, take = page.locator("#restore_or_wait-reentry"), button(page, "reentry")
    expect(take).to_have_text(OFFERED[language])
    expect(reentry).to_have_value("12–16–24")
    if edition.name == "http":
        assert faults(page) == []

    take.focus()
    page.keyboard.press("Enter")

    expect(reentry).to_have_value("17.28")
    expect(reentry).to_be_focused()
    expect(take).to_be_hidden()
    expect(field(page, "reentry").locator("[data-origin=taken]")).to_be_visible()
    expect(field(page, "reentry").locator("[data-origin=typed]")).to_be_hidden()
    basis = page.locator(".calculator-basis")
    expect(basis).to_contain_text(
        {"zh": "取自备份丢失计算器", "en": "Taken over from the backup-loss"}[language]
    )

    page.reload()
    ready(page)
    expect(field(page, "reentry").locator("[data-origin=taken]")).to_be_visible()
    reentry.fill("18")
    expect(field(page, "reentry").locator("[data-origin=typed]")).to_be_visible()
    expect(take).to_be_visible()
    take.click()
    expect(reentry).to_have_value("17.28")
    page.locator("[data-action=kept]").click()
    expect(reentry).to_have_value("18")


def test_rows_and_a_whole_calculation_are_taken(page: Page, edition: Edition, language: str) -> None:
    at(page, edition, language, backup_loss=LOSS, downtime_cost=COST)
    button(page, "records").click()
    expect(field(page, "records").locator("input[name='records.t1.name']")).to_have_value("orders")
    expect(field(page, "records.t1").locator("[data-origin=taken]")).to_be_visible()

    page.locator("#restore_or_wait-cost_from--taken").check()
    expect(field(page, "outage").locator(".calculator-error")).to_be_visible()
    button(page, "outage").click()

    expect(field(page, "outage").locator(".calculator-error")).to_be_hidden()
    expect(field(page, "outage").locator("[data-origin=taken]")).to_be_visible()
    # Down 2 h, restored after 3 and repaired after 8 more: 4 and 8 working hours at 1,000.
    page.fill("#restore_or_wait-down", "2")
    expect(page.locator(".calculator-table").first).to_contain_text("¥4,000")

    # A change over there changes nothing here, and is offered.
    other = opened(page.context.new_page(), edition, language)
    other.evaluate(STORE, ["downtime_cost", {"revenue": "3968000"}])
    page.bring_to_front()
    expect(button(page, "outage")).to_be_visible()
    expect(page.locator(".calculator-table").first).to_contain_text("¥4,000")


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({}, None),
        ({"now": "2026-03-12T16:00"}, "Nothing is filled in yet"),
        ({"crash": LOSS["crash"]}, "Still example values"),
        ({**LOSS, "rpo": HOSTILE}, "A value needs correcting"),
        ({**LOSS, "crash": "2026-03-11T15:00"}, "A value needs correcting"),
    ],
)
def test_what_is_not_the_reader_s_own_or_not_right_is_not_offered(
    new_page: Callable[..., Page], over_http: Edition, known: dict[str, str], why: str | None
) -> None:
    page = at(new_page(over_http), over_http, "en", backup_loss=known)
    told = field(page, "reentry").locator("[data-why]")

    if why:
        expect(told).to_contain_text(why)
    else:
        expect(told).to_be_hidden()
    expect(button(page, "reentry")).to_be_hidden()
    assert page.evaluate(MARKUP) == [0, "undefined"]
    field(page, "reentry").get_by_role("link").click()
    expect(page).to_have_url(over_http.url("en", "calculators/backup_loss.html"))


def test_the_offsets_of_the_device_count(new_page: Callable[..., Page], over_http: Edition) -> None:
    """New York's clocks change within the window: it has 7 h, not 8."""
    page = new_page(over_http, timezone_id="America/New_York")
    moments = {"backup": "2026-03-08T01:30", "crash": "2026-03-08T09:30"}
    outside = {"calendar": "Mon 09:00-10:00", "records.a.rate": "", "records.a.rate_outside": "12"}
    at(page, over_http, "en", backup_loss={**LOSS, **outside, **moments})

    # 7 h · 12 · 90 % · 16 min ÷ 60 · 1.2
    expect(button(page, "reentry")).to_contain_text("Use 24.19 h")


def test_one_file_holds_all_calculators_and_opens_on_any(
    page: Page, edition: Edition, language: str, tmp_path: Path
) -> None:
    at(page, edition, language, backup_loss=LOSS)
    page.fill("#restore_or_wait-reentry", "18")
    with page.expect_download() as saved:
        page.locator(".calculator-share [data-action=save-all]").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert file.name == "calculators.json"
    assert json.loads(file.read_text("utf-8")) == {
        "calculators": {"backup_loss": LOSS, "restore_or_wait": {"reentry": "18"}}
    }

    page.fill("#restore_or_wait-reentry", "99")
    page.evaluate("async () => RunbookStore.removeValues('backup_loss/')")
    page.evaluate(STORE, ["backup_loss", {"rpo": "4 h"}])
    ready(opened(page, edition, language))
    page.set_input_files(".calculator-file", file)

    told = page.locator(".calculator-brought")
    expect(told).to_contain_text(
        {"zh": "存着几个计算的文件", "en": "inputs of several calculators"}[language]
    )
    expect(page.locator("#backup_loss-backup")).to_have_value(LOSS["backup"])
    assert page.evaluate(STORED, "backup_loss") == LOSS
    assert page.evaluate(STORED, "restore_or_wait") == {"reentry": "18"}
    page.locator("[data-action=kept]").click()
    expect(page.locator("#backup_loss-rpo")).to_have_value("4 h")

    page.goto(edition.url(language, PAGE))
    expect(page.locator("#restore_or_wait-reentry")).to_have_value("18")
    page.locator("[data-action=kept]").click()
    expect(page.locator("#restore_or_wait-reentry")).to_have_value("99")


def test_a_hostile_file_of_all_harms_nothing_and_refused_parts_are_told(
    new_page: Callable[..., Page], over_http: Edition, tmp_path: Path
) -> None:
    page = at(new_page(over_http), over_http, "en", backup_loss=LOSS)
    page.fill("#restore_or_wait-reentry", "18")
    held = {
        "backup_loss": {"records": [7]},
        "restore_or_wait": {"reentry": HOSTILE, "reentry.taken": HOSTILE, "outage": "[[[[", HOSTILE: HOSTILE},
        "__proto__": {"a": "1"},
        HOSTILE: {"a": "1"},
    }
    file = tmp_path / "all.json"
    file.write_text(json.dumps({"calculators": held}), "utf-8")
    page.set_input_files(".calculator-file", file)
    told = page.locator(".calculator-brought")

    expect(told).to_contain_text("“How much have we lost?” – Not opened, what was there is left as it is.")
    expect(told).to_contain_text("“Restore or wait?” – Brought in")
    expect(told).to_contain_text("There are no such calculators here: “__proto__”")
    assert page.evaluate(STORED, "backup_loss") == LOSS
    expect(field(page, "reentry").locator(".calculator-error")).to_contain_text("<img")
    assert page.evaluate(MARKUP) == [0, "undefined"]
    page.locator("[data-action=kept]").click()
    expect(page.locator("#restore_or_wait-reentry")).to_have_value("18")

    for text in ('{"calculators": {}}', '{"calculators": 1}', '{"calculators": {"x": {}}}'):
        told.evaluate("(element) => { element.textContent = ''; }")
        file.write_text(text, "utf-8")
        page.set_input_files(".calculator-file", file)
        expect(told).not_to_be_empty()
        expect(page.locator("#restore_or_wait-reentry")).to_have_value("18")


def test_an_amount_keeps_its_currency(new_page: Callable[..., Page], over_http: Edition) -> None:
    page = new_page(over_http)
    page.goto(over_http.url("en", "calculators/sla_time.html"))
    page.evaluate(STORE, ["downtime_cost", {**COST, "down": "8", "currency": "EUR"}])
    page.reload()
    page.check("#sla_time-question--credits")
    take = button(page, "hourly_cost")
    expect(take).to_have_text(
        "Use EUR 875 from the downtime-cost calculator (an average hour of that outage)", timeout=60_000
    )

    take.click()

    error = field(page, "hourly_cost").locator(".calculator-error")
    expect(error).to_contain_text("counts in CNY here; it now says “EUR 875”")
    page.locator(".calculator-more > summary").click()
    page.fill("#sla_time-currency", "EUR")
    expect(error).to_be_hidden()
    expect(page.locator(".calculator-sentence")).to_contain_text("cost €1,750")
    expect(field(page, "hourly_cost").locator("[data-origin=taken]")).to_be_visible()
