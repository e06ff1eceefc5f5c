"""A file of Citron's as a reading: its offsets found in the text, its words compared with what stands there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from pathlib import Path

from onrecord.errors import FormatError
from onrecord.formats.citron_shape import Document, File, Place, Quote, decoded, parse
from onrecord.formats.citron_tokens import TokenSpans
from onrecord.formats.citron_writing import APPLICATION, first_span
from onrecord.formats.fit import storable
from onrecord.formats.marking import mode_of, quoted, within
from onrecord.types import Article, Attribution, Block, Link, Reading, Spans, Step

BY_HAND = "citron-annotation"
"""The model of a file that does not say what made it: Citron's annotator writes such."""
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_BREAK = re.compile(r"\r\n?")
_OTHER_TEXT = "Take the text that Citron read, as it was: a changed character or line break moves the offsets"
_FROM_STDIN = f"{_OTHER_TEXT}; of its standard input, Citron reads each line with a space before it"


@dataclass(frozen=True, slots=True)
class _Page:
    """A file with the text that it is of. `place` gives the characters of an offset of its own."""

    file: File
    text: str
    place: Callable[[Place], Place | None]
    model: str
    quoted: Spans

    @property
    def is_answer(self) -> bool:
        """Whether it is of the form without the text, in which a resolved source and its name change places."""
        return self.file.document.text is None


def loaded(path: Path) -> Reading:
    """The reading of one file.

    Raises FormatError where it is not whole, has another shape, or does not fit its text; MissingExtraError where its
    offsets are tokens and spaCy is not installed.
    """
    file = parse(path)
    article = _article(file)
    page = _Page(file, article.text, _placing(file, article.text), _made_by(file.document), quoted(article))
    quotes = zip(_ids(file), file.document.quotes, strict=True)
    attributions = [_attribution(page, number, id_, quote) for number, (id_, quote) in enumerate(quotes)]
    return storable(Reading(article, tuple(_nested(sorted(attributions, key=first_span))), page.model))


def _article(file: File) -> Article:
    """The article: the text in the file, else that of the `.txt` beside it; a paragraph a line."""
    text = file.document.text
    data = (text or "").encode("utf-8", "surrogatepass")
    if text is None:
        beside = file.path.with_suffix(".txt")
        if not beside.is_file():
            reason = f"it holds no text, and there is no {beside.name} beside it"
            raise FormatError(str(file.path), None, reason, "Put the text that Citron read there")
        text, data = _BREAK.sub("\n", decoded(beside)), beside.read_bytes()  # Citron reads files so, too
    blocks = tuple(Block("paragraph", *line.span()) for line in _LINE.finditer(text))
    return Article(text, blocks, hashlib.sha256(data).hexdigest(), str(file.path))


def _placing(file: File, text: str) -> Callable[[Place], Place | None]:
    """How an offset becomes characters. A file without a text counts in tokens, unless all of it fits as characters."""
    document = file.document
    places = [p for q in document.quotes for p in (q.cue, *q.sources, *q.contents, *(q.coreferences or ()))]
    if document.text is not None or all(text[p.start : p.end] == p.text for p in places):
        return lambda place: place
    return TokenSpans(text).place


def _made_by(document: Document) -> str:
    made = document.source
    if made is None:
        return BY_HAND
    if made.application == APPLICATION:
        return made.model or APPLICATION
    return f"{made.application} {made.model or ''}".rstrip()


def _ids(file: File) -> list[str]:
    """The quotes' ids; the next free `a1`, `a2`, … for those that have none."""
    given = [quote.id for quote in file.document.quotes]
    taken = {id_ for id_ in given if id_}
    free = (id_ for id_ in (f"a{n}" for n in count(1)) if id_ not in taken)
    found: list[str] = []
    for number, id_ in enumerate(given):
        if id_ and id_ in found:
            raise file.wrong(number, f"the id {id_} stands twice", "Give one of the two quotes another id")
        found.append(id_ or next(free))
    return found


def _attribution(page: _Page, number: int, id_: str, quote: Quote) -> Attribution:
    sources, names = quote.sources, quote.coreferences or []
    if page.is_answer and names:
        sources, names = names, sources
    source, cue, content, name = (
        _spans(page, number, places, what)
        for places, what in ((sources, "sources"), ([quote.cue], "cue"), (quote.contents, "contents"), (names, ""))
    )
    called = ", ".join(page.text[start:end] for start, end in name)
    return Attribution(
        id_,
        source,
        cue,
        content,
        mode_of(page.text, content, page.quoted),
        None,
        _confidence(page.file, number, quote),
        (Step("relation", f"citron:{page.model}"),),
        chain=(Link(called), Link("this article")) if called else (),
    )


def _spans(page: _Page, number: int, places: Sequence[Place], what: str) -> Spans:
    """Spans of a quote in text order. Those of one role may not overlap; `what` is empty for names, which may."""
    found = []
    for place in places:
        there = page.place(place)
        words = page.text[there.start : there.end] if there and 0 <= there.start < there.end <= len(page.text) else ""
        if there is None or not words or _BREAK.sub("\n", words) != _BREAK.sub("\n", place.text):
            reason = (
                f"at the offsets {place.start} to {place.end} the text has {_short(words)}, not {_short(place.text)}"
            )
            raise page.file.wrong(number, reason, _FROM_STDIN if page.is_answer else _OTHER_TEXT)
        found.append((there.start, there.end))
    found.sort()
    if what and any(one[1] > other[0] for one, other in pairwise(found)):
        raise page.file.wrong(number, f"two of its {what} overlap", "Make one of them, or take one out")
    return tuple(found)


def _short(words: str) -> str:
    return repr(words if len(words) <= 40 else f"{words[:39]}…") if words else "nothing"


def _nested(attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """With the one in whose content each stands as a whole, the least that holds it; Citron's offsets show that."""
    sizes = {a.id: sum(end - start for start, end in a.content) for a in attributions}
    for a in attributions:
        spans = (*a.source, *a.cue, *a.content)
        around = [
            b for b in attributions if sizes[b.id] > sizes[a.id] and all(within(span, b.content) for span in spans)
        ]
        least = min(around, key=lambda b: sizes[b.id], default=None)
        yield replace(a, parent=None if least is None else least.id)


def _confidence(file: File, number: int, quote: Quote) -> float:
    """What the file has; 1 for what a person has marked, which has none."""
    try:
        confidence = 1.0 if quote.confidence is None else float(quote.confidence)
    except ValueError:
        confidence = -1.0
    if not 0 <= confidence <= 1:
        reason = f"the confidence {quote.confidence!r} is no probability"
        raise file.wrong(number, reason, "Put in a number from 0 to 1, or take it out")
    return confidence
