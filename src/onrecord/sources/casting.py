"""Every attribution's source to one of the article's sources, or to none where the page does not tell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.sources.entities import Entity
from onrecord.sources.lexicon import is_document_noun, is_group_noun, is_organization_word, is_person_noun
from onrecord.sources.names import Name
from onrecord.sources.page import Page
from onrecord.sources.phrases import NEUTRAL, PERSONAL, PLURAL, RELATIVE, SPEAKER, Phrase, parse
from onrecord.sources.pronouns import Decision, Spoken, antecedent
from onrecord.sources.roles import is_outlet
from onrecord.types import Attribution, SourceType, Span

_SAYINGS = frozenset(
    "statement statements remarks comments words speech speeches tweet tweets testimony view opinion".split()
)
"""Nouns for what a person says: their owner is the source."""
_ANY_OUTLET = frozenset("paper newspaper outlet network magazine website broadcaster station".split())
_ANY_ORGANIZATION = _ANY_OUTLET | frozenset(
    "agency association bank company corporation firm group institution organisation organization union".split()
)
"""Nouns by which any organization may be meant that the article has named."""
_OF_ITS_OWN_KIND = frozenset(
    "academy board bureau center centre church college commission committee congress council court department embassy "
    "federation government hospital house institute legislature library ministry museum navy office parliament party "
    "police school senate university".split()
)
"""Words in an organization's name that say of what kind it is, so that 'the company' is another."""
_PARTIES = {
    w: p
    for p, ws in {"R": "republican gop", "D": "democratic democrat", "L": "libertarian"}.items()
    for w in ws.split()
}
"""Words for a party -> the party."""
_OTHER_OFFICE = frozenset({"prime", "deputy", "vice", "assistant", "associate"})
"""Words that make of an office another."""
CLEARLY_MORE = 3
"""How many times more often one of two holders of an office must be named to be the one that is meant."""
_MEMBER = frozenset({"representative", "congressman", "congresswoman", "lawmaker"})
_SAME_OFFICE = {
    "congressman": _MEMBER,
    "congresswoman": _MEMBER,
    "lawmaker": _MEMBER | {"senator"},
    "candidate": frozenset({"candidate", "nominee"}),
    "nominee": frozenset({"nominee"}),
    "chief": frozenset({"chief", "director", "chairman"}),
    "boss": frozenset({"boss", "chief", "director", "executive"}),
}
"""Head noun -> the role nouns under which the page may have introduced its holder."""
_NO_PART_OF_A_LABEL = frozenset(
    "a an the this that these those his her its their our my your another one some new newest recent latest own".split()
)


MANY = 20
"""Of mentions and unnamed people found so far, how many of the latest are looked through."""


@dataclass(slots=True)
class Cast:
    """One source while the article is being read. `entity` is None for the unnamed and for documents.

    `described` holds the role phrases by which the article means it ('the Democratic nominee'), `members` the people
    of a joint source.
    """

    type: SourceType
    name: str | None
    entity: Entity | None = None
    phrase: Phrase | None = None
    mentions: list[Span] = field(default_factory=list)
    described: list[Span] = field(default_factory=list)
    key: str = ""
    members: tuple[Entity, ...] = ()


@dataclass(slots=True)
class Casting:
    """The sources found so far, and each attribution's: an index into `casts`, or None with its candidates."""

    page: Page
    casts: list[Cast] = field(default_factory=list)
    of: dict[str, int] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, tuple[int, ...]] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    by_entity: dict[int, int] = field(default_factory=dict)
    by_key: dict[tuple[str, str], int] = field(default_factory=dict)


def cast(page: Page) -> Casting:
    """Go through the attributions as a reader does, in the order of their sources."""
    casting = Casting(page)
    for attribution in sorted((a for a in page.attributions if a.source), key=lambda a: a.source[0]):
        _settle(casting, attribution)
    return casting


