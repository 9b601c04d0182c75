"""The foot of every sheet: id, company, revision, date, valid until, page x of y."""

from calculators.kit.text import Language, Text
from company.profile import Profile
from publishing.sheet import BLANK, EXAMPLE, quoted

EDITION = Text(
    "{id} · {example}{company} · 第 {revision} 版 · {date} · 有效至 {until}",
    "{id} · {example}{company} · Revision {revision} · {date} · valid until {until}",
)
PAGE = Text(
    '"第 " counter(page) " 页，共 " counter(pages) " 页"', '"Page " counter(page) " of " counter(pages)'
)
GAPS = {
    "company": "company.name",
    "revision": "runbook.revision",
    "date": "runbook.date",
    "until": "runbook.valid_until",
}
RULES = """\
@page {{
  @bottom-left {{ content: {edition}; }}
  @bottom-right {{ content: {page}; }}
}}
"""


def edition(name: str, profile: Profile) -> Text:
    """Which sheet this is, and of which edition; what the profile leaves blank is a line to write on."""
    gaps = {gap: profile.shown(key) or BLANK for gap, key in GAPS.items()}
    return EDITION.format(id=name, example=EXAMPLE if profile.example else "", **gaps)


def style(name: str, profile: Profile, language: Language | None) -> str:
    """The rules for a sheet in a language, or, where there is none, in both."""
    said = edition(name, profile)
    if language is not None:
        return RULES.format(edition=quoted(said[language]), page=PAGE[language])
    both = f"{said.zh} / {said.en.removeprefix(name).lstrip(' ·')}"
    return RULES.format(edition=quoted(both), page=f'{PAGE.zh} " / " {PAGE.en}')
