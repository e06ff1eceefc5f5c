"""Bytes to a string, with a note of everything that was not plain, well-formed UTF-8."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from onrecord.articles.sniff import binary
from onrecord.types import Note

MAX_CONTROL = 0.02
"""Share of control characters from which a decoded string is no text."""

MAX_SHORT = 200
"""Bytes; statistics say little of a shorter text, so it is windows-1252 unless most of it is not ASCII."""
_CANDIDATES = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "koi8_r",
    "koi8_u",
    "iso8859_2",
    "iso8859_5",
    "iso8859_7",
    "mac_roman",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "cp949",
]
"""The encodings in which articles are written; statistics choose among these alone."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
# Bytes at which windows-1252 has what English prints: quotation marks, dashes, ellipsis, bullet, euro, nbsp, section
# and degree signs, fractions, and the accented letters of names.
_ENGLISH_1252 = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb\xbc\xbd\xbe"
) | {*range(0xC0, 0x100)} - {0xD7, 0xF7}
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What a declared encoding is read as, as browsers do (WHATWG Encoding Standard)."""
# What UTF-8 read as a single-byte encoding shows: a lead byte's character before as many others as its sequence has, or
# C1 controls. As many and not more: where two such characters touch, each is seen.
_SUSPECT = re.compile(
    r"[\u00c2-\u00df][^\x00-\x7f]|[\u00e0-\u00ef][^\x00-\x7f]{2}|[\u00f0-\u00f4][^\x00-\x7f]{3}"
    r"|[\u0080-\u0084\u0086-\u009f]|[√Γ‚в][^\x00-\x7f]{1,3}|Ã |Â "
)
_LOST_LAST_BYTE = "\u00e2\u20ac\ufffd"
"""A closing quotation mark in Windows-1252, whose last byte, 9D, is none of that encoding."""
_WHOLE = "\u00e2\u20ac\u009d"
_WORD_AND_MARK = re.compile(r"[\u00c2-\u00f4][«»“”‘’]")
"""A letter with a quotation mark after it, which is far more often just that."""


def decode(data: bytes, name: str, declared: Iterable[str] = ()) -> tuple[str, tuple[Note, ...]]:
    """The string that `data` holds, without a byte order mark, and notes on how it was found.

    Well-formed UTF-8 is kept to the letter. `declared` are encodings that a page or a server names, best first; they
    count only for what is not well-formed UTF-8.

    Raises:
        InputError: `data` is no text in any encoding (code `binary`).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            return _checked(text, name), (_bom_note(encoding), *_damage(text, data))
    if unmarked := _utf16(data):
        return _checked(data.decode(unmarked, "replace"), name), (_decoded_as(unmarked),)
    try:
        return _checked(data.decode(), name), ()
    except UnicodeDecodeError:
        return _not_utf8(data, name, declared)


def _bom_note(encoding: str) -> Note:
    if encoding == "utf-8":
        return Note("byte-order-mark", "the byte order mark at the start is not part of the text")
    return _decoded_as(encoding)


def _decoded_as(encoding: str) -> Note:
    return Note(f"decoded-as-{encoding}", f"the text is not UTF-8; it was read as {encoding}")


