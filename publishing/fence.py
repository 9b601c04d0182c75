"""The fence that places a calculator on a page."""

from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

import calculators
from calculators.kit import render
from publishing import engine


def calculator(
    text: str, _language: str, _class: str, _options: dict[str, Any], md: Markdown, **_: Any
) -> str:
    """Replace a fence by the calculator that its body names, in the language of the page.

    Only a SuperFencesException stops the build: any other error would quietly leave a block of code.
    """
    name = text.strip()
    if name not in calculators.ALL_BY_NAME:
        source = engine.source(md)
        raise SuperFencesException(
            f"{place(source, name)}: there is no calculator {name!r}. Expected: {', '.join(sorted(calculators.ALL_BY_NAME))}."
        )
    return render.calculator(calculators.ALL_BY_NAME[name], engine.language(md))


def place(source: engine.Source, name: str) -> str:
    """Where the fence stands, as `file:line`; just the file where its body is not on a line of its own."""
    fences = (
        number
        for number, (above, line) in enumerate(zip(source.text.splitlines(), source.text.splitlines()[1:]), 2)
        if line.strip() == name and above.lstrip().startswith("```")
    )
    line = next(fences, None)
    return f"{source.path}:{line}" if line else source.path
