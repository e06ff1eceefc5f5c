"""People by what the page says that they are: 'the senator', 'the Democratic nominee', 'the businessman'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Set
from functools import cache

from onrecord.sources.casts import Casting
from onrecord.sources.context import MEMBER, PARTIES, RUNNING, goes_on, in_context
from onrecord.sources.lexicon import in_full, is_person_noun
from onrecord.sources.page import Page
from onrecord.types import Span

_OTHER_OFFICE = frozenset({"prime", "deputy", "vice", "assistant", "associate"})
"""Words that make of an office another."""
CLEARLY_MORE = 3
"""How many times more often one of two holders of an office must be named to be the one that is meant."""
_SAME_OFFICE = {
    "congressman": MEMBER,
    "congresswoman": MEMBER,
    "lawmaker": MEMBER | {"senator"},
    "candidate": RUNNING,
    "hopeful": RUNNING,
    "contender": RUNNING,
    "front-runner": RUNNING - {"nominee"},
    "nominee": frozenset({"nominee"}),
    "chief": frozenset({"chief", "director", "chairman"}),
    "boss": frozenset({"boss", "chief", "director", "executive"}),
}
"""Head noun -> the role nouns under which the page may have introduced its holder."""


def holders_of(casting: Casting, core: Span, span: Span, noun: str) -> tuple[int, ...]:
    """The people (by a name of theirs) of whom the page says that they are `noun`; more than one where open.

    `core` is the phrase up to its noun, `span` all of it. The one whose roles have most words of the phrase; of several
    the one whom the article names far more often. What the phrase adds ('of Eastport', 'deputy', a party) must be among
    what the page says of them.
    """
    page = casting.page
    return _holders(casting, core, span, noun, range(bisect_left(page.names, span[0], key=lambda n: n.start)))


def unexplained(casting: Casting, core: Span, span: Span, noun: str, *, lead: float = 0.0) -> int | None:
    """Whom the phrase means of whom nothing before it says so: who is spoken of, or who is introduced by it later.

    Who is spoken of must be so by `lead` more clearly than anybody else.
    """
    if not is_person_noun(noun):
        return None
    meant = in_context(casting, core, noun, lead) if core == span or goes_on(casting.page, core[1]) else None
    if meant is not None:
        return meant
    page = casting.page
    first = bisect_left(page.names, span[1], key=lambda n: n.start)
    later = sorted(_holders(casting, core, span, noun, range(first, len(page.names))), key=lambda i: _first(page, i))
    # A headline says what somebody is whom the article names at once.
    told = later[:1] if later and page.is_at_top(span[0]) else later
    return told[0] if len(told) == 1 and _first(page, told[0]) >= first else None


def _first(page: Page, i: int) -> int:
    """The first name of the person of name `i`."""
    return page.entity(i).mentions[0]


def _holders(casting: Casting, core: Span, span: Span, noun: str, among: Iterable[int]) -> tuple[int, ...]:
    page = casting.page
    wanted = _in_lower_case(page, core)
    added = {t.text.lower() for t in page.tokens.within((core[1], span[1])) if t.is_capitalised}
    found: dict[int, tuple[int, int]] = {}
    latest = {id(page.entity(i)): i for i in among}
    for i in latest.values():
        entity = page.entity(i)
        if entity.sort not in ("person", "unknown"):
            continue
        said = page.role_words(entity) | casting.called_words(entity)
        if _holds(said, noun, wanted, added):
            found[id(entity)] = len(wanted & said), i
    most = max((overlap for overlap, _ in found.values()), default=0)
    best = sorted((i for overlap, i in found.values() if overlap == most), key=lambda i: -_before(page, i, span[0]))
    if len(best) > 1 and _before(page, best[0], span[0]) >= CLEARLY_MORE * _before(page, best[1], span[0]) > 0:
        best = best[:1]
    return tuple(best)


def _in_lower_case(page: Page, span: Span) -> set[str]:
    return {t.text.lower() for t in page.tokens.within(span)}


def _before(page: Page, i: int, offset: int) -> int:
    """How often the person of name `i` is named before the offset."""
    return sum(page.names[k].start < offset for k in page.entity(i).mentions)


def _holds(said: frozenset[str], noun: str, wanted: set[str], added: set[str]) -> bool:
    parties = {PARTIES[w] for w in said if w in PARTIES}
    parties_wanted = {PARTIES[w] for w in wanted if w in PARTIES}
    if not added <= said or wanted & _OTHER_OFFICE - said or said & _OTHER_OFFICE - wanted:
        return False
    states = _states(said)
    if states and _states(wanted) - states:
        return False
    if noun in ("nominee", "candidate") and parties and parties == parties_wanted:
        return True
    offices = _SAME_OFFICE.get(noun, frozenset({noun}))
    return bool(offices & said) and (not parties or parties >= parties_wanted)


def _states(said: Set[str]) -> set[str]:
    """The states among the words, by the last word of their name."""
    return {w for w in said if w in _state_words()}


@cache
def _state_words() -> frozenset[str]:
    return frozenset(full.lower().split()[-1] for full in in_full("states").values())
