"""Lead-ins: the words that announce what follows ("The Harbor Ledger reports:"), with their source and cue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.verbs import reporting_verb
from onrecord.types import Span

MAX_WORDS = 45
"""A lead-in sentence longer than this is not taken for one."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
_PREPOSITION = re.compile(
    r"(?P<cue>According to|As per|Per|From|In the words of|Quoting|Via)\s+(?P<source>\S.*)$", re.I
)
_BY_NOUN = re.compile(
    r"(?P<cue>(?:thoughts?|words?|statements?|comments?|reactions?|responses?|tweets?|posts?|message|note|reply|view|take"
    r"|remarks?|quotes?|quotation|line|analysis|explanation|answer|advice|warning|verdict)"
    r"(?:\s+(?:today|earlier|here|on\s+\S+))?(?:\s+comes)?\s+(?:from|by|via|courtesy\s+of))\s+(?P<source>\S.*)$",
    re.I,
)
"""'A last word from …:', a lead-in without a verb of saying."""
_OPENING = re.compile(
    r"^(?:(?:(?:update|breaking|exclusive|watch|video|read more)\s*:"
    r"|and|but|then|so|as|still|also|later|here(?: is|'s|’s) (?:what|how)|this is (?:what|how)|what)\s+)+",
    re.I,
)
_DOCUMENT = re.compile(
    r"\b(?:report|letter|statement|article|ruling|memo|paper|filing|complaint|blog|post|study|e-?mail)\b", re.I
)
_NO_SUBJECT = frozenset(
    "of the a an these those its his her their our for and with new some any no in on at by".split()
)
"""Words after which 'comments', 'reports', 'notes' and the like are nouns."""
_OF_TIME_OR_PLACE = frozenset(
    "in on at last later earlier this after before during when while as by from since until next that yesterday".split()
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|also|just|now|later|then|since|already|only|recently|immediately|quickly|promptly))+\s*$"
)
"""Words between a subject and its verb that belong to the verb."""
_ASIDE = re.compile(r"^[^,]{1,80},\s+")


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead-in: `span` of its sentence (with the colon), `source` and `cue`; the source may be a pronoun."""

    span: Span
    source: Span
    cue: Span


def last_sentence(text: str, start: int, end: int) -> Span:
    """The span of the last sentence of the paragraph `text[start:end]`."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        begin = match.end()
    return begin, end


def find_lead(text: str, start: int, end: int) -> Lead | None:
    """The lead-in with which the paragraph `text[start:end]` ends: a short sentence up to a colon, with source and cue.

    None where the paragraph does not end with a colon, or where no one is said to say, write or report anything.
    """
    end = start + len(text[start:end].rstrip())
    if not text[start:end].endswith(":"):
        return None
    span = last_sentence(text, start, end)
    sentence = text[span[0] : span[1] - 1]
    if len(sentence.split()) > MAX_WORDS or sentence.count("\n") > 1:
        return None
    return _by_preposition(span, sentence) or _by_verb(span, sentence) or _by_noun(span, sentence)


def _by_preposition(span: Span, sentence: str) -> Lead | None:
    match = _PREPOSITION.match(sentence)
    if match is None:
        return None
    source = match.start("source"), match.start("source") + len(match["source"].partition(",")[0].rstrip())
    # "From left to right:" announces nothing: somebody or something with a name, or a document, must be there.
    named = any(w[:1].isupper() for w in match["source"].split()) or _DOCUMENT.search(match["source"])
    if match["cue"].lower() in ("from", "via", "per") and not named:
        return None
    return Lead(span, _shift(source, span[0]), _shift(match.span("cue"), span[0]))


def _by_noun(span: Span, sentence: str) -> Lead | None:
    """The lead-in whose noun says what follows; a source with a name, as "notes from abroad:" announces anything."""
    match = _BY_NOUN.search(sentence)
    if match is None or not any(w[:1].isupper() for w in match["source"].split()):
        return None
    source = match.start("source"), match.start("source") + len(match["source"].rstrip())
    return Lead(span, _shift(source, span[0]), _shift(match.span("cue"), span[0]))


def _by_verb(span: Span, sentence: str) -> Lead | None:
    for verb in reporting_verb().finditer(sentence):
        before = sentence[: verb.start()].split()
        if verb.group()[:1].isupper() or not before or before[-1].lower() in _NO_SUBJECT:
            continue
        source = _subject(sentence, verb.start())
        if source is not None:
            return Lead(span, _shift(source, span[0]), _shift(verb.span(), span[0]))
    return None


def _subject(sentence: str, end: int) -> Span | None:
    """The noun phrase that ends at the verb: the clause before it, without a connective or an opening aside."""
    start = 0
    opening = _OPENING.match(sentence[:end])
    if opening:
        start = opening.end()
    elif (aside := _ASIDE.match(sentence[:end])) and sentence[aside.end() : end].strip() and not _named(aside.group()):
        start = aside.end()
    subject = _AUXILIARY.sub("", sentence[start:end])
    stripped = subject.strip(" ,–—-")
    if not stripped or len(stripped.split()) > 25:
        return None
    at = start + subject.index(stripped)
    return at, at + len(stripped)


def _named(aside: str) -> bool:
    """Whether the words before the first comma look like a name with an apposition after it, not like an aside."""
    words = aside.rstrip(", ").split()
    if words[0].lower() in _OF_TIME_OR_PLACE:
        return False
    return len(words) >= 2 and sum(w[:1].isupper() for w in words) >= len(words) - 1


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