def _settle(casting: Casting, attribution: Attribution) -> None:
    span = attribution.source[0][0], attribution.source[-1][1]
    if len(attribution.source) > 1 and attribution.source[1][0] - attribution.source[0][1] > 3:
        span = attribution.source[0]
    tokens = casting.page.tokens.within(span)
    phrase = parse(tokens, [n for _, n in casting.page.names_within(span)], span)
    index, rule = _cast(casting, attribution, phrase)
    casting.rules[attribution.id] = rule
    if index is None:
        return
    casting.of[attribution.id] = index
    one = casting.casts[index]
    one.mentions += [s for s in attribution.source if s not in one.mentions[-MANY:]]
    if _is_one_person(one):
        casting.spoken.append(Spoken(attribution.source[0], index, one.entity))


def _cast(casting: Casting, attribution: Attribution, phrase: Phrase) -> tuple[int | None, str]:
    if phrase.head == "pronoun":
        return _pronoun(casting, attribution, phrase.noun, phrase.span)
    if phrase.head == "name" and phrase.name is not None:
        return _named(casting, phrase), "rule:name"
    if phrase.head == "noun":
        return _noun(casting, attribution, phrase)
    return None, "rule:no-source-phrase"


def _named(casting: Casting, phrase: Phrase) -> int:
    assert phrase.name is not None
    if phrase.partners:
        members = tuple(casting.page.entity(casting.page.index_of(n)) for n in (phrase.name, *phrase.partners))
        joined = f"{', '.join(e.name for e in members[:-1])} and {members[-1].name}"
        return _add(casting, Cast("named person", joined, phrase=phrase, key=joined, members=members))
    return of_name(casting, phrase.name, phrase)


def of_name(casting: Casting, name: Name, phrase: Phrase | None = None) -> int:
    """The source that a name names; a new one where it has not been one yet."""
    entity = casting.page.entity(casting.page.index_of(name))
    if id(entity) in casting.by_entity:
        return casting.by_entity[id(entity)]
    is_person = entity.sort == "person" or (entity.sort == "unknown" and not name.definite)
    kind: SourceType = "named person" if is_person else "named organization"
    printed = entity.name if is_person else _with_article(casting, entity)
    casting.by_entity[id(entity)] = _add(casting, Cast(kind, printed, entity, phrase))
    return casting.by_entity[id(entity)]


def _with_article(casting: Casting, entity: Entity) -> str:
    """An outlet's name with the 'The' that belongs to it, where the article prints one before the whole of it."""
    page = casting.page
    for i in entity.mentions if is_outlet(entity.words) else ():
        name = page.names[i]
        if name.words == entity.words and page.text((max(0, name.start - 4), name.start)) == "The ":
            return f"The {entity.name}"
    return entity.name


def _add(casting: Casting, new: Cast) -> int:
    known = (new.type, new.key)
    if new.key and known in casting.by_key:
        return casting.by_key[known]
    casting.casts.append(new)
    casting.by_key[known] = len(casting.casts) - 1
    return len(casting.casts) - 1


def _noun(casting: Casting, attribution: Attribution, phrase: Phrase) -> tuple[int | None, str]:
    noun = phrase.noun
    if noun in _SAYINGS and (phrase.owner or phrase.owner_pronoun):
        return _owner(casting, attribution, phrase)
    is_outlet_noun = phrase.definite and phrase.owner is None and noun in _ANY_OUTLET
    if is_outlet_noun and (outlet := _short_form(casting, phrase)) is not None:
        return outlet, "rule:short-form"
    if is_document_noun(noun) and not is_person_noun(noun):
        return _document(casting, phrase), "rule:document"
    if is_organization_word(noun) and not is_group_noun(noun):
        return _organization(casting, attribution, phrase)
    if is_group_noun(noun) or _is_plural(casting, phrase):
        return _group(casting, phrase), "rule:group"
    return _one_person(casting, attribution, phrase)


