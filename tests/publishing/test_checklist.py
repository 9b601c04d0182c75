"""Markdown in, the structure of a checklist out; every mistake is named with its file and line."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from calculators.kit.text import Language
from publishing.checklist import KINDS, ChecklistError, Line, compare, finish, lines, makeExtension

ZH = """\
---
title: 备份
---

# 备份 {#top}

## 查清备份 {#bk-facts}

触发：有人在修了。
{: .trigger }

1.  **看最近一次的结果** 念日志里*最后*一次。
    {: #bk-result answer="ok/failed" }
    - 成功 → 查这一份。
    - 失败、不清楚 → 往前找，见[下面](#top)。
2.  **记下开始时间** 从日志里抄。
    {: #bk-start answer="time" }
    - 写下 → 定恢复点用它。
3.  **告诉总负责人**
    {: #bk-tell answer="done" }
"""

EN = """\
# Backup {#top}

## Find the backup {#bk-facts}

Trigger: somebody is at work.
{: .trigger .do-confirm }

- **See the latest result** Have it read out.
  {: #bk-result answer="ok/failed" }

    - OK → check this one.
    - Failed or Unknown → go back.

- **Write down the start** From the log.
  {: #bk-start answer="time" }

- **Tell the lead**
  {: #bk-tell answer="done" }
"""


@dataclass(frozen=True)
class Source:
    path: str
    text: str
    language: Language


def convert(text: str, language: Language = "zh", path: str | None = None) -> html.HtmlElement:
    """Convert as the site does: the front matter is cut off before the Markdown is read."""
    source = Source(path or f"docs/{language}/page.md", text, language)
    body = text.split("---\n", 2)[-1].lstrip("\n") if text.startswith("---\n") else text
    extensions = ["attr_list", "toc", "admonition", makeExtension(source=lambda _: source)]
    return html.fragment_fromstring(Markdown(extensions=extensions).convert(body), create_parent="main")


def line(attributes: str = '{: #a answer="done" }', text: str = "**Do it** Now.", leads: str = "") -> str:
    return f"## List {{#list}}\n\n1.  {text}\n    {attributes}\n{leads}"


def parts(block: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return block.find_class(f"checklist-{name}")


def words(block: html.HtmlElement, name: str) -> list[str]:
    return [" ".join(part.text_content().split()) for part in parts(block, name)]


@pytest.fixture(autouse=True)
def nothing_recorded():
    yield
    try:
        finish()
    except ChecklistError:
        finish()


class TestStructure:
    @pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")], ids=["tight zh", "loose en"])
    def test_parts_of_a_list(self, text, language):
        (checklist,) = convert(text, language).xpath("div[@class='checklist']/runbook-checklist")

        assert checklist.get("name") == "bk-facts"
        assert [item.get("id") for item in parts(checklist, "line")] == ["bk-result", "bk-start", "bk-tell"]
        assert parts(checklist, "head")[0].find_class("trigger")
        assert words(checklist, "progress")[0].endswith("0/3")
        assert [part.get("class") for part in checklist] == [
            "checklist-head",
            "checklist-lines",
            "checklist-end",
            "checklist-again",
        ]

    @pytest.mark.parametrize(
        ("text", "language", "mode", "end"),
        [(ZH, "zh", "边读边做", "本清单到此结束"), (EN, "en", "Do, then confirm", "End of this list")],
        ids=["zh read-do", "en do-confirm"],
    )
    def test_words_are_in_the_language_of_the_page(self, text, language, mode, end):
        block = convert(text, language)

        assert words(block, "mode") == [mode]
        assert words(block, "end") == [end]

    @pytest.mark.parametrize(
        ("text", "language", "passing"),
        [(ZH, "zh", ["", "", ""]), (EN, "en", ["ok", "", ""])],
        ids=["read-do", "do-confirm"],
    )
    def test_a_gate_says_which_answer_lets_pass(self, text, language, passing):
        block = convert(text, language, "page.md")

        assert [line.get("data-pass", "") for line in parts(block, "line")] == passing
        assert [line.passing for line in lines("page.md")] == passing
        assert lines("other.md") == []

    def test_parts_of_a_line(self):
        line = parts(convert(ZH), "line")[0]

        assert words(line, "action") == ["看最近一次的结果"]
        assert words(line, "how") == ["念日志里最后一次。"]
        assert [element.text for element in line.iter("em")] == ["最后"]
        assert words(line, "choice") == ["成功", "失败", "不清楚"]
        assert line.xpath(".//input[@type='radio']/@value") == ["ok", "failed", "unknown"]
        assert words(line, "id") == ["bk-result"]
        assert line.xpath(".//*[@class='checklist-leads']//a/@href") == ["#top"]

    @pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")], ids=["zh", "en"])
    def test_an_answer_knows_what_it_leads_to(self, text, language):
        line = parts(convert(text, language), "line")[0]

        assert line.xpath(".//li/@data-answers") == ["ok", "failed unknown"]

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_control_has_a_label(self, kind):
        block = convert(line(f'{{: #a answer="{kind}" }}'), "en")
        labels = set(block.xpath(".//label/@for"))

        for control in block.xpath(".//input | .//textarea"):
            assert control.get("id") in labels or control.getparent().tag == "label", html.tostring(control)
        for names in block.xpath(".//@aria-labelledby"):
            for name in names.split():
                assert block.get_element_by_id(name).text_content().strip(), name

    def test_ids_are_unique(self):
        ids = convert(ZH).xpath(".//@id")

        assert len(ids) == len(set(ids))

    def test_a_line_without_a_sentence_has_no_empty_paragraph(self):
        assert [len(parts(line, "how")) for line in parts(convert(ZH), "line")] == [1, 1, 0]

    def test_nothing_of_it_stands_in_a_paragraph_of_markdown(self):
        assert not convert(ZH).xpath(".//p//runbook-checklist")

    def test_what_needs_the_script_is_hidden_until_it_runs(self):
        for name in ("progress", "initials", "again", "confirm", "now"):
            hidden = ["hidden" in part.attrib for part in parts(convert(ZH), name)]
            assert all(hidden), name
            assert hidden, name

    def test_initials_are_asked_for_once_on_a_page(self):
        second = line('{: #b answer="done" }').replace("#list", "#second")
        block = convert(f"{line()}\n{second}", "en")

        assert len(block.xpath(".//runbook-checklist")) == 2
        assert len(parts(block, "initials")) == 1

    def test_other_lists_stay_lists(self):
        block = convert("## A {#a}\n\n- one\n- two\n    - three\n", "en")

        assert len(block.xpath(".//li")) == 3
        assert not block.xpath(".//runbook-checklist")

    def test_a_list_within_a_box_is_a_checklist_too(self):
        inner = line().split("\n\n", 1)[1].replace("\n", "\n    ")
        block = convert(f"## List {{#list}}\n\n!!! note\n\n    {inner}", "en")

        assert block.find_class("admonition")[0].xpath(".//runbook-checklist")

    def test_hostile_text_stays_text(self):
        hostile = "**&lt;img src=x onerror=alert(1)> & `<b>` {id}** say `<script>` {name}"
        block = convert(line(text=hostile).replace("#list", "#a&<'b"), "en")

        assert not block.xpath(".//img | .//script | .//b")
        assert block.xpath(".//runbook-checklist/@name") == ["a&<'b"]
        assert words(block, "action") == ["<img src=x onerror=alert(1)> & <b> {id}"]
        assert words(block, "how") == ["say <script> {name}"]


MISTAKES = {
    "no id": (line('{: answer="done" }'), 3, "the line “Do it” has no id"),
    "no answer": (
        line() + "2.  **More** Yes.\n    {: #b }\n",
        6,
        "line 'b' has no answer. Expected one of: done, on/off, yes/no, ok/failed, time, number, name, text.",
    ),
    "unknown kind": (
        line('{: #a answer="maybe" }'),
        4,
        "line 'a' has answer=\"maybe\". Expected one of: done,",
    ),
    "misspelt key": (line() + '2.  **More** Yes.\n    {: #b anwser="done" }\n', 6, "line 'b' has 'anwser'"),
    "id in capitals": (line('{: #BkStart answer="done" }'), 4, "line id 'BkStart' does not fit"),
    "no bold": (line(text="Do it now."), 4, "line 'a' has no action"),
    "bold not first": (line(text="Now **do it**."), 4, "line 'a' has no action"),
    "answer of another kind": (
        line('{: #a answer="yes/no" }', leads="    - Yes → on.\n    - Failed → back.\n"),
        6,
        "“Failed → back.” does not begin with an answer. Expected: Yes, No, Unknown, and then →.",
    ),
    "no arrow": (line('{: #a answer="yes/no" }', leads="    - Yes, go on.\n"), 5, "and then →"),
    "list in a list": (
        line('{: #a answer="yes/no" }', leads="    - Yes → on.\n        - deeper\n"),
        4,
        "more than one sentence",
    ),
    "no heading": (
        line().split("\n\n", 1)[1],
        2,
        "the list has no name. Expected: a heading with {#id} above it.",
    ),
    "two lists under a heading": (
        f'{line()}\n\nText.\n\n1.  **More**\n    {{: #b answer="done" }}\n',
        1,
        "#list has two checklists",
    ),
    "ten lines": (
        "## List {#list}\n\n"
        + "".join(f'1.  **Do {n}**\n    {{: #a-{n} answer="done" }}\n' for n in range(10)),
        1,
        "#list has 10 lines. Expected: at most 9",
    ),
    "attributes on the same line": (
        '## List {#list}\n\n1.  **Do it** Now. {: #a answer="done" }\n',
        3,
        "was read as text. Expected: a line of its own",
    ),
    "no item": (
        '## List {#list}\n\n**Do it** Now.\n{: #a answer="done" }\n',
        4,
        "'a' has an answer, but is no item",
    ),
    "too much in a line": (
        line('{: #a answer="done" }', leads="\n    Another paragraph.\n"),
        4,
        "line 'a' holds too much",
    ),
}


NAMED_TWICE = {
    "a line and a heading": (f"## Photo {{#a}}\n\n{line()}", 6),
    "a heading and a line": (f"{line()}\n## Photo {{#a}}\n", 6),
    "a line and a part of another": (f'{line()}2.  **More**\n    {{: #a-tick answer="done" }}\n', 6),
    "two lines": (f'{line()}2.  **More**\n    {{: #a answer="done" }}\n', 6),
    "a line and a paragraph": (f"Text.\n{{: #a }}\n\n{line()}", 7),
}


class TestMistakes:
    @pytest.mark.parametrize(("text", "number"), NAMED_TWICE.values(), ids=NAMED_TWICE)
    def test_an_id_stands_once_on_a_page(self, text, number):
        with pytest.raises(
            ChecklistError, match=rf"^docs/en/page\.md:{number}: id 'a(-tick)?' stands on this page"
        ):
            convert(text, "en")

    @pytest.mark.parametrize("link", ["[see](#a)", "[see](page.md#a)", "`#a`"])
    def test_a_link_to_a_line_is_not_its_place(self, link):
        with pytest.raises(ChecklistError, match=r"^docs/en/page\.md:6: line 'a' has answer"):
            convert(f"Look: {link}.\n\n" + line('{: #a answer="maybe" }'), "en")

    @pytest.mark.parametrize(("text", "number", "said"), MISTAKES.values(), ids=MISTAKES)
    def test_is_named_with_file_and_line(self, text, number, said):
        with pytest.raises(ChecklistError) as error:
            convert(text, "en")

        assert str(error.value).startswith(f"docs/en/page.md:{number}: "), str(error.value)
        assert said in str(error.value)

    def test_lines_of_the_front_matter_count(self):
        with pytest.raises(ChecklistError, match=r"^docs/zh/page\.md:13: line 'bk-result'"):
            convert(ZH.replace("ok/failed", "ok"))

    def test_the_page_has_to_come_from_somewhere(self):
        with pytest.raises(LookupError, match="source"):
            Markdown(extensions=["attr_list", makeExtension()]).convert(line())


A = Line("a", "done", "zh", "zh/one.md", 3)
B = Line("a", "done", "en", "en/one.md", 4)


class TestBothLanguages:
    @pytest.mark.parametrize(
        ("lines", "said"),
        [
            ([A, B], []),
            ([A], ["zh/one.md:3: line 'a' is missing in en. Add it there or remove it here."]),
            ([B], ["en/one.md:4: line 'a' is missing in zh. Add it there or remove it here."]),
            (
                [A, B, Line("a", "done", "zh", "zh/two.md", 9)],
                ["zh/two.md:9: line id 'a' stands at zh/one.md:3 already. Give one of the two another id."],
            ),
            (
                [A, Line("a", "time", "en", "en/one.md", 4)],
                ['en/one.md:4: line \'a\' has answer="time", but answer="done" at zh/one.md:3.'],
            ),
        ],
        ids=["alike", "zh only", "en only", "twice", "two kinds"],
    )
    def test_compare(self, lines, said):
        assert list(compare(lines)) == said

    def test_finish_takes_what_was_built_and_forgets_it(self):
        convert(ZH)

        with pytest.raises(ChecklistError, match=r"docs/zh/page\.md:13: line 'bk-result' is missing in en"):
            finish()
        finish()

    def test_a_page_built_again_counts_once(self):
        convert(ZH)
        convert(ZH)
        convert(EN, "en")

        finish()


ROOT = Path(__file__).parents[2]
LIST = "# Page {{#page}}\n\n## List {{#list}}\n\n1.  **Do it** Now.\n    {{: {} }}\n"
HELD = '#a answer="done"'
STOPPED = {
    "no id": (
        {"zh/index.md": 'answer="done"', "en/index.md": HELD},
        "zh/index.md:5: the line “Do it” has no id",
    ),
    "one language only": (
        {"zh/index.md": HELD, "en/index.md": '#b answer="done"'},
        "zh/index.md:6: line 'a' is missing in en",
    ),
    "on two pages": (
        dict.fromkeys(("zh/index.md", "en/index.md", "zh/two.md", "en/two.md"), HELD),
        "zh/two.md:6: line id 'a' stands at zh/index.md:6 already",
    ),
}


@pytest.mark.parametrize(("pages", "said"), STOPPED.values(), ids=STOPPED)
def test_the_build_stops_with_file_and_line(pages, said, tmp_path, caplog):
    for name, attributes in pages.items():
        page = tmp_path / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(LIST.format(attributes), "utf-8")
    config = load_config(
        str(ROOT / "mkdocs.yml"), docs_dir=str(tmp_path / "docs"), site_dir=str(tmp_path / "site"), nav=None
    )

    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises((Abort, ChecklistError)) as stopped:
        build(config)

    assert said in caplog.text + str(stopped.value)
