"""Whom 'he' and 'she' mean: by who spoke last, who is the sentence's subject, and what the page itself prints.

Nothing is told from a name. A person whom the article calls 'she' is no candidate for 'he'; of a person for whom it
prints no pronoun yet, both may be said. Weights follow the usual preferences (subject, recency, parallel roles;
Lappin & Leass, 1994), and a close call stays open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2

from onrecord.sources.entity import HE, Entity
from onrecord.sources.page import Page
from onrecord.sources.subjects import OPENERS, subject_of
from onrecord.types import Span

MOST_SENTENCES = 20
"""Sentences before the pronoun in which it is sought at most, however long the blocks."""
REACH = 3
"""Blocks before the pronoun's in which its antecedent is sought."""
LATELY = 40
"""Of those who were heard of, how many of the latest are looked at."""
SPOKE_LAST, SUBJECT_HERE, SUBJECT_BEFORE, SUBJECT_EARLIER, CALLED_SO, QUOTED = 1.5, 3.0, 2.5, 0.5, 2.0, -2.0
GOES_ON, GOES_ON_FARTHER = 1.5, 0.75
"""For who spoke last, where the pronoun stands beside a quotation: it goes on quoting them; in the same block or the
one before, and farther away."""
LATER = 1.0
"""For the first name after a pronoun in the opening clause of its sentence ('As he left, Ruiz said …')."""
CALLED_OTHERWISE = -2.0
"""For whom the article has once given the other pronoun, which may have meant somebody else."""
SURELY = 2
"""How often it must give one pronoun for the other to be ruled out."""
UNSHOWN = -2.5
"""For a name that nothing on the page shows to be a person's."""
PER_SENTENCE, PER_DOUBLING = -0.3, 0.2
"""For each sentence between, and for each doubling of how often the article names the candidate."""
LEAST = 0.0
"""The score that the best candidate must have."""
LEAST_ALONE = -1.0
"""The score that the only candidate must have."""
MARGIN = 0.3
"""The least by which the best candidate must lead for the pronoun to be resolved."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`entity` for whom the pronoun stands, or `unnamed`, the index of an unnamed source, or neither.

    `candidates` are then those between whom the page does not decide."""

    entity: Entity | None = None
    unnamed: int | None = None
    candidates: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A single person who spoke, or whom a pronoun or epithet meant: where, and whose name it is.

    `source` is the index of an unnamed source, `entity` then None; `spoke` where it is the source of an attribution.
    """

    span: Span
    entity: Entity | None
    source: int | None = None
    spoke: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for: a form of 'he' or 'she', or None for an epithet; where; and what the page says of the place.

    `quoted` where it stands in a quotation, `speaker` then who says that; `goes_on` what speaks for who spoke
    last, where it stands beside a quotation as its source. `lately` are those heard of before, `last` who of them
    spoke last.
    """

    page: Page
    form: str | None
    span: Span
    quoted: bool
    goes_on: float
    speaker: Entity | None
    lately: tuple[Heard, ...]
    last: Heard | None


@dataclass(slots=True)
class _Candidate:
    score: float
    entity: Entity | None
    unnamed: int | None


def antecedent(page: Page, heard: Sequence[Heard], pronoun: str | None, span: Span, lead: float = 0.0) -> Decision:
    """Decide for the pronoun at `span`; `heard` are the persons who spoke or were meant so far, in order of the text.

    Without a pronoun an epithet is meant ('the senator'), which means nobody who is named in its sentence before it.
    `lead` is what the best candidate must lead by beyond the least.
    """
    ranked = sorted(_candidates(_asked(page, heard, pronoun, span)).values(), key=lambda c: -c.score)
    if not ranked:
        return Decision()
    if ranked[0].score < (LEAST if len(ranked) > 1 else LEAST_ALONE) or (
        len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN + lead
    ):
        return Decision(candidates=tuple(c.entity for c in ranked[:4] if c.entity is not None))
    return Decision(ranked[0].entity, ranked[0].unnamed)


def _asked(page: Page, heard: Sequence[Heard], pronoun: str | None, span: Span) -> _Asked:
    form = None if pronoun is None else "he" if pronoun in HE else "she"
    lately = tuple(h for h in heard[-LATELY:] if h.span[0] < span[0])
    last = max((h for h in lately if h.spoke), key=lambda h: h.span[0], default=None)
    quoted, tags = page.is_quoted(span[0]), page.tags_quotation(span[0])
    goes_on = 0.0
    if tags and last is not None and last.span[0] < page.tokens.sentence(span[0])[0]:
        goes_on = GOES_ON if _begin(page, span[0], back=1) <= last.span[0] else GOES_ON_FARTHER
    return _Asked(page, form, span, quoted, goes_on, page.speaker_of(span[0]), lately, last)


