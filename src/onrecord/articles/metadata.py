"""What is known about an article beside its text: title, outlet, authors, date, URL, language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

MAX_AUTHOR = 80
"""Code points; what is longer than this is not a name but a biography or a whole byline block."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a user's flags, a record's fields or a page say about an article; None or empty where they say nothing.

    `published` is an ISO 8601 date or date-time, `language` an ISO 639-1 code. Authors may be given as any iterable
    of names; it is kept as a tuple.
    """

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "authors", tuple(self.authors))

    def over(self, other: Metadata) -> Metadata:
        """These values where given, `other`'s where not."""
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


def from_record(record: Mapping[str, Any]) -> Metadata:
    """Metadata from a JSON object's fields; fields of another type than expected count as not given.

    `authors` (or `author`) is a list of names or one string; `published` may be called `date`.
    """
    authors = record.get("authors") or record.get("author") or ()
    return Metadata(
        title=_line(record.get("title")),
        outlet=_line(record.get("outlet")),
        authors=clean_authors(authors if isinstance(authors, list | tuple) else [authors]),
        published=iso_date(record.get("published") or record.get("date")),
        url=web_address(record.get("url")),
        language=language_code(record.get("language")),
    )


def _line(value: object) -> str | None:
    """A string on one line, None for anything else and for nothing."""
    return (" ".join(printable(value).split()) or None) if isinstance(value, str) else None


def printable(text: str) -> str:
    """`text` without what UTF-8 cannot hold (lone surrogates) and without NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "") if text else text


def clean_line(value: object) -> str | None:
    """A value of a page as one line of text, with entities that were escaped twice resolved; None where empty."""
    return _line(unescape(value)) if isinstance(value, str) else None


def web_address(value: object) -> str | None:
    """`value` where it is an http(s) URL, None otherwise."""
    line = _line(value)
    if line is None:
        return None
    with suppress(ValueError):
        parts = urlsplit(line)
        return line if parts.scheme in ("http", "https") and parts.netloc else None
    return None


def language_code(value: object) -> str | None:
    """The ISO 639-1 code of a language tag ('en-US' gives 'en'), None where there is none."""
    match = re.match(r"([A-Za-z]{2})(?:[-_]|$)", value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%d. %B %Y")


def iso_date(value: object) -> str | None:
    """An ISO 8601 date or date-time from a date as metadata write it, None where it is none or is ambiguous.

    Understands ISO 8601 (kept as given), RFC 2822 ('Tue, 3 Mar 2026 10:00:00 +0100') and English dates with the
    month's name. '03/04/2026' is not guessed at.
    """
    line = _line(value)
    if line is None:
        return None
    with suppress(ValueError):
        datetime.fromisoformat(line)
        return line
    if match := _YEAR_FIRST.match(line):
        with suppress(ValueError):
            return datetime(*map(int, match.groups())).date().isoformat()  # type: ignore[arg-type]  # three numbers
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(line).isoformat()
    for pattern in _WRITTEN:
        with suppress(ValueError):
            return datetime.strptime(line.replace("Sept.", "Sep."), pattern).date().isoformat()
    return None


_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV|Ph\.? ?D|MD|M\.D|Esq)\.?$", re.I)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$|\s+/\s.*$")
_BY = re.compile(r"^(?:story |report |words |text |written |posted |published |reporting )?by[:\s]+", re.I)
_SPLIT = re.compile(r"\s*(?:[;|•·\n]|,\s*and\s|\band\s|\s&\s|\bwith\s)\s*", re.I)
_NO_NAME = re.compile(
    r"https?:|www\.|\.(?:com|org|net|co|news|info|io|gov|edu)\b|[@/<>{}=\\]|\d{3,}"
    r"|^(?:the\s+)?(?:[\w’' -]+\s)?(?:staff|staff (?:writers?|reports?|reporters?)|editors?|editorial(?: board| team)?"
    r"|admin|administrator|newsroom|newsdesk|news desk|web desk|unknown|anonymous|none|null|n/a|guest"
    r"|contributors?|correspondents?|author|writers?|reporters?|user)$"
    r"|^(?:read more|follow|share|subscribe|updated?|published|posted|photo|image)\b",
    re.I,
)
_ROLE = re.compile(
    r",?\s+(?:(?:senior|chief|special|staff|political|national|investigative)\s+)*"
    r"(?:staff writer|reporter|correspondent|editor|writer|columnist|contributor|producer)s?$",
    re.I,
)


def clean_authors(values: Iterable[object]) -> tuple[str, ...]:
    """Names of people from bylines: 'By' and roles cut off, several in one string split, doubles dropped.

    What is no name is left out: addresses, handles, dates, 'Staff', 'Editorial Board', more than MAX_AUTHOR long.
    """
    names: dict[str, str] = {}
    for value in values:
        for part in _SPLIT.split(_BY.sub("", clean_line(value) or "")):
            for name in _by_comma(part):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _by_comma(part: str) -> list[str]:
    """The names in a part of a byline in which commas may separate names, or a name from a role or an outlet."""
    bare = (_IN_BRACKETS.sub("", piece.strip()) for piece in _IN_BRACKETS.sub("", part).split(","))
    pieces = [_ROLE.sub("", _BY.sub("", piece)).strip(" ,.-–—") for piece in bare]
    names = [piece for piece in pieces if is_name(piece) and not _SUFFIX.match(piece)]
    full = [name for name in names if " " in name and not name.lower().startswith("the ")]
    if len(pieces) > 1 and len(full) < len(names):
        return full if len(full) > 1 else names[:1]
    return names


def is_name(text: str) -> bool:
    """Whether a piece of a byline can be a person's name."""
    return bool(text) and len(text) <= MAX_AUTHOR and any(c.isalpha() for c in text) and not _NO_NAME.search(text)
