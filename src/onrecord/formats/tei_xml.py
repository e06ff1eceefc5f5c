"""Text and tags as XML 1.0 has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

REPLACEMENT = "\ufffd"
_CANNOT_HOLD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A carriage return that is not a reference is a line feed to every reader of XML.
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_TEXT_TABLE = str.maketrans(_IN_TEXT)
_IN_ATTRIBUTE_TABLE = str.maketrans({**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def unheld(text: str) -> int:
    """How many characters XML 1.0 cannot hold: controls, surrogates, U+FFFE and U+FFFF."""
    return len(_CANNOT_HOLD.findall(text))


def held(text: str) -> str:
    """`text` with a U+FFFD for each character that XML cannot hold, so that no offset moves."""
    return _CANNOT_HOLD.sub(REPLACEMENT, text)


def escaped(text: str) -> str:
    """`text` as it stands between tags."""
    return held(text).translate(_IN_TEXT_TABLE)


def start(tag: str, attributes: Mapping[str, str | None], *, empty: bool = False) -> str:
    """A start tag, or with `empty` that of an empty element, with the attributes that are not None, in their order."""
    given = (f' {n}="{held(v).translate(_IN_ATTRIBUTE_TABLE)}"' for n, v in attributes.items() if v is not None)
    return f"<{tag}{''.join(given)}{'/' if empty else ''}>"


def element(tag: str, text: str, attributes: Mapping[str, str | None] | None = None) -> str:
    """An element that holds a text."""
    return f"{start(tag, attributes or {})}{escaped(text)}</{tag}>"


def wrapped(tag: str, lines: list[str], attributes: Mapping[str, str | None] | None = None) -> list[str]:
    """The lines of an element around `lines`; none where it would be empty."""
    return [start(tag, attributes or {}), *lines, f"</{tag}>"] if lines else []
