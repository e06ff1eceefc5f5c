"""Put an article together: the one place that fills `Article`'s fields."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from onrecord.articles.language import detect
from onrecord.articles.metadata import Metadata
from onrecord.types import Article, Block, Note


@dataclass(frozen=True, slots=True)
class Body:
    """An article's fixed text with its blocks and what was noted while it was made."""

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()


def digest(data: bytes) -> str:
    """The SHA-256 hex digest of raw bytes."""
    return hashlib.sha256(data).hexdigest()


def build(body: Body, meta: Metadata, *, name: str, sha256: str) -> Article:
    """The article. The language is `meta`'s where it is given, and told from the text where not."""
    return Article(
        text=body.text,
        blocks=body.blocks,
        sha256=sha256,
        name=name,
        url=meta.url,
        title=meta.title,
        outlet=meta.outlet,
        authors=meta.authors,
        published=meta.published,
        language=meta.language or detect(body.text),
        notes=body.notes,
    )
