"""What a relative pronoun stands for: 'Ana Ruiz, who', 'those who', 'a study, which'."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.casts import Cast, Casting, Settled, add, of_entity, of_name
from onrecord.sources.entity import Entity
from onrecord.sources.lexicon import is_document_noun, is_group_noun, is_organization_word, is_person_noun, words
from onrecord.sources.name import Name
from onrecord.sources.phrases import Phrase, parse
from onrecord.tokens import Token
from onrecord.types import Span

LONGEST = 5
"""Words before a relative pronoun that are taken for its noun phrase."""
MOST = 14
"""Words of the longest title in quotation marks."""
_OPEN, _CLOSE = frozenset({'"', "“"}), frozenset({'"', "”"})
_BEGINS = frozenset("the a an those these many some of any every no his her its their".split())
_BE = frozenset({"is", "was", "were", "are", "been"})
_BETWEEN = frozenset({",", "of", "from", "in", "(", ")"})
_PASSED = frozenset({",", ")", "—", "–", '"', "”", "’", "''"})


def relative(casting: Casting, printed: str, span: Span) -> Settled:
    """The name or noun phrase that ends right before the relative pronoun `printed`."""
    all_ = casting.page.tokens.all
    place = casting.page.tokens.index(span[0]) - 1
    while place >= 0 and all_[place].text in _PASSED:
        place -= 1
    if place < 0:
        return None, "rule:unresolved-pronoun"
    title = _quoted_title(all_, place + 1) if printed == "which" else None
    if title:
        return add(casting, Cast("document", title, key=title.lower())), "rule:relative"
    name = _name_at(casting, all_[place])
    if name is not None:
        return _of_name(casting, name, printed), "rule:relative"
    start = place
    while start > 0 and place - start < LONGEST and all_[start - 1].is_word and not all_[start].first:
        if _name_at(casting, all_[start - 1]) is not None or all_[start].text.lower() in _BEGINS:
            break
        start -= 1
    return _of_phrase(casting, all_[start : place + 1], printed)


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
            if linked and between and between[0].text == "," and page.may_be_person(i) and len(other.words) > 1:
                return of_entity(casting, page.entity(i))
    return of_name(casting, name)


def _of_phrase(casting: Casting, tokens: Sequence[Token], printed: str) -> Settled:
    span = tokens[0].start, tokens[-1].end
    noun = tokens[-1].text.lower()
    made = parse(tokens, [], span)
    key = casting.page.text(span).lower()
    if (subject := _subject(casting, tokens)) is not None:
        return of_entity(casting, subject), "rule:relative"
    if is_person_noun(noun) and not is_document_noun(noun) and printed != "which":
        return add(casting, Cast("anonymous source", None, phrase=made, key=key)), "rule:relative"
    plural = noun.endswith("s") and not noun.endswith("ss") and printed == "who"
    if (is_group_noun(noun) and printed != "which") or noun in ("those", "one", "ones") or plural:
        return add(casting, Cast("unnamed group", None, phrase=made, key=key)), "rule:relative"
    if printed == "who":
        return None, "rule:unresolved-pronoun"
    return _thing(casting, tokens, made, printed)


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
