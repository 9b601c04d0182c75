"""The profile as a file: `runbook.yml`, read strictly, every problem told with its line.

Each value is taken as it is written, so that YAML makes no date, number or truth of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from calculators.kit.text import LANGUAGES, Text
from company import profile
from company.profile import Given, Profile, ProfileError
from company.spec import BY_KEY, SECTIONS, nearest

FILE = Path(__file__).parents[1] / "runbook.yml"

MISSING = Text("没有这个文件：把它放回去。", "there is no such file: put it back.")
ENCODING = Text("把文件存成 UTF-8 编码。", "save the file as UTF-8.")
SYNTAX = Text(
    "这里读不懂（{problem}）。一行写一项：名称、半角冒号、空一格、内容；缩进用空格；"
    "内容里有冒号或井号，两头加引号。",
    "cannot be read ({problem}). One value a line: name, colon, space, value; indent with spaces; "
    "put a value that holds a colon or a hash in quotes.",
)
NO_LIST = Text("文件里要一行写一项，例如“currency: CNY”。", "one value a line, such as “currency: CNY”.")
NO_SECTION = Text(
    "下面要缩进写各项，例如“{example}: …”。", "write its values indented below it, such as “{example}: …”."
)
NO_VALUE = Text("在冒号后面写一个值。", "write one value after the colon.")
TWICE = Text("第 {line} 行已经有这一项：留一个。", "stands on line {line} already: keep one of the two.")
NO_LANGUAGE = Text("只有 zh 和 en 两种语言。", "the languages are zh and en.")


class DocumentError(ValueError):
    """What is wrong with a file, one line for each problem: `file:line: key: what was expected`."""


@dataclass
class _Reading:
    """What has been read so far."""

    given: dict[str, Given] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[tuple[int, str, Text]] = field(default_factory=list)

    def note(self, node: yaml.Node, key: str, message: Text) -> None:
        self.problems.append((_line(node), key, message))


def load(path: Path = FILE) -> Profile:
    """The profile in a file; a DocumentError tells all that is wrong with it."""
    root = _composed(path)
    reading = _Reading()
    if isinstance(root, yaml.MappingNode):
        _read_section(root, "", reading)
    elif root is not None:
        reading.note(root, "", NO_LIST)
    try:
        read = profile.read(reading.given)
    except ProfileError as error:
        reading.problems += [
            (reading.lines.get(problem.key, 1), problem.key, problem.message)
            for problem in error.problems
            if problem.key not in {key for _, key, _ in reading.problems}
        ]
    if reading.problems:
        ordered = sorted(reading.problems, key=lambda problem: problem[:2])
        raise DocumentError("\n".join(_said(path, *problem) for problem in ordered))
    return read


def _said(path: Path, line: int, key: str, message: Text) -> str:
    return f"{path.name}:{line}: {f'{key}: ' if key else ''}{message.zh} / {message.en}"


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _composed(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise DocumentError(_said(path, 1, "", MISSING)) from None
    except UnicodeDecodeError:
        raise DocumentError(_said(path, 1, "", ENCODING)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DocumentError(_said(path, line, "", SYNTAX.format(problem=error.problem))) from None
    except yaml.reader.ReaderError as error:
        line = path.read_text("utf-8-sig")[: error.position].count("\n") + 1
        raise DocumentError(_said(path, line, "", SYNTAX.format(problem=error.reason))) from None


def _pairs(
    node: yaml.MappingNode, prefix: str, reading: _Reading
) -> Iterator[tuple[yaml.Node, str, yaml.Node]]:
    """The names and values of a mapping, each name once, `vendor.name` and `name` under `vendor` alike."""
    for name, value in node.value:
        key = prefix + str(name.value)
        if key in reading.lines:
            reading.note(name, key, TWICE.format(line=reading.lines[key]))
        else:
            reading.lines[key] = _line(name)
            yield name, key, value


def _read_section(node: yaml.MappingNode, prefix: str, reading: _Reading) -> None:
    for name, key, value in _pairs(node, prefix, reading):
        if key in BY_KEY:
            _read_value(key, value, reading)
        elif key not in SECTIONS:
            reading.note(name, key, profile.UNKNOWN.format(nearest=nearest(key)))
        elif isinstance(value, yaml.MappingNode):
            _read_section(value, f"{key}.", reading)
        elif not _is_blank(value):
            example = next(each for each in BY_KEY if each.startswith(f"{key}."))
            reading.note(name, key, NO_SECTION.format(example=example.removeprefix(f"{key}.")))


def _read_value(key: str, value: yaml.Node, reading: _Reading) -> None:
    if _is_blank(value):
        return
    if isinstance(value, yaml.ScalarNode):
        reading.given[key] = value.value
    elif isinstance(value, yaml.MappingNode):
        reading.given[key] = dict(_languages(key, value, reading))
    else:
        reading.note(value, key, NO_VALUE)


def _languages(key: str, node: yaml.MappingNode, reading: _Reading) -> Iterator[tuple[str, str]]:
    for name, path, words in _pairs(node, f"{key}.", reading):
        language = path.removeprefix(f"{key}.")
        if language not in LANGUAGES:
            reading.note(name, path, NO_LANGUAGE)
        elif not isinstance(words, yaml.ScalarNode):
            reading.note(words, path, NO_VALUE)
        elif not _is_blank(words):
            yield language, words.value


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
