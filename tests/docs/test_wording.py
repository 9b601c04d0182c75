"""The words are short, plain and allowed, on the pages and in the calculators."""

from pathlib import Path

import pytest

from calculators.kit.text import Language
from tests.docs import wording
from tests.docs.pages import Page, read, sources

TREES = {language: sources(language) for language in ("zh", "en")}
PAGES = [
    pytest.param(page, language, id=page.path) for language, tree in TREES.items() for page in tree.values()
]
CALCULATORS = sorted((Path(__file__).parents[2] / "calculators").rglob("*.py"))

LIST = """# 标题 {{#top}}

{trigger}

1.  **{action}** {how}
    {{: #see answer="time" }}
    - {outcome}
"""


def _list(
    trigger: str = "什么时候用：停了。", action: str = "看灯", how: str = "看。", outcome: str = "看完。"
) -> Page:
    return read(LIST.format(trigger=trigger, action=action, how=how, outcome=outcome), "p.md")


def _choice(outcomes: str) -> Page:
    return read(f'1.  **看** 看。\n    {{: #a answer="yes/no" }}\n    {outcomes}\n', "p.md")


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_words(page: Page, language: str) -> None:
    assert not (messages := wording.words(page, language)), "\n".join(messages)


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_checklists(page: Page, language: Language) -> None:
    assert not (messages := wording.checklists(page, language)), "\n".join(messages)


@pytest.mark.parametrize("page", TREES["zh"].values(), ids=TREES["zh"])
def test_spacing(page: Page) -> None:
    assert not (messages := wording.spacing(page)), "\n".join(messages)


@pytest.mark.parametrize("page", TREES["en"].values(), ids=TREES["en"])
def test_grade(page: Page) -> None:
    assert not (messages := wording.hard(page)), "\n".join(messages)


@pytest.mark.parametrize("path", CALCULATORS, ids=lambda path: path.stem)
def test_calculators_words(path: Path) -> None:
    found = [
        f"{path.name}:{line}: “{word}” is not a word of ours"
        for language, words, line in wording.texts(path)
        for word in wording.forbidden(words, language)
    ]
    assert not found, "\n".join(found)


def test_calculators_have_words() -> None:
    """An empty reading of the calculators would prove nothing."""
    assert sum(1 for path in CALCULATORS for _ in wording.texts(path)) > 100


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The time is Invalid.", "en"),
        ("Please wait.", "en"),
        ("Sorry, that failed.", "en"),
        ("the incident commander", "en"),
        ("in the War Room", "en"),
        ("back-filling the orders", "en"),
        ("a post-mortem", "en"),
        ("click here", "en"),
        ("非法的时间", "zh"),
        ("错误输入", "zh"),
        ("输入有误", "zh"),
        ("抱歉，算不出", "zh"),
        ("点击这里", "zh"),
        ("写「是」", "zh"),
    ],
)
def test_forbidden_word_is_found(words: str, language: str) -> None:
    assert wording.words(read(words, "p.md"), language)


@pytest.mark.parametrize("words", ["The pleased clerk validates.", "illegally", "Recommander"])
def test_other_words_may_hold_a_forbidden_one(words: str) -> None:
    assert wording.words(read(words, "p.md"), "en") == []


def test_placeholder_is_found() -> None:
    assert wording.words(read("打给 {{HOTLINE}}。", "p.md"), "zh")


@pytest.mark.parametrize(
    ("page", "language", "expected"),
    [
        pytest.param(_list(trigger="停了。"), "zh", "p.md:6: the list #top has no trigger", id="trigger"),
        pytest.param(
            _list(action="一" * 13), "zh", f"p.md:5: see: the action “{'一' * 13}” has 13", id="zh action"
        ),
        pytest.param(_list(action="a b c d e f g"), "en", "the action “a b c d e f g” has 7", id="en action"),
        pytest.param(_list(how="一" * 31 + "。"), "zh", "has 31, more than 30", id="how too long"),
        pytest.param(
            _list(outcome="是 → " + "一" * 31 + "。"), "zh", "has 31, more than 30", id="outcome too long"
        ),
        pytest.param(
            _list(trigger="什么时候用：" + "一" * 26), "zh", "has 31, more than 30", id="trigger too long"
        ),
        pytest.param(_list(how="a " * 21), "en", "has 21, more than 20", id="English too long"),
        pytest.param(
            _choice("- 是 → 看。\n    - 否 → 停。"),
            "zh",
            "p.md:1: a: “不清楚” leads nowhere",
            id="unknown left open",
        ),
        pytest.param(_choice("- 不清楚 → 停。"), "zh", "p.md:1: a: “否” leads nowhere", id="no left open"),
        pytest.param(
            read("".join(f'1.  **看** 看。\n    {{: #a{n} answer="time" }}\n' for n in range(10)), "p.md"),
            "zh",
            "has 10 lines, more than 9",
            id="too many lines",
        ),
    ],
)
def test_checklist_fault_is_found(page: Page, language: Language, expected: str) -> None:
    assert expected in "\n".join(wording.checklists(page, language))


@pytest.mark.parametrize(
    ("page", "language"),
    [
        pytest.param(_list(), "zh", id="short"),
        pytest.param(_list(action="一" * 12, how="一" * 30 + "。" + "一" * 30), "zh", id="at the limit"),
        pytest.param(
            _list(trigger="Use when: now.", action="a b c d e f", how="a " * 20),
            "en",
            id="English at the limit",
        ),
    ],
)
def test_checklist_at_the_limit(page: Page, language: Language) -> None:
    assert wording.checklists(page, language) == []


@pytest.mark.parametrize(
    "words", ["备份02:00开始", "用ERP", "50%的", "停了,先看", "停了(先看)", "看这里:备份"]
)
def test_spacing_fault_is_found(words: str) -> None:
    assert wording.spacing(read(words, "p.md"))


@pytest.mark.parametrize(
    "words", ["备份 02:00 开始", "“ERP”停了", "停了（先看）", "[备份](a.md)：看", "A-1024 螺栓"]
)
def test_spacing_is_right(words: str) -> None:
    assert wording.spacing(read(words, "p.md")) == []


def test_hard_page_is_found() -> None:
    hard = "Organisational preparedness necessitates comprehensive documentation of infrastructure."

    assert wording.hard(read(hard, "p.md"))
    assert wording.hard(read("Call the vendor. Write down the time.", "p.md")) == []


def test_texts_of_a_calculator(tmp_path: Path) -> None:
    source = tmp_path / "one.py"
    source.write_text(
        'A = Text("甲", "one")\nB = Text(zh="乙", en=f"two {A}")\nC = Text.same("{n} h").format(n=1)\n'
    )

    assert list(wording.texts(source)) == [
        ("zh", "甲", 1),
        ("en", "one", 1),
        ("zh", "乙", 2),
        ("en", "two ", 2),
        ("zh", "{n} h", 3),
    ]
