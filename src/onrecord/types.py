"""The values that the stages hand to each other: frozen, without storage, without behaviour of a stage.

Offsets are Unicode code points, half-open, into `Article.text`: `text[start:end]` is, to the letter, what was
printed. Nothing rewrites the text after ingest.

The terms are the field's own (PARC 3.0; PolNeAR, Newell et al., LREC 2018): an *attribution* is one relation of
a *source* (who), a *cue* (the words that ascribe) and a *content* (what is ascribed), each a list of spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Half-open code-point offsets (start, end) into `Article.text`."""

Spans = tuple[Span, ...]
"""Spans in text order that do not overlap; several where what they mark is discontinuous."""

Mode = Literal["direct", "indirect", "mixed", "block"]
"""How the content is printed: in quotation marks, in the writer's words, in both, or quoted at length without
quotation marks (Semino & Short, 2004)."""

Kind = Literal["assertion", "belief", "fact", "eventuality"]
"""What a source does with the content (PARC 3.0): says it, thinks it, knows or perceives it, wants it to happen."""

Factuality = Literal["asserted", "denied", "probable", "possible", "planned", "conditional", "questioned"]
"""How a source commits to the content (after FactBank)."""

SourceType = Literal["named person", "named organization", "document", "anonymous source", "unnamed group"]
"""What a source is (the journalistic sourcing benchmark, Vincent et al., 2025). An anonymous source is one person
without a name, an unnamed group several or a class of people."""

Bound = Literal["more than", "at least", "less than", "at most", "nearly"]
"""What the words before (or after) a number make of it."""

QuantityType = Literal["count", "percent", "money", "measure"]
"""Of what a quantity is: things or people that can be counted, a share, an amount of money, anything else measured."""

TimeRelation = Literal["since", "until", "before", "after", "by", "as soon as"]
"""How what is said lies to the time that is named; none for 'at' or 'in' it."""

PlanStatus = Literal["not approved", "pending", "approved", "rejected", "withdrawn"]
"""How far a plan has come, as the page says; pending is 'awaits a decision'."""

EditorialMarkType = Literal["ellipsis", "bracketed insertion", "sic"]
"""How a quotation shows that it was edited: words left out, words put in or changed, a mistake kept."""

