"""What standoff has no place for: the words of notes beside an annotation, and the file beside an article's two.

A note of brat is tied to an annotation, goes with it when it is deleted, and may hold any words on one line: what
belongs to a statement, a source or a number stands there, as JSON, under the label `Onrecord`. What belongs to none
(the article's metadata and blocks, the model) is in `NAME.json`, which brat does not look at: it would report a note on
something that the file does not have each time that it opens it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final, TypeVar
from zlib import crc32

import msgspec

from onrecord.errors import FormatError
from onrecord.types import Article, Attribution, DanglingLead, Link, Note, Reading, Source, Spans, Step

LABEL: Final = "Onrecord"
ANNOTATORS: Final = "AnnotatorNotes"
"""brat's own label for what people write down."""
VERSION: Final = 1
_BREAKS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Characters that some programs end a line at, and JSON does not escape by itself."""


class OfSource(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of a source beside its type and its places; `alone` where nothing in the reading refers to it."""

    id: str
    name: str | None = None
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    unnamed: bool = False
    number: int | None = None
    alone: bool = False


class OfText(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """On a text-bound annotation. `joined` are the gaps between its pieces that belong to it, as brat cuts at line
    breaks; `says` what a quantity, time or plan has beside its attributes, `statements` the ids of those that it is in,
    and `apart` that it is only in those.
    """

    joined: Spans = ()
    source: OfSource | None = None
    says: dict[str, Any] = {}
    statements: tuple[str, ...] = ()
    apart: bool = False


class OfEvent(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """On an event. `source_id` and `recipient_id` are there where no annotation says them, `written` is the `digest` of
    the attribution as it was written.
    """

    id: str | None = None
    confidence: float = 1.0
    steps: tuple[Step, ...] = ()
    source_id: str | None = None
    recipient_id: str | None = None
    candidates: tuple[str, ...] = ()
    chain: tuple[Link, ...] = ()
    written: str = ""


class Beside(msgspec.Struct, frozen=True):
    """`NAME.json`: the article without its text, sources without a place in it, and all sources' ids in their order."""

    version: int
    text_sha256: str
    article: Article
    model: str
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    order: tuple[str, ...] = ()


class _Version(msgspec.Struct):
    version: int


_Made = TypeVar("_Made", bound=msgspec.Struct)


def digest(attribution: Attribution) -> str:
    """Changes when people change what brat shows of an attribution."""
    a = attribution
    shown = (
        a.source,
        a.cue,
        a.content,
        a.source_id,
        a.recipient,
        a.recipient_id,
        a.mode,
        a.kind,
        a.factuality,
        a.evidence,
    )
    return f"{crc32(msgspec.json.encode(shown)):08x}"


def referred(attributions: Iterable[Attribution], leads: Iterable[DanglingLead]) -> set[str]:
    """The ids of the sources that something refers to."""
    found = {id_ for a in attributions for id_ in (a.source_id, a.recipient_id, *a.candidates)}
    found |= {link.source_id for a in attributions for link in a.chain} | {lead.source_id for lead in leads}
    return {id_ for id_ in found if id_ is not None}


def written(note: OfText | OfEvent) -> str:
    """A note's words."""
    return msgspec.json.encode(note).decode().translate(_BREAKS)


def read(words: str, form: type[_Made], name: str, line: int | None) -> _Made:
    """The note with these words, of the file `name`; FormatError where they are none."""
    try:
        return msgspec.json.decode(words, type=form)
    except msgspec.DecodeError as error:
        reason = f"not a note that onrecord wrote ({error})"
        remedy = f"Take the note out, and write your own under the label {ANNOTATORS}"
        raise FormatError(name, line, reason, remedy) from error


def aside(reading: Reading, placeless: tuple[Source, ...]) -> bytes:
    """The file beside an article's two, with the sources that no record tells of."""
    article = replace(reading.article, text="")
    text_sha256 = sha256(reading.article.text.encode()).hexdigest()
    order = tuple(source.id for source in reading.sources)
    made = Beside(VERSION, text_sha256, article, reading.model, reading.notes, placeless, order)
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def beside(data: bytes, name: str) -> Beside:
    """The file beside an article's two; FormatError where it is damaged or of another version."""
    try:
        version = msgspec.json.decode(data, type=_Version).version
        if version != VERSION:
            raise FormatError(
                name,
                None,
                f"it is of version {version}, this onrecord reads {VERSION}",
                "Use the onrecord that wrote it",
            )
        return msgspec.json.decode(data, type=Beside)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = f"not the file that onrecord wrote beside the article ({error})"
        remedy = "Take the file as it was written; without it the article has its text alone"
        raise FormatError(name, None, reason, remedy) from error
