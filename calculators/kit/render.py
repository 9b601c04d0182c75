"""HTML of a calculator's block and of its result, the same in the build and in the browser.

The markup is built by `tag`, which escapes whatever is not markup already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from calculators import ALL_BY_NAME
from calculators.kit import words
from calculators.kit.actions import actions, notice
from calculators.kit.answer import Answer, Calculator, Card, Letter, Note, Section, name_of
from calculators.kit.browsers import BROWSERS
from calculators.kit.fields import Field, Form, Values, describe
from calculators.kit.form import form, is_blank
from calculators.kit.given import condition, rests_on, steps_of, used_by, waits
from calculators.kit.markup import Markup, join, tag
from calculators.kit.origins import origins, source_of
from calculators.kit.rows import Rows
from calculators.kit.text import Language, Text
from calculators.kit.worksheet import worksheet


def calculator(module: Calculator, language: Language) -> Markup:
    """The whole block of a page: the form, and the result of the worked example."""
    name = name_of(module)
    example = module.Inputs()
    answer = module.answer(example, module.calculate(example))
    blank = is_blank(describe(module.Inputs))
    states = {**words.STATES, "idle": words.BLANK_IDLE} if blank else words.STATES
    no_script = words.BLANK_NO_SCRIPT if blank else words.NO_SCRIPT
    return tag(
        "div",
        tag("noscript", tag("p", _with_link(no_script, language), class_="calculator-state")),
        tag(
            "runbook-calculator",
            notice(language),
            form(module, language),
            tag(
                "div",
                [_state(said, language, state) for state, said in states.items()],
                [_state(said, language, "failed", reason) for reason, said in words.FAILED.items()],
                tag("p", class_="calculator-status", role="status"),
                tag("div", result(module, example, answer, language, typed={}), class_="calculator-result"),
                actions(language),
                class_="calculator-answer",
            ),
            worksheet(module, language),
            name=name,
            lang=language,
            data_all=" ".join(ALL_BY_NAME),
            data_paper="worksheet",
        ),
        class_="calculator",
    )


def _state(said: Text, language: Language, state: str, reason: str | None = None) -> Markup:
    """The words of one state of the element, hidden until it applies."""
    return tag(
        "p",
        _with_link(said, language),
        class_="calculator-state",
        data_state=state,
        data_reason=reason,
        hidden=True,
    )


def _with_link(said: Text, language: Language) -> Markup:
    """Words in which the method by hand is a link."""
    before, gap, after = said.format(browsers=BROWSERS, by_hand="\0")[language].partition("\0")
    return join([before, tag("a", words.BY_HAND[language], href="#by-hand") if gap else None, after])


# --- The result -------------------------------------------------------------------------------------


def result(module: Calculator, inputs: Any, answer: Answer, language: Language, typed: Values) -> Markup:
    """One number, one sentence, cards, the drawing, tables, notes, what it rests on, how it was computed."""
    fields = describe(module.Inputs)
    used = used_by(answer, fields)
    origin, mark, rests = rests_on(fields, used, typed) or (None, None, None)
    return join(
        [
            tag(
                "p",
                tag("span", answer.label[language]),
                tag("strong", answer.number[language], class_="calculator-number"),
                tag("span", mark[language], class_="calculator-headline-origin", data_origin=origin)
                if mark
                else None,
                class_="calculator-headline",
            ),
            tag("p", rests[language], class_="calculator-rests-on", data_origin=origin) if rests else None,
            tag("p", answer.sentence[language], class_="calculator-sentence"),
            tag(
                "ol", [_card(card, language) for card in answer.cards], class_="calculator-cards", role="list"
            )
            if answer.cards
            else None,
            answer.drawing.draw(language, f"{name_of(module)}-drawing") if answer.drawing else None,
            _table(answer, language) if answer.rows else None,
            [
                _section(section, fields, language, typed, f"{name_of(module)}-section-{number}")
                for number, section in enumerate(answer.sections, 1)
            ],
            tag("ul", [_note(note, language) for note in answer.notes], class_="calculator-notes")
            if answer.notes
            else None,
            _folded("basis", words.RESTS_ON, origins(fields, inputs, answer, typed), language),
            _folded(
                "steps",
                words.COMPUTED,
                [(step.formula, step.numbers) for step in steps_of(answer, fields, typed)],
                language,
            ),
        ]
    )


def _section(section: Section, fields: Form, language: Language, typed: Values, name: str) -> Markup:
    """A part with its heading; what it rests on is told, or asked for."""
    title = tag("h2", section.title[language], class_="calculator-section-title")
    if waits(section, fields, typed):
        said = section.meanwhile or words.FILL_IN.format(label=fields[section.rests_on[0]].label)
        return tag("section", title, tag("p", said[language]), class_="calculator-section")
    origin, _, rests = rests_on(fields, section.rests_on, typed) or (None, None, None)
    return tag(
        "section",
        title,
        tag("p", rests[language], class_="calculator-rests-on", data_origin=origin)
        if rests and origin == "mixed"
        else None,
        tag("p", section.words[language]) if section.words else None,
        section.drawing.draw(language, name) if section.drawing else None,
        _columns(section, language) if section.rows else None,
        [_letter(letter, language) for letter in section.letters],
        tag("p", tag("a", section.link.words[language], href=section.link.address)) if section.link else None,
        class_="calculator-section",
    )


@lru_cache(maxsize=100)
def _letter(letter: Letter, language: Language) -> Markup:
    """A text to send, folded away, with a button that copies it; most are the same after each key."""
    title = letter.title[language]
    lines = letter.words.count("\n") + 1
    return tag(
        "details",
        tag("summary", title),
        # The line's end that HTML drops after the opening tag.
        tag(
            "textarea", "\n" + letter.words, rows=lines, readonly=True, lang=letter.language, aria_label=title
        ),
        tag(
            "p",
            tag("button", words.COPY_THIS[language], type="button", data_action="letter"),
            tag(
                "span",
                [
                    tag("span", words.DONE_WITH_LETTER[done][language], data_letter=done, hidden=True)
                    for done in words.DONE_WITH_LETTER
                ],
                role="status",
            ),
            class_="calculator-actions",
        ),
        class_="calculator-letter",
    )


def _columns(section: Section, language: Language) -> Markup:
    """The table of a section."""
    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in section.head])),
        tag("tbody", [_line(row, language) for row in section.rows]),
        class_="calculator-table",
    )


@lru_cache(maxsize=2_000)
def _line(row: tuple[Text, ...], language: Language) -> Markup:
    """A line of a table; most are the same after each key."""
    first, *rest = (said[language] for said in row)
    return tag("tr", tag("th", first, scope="row"), [tag("td", said) for said in rest])


def _table(answer: Answer, language: Language) -> Markup:
    return tag(
        "table",
        tag("caption", words.RESULT_TABLE[language]),
        tag(
            "tbody",
            [
                tag(
                    "tr",
                    tag("th", row.label[language], scope="row"),
                    tag(
                        "td",
                        row.value[language],
                        tag("small", " ", row.remark[language]) if row.remark else None,
                    ),
                )
                for row in answer.rows
            ],
        ),
        class_="calculator-table",
    )


def _card(card: Card, language: Language) -> Markup:
    def lines() -> Iterator[Markup]:
        for line in card.lines:
            yield tag("dt", line.label[language])
            yield tag("dd", line.value[language])

    return tag(
        "li",
        tag("p", card.title[language], class_="calculator-card-title"),
        tag("dl", lines()) if card.lines else None,
        class_="calculator-card calculator-card-quiet" if card.quiet else "calculator-card",
    )


def _note(note: Note, language: Language) -> Markup:
    return tag(
        "li",
        tag(
            "span", words.NOTE_WORDS[note.state][language], class_=f"calculator-note-state state-{note.state}"
        ),
        " ",
        note.words[language],
        class_="calculator-note",
    )


def _folded(kind: str, title: Text, said: Iterable[tuple[Text, Text]], language: Language) -> Markup | None:
    """Pairs of words that unfold, if there are any."""
    lines = [_pair(one, other, language) for one, other in said]
    if not lines:
        return None
    return tag("details", tag("summary", title[language]), tag("dl", lines), class_=f"calculator-{kind}")


@lru_cache(maxsize=2_000)
def _pair(one: Text, other: Text, language: Language) -> Markup:
    return join([tag("dt", one[language]), tag("dd", other[language])])


# --- The page's table of inputs ---------------------------------------------------------------------


def inputs_table(module: Calculator, language: Language) -> Markup:
    """Every field with its meaning, its range and its example: two columns, so that a phone holds them."""

    fields = describe(module.Inputs)

    def line(label: Text, field: Field[Any], beside: dict[str, Field[Any]]) -> Markup:
        origin = words.ASSUMED if field.assumed else words.EXAMPLE
        lines = [
            field.help,
            None if field.value is None else words.VALUE.format(origin=origin, value=field.show(field.value)),
            condition(field, beside) or (words.OPTIONAL if field.optional else None),
            words.TAKES.format(name=source_of(field)[0].NAME) if field.takes else None,
        ]
        said = [line[language] for line in lines if line]
        return tag(
            "tr",
            tag("th", label[language], scope="row"),
            tag("td", said[:1], [(tag("br"), line) for line in said[1:]]),
        )

    def lines() -> Iterator[Markup]:
        for field in fields.values():
            yield line(field.label, field, fields)
            if isinstance(field, Rows):
                cells = describe(field.kind)
                for cell in cells.values():
                    yield line(words.CELL.format(label=field.label, cell=cell.label), cell, cells)

    head = (words.WHAT, words.HOW)
    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in head])),
        tag("tbody", lines()),
    )
