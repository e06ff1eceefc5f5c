"""Whom an epithet means that nothing on the page explains: who is spoken of, or whom the article is about."""

from __future__ import annotations

from functools import cache

from onrecord.sources.casts import MANY, Casting
from onrecord.sources.entity import HE, SHE, Entity
from onrecord.sources.epithets import ANYBODY
from onrecord.sources.lexicon import is_people, words
from onrecord.sources.page import Page
from onrecord.sources.pronouns import antecedent
from onrecord.sources.roles import normalised_role
from onrecord.types import Span

PARTIES = {
    w: p
    for p, ws in {"R": "republican republicans gop", "D": "democratic democrat democrats", "L": "libertarian"}.items()
    for w in ws.split()
}
"""Words for a party -> the party."""
MEMBER = frozenset({"representative", "congressman", "congresswoman", "lawmaker"})
RUNNING = frozenset({"candidate", "nominee", "front-runner", "frontrunner", "hopeful", "contender"})
_TRADES = frozenset(
    "billionaire businessman businesswoman celebrity developer magnate millionaire mogul star tycoon".split()
)
"""What somebody may be known for who runs for an office."""
_NO_OFFICE = (
    RUNNING
    | _TRADES
    | frozenset(
        "ally challenger critic democrat favorite friend host leader opponent republican rival supporter".split()
    )
)
"""What somebody may be beside an office or a profession."""
_PARTISANS = frozenset({"democrat", "republican", "libertarian", "conservative"})
_OFFICES = frozenset(
    "agent attorney chief clerk coach counsel deputy director doctor judge justice lawyer magistrate manager minister "
    "moderator officer president prosecutor secretary sheriff speaker spokesman spokesperson spokeswoman".split()
)
"""Nouns for those who hold an office beside the people that an article is about: never taken from the context alone."""
_QUOTES = frozenset("\"”'’")
_KIN = frozenset(
    "boy brother daughter father girl husband immigrant mother neighbor refugee relative resident sister wife".split()
)
"""Nouns for people beside those whom an article is about."""
_OF_HIM = frozenset({"his", "her", "him"})
_OPENERS = frozenset("after as because before if since though unless when while".split())
"""Words that begin a clause which may say more of whom the main clause names."""
CLEARLY_MAIN = 2
"""How many times more often than anybody else the article must name the one whom 'the director' alone means."""
LEAST_NAMED = 2
"""How often the article must name somebody whom an epithet means that nothing on the page explains."""


def in_context(casting: Casting, core: Span, noun: str, lead: float) -> int | None:
    """A name of whom an epithet means that the page does not explain: who is spoken of right before, or who is named
    in its sentence or far more often than anybody else, if named more than once.
    """
    page = casting.page
    more = [t.text for t in page.tokens.within((core[0] + 3, core[1])) if t.is_capitalised]
    has_more = bool(more) and all(w in _of_places() or w.lower() in PARTIES for w in more)
    of_another = bool(more) and not has_more and noun in _titles()
    if of_another or not _may_be_of_context(page, core, noun, lead):
        return None
    party = noun in RUNNING and any(t.text.lower() in PARTIES for t in page.tokens.within(core))
    decision = antecedent(page, casting.heard, None, core, 0.0 if party else lead)
    here = _of_own_sentence(page, core)
    told = here is not None or page.text((max(0, core[0] - 3), core[0])).strip()[-1:] in _QUOTES
    excluded = [] if told else _meant_before(casting, core)
    spoken = decision.entity
    if spoken is not None and page.is_person(spoken) and spoken not in excluded:
        if noun in _titles() and not has_more and not _is_main(page, spoken):
            return None  # 'The judge' alone may be somebody the article never names.
        if _may_be(page, spoken, core):
            return spoken.mentions[0]
    if noun not in RUNNING | _TRADES and not (noun in _titles() and (has_more or _is_former(page, core))):
        return None
    left = [e for e in decision.candidates if page.is_person(e) and _may_be(page, e, core)]
    meant = (here, _main_beside(page, core), left[0] if len(left) == 1 else None)
    return next((e.mentions[0] for e in meant if e is not None and e not in excluded and _may_be(page, e, core)), None)


def _may_be_of_context(page: Page, core: Span, noun: str, lead: float) -> bool:
    """Whether an epithet may mean somebody of whom the page does not say what it says: no office beside them."""
    if any(t.text in words("peoples") and t.text.lower() not in PARTIES for t in page.tokens.within(core)):
        return False  # 'the Russian president' is not whom the page has just named without any office.
    former = _is_former(page, core)
    if noun in ANYBODY - _PARTISANS or (noun in _OFFICES and not former):
        return False
    telling = noun in RUNNING | _TRADES | _PARTISANS | MEMBER | _titles()
    # 'The mother' by the way is seldom whom the article is about.
    return not lead or telling or former or (noun not in _KIN and _main(page) is not None)


def _is_former(page: Page, core: Span) -> bool:
    """Whether an office is a former one: 'the former director' is somebody whom the article knows otherwise."""
    return any(t.text.lower() in ("former", "retired") for t in page.tokens.within(core)[:2])


