"""What is made: an artefact is one PDF; a part is HTML with what must hold for its pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from calculators.kit.markup import Child, Markup, join, tag
from calculators.kit.text import Language, Text
from company.profile import Profile
from publishing.paper import foot
from publishing.paper.pages import Page

HERE = Path(__file__).parent
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en", None: "zh-CN"}
HANDHELD = 10.0  # [pt] the smallest text on a sheet that is held in a hand
CARD_BYTES = 300_000
BOOK_BYTES = 1_000_000


@dataclass(frozen=True)
class Source:
    """What paper is made from: the built site, its pages, and the profile."""

    site: Path
    pages: dict[Language, list[Page]]
    profile: Profile


@dataclass(frozen=True)
class Fit:
    """The size of the body is searched between two bounds [pt]; CSS has it as `var(--size)`."""

    smallest: float
    largest: float


@dataclass(frozen=True)
class Part:
    """HTML to be laid out, the style sheets for it, and what the gates hold it to."""

    html: str
    styles: tuple[str, ...]
    smallest: float = HANDHELD
    """[pt] No text is smaller."""
    pages: int | None = None
    """There are no more; but a part with a `fit` takes a further one rather than smaller type."""
    codes: tuple[str, ...] = ()
    """What its QR codes must say when they are read back."""
    fit: Fit | None = None
    fields: bool = False
    """Its inputs can be filled in on a screen."""


@dataclass(frozen=True)
class Artefact:
    """One PDF of the paper edition."""

    kind: str
    """What it is, in small letters: `runbook`, `worksheet-backup_loss`."""
    language: Language | None
    """Its language; none where one sheet is in both."""
    title: Text
    purpose: Text
    """What it is for."""
    place: Text
    """Where it hangs or lies."""
    parts: tuple[Part, ...]
    size: str = "A4"
    most_bytes: int = CARD_BYTES

    @property
    def name(self) -> str:
        """The id on every sheet, and the name of the file."""
        return name_of(self.kind, self.language)

    @property
    def fillable(self) -> bool:
        """Whether it is filled in on a screen, and so not printed beforehand."""
        return any(part.fields for part in self.parts)


def name_of(kind: str, language: Language | None) -> str:
    """The id of a kind of sheet in a language, or in both."""
    return f"{kind}-{language or 'zh-en'}"


def style(*names: str) -> tuple[str, ...]:
    """Style sheets of this folder, the common one first."""
    return tuple((HERE / f"{name}.css").read_text("utf-8") for name in ("paper", *names))


def document(
    kind: str,
    language: Language | None,
    title: Text,
    body: Iterable[Child],
    profile: Profile,
    *,
    size: str = "A4",
    class_: str | None = None,
) -> str:
    """A whole HTML document with title, language, date and the foot of each sheet."""
    name = name_of(kind, language)
    said = title[language] if language else f"{title.zh} / {title.en}"
    date = profile.shown("runbook.date")
    rules = foot.style(name, profile, language) + f"@page {{ size: {size}; }}\n"
    return "<!doctype html>" + tag(
        "html",
        tag(
            "head",
            tag("title", said),
            tag("meta", name="dcterms.created", content=date.en) if date else None,
            tag("meta", name="dcterms.modified", content=date.en) if date else None,
            tag("style", Markup(rules)),
        ),
        tag("body", join(body), class_=class_),
        lang=LANGUAGE_TAGS[language],
    )