BlockKind = Literal[
    "title", "heading", "paragraph", "blockquote", "pullquote", "caption", "list_item", "preformatted", "embed"
]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's text.

    `depth` counts the block quotations it stands in (a paragraph of a quotation within a quotation has 2);
    `group` numbers the printed block quotation, pull quote or list that several blocks belong to, so that its
    paragraphs stay one. An embed whose text was lost is an empty span where it stood. `credit` is the span of
    a credit line or `cite` that belongs to the block, where the page marks one.
    """

    kind: BlockKind
    start: int
    end: int
    depth: int = 0
    group: int | None = None
    credit: Span | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the result must know: a repair, a loss, a reason why there is less than expected.

    `code` is stable and for programs (`mojibake-repaired`, `language-not-supported`), `message` is for people.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article after ingest: `text` is fixed, and every offset in the project points into it.

    `name` is the input as the user gave it (path, URL, `-`, `file.jsonl:12`); `published` is an ISO 8601 date or
    date-time; `language` an ISO 639-1 code, or None where the text is too short to tell; `sha256` is the hex
    digest of the raw bytes (of the UTF-8 text where text was given).
    """

    text: str
    blocks: tuple[Block, ...]
    sha256: str
    name: str = ""
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that gave no article: what was wrong and what its owner can do about it."""

    name: str
    code: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Step:
    """Which model or rule decided something: `what` was decided, `by` whom (`model:fast-…`, `rule:block-lead-in`)."""

    what: str
    by: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: `name` as the article has it, or `unnamed`; `source_id` where it is a source."""

    name: str
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as printed at `span`: number, unit and the words that qualify it ("more than 40,000 passengers").

    `value` is the number that is printed, None where none is ("dozens of boats"). `low` and `high` are the least and
    the greatest value that the words allow, None where they set no limit. `unit` is what is counted or measured, in
    the words of the page ("passengers"), or 'percent', 'percentage points', or a currency's name ("dollars"); None
    where the page does not say. `approximate` is True for "about", "a few", "dozens". `hedge` is where the words stand
    that make the number an expectation ("expected", "possibly").
    """

    span: Span
    type: QuantityType
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    bound: Bound | None = None
    unit: str | None = None
    approximate: bool = False
    hedge: Spans = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A date or time as printed at `span`, with the days it means: `start` and `end`, the first and the last.

    Both are ISO 8601 dates. They are None where the page leaves them open: what is relative needs a date of
    publication. `relation` is how what is said lies to that time ("since last year"); `hedge` as for a quantity.
    """

    span: Span
    start: str | None = None
    end: str | None = None
    relation: TimeRelation | None = None
    hedge: Spans = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How far a plan has come: `what` is its name there, `evidence` the words that say how far it has come."""

    status: PlanStatus
    evidence: Span
    what: Spans = ()


@dataclass(frozen=True, slots=True)
class EditorialMark:
    """A mark within a quotation by which whoever quotes it says that it was edited."""

    type: EditorialMarkType
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: who is said to have said (believed, wanted, known) what.

    `source` is empty where the article states none. `parent` is the id of the attribution in whose content this
    one stands. `confidence` is the calibrated probability, in [0, 1], that content and source are right.

    `source_id` is the source behind it, None where the page does not tell; `candidates` are then the ids of those
    between whom it does not decide. `recipient` is where the page prints to whom it was said, `recipient_id` that
    person or organization. `chain` leads from the speaker over those who passed it on to `this article`. `evidence` is
    where the words stand that show the `factuality`; empty where nothing qualifies the content. `quantities` and
    `times` are those in its content, `plans` those in its content or beside its source, `editorial_marks` those in its
    quotations.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    mode: Mode
    parent: str | None
    confidence: float
    steps: tuple[Step, ...] = ()
    source_id: str | None = None
    candidates: tuple[str, ...] = ()
    recipient: Spans = ()
    recipient_id: str | None = None
    chain: tuple[Link, ...] = ()
    kind: Kind = "assertion"
    factuality: Factuality = "asserted"
    evidence: Spans = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    plans: tuple[Plan, ...] = ()
    editorial_marks: tuple[EditorialMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What the page says of an unnamed source: the `reason` its name is withheld, and its `position_to_know`.

    Spans; empty is 'not stated on the page', which says nothing of what the newsroom knows. `label` is what it is
    called at its first mention; `number` how many they are, None where the page does not count them ("officials").
    """

    reason: Spans = ()
    position_to_know: Spans = ()
    label: Spans = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what stands behind attributions: one person, organization, document or group, however it is printed.

    `name` is the fullest form that the article prints, None for the unnamed. `roles` and `affiliations` are texts,
    roles in lower case and in full ('senator' for 'Sen.'); `title` holds their spans as printed. `mentions` are the
    source phrases that mean it; `justification` is where the page says why this source can speak to this. `anonymity`
    is None for all but unnamed people.
    """

    id: str
    type: SourceType
    name: str | None
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    title: Spans = ()
    mentions: Spans = ()
    justification: Spans = ()
    anonymity: Anonymity | None = None


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A line of the body set again as display text: `span` there, `line` where the body has it (empty where it was not
    found word for word), `repeats` the attribution that the line is from, `credit` the credit line beside it.
    """

    span: Span
    line: Spans = ()
    repeats: str | None = None
    credit: Span | None = None


@dataclass(frozen=True, slots=True)
class DanglingLead:
    """A lead-in whose statement the text has lost, as with an embedded post: `span` of the lead-in, with the `source`
    and `cue` that it prints; `source_id` is the source among the reading's.
    """

    span: Span
    source: Spans = ()
    cue: Spans = ()
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What `onrecord` found in one article. `attributions` stand in text order of their first span, `sources` in order
    of their first mention; recipients that say nothing themselves are among them, without mentions.

    `own_voice` is what the article asserts without attributing it, a span for each assertion. `quantities`, `times` and
    `plans` are those of the whole article, in text order, so also those that stand in no attribution.

    `model` names the weights and their version; `notes` say why a reading holds less than expected (another
    language, no text), the ingest's notes stay with the article.
    """

    article: Article
    attributions: tuple[Attribution, ...]
    model: str
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    own_voice: Spans = ()
    pull_quotes: tuple[PullQuote, ...] = ()
    dangling_leads: tuple[DanglingLead, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    plans: tuple[Plan, ...] = ()
