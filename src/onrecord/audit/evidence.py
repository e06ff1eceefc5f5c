"""A reading as an audit looks at it: its statements, the sources that make them, its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate, islice, takewhile

from onrecord.tokens import Tokens, tokens_of
from onrecord.types import Attribution, Kind, Reading, Source, Span, Spans

UNNAMED_TYPES = frozenset({"anonymous source", "unnamed group"})
BODY = frozenset({"paragraph", "list_item", "blockquote", "preformatted", "embed"})
"""Blocks that are the article's text, not its title, headings, captions or display."""
LONGEST_BYLINE = 8
"""Words of a paragraph that may be a byline or a notice and is no part of the lead."""
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our"})


@dataclass(frozen=True)
class Evidence:
    """A reading, with the statements of `kinds` and the sources that make them."""

    reading: Reading
    kinds: frozenset[Kind]

    @cached_property
    def _writers(self) -> frozenset[str]:
        """The sources that are the writer ("I said last week"): what they say is the article's own."""
        return frozenset(
            s.id
            for s in self.reading.sources
            if s.name is None and s.mentions and all(self.text(m).lower() in _FIRST_PERSON for m in s.mentions)
        )

    @cached_property
    def statements(self) -> tuple[Attribution, ...]:
        """The attributions that count: of `kinds`; where assertions do, what a document finds is one, too."""
        documents = {s.id for s in self.reading.sources if s.type == "document"}
        return tuple(
            a
            for a in self.reading.attributions
            if a.source_id not in self._writers
            and (a.kind in self.kinds or ("assertion" in self.kinds and a.kind == "fact" and a.source_id in documents))
        )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the statements, each once, in order of their first mention."""
        speaking = {a.source_id for a in self.statements}
        return tuple(s for s in self.reading.sources if s.id in speaking)

    @cached_property
    def unnamed(self) -> tuple[Source, ...]:
        """The sources without a name; a group counts as one."""
        return tuple(s for s in self.sources if s.type in UNNAMED_TYPES)

    @cached_property
    def unnamed_people(self) -> tuple[Source, ...]:
        """The unnamed sources that are people, whose names may have been withheld; 'the company' is none."""
        return tuple(s for s in self.unnamed if s.anonymity is not None)

    @cached_property
    def of_unnamed_people(self) -> tuple[Attribution, ...]:
        """The statements of unnamed people."""
        people = {s.id for s in self.unnamed_people}
        return tuple(a for a in self.statements if a.source_id in people)

    @cached_property
    def named(self) -> tuple[Source, ...]:
        """The sources with a proper name; 'an internal memo' has none."""
        return tuple(s for s in self.sources if s.name is not None and any(w[0].isupper() for w in s.name.split()))

    @cached_property
    def identified(self) -> tuple[Source, ...]:
        """The fully identified sources: those with a proper name and, of persons, a role or affiliation."""
        return tuple(s for s in self.named if s.type != "named person" or s.roles or s.affiliations)

    def text(self, span: Span) -> str:
        """What is printed there."""
        return self.reading.article.text[slice(*span)]

    def words(self, spans: Spans) -> int:
        """How many words are printed there."""
        return sum(len(_WORD.findall(self.text(s))) for s in spans)

    @cached_property
    def _tokens(self) -> Tokens:
        return tokens_of(self.reading.article)

    def sentences(self, span: Span) -> int:
        """How many sentences begin in `span`."""
        return sum(t.first for t in self._tokens.within(span))

    @cached_property
    def body(self) -> Spans:
        """The paragraphs of the article's text, pull quotes and credits left out."""
        article = self.reading.article
        away = [q.span for q in self.reading.pull_quotes]
        away += [c for c in (*(q.credit for q in self.reading.pull_quotes), *(b.credit for b in article.blocks)) if c]
        blocks = ((b.start, b.end) for b in article.blocks if b.kind in BODY and b.end > b.start)
        return tuple(without(tuple(blocks), tuple(sorted(set(away)))))

    @cached_property
    def lead(self) -> Spans:
        """The paragraphs of the body, bylines and the like left out, of which the first are the lead."""
        return tuple(s for s in self.body if self.words((s,)) > LONGEST_BYLINE)

    @cached_property
    def own_words(self) -> Spans:
        """The article's own assertions without the parts of them that are somebody else's."""
        said = sorted({s for a in self.reading.attributions for s in a.content})
        return tuple(without(self.reading.own_voice, tuple(said)))

    def judgement_of(self, assertion: Span) -> Span | None:
        """The first word of judgement in one of the article's own assertions, where nobody else is said to say it."""
        first, end = bisect_left(self.own_words, (assertion[0], 0)), assertion[1]
        parts = takewhile(lambda part: part[0] < end, islice(self.own_words, first, None))
        return next((sign for part in parts if (sign := self.judgement(part))), None)

    def judgement(self, span: Span) -> Span | None:
        """The first word of judgement in `span`; names that contain one ("Great Britain") are none."""
        for match in listed("judgements").finditer(self.reading.article.text, *span):
            following = self.reading.article.text[match.end() : match.end() + 2].strip()
            opens = match.start() == span[0]
            if not match.group()[0].isupper() or (opens and not following.isupper() and not match.group().isupper()):
                return match.span()
        return None


def without(spans: Spans, away: Spans) -> Iterator[Span]:
    """The stretches of `spans` (sorted, disjoint) that lie in none of `away` (sorted; may overlap)."""
    reach = list(accumulate((stop for _, stop in away), max))
    for start, end in spans:
        at = start
        # What ends before this span is passed over at once.
        for begin, stop in away[bisect_right(reach, start) :]:
            if begin >= end:
                break
            if begin > at:
                yield at, begin
            at = max(at, stop)
        if at < end:
            yield at, end


@cache
def listed(name: str) -> re.Pattern[str]:
    """The entries of `words/NAME.txt` as one pattern of whole words; `*` stands for any ending."""
    text = resources.files("onrecord.audit").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    entries = (line for line in text.split("\n") if line and not line.startswith("#"))
    whole = "|".join(re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries)
    return re.compile(rf"\b(?:{whole})\b", re.I)


def statements_of(reading: Reading, kinds: Collection[Kind]) -> Evidence:
    """`reading` with the statements of `kinds`."""
    return Evidence(reading, frozenset(kinds))
