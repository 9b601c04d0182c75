"""The laws of the log: whatever the order, the number and the way in which events arrive, the same state."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

LOG = Path(__file__).parents[2] / "overrides/assets/javascripts/log.js"
EXAMPLES = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def log(chromium: Browser) -> Iterator[Page]:
    """A page that holds the log alone."""
    page = chromium.new_page()
    page.add_script_tag(path=LOG)
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
        seq=st.integers(1, 5),
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
        last = event(id="last", seq=9, target=target, by="late", at="1999-01-01T00:00:00Z")

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
    "seq beyond all outages": event(seq=2**40),
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
        assert merged["refused"] == 0
