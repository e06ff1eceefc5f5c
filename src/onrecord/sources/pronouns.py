"""Whom 'he' and 'she' mean: by who spoke last, who is the sentence's subject, and what the page itself prints.

Nothing is told from a name. A person whom the article calls 'she' is no candidate for 'he'; of a person for whom it
prints no pronoun yet, both may be said. Weights follow the usual preferences (subject, recency, parallel roles;
Lappin & Leass, 1994), and a close call stays open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from onrecord.sources.entities import HE, Entity
from onrecord.sources.page import Page
from onrecord.types import Span

MOST_SENTENCES = 20
"""Sentences before the pronoun in which it is sought at most, however long the blocks."""
REACH = 3
"""Blocks before the pronoun's in which its antecedent is sought."""
LATELY = 40
"""Of those who spoke, how many of the latest are looked at."""
SPOKE_LAST, SUBJECT_HERE, SUBJECT_BEFORE, SUBJECT_EARLIER, CALLED_SO, QUOTED = 2.0, 2.5, 1.5, 0.5, 2.0, -2.0
UNSHOWN = -2.5
"""For a name that nothing on the page shows to be a person's."""
PER_SENTENCE, PER_DOUBLING = -0.45, 0.2
"""For each sentence between, and for each doubling of how often the article names the candidate."""
LEAST = -1.0
"""The score that the best candidate must have."""
MARGIN = 0.2
"""The least by which the best candidate must lead for the pronoun to be resolved."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`index` of the name that the pronoun stands for, or `unnamed`, the index of an unnamed source, or neither.

    `candidates` are then the indexes of the names between which the page does not decide."""

    index: int | None = None
    unnamed: int | None = None
    candidates: tuple[int, ...] = ()


@dataclass(slots=True)
class _Candidate:
    score: float
    name: int | None
    unnamed: int | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A single person who spoke: where, which source it is, and whose name it is (None for the unnamed)."""

    span: Span
    source: int
    entity: Entity | None


def antecedent(page: Page, spoken: Sequence[Spoken], pronoun: str, span: Span) -> Decision:
    """Decide for the pronoun at `span`; `spoken` are the persons who spoke so far, in order of the text."""
    form = "he" if pronoun in HE else "she"
    found = _candidates(page, spoken, form, span)
    ranked = sorted(found.values(), key=lambda c: -c.score)
    if not ranked:
        return Decision()
    if ranked[0].score < LEAST or (len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN):
        return Decision(candidates=tuple(c.name for c in ranked[:4] if c.name is not None))
    return Decision(ranked[0].name, ranked[0].unnamed)


def _candidates(page: Page, spoken: Sequence[Spoken], form: str, span: Span) -> dict[int, _Candidate]:
    begin = _begin(page, span[0])
    sentences = _sentences(page, begin, span[0])[-MOST_SENTENCES:]
    lately = [s for s in spoken[-LATELY:] if s.span[0] < span[0]]
    last = max(lately, key=lambda s: s.span[0], default=None)
    found: dict[int, _Candidate] = {}
    for back, sentence in enumerate(reversed(sentences)):
        mine = [(i, n) for i, n in page.names_within(sentence) if n.end <= span[0] and _may_be_person(page, i)]
        told = next((i for i, n in mine if not page.is_quoted(n.start)), None)
        for i, name in mine:
            entity = page.entity(i)
            if entity.pronoun not in (None, form):
                continue
            score = PER_SENTENCE * back + PER_DOUBLING * log2(len(entity.mentions))
            score += QUOTED * page.is_quoted(name.start) + CALLED_SO * (entity.pronoun == form)
            score += UNSHOWN * (not _is_person(page, i, lately))
            score += SPOKE_LAST * (last is not None and last.entity is entity)
            score += (SUBJECT_HERE, SUBJECT_BEFORE, SUBJECT_EARLIER)[min(back, 2)] * (i == told)
            _keep(found, id(entity), _Candidate(score, i, None))
    if last is not None and last.entity is None and last.span[0] >= begin:
        back = max(0, sum(last.span[0] < start for start, _ in sentences) - 1)
        _keep(found, -1, _Candidate(SPOKE_LAST + SUBJECT_BEFORE + PER_SENTENCE * back, None, last.source))
    return found


def _begin(page: Page, offset: int) -> int:
    """Where the block begins that stands `REACH` blocks before that of `offset`."""
    place = bisect_left(page.article.blocks, offset + 1, key=lambda b: b.start) - 1
    return page.article.blocks[max(0, place - REACH)].start if page.article.blocks else 0


def _keep(found: dict[int, _Candidate], key: int, candidate: _Candidate) -> None:
    if key not in found or candidate.score > found[key].score:
        found[key] = candidate


def _may_be_person(page: Page, i: int) -> bool:
    """Whether a name can be a person's: not an organization's or a place's, and not after 'the'."""
    return page.entity(i).sort in ("person", "unknown") and not page.names[i].definite


def _is_person(page: Page, i: int, lately: Sequence[Spoken]) -> bool:
    """Whether the page shows that a name is a person's: a speaker, or a title, a role, the last name alone."""
    entity = page.entity(i)
    return any(s.entity is entity for s in lately) or (entity.sort == "person" and page.shows_person(entity))


def _sentences(page: Page, begin: int, end: int) -> list[Span]:
    found: list[Span] = []
    first = bisect_left(page.article.blocks, begin, key=lambda b: b.start)
    for block in page.article.blocks[first:]:
        if block.start > end:
            break
        at = block.start
        while at < min(block.end, end + 1):
            found.append((at, max(page.tokens.sentence(at)[1], at + 1)))
            at = found[-1][1]
    return found
