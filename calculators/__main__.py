"""The calculators on the command line, through the same door as the page.

    python -m calculators                             names and titles
    python -m calculators backup_loss --example       the inputs of the worked example, as JSON
    python -m calculators backup_loss --schema        the inputs, as JSON Schema
    python -m calculators backup_loss < inputs.json   the result, as JSON; with --text in plain words

An input that cannot be used is told on stderr with its field, limit and unit, and the status is 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from calculators import ALL_BY_NAME
from calculators.kit.door import answer
from calculators.kit.exchange import LONGEST
from calculators.kit.text import LANGUAGES


def main(arguments: list[str] | None = None) -> int:
    """Read, ask, write; the status of the process."""
    asked = _arguments(arguments)
    if not asked.name:
        for name, title in _ask(op="list", language=asked.lang).items():
            print(f"{name}\t{title}")
        return 0
    to = {"calculator": asked.name, "language": asked.lang}
    if asked.show:
        _print(_ask(op=asked.show, **to))
        return 0
    brought = _ask(op="bring", text=sys.stdin.read(LONGEST + 1), **to)
    nothing = brought["told"] if brought.get("values") is None and "told" in brought else None
    if problem := brought.get("refused") or brought["unknown"] or nothing:
        return _refuse(problem)
    reply = _ask(op="text" if asked.text else "json", values=brought["values"], **to)
    if errors := reply.pop("errors"):
        return _refuse(*(f"{error['field']}: {error['message']}" for error in errors))
    if asked.text:
        print(reply["text"], end="")
    else:
        _print(reply)
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m calculators", description=__doc__, add_help=True)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", nargs="?", choices=sorted(ALL_BY_NAME))
    show = parser.add_mutually_exclusive_group()
    show.add_argument("--example", dest="show", action="store_const", const="example")
    show.add_argument("--schema", dest="show", action="store_const", const="schema")
    show.add_argument("--text", action="store_true")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh")
    asked = parser.parse_args(arguments)
    if not asked.name and (asked.show or asked.text):
        parser.error("name a calculator")
    return asked


def _ask(**request: object) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(answer(json.dumps(request)))
    return reply


def _print(reply: dict[str, Any]) -> None:
    print(json.dumps(reply, ensure_ascii=False, indent=2))


def _refuse(*problems: str) -> int:
    print(*problems, sep="\n", file=sys.stderr)
    return 2


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Whatever the system's code page is; what is no UTF-8 then is no JSON either, and is refused as such.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    raise SystemExit(main())
