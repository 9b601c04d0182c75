"""Each calculator's form on paper: the questions, the formula, and the example worked by hand."""

from collections.abc import Iterator

import calculators
from calculators.kit import words
from calculators.kit.answer import Calculator, name_of
from calculators.kit.fields import describe
from calculators.kit.form import is_blank
from calculators.kit.rows import Rows
from calculators.kit.text import LANGUAGES, Language, Text
from calculators.kit.worksheet import worksheet
from publishing.paper.artefact import Artefact, Fit, Part, Source, document, style

PURPOSE = Text("电脑用不了，用笔算", "To work it out with a pen where no computer works")
PLACE = Text("和纸质手册放在一起", "With the paper copy of the runbook")
PAGES = 1  # one more where the smallest type does not fit
SIZES = Fit(10.0, 12.0)
MANY = 3  # tables, past which each has fewer rows to write in


def artefacts(source: Source) -> Iterator[Artefact]:
    """A worksheet for every calculator, in each language."""
    for language in LANGUAGES:
        for module in calculators.ALL:
            yield _worksheet(module, language, source)


def _worksheet(module: Calculator, language: Language, source: Source) -> Artefact:
    kind = f"worksheet-{name_of(module)}"
    title = words.WORKSHEET.format(title=module.TITLE)
    fields = describe(module.Inputs)
    # What the example does not give plays no part in its formulas; a form without an example asks everything.
    class_ = "worksheets" if is_blank(fields) else "worksheets worksheets-short"
    if sum(isinstance(field, Rows) for field in fields.values()) > MANY:
        class_ += " worksheets-many"
    html = document(kind, language, title, [worksheet(module, language)], source.profile, class_=class_)
    part = Part(html, style("worksheet"), pages=PAGES, fit=SIZES)
    return Artefact(kind, language, title, PURPOSE, PLACE, (part,))