def _damage(text: str, data: bytes) -> tuple[Note, ...]:
    if "\ufffd" not in text or b"\xef\xbf\xbd" in data:
        return ()
    return (Note("invalid-bytes", "some bytes are damaged; each is shown as U+FFFD"),)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: text in a Latin script has NUL for every second byte."""
    head = data[:4096]
    if len(head) < 8 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if max(even, odd) < 0.6 or min(even, odd) > 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _checked(text: str, name: str) -> str:
    head = text[:20_000]
    if _is_binary(head) or head.count("\ufffd") > 0.2 * len(head):
        raise binary(name)
    return text


def _is_binary(head: str) -> bool:
    """Whether there are too many control characters; a few are forgiven to a short text."""
    found = len(_CONTROL.findall(head))
    return found > MAX_CONTROL * len(head) and (found > 4 or found > 0.1 * len(head))


def _not_utf8(data: bytes, name: str, declared: Iterable[str]) -> tuple[str, tuple[Note, ...]]:
    if _is_binary(data[:20_000].decode("latin-1")):
        raise binary(name)
    good = sum(len(found) for found in _UTF8_SEQUENCE.findall(data))
    if 2 * good > sum(len(found) for found in _HIGH.findall(data)):
        text = data.decode("utf-8", "replace")
        return _checked(text, name), (Note("invalid-utf-8", "bytes that are not UTF-8 are shown as U+FFFD"),)
    for encoding in (*filter(None, map(_known, declared)), _guessed(data)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return _checked(text, name), (_decoded_as(encoding),)
    # windows-1252 with its five holes filled as browsers do.
    return _checked(data.decode("cp1252", "surrogateescape").translate(_HOLES), name), (_decoded_as("cp1252"),)


_HOLES = {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}


def _known(encoding: str) -> str | None:
    """Python's name for a declared encoding of text, with the wider one that browsers read it as."""
    try:
        found = codecs.lookup(encoding)
    except (LookupError, ValueError):
        return None
    text = getattr(found, "_is_text_encoding", True) and not found.name.startswith(("utf", "idna", "punycode"))
    return _WIDER.get(found.name, found.name) if text else None


def _guessed(data: bytes) -> str:
    """The encoding of bytes that are not UTF-8: windows-1252 where it prints what English does, else by statistics."""
    high = b"".join(_HIGH.findall(data))
    few = len(high) < (0.15 if len(data) > MAX_SHORT else 0.5) * len(data) or len(data) <= 8
    if few and sum(byte in _ENGLISH_1252 for byte in high) >= 0.9 * len(high):
        return "cp1252"
    if len(data) <= MAX_SHORT and few:
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415  only needed here, and slow to load

    best = from_bytes(data[:20_000], cp_isolation=_CANDIDATES).best()
    return best.encoding if best else "cp1252"


def declared_encodings(data: bytes, content_type: str | None = None) -> list[str]:
    """The encodings that a server's content type and a page's own `meta` name, in the order in which they count."""
    named = _CHARSET.findall(content_type or "")
    return [*named, *(found.decode("ascii", "replace") for found in _META.findall(data[:4096]))]


def repair(text: str) -> tuple[str, tuple[Note, ...]]:
    """`text` with mis-encoded passages ('cafÃ©') put right by ftfy, and the note `mojibake-repaired` where any was.

    Only lines in which ftfy is certain change, and only their encoding: quotation marks, ligatures, width, and
    normalisation form stay. A line that also holds characters outside ASCII which are as they should be is well-formed,
    and stays. Text that is not mis-encoded is returned as it is; most is not even looked at by ftfy.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text, ()
    given, text = text, text.replace(_LOST_LAST_BYTE, _WHOLE)
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # noqa: PLC0415  only needed where something looks wrong

    config = TextFixerConfig(decode_inconsistent_utf8=False, fix_c1_controls=False)
    lines = text.splitlines(keepends=True)
    fixed = [fix_encoding_and_explain(line, config) if _mis_encoded(line) else None for line in lines]
    changed = [f for f, line in zip(fixed, lines, strict=True) if f is not None and f.text != line]
    if not changed:
        return given, ()
    steps = " ".join(dict.fromkeys(f"{step.action}:{step.parameter}" for f in changed for step in f.explanation or ()))
    message = f"mis-encoded text was repaired in {len(changed)} of {len(lines)} lines (ftfy: {steps})"
    before = given.splitlines(keepends=True)
    repaired = "".join(
        was if f is None or f.text == line else f.text for f, line, was in zip(fixed, lines, before, strict=True)
    )
    return repaired, (Note("mojibake-repaired", message),)


def _mis_encoded(line: str) -> bool:
    """Whether all of a line that is not ASCII is what mis-encoding makes, and not a letter and a quotation mark."""
    rest = _SUSPECT.sub("", line)
    found = _SUSPECT.findall(line)
    return bool(found) and rest.isascii() and not all(_WORD_AND_MARK.fullmatch(part) for part in found)
