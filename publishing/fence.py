"""The fences that place a calculator, its inputs or decision table, a clock, facts, or the PDFs."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

import calculators
from calculators.kit import render
from calculators.kit.answer import Calculator
from calculators.kit.markup import Markup
from calculators.kit.text import Language
from publishing import engine, incident, messages
from publishing.paper import shelf


def calculator(
    text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any
) -> str:
    """Replace a fence by the calculator that its body names, in the language of the page."""
    return render.calculator(named(text, md), engine.language(md))


def inputs(text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """Replace a fence by the table of what goes into the calculator that its body names."""
    return render.inputs_table(named(text, md), engine.language(md))


def start(text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """Replace a fence by the button that starts the clock of the incident that its body names."""
    return incident.start(text.strip(), engine.language(md))


def facts(text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """Replace a fence by the form for the facts that its body names."""
    try:
        return messages.form(text, engine.source(md))
    except messages.MessageError as error:
        raise SuperFencesException(str(error)) from error


def paper(_text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """Replace a fence by the shelf for the PDFs, which are made after the site."""
    return shelf.empty(engine.language(md))


def decision_table(
    text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any
) -> str:
    """Replace a fence by the decision table of the calculator that its body names."""
    module = named(text, md)
    make: Callable[[Language], Markup] | None = getattr(module, "decision_table", None)
    if make is None:
        name = text.strip()
        where = place(engine.source(md), name)
        raise SuperFencesException(f"{where}: the calculator {name!r} has no `decision_table`.")
    return make(engine.language(md))


def named(text: str, md: Markdown) -> Calculator:
    """The calculator of a name.

    Only a SuperFencesException stops the build: any other error would quietly leave a block of code.
    """
    name = text.strip()
    if name not in calculators.ALL_BY_NAME:
        where, expected = place(engine.source(md), name), ", ".join(sorted(calculators.ALL_BY_NAME))
        raise SuperFencesException(f"{where}: there is no calculator {name!r}. Expected: {expected}.")
    return calculators.ALL_BY_NAME[name]


def place(source: engine.Source, name: str) -> str:
    """Where the fence stands, as `file:line`; just the file where its body is not on a line of its own."""
    lines = [line.strip() for line in source.text.splitlines()]
    inside = (
        number
        for number, (above, line) in enumerate(pairwise(lines), 2)
        if line == name and above.startswith("```")
    )
    number = next(inside, None)
    return f"{source.path}:{number}" if number else source.path
