"""Role phrases: what the words say that somebody is, and of what ('director of research at the Alder Center')."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.sources.function_words import RELATIVE
from onrecord.sources.lexicon import in_full, is_people, is_person_noun, words
from onrecord.sources.name import Name
from onrecord.tokens import Token
from onrecord.types import Span

OF = frozenset({"of", "for", "at", "with", "from", "in", "on", "to"})
DETERMINERS = frozenset("a an the one another its his her their our my".split())
MODIFIERS = frozenset("Prime Deputy Vice Acting Assistant Associate Defense Defence Foreign Interior Finance".split())
"""Words before a title that belong to the office."""
EARLIER = frozenset({"former", "then", "ex"})
POSSESSIVE = frozenset({"’s", "'s", "’", "'"})
_ENDS = (OF - {"of", "for"}) | RELATIVE | {"by", "since", "until", "during"}
"""Words that end a role after its noun: what follows says where, or what somebody did."""
_GOES_ON = frozenset("of for and emeritus elect designate".split())
MAX_ROLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Roles:
    """Spans of roles and of affiliations as printed, and of the whole phrase that says why somebody can speak."""

    roles: tuple[Span, ...] = ()
    affiliations: tuple[Span, ...] = ()
    justification: tuple[Span, ...] = ()

    def __add__(self, other: Roles) -> Roles:
        return Roles(
            _joined(self.roles, other.roles),
            _joined(self.affiliations, other.affiliations),
            _joined(self.justification, other.justification),
        )


def _joined(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    return (*one, *(s for s in other if s not in one))


def is_role_word(word: str) -> bool:
    """Whether `word` is a title or a noun for a person."""
    return word in words("titles") or is_person_noun(word)


def may_stand_in_role(token: Token) -> bool:
    """Whether a word may belong to a role that a name follows at once: no verb, preposition or determiner."""
    word = token.text.lower()
    if not token.is_word:
        return token.text in POSSESSIVE
    if word in words("role_breaks") or word in DETERMINERS:
        return False
    if token.is_capitalised or is_person_noun(word) or word in words("role_words"):
        return True
    return not word.endswith(("ed", "ing", "s", "ly"))


def role_phrase(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """A role phrase into role and affiliation: 'director of the Alder Center', 'Post blogger', "the port's pilot"."""
    phrase = without_determiners(phrase)
    span = (phrase[0].start, phrase[-1].end)
    inside = [n for n in names if span[0] <= n.start and n.end <= span[1]]
    if not inside:
        owner = next((k for k, t in enumerate(phrase[:-1]) if t.text in POSSESSIVE), -1)
        role = _role(phrase[owner + 1 :])
        return Roles((role,) if role else (), (), (span,))
    first = inside[0]
    left = [t for t in phrase if t.end <= first.start]
    if any(is_people(t.text) for t in left):
        role = _role(left)
        return Roles((role,) if role else (), tuple((n.start, n.end) for n in inside[:2]), (span,))
    return _owned(phrase, inside, span)


def _owned(phrase: Sequence[Token], inside: Sequence[Name], span: Span) -> Roles:
    """Role words after the name that they belong to: "Post blogger", "the port's pilot in Selby"."""
    first, *others = inside
    right = [t for t in phrase if t.start >= first.end and t.text not in POSSESSIVE]
    border = next((n.start for n in others if any(t.text.lower() in OF for t in right if t.end <= n.start)), span[1])
    role = _role([t for t in right if t.start < border])
    after = [n.own for n in others[:1] if right and any(t.text.lower() in OF for t in right if t.end <= n.start)]
    rest = [t for t in phrase if t.start >= border]
    if role is None and not after and rest:
        return role_phrase(rest, others)
    return Roles((role,) if role else (), ((first.start, first.end), *after), (span,))


def _role(phrase: Sequence[Token]) -> Span | None:
    """The role alone: without what follows its noun in the manner of a clause, and without what leads to a name."""
    kept = list(without_determiners(phrase))
    seen = False
    for k, token in enumerate(kept):
        word = token.text.lower()
        if seen and (word in _ENDS or (word.endswith(("ing", "ly")) and word not in words("role_words"))):
            kept = kept[:k]
            break
        seen = seen or is_people(word)
    while kept and (kept[-1].text.lower() in OF | DETERMINERS | {"and", "now", "under"} or not kept[-1].is_word):
        kept.pop()
    while kept and not kept[0].is_word:
        kept = kept[1:]
    heads = [k for k, t in enumerate(kept) if is_people(t.text) or t.text in words("titles")]
    if not heads or not _is_end(kept[heads[-1] + 1 :]):
        return None
    return kept[0].start, kept[-1].end


def _is_end(rest: Sequence[Token]) -> bool:
    """Whether a role may end before `rest`, or go on with 'of', 'for' or a joined noun; a noun makes it another's."""
    return not rest or rest[0].text.lower() in _GOES_ON or not rest[0].is_word


def without_determiners(phrase: Sequence[Token]) -> Sequence[Token]:
    """The tokens without determiners at their start."""
    kept = list(phrase)
    while len(kept) > 1 and kept[0].text.lower() in DETERMINERS:
        kept = kept[1:]
    return kept


def described(names: Sequence[Name], phrase: Sequence[Token]) -> Roles:
    """What a role phrase that stands for somebody says ('the Democratic nominee', "the port's director")."""
    return role_phrase(phrase, names) if phrase else Roles()


def normalised_role(text: str) -> str:
    """A role in lower case and in full ('Sen.' is 'senator'); names in it keep their capitals."""
    parts = text.split()
    full = in_full("titles")
    known = [full.get(w, w.lower() if w in words("titles") or is_person_noun(w) else w) for w in parts]
    adjectives = EARLIER | {"senior"} | {w.lower() for w in MODIFIERS}
    return " ".join(w.lower() if w.lower() in adjectives else w for w in known)


def is_outlet(printed: Sequence[str]) -> bool:
    """Whether a name is a news outlet's, by its words."""
    return any(w in words("media") and w[0].isupper() for w in printed) and not any(
        w.lower() in ("conference", "secretary", "office", "club", "association") for w in printed
    )


def is_journalist(roles: Sequence[str]) -> bool:
    """Whether one of the roles is that of somebody who speaks through an outlet."""
    return any(part in words("journalists") for role in roles for part in role.lower().split())
