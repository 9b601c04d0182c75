"""What other calculators offer to the fields of one, and why they do not where they do not.

    OFFERS = {"reentry": Offer(Text("补录工时", "hours to re-enter"), hours_of, HOUR.name)}
    hours: float = quantity(…, takes="backup_loss.reentry")

Nothing is taken over by itself: the page says what there is, and a button puts it into the field as text.
An amount that `follows` a currency is taken with its own, such as EUR 12: a form in another one refuses it.
What was taken is kept beside it as `name.taken`; while both agree, that is where the value comes from.
Only what rests on the reader's own inputs is offered. `takes="backup_loss"` is for calculation.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.kit import exchange, words
from calculators.kit.answer import Answer, Calculator, Offering
from calculators.kit.calculation import Calculation, packed
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate, Rough
from calculators.kit.fields import Field, Input, Values, describe, parse
from calculators.kit.given import applies, examples_left, touched, used_by
from calculators.kit.origins import source_of, taken_mark
from calculators.kit.rows import Rows
from calculators.kit.text import Language, Text


def offers(module: Calculator, known: Mapping[str, Values], language: Language) -> Iterator[dict[str, Any]]:
    """For each field that may take: the words for its button with the values, or only why there are none.

    `known` holds what is typed in other calculators. Nothing is said of those in which nothing is typed.
    """
    for name, field in describe(module.Inputs).items():
        typed = known.get(field.takes.partition(".")[0], {})
        if not field.takes or not typed:
            continue
        try:
            said, values = _offer(name, field, typed, language)
        except InputError as problem:
            said, values = problem.message, {}
        yield {"field": name, "words": said[language], "values": values}


def _offer(name: str, field: Field[Any], typed: Values, language: Language) -> tuple[Text, dict[str, str]]:
    """The words and the values; an InputError says why there is nothing to take."""
    source, what = source_of(field)
    fields = describe(source.Inputs)
    own = {key: value for key, value in typed.items() if exchange.field_of(key, fields)}
    if not touched(fields, fields, own):
        raise InputError(words.NOTHING_THERE.format(name=source.NAME))
    inputs, result, answer = _computed(source, own)
    offer = source.OFFERS[what] if what else None
    used = [] if offer and offer.alone else used_by(answer, fields)
    used += offer.rests_on if offer else ()
    spare = field.apart_from if isinstance(field, Calculation) else ()
    counts = [key for key in used if key not in spare and applies(fields[key], fields, inputs)]
    if left := examples_left(fields, counts, own):
        raise InputError(words.EXAMPLES_THERE.format(name=source.NAME, labels=Text.joined(left)))
    if not offer:
        said = words.TAKE_ALL.format(name=source.NAME, label=answer.label, number=answer.number)
        return said, _with_mark(name, {name: packed(source, own)})
    value = fitted(offer.value(inputs, result), field)
    if value is None:
        raise InputError(words.UNKNOWN_THERE.format(name=source.NAME, words=offer.words))
    currency = offer.currency(inputs) if offer.currency else ""
    shown = Text.same("{code}{n}").format(code=_before(field, currency), n=field.show(value))
    said = words.TAKE.format(name=source.NAME, words=offer.words, value=shown)
    return said, _with_mark(name, spread(field, name, value, language, currency))


def fitted(value: Any, field: Field[Any]) -> Any:
    """A value as its field holds it: a number as an estimate without a range, an estimate as its base."""
    if isinstance(field, Rough) and isinstance(value, int | float):
        return Estimate.exactly(value)
    return value.base if isinstance(value, Estimate) and not isinstance(field, Rough) else value


def _computed(source: Offering, typed: Values) -> tuple[Any, Any, Answer]:
    wrong = InputError(words.WRONG_THERE.format(name=source.NAME))
    try:
        inputs = parse(source.Inputs, typed)
        result = source.calculate(inputs)
        answer = source.answer(inputs, result)
    except* InputError:
        raise wrong from None
    return inputs, result, answer


def _with_mark(name: str, values: dict[str, str]) -> dict[str, str]:
    return {**values, f"{name}.taken": taken_mark(values)}


def spread(
    field: Field[Any], name: str, value: Any, language: Language, currency: str = ""
) -> dict[str, str]:
    """A value as typed; rows get ids that are none of the example's."""
    if not isinstance(field, Rows):
        before = _before(field, currency)
        return {key: text and before + text for key, text in field.spread(value, name, language).items()}
    typed = {name: " ".join(f"t{number}" for number in range(1, len(value) + 1))}
    for number, row in enumerate(value, 1):
        for key, cell in field.cells.items():
            typed |= spread(cell, f"{name}.t{number}.{key}", getattr(row, key), language, currency)
    return typed


def _before(field: Field[Any], currency: str) -> str:
    """What stands before an amount in a field that is read in whatever currency the form names."""
    return f"{currency} " if currency and isinstance(field, Input) and field.follows else ""
