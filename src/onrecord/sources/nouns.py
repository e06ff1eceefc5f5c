"""Sources by a common noun: documents, groups, organizations, unnamed people, and people by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from onrecord.sources.casts import Cast, Casting, Settled, add, of_name
from onrecord.sources.entity import Entity
from onrecord.sources.function_words import PERSONAL, PLURAL
from onrecord.sources.lexicon import (
    is_document_noun,
    is_group_noun,
    is_organization_word,
    is_person_noun,
    looks_like_person,
)
from onrecord.sources.lexicon import words as word_list
from onrecord.sources.people import one_person, pair
from onrecord.sources.phrases import Phrase
from onrecord.sources.referents import pronoun
from onrecord.sources.roles import is_outlet
from onrecord.types import Attribution

_SAYINGS = frozenset(
    "statement statements remarks comments words speech speeches tweet tweets testimony view opinion response reply "
    "reaction answer claim claims eyes mind views opinions".split()
)
"""Nouns for what a person says: their owner is the source."""
_ANY_OUTLET = frozenset("paper newspaper outlet network magazine website broadcaster station".split())
_ANY_ORGANIZATION = _ANY_OUTLET | frozenset(
    "agency bank company corporation firm group organisation organization".split()
)
"""Nouns by which any organization may be meant that the article has named."""
_OF_ITS_OWN_KIND = frozenset(
    "academy board bureau center centre church college commission committee congress council court department embassy "
    "federation government hospital house institute legislature library ministry museum navy office parliament party "
    "police school senate university".split()
)
"""Words in an organization's name that say of what kind it is, so that 'the company' is another."""
_SHARE = re.compile(r"^(?:\w+ )?(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) \w+\b", re.I)
"""'About one in five voters'."""
_SOMEBODY = frozenset({"one", "another", "other", "second", "first", "else"})
_SAME_SORT = tuple(
    frozenset(line.split())
    for line in (
        "ad advertisement spot video clip commercial film movie documentary footage",
        "report study research paper survey poll analysis findings data article review",
        "letter memo email e-mail message note",
        "suit lawsuit complaint filing petition affidavit",
        "tweet post message statement",
        "bill law legislation measure act proposal plan",
    )
)
"""Nouns by which an article may take up the same document again."""
_MARKS = frozenset({"’s", "'s", "’", "'", '"', "“", "”", ","})
"""Tokens that are no part of what something is called."""
_SEVERAL = frozenset(
    "many some several most few both these those others two three four five all any every each no none".split()
)
"""Words that make of a noun several people, or a class of them."""
_NO_PART_OF_A_LABEL = frozenset(
    "a an the this that these those his her its their our my your another one some new newest most recent latest "
    "own".split()
)

_AGENCIES = frozenset({"department", "bureau", "office", "commission"})
"""Kinds of bodies that may be called an agency."""
CLEARLY_MORE = 3
"""How many times more often one of several organizations must be named to be 'the company'."""


def noun(casting: Casting, attribution: Attribution, phrase: Phrase) -> Settled:
    """Whom a phrase with a common noun for its head means."""
    head = phrase.noun
    if head in _SAYINGS and (phrase.owner or phrase.owner_pronoun):
        return _owner(casting, attribution, phrase)
    is_outlet_noun = phrase.definite and phrase.owner is None and head in _ANY_OUTLET
    if is_outlet_noun and (outlet := _short_form(casting, phrase)) is not None:
        return outlet, "rule:short-form"
    if is_document_noun(head) and not is_person_noun(head):
        return _document(casting, phrase), "rule:document"
    if is_organization_word(head) and not is_group_noun(head):
        return _organization(casting, attribution, phrase)
    return _several(casting, phrase) or _one(casting, attribution, phrase)


def _several(casting: Casting, phrase: Phrase) -> Settled | None:
    if not is_group_noun(phrase.noun) and not phrase.noun.isdigit() and not _is_plural(casting, phrase):
        return None
    both = pair(casting, phrase)
    return (_group(casting, phrase), "rule:group") if both is None else (both, "rule:pair")


def _one(casting: Casting, attribution: Attribution, phrase: Phrase) -> Settled:
    """One person, or a thing where nothing in the word says that it is somebody."""
    if is_person_noun(phrase.noun) or looks_like_person(phrase.noun) or phrase.noun in _SOMEBODY:
        return one_person(casting, attribution, phrase)
    return _document(casting, phrase), "rule:thing"


