"""Sources by a pronoun: who is meant by 'she', 'it', 'they', 'who' and 'I'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.sources.casts import MANY, Cast, Casting, Settled, add, of_entity
from onrecord.sources.function_words import NEUTRAL, PERSONAL, PLURAL, RELATIVE, SPEAKER
from onrecord.sources.lexicon import is_organization_word
from onrecord.sources.people import couple
from onrecord.sources.phrases import Phrase
from onrecord.sources.pronouns import antecedent
from onrecord.sources.relatives import relative
from onrecord.types import Attribution, SourceType, Span


def pronoun(casting: Casting, attribution: Attribution, printed: str, span: Span) -> Settled:
    """Whom the pronoun `printed` at `span` means."""
    if printed in SPEAKER:
        return _speaker(casting, printed, span), "rule:first-person"
    if printed in RELATIVE:
        return relative(casting, printed, span)
    if printed in PERSONAL:
        return _personal(casting, attribution, printed, span)
    if printed not in NEUTRAL | PLURAL:
        return None, "rule:unresolved-pronoun"
    return _named_last(casting, printed, span)


def _named_last(casting: Casting, printed: str, span: Span) -> Settled:
    """The organization, document or group mentioned last that 'it' or 'they' may mean."""
    recent = [
        i
        for i, c in enumerate(casting.casts)
        if c.mentions and _may_be(c, printed) and _near(casting, c.mentions, span)
    ]
    if not recent:
        named = _organization_before(casting, span) if printed in NEUTRAL else couple(casting, span)
        return named, "rule:unresolved-pronoun" if named is None else "rule:pronoun"
    return max(
        recent, key=lambda i: max(s for s, _ in casting.casts[i].mentions[-MANY:] if s < span[0])
    ), "rule:pronoun"


def _organization_before(casting: Casting, span: Span) -> int | None:
    """The organization that begins the sentence before ('The Harbor Office closed. It said …')."""
    page = casting.page
    sentence = page.tokens.sentence(page.tokens.before(page.tokens.sentence(span[0])[0]))
    for i, name in page.names_within((sentence[0], min(sentence[1], span[0]))):
        begins = not page.text((sentence[0], name.start)).lower().removeprefix("the ").strip()
        if begins and page.entity(i).sort == "organization":
            return of_entity(casting, page.entity(i))
    return None


def _may_be(one: Cast, pronoun: str) -> bool:
    """Whether 'it' (an organization, a document) or 'they' (a group, an organization) may stand for a source."""
    if one.members:
        return pronoun in PLURAL
    if one.type == "unnamed group":
        is_organization = one.phrase is not None and is_organization_word(one.phrase.noun)
        return is_organization or pronoun in PLURAL
    return one.type == "named organization" or (one.type == "document" and pronoun in NEUTRAL)


def _near(casting: Casting, mentions: Sequence[Span], span: Span) -> bool:
    """Whether one of the latest mentions stands before `span`, in its block or the two before."""
    blocks = casting.page.article.blocks
    place = bisect_left(blocks, span[0] + 1, key=lambda b: b.start) - 1
    limit = blocks[max(0, place - 2)].start if blocks else 0
    return any(limit <= s < span[0] for s, _ in mentions[-MANY:])


def _enclosing(casting: Casting, span: Span) -> int | None:
    """The speaker in whose content a first person stands; the smallest such content."""
    holders = [
        a
        for a in casting.page.attributions
        if any(s <= span[0] and span[1] <= e for s, e in a.content) and a.id in casting.of
    ]
    best = min(holders, key=lambda a: sum(e - s for s, e in a.content), default=None)
    return casting.of[best.id] if best is not None else None


def _speaker(casting: Casting, printed: str, span: Span) -> int | None:
    """Who 'I' is: who says what it stands in, or else the writer, whom the text does not name; 'we' are several."""
    contents = (c for a in casting.page.attributions for c in a.content)
    if any(s <= span[0] and span[1] <= e for s, e in contents):
        return _enclosing(casting, span)
    several = printed in ("we", "us", "our", "ours")
    kind: SourceType = "unnamed group" if several else "anonymous source"
    phrase = Phrase(span, "pronoun", span, printed)
    return add(casting, Cast(kind, None, phrase=phrase, key="we" if several else "I"))


def _personal(casting: Casting, attribution: Attribution, printed: str, span: Span) -> Settled:
    decision = antecedent(casting.page, casting.heard, printed, span)
    if decision.entity is not None:
        return of_entity(casting, decision.entity), "rule:pronoun"
    if decision.unnamed is not None:
        return decision.unnamed, "rule:pronoun"
    casting.candidates[attribution.id] = tuple(of_entity(casting, e) for e in decision.candidates)
    return None, "rule:unresolved-pronoun"
