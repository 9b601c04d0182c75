"""The only door, for the browser and the command line alike: a JSON text in, a JSON text out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from calculators import ALL_BY_NAME
from calculators.kit import exchange, plain, render
from calculators.kit.answer import Calculator
from calculators.kit.errors import UNKNOWN, InputError
from calculators.kit.fields import leaves, parse
from calculators.kit.text import LANGUAGES, Language


def answer(request: str) -> str:
    """Answer one request: `{"op", "calculator", "language", …}`.

    With `values`, typed texts by name, `calculate` gives `result` (HTML), `summary` (one sentence) and no
    `errors`; `text`, `csv` and `json` give the result as such, and no `errors`. Or they only give `errors`:
    field and message, once for each field that a message concerns.
    With `text`, `bring` gives the typed values in it and what to tell the reader, or `refused`.
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
        case "calculate" | "text" | "csv" | "json", {"values": dict(values)}:
            return _compute(op, module, language, {key: str(value) for key, value in values.items()})
    raise ValueError(f"cannot answer {op!r} with {sorted(asked)}")


def _bring(module: Calculator, language: Language, text: str) -> dict[str, Any]:
    try:
        brought = exchange.bring(module, text)
    except InputError as problem:
        return {"refused": problem.message[language]}
    unknown = UNKNOWN.format(names=brought.names)[language] if brought.unknown else None
    return {"values": brought.values, "told": brought.told[language], "unknown": unknown}


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
            page = render.result(module, told, language, values)
            shown = {"result": page, "summary": told.sentence[language]}
    return {**shown, "errors": []}
