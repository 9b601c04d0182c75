"""What a company may write about itself, and what it is told when it writes something else."""

import doctest
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from calculators.kit.text import LANGUAGES, Text
from company import kinds, profile, spec
from company.document import FILE, DocumentError, load
from company.profile import ProfileError
from company.spec import BY_KEY, ENTRIES, SECTIONS
from tests.docs import wording

ROOT = Path(__file__).parents[2]
LEAST = "version: 1\nsite:\n  id: plant-1\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "runbook.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(DocumentError) as raised:
        load(written(folder, text))
    return str(raised.value).splitlines()


@pytest.mark.parametrize("module", [kinds, profile, spec], ids=lambda module: module.__name__)
def test_doctests(module: ModuleType) -> None:
    assert doctest.testmod(module) == (0, doctest.testmod(module).attempted)


def test_the_example_is_in_order_and_says_that_it_is_one() -> None:
    assert load().example


def test_the_example_reaches_nobody() -> None:
    """Its numbers are no numbers, its addresses end in the name that is kept for examples."""
    values = load().values
    for entry in ENTRIES:
        value = values.get(entry.key)
        if entry.kind is kinds.TELEPHONE and value and not entry.key.startswith("emergency."):
            assert "".join(value.groups)[3:].startswith("0000"), entry.key
        if entry.kind is kinds.ADDRESS and value:
            assert value.endswith(".example"), entry.key


def test_the_file_shows_every_key() -> None:
    text = FILE.read_text("utf-8")

    assert [key for key in BY_KEY if f"{key.rpartition('.')[2]}:" not in text] == []


def test_the_spec_is_in_order() -> None:
    assert len(BY_KEY) == len(ENTRIES)
    assert not set(SECTIONS) & BY_KEY.keys()
    for entry in ENTRIES:
        for language in LANGUAGES:
            for words in (entry.label, entry.kind.expected):
                assert not wording.forbidden(words[language], language), entry.key


def test_the_browser_needs_no_yaml() -> None:
    code = "import sys, company.profile; raise SystemExit('yaml' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("company.name", "示例制造", Text.same("示例制造")),
        ("vendor.hotline", "４００－０００－００００", Text.same("400 000 0000")),
        ("vendor.hotline", "(0755) 0000 0000", Text.same("0755 0000 0000")),
        ("vendor.hotline", "075500000000", Text.same("0755 0000 0000")),
        ("lead.phone", "+86 (0)10 0000 0000", Text.same("+86 10 0000 0000")),
        ("it.phone", "10086", Text.same("10086")),
        ("it.phone", "010-0000-0000转801", Text("010 0000 0000 转 801", "010 0000 0000 ext. 801")),
        ("erp.hosting", "cloud", Text("供应商的云服务", "the vendor’s cloud")),
        ("runbook.date", "2026年11月16日", Text.same("2026-11-16")),
        ("updates.interval", "30分钟", Text("30 分钟", "30 min")),
        ("currency", "CNY", Text.same("CNY")),
        ("slips.orders", "４８", Text.same("48")),
        ("example", "True", Text("是", "Yes")),
        (
            "working_hours",
            "Mon-Fri 9:00-12:00\n2026-10-10 as Fri",
            Text("周一至周五 09:00-12:00；2026-10-10 按周五", "Mon-Fri 09:00-12:00; 2026-10-10 as Fri"),
        ),
    ],
)
def test_what_is_written_is_shown(key: str, typed: str, shown: Text) -> None:
    assert profile.read({"version": "1", "site.id": "x", key: typed}).shown(key) == shown


def test_a_name_may_differ_between_the_languages(tmp_path: Path) -> None:
    read = load(written(tmp_path, LEAST + "company: {name: {zh: 甲, en: A}}\n"))

    assert read.shown("company.name") == Text("甲", "A")


def test_yaml_makes_nothing_of_a_value(tmp_path: Path) -> None:
    """119 stays a number to dial, 1.10 a revision, no the name of a firm."""
    text = "emergency: {fire: 0119}\nrunbook: {revision: 1.10}\nvendor: {name: no}\n"
    read = load(written(tmp_path, LEAST + text))

    shown = [read.shown(key) for key in ("emergency.fire", "runbook.revision", "vendor.name")]
    assert shown == [Text.same("0119"), Text.same("1.10"), Text.same("no")]


def test_what_is_left_out_is_blank(tmp_path: Path) -> None:
    read = load(written(tmp_path, LEAST + 'vendor:\n  name:\n  hours: ""\n  portal: ~\nerp:\n'))

    assert {entry.key for entry in read.blanks()} == BY_KEY.keys() - {"version", "site.id", "example"}
    assert not read.example


