"""Bytes of unknown kind to an article: what they are, how they decode, and who makes the article of them."""

from __future__ import annotations

from onrecord.articles.build import Body, digest
from onrecord.articles.decoding import declared_encodings, decode, repair
from onrecord.articles.metadata import Metadata
from onrecord.articles.plain import encodable, text_article
from onrecord.articles.sniff import MAX_BYTES, check_is_text, is_html, too_large
from onrecord.types import Article


def from_bytes(data: bytes, *, name: str, meta: Metadata | None = None, content_type: str | None = None) -> Article:
    """An article from the bytes of a file or a response: HTML or plain text, told apart by what they hold.

    A well-formed UTF-8 text is kept to the letter, line ends included; a byte order mark is not part of it. Other
    encodings are told by mark, by declaration or by statistics, and noted as `decoded-as-…`. Mis-encoded passages are
    repaired by ftfy before offsets are fixed, and noted as `mojibake-repaired`.

    Args:
        data: the raw bytes; `sha256` is theirs.
        name: the input as the user gave it; a suffix .html helps to tell what the bytes are.
        meta: what is known already; it wins over what the page says.
        content_type: the server's, where there is one.

    Raises:
        InputError: no text (codes `empty`, `blank`, `binary`, `pdf`, `image`, `archive`, `office`, `rtf`, `media`,
            `no-text`) or more than `sniff.MAX_BYTES` (`too-large`).
    """
    check_is_text(data, name)
    if is_html(data, name, content_type):
        return from_html(data, name=name, meta=meta, content_type=content_type)
    text, notes = decode(data, name)
    text, repairs = repair(text)
    return text_article(Body(text, (), (*notes, *repairs)), meta or Metadata(), name=name, sha256=digest(data))


def from_html(
    html: str | bytes, *, name: str = "", meta: Metadata | None = None, content_type: str | None = None
) -> Article:
    """An article from a web page: its main text, without navigation, advertising and comments.

    The text is the page's as a browser would print it: white space collapsed, paragraphs separated by a blank line,
    `<q>` in quotation marks. Block quotations, pull quotes, captions, lists, preformatted text and lost embeds are
    told apart in `blocks`. Metadata come from JSON-LD, `meta` elements and the byline.

    Raises:
        InputError: the page holds no text (`no-text`, `empty`), or is larger than `sniff.MAX_BYTES` (`too-large`).
    """
    from onrecord.articles.html import page_article  # noqa: PLC0415  loads lxml and trafilatura

    if isinstance(html, bytes):
        check_is_text(html, name)
        text, notes = decode(html, name, declared_encodings(html, content_type))
        sha256 = digest(html)
    else:
        text, notes = encodable(html)
        sha256 = digest(text.encode())
        if len(text) > MAX_BYTES:
            raise too_large(name)
    text, repairs = repair(text)
    return page_article(Body(text, (), (*notes, *repairs)), meta or Metadata(), name=name, sha256=sha256)
