"""A reading as a table: one row a statement, and what every column means. CSV, Parquet and pandas have the same rows.

`COLUMNS` is the one account of them: what is written, its type, and the words of the documents are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Literal, get_args

from onrecord.formats import table_values as values
from onrecord.formats.fit import storable
from onrecord.formats.table_values import Statement
from onrecord.types import Factuality, Reading, SourceType

SCHEMA: Final = "1"
"""The version of the columns: it changes where one goes, or means something else."""

Type = Literal[
    "string",
    "int64",
    "double",
    "bool",
    "date32",
    "list<string>",
    "list<span>",
    "list<quantity>",
    "list<time>",
    "list<plan>",
    "list<mark>",
    "list<step>",
]
"""Of a column in Parquet; a CSV has lists as JSON. `STRUCTS` says what the members of lists are."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its `meaning` for people, and the function that gives the `value` of a statement."""

    name: str
    type: Type
    meaning: str
    value: Callable[[Statement], object]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a struct in a list."""

    name: str
    type: Type
    meaning: str


def rows(reading: Reading) -> Iterator[tuple[object, ...]]:
    """The rows of a reading, a value a column: None, str, int, float, bool, date, or a list of str or of dict."""
    reading = storable(reading)
    sources = {source.id: source for source in reading.sources}
    for attribution in reading.attributions:
        statement = Statement(reading, attribution, sources)
        found = (column.value(statement) for column in COLUMNS)
        yield tuple(list(value) if isinstance(value, tuple) else value for value in found)


def _words_at(field: str) -> Callable[[Statement], object]:
    """What is printed at the spans in a field of the attribution."""
    return lambda s: s.words(getattr(s.attribution, field))


def _spans_at(field: str) -> Callable[[Statement], object]:
    return lambda s: values.spans(getattr(s.attribution, field))


_OPEN = "empty is 'not stated on the page'"
_TYPES = get_args(SourceType)

COLUMNS: Final = (
    Column("article_sha256", "string", "SHA-256 of the article's raw bytes", attrgetter("article.sha256")),
    Column("article_name", "string", "the input as it was given: a path, a URL, '-'", attrgetter("article.name")),
    Column("url", "string", "where the article was published", attrgetter("article.url")),
    Column("title", "string", "the article's title", attrgetter("article.title")),
    Column("outlet", "string", "who published it", attrgetter("article.outlet")),
    Column("authors", "list<string>", "its authors, as the page names them", attrgetter("article.authors")),
    Column("published", "string", "date, or date and time, of publication, ISO 8601", attrgetter("article.published")),
    Column("day", "date32", "the day of publication; empty where the page has no date", values.day),
    Column("language", "string", "its language, ISO 639-1", attrgetter("article.language")),
    Column("statement_id", "string", "the statement's id in its article", attrgetter("attribution.id")),
    Column("parent_id", "string", "the statement in whose content it stands", attrgetter("attribution.parent")),
    Column("source", "string", "who it is ascribed to, as printed; empty where none is stated", _words_at("source")),
    Column("source_id", "string", "the source's id in its article", attrgetter("attribution.source_id")),
    Column("source_name", "string", "the source's name in its fullest form; empty for the unnamed", values.name),
    Column("source_label", "string", "its name, or else what the article calls it first", values.label),
    Column("source_type", "string", " or ".join((", ".join(_TYPES[:-1]), _TYPES[-1])), values.source_type),
    Column("roles", "list<string>", "what the source is, in lower case and in full ('senator')", values.roles),
    Column("affiliations", "list<string>", "to whom or what it belongs, as printed", values.affiliations),
    Column("source_title", "string", "roles and affiliations as printed", values.title),
    Column("justification", "string", "why it can speak to this, as printed", values.justification),
    Column("anonymity_reason", "string", f"of unnamed people: why the name is withheld; {_OPEN}", values.reason),
    Column("position_to_know", "string", f"of unnamed people: how they know; {_OPEN}", values.position_to_know),
    Column("source_number", "int64", "of unnamed people: how many; empty where the page does not say", values.number),
    Column("candidates", "list<string>", "between whom the page leaves it open, as it calls them", values.candidates),
    Column("cue", "string", "the words that ascribe it", _words_at("cue")),
    Column("content", "string", "what is ascribed, as printed", _words_at("content")),
    Column(
        "mode", "string", "direct, indirect, mixed, or block (at length without marks)", attrgetter("attribution.mode")
    ),
    Column("kind", "string", "assertion, belief, fact or eventuality (PARC 3.0)", attrgetter("attribution.kind")),
    Column(
        "factuality",
        "string",
        f"how the source commits to it: {', '.join(get_args(Factuality))}",
        attrgetter("attribution.factuality"),
    ),
    Column("evidence", "string", "the words that show the factuality", _words_at("evidence")),
    Column("recipient", "string", "to whom it was said, as printed", _words_at("recipient")),
    Column("recipient_name", "string", "the recipient's name in its fullest form", values.recipient_name),
    Column("chain", "list<string>", "from the speaker over those who passed it on to 'this article'", values.chain),
    Column("second_hand", "bool", "whether somebody stands between speaker and article", values.second_hand),
    Column(
        "confidence",
        "double",
        "calibrated probability that content and source are right",
        attrgetter("attribution.confidence"),
    ),
    Column("start", "int64", "where source, cue and content begin in the article's text", values.start),
    Column("end", "int64", "where they end", values.end),
    Column("source_spans", "list<span>", "where the source stands", _spans_at("source")),
    Column("cue_spans", "list<span>", "where the cue stands", _spans_at("cue")),
    Column("content_spans", "list<span>", "where the content stands", _spans_at("content")),
    Column("recipient_spans", "list<span>", "where the recipient stands", _spans_at("recipient")),
    Column("evidence_spans", "list<span>", "where the evidence stands", _spans_at("evidence")),
    Column("quantities", "list<quantity>", "the quantities in the content", values.quantities),
    Column("times", "list<time>", "the dates and times in the content", values.times),
    Column("plans", "list<plan>", "how far plans have come, as the statement says", values.plans),
    Column("editorial_marks", "list<mark>", "the marks in its quotations that show editing", values.marks),
    Column("steps", "list<step>", "which model or rule decided what", values.steps),
    Column("model", "string", "the weights that made the reading", attrgetter("reading.model")),
)
"""The columns in their order."""

_START = Member("start", "int64", "where it begins in the article's text")
_END = Member("end", "int64", "where it ends")
_TEXT = Member("text", "string", "as printed, with the words that qualify it")
_HEDGE = Member("hedge", "string", "the words that make it an expectation")

STRUCTS: Final = {
    "span": (_START, _END),
    "quantity": (
        _TEXT,
        _START,
        _END,
        Member("type", "string", "count, percent, money, or measure"),
        Member("value", "double", "the number that is printed; empty for 'dozens'"),
        Member("low", "double", "the least value that the words allow"),
        Member("high", "double", "the greatest value that the words allow"),
        Member("bound", "string", "more than, at least, less than, at most, nearly"),
        Member("unit", "string", "what is counted, 'percent', or a currency"),
        Member("approximate", "bool", "whether it is 'about', 'a few', 'dozens'"),
        _HEDGE,
    ),
    "time": (
        _TEXT,
        _START,
        _END,
        Member("first_day", "string", "the first day that is meant, ISO 8601; empty where the page leaves it open"),
        Member("last_day", "string", "the last day that is meant"),
        Member("relation", "string", "since, until, before, after, by, as soon as"),
        _HEDGE,
    ),
    "plan": (
        Member("text", "string", "the words that say how far it has come"),
        _START,
        _END,
        Member("status", "string", "not approved, pending, approved, rejected, or withdrawn"),
        Member("what", "string", "what the plan is called there"),
    ),
    "mark": (
        Member("text", "string", "the mark, with what stands in its brackets"),
        _START,
        _END,
        Member("type", "string", "ellipsis, bracketed insertion, or sic"),
    ),
    "step": (
        Member("what", "string", "what was decided"),
        Member("by", "string", "the model or rule that decided it"),
    ),
}
"""Struct -> its members, for the columns that are lists of them."""
