"""HTML of what can be done with a form and its result: share, copy, save, open, print."""

from __future__ import annotations

from calculators.kit import words
from calculators.kit.markup import Markup, tag
from calculators.kit.text import Language


def notice(language: Language) -> Markup:
    """Above the form: what a link or a file brought, and the way back to what stood there before."""
    return tag(
        "div",
        tag("p", class_="calculator-brought", role="status"),
        tag(
            "p",
            words.KEPT[language],
            " ",
            tag("button", words.SHOW_KEPT[language], type="button", data_action="kept"),
            class_="calculator-kept calculator-actions",
            hidden=True,
        ),
        class_="calculator-notice",
    )


def actions(language: Language) -> Markup:
    """Below the result: the buttons, and where a copy can be taken by hand."""
    return tag(
        "div",
        tag(
            "p",
            [
                tag("button", said[language], type="button", data_action=action)
                for action, said in words.ACTIONS.items()
            ],
            tag(
                "label",
                words.OPEN[language],
                tag("input", type="file", accept=".json,application/json", class_="calculator-file"),
                class_="calculator-open",
            ),
            class_="calculator-actions",
        ),
        tag(
            "div",
            [tag("p", said[language], data_done=done, hidden=True) for done, said in words.DONE.items()],
            tag("p", class_="calculator-error", hidden=True),
            class_="calculator-done",
            role="status",
        ),
        tag(
            "textarea",
            class_="calculator-copy",
            rows=4,
            readonly=True,
            hidden=True,
            aria_label=words.COPY[language],
        ),
        class_="calculator-share",
    )
