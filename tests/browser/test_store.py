"""What the store promises, in a real Chromium: nothing that it confirmed is lost, and a refusal is said."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from tests.browser.conftest import CHROMIUM, LANGUAGES, Edition

CHECKLIST = "steps/4-backup-and-recovery.html"
TICK = "#bk-photo-tick"
STORED = "async () => [Object.fromEntries(await RunbookStore.values('')), await RunbookStore.events()]"
WRITE = """async () => {
  await RunbookStore.setValue('form/crash', '2026-03-12T15:00');
  await RunbookStore.append({ id: 'one', v: 1 });
}"""


@contextmanager
def profile(chromium: BrowserType, folder: Path) -> Iterator[BrowserContext]:
    """A browser that keeps its storage in a folder."""
    context = chromium.launch_persistent_context(folder, **CHROMIUM)
    try:
        yield context
    finally:
        try:
            context.close()
        except Error:
            assert not (folder / "SingletonLock").exists() or not alive(folder)


def process(folder: Path) -> int:
    return int(str((folder / "SingletonLock").readlink()).rpartition("-")[2])


def alive(folder: Path) -> bool:
    try:
        os.kill(process(folder), 0)
    except ProcessLookupError:
        return False
    return True


def kill(folder: Path) -> None:
    """End the browser as a power cut would."""
    os.kill(process(folder), signal.SIGKILL)


def forms(page: Page) -> dict[str, str]:
    return page.evaluate("async () => Object.fromEntries(await RunbookStore.values('form/'))")


def opened(page: Page, edition: Edition, language: str = "zh") -> Page:
    page.goto(edition.url(language, CHECKLIST))
    return page


@pytest.fixture
def intranet(new_page: Callable[..., Page], over_http: Edition) -> Page:
    """A watched page for what does not depend on how the site is reached."""
    return new_page(over_http)


class TestDurable:
    def test_what_was_confirmed_survives_a_kill_at_once(self, chromium_type, edition, tmp_path):
        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], edition)
            page.evaluate(WRITE)
            kill(tmp_path)

        with profile(chromium_type, tmp_path) as context:
            values, events = opened(context.pages[0], edition).evaluate(STORED)

        assert values["form/crash"] == "2026-03-12T15:00"
        assert [event["id"] for event in events] == ["one"]

    def test_removing_is_as_durable(self, chromium_type, over_http, tmp_path):
        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], over_http)
            page.evaluate(WRITE)
            page.evaluate("RunbookStore.setValue('other', 'stays')")
            page.evaluate("RunbookStore.removeValues('form/')")
            kill(tmp_path)

        with profile(chromium_type, tmp_path) as context:
            values, _ = opened(context.pages[0], over_http).evaluate(STORED)

        assert "form/crash" not in values
        assert values["other"] == "stays"

    def test_removing_takes_what_was_set_before_it_and_nothing_after(self, intranet, over_http):
        opened(intranet, over_http).evaluate("RunbookStore.setValue('form/a', 'on the disk')")

        intranet.evaluate("""() => Promise.all([
          RunbookStore.setValue('form/b', 'set before'),
          RunbookStore.removeValues('form/'),
          RunbookStore.setValue('form/c', 'set after'),
          RunbookStore.removeValues('form/b'),
          RunbookStore.setValue('form/d', 'set last'),
        ])""")

        expected = {"form/c": "set after", "form/d": "set last"}
        assert forms(intranet) == expected
        intranet.reload()
        assert forms(intranet) == expected


BUSY = """async () => {
  const opening = indexedDB.open(`runbook-${RunbookStore.site}`);
  const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  for (const name of ['values', 'events']) {
    const store = database.transaction(name, 'readwrite').objectStore(name);
    const spin = () => { store.get('nothing').onsuccess = spin; };
    spin();
  }
}"""
SHELF = "Object.keys(localStorage).filter((name) => name.includes('/left/')).length"


class TestLeaving:
    """A page that is left before the disk has answered, here because it is busy with something else."""

    def test_what_waits_is_written_by_the_next_page(self, page, edition):
        opened(page, edition).evaluate("RunbookStore.setValue('old/a', 'on the disk')")
        page.evaluate(BUSY)
        page.evaluate("() => { RunbookStore.removeValues('old/'); }")
        page.evaluate("() => { RunbookStore.setValue('form/a', 'typed'); }")
        page.evaluate("() => { RunbookStore.append({ id: 'one', v: 1 }); }")

        opened(page, edition, "en")

        values, events = page.evaluate(STORED)
        assert values.get("form/a") == "typed"
        assert "old/a" not in values
        assert events == [{"id": "one", "v": 1}]
        page.wait_for_function(f"{SHELF} === 0")
        page.reload()
        assert page.evaluate(STORED) == [values, events]

    def test_a_tick_and_a_word_survive_an_instant_reload(self, page, edition):
        opened(page, edition).evaluate("RunbookLog.load()")
        page.evaluate(BUSY)
        page.check(TICK)
        page.fill("#bk-contact-value", "王工")

        page.reload()

        expect(page.locator(TICK)).to_be_checked()
        expect(page.locator("#bk-contact-value")).to_have_value("王工")

    def test_what_this_page_sets_is_newer(self, intranet, over_http):
        opened(intranet, over_http).evaluate(BUSY)
        intranet.evaluate("() => { RunbookStore.setValue('form/a', 'earlier'); }")
        intranet.add_init_script("""document.addEventListener('DOMContentLoaded', () => {
          RunbookStore.setValue('form/a', 'later');
        })""")
        intranet.reload()

        intranet.wait_for_function(f"{SHELF} === 0")
        assert forms(intranet) == {"form/a": "later"}

    def test_what_this_page_writes_meanwhile_does_not_leave_it_there_for_ever(self, intranet, over_http):
        opened(intranet, over_http).evaluate(BUSY)
        intranet.evaluate("() => { RunbookStore.setValue('form/a', 'left'); }")
        intranet.add_init_script("""document.addEventListener('DOMContentLoaded', () => {
          let written = 0;
          const write = () => RunbookStore.setValue('form/b', `${written}`);
          const again = () => { if (written++ < 50) return write().then(again); };
          window.written = again();
        })""")
        intranet.reload()

        intranet.wait_for_function(f"{SHELF} === 0")
        intranet.evaluate("() => window.written")
        assert forms(intranet) == {"form/a": "left", "form/b": "50"}

    def test_a_page_that_only_was_hidden_leaves_nothing_behind(self, intranet, over_http):
        opened(intranet, over_http)
        left = intranet.evaluate(f"""() => {{
          RunbookStore.setValue('form/a', 'typed');
          Object.defineProperty(document, 'visibilityState', {{ value: 'hidden', configurable: true }});
          dispatchEvent(new Event('visibilitychange'));
          return {SHELF};
        }}""")

        assert left == 1
        intranet.wait_for_function(f"{SHELF} === 0")
        assert forms(intranet) == {"form/a": "typed"}

    @pytest.mark.parametrize("left", ["", "null", "[]", '{"values": 7}', '{"removals": [], "values": [["a"'])
    def test_what_others_wrote_there_harms_nothing(self, intranet, over_http, left):
        opened(intranet, over_http)
        shelf = "([name, left]) => localStorage.setItem(`runbook-${RunbookStore.site}/left/${name}`, left)"
        intranet.evaluate(shelf, ["x", left])
        for name in "wy":  # whichever comes first
            own = {"removals": [], "values": [[f"form/{name}", "left"]], "events": []}
            intranet.evaluate(shelf, [name, json.dumps(own)])

        intranet.reload()

        intranet.wait_for_function(f"{SHELF} === 0")
        intranet.evaluate("RunbookStore.setValue('form/a', 'typed')")
        assert forms(intranet) == {"form/a": "typed", "form/w": "left", "form/y": "left"}


class TestTabs:
    def test_two_tabs_do_not_overwrite_each_other(self, page, edition):
        opened(page, edition)
        other = opened(page.context.new_page(), edition, "en")
        other.evaluate("() => { window.heard = []; RunbookStore.subscribe((what) => heard.push(what)); }")

        for tab, name in ((page, "a"), (other, "b")):
            tab.evaluate("(name) => { RunbookStore.setValue(`form/${name}`, name); }", name)
            tab.evaluate("(name) => { RunbookStore.append({ id: name }); }", name)

        other.wait_for_function("() => heard.includes('values') && heard.includes('events')")
        for tab in (page, other):
            values, events = tab.evaluate(STORED)
            assert {"form/a", "form/b"} <= values.keys()
            assert {event["id"] for event in events} == {"a", "b"}

    @pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
    def test_of_two_events_with_one_id_the_same_one_stays(self, intranet, over_http, order):
        opened(intranet, over_http)

        for value in order:
            intranet.evaluate("(value) => RunbookStore.append({ id: 'a', value }, { id: 'b' })", value)

        assert intranet.evaluate(STORED)[1] == [{"id": "a", "value": "one"}, {"id": "b"}]
        intranet.reload()
        assert intranet.evaluate(STORED)[1] == [{"id": "a", "value": "one"}, {"id": "b"}]

    def test_two_sites_on_one_server_do_not_mix(self, intranet, over_http):
        opened(intranet, over_http)
        intranet.evaluate(WRITE)

        other = intranet.context.new_page()
        other.add_init_script("""document.addEventListener('readystatechange', () => {
          document.querySelector('meta[name="runbook-site"]').content = 'other';
        })""")
        opened(other, over_http)

        assert other.evaluate("RunbookStore.site") == "other"
        assert other.evaluate("async () => [...await RunbookStore.values('form/')]") == []
        assert other.evaluate("RunbookStore.events()") == []


def newer(page: Page, site: Path) -> None:
    """Give a tab the store of a later build, which upgrades the database."""
    script = (site / "assets/javascripts/store.js").read_text("utf-8")
    assert "#version = 1;" in script
    later = script.replace("#version = 1;", "#version = 2;")
    page.route("**/store.js", lambda route: route.fulfill(body=later, content_type="text/javascript"))


class TestUpgrade:
    def test_a_tab_of_the_older_build_makes_way_and_goes_on(self, intranet, over_http, site):
        opened(intranet, over_http).evaluate(WRITE)
        later = intranet.context.new_page()
        newer(later, site)
        opened(later, over_http)

        assert later.evaluate(STORED)[0]["form/crash"] == "2026-03-12T15:00"
        intranet.evaluate("RunbookStore.setValue('form/crash', 'from the older tab')")

        assert later.evaluate(STORED)[0]["form/crash"] == "from the older tab"
        for tab in (intranet, later):
            expect(tab.locator("[data-when=memory]")).to_be_hidden()

    def test_a_tab_that_does_not_make_way_is_waited_for_in_memory(self, intranet, over_http, site):
        opened(intranet, over_http).evaluate(WRITE)
        intranet.evaluate("""() => new Promise((resolve) => {
          const request = indexedDB.open(`runbook-${RunbookStore.site}`);
          request.onsuccess = () => { window.held = request.result; resolve(); };
        })""")
        later = intranet.context.new_page()
        newer(later, site)
        opened(later, over_http)

        notice = later.locator("[data-when=memory]")
        expect(notice).to_be_visible()
        later.evaluate("RunbookStore.setValue('form/crash', 'waited')")
        later.check(TICK)
        assert later.evaluate(STORED)[0]["form/crash"] == "waited"

        intranet.evaluate("held.close()")

        expect(notice).to_be_hidden()
        expect(intranet.locator(TICK)).to_be_checked()
        assert intranet.evaluate(STORED)[0]["form/crash"] == "waited"


REFUSALS = {
    "absent": "Object.defineProperty(window, 'indexedDB', { value: undefined });",
    "forbidden": """Object.defineProperty(window, 'indexedDB', {
      get() { throw new DOMException('', 'SecurityError'); },
    });""",
    "full": """IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
      throw new DOMException('', 'QuotaExceededError');
    };""",
}
FOR_A_WHILE = {
    "full": """for (const name of ['put', 'add']) {
      const real = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...given) {
        if (!window.well) throw new DOMException('', 'QuotaExceededError');
        return real.apply(this, given);
      };
    }""",
    "closed": """const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
      if (!window.well) throw new DOMException('', 'UnknownError');
      return open.apply(this, given);
    };""",
}


class TestRefused:
    @pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_page_says_so_and_goes_on(self, intranet, over_http, refusal, language):
        intranet.add_init_script(refusal)
        opened(intranet, over_http, language)

        intranet.check(TICK)
        intranet.evaluate("RunbookStore.setValue('form/crash', 'now')")

        notice = intranet.locator("[data-when=memory]")
        expect(notice).to_be_visible()
        expect(intranet.locator("#bk-keep ~ .checklist [data-count=done]").first).to_have_text("1")
        assert intranet.evaluate(STORED)[0]["form/crash"] == "now"
        intranet.evaluate("RunbookStore.removeValues('form/')")
        assert "form/crash" not in intranet.evaluate(STORED)[0]

    @pytest.mark.parametrize("refusal", FOR_A_WHILE.values(), ids=FOR_A_WHILE)
    def test_a_passing_failure_is_taken_back_when_all_is_on_the_disk(self, intranet, over_http, refusal):
        intranet.add_init_script(refusal)
        opened(intranet, over_http)
        intranet.check(TICK)
        intranet.evaluate("RunbookStore.setValue('form/a', 'before')")
        notice = intranet.locator("[data-when=memory]")
        expect(notice).to_be_visible()

        intranet.evaluate("() => { window.well = true; return RunbookStore.setValue('form/b', 'after'); }")

        expect(notice).to_be_hidden()
        intranet.add_init_script("window.well = true")
        intranet.reload()
        expect(intranet.locator(TICK)).to_be_checked()
        assert forms(intranet) == {"form/a": "before", "form/b": "after"}

    def test_a_browser_that_blocks_site_data(self, chromium_type, over_http, tmp_path):
        preferences = tmp_path / "Default" / "Preferences"
        preferences.parent.mkdir()
        preferences.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))

        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], over_http)
            page.check(TICK)

            expect(page.locator("[data-when=memory]")).to_be_visible()
            expect(page.locator(TICK)).to_be_checked()
            page.reload()
            expect(page.locator(TICK)).not_to_be_checked()

    def test_nothing_is_said_where_all_is_well(self, page, edition):
        opened(page, edition)
        page.check(TICK)
        page.evaluate("RunbookLog.load()")

        expect(page.locator("[data-when]").first).to_be_hidden()
        expect(page.locator("[data-when]").last).to_be_hidden()


class TestHostile:
    def test_what_is_stored_never_becomes_markup_or_breaks_the_page(self, page, edition):
        opened(page, edition)
        page.evaluate(
            """async () => {
              await RunbookLog.load();
              const markup = '<img src=x onerror="window.hacked = 1">';
              const event = {
                v: 1, site: RunbookStore.site, incident: 'current', device: markup, seq: 1,
                at: '2026-03-12T07:00:00Z', by: markup, kind: 'answer', value: markup, ref: '',
              };
              await RunbookStore.append(
                { ...event, id: 'a', target: 'bk-hold' },
                { ...event, id: 'b', target: 'bk-photo' },
                { ...event, id: 'c', target: '__proto__', kind: 'tick' },
                { ...event, id: 'd', target: 'bk-ransom', kind: 'tick', seq: '9' },
                { ...event, id: 'e', target: 'bk-ransom', kind: 'tick', at: 'never' },
                { ...event, id: 'f', target: 'bk-ransom', kind: 'tick', site: 'elsewhere' },
                { id: 'g' },
              );
              await RunbookStore.setValue('log/by', markup);
              const name = `runbook-${RunbookStore.site}`;
              await new Promise((resolve) => {
                indexedDB.open(name).onsuccess = ({ target }) => {
                  const transaction = target.result.transaction('values', 'readwrite');
                  transaction.objectStore('values').put({ not: 'text' }, 'log/device');
                  transaction.objectStore('values').put('a number as its key', 7);
                  transaction.oncomplete = resolve;
                };
              });
            }"""
        )
        page.reload()

        markup = '<img src=x onerror="window.hacked = 1">'
        expect(page.locator("#bk-hold-value")).to_have_value(markup)
        expect(page.locator("#bk-hold [data-slot=by]")).to_have_text(markup)
        expect(page.locator("#checklist-by")).to_have_value(markup)
        expect(page.locator("#bk-ransom-tick")).not_to_be_checked()
        expect(page.locator("#bk-photo [type=radio]:checked")).to_have_count(0)
        assert page.locator("runbook-checklist img").count() == 0
        assert page.evaluate("window.hacked") is None
        page.check("#bk-ransom-tick")
        expect(page.locator("#bk-ransom [data-slot=by]")).to_have_text(markup)