def test_an_edition_is_overdue_from_the_day_after() -> None:
    dates = {"runbook.valid_until": "2027-11-15", "runbook.contacts_checked": "2026-11-16"}
    read = profile.read({"version": "1", "site.id": "x", **dates})

    assert read.overdue_from() == {"expired": date(2027, 11, 16), "contacts": date(2027, 2, 15)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vendor:\n  hot_line: 119\n", "runbook.yml:5: vendor.hot_line: .*nearest is vendor.hotline"),
        ("vender:\n  hotline: 119\n", "runbook.yml:4: vender: .*nearest is vendor"),
        ("hotline: 119\n", r"runbook.yml:4: hotline: .*nearest is \w+.hotline"),
        ("currency: CNY\ncurrency: USD\n", "runbook.yml:5: currency: .*stands on line 4 already"),
        ("vendor: {name: A}\nvendor: {hours: B}\n", "runbook.yml:5: vendor: .*stands on line 4 already"),
        ("company: {name: A}\ncompany.name: B\n", "runbook.yml:5: company.name: .*stands on line 4 already"),
        ("vendor: 400\n", "runbook.yml:4: vendor: .*indented below it, such as “name: …”"),
        ("vendor:\n  name: [A, B]\n", "runbook.yml:5: vendor.name: .*write one value"),
        ("vendor:\n  name: {zh: 甲}\n", "runbook.yml:5: vendor.name: .*write both zh and en"),
        (
            "vendor:\n  name: {zh: 甲, en: A, fr: A}\n",
            "runbook.yml:5: vendor.name.fr: .*the languages are zh and en",
        ),
        ("vendor:\n  hotline: {zh: 119, en: 110}\n", "runbook.yml:5: vendor.hotline: .*one value for both"),
        (f"vendor:\n  name: {'A' * 41}\n", "runbook.yml:5: vendor.name: .*room for 40 characters; it has 41"),
        ("vendor:\n  name: |\n    A\n    B\n", "runbook.yml:5: vendor.name: .*one line"),
        ("vendor:\n  hotline: call us\n", "runbook.yml:5: vendor.hotline: .*3 to 15 digits.*“call us”"),
        ("vendor:\n  hotline: 12\n", "runbook.yml:5: vendor.hotline: .*3 to 15 digits"),
        ("vendor:\n  hotline: 1234567890123456\n", "runbook.yml:5: vendor.hotline: .*3 to 15 digits"),
        ("vendor:\n  portal: support.example\n", "runbook.yml:5: vendor.portal: .*http://"),
        ("vendor:\n  portal: javascript:alert(1)\n", "runbook.yml:5: vendor.portal: .*http://"),
        ("runbook:\n  date: 2026-02-30\n", "runbook.yml:5: runbook.date: .*a day that exists"),
        ("runbook:\n  valid_until: 9999-12-31\n", "runbook.yml:5: runbook.valid_until: .*1990 to 2099"),
        ("runbook:\n  date: 1/2/2026\n", "runbook.yml:5: runbook.date: .*for example 2027-06-30"),
        (
            "runbook:\n  date: 2026-02-02\n  valid_until: 2026-02-01\n",
            "runbook.yml:6: runbook.valid_until: .*before the date 2026-02-02",
        ),
        ("updates:\n  interval: 30\n", "runbook.yml:5: updates.interval: .*with its unit"),
        ("updates:\n  interval: 3 days\n", "runbook.yml:5: updates.interval: .*from 5 min to 24 h"),
        ("working_hours: Mon-Fri nine to five\n", "runbook.yml:4: working_hours: .*line 1"),
        ("working_hours: Mon off\n", "runbook.yml:4: working_hours: .*no working hours"),
        ("currency: yuan\n", "runbook.yml:4: currency: .*choose one of: CNY"),
        ("slips:\n  orders: 0\n", "runbook.yml:5: slips.orders: .*from 1 to 999"),
        ("slips:\n  orders: 1000\n", "runbook.yml:5: slips.orders: .*from 1 to 999"),
        ("slips:\n  orders: 4 dozen\n", "runbook.yml:5: slips.orders: .*whole number"),
        ("erp:\n  hosting: cellar\n", "runbook.yml:5: erp.hosting: .*on_premises, hosted, cloud"),
        ("example: perhaps\n", "runbook.yml:4: example: .*true or false"),
        ("vendor:\n  name：甲\n", "runbook.yml:[45]: vendor: .*indented below it"),
        ("vendor:\n\tname: A\n", "runbook.yml:5: .*indent with spaces"),
        ("vendor:\n  name: A: B\n", "runbook.yml:5: .*in quotes"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    said = problems(tmp_path, LEAST + text)

    assert len(said) == 1
    assert re.match(expected, said[0]), said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["runbook.yml:1: site.id: ", "runbook.yml:1: version: "]),
        ("- version: 1\n", ["runbook.yml:1: 文件里"]),
        ("version: 2\nsite: {id: A b}\n", ["runbook.yml:1: version: ", "runbook.yml:2: site.id: "]),
        ("version: 1\n# 甲\n".encode("gbk"), ["runbook.yml:1: 把文件存成 UTF-8"]),
        ("version: 1\nsite: {id: \x07}\n", ["runbook.yml:2: 这里读不懂"]),
    ],
)
def test_what_stands_before_all_else(tmp_path: Path, text: str | bytes, expected: list[str]) -> None:
    said = problems(tmp_path, text)

    assert all(any(line.startswith(start) for line in said) for start in expected), said


def test_all_mistakes_are_told_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = LEAST + "vendor:\n  hotline: none\n  nmae: A\ncurrency: X\nrunbook:\n  date: soon\n"

    said = problems(tmp_path, text)

    assert [line.split(" ")[0] for line in said] == [
        "runbook.yml:5:",
        "runbook.yml:6:",
        "runbook.yml:7:",
        "runbook.yml:9:",
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"runbook\.yml:1: .*put it back"):
        load(tmp_path / "runbook.yml")


def test_problems_without_a_file_name_their_keys() -> None:
    with pytest.raises(ProfileError) as raised:
        profile.read({"version": "1", "site.id": "x", "currency": "X", "hotline": "1"})

    assert {problem.key for problem in raised.value.problems} == {"currency", "hotline"}
