"""What the formats in JSON-LD share: names (IRIs) that the same reading always gives, and how they are written."""

from __future__ import annotations

import re
import uuid
from typing import Any

import msgspec

from onrecord.types import Article

NAMESPACE = "https://onrecord.example/ns#"
"""Of the terms that no vocabulary has; `.example` is reserved, so that nobody can put something else there."""

_OF_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_ABSOLUTE = re.compile(r"(?i)https?://[^/?#]")
_NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\xa0]')
_IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def name_of(article: Article) -> str:
    """The IRI of an article: its URL, or where it has none the name of its raw bytes by their SHA-256 (RFC 6920).

    What no IRI can hold is percent-encoded in a URL.
    """
    url = (article.url or "").strip()
    if not _ABSOLUTE.match(url):
        return f"nih:sha-256;{article.sha256}"
    return _NOT_IN_IRIS.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)


def name_for(what: str, *parts: str) -> str:
    """The IRI of something that has no other name: a UUID made of what it is and of what tells it from others."""
    return f"urn:uuid:{uuid.uuid5(_OF_NAMES, ' '.join((what, *parts)))}"


def encoded(document: dict[str, Any]) -> bytes:
    r"""The document as JSON in UTF-8, the same bytes each time, with a line's end at the end.

    `<`, `>` and `&`, which stand in strings alone, are written as `\u003c`, `\u003e` and `\u0026`: so the text can
    stand within a `<script>` of an HTML page, whatever the article says. JSON's readers give back the characters.
    """
    text = msgspec.json.format(msgspec.json.encode(document), indent=1).decode()
    return f"{text.translate(_IN_HTML)}\n".encode()
