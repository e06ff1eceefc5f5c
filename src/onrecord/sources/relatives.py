"""What a relative pronoun stands for: 'Ana Ruiz, who', 'those who', 'a study, which'."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.casts import Cast, Casting, Settled, add, of_entity, of_name
from onrecord.sources.entity import Entity
from onrecord.sources.lexicon import (
    is_document_noun,
    is_group_noun,
    is_organization_word,
    is_people,
    is_person_noun,
    looks_like_person,
    words,
)
from onrecord.sources.name import Name
from onrecord.sources.phrases import Phrase, parse
from onrecord.tokens import Token
from onrecord.types import SourceType, Span

LONGEST = 5
"""Words before a relative pronoun that are taken for its noun phrase."""
FAR = 60
"""Characters before the noun phrase in which 'who' may find whom it stands for."""
_OF = frozenset({"of", "at", "for", "on", "in", "with", "from"})
_STOPS = frozenset({":", ";", '"', "“", "”"})
MOST = 14
"""Words of the longest title in quotation marks."""
_OPEN, _CLOSE = frozenset({'"', "“"}), frozenset({'"', "”"})
_BEGINS = frozenset("the a an those these many some of any every no his her its their".split())
_BE = frozenset({"is", "was", "were", "are", "been"})
_BETWEEN = frozenset({",", "of", "from", "in", "(", ")"})
_PASSED = frozenset({",", "(", ")", "-", "—", "–", '"', "”", "’", "''"})


def relative(casting: Casting, printed: str, span: Span) -> Settled:
    """The name or noun phrase that ends right before the relative pronoun `printed`."""
    all_ = casting.page.tokens.all
    ends = casting.page.tokens.index(span[0]) - 1
    place = ends
    while place >= 0 and all_[place].text in _PASSED:
        place -= 1
    if place < 0 or all_[ends + 1].first:  # It asks: 'Who cares?'
        return None, "rule:unresolved-pronoun"
    if all_[place].text == "and" and (earlier := _earlier(casting, printed, span)) is not None:
        return relative(casting, printed, earlier)
    return _antecedent(casting, printed, place, comma=all_[ends].text == ",")


def _earlier(casting: Casting, printed: str, span: Span) -> Span | None:
    """The same pronoun before in its sentence: of '…, who lives in Selby and who' the first says of whom."""
    before = casting.page.tokens.within((casting.page.tokens.sentence(span[0])[0], span[0]))
    return next(((t.start, t.end) for t in reversed(before) if t.text.lower() == printed), None)


def _antecedent(casting: Casting, printed: str, place: int, *, comma: bool) -> Settled:
    """What the name or noun at `place` is; `comma` where a comma stands between it and the pronoun."""
    all_ = casting.page.tokens.all
    title = _quoted_title(all_, place + 1) if printed == "which" else None
    if title:
        return add(casting, Cast("document", title, key=title.lower())), "rule:relative"
    name = _name_at(casting, all_[place])
    if name is not None and printed == "who" and (holder := _holder(casting, name)) is not None:
        place, name = holder, None
    if name is not None:
        return _of_name(casting, name, printed), "rule:relative"
    start = place
    while start > 0 and place - start < LONGEST and all_[start - 1].is_word and not all_[start].first:
        if _name_at(casting, all_[start - 1]) is not None or all_[start].text.lower() in _BEGINS:
            break
        start -= 1
    if printed != "which" and (apposed := _apposed(casting, place)) is not None:
        return of_entity(casting, apposed), "rule:relative"
    return _of_phrase(casting, all_[start : place + 1], printed, comma=comma)


def _holder(casting: Casting, name: Name) -> int | None:
    """The index of the noun that is 'of' the name at the end of an apposition: ', the former head of Alder Works'."""
    all_ = casting.page.tokens.all
    place = casting.page.tokens.index(name.start) - 1
    while place > 0 and all_[place].text in ("the", *_OF):
        place -= 1
    of = all_[place + 1].text in _OF
    return place if of and is_person_noun(all_[place].text) and _apposed(casting, place) is not None else None


def _apposed(casting: Casting, place: int) -> Entity | None:
    """The person of whom the noun at `place` is said in an apposition: 'Ruiz, the clerk of the court, who'."""
    page = casting.page
    all_ = page.tokens.all
    if not is_person_noun(all_[place].text):
        return None
    for k in range(place - 1, max(1, place - MOST), -1):
        if all_[k].text == "," or all_[k].first:
            led = all_[k].text == "," and all_[k + 1].text in ("a", "an", "the")
            name = _name_at(casting, all_[k - 1]) if led else None
            if name is not None and not page.may_be_person(page.index_of(name)):
                # 'Ruiz of Vermont, the clerk, who'
                from_ = page.tokens.index(name.start) - 1
                name = _name_at(casting, all_[from_ - 1]) if from_ > 0 and all_[from_].text in ("of", "from") else None
            i = None if name is None else page.index_of(name)
            return page.entity(i) if i is not None and page.may_be_person(i) else None
    return None


def _quoted_title(all_: Sequence[Token], end: int) -> str | None:
    """What stands in quotation marks that close at `end` ('the “War on Rust,” which'); None where none do."""
    closed = next((k for k in range(end - 1, min(end + 2, len(all_))) if all_[k].text in _CLOSE), None)
    if closed is None:
        return None
    opened = next((k for k in range(closed - 1, max(0, closed - MOST), -1) if all_[k].text in _OPEN), None)
    if opened is None:
        return None
    return " ".join(t.text for t in all_[opened + 1 : closed] if t.is_word)


def _name_at(casting: Casting, token: Token) -> Name | None:
    near = casting.page.names_near(token.start)
    return next((n for n in near if n.start <= token.start < n.end), None)


def _of_name(casting: Casting, name: Name, printed: str) -> int:
    """The source that the name is; 'who' passes over a place that only says where somebody is from."""
    page = casting.page
    if printed == "who" and not page.may_be_person(page.index_of(name)):
        within = page.tokens.sentence(name.start)[0], name.start
        for i, other in reversed(list(page.names_within(within))):
            between = page.tokens.within((other.end, name.start))
            linked = all(t.text.lower() in _BETWEEN or t.text.isdigit() or t.is_capitalised for t in between)
            linked = linked or [t.text for t in between[:2]] in ([",", "a"], [",", "an"], [",", "the"])
            if (
                linked
                and between
                and between[0].text in (",", "of", "from")
                and page.may_be_person(i)
                and len(other.words) > 1
            ):
                return of_entity(casting, page.entity(i))
    return of_name(casting, name)


def _of_phrase(casting: Casting, tokens: Sequence[Token], printed: str, *, comma: bool) -> Settled:
    span = tokens[0].start, tokens[-1].end
    noun = tokens[-1].text.lower()
    made = parse(tokens, [], span)
    key = casting.page.text(span).lower()
    if (subject := _subject(casting, tokens)) is not None:
        return of_entity(casting, subject), "rule:relative"
    person = is_person_noun(noun) or (printed == "who" and looks_like_person(noun))
    if person and not is_document_noun(noun) and printed != "which":
        return add(casting, Cast("anonymous source", None, phrase=made, key=key)), "rule:relative"
    plural = noun.endswith("s") and not noun.endswith("ss") and printed == "who"
    if (is_group_noun(noun) and printed != "which") or noun in ("those", "one", "ones") or plural:
        return add(casting, Cast("unnamed group", None, phrase=made, key=key)), "rule:relative"
    if printed == "who":
        return _farther(casting, tokens, comma=comma)
    return _thing(casting, tokens, made, printed)


def _farther(casting: Casting, tokens: Sequence[Token], *, comma: bool) -> Settled:
    """Of whom 'who' is said where a place or time stands between: 'the clerks in the hall who', 'Ruiz on air, who'.

    After a `comma` one person without a name may be somebody else than who is told of.
    """
    page = casting.page
    begin = max(page.tokens.sentence(tokens[0].start)[0], tokens[0].start - FAR)
    before = page.tokens.within((begin, tokens[-1].end))
    for k, token in reversed(list(enumerate(before))):
        noun = token.text.lower()
        if noun in _STOPS:
            break
        name = _name_at(casting, token)
        if name is not None and _is_somebody(casting, name):
            return of_name(casting, name), "rule:relative"
        people = is_people(noun) or is_group_noun(noun) or noun.isdigit() or noun == "those"
        if name is None and people:
            one = is_person_noun(noun) and not is_group_noun(noun)
            if one and comma and before[k - 1].text.lower() not in ("a", "an", "one", "another"):
                break
            kind: SourceType = "anonymous source" if one else "unnamed group"
            made = parse([token], [], (token.start, token.end))
            return add(casting, Cast(kind, None, phrase=made, key=noun)), "rule:relative"
    return None, "rule:unresolved-pronoun"


def _is_somebody(casting: Casting, name: Name) -> bool:
    """Whether a name is a person's, and owns nothing ("Ruiz's")."""
    page = casting.page
    i = page.index_of(name)
    owns = page.text((name.end, name.end + 2)) in ("’s", "'s")
    return page.may_be_person(i) and not owns and page.is_person(page.entity(i))