def _one_person(casting: Casting, attribution: Attribution, phrase: Phrase) -> tuple[int | None, str]:
    """'The mayor' is whom the page calls so, else the unnamed person it spoke of; 'a clerk' is somebody new."""
    if phrase.definite and phrase.owner_pronoun is None:
        holders = _by_role(casting, phrase)
        if len(holders) == 1:
            casting.casts[holders[0]].described.append(phrase.core)
            return holders[0], "rule:role"
        if holders:
            casting.candidates[attribution.id] = holders
            return None, "rule:unresolved-role"
        known = _unnamed_before(casting, phrase)
        if known is not None:
            return known, "rule:unnamed"
    return _add(casting, Cast("anonymous source", None, phrase=phrase)), "rule:unnamed"


def _unnamed_before(casting: Casting, phrase: Phrase) -> int | None:
    """The unnamed person whom 'the aide' takes up again: the latest with that noun."""
    for index in range(len(casting.casts) - 1, max(-1, len(casting.casts) - 1 - MANY), -1):
        one = casting.casts[index]
        if one.type == "anonymous source" and one.phrase is not None and one.phrase.noun == phrase.noun:
            return index
    return None


def _is_plural(casting: Casting, phrase: Phrase) -> bool:
    words = [t.text.lower() for t in casting.page.tokens.within(phrase.core)]
    return bool(words) and (
        words[0]
        in ("many", "some", "several", "most", "few", "both", "these", "those", "others", "two", "three", "all")
        or (phrase.noun.endswith("s") and not phrase.noun.endswith("ss") and not is_person_noun(phrase.noun))
    )


def _owner(casting: Casting, attribution: Attribution, phrase: Phrase) -> tuple[int | None, str]:
    if phrase.owner is not None:
        return of_name(casting, phrase.owner), "rule:owner"
    assert phrase.owner_pronoun is not None
    return _pronoun(casting, attribution, phrase.owner_pronoun, phrase.span)


def _document(casting: Casting, phrase: Phrase) -> int:
    name = _label(casting, phrase)
    if phrase.definite and " " not in name:
        for index in range(len(casting.casts) - 1, -1, -1):
            if casting.casts[index].type == "document" and (casting.casts[index].name or "").split()[-1:] == [
                phrase.noun
            ]:
                return index
    return _add(casting, Cast("document", name, phrase=phrase, key=name.lower()))


def _label(casting: Casting, phrase: Phrase) -> str:
    """What a document or organization is called: its noun phrase without determiner, possessive and 'new', 'recent'."""
    tokens = list(casting.page.tokens.within(phrase.core))
    while len(tokens) > 1 and tokens[0].text.lower() in _NO_PART_OF_A_LABEL:
        tokens = tokens[1:]
    return " ".join(t.text for t in tokens if t.text not in ("’s", "'s"))


def _organization(casting: Casting, attribution: Attribution, phrase: Phrase) -> tuple[int | None, str]:
    if phrase.owner is not None:
        name = _label(casting, phrase)
        return _add(casting, Cast("named organization", name, phrase=phrase, key=name.lower())), "rule:organization"
    if phrase.owner_pronoun in PERSONAL | PLURAL and phrase.noun == "campaign":
        index, rule = _pronoun(casting, attribution, phrase.owner_pronoun or "", phrase.span)
        owner = casting.casts[index].entity if index is not None else None
        if owner is not None:
            name = f"{owner.words[-1]} {phrase.noun}"
            return _add(casting, Cast("named organization", name, phrase=phrase, key=name.lower())), rule
    found = _short_form(casting, phrase) if phrase.definite else None
    if found is not None:
        return found, "rule:short-form"
    label = casting.page.text(phrase.core).lower()
    return _add(casting, Cast("unnamed group", None, phrase=phrase, key=label)), "rule:unnamed"


