"""What an article asserts in its own voice: statements of fact that nobody is said to stand behind.

A sentence, or a clause that goes on after an attribution, counts where it can be checked. Headings, captions,
questions, instructions to the reader, notices of the page, and sentences that only set a scene do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import compress

from onrecord.statements.spans import merged, touches
from onrecord.statements.tokens import listed
from onrecord.tokens import Token, Tokens
from onrecord.types import Article, Attribution, Span, Spans

FEWEST_WORDS = 4
"""Words of the shortest sentence that is taken for an assertion."""
FEWEST_LEFT = 5
"""Words that must be left of a sentence beside what is attributed in it."""
LONGEST_BYLINE = 60
"""Characters of a first line that is taken for a byline, after which the dateline may still come."""
SHARE_LEFT = 0.4
"""The part of a clause that must be left for the whole to be the article's own."""
_BODY = frozenset({"paragraph", "list_item"})
_VERB = re.compile(
    r"(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must"
    r"|\w+n[’']t|\w{2,}ed)"
)
_GROUND = re.compile(
    r"\W*(?:given|despite|because|since|although|though|while|whereas|after|before|as|but|and)\b", re.I
)
_SPACES = " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}\N{THIN SPACE}\N{HAIR SPACE}"
_BREAK = re.compile(r"[;:]\s|\s[—–]\s|,\s+(?=(?:given|despite|because|although|though|while|whereas|but|and)\b)")
_DATELINE = re.compile(
    r"[A-Z][A-Z .,’'-]{2,40}(?:, [A-Z][\w. ]{1,20})?(?: \([A-Z][\w. /]{1,30}\))?\s*[—–-]{1,2}\s+"
    r"(?!(?:which|who|the|an?|and|or|not)\b)"
)
_SUBORDINATE = frozenset("that who which whose whom where to".split())
"""First words of a clause that goes on with what somebody said."""
_RELATIVE = frozenset({"that", "which", "who"})
"""Sources that only stand for a noun before them."""
_QUESTION = re.compile(r"\?[\"”’')\]]*\s*$")


def own_voice(tokens: Tokens, attributions: Sequence[Attribution], apart: Spans = ()) -> Spans:
    """The spans of the article's own assertions, in text order, without the mark that ends them.

    `apart` are spans that are no statements of the article's: its pull quotes, lead-ins that lost their statement.
    """
    article = tokens.article
    attributed = _spans(attributions)
    elsewhere = _spans([a for a in attributions if not _in_relative_clause(article.text, a)])
    display = merged(apart)
    found = (
        clause
        for start, end in _paragraphs(article)
        for sentence in _sentences(tokens, start, end)
        if not touches(sentence, display) and _can_be_checked(article.text, tokens, sentence)
        for clause in _own_clauses(tokens, sentence, attributed, elsewhere)
    )
    return tuple(found)


def _spans(attributions: Sequence[Attribution]) -> Spans:
    return merged(s for a in attributions for part in (a.source, a.cue, a.content, a.recipient) for s in part)


def _in_relative_clause(text: str, attribution: Attribution) -> bool:
    """Whether it only describes what the sentence speaks of: 'The reason is an order that requires …'."""
    return [text[s:e].lower() in _RELATIVE for s, e in attribution.source] == [True]


def _paragraphs(article: Article) -> Iterator[Span]:
    """The paragraphs of the body, the first without its dateline; a notice goes on to its paragraph's end."""
    first = True
    for block in article.blocks:
        if block.kind in _BODY and not _notice("notices").match(article.text, block.start, block.end):
            dateline = _DATELINE.match(article.text, block.start, block.end) if first else None
            yield dateline.end() if dateline else block.start, block.end
            first = block.end - block.start < LONGEST_BYLINE and first


def _sentences(tokens: Tokens, start: int, end: int) -> Iterator[Span]:
    """The sentences of a paragraph, the first from where its dateline ends."""
    first = tokens.sentence(start)
    yield start, first[1]
    yield from tokens.sentences_within((first[1], end))


def _can_be_checked(text: str, tokens: Tokens, sentence: Span) -> bool:
    """Whether a sentence states something of the world: no question, instruction, notice or mere scene."""
    words = [t for t in tokens.within(sentence) if t.is_word]
    if len(words) < FEWEST_WORDS or _QUESTION.search(text[slice(*sentence)]) is not None:
        return False
    first = words[0].text.lower()
    if first in listed("instructions") or _notice("credits").search(text, *sentence):
        return False
    return not _only_sets_a_scene(words)


def _only_sets_a_scene(words: Sequence[Token]) -> bool:
    """Whether it tells of weather, light, posture or noise, without a name or a number that could be checked."""
    named = any(t.is_capitalised and not t.first for t in words) or any(t.text[0].isdigit() for t in words)
    return not named and any(t.text.lower() in listed("scenes") for t in words)


def _own_clauses(tokens: Tokens, sentence: Span, attributed: Spans, elsewhere: Spans) -> Iterator[Span]:
    """The whole sentence where nothing of it is attributed, else the clauses of it that are the article's own.

    `elsewhere` is what is attributed but for what relative clauses attribute, which stay part of the assertion.
    """
    text = tokens.article.text
    if not touches(sentence, attributed):
        yield _trimmed(text, sentence)
        return
    for clause in _clauses(text, sentence):
        words = [t for t in tokens.within(clause) if t.is_word]
        free = [not touches((t.start, t.end), attributed) for t in words]
        if sum(free) < FEWEST_LEFT or not _is_own(text, clause, words, free):
            continue
        if sum(not touches((t.start, t.end), elsewhere) for t in words) >= SHARE_LEFT * len(words):
            yield _trimmed(text, clause)


def _is_own(text: str, clause: Span, words: Sequence[Token], free: Sequence[bool]) -> bool:
    """Whether what is left of a clause says something by itself: from its beginning, as a ground, or as a predicate.

    `free` tells of each word whether it is left.
    """
    if words[0].text.lower() in _SUBORDINATE or not any(_VERB.fullmatch(t.text) for t in compress(words, free)):
        return False
    if free[0] or _GROUND.match(text, *clause):
        return True
    after = words[len(free) - list(reversed(free)).index(False) :]
    return len(after) >= FEWEST_LEFT and _VERB.fullmatch(after[0].text) is not None


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence[0]
    for match in _BREAK.finditer(text, *sentence):
        yield start, match.start()
        start = match.end()
    yield start, sentence[1]


def _trimmed(text: str, span: Span) -> Span:
    part = text[slice(*span)]
    begins = len(part) - len(part.lstrip(_SPACES + ".,;:…—–"))
    return span[0] + begins, span[0] + len(part.rstrip(_SPACES + ".,;:!—–"))


@cache
def _notice(name: str) -> re.Pattern[str]:
    """A page's words about itself: 'Reporting by …', 'This story was updated', '… contributed to this report'."""
    return re.compile(r"\W*\b(?:" + "|".join(re.escape(line) for line in _lines(name)) + r")(?!\w)", re.I)


def _lines(name: str) -> list[str]:
    text = resources.files("onrecord.statements").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]
