"""Every calculator has the shape that CONTRIBUTING promises."""

import ast
import dataclasses
import doctest
import importlib
import json
import pkgutil
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import calculators
from calculators import ALL, ALL_BY_NAME
from calculators.kit import door, exchange
from calculators.kit.answer import Answer, Source, name_of
from calculators.kit.calculation import Calculation
from calculators.kit.estimate import Rough
from calculators.kit.fields import Duration, Field, Input, Quantity, describe, parse
from calculators.kit.links import fitted, spread
from calculators.kit.origins import source_of
from calculators.kit.rows import Rows
from calculators.kit.text import LANGUAGES, Language, Text
from calculators.kit.worksheet import worksheet

ROOT = Path(__file__).parents[2]
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(calculators.__path__, "calculators.")
]
every_calculator = pytest.mark.parametrize("module", ALL, ids=name_of)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.removeprefix("calculators."))
def test_doctests(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_every_file_is_in_the_list() -> None:
    """A calculator is a file, or where its rules need the room, a package."""
    found = {found.name for found in pkgutil.iter_modules(calculators.__path__)} - {"__main__", "kit"}

    assert found == set(ALL_BY_NAME)
    assert [name_of(module) for module in ALL] == list(ALL_BY_NAME)


@every_calculator
def test_pages_and_tests_carry_its_name(module: Any) -> None:
    name = name_of(module)
    assert (ROOT / "tests" / "calculators" / f"test_{name}.py").exists()
    for language in LANGUAGES:
        page = ROOT / "docs" / language / "calculators" / f"{name}.md"
        assert f"```calculator\n{name}\n```" in page.read_text("utf-8").replace(
            "``` calculator", "```calculator"
        )
        assert f"{{#inputs}}\n\n```calculator-inputs\n{name}\n```" in page.read_text("utf-8")
        assert "{#by-hand" in page.read_text("utf-8")


@every_calculator
def test_order_of_a_module(module: Any) -> None:
    """Docstring, title, sources, inputs, result, calculate, answer; a package may answer in its own file."""
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.append(node.name)
    expected = ["TITLE", "SOURCES", "Inputs", "Result", "calculate", "answer"]
    if module.answer.__module__ != module.__name__:
        assert module.answer.__module__.startswith(f"{module.__name__}.")
        expected.remove("answer")

    assert [name for name in names if name in expected] == expected
    assert ast.get_docstring(tree)


@every_calculator
def test_parts(module: Any) -> None:
    assert isinstance(module.TITLE, Text)
    assert module.SOURCES
    assert all(isinstance(source, Source) and source.where for source in module.SOURCES.values())
    for kind in (module.Inputs, module.Result):
        assert dataclasses.is_dataclass(kind)
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert all(isinstance(field, Field) for field in describe(module.Inputs).values())


@every_calculator
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_worked_on_paper_and_called_by_programs(module: Any, language: Language) -> None:
    """The worksheet renders; the example as JSON comes back as the example."""
    assert module.TITLE[language] in worksheet(module, language)
    brought = exchange.bring(module, json.dumps(exchange.example(module, language)))
    properties = exchange.schema(module, language)["properties"]
    taken = parse(module.Inputs, brought.values)
    shown = module.answer(taken, module.calculate(taken))

    assert brought.unknown == ()
    assert {name.partition(".")[0] for name in brought.values} <= set(properties)
    example = module.answer(module.Inputs(), module.calculate(module.Inputs()))
    assert shown.sentence[language] == example.sentence[language]


@every_calculator
def test_the_worked_example_is_the_doctest_of_the_module(module: Any) -> None:
    shown = module.answer(module.Inputs(), module.calculate(module.Inputs()))

    assert isinstance(shown, Answer)
    assert ">>> result = calculate(Inputs())" in module.__doc__
    assert shown.sentence.en in module.__doc__.replace("\\\n", "")


@every_calculator
def test_every_number_alone_at_either_end_of_its_range_has_an_answer(module: Any) -> None:
    """A result or words that say what is wrong, and no failure."""
    for name, field in describe(module.Inputs).items():
        if not isinstance(field, Quantity | Rough | Duration):
            continue
        for end in (field.low, field.high):
            typed = {**_counts(module, field), name: field.write(fitted(end, field), "en")}
            request = {"op": "calculate", "calculator": name_of(module), "language": "en", "values": typed}
            reply = json.loads(door.answer(json.dumps(request)))
            assert reply["errors"] or "calculator-number" in reply["result"], typed


# What the worked examples leave out, and others take.
TOLD = {"backup_loss": {"rto": "4 h", "rpo": "2 h"}, "downtime_cost": {"tolerable": "100000"}}
TAKING = [(module, name) for module in ALL for name, field in describe(module.Inputs).items() if field.takes]


@pytest.mark.parametrize(
    ("module", "name"), TAKING, ids=lambda part: part if isinstance(part, str) else name_of(part)
)
def test_what_a_field_takes_is_offered_in_its_own_kind_and_unit(module: Any, name: str) -> None:
    """The offer made of the other's worked example fits the field, and comes back as what it was."""
    field = describe(module.Inputs)[name]
    source, what = source_of(field)
    assert isinstance(source.NAME, Text)
    assert source is not module
    if not what:
        assert isinstance(field, Calculation)
        assert field.module is source
        assert set(field.apart_from) <= set(describe(source.Inputs))
        return
    offer = source.OFFERS[what]
    inputs = parse(source.Inputs, TOLD.get(name_of(source), {}))
    value = fitted(offer.value(inputs, source.calculate(inputs)), field)
    assert value is not None
    assert bool(offer.currency) == any(
        _follows(each) for each in getattr(field, "cells", {"": field}).values()
    )
    if isinstance(field, Quantity | Rough) and not _follows(field):
        assert field.unit == offer.unit
    assert set(offer.rests_on) <= set(describe(source.Inputs))
    currency = offer.currency(inputs) if offer.currency else ""
    counts = _counts(module, field)
    assert parse(module.Inputs, {**counts, **spread(field, name, value, "en", currency)}) == replace(
        parse(module.Inputs, counts), **{name: value}
    )


def _counts(module: Any, field: Field[Any]) -> dict[str, str]:
    """Answers under which a field counts."""
    if not field.when:
        return {}
    other, answer, *_ = field.when
    asked = describe(module.Inputs)[other]
    return {**_counts(module, asked), **asked.spread(answer, other, "en")}


def _follows(field: Field[Any]) -> bool:
    return isinstance(field, Input) and bool(field.follows)


def test_only_fields_of_their_own_take_and_every_offer_is_taken() -> None:
    cells = [cell for module in ALL for _, cell in _cells(module)]
    offered = {f"{name_of(module)}.{what}" for module in ALL for what in getattr(module, "OFFERS", {})}

    assert not [cell.label.en for cell in cells if cell.takes]
    assert offered <= {describe(module.Inputs)[name].takes for module, name in TAKING}


def _cells(module: Any) -> list[tuple[str, Field[Any]]]:
    fields = describe(module.Inputs).values()
    return [cell for field in fields if isinstance(field, Rows) for cell in field.cells.items()]


PURE = sorted({*(ROOT / "calculators").rglob("*.py")} - {ROOT / "calculators" / "__main__.py"})


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.stem)
def test_pure(path: Path) -> None:
    """Standard library only; no clock, no files, no chance, no locale. Only the command line reads."""
    imported: set[str] = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.partition(".")[0])
    calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert imported - sys.stdlib_module_names == {"calculators"} & imported
    assert not imported & {
        "io",
        "locale",
        "os",
        "pathlib",
        "random",
        "secrets",
        "socket",
        "sys",
        "time",
        "urllib",
        "uuid",
    }
    assert not calls & {"utcnow", "today", "strftime", "setlocale"}
    assert "datetime.now" not in path.read_text("utf-8")
