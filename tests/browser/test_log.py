"""The laws of the log: whatever the order, the number and the way in which events arrive, the same state."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Edition

SCRIPTS = Path(__file__).parents[2] / "overrides/assets/javascripts"
FURTHEST = 2**20
MOST = 2**53 - 1
EXAMPLES = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def log(chromium: Browser) -> Iterator[Page]:
    """A page that holds nothing but the log and its store."""
    page = chromium.new_page()
    for name in ("store.js", "log.js"):
        page.add_script_tag(path=SCRIPTS / name)
    yield page
    page.close()


def event(**changes: object) -> dict[str, object]:
    return {
        "v": 1,
        "id": "1",
        "site": "example",
        "incident": "current",
        "device": "d",
        "seq": 1,
        "at": "2026-03-12T07:00:00.000Z",
        "by": "ZW",
        "kind": "tick",
        "target": "a",
        "value": "",
        "ref": "",
        **changes,
    }


few = st.sampled_from
events = st.lists(
    st.builds(
        event,
        id=few("123456"),
        device=few("de"),
        seq=st.integers(1, 5) | few([FURTHEST, FURTHEST + 3, 2 * FURTHEST, 2**40, MOST]),
        by=few(["", "ZW", "__proto__"]),
        kind=few(["tick", "untick", "answer", "reset", "later"]),
        target=few(["a", "b", "__proto__"]),
        value=few(["", "ok", "unknown", "a b", "constructor"]),
    ),
    max_size=12,
)


def state(log: Page, given_events: list) -> list:
    return sorted(log.evaluate("(events) => [...RunbookLog.state(events)]", given_events))


def merge(log: Page, *sets: list) -> list:
    script = "(sets) => sets.reduce((known, set) => RunbookLog.merge(known, set, 'example').events, [])"
    return log.evaluate(script, list(sets))


class TestLaws:
    @EXAMPLES
    @given(given_events=events, data=st.data())
    def test_order_and_duplicates_do_not_matter(self, log, given_events, data):
        again = data.draw(st.lists(few(given_events))) if given_events else []
        shuffled = data.draw(st.permutations(given_events + again))

        assert state(log, shuffled) == state(log, given_events)

    @EXAMPLES
    @given(given_events=events, cuts=st.tuples(st.integers(0, 12), st.integers(0, 12)), data=st.data())
    def test_splits_do_not_matter(self, log, given_events, cuts, data):
        low, high = sorted(cuts)
        sets = [given_events[:low], given_events[low:high], given_events[high:]]
        order = data.draw(st.permutations([*sets, *data.draw(st.lists(few(sets)))]))

        merged = merge(log, *order)

        assert merged == merge(log, given_events)
        assert state(log, merged) == state(log, given_events)
        assert merge(log, merged, merged) == merged

    @EXAMPLES
    @given(given_events=events, target=few("ab"))
    def test_a_later_event_wins_whatever_its_clock_says(self, log, given_events, target):
        reached = 0
        known = [one["seq"] for one in merge(log, given_events)]
        for seq in known:
            reached = seq if seq - reached <= FURTHEST else reached
        assume(reached + 1 + FURTHEST not in known)  # one that the next event itself brings within reach
        last = event(id="last", seq=reached + 1, target=target, by="late", at="1999-01-01T00:00:00Z")

        assert dict(state(log, [last, *given_events]))[target]["by"] == "late"
        assert dict(state(log, [last, *given_events]))[target]["ticked"] is True


STEPS = {
    "nothing": ([], None),
    "tick": ([{"kind": "tick"}], (True, "")),
    "untick": ([{"kind": "tick"}, {"kind": "untick"}], (False, "")),
    "answer alone does not tick": ([{"kind": "answer", "value": "no"}], (False, "no")),
    "answer corrected": (
        [{"kind": "answer", "value": "no"}, {"kind": "answer", "value": "yes"}],
        (False, "yes"),
    ),
    "untick keeps the answer": (
        [{"kind": "answer", "value": "no"}, {"kind": "tick"}, {"kind": "untick"}],
        (False, "no"),
    ),
    "start over": (
        [
            {"kind": "tick"},
            {"kind": "answer", "value": "no"},
            {"kind": "reset", "target": "list", "value": "b a"},
        ],
        (False, ""),
    ),
    "tick after starting over": (
        [{"kind": "reset", "target": "list", "value": "a b"}, {"kind": "tick"}],
        (True, ""),
    ),
    "another line": ([{"kind": "tick", "target": "b"}], None),
    "a kind of a later build": ([{"kind": "clock"}], None),
}


class TestState:
    @pytest.mark.parametrize(("steps", "expected"), STEPS.values(), ids=STEPS)
    def test_of_a_line(self, log, steps, expected):
        made = [event(id=str(seq), seq=seq, **step) for seq, step in enumerate(steps, 1)]

        line = dict(state(log, made)).get("a")

        assert (line and (line["ticked"], line["value"])) == expected

    def test_tells_who_and_when(self, log):
        first = event(id="1", by="ZW")
        second = event(id="2", seq=2, kind="answer", value="ok", by="李", at="2026-03-12T08:00:00.000Z")

        assert dict(state(log, [first, second]))["a"] == {
            "ticked": True,
            "value": "ok",
            "by": "李",
            "at": "2026-03-12T08:00:00.000Z",
        }


REFUSED = {
    "no object": "tick",
    "nothing": None,
    "a list": [],
    "another version": event(v=2),
    "another site": event(site="elsewhere"),
    "seq of text": event(seq="1"),
    "seq zero": event(seq=0),
    "seq not whole": event(seq=1.5),
    "seq beyond all numbers": event(seq=MOST + 1),
    "no id": event(id=""),
    "no moment": event(at="soon"),
    "value of another kind": event(value={"toString": "x"}),
    "a field missing": {key: value for key, value in event().items() if key != "by"},
}


class TestMerge:
    @pytest.mark.parametrize("candidate", REFUSED.values(), ids=REFUSED)
    def test_leaves_out_and_counts(self, log, candidate):
        script = "(incoming) => RunbookLog.merge([], incoming, 'example')"

        merged = log.evaluate(script, [candidate, event()])

        assert merged["refused"] == 1
        assert [taken["id"] for taken in merged["events"]] == ["1"]

    def test_tells_what_is_new(self, log):
        script = "([known, incoming]) => RunbookLog.merge(known, incoming, 'example')"
        known, new = event(), event(id="2", seq=2)

        merged = log.evaluate(script, [[known], [known, new, new]])

        assert merged["added"] == [new]
        assert merged["events"] == [known, new]
        assert (merged["held"], merged["refused"]) == (0, 0)


@pytest.fixture
def product(new_page: Callable[..., Page], over_http: Edition) -> Page:
    """A page of the site, with its own store."""
    page = new_page(over_http)
    page.goto(over_http.url("zh", "steps/4-backup-and-recovery.html"))
    return page


def take(page: Page, *events: dict) -> dict:
    return page.evaluate("(events) => RunbookLog.take(events)", list(events))


def line(page: Page, target: str) -> dict:
    return page.evaluate("(target) => RunbookLog.state(RunbookLog.events).get(target)", target)


class TestTake:
    @pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["one way", "the other"])
    def test_of_two_events_with_one_id_every_browser_keeps_the_same(self, product, order):
        twins = (event(by="A"), event(by="B"))

        first, second = (take(product, twins[at]) for at in order)

        assert first["added"] == 1
        assert second["added"] == order[0]
        assert line(product, "a")["by"] == "A"
        product.reload()
        product.evaluate("RunbookLog.load()")
        assert line(product, "a")["by"] == "A"

    def test_another_tab_follows_the_choice(self, product, over_http):
        take(product, event(by="B"))
        other = product.context.new_page()
        other.goto(over_http.url("en", "steps/4-backup-and-recovery.html"))
        other.evaluate("RunbookLog.load()")
        assert line(other, "a")["by"] == "B"

        take(product, event(by="A"))

        other.wait_for_function("() => RunbookLog.state(RunbookLog.events).get('a').by === 'A'")

    @pytest.mark.parametrize("seq", [FURTHEST + 2, 2**40 - 1, 2**40, MOST])
    def test_an_event_far_ahead_is_held_and_stops_nobody(self, product, log, seq):
        taken = take(product, event(id="far", seq=seq, target="far"))

        product.evaluate("RunbookLog.record({ kind: 'tick', target: 'near' })")

        assert taken == {"added": 1, "held": 1, "refused": 0}
        assert line(product, "far") is None
        kept = product.evaluate("RunbookLog.events")
        assert [own["seq"] for own in kept if own["id"] != "far"] == [1]
        assert dict(state(log, merge(log, kept)))["near"]["ticked"] is True

    def test_what_is_stored_far_ahead_does_not_stop_a_tick(self, product):
        product.evaluate("(far) => RunbookStore.append(far)", event(id="far", seq=MOST))
        product.reload()

        for kind in ("tick", "untick", "tick"):
            product.evaluate("(kind) => RunbookLog.record({ kind, target: 'near' })", kind)

        assert line(product, "near")["ticked"] is True

    def test_an_event_held_counts_when_those_between_arrive(self, log):
        far, between = event(seq=FURTHEST + 1), event(id="2", seq=2, target="b")

        assert state(log, [far]) == []
        assert {target for target, _ in state(log, [far, between])} == {"a", "b"}


def test_the_last_start_counts_and_only_of_what_is_asked(log: Page) -> None:
    started = [
        event(id="1", seq=1, kind="start", target="incident"),
        event(id="2", seq=3, kind="start", target="incident", ref="1"),
        event(id="3", seq=2, kind="start", target="incident"),
        event(id="4", seq=4, kind="start", target="drill"),
        event(id="5", seq=5, kind="tick", target="incident"),
    ]

    for known in (started, started[::-1]):
        assert log.evaluate("events => RunbookLog.started(events, 'incident').id", known) == "2"
    assert log.evaluate("events => RunbookLog.started(events, 'other') ?? null", started) is None