def _short_form(casting: Casting, phrase: Phrase) -> int | None:
    """The organization that 'the center' means: by a word of its name; for 'the company' also the one named most."""
    page = casting.page
    recent = list(_recent_organizations(casting, phrase.span[0]))
    for one in recent:
        if phrase.noun in (w.lower() for w in one.words):
            return of_name(casting, page.names[one.mentions[0]])
    for index in range(len(casting.casts) - 1, -1, -1):
        name = casting.casts[index].name or ""
        if casting.casts[index].type == "named organization" and name.lower().endswith(f" {phrase.noun}"):
            return index
    return _only_one_meant(casting, phrase, recent)


def _only_one_meant(casting: Casting, phrase: Phrase, recent: Sequence[Entity]) -> int | None:
    """The organization that 'the company' means, where it is the only one named so far that could be one.

    An outlet is meant by 'the paper' alone, and a university, a ministry, a court by no such noun.
    """
    if phrase.noun not in _ANY_ORGANIZATION:
        return None
    names = casting.page.names
    possible = {
        id(e): e
        for e in recent
        if e.sort == "organization"
        and names[e.mentions[0]].start < phrase.span[0]
        and is_outlet(e.words) == (phrase.noun in _ANY_OUTLET)
        and not _OF_ITS_OWN_KIND & {w.lower() for w in e.words}
        # "The Alder Sound" may be water: an organization's name says so, or does without 'the'.
        and (any(is_organization_word(w) for w in e.words) or not all(names[i].definite for i in e.mentions))
    }
    if len(possible) != 1:
        return None
    (only,) = possible.values()
    return of_name(casting, names[only.mentions[0]])


def _recent_organizations(casting: Casting, before: int) -> Iterator[Entity]:
    """Organizations named before an offset, the latest first; then those named after it."""
    page = casting.page
    seen = [page.entity(i) for i, n in enumerate(page.names) if n.start < before]
    rest = [page.entity(i) for i, n in enumerate(page.names) if n.start >= before]
    yield from (e for e in [*reversed(seen), *rest] if e.sort in ("organization", "place"))


def _group(casting: Casting, phrase: Phrase) -> int:
    label = casting.page.text(phrase.core).lower()
    if phrase.definite:
        for index in range(len(casting.casts) - 1, -1, -1):
            one = casting.casts[index]
            if one.type == "unnamed group" and one.phrase is not None and one.phrase.noun == phrase.noun:
                return index
    return _add(casting, Cast("unnamed group", None, phrase=phrase, key=label))


def _by_role(casting: Casting, phrase: Phrase) -> tuple[int, ...]:
    """The people of whom the page says that they are 'the senator', 'the Democratic nominee'; more than one where open.

    The one whose roles have most words of the phrase; of several the one whom the article names far more often. What
    the phrase adds ('of Eastport', 'deputy', a party) must be among what the page says of them.
    """
    page = casting.page
    wanted = {t.text.lower() for t in page.tokens.within(phrase.core)}
    added = {t.text.lower() for t in page.tokens.within((phrase.core[1], phrase.span[1])) if t.is_capitalised}
    holders: dict[int, tuple[int, int]] = {}
    for i, name in enumerate(page.names):
        if name.start >= phrase.span[0]:
            break
        entity = page.entity(i)
        if entity.sort in ("person", "unknown") and _holds(page.role_words(entity), phrase.noun, wanted, added):
            holders[id(entity)] = len(wanted & page.role_words(entity)), i
    most = max((overlap for overlap, _ in holders.values()), default=0)
    best = sorted((i for overlap, i in holders.values() if overlap == most), key=lambda i: -_before(page, i, phrase))
    if len(best) > 1 and _before(page, best[0], phrase) >= CLEARLY_MORE * _before(page, best[1], phrase):
        best = best[:1]
    return tuple(of_name(casting, page.names[i]) for i in best)


def _before(page: Page, i: int, phrase: Phrase) -> int:
    """How often the person of name `i` is named before the phrase."""
    return sum(page.names[k].start < phrase.span[0] for k in page.entity(i).mentions)


