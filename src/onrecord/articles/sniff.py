"""What bytes are: HTML, plain text, or no text at all."""

from __future__ import annotations

import re
from pathlib import PurePath

from onrecord.errors import InputError

MAX_BYTES = 10_000_000
"""Size limit of one article's bytes, HTML or text. A news article has some thousands; this is ten novels."""
LOOK = 8192

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title)\b",
    re.I | re.S,
)
_TAG = re.compile(rb"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.I)

_TEXT = "Save its text as a plain text or HTML file and read that"
_SIGNATURES = (
    (b"%PDF-", "pdf", "it is a PDF, not text", "Convert it first, for example with: pdftotext FILE.pdf FILE.txt"),
    (b"{\\rtf", "rtf", "it is an RTF document, not plain text", _TEXT),
    (b"\x89PNG\r\n", "image", "it is an image (PNG), not text", "Give the article's text or its web page"),
    (b"\xff\xd8\xff", "image", "it is an image (JPEG), not text", "Give the article's text or its web page"),
    (b"GIF8", "image", "it is an image (GIF), not text", "Give the article's text or its web page"),
    (b"II*\0", "image", "it is an image (TIFF), not text", "Give the article's text or its web page"),
    (b"MM\0*", "image", "it is an image (TIFF), not text", "Give the article's text or its web page"),
    (b"PK\x03\x04", "archive", "it is a zip archive or an office document, not text", _TEXT),
    (b"PK\x05\x06", "archive", "it is an empty zip archive, not text", _TEXT),
    (b"\x1f\x8b", "archive", "it is compressed with gzip", "Unpack it first, for example with: gunzip FILE.gz"),
    (b"BZh", "archive", "it is compressed with bzip2", "Unpack it first, for example with: bunzip2 FILE.bz2"),
    (b"\xfd7zXZ", "archive", "it is compressed with xz", "Unpack it first, for example with: unxz FILE.xz"),
    (b"(\xb5/\xfd", "archive", "it is compressed with zstd", "Unpack it first, for example with: unzstd FILE.zst"),
    (b"\xd0\xcf\x11\xe0", "office", "it is an old office document, not text", _TEXT),
    (b"\x7fELF", "binary", "it is a program, not text", "Give the article's text or its web page"),
    (b"SQLite format 3\0", "binary", "it is an SQLite database, not text", _TEXT),
)
_RIFF = (b"RIFF", b"OggS", b"ID3")
_BOXES = (b"ftyp", b"moov")


def check_is_text(data: bytes, name: str) -> None:
    """Raise `InputError` for bytes that are no text: too many, none, only white space, or of a known binary format.

    What has no known signature is left to the decoder, which sees more.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if not data.strip(b"\xef\xbb\xbf\xfe\xff \t\r\n\f\v\0"):
        code, reason = ("empty", "it is empty") if not data else ("blank", "it holds only white space")
        raise InputError(name, code, reason, "Check that the article was saved with its text")
    for signature, code, reason, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(name, code, reason, remedy)
    if (data.startswith(_RIFF) and b"\0" in data[:LOOK]) or data[4:8] in _BOXES:
        raise InputError(name, "media", "it is an image, a sound or a film, not text", "Give the article's text")


def too_large(name: str) -> InputError:
    """The error for more than MAX_BYTES."""
    reason = f"it is larger than {MAX_BYTES // 1_000_000} MB, the limit for one article"
    return InputError(name, "too-large", reason, "Split it into articles, or save the article without embedded data")


def binary(name: str) -> InputError:
    """The error for bytes that decode to no text."""
    return InputError(name, "binary", "it is not text", "Give the article as plain text, HTML or JSON Lines")


def is_html(data: bytes, name: str, content_type: str | None = None) -> bool:
    """Whether bytes are HTML: by how they begin, by `content_type`, or by a file name's suffix with tags inside."""
    start = (
        data[:LOOK]
        .replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    if _HTML_START.match(start):
        return True
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared == "text/plain":
        return False
    named = declared in ("text/html", "application/xhtml+xml") or PurePath(name).suffix.lower() in _HTML_SUFFIXES
    tags = len(_TAG.findall(start))
    return tags > 0 if named else start.lstrip().startswith(b"<") and tags >= 4
