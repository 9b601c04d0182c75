"""Are the words short, plain and allowed? Every message says file, line and limit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import textstat

from calculators.kit.text import Language
from publishing.checklist import KINDS
from tests.docs.pages import Found, Line, Page, plain

MOST_LINES = 9
LONGEST_ACTION = {"zh": 12, "en": 6}
LONGEST_SENTENCE = {"zh": 30, "en": 20}
HIGHEST_GRADE = 8

NOT_OUR_WORDS = {
    "zh": r"非法|无效输入|错误输入|输入有误|抱歉|对不起|不好意思|指挥官|作战室|点击这里|「|」",
    "en": r"\b(?:invalid|illegal|please|sorry|oops|commander|war room|back-?fill\w*|post-?mortem\w*"
    r"|click here)\b",
}
_BESIDE = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff]")
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!(][\u3400-\u9fff]")


def forbidden(words: str, language: str) -> list[str]:
    """The words that must not be used, as they stand."""
    return re.findall(NOT_OUR_WORDS[language], words, re.IGNORECASE)


def texts(path: Path) -> Iterator[tuple[str, str, int]]:
    """The words of every `Text(zh, en)` in a Python file, with language and line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func) in {"Text", "Text.same"}):
            continue
        named = [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
        for language, argument in [*zip(NOT_OUR_WORDS, node.args, strict=False), *named]:
            for part in ast.walk(argument):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield language, part.value, part.lineno


def sentences(words: str) -> list[str]:
    """The sentences of one line; an arrow ends the condition that stands before it."""
    return [part for part in re.split(r"(?<=[。！？；])|(?<=[.!?;])\s|→", words) if part.strip()]


def length(sentence: str) -> int:
    """Chinese characters, or words of Latin letters and numbers; marks do not count."""
    return len(re.findall(r"[A-Za-z0-9][A-Za-z0-9’'.:/-]*|[\u3400-\u9fff]", sentence))


def spacing(page: Page) -> list[str]:
    """Chinese beside Latin letters or digits without a space, and marks of half width beside Chinese."""
    return [
        f"{page.path}:{found.line}: “{match[0]}” {need}"
        for found in page.prose
        for rule, need in ((_BESIDE, "needs a space between"), (_HALF_WIDTH, "needs a mark of full width"))
        for match in rule.finditer(found.value)
    ]


def words(page: Page, language: str) -> list[str]:
    """Forbidden words and placeholders on a page."""
    messages = [
        f"{page.path}:{found.line}: “{word}” is not a word of ours"
        for found in page.prose
        for word in forbidden(found.value, language)
    ]
    return messages + [
        f"{page.path}:{found.line}: {{{{ is a placeholder; leave a blank line to write on"
        for found in page.prose
        if "{{" in found.value
    ]


def checklists(page: Page, language: Language) -> list[str]:
    """Lists without a trigger, actions and sentences that are too long, answers that lead nowhere."""
    messages = []
    for checklist in page.checklists:
        here = f"{page.path}:{checklist.line}: the list #{checklist.name}"
        if not checklist.trigger:
            messages.append(f"{here} has no trigger")
        if len(checklist.lines) > MOST_LINES:
            messages.append(f"{here} has {len(checklist.lines)} lines, more than {MOST_LINES}")
        for line in checklist.lines:
            here = f"{page.path}:{line.line}: {line.id}"
            size = length(line.action)
            if size > LONGEST_ACTION[language]:
                messages.append(
                    f"{here}: the action “{line.action}” has {size}, more than {LONGEST_ACTION[language]}"
                )
            messages += [f"{here}: “{answer}” leads nowhere" for answer in _open_ends(line, language)]
        spoken = [Found(checklist.trigger, checklist.line)]
        for line in checklist.lines:
            spoken += [Found(line.how, line.line), *line.outcomes]
        messages += [
            f"{page.path}:{found.line}: “{sentence}” has {size}, more than {LONGEST_SENTENCE[language]}"
            for found in spoken
            for sentence in sentences(found.value)
            if (size := length(sentence)) > LONGEST_SENTENCE[language]
        ]
    return messages


def _open_ends(line: Line, language: Language) -> list[str]:
    """The answers of a line that lead nowhere; after the first, the good one, the next line may follow."""
    choices = KINDS[line.answer].choices if line.answer in KINDS else ()
    conditions = [found.value.partition("→")[0].strip() for found in line.outcomes]
    led = {answer for condition in conditions for answer in re.split(r"[、,]\s*", condition)}
    return [words[language] for _, words in choices[1:] if words[language] not in led]


def grade(lines: list[str]) -> float:
    """The Flesch-Kincaid grade of English lines; each ends a sentence."""
    text = " ".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in map(_spoken, lines))
    return float(textstat.textstat.flesch_kincaid_grade(text))


def _spoken(line: str) -> str:
    return re.sub(r"[→“”‘’×÷=]|[\u3400-\u9fff]+", " ", plain(line)).strip()


def hard(page: Page) -> list[str]:
    """An English page that is read at too high a grade."""
    value = grade([found.value for found in page.prose])
    return [f"{page.path}: grade {value:.1f}, more than {HIGHEST_GRADE}"] if value > HIGHEST_GRADE else []
