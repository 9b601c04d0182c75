"""The only door, for the browser and the command line alike: a JSON text in, a JSON text out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from calculators import ALL_BY_NAME
from calculators.kit import exchange, links, plain, render, words
from calculators.kit.answer import Calculator, name_of
from calculators.kit.errors import UNKNOWN, InputError
from calculators.kit.fields import leaves, parse
from calculators.kit.text import LANGUAGES, Language, Text


def answer(request: str) -> str:
    """Answer one request: `{"op", "calculator", "language", …}`.

    With `values`, typed texts by name, `calculate` gives `result` (HTML), `summary` (one sentence) and no
    `errors`; `text`, `csv` and `json` give the result as such, and no `errors`. Or they only give `errors`:
    field and message, once for each field that a message concerns.
    With `known`, the values typed in other calculators by their names, `offers` gives what fields may take.
    With `text`, `bring` gives the typed values in it and what to tell the reader, or `refused`; from a file
    of all calculators, those of the `others` too.
    `example` and `schema` describe the inputs; `list` gives all titles by name, and needs no calculator.
    Anything else is a bug and raises ValueError.
    """
    asked = json.loads(request)
    match asked:
        case {"op": "list", "language": str(language)} if language in LANGUAGES:
            reply: dict[str, Any] = {name: module.TITLE[language] for name, module in ALL_BY_NAME.items()}
        case {"op": str(op), "calculator": str(name), "language": str(language)}:
            if name not in ALL_BY_NAME or language not in LANGUAGES:
                raise ValueError(
                    f"no calculator {name!r} in {language!r}; there are {sorted(ALL_BY_NAME)} in {LANGUAGES}"
                )
            reply = _reply(op, ALL_BY_NAME[name], language, asked)
        case _:
            raise ValueError(f"cannot answer {request[:200]!r}")
    return json.dumps(reply)


def _reply(op: str, module: Calculator, language: Language, asked: dict[str, Any]) -> dict[str, Any]:
    match op, asked:
        case "example", _:
            return exchange.example(module, language)
        case "schema", _:
            return exchange.schema(module, language)
        case "bring", {"text": str(text)}:
            return _bring(module, language, text)
        case "offers", {"known": dict(known)}:
            typed = {name: _strings(values) for name, values in known.items()}
            return {"offers": list(links.offers(module, typed, language))}
        case "calculate" | "text" | "csv" | "json", {"values": dict(values)}:
            return _compute(op, module, language, _strings(values))
    raise ValueError(f"cannot answer {op!r} with {sorted(asked)}")


def _strings(values: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


def _bring(module: Calculator, language: Language, text: str) -> dict[str, Any]:
    """What a text brings to this calculator, and where it is a file of all, to the others by their names."""
    try:
        everything = exchange.bring_all(ALL_BY_NAME, text)
        if everything is not None:
            return _bring_all(module, language, everything)
        brought = exchange.bring(module, text)
    except InputError as problem:
        return {"refused": problem.message[language]}
    unknown = _unknown(brought, language)
    return {"values": brought.values, "told": brought.told[language], "unknown": unknown}


def _bring_all(module: Calculator, language: Language, everything: exchange.Everything) -> dict[str, Any]:
    """A calculator whose part is missing or refused stays as it is; each is told of in a line of its own."""
    said = [words.OPENED_ALL if everything.parts else words.OPENED_NONE]
    values: dict[str, dict[str, str]] = {}
    unknown = None
    for name, brought in everything.parts.items():
        if isinstance(brought, InputError):
            told = words.REFUSED.format(why=brought.message)
        else:
            told, values[name] = brought.told, brought.values
            if name == name_of(module):
                unknown = _unknown(brought, language)
        said.append(words.OF_A_CALCULATOR.format(title=ALL_BY_NAME[name].TITLE, said=told))
    if everything.unknown:
        said.append(words.NO_CALCULATORS.format(names=exchange.named(everything.unknown)))
    lines = Text.joined(said, "\n", "\n")[language]
    if not values:
        return {"refused": lines}
    own = values.pop(name_of(module), None)
    return {"values": own, "others": values, "told": lines, "unknown": unknown}


def _unknown(brought: exchange.Brought, language: Language) -> str | None:
    return UNKNOWN.format(names=brought.names)[language] if brought.unknown else None


def _compute(op: str, module: Calculator, language: Language, values: dict[str, str]) -> dict[str, Any]:
    errors: list[InputError] = []
    try:
        inputs = parse(module.Inputs, values)
        result = module.calculate(inputs)
        told = module.answer(inputs, result)
    except* InputError as group:
        errors = leaves(group)
    if errors:
        return {
            "errors": [
                {"field": field, "message": error.message[language]}
                for error in errors
                for field in error.fields
            ]
        }
    match op:
        case "text":
            shown: dict[str, Any] = {"text": plain.text(module, inputs, told, language, values)}
        case "csv":
            shown = {"csv": plain.csv(module, inputs, told, language, values)}
        case "json":
            undrawn = tuple(replace(section, drawing=None) for section in told.sections)
            said = exchange.as_json(replace(told, drawing=None, sections=undrawn), language)
            shown = {"result": exchange.as_json(result, language), "answer": said}
        case _:
            page = render.result(module, inputs, told, language, values)
            shown = {"result": page, "summary": told.sentence[language]}
    return {**shown, "errors": []}