def _thing(casting: Casting, tokens: Sequence[Token], made: Phrase, printed: str) -> Settled:
    """What 'which' stands for: an organization that has no name here, or something that is read or seen."""
    kept = [t for t in tokens if t.is_word]
    while kept and (kept[0].text.lower() in _BEGINS or kept[0].text.lower() in words("role_breaks")):
        kept = kept[1:]
    label = " ".join(t.text for t in kept)
    if not kept:
        return None, "rule:unresolved-pronoun"
    if is_organization_word(kept[-1].text):
        return add(casting, Cast("unnamed group", None, phrase=made, key=label.lower())), "rule:relative"
    if printed == "which" or is_document_noun(kept[-1].text):
        return add(casting, Cast("document", label, phrase=made, key=label.lower())), "rule:relative"
    return None, "rule:unresolved-pronoun"


def _subject(casting: Casting, tokens: Sequence[Token]) -> Entity | None:
    """The person of whom the noun phrase is said: 'Ruiz is a lawyer who …'."""
    page = casting.page
    place = page.tokens.index(tokens[0].start)
    before = page.tokens.all[max(0, place - 2) : place]
    if len(before) < 2 or before[-1].text.lower() not in _BE:
        return None
    name = _name_at(casting, before[0])
    return page.entity(page.index_of(name)) if name and page.may_be_person(page.index_of(name)) else None
