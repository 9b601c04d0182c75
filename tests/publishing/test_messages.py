"""Messages in Markdown: their form, their blanks, and what stops the build, with file and line."""

from dataclasses import dataclass

import pytest
from lxml.html import HtmlElement, fragment_fromstring
from markdown import Markdown

from calculators.kit.text import Language
from publishing import messages
from publishing.checklist import Line
from publishing.messages import MessageError, check, form, own, take

FACTS = """
sup-time f15-time time: When it <stopped>
msg-works text: What still works
"""
PAGE = """
### To staff {#staff}

> Down since: [[fact.sup-time]]
>
> - Works: [[fact.msg-works]]

### To customers {#customers}

> Down since: [[fact.sup-time]]; [[fact.sup-time]]

A quotation without facts stays one:

> We are on it.
"""


@dataclass(frozen=True)
class Source:
    path: str
    text: str
    language: Language


def source(text: str, language: Language = "en") -> Source:
    return Source(f"{language}/messages.md", text, language)


def converted(text: str, facts: str = FACTS, language: Language = "en") -> HtmlElement:
    """A page below its facts, as the fence and the extension make it."""
    page = source(f"---\ntitle: T\n---\n```facts{facts}```\n{text}", language)
    made = form(facts, page)
    extensions = ["attr_list", messages.makeExtension(source=lambda _: page)]
    return fragment_fromstring(made + Markdown(extensions=extensions).convert(text), create_parent="main")


@pytest.fixture(autouse=True)
def _forgotten():
    yield
    take()


def test_each_fact_is_a_field_that_knows_its_lines() -> None:
    page = converted("")

    assert [
        (each.tag, each.get("id"), each.get("type"), each.get("data-lines"))
        for each in page.xpath("//*[@data-lines]")
    ] == [
        ("input", "sup-time-value", "datetime-local", "sup-time f15-time"),
        ("textarea", "msg-works-value", None, "msg-works"),
    ]
    assert page.xpath("//label[@for='sup-time-value']/text()") == ["When it <stopped>"]


@pytest.mark.parametrize(("language", "copy"), [("zh", "复制这一条"), ("en", "Copy this message")])
def test_a_quotation_with_a_fact_is_a_message(language: Language, copy: str) -> None:
    page = converted(PAGE, language=language)

    found = page.xpath("//runbook-message")
    assert [each.get("aria-labelledby") for each in found] == ["staff", "customers"]
    assert page.xpath("//runbook-message//button/text()") == [copy, copy]
    assert [each.getparent().tag for each in page.xpath("//blockquote")] == [
        "runbook-message",
        "runbook-message",
        "main",
    ]


def test_a_place_for_a_fact_is_a_line_to_write_on_with_its_label() -> None:
    slot = converted(PAGE).xpath("//*[@data-line='sup-time']")[0]

    assert slot.get("class") == "slot-blank"
    assert [(part.get("class"), part.text) for part in slot] == [
        ("slot-label", "When it <stopped>"),
        ("slot-text", None),
    ]


def test_a_message_says_once_what_is_blank() -> None:
    blanks = "//runbook-message[@aria-labelledby='{}']//*[@class='message-blanks']/*"
    page = converted(PAGE)

    assert [(each.text, each.get("href")) for each in page.xpath(blanks.format("staff"))] == [
        ("When it <stopped>", "#sup-time-value"),
        ("What still works", "#msg-works-value"),
    ]
    assert len(page.xpath(blanks.format("customers"))) == 1


@pytest.mark.parametrize(
    "written", ["Sup-time time: A", "sup-time yes/no: A", "sup-time: A", "sup-time time A"]
)
def test_what_is_no_fact_stops_the_build_with_its_line(written: str) -> None:
    with pytest.raises(
        MessageError, match=rf"en/messages\.md:6: “{written}” .*name, text.*sup-time time: When"
    ):
        converted("", f"\nmsg-works text: W\n{written}\n")


@pytest.mark.parametrize("key", ["sup-tim", "", "f15-time"])
def test_an_unknown_fact_stops_the_build_with_its_line(key: str) -> None:
    with pytest.raises(MessageError, match=rf"en/messages\.md:10: \[\[fact\.{key}\]\].*sup-time, msg-works"):
        converted(f"\n## A {{#a}}\n> [[fact.{key}]]")


@pytest.mark.parametrize(
    "text", ["> [[fact.sup-time]]", "## A {#a}\n> [[fact.sup-time]]\n\nB\n\n> [[fact.sup-time]]"]
)
def test_a_message_needs_a_heading_of_its_own(text: str) -> None:
    with pytest.raises(MessageError, match=r"en/messages\.md: the message “When it .*{#id} above each"):
        converted(text)


def test_lines_of_their_own_are_told_to_the_checklists() -> None:
    converted("")

    assert own(take()) == [Line("msg-works", "text", "en", "en/messages.md", 6)]
    assert take() == []


def test_facts_fit_the_lines_that_they_answer() -> None:
    converted("")
    facts = take()
    lines = [Line(name, "time", "en", "en/step.md", 3) for name in ("sup-time", "f15-time")]

    check(facts, [*lines, *own(facts)])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            [
                Line("sup-times", "time", "en", "en/step.md", 3),
                Line("sup-time", "time", "zh", "zh/step.md", 3),
            ],
            r"en/messages\.md:5: no checklist in en has the line 'sup-time'\. The nearest is 'sup-times'\.",
        ),
        (
            [Line("sup-time", "text", "en", "en/step.md", 3)],
            r"en/messages\.md:5: the fact 'sup-time' is a time, but answer=\"text\" at en/step\.md:3\.",
        ),
    ],
    ids=["in the other language only", "another kind"],
)
def test_a_fact_that_answers_no_line_stops_the_build(lines: list[Line], message: str) -> None:
    converted("", "\nsup-time time: When\n")

    with pytest.raises(MessageError, match=message):
        check(take(), lines)