@cache
def _of_places() -> frozenset[str]:
    """The words in the names of places: 'the Florida senator' is somebody's, 'the Puerto Rican governor' another's."""
    return frozenset(w for place in words("places") for w in place.split())


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.lower() for t in words("titles"))


def _main_beside(page: Page, core: Span) -> Entity | None:
    """The main person, unless the epithet's sentence has just named somebody else who may be meant."""
    main = _main(page)
    people = page.people_in(page.tokens.sentence(core[0]))
    return None if any(s < core[0] and e is not main and _may_be(page, e, core) for s, e in people) else main


def _meant_before(casting: Casting, core: Span) -> list[Entity]:
    """Whom the last subject before an epithet in its sentence means: 'He lost to the mogul' is of two people."""
    page = casting.page
    begin, _ = sentence = page.tokens.sentence(core[0])
    lately = ((h.span[0], h.entity) for h in casting.heard[-MANY:] if page.text(h.span).lower() not in _OF_HIM)
    heard = [(start, e) for start, e in lately if e is not None and begin <= start < core[0]]
    named = [(start, e) for start, e in page.people_in(sentence) if start < core[0]]
    subjects = sorted(((s, e) for s, e in (*heard, *named) if not _is_object(page, s)), key=lambda m: m[0])
    # Of another clause: 'Ruiz was late because the rain kept the mogul'.
    return [e for s, e in subjects[-1:] if not any(t.text in _OPENERS for t in page.tokens.within((s, core[0])))]


def _is_object(page: Page, start: int) -> bool:
    """Whether what begins there is no subject: a verb or a preposition stands right before, or it owns what follows."""
    before = page.text((page.tokens.before(start), start)).strip()
    governed = before.islower() and before.isalpha() and before not in _OPENERS | {"and", "that", "but", "or"}
    name = next((n for n in page.names_near(start) if n.start == start), None)
    return governed or (name is not None and page.text((name.end, name.end + 1)) in ("’", "'"))


def _of_own_sentence(page: Page, core: Span) -> Entity | None:
    """The one person named before an epithet in its sentence, where it begins a clause: 'Ruiz lost after the mogul'."""
    begin, _ = sentence = page.tokens.sentence(core[0])
    before = page.tokens.within((begin, core[0]))
    named = {id(e): e for start, e in page.people_in(sentence) if start < core[0]}
    return next(iter(named.values())) if len(named) == 1 and before and before[-1].text in _OPENERS else None


def goes_on(page: Page, offset: int) -> bool:
    """Whether 'and' comes next, so that the phrase goes on to a second role ('the pilot and television star')."""
    return page.text((offset, offset + 5)) == " and "


def _may_be(page: Page, entity: Entity, core: Span) -> bool:
    """Whether an epithet may mean somebody: named more than once, of no other office, of no other party."""
    wanted = {PARTIES[w] for t in page.tokens.within(core) if (w := t.text.lower()) in PARTIES}
    parties = {PARTIES.get(w.lower(), w[:1]) for w in _said(page, entity) if w.lower() in PARTIES or w[1:2] == "-"}
    other = wanted and parties and not wanted & parties
    if len(entity.mentions) < LEAST_NAMED or other or _is_other(page, entity):
        return False
    return entity.pronoun is None or _next_pronoun(page, core) in (None, entity.pronoun)


def _next_pronoun(page: Page, core: Span) -> str | None:
    """'he' or 'she' where the sentence goes on with a form of it before it names anybody: 'the mogul and his men'."""
    sentence = page.tokens.sentence(core[0])
    named = min((start for start, _ in page.people_in(sentence) if start >= core[1]), default=sentence[1])
    found = (t.text.lower() for t in page.tokens.within((core[1], named)) if t.text.lower() in HE | SHE)
    word = next(found, None)
    return None if word is None else "he" if word in HE else "she"


def _main(page: Page) -> Entity | None:
    """The one person whom the article names far more often than anybody else: who runs is then most likely that one."""
    most = max((page.entity(i) for i in range(len(page.names))), key=_weight, default=None)
    return most if most is not None and most.sort == "person" and _is_main(page, most) else None


def _weight(entity: Entity) -> int:
    return len(entity.mentions) * (entity.sort == "person")


def _is_main(page: Page, entity: Entity) -> bool:
    """Whether the article names nobody else half as often."""
    others = {
        id(e): len(e.mentions)
        for e in map(page.entity, range(len(page.names)))
        if e is not entity and e.sort == "person"
    }
    return CLEARLY_MAIN * max(others.values(), default=0) <= len(entity.mentions)


def _is_other(page: Page, entity: Entity) -> bool:
    """Whether the page says what somebody is, other than that they run for an office: an epithet would say the same."""
    return any(is_people(w) and w.lower().removesuffix("s") not in _NO_OFFICE for w in _said(page, entity))


def _said(page: Page, entity: Entity) -> list[str]:
    """The words of somebody's roles and affiliations, without what a relative clause says of others."""
    found = page.roles(entity)
    roles = (normalised_role(page.text(s)) for s in found.roles)
    return [w for text in (*roles, *(page.text(s) for s in found.affiliations)) for w in text.split()]