def _candidates(asked: _Asked) -> dict[int, _Candidate]:
    """Each candidate once, with the best score that a mention of it has."""
    begin = _begin(asked.page, asked.span[0])
    found: dict[int, _Candidate] = {}
    for back, sentence in _backwards(asked, begin):
        for where, entity, score in _mentions(asked, sentence, back):
            if not _is_excluded(entity, asked):
                full = score + PER_SENTENCE * back + _standing(entity, asked)
                full += QUOTED * (asked.page.is_quoted(where) and not asked.quoted)
                _keep(found, id(entity), _Candidate(full, entity, None))
        if asked.last is not None and asked.last.source is not None and sentence[0] <= asked.last.span[0] < sentence[1]:
            subject = SUBJECT_BEFORE / (1 + (back > 0 and bool(asked.page.people_in(sentence))))
            score = SPOKE_LAST + asked.goes_on + subject + PER_SENTENCE * max(0, back - 1)
            _keep(found, -1, _Candidate(score, None, asked.last.source))
    for entity in _named_later(asked):
        if not _is_excluded(entity, asked):
            _keep(found, id(entity), _Candidate(LATER + _standing(entity, asked), entity, None))
    return found


def _backwards(asked: _Asked, begin: int) -> Iterator[tuple[int, Span]]:
    """(how far back, sentence) from that of the pronoun on; an epithet means nobody of its own sentence."""
    sentences = asked.page.tokens.sentences_within((begin, asked.span[0] + 1))[-MOST_SENTENCES:]
    numbered = list(enumerate(reversed(sentences)))
    yield from numbered if asked.form is not None else numbered[1:]


def _mentions(asked: _Asked, sentence: Span, back: int) -> Iterator[tuple[int, Entity, float]]:
    """(offset, whose, score) of the mentions of people in a sentence before what is asked; its subject scores most."""
    page = asked.page
    end = min(sentence[1], asked.span[0])
    named = [(start, entity) for start, entity in page.people_in(sentence) if start < end]
    meant = [(h.span[0], h.entity) for h in asked.lately if sentence[0] <= h.span[0] < end and h.entity is not None]
    if not named and not meant:
        return
    known = {start for start, _ in named}
    all_ = sorted((*named, *(m for m in meant if m[0] not in known)), key=lambda m: m[0])
    last = asked.last
    if asked.goes_on and last is not None and sentence[0] <= last.span[0] < end:
        # Beside a quotation, who spoke last counts as the subject: 'said Ruiz, who knows Lund. "Good," he added.'
        subject = next((m[0] for m in all_ if m[1] is last.entity and last.span[0] <= m[0] < last.span[1]), None)
    else:
        subject = subject_of(page, sentence, [m[0] for m in all_ if not page.is_quoted(m[0])])
    weight = (SUBJECT_HERE, SUBJECT_BEFORE, SUBJECT_EARLIER)[min(back, 2)]
    for start, entity in all_:
        if not back and asked.form == "he" and _is_done_to_another(asked, start):
            continue
        yield start, entity, weight * (start == subject)


def _is_done_to_another(asked: _Asked, start: int) -> bool:
    """Whether 'him' follows somebody in a clause that opens the sentence: 'After Ruiz called him, he …' is not Ruiz."""
    tokens = asked.page.tokens
    sentence = tokens.sentence(start)
    opens = tokens.within((sentence[0], sentence[0] + 1))
    after = [t.text for t in tokens.within((start, asked.span[0]))]
    clause = after[: after.index(",")] if "," in after else []
    return bool(opens) and opens[0].text.lower() in OPENERS and "him" in clause and after.count(",") == 1


def _standing(entity: Entity, asked: _Asked) -> float:
    """What speaks for somebody wherever they are mentioned: that they spoke last, how often they are named, by which
    pronoun, and that it is a person's name."""
    score = PER_DOUBLING * log2(max(1, len(entity.mentions)))
    if asked.form is not None and entity.pronoun is not None:
        score += CALLED_SO if entity.pronoun == asked.form else CALLED_OTHERWISE
    if asked.last is not None and asked.last.entity is entity:
        score += SPOKE_LAST + asked.goes_on
    if asked.page.is_person(entity):
        return score
    return score + (UNSHOWN / 2 if any(h.entity is entity for h in asked.lately) else UNSHOWN)


def _is_excluded(entity: Entity, asked: _Asked) -> bool:
    """Whether it cannot be meant: called by the other pronoun, or the speaker of the quotation that it stands in."""
    other = asked.form is not None and entity.pronoun not in (None, asked.form)
    return (other and max(entity.pronouns.values()) >= SURELY) or entity is asked.speaker


def _named_later(asked: _Asked) -> Iterator[Entity]:
    """The first person named after a pronoun in its sentence, where the sentence opens with a clause of its own."""
    page = asked.page
    sentence = page.tokens.sentence(asked.span[0])
    opening = page.tokens.within((sentence[0], asked.span[0]))
    opens = bool(opening) and (opening[0].text.lower() in OPENERS or opening[0].text.lower().endswith("ing"))
    if asked.form is None or not opens or any(t.text == "," for t in opening):
        return
    after = [(i, n) for i, n in page.names_within((asked.span[1], sentence[1])) if page.may_be_person(i)]
    for i, name in after[:1]:
        place = page.tokens.index(name.start)
        if page.tokens.all[place - 1].text == ",":
            yield page.entity(i)


def _begin(page: Page, offset: int, back: int = REACH) -> int:
    """Where the block begins that stands `back` blocks before that of `offset`."""
    place = bisect_left(page.article.blocks, offset + 1, key=lambda b: b.start) - 1
    return page.article.blocks[max(0, place - back)].start if page.article.blocks else 0


def _keep(found: dict[int, _Candidate], key: int, candidate: _Candidate) -> None:
    if key not in found or candidate.score > found[key].score:
        found[key] = candidate
