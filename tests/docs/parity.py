"""Do two pages say the same things in the same order? Every message shows both sides with file and line."""

from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest

from tests.docs.pages import Found, Page


def _at(page: Page, found: Found | None) -> str:
    return f"{page.path}:{found.line} has “{found.value}”" if found else f"{page.path} has nothing more"


def _where(page: Page, found: list[Found], value: str) -> str:
    lines = [str(fact.line) for fact in found if fact.value == value]
    return f"{page.path} has it {len(lines)} ×" + (f" (line {', '.join(lines)})" if lines else "")


def trees(zh: Mapping[str, object], en: Mapping[str, object]) -> list[str]:
    """Pages that stand in one language only."""
    return [
        f"{path}: docs/{there}/{path} exists, docs/{missing}/{path} does not"
        for one, other, there, missing in ((zh, en, "zh", "en"), (en, zh, "en", "zh"))
        for path in sorted(set(one) - set(other))
    ]


def pages(zh: Page, en: Page) -> list[str]:
    """Everything in which two pages differ: order counts for structure, number of times for the rest."""
    messages = []
    for kind, left in zh.ordered.items():
        for one, other in zip_longest(left, en.ordered[kind]):
            if one is None or other is None or one.value != other.value:
                messages.append(f"{kind}: {_at(zh, one)}, {_at(en, other)}")
                break  # what follows is only out of step
    for kind, left in zh.counted.items():
        right = en.counted[kind]
        counts, others = (Counter(fact.value for fact in side) for side in (left, right))
        messages += [
            f"{kind} “{value}”: {_where(zh, left, value)}, {_where(en, right, value)}"
            for value in sorted((counts - others) + (others - counts))
        ]
    return messages


def faults(tree: Mapping[str, Page]) -> list[str]:
    """What is wrong with one language on its own: headings without id, and ids used twice."""
    messages = [f"{page.path}:{fault.line}: {fault.value}" for page in tree.values() for fault in page.faults]
    lines: dict[str, str] = {}
    for page in tree.values():
        anchors: dict[str, str] = {}
        for anchor in page.anchors:
            here = f"{page.path}:{anchor.line}"
            if anchor.value in anchors:
                messages.append(f"{here}: the id “{anchor.value}” stands at {anchors[anchor.value]} already")
            anchors[anchor.value] = here
        for line in (line for checklist in page.checklists for line in checklist.lines):
            here = f"{page.path}:{line.line}"
            if line.id in lines:
                messages.append(f"{here}: the line id “{line.id}” stands at {lines[line.id]} already")
            lines[line.id] = here
    return messages
