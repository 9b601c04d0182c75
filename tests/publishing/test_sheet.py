"""The foot of a printed sheet."""

import re

import pytest

from company import profile
from publishing import sheet

LEAST = {"version": "1", "site.id": "plant-1"}


def test_the_foot_names_the_edition_in_the_language_of_the_page() -> None:
    read = profile.read(
        {
            **LEAST,
            "company.name": {"zh": "甲厂", "en": "Plant A"},
            "site.address": "http://runbook.example",
            "runbook.revision": "3",
            "runbook.valid_until": "2027-11-15",
        }
    )

    assert re.findall(r"@page sheet-(\w+) {\s+@bottom-left {\s+content: (.+);", sheet.style(read)) == [
        ("zh", '"甲厂 · 第 3 版 · 有效至 2027-11-15 · http://runbook.example"'),
        ("en", '"Plant A · Revision 3 · valid until 2027-11-15 · http://runbook.example"'),
    ]


def test_a_blank_is_a_line_and_an_example_is_called_one() -> None:
    read = profile.read({**LEAST, "example": "true"})

    assert sheet.edition(read).en == "Example · ________ · Revision ________ · valid until ________"


@pytest.mark.parametrize(
    ("text", "css"), [('a"b', '"a\\22 b"'), ("a\\b", '"a\\5c b"'), ("</style>", '"\\3c /style>"')]
)
def test_a_value_does_not_leave_its_quotes(text: str, css: str) -> None:
    assert sheet.quoted(text) == css