def _is_plural(casting: Casting, phrase: Phrase) -> bool:
    words = [t.text.lower() for t in casting.page.tokens.within(phrase.core)]
    if _SHARE.search(casting.page.text(phrase.span)):
        return True
    if phrase.noun in word_list("things"):
        return False
    return bool(words) and (
        words[0] in _SEVERAL
        or (phrase.noun.endswith("s") and not phrase.noun.endswith("ss") and not is_person_noun(phrase.noun))
    )


def _owner(casting: Casting, attribution: Attribution, phrase: Phrase) -> Settled:
    if phrase.owner is not None:
        return of_name(casting, phrase.owner), "rule:owner"
    assert phrase.owner_pronoun is not None
    return pronoun(casting, attribution, phrase.owner_pronoun, phrase.span)


def _document(casting: Casting, phrase: Phrase) -> int:
    """A document by its label; 'the report' is the latest that ends so, else the latest of the same sort."""
    name = _label(casting, phrase)
    if phrase.definite and " " not in name:
        sort = next((s for s in _SAME_SORT if phrase.noun in s), frozenset({phrase.noun}))
        for nouns in (frozenset({phrase.noun}), sort):
            for index in range(len(casting.casts) - 1, -1, -1):
                last = (casting.casts[index].name or "").split()[-1:]
                if casting.casts[index].type == "document" and last and last[0].lower() in nouns:
                    return index
    return add(casting, Cast("document", name, phrase=phrase, key=name.lower()))


def _label(casting: Casting, phrase: Phrase) -> str:
    """What a document or organization is called: its noun phrase up to its noun, without determiner, possessive and
    'new', 'recent'; an owner by name alone ('Ruiz campaign' for "Ms. Ruiz's campaign")."""
    tokens = list(casting.page.tokens.within(phrase.core))
    end = next((k for k in range(len(tokens), 0, -1) if tokens[k - 1].text.lower() == phrase.noun), len(tokens))
    tokens = tokens[:end]
    while len(tokens) > 1 and tokens[0].text.lower() in _NO_PART_OF_A_LABEL:
        if tokens[0].text == "New" and tokens[1].is_capitalised and not is_document_noun(tokens[1].text):
            break  # 'New Selby polls'
        tokens = tokens[1:]
    owner = phrase.owner
    if owner is not None and tokens[0].start <= owner.start:
        tokens = [t for t in tokens if not owner.start <= t.start < owner.own[0]]
    kept = " ".join(t.text for t in tokens if t.text not in _MARKS)
    return kept.replace(" / ", "/").replace(" ' ", "’ ")


def _organization(casting: Casting, attribution: Attribution, phrase: Phrase) -> Settled:
    if phrase.owner is not None:
        key = f"{phrase.owner.words[-1]} {phrase.noun}".lower()
        made = Cast("named organization", _label(casting, phrase), phrase=phrase, key=key)
        return add(casting, made), "rule:organization"
    if phrase.owner_pronoun in PERSONAL | PLURAL and phrase.noun == "campaign":
        index, rule = pronoun(casting, attribution, phrase.owner_pronoun or "", phrase.span)
        owner = casting.casts[index].entity if index is not None else None
        if owner is not None:
            name = f"{owner.words[-1]} {phrase.noun}"
            return add(casting, Cast("named organization", name, phrase=phrase, key=name.lower())), rule
    found = _short_form(casting, phrase) if phrase.definite and phrase.owner_pronoun is None else None
    if found is not None:
        return found, "rule:short-form"
    label = casting.page.text(phrase.core).lower()
    return add(casting, Cast("unnamed group", None, phrase=phrase, key=label)), "rule:unnamed"


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
    """The organization that 'the company' means, where only one named so far could be one, or is named far more often.

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
        and _may_be_called(phrase.noun, {w.lower() for w in e.words})
        # "The Alder Sound" may be water: an organization's name says so, or does without 'the'.
        and (
            any(is_organization_word(w) or w.isupper() for w in e.words)
            or not all(names[i].definite for i in e.mentions)
        )
    }
    ranked = sorted(possible.values(), key=lambda e: -len(e.mentions))
    if not ranked or (len(ranked) > 1 and len(ranked[0].mentions) < CLEARLY_MORE * len(ranked[1].mentions)):
        return None
    if phrase.noun == "agency" and ranked[0] is not next(iter(possible.values())):
        return None  # Another was named since.
    return of_name(casting, names[ranked[0].mentions[0]])


def _may_be_called(noun: str, words: Set[str]) -> bool:
    """Whether an organization with these words in its name may be 'the agency' or 'the company'."""
    return not (_OF_ITS_OWN_KIND - (_AGENCIES if noun == "agency" else frozenset())) & words


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
    return add(casting, Cast("unnamed group", None, phrase=phrase, key=label))
