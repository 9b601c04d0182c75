"""HTML and SVG by construction: whatever is not Markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

type Child = str | Iterable[Child] | None

_VOID = frozenset({"br", "img", "input", "meta"})
# Characters that HTML has no place for; JSON from a browser may hold half a surrogate pair.
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Markup(str):
    """A string that is HTML already; only `tag` and `join` make one."""

    __slots__ = ()


def tag(name: str, /, *children: Child, **attributes: object) -> Markup:
    """An element.

    In an attribute's name _ stands for - and a last _ is dropped; True stands bare, None and False nowhere.

    >>> tag("p", "1 < 2", class_="note", hidden=True)
    '<p class="note" hidden>1 &lt; 2</p>'
    """
    written = ""
    for name_, value in attributes.items():
        if value is True:
            written += f" {_key(name_)}"
        elif value is not None and value is not False:
            written += f' {_key(name_)}="{_escaped(str(value))}"'
    opening = f"<{name}{written}>"
    return Markup(opening if name in _VOID else f"{opening}{join(children)}</{name}>")


def join(children: Child) -> Markup:
    """Children one after another."""
    if isinstance(children, str):
        return children if isinstance(children, Markup) else Markup(_escaped(children))
    if children is None:
        return Markup()
    return Markup("".join([join(child) for child in children]))


@lru_cache
def _key(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


@lru_cache(maxsize=10_000)
def _escaped(text: str) -> str:
    """Most of a result is the same after each key."""
    return escape(text if text.isprintable() else _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))
