"""A reading in a `Doc`: kept whole in its user data, marked in its spans.

Both are plain data that spaCy writes and reads back: `Doc.to_bytes`, `DocBin` with `store_user_data=True`, and the
processes of `nlp.pipe`.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc, Span

from onrecord.errors import OnrecordError
from onrecord.types import Reading, Spans

KEY = "onrecord"
"""Where the marks are in `Doc.spans`, and the reading, as JSON, in `Doc.user_data`."""

SOURCE, CUE, CONTENT = "SOURCE", "CUE", "CONTENT"
"""The marks' labels."""

COLORS = {SOURCE: "#7fdbe8", CUE: "#ffd966", CONTENT: "#b6e3a1"}
"""Label -> displaCy's background colour for it; the terminal view has the same three in its own shades."""


def put(doc: Doc, reading: Reading) -> Doc:
    """Keep `reading` in `doc`, in place of the one that it may hold, and mark sources, cues and contents.

    The mark of each span has its attribution's id as `id_`, and as `kb_id_`, which displaCy shows beside the label.

    Raises OnrecordError where the two differ in their text, or a span lies outside it.
    """
    if reading.article.text != doc.text:
        raise OnrecordError(
            "the tokenizer does not keep the article's text to the letter, so that no offset would fit. "
            "Use one of spaCy's own, as that of spacy.blank('en')"
        )
    doc.spans[KEY] = [
        mark
        for a in reading.attributions
        for label, spans in ((SOURCE, a.source), (CUE, a.cue), (CONTENT, a.content))
        for mark in tokens_of(doc, spans, label=label, attribution_id=a.id)
    ]
    doc.user_data[KEY] = msgspec.json.encode(reading).decode("utf-8")
    return doc


def reading_of(doc: Doc) -> Reading | None:
    """The reading that `put` kept; None where there is none, or it is another text's (`Span.as_doc` can copy it).

    Raises OnrecordError where another version of onrecord kept it in another form.
    """
    kept = doc.user_data.get(KEY)
    if kept is None:
        return None
    try:
        reading = msgspec.json.decode(kept, type=Reading)
    except msgspec.DecodeError as error:
        reason = f"doc.user_data[{KEY!r}] holds no reading that this version of onrecord knows ({error})"
        raise OnrecordError(f"{reason}. Read the text again") from error
    return reading if reading.article.text == doc.text else None


def tokens_of(doc: Doc, spans: Spans, *, label: str = "", attribution_id: str = "") -> tuple[Span, ...]:
    """The tokens that stand, as a whole or in part, in `spans`, which are code points of the text.

    A `Span` has whole tokens, so it can be wider than what was marked. One of white space alone is left out where it
    is no token.

    Raises OnrecordError where a span lies outside the text.
    """
    aligned = [_aligned(doc, span, label, attribution_id) for span in spans]
    return tuple(span for span in aligned if len(span))


def _aligned(doc: Doc, offsets: tuple[int, int], label: str, attribution_id: str) -> Span:
    start, end = offsets
    found = None
    if start < end:
        found = doc.char_span(start, end, label, attribution_id, alignment_mode="expand", span_id=attribution_id)
    if found is None:
        reason = f"the span from {start} to {end} is empty or lies outside the text"
        raise OnrecordError(f"{reason}, which has {len(doc.text)} code points")
    return found
