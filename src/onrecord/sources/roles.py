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
DETERMINERS = frozenset("a an the one another those these other its his her their our my".split())
MODIFIERS = frozenset("Prime Deputy Vice Acting Assistant Associate Defense Defence Foreign Interior Finance".split())
"""Words before a title that belong to the office."""
EARLIER = frozenset({"former", "then", "ex"})
ADJECTIVES = EARLIER | frozenset(
    "apparent conservative current fellow famed leading liberal likely longtime onetime outgoing presumptive presumed "
    "prominent retired self-described senior top veteran".split()
)
"""Adjectives of a role, capitalised where they begin a sentence."""
POSSESSIVE = frozenset({"’s", "'s", "’", "'"})
_ENDS = (OF - {"of", "for"}) | RELATIVE | frozenset("by since until during known born led seen held based".split())
"""Words that end a role after its noun: what follows says where, or what somebody did."""
_NEVER_LAST = OF | DETERMINERS | EARLIER | {"and", "now", "under"}
_QUOTES = frozenset("\"“”'")
_AFTER_PASSIVE = OF | {"by", "as", "one"}
"""Words by which a verb in '-ed' shows as a passive: 'the mayor challenged by …', but not 'the mayor looked ill'."""
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
    if word in words("role_breaks") or word in DETERMINERS or word.endswith(("n't", "n’t")):
        return False
    if token.is_capitalised or is_person_noun(word) or word in words("role_words"):
        return True
    return not word.endswith(("ed", "ing", "s", "ly"))


def role_phrase(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """A role phrase into role and affiliation: 'director of the Alder Center', 'Post blogger', "the port's pilot"."""
    phrase = without_determiners(phrase)
    span = (phrase[0].start, phrase[-1].end)
    inside = [n for n in names if span[0] <= n.start and n.end <= span[1] and not _is_adjective(n)]
    if not inside:
        noun = next((k for k, t in enumerate(phrase) if is_people(t.text)), len(phrase))
        owner = next((k for k, t in enumerate(phrase[: min(noun, len(phrase) - 1)]) if t.text in POSSESSIVE), -1)
        return Roles(_roles(phrase[owner + 1 :]), (), (span,))
    first = inside[0]
    left = [t for t in phrase if t.end <= first.start]
    right = next((t for t in phrase if t.start >= first.end), None)
    owns = right is not None and right.text.islower() and is_people(right.text)  # "a stalwart Ruiz supporter"
    if owns and left and left[-1].text == "and" and any(is_people(t.text) for t in left):
        # "columnist and Post contributor"
        rest = role_phrase([t for t in phrase if t.start >= first.start], names)
        return Roles(_roles(left[:-1]) + rest.roles, rest.affiliations, (span,))
    if any(is_people(t.text) for t in left) and not owns:
        return Roles(_roles(left), tuple((n.start, n.end) for n in inside[:2]), (span,))
    second = _second(phrase, inside)
    if second is not None:
        rest = role_phrase([t for t in phrase if t.start >= second.start], names)
        one = _owned([t for t in phrase if t.start < second.start], inside[:1], span)
        return one + Roles(rest.roles, rest.affiliations)
    return _owned(phrase, inside, span)


def _is_adjective(name: Name) -> bool:
    """Whether what was taken for a name is the capitalised adjective of a role that begins a sentence."""
    return len(name.words) == 1 and name.words[0].lower() in ADJECTIVES


def _second(phrase: Sequence[Token], inside: Sequence[Name]) -> Name | None:
    """The name that begins a second role without a word between: 'Post contributor Herald columnist'."""
    for name in inside[1:]:
        before = [t for t in phrase if t.end <= name.start]
        ends = any(is_person_noun(t.text) for t in phrase if t.start >= name.end)
        if before and ends and is_person_noun(before[-1].text):
            return name
    return None


def _owned(phrase: Sequence[Token], inside: Sequence[Name], span: Span) -> Roles:
    """Role words after the name that they belong to: "Post blogger", "the port's pilot in Selby"."""
    first, *others = inside
    right = [t for t in phrase if t.start >= first.end and t.text not in POSSESSIVE]
    border = next((n.start for n in others if any(t.text.lower() in OF for t in right if t.end <= n.start)), span[1])
    roles = _roles([t for t in right if t.start < border])
    after = [n.own for n in others[:1] if right and any(t.text.lower() in OF for t in right if t.end <= n.start)]
    rest = [t for t in phrase if t.start >= border]
    if not roles and not after and rest:
        return role_phrase(rest, others)
    return Roles(roles, ((first.start, first.end), *after), (span,))


def _roles(phrase: Sequence[Token]) -> tuple[Span, ...]:
    """The role in a phrase, or the two that 'and' joins: 'pilot and part-time mayor'."""
    role = _role(phrase)
    if role is None:
        return ()
    kept = [t for t in phrase if role[0] <= t.start < role[1]]
    for k, token in enumerate(kept[1:-1], 1):
        noun = token.text == "and" and is_person_noun(kept[k - 1].text)
        if noun and any(is_person_noun(t.text) for t in kept[k + 1 :]):
            return (role[0], kept[k - 1].end), (without_determiners(kept[k + 1 :])[0].start, role[1])
    return (role,)


def _role(phrase: Sequence[Token]) -> Span | None:
    """The role alone: without what follows its noun in the manner of a clause, and without what leads to a name."""
    kept = list(without_determiners(phrase))
    noun = next((k for k, t in enumerate(kept) if is_people(t.text)), 0)
    # "a Selby, Vt., native"
    kept = kept[max((k + 1 for k, t in enumerate(kept[:noun]) if t.text == ","), default=0) :]
    seen = False
    for k, token in enumerate(kept):
        if seen and _ends_role(kept, k):
            kept = kept[:k]
            break
        seen = seen or is_people(token.text)
    while kept and (
        kept[-1].text.lower() in OF | DETERMINERS | EARLIER | {"and", "now", "under"} or not kept[-1].is_word
    ):
        kept.pop()
    while kept and (not kept[0].is_word or kept[0].text.lower() in ("and", "or")):
        kept = kept[1:]
    heads = [k for k, t in enumerate(kept) if is_people(t.text) or t.text in words("titles")]
    if not heads or not _is_end(kept[heads[-1] + 1 :]):
        return None
    return kept[0].start, kept[-1].end


def _ends_role(phrase: Sequence[Token], k: int) -> bool:
    """Whether the word there, after a role's noun, begins what is no part of the role."""
    word = phrase[k].text.lower()
    if word.endswith("ed") and k + 1 < len(phrase):
        return phrase[k + 1].text in _AFTER_PASSIVE
    return word in _ENDS | _QUOTES or (word.endswith(("ing", "ly")) and word not in words("role_words"))


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
