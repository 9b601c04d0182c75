"""The foot of each printed sheet: what edition a loose one comes from. Only a style sheet can write there."""

from calculators.kit.text import LANGUAGES, Text
from company.profile import Profile

EDITION = Text(
    "{example}{company} · 第 {revision} 版 · 有效至 {until}{address}",
    "{example}{company} · Revision {revision} · valid until {until}{address}",
)
EXAMPLE = Text("示例 · ", "Example · ")
BLANK = Text.same("________")
GAPS = {"company": "company.name", "revision": "runbook.revision", "until": "runbook.valid_until"}
RULES = """\
:root:lang({language}) {{
  page: sheet-{language};
}}

@page sheet-{language} {{
  @bottom-left {{
    content: {edition};
    font-size: 9pt;
    white-space: nowrap;
  }}
}}
"""


def style(profile: Profile) -> str:
    """The rules for both languages."""
    return "\n".join(
        RULES.format(language=language, edition=quoted(edition(profile)[language])) for language in LANGUAGES
    )


def edition(profile: Profile) -> Text:
    """Company, revision, last day and address in one line, with blanks to write on."""
    gaps = {gap: profile.shown(key) or BLANK for gap, key in GAPS.items()}
    address = profile.shown("site.address")
    return EDITION.format(
        example=EXAMPLE if profile.example else "", address=f" · {address.zh}" if address else "", **gaps
    )


def quoted(text: str) -> str:
    """A text as CSS reads it, whatever it holds."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<' or ord(c) < 32 else c for c in text) + '"'
