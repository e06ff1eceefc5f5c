"""A page's text without its structure, for pages that nest their elements deeper than the parser follows."""

from __future__ import annotations

import re
from html import unescape

from onrecord.articles.dom import BLOCKS, SKIPPED, Found

# Neither can look further than the next '<', so a page of unclosed tags or comments takes linear time.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<![^<>]*>")


def flat_blocks(html: str) -> list[Found]:
    """The paragraphs between the page's block tags, in order; scripts, forms and navigation are left out."""
    parts: list[str] = []
    skipping = ""
    at = 0
    for tag in _TAG.finditer(html):
        if not skipping:
            parts.append(html[at : tag.start()])
        at = tag.end()
        closing, name = tag[1], (tag[2] or "").lower()
        if skipping:
            skipping = "" if closing and name == skipping else skipping
        elif not closing and name in SKIPPED and name != "input":
            skipping = name
        elif name in BLOCKS or name == "br":
            parts.append("\0")
    if not skipping:
        parts.append(html[at:])
    paragraphs = (" ".join(unescape(part).split()) for part in "".join(parts).split("\0"))
    return [Found("paragraph", text) for text in paragraphs if text]
