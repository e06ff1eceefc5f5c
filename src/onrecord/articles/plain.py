"""Plain text to an article: the text stays to the letter, its blocks are found in it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.articles.build import Body, build, digest
from onrecord.articles.metadata import Metadata
from onrecord.articles.plain_blocks import find_blocks
from onrecord.errors import InputError
from onrecord.types import Article, Note

MAX_LINES = 200_000
"""A word list or a log beyond this would cost gigabytes of blocks."""


def from_text(text: str, *, meta: Metadata | None = None, name: str = "") -> Article:
    """An article from a text; `article.text == text`, with its paragraphs, headings, lists and quotations as blocks.

    One exception: UTF-8, and so JSON, cannot hold lone surrogates. Each is replaced by U+FFFD, with the note
    `lone-surrogates-replaced`. NUL characters stay, with the note `nul-characters`. A text without words gives an
    article without blocks.

    `sha256` is that of the text as UTF-8. Nothing is repaired: mis-encoded bytes are the business of `from_bytes`.
    """
    fixed, notes = encodable(text)
    return text_article(Body(fixed, (), notes), meta or Metadata(), name=name, sha256=digest(fixed.encode()))


def text_article(body: Body, meta: Metadata, *, name: str, sha256: str) -> Article:
    """The article of a fixed plain text; `body` comes without blocks.

    Raises InputError (`too-many-lines`) where it has more than `MAX_LINES`.
    """
    if body.text.count("\n") > MAX_LINES:
        reason = f"it has more than {MAX_LINES:,} lines, which no article has"
        raise InputError(name, "too-many-lines", reason, "Split it into articles, or name the ones to read")
    notes = body.notes
    if "\0" in body.text:
        notes = (*notes, Note("nul-characters", "the text holds NUL characters; they were kept"))
    return build(replace(body, blocks=find_blocks(body.text, meta.title), notes=notes), meta, name=name, sha256=sha256)


def encodable(text: str) -> tuple[str, tuple[Note, ...]]:
    """`text` as UTF-8 can hold it: surrogate pairs joined to the character they stand for, lone ones replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        fixed = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return fixed, (
            Note(
                "lone-surrogates-replaced",
                "the text held surrogates, which are no characters; each lone one was replaced by U+FFFD",
            ),
        )
    return text, ()