def _holds(said: frozenset[str], noun: str, wanted: set[str], added: set[str]) -> bool:
    parties = {_PARTIES[w] for w in said if w in _PARTIES}
    parties_wanted = {_PARTIES[w] for w in wanted if w in _PARTIES}
    if not added <= said or wanted & _OTHER_OFFICE - said or said & _OTHER_OFFICE - wanted:
        return False
    if noun in ("nominee", "candidate") and parties and parties == parties_wanted:
        return True
    offices = _SAME_OFFICE.get(noun, frozenset({noun}))
    return bool(offices & said) and (not parties or parties >= parties_wanted)


def _pronoun(casting: Casting, attribution: Attribution, pronoun: str, span: Span) -> tuple[int | None, str]:
    if pronoun in SPEAKER:
        return _enclosing(casting, span), "rule:first-person"
    if pronoun in RELATIVE:
        return _relative(casting, span)
    if pronoun in PERSONAL:
        return _personal(casting, attribution, pronoun, span)
    if pronoun not in NEUTRAL | PLURAL:
        return None, "rule:unresolved-pronoun"
    recent = [
        i
        for i, c in enumerate(casting.casts)
        if c.mentions and _may_be(c, pronoun) and _near(casting, c.mentions, span)
    ]
    if not recent:
        return None, "rule:unresolved-pronoun"
    return max(
        recent, key=lambda i: max(s for s, _ in casting.casts[i].mentions[-MANY:] if s < span[0])
    ), "rule:pronoun"


def _may_be(one: Cast, pronoun: str) -> bool:
    """Whether 'it' (an organization, a document) or 'they' (a group, an organization) may stand for a source."""
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


def _relative(casting: Casting, span: Span) -> tuple[int | None, str]:
    """What a relative pronoun stands for: the name or noun phrase that ends right before it."""
    page = casting.page
    place = page.tokens.index(span[0]) - 1
    while place >= 0 and page.tokens.all[place].text in (",", ")", "—"):
        place -= 1
    if place < 0:
        return None, "rule:unresolved-pronoun"
    before = page.tokens.all[place]
    name = next((n for n in page.names if n.start <= before.start < n.end), None)
    if name is not None:
        return of_name(casting, name), "rule:relative"
    start = place
    while start > 0 and place - start < 4 and page.tokens.all[start - 1].is_word and not page.tokens.all[start].first:
        start -= 1
        if page.tokens.all[start].text.lower() in ("the", "a", "an", "those", "these", "many", "some", "of"):
            break
    phrase_span = (page.tokens.all[start].start, before.end)
    if is_group_noun(before.text) or is_person_noun(before.text) or before.text.lower() == "those":
        made = parse(page.tokens.all[start : place + 1], [], phrase_span)
        kind: SourceType = "anonymous source" if is_person_noun(before.text) else "unnamed group"
        return _add(casting, Cast(kind, None, phrase=made, key=page.text(phrase_span).lower())), "rule:relative"
    return None, "rule:unresolved-pronoun"


def _personal(casting: Casting, attribution: Attribution, pronoun: str, span: Span) -> tuple[int | None, str]:
    decision: Decision = antecedent(casting.page, casting.spoken, pronoun, span)
    indexes = tuple(of_name(casting, casting.page.names[i]) for i in decision.candidates)
    if decision.index is None and decision.unnamed is None:
        casting.candidates[attribution.id] = tuple(dict.fromkeys(indexes))
        return None, "rule:unresolved-pronoun"
    if decision.index is not None:
        return of_name(casting, casting.page.names[decision.index]), "rule:pronoun"
    return decision.unnamed, "rule:pronoun"


def _is_one_person(one: Cast) -> bool:
    unnamed = one.type == "anonymous source" and one.phrase is not None and is_person_noun(one.phrase.noun)
    return unnamed or one.type == "named person"
