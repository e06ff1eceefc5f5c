"""What checking an article's quotations against originals gives. It says what is found where, and judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.types import Note, Span, Spans
from onrecord.variants.values import Comparison

Agreement = Literal["same", "other", "not known"]
"""Whether whom the original gives a passage to is whom the article names."""

Finding = Literal["exact", "changed, marked", "changed, unmarked"]
"""How the printed words differ from a passage: not (but for spelling), only where marks show it, or elsewhere, too."""

Verdict = Literal[
    "exact",
    "changed, marked",
    "changed, unmarked",
    "parts apart",
    "ascribed to somebody else",
    "missing",
    "too short to tell",
]
"""What is found of a quotation: the finding of its best passage; that all its parts are there, but not close by in this
order; that the original gives it to another speaker; that no passage is like it; or that it is too short for its
absence to say anything."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
OPEN_QUESTIONS: frozenset[Verdict] = frozenset(
    {"changed, unmarked", "parts apart", "ascribed to somebody else", "missing"}
)
"""Verdicts that somebody should look at."""
BETWEEN_PARTS = " […] "
"""In the text of a passage: the sentences that stand where the reporting clause interrupts the quotation."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of the article: where it is printed, quotation marks left out, and whom the article gives it to.

    `spans` are several where it is re-opened over paragraphs, or where the reporting clause interrupts it. `parts` are
    code-point offsets into `text`, several where the reporting clause stands between them. `attribution` is the id of
    the statement it belongs to, None for one that no statement holds; `source_id` the source's; `speaker` that source's
    name, or the words that the article has for it, None where it states none.
    """

    spans: Spans
    text: str
    parts: Spans
    attribution: str | None = None
    source_id: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom the original gives a passage to: its name there, where that is printed, and what tells it.

    `by` is 'label' for a transcript's label, 'attribution' for the original's own reading, 'byline' and 'outlet' for
    who wrote and printed it. `name` is None where the reading has an unnamed source or leaves open whom it means.
    """

    name: str | None
    span: Span | None
    by: Literal["label", "attribution", "byline", "outlet"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an original that a quotation may be from.

    `original` counts the originals from 0, in the order given; `span` is in code points of its text, from the first to
    the last word, and `parts` are several where sentences stand where the reporting clause interrupts the quotation.
    `text` is what is printed there, with '[…]' for these sentences, what nobody said ('(applause)', labels) left out
    and words divided at line ends joined; `before` and `after` are a few words on either side, in the same turn.
    `comparison` is from the quotation (as printed) to `text`. `similarity`, in [0, 1], is how much of the quotation's
    words, rare ones counting more, it has in the same order.
    """

    original: int
    span: Span
    parts: Spans
    finding: Finding | None
    text: str
    before: str
    after: str
    similarity: float
    comparison: Comparison
    speakers: tuple[Speaker, ...] = ()
    agreement: Agreement = "not known"


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation with what is found of it: `passages` best first; `nearest` where none is, and one is like it.

    `parts` are those of a quotation that the reporting clause interrupts, each looked for by itself where no passage
    has all of it; the verdict is then theirs.
    """

    quotation: Quotation
    verdict: Verdict
    passages: tuple[Passage, ...] = ()
    nearest: Passage | None = None
    parts: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """A text that quotations are looked for in: as `Article` has it, and how many turns its labels make."""

    name: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    turns: int = 0
    model: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """The quotations of an article, in text order, each with what the originals have of it."""

    article: str
    sha256: str
    title: str | None
    model: str
    originals: tuple[Original, ...]
    quotations: tuple[Checked, ...]
    notes: tuple[Note, ...] = ()
