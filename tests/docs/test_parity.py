"""Both languages say the same things in the same order."""

import pytest

from tests.docs import parity
from tests.docs.pages import Page, numbers, read, sources

ZH, EN = sources("zh"), sources("en")

SAME_ZH = """---
description: 一句话。
---

# 标题 {#top}

什么时候用：停了。
{: .trigger }

1.  **看灯** 看 2 盏灯，周四 02:00。
    {: #see-light answer="on/off" }
    - 亮 → 看[备份](backup.md#start)。
    - 灭 → 打电话。

```calculator
backup_loss
```

!!! stop "停"

    ![图](a.svg) 第 1 次。

| 甲 | 乙 |
| --- | --- |
| 10 | 2,000 |
"""
SAME_EN = """---
description: One sentence.
---

# Title {#top}

Use when: it is down.
{: .trigger }

1.  **Look at the lights** There are 2; Thursday 02:00.
    {: #see-light answer="on/off" }
    - On → see the [backup](backup.md#start).
    - Off → call.

```calculator
backup_loss
```

!!! stop "Stop"

    ![Picture](a.svg) Time 1.

| A | B |
| --- | --- |
| 10 | 2,000 |
"""


def test_same_pages() -> None:
    assert not (messages := parity.trees(ZH, EN)), "\n".join(messages)


@pytest.mark.parametrize("path", sorted(ZH.keys() & EN.keys()))
def test_same_page(path: str) -> None:
    assert not (messages := parity.pages(ZH[path], EN[path])), "\n".join(messages)


@pytest.mark.parametrize("tree", [ZH, EN], ids=["zh", "en"])
def test_ids(tree: dict[str, Page]) -> None:
    assert not (messages := parity.faults(tree)), "\n".join(messages)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "description:",
            "summary:",
            "front-matter key “description”: zh.md has it 1 × (line 2)",
            id="key",
        ),
        pytest.param(
            "{#top}", "{#head}", "heading: zh.md:5 has “# top”, en.md:5 has “# head”", id="heading id"
        ),
        pytest.param(
            "# Title", "## Title", "heading: zh.md:5 has “# top”, en.md:5 has “## top”", id="heading level"
        ),
        pytest.param(
            "#see-light", "#see-lamp", "checklist line: zh.md:11 has “see-light on/off”", id="line id"
        ),
        pytest.param("on/off", "yes/no", "en.md:11 has “see-light yes/no”", id="answer kind"),
        pytest.param("```calculator", "```text", "fence: zh.md:15 has “calculator\nbackup_loss”", id="fence"),
        pytest.param("backup_loss\n", "downtime\n", "en.md:15 has “calculator\ndowntime”", id="fence body"),
        pytest.param("#start", "#end", "link “backup.md#end”: zh.md has it 0 ×", id="link target"),
        pytest.param("a.svg", "b.svg", "link “!b.svg”: zh.md has it 0 ×", id="image target"),
        pytest.param(
            "are 2;", "are 3;", "number “2”: zh.md has it 1 × (line 10), en.md has it 0", id="number"
        ),
        pytest.param("2,000 |", "2,001 |", "number “2000”", id="number in a table"),
        pytest.param("02:00", "03:00", "number “02:00”", id="clock time"),
        pytest.param("Thursday", "Friday", "number “Thursday”: zh.md has it 1 ×", id="weekday"),
        pytest.param("!!! stop", "!!! act", "admonition: zh.md:19 has “!!! stop”", id="admonition"),
        pytest.param("!!! stop", "??? stop", "en.md:19 has “??? stop”", id="admonition folded"),
        pytest.param(".trigger }", ".trigger .do-confirm }", "attributes: zh.md:8 has “.trigger”", id="gate"),
        pytest.param(
            "    - Off → call.\n", "", "list item: zh.md:13 has “top: - at depth 1”", id="outcome missing"
        ),
        pytest.param(
            "1.  **Look", "-  **Look", "list item: zh.md:10 has “top: 1. at depth 0”", id="list marker"
        ),
        pytest.param("| 10 |", "| 10 | |", "table row: zh.md:25 has “top: 2 cells”", id="table row"),
    ],
)
def test_difference_is_found(old: str, new: str, expected: str) -> None:
    assert old in SAME_EN

    messages = parity.pages(read(SAME_ZH, "zh.md"), read(SAME_EN.replace(old, new), "en.md"))

    assert expected in "\n".join(messages)


def test_no_difference() -> None:
    assert parity.pages(read(SAME_ZH, "zh.md"), read(SAME_EN, "en.md")) == []


def test_page_in_one_language() -> None:
    assert parity.trees({"a.md": 0, "b.md": 0}, {"a.md": 0, "c.md": 0}) == [
        "b.md: docs/zh/b.md exists, docs/en/b.md does not",
        "c.md: docs/en/c.md exists, docs/zh/c.md does not",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# 标题\n", "p.md:1: the heading “标题” needs an id", id="heading without id"),
        pytest.param("# 标题 {#标题}\n", "p.md:1: the heading “标题” needs an id", id="id not ASCII"),
        pytest.param("# A {#a}\n\n## B {#a}\n", "p.md:3: the id “a” stands at p.md:1 already", id="id twice"),
        pytest.param(
            '1.  **A** b.\n    {: #x answer="time" }\n2.  **B** b.\n    {: #x answer="time" }\n',
            "p.md:3: the line id “x” stands at p.md:1 already",
            id="line id twice",
        ),
        pytest.param(
            '1.  A b.\n    {: #x answer="time" }\n', "p.md:2: an answer needs an id, and a", id="no action"
        ),
        pytest.param(
            '1.  **A** b.\n    {: answer="time" }\n', "p.md:2: an answer needs an id, and a", id="no id"
        ),
    ],
)
def test_fault_is_found(text: str, expected: str) -> None:
    assert expected in "\n".join(parity.faults({"p.md": read(text, "p.md")}))


def test_line_id_is_unique_in_the_whole_tree() -> None:
    text = '1.  **A** b.\n    {: #x answer="time" }\n'

    messages = parity.faults({path: read(text, path) for path in ("p.md", "q.md")})

    assert messages == ["q.md:1: the line id “x” stands at p.md:1 already"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("3 月 12 日，周四", "Thursday, 12 March"),
        ("3 月 12 日", "Mar 12"),
        ("123.5 万元", "1,235,000 yuan"),
        ("2026-03-12 15:00", "2026-03-12 15:00"),
        ("星期天", "Sunday"),
        ("每周一次", "once a week"),
        ("可以", "you may"),
        ("1.50", "1.5"),
    ],
)
def test_numbers_are_the_same_in_both_languages(zh: str, en: str) -> None:
    assert sorted(numbers(zh)) == sorted(numbers(en))
