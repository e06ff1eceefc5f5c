"""Readings as TEI P5, one document each, valid against TEI All.

What is said is in <said>, with @who, @toWhom and @direct always written, so that no default stands for an answer; a
statement within another's is a <said> within a <said>. The document says in its own header how it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.formats.names import stem_of
from onrecord.formats.registry import Piece
from onrecord.formats.tei_body import body
from onrecord.formats.tei_header import header, language, stand_off
from onrecord.formats.tei_ids import ids_of
from onrecord.formats.tei_xml import start
from onrecord.types import Reading

NAMESPACE = "http://www.tei-c.org/ns/1.0"


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One document a reading, as they are asked for; the same reading always gives the same bytes."""
    for reading in readings:
        yield Piece(f"{stem_of(reading.article)}.xml", document(reading).encode())


def document(reading: Reading) -> str:
    """The reading as a TEI document.

    The text of its <text> is `article.text`, but for characters that XML 1.0 cannot hold: each is U+FFFD there, and
    the header says how many they are.
    """
    ids = ids_of(reading)
    text = start("text", {"xml:lang": language(reading.article), "xml:space": "preserve"})
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        start("TEI", {"xmlns": NAMESPACE}),
        *header(reading, ids),
        *stand_off(reading, ids),
        f"{text}{body(reading, ids)}</text>",
        "</TEI>",
    ]
    return "\n".join(lines) + "\n"
