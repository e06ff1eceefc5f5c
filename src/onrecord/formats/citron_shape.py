"""BBC Citron's JSON as a shape, and its files taken apart.

Citron has two forms. Its annotation format (docs/data_format.md in github.com/bbc/citron), which its trainer, its
evaluation and its annotator read and write, holds the text, and its offsets are characters. What `citron-extract` and
the web service answer holds no text, its offsets are spaCy's tokens (`Span.start`; citron/utils.py), and where a source
was resolved, `sources` is the name and `coreferences` the source as printed (citron/data.py, `Quote.to_json`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import FormatError

_BETWEEN = re.compile(r"[\s,:]*")
_QUOTE = re.compile(r"\$\.quotes\[(\d+)\]")
_WHOLE = "Take the whole file, as Citron wrote it"


class Place(msgspec.Struct, frozen=True):
    """A span as Citron has it: half-open offsets of characters or tokens, and the words there."""

    start: int
    end: int
    text: str


class Quote(msgspec.Struct, frozen=True):
    """One quote. `confidence` is a string with four decimals in what Citron writes; people's annotations have none."""

    cue: Place
    sources: list[Place]
    contents: list[Place]
    coreferences: list[Place] | None = None
    confidence: str | float | None = None
    id: str | None = None


class Program(msgspec.Struct, frozen=True):
    """What made the quotes; Citron writes the colon into the name of `model:`."""

    application: str
    model: str | None = msgspec.field(name="model:", default=None)


class Document(msgspec.Struct, frozen=True):
    """What a file holds; `coreference_groups`, for training Citron, are passed over."""

    quotes: list[Quote]
    text: str | None = None
    source: Program | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file of Citron's, with its raw text, in which lines are counted."""

    path: Path
    raw: str
    document: Document

    def wrong(self, quote: int, reason: str, remedy: str) -> FormatError:
        """The error that names the line where a quote begins, counted from 0."""
        return FormatError(str(self.path), _line_of_quote(self.raw, quote), reason, remedy)


def parse(path: Path) -> File:
    """A file of either form. Raises FormatError where it is not whole, or of another shape."""
    raw = decoded(path)
    try:
        held = json.loads(raw)
    except json.JSONDecodeError as error:
        reason = f"the JSON breaks off or is damaged ({error.msg})"
        raise FormatError(str(path), error.lineno, reason, _WHOLE) from error
    except RecursionError as error:
        raise FormatError(str(path), None, "the JSON is nested too deeply for quotes", _WHOLE) from error
    try:
        return File(path, raw, msgspec.convert(held, Document))
    except msgspec.ValidationError as error:
        quote = _QUOTE.search(str(error))
        line = _line_of_quote(raw, int(quote[1])) if quote else None
        remedy = "It needs quotes, each with a cue, sources and contents, and each of these with start, end and text"
        raise FormatError(str(path), line, f"this is not Citron's JSON ({error})", remedy) from error


def decoded(path: Path) -> str:
    """The text of a UTF-8 file, line ends as they are. Raises FormatError where it is none or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        raise FormatError(str(path), None, reason, "Check the file and its permissions") from error
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(str(path), line, "this is not UTF-8", "Save the file as UTF-8") from error


def _line_of_quote(raw: str, number: int) -> int:
    """The line, from 1, where a quote of a well-formed file begins."""
    at = raw.index("{") + 1
    while True:
        key, at = _next(raw, at)
        if key == "quotes":
            break
        _, at = _next(raw, at)
    at = _after_space(raw, at) + 1
    for _ in range(number):
        _, at = _next(raw, at)
    return raw.count("\n", 0, _after_space(raw, at)) + 1


def _next(raw: str, at: int) -> tuple[Any, int]:
    return json.JSONDecoder().raw_decode(raw, _after_space(raw, at))


def _after_space(raw: str, at: int) -> int:
    found = _BETWEEN.match(raw, at)
    return found.end() if found else at
