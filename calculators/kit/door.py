"""The only door for the browser: a JSON text in, a JSON text out."""

from __future__ import annotations

import json
from typing import Any

from calculators import ALL_BY_NAME
from calculators.kit import render
from calculators.kit.answer import Calculator
from calculators.kit.errors import InputError
from calculators.kit.fields import leaves, parse
from calculators.kit.text import LANGUAGES, Language


def answer(request: str) -> str:
    """Answer one request.

    `{"op": "calculate", "calculator", "language", "values"}` gives `result` (HTML), `summary` (one sentence)
    and no `errors`; or only `errors`: field and message, once for each field that a message concerns.
    `{"op": "list"}` gives the names of the calculators. Anything else is a bug and raises ValueError.
    """
    asked = json.loads(request)
    match asked:
        case {"op": "list"}:
            reply: dict[str, Any] = {"calculators": list(ALL_BY_NAME)}
        case {"op": "calculate", "calculator": str(name), "language": str(language), "values": dict(values)}:
            if name not in ALL_BY_NAME or language not in LANGUAGES:
                raise ValueError(
                    f"no calculator {name!r} in {language!r}; there are {sorted(ALL_BY_NAME)} in {LANGUAGES}"
                )
            reply = _calculate(
                ALL_BY_NAME[name], language, {key: str(value) for key, value in values.items()}
            )
        case _:
            raise ValueError(f"cannot answer {request[:200]!r}")
    return json.dumps(reply)


def _calculate(module: Calculator, language: Language, values: dict[str, str]) -> dict[str, Any]:
    errors: list[InputError] = []
    try:
        inputs = parse(module.Inputs, values)
        answered = module.answer(inputs, module.calculate(inputs))
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
    return {
        "result": render.result(module, answered, language, typed=values),
        "summary": answered.sentence[language],
        "errors": [],
    }
