"""JSON Lines to articles: one JSON object a line, read one by one, a broken line never stopping the others."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, cast

from onrecord.articles.build import Body, digest
from onrecord.articles.decoding import decode, repair
from onrecord.articles.load import from_html
from onrecord.articles.metadata import Metadata, from_record
from onrecord.articles.plain import encodable, text_article
from onrecord.articles.sniff import MAX_BYTES, too_large
from onrecord.errors import InputError
from onrecord.types import Article, Note, Unreadable

LINES_SUFFIXES = (".jsonl", ".ndjson")
_FORM = 'Give one JSON object a line, with a string "text" or "html"'


def is_lines(name: str) -> bool:
    """Whether a file of this name holds JSON Lines, gzipped or not."""
    return name.lower().removesuffix(".gz").endswith(LINES_SUFFIXES)


def looks_like_lines(first: bytes) -> bool:
    """Whether this first line of an input without a name is an article in JSON."""
    try:
        record = json.loads(first) if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") else None
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and not {"text", "html"}.isdisjoint(record)


def read_lines(stream: IO[bytes], name: str, meta: Metadata, *, first: bytes = b"") -> Iterator[Article | Unreadable]:
    """The articles of a JSON Lines stream, each named `name:line`; blank lines are passed over.

    A line holds `text` or `html`, and may hold `title`, `outlet`, `authors` (or `author`), `published` (or `date`),
    `url` and `language`; other fields are ignored. `meta` wins over a line's fields, these over the page's own.
    A gzipped stream is unpacked as it is read. `first` is a first line that was read already.
    """
    if name.lower().endswith(".gz"):
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    found = False
    try:
        for number, line in _lines(stream, first):
            if line is None or line.strip():
                found = True
                yield _record(line, f"{name}:{number}", meta)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield Unreadable(
            name, "damaged-gzip", "it is no whole gzip file", "Copy it again, or unpack what is left of it"
        )
        return
    if not found:
        yield Unreadable(name, "empty", "it holds no lines", _FORM)


def _lines(stream: IO[bytes], first: bytes) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None for one that is too long, whose rest is passed over."""
    limit = 2 * MAX_BYTES
    number = 0
    while line := first or stream.readline(limit):
        first = b""
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        whole = line.endswith(b"\n") or len(line) < limit
        yield number, line if whole else None
        while not whole and (rest := stream.readline(limit)):
            whole = rest.endswith(b"\n")


def _record(line: bytes | None, name: str, meta: Metadata) -> Article | Unreadable:
    try:
        if line is None:
            raise too_large(name)
        record, notes = _object(line, name)
        return _article(record, notes, name, meta)
    except InputError as error:
        return Unreadable(error.name, error.code, error.reason, error.remedy)


def _object(line: bytes, name: str) -> tuple[dict[str, Any], tuple[Note, ...]]:
    text, notes = decode(line, name)
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"the line is not valid JSON ({error.msg.lower()}, column {error.colno})"
        raise InputError(name, "broken-line", reason, _FORM) from error
    except (ValueError, RecursionError) as error:
        raise InputError(name, "broken-line", "the line is not JSON that can be read", _FORM) from error
    if not isinstance(record, dict):
        raise InputError(name, "broken-line", "the line is JSON, but not an object", _FORM)
    return record, notes


def _article(record: dict[str, Any], notes: tuple[Note, ...], name: str, meta: Metadata) -> Article:
    known = meta.over(from_record(record))
    text, html = record.get("text"), record.get("html")
    if isinstance(text, str) and text.strip():
        if len(text) > MAX_BYTES:
            raise too_large(name)
        fixed, replaced = encodable(text)
        fixed, repairs = repair(fixed)
        body = Body(fixed, (), (*notes, *replaced, *repairs))
        return text_article(body, known, name=name, sha256=digest(fixed.encode()))
    if isinstance(html, str) and html.strip():
        made = from_html(html, name=name, meta=known)
        return replace(made, notes=(*notes, *made.notes))
    raise InputError(name, "no-text", 'the object has no "text" and no "html" with words in it', _FORM)
