"""Whether a speaker of the original is the one whom the article names: 'SEN. HOLM' and 'Greta Holm', 'THE MAYOR'.

Says 'other' only where two proper names have nothing in common, or where the original has the article's speaker under
another label; what is open stays 'not known'.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from onrecord.types import Source
from onrecord.variants.lexicon import words as listed
from onrecord.variants.originals_values import Agreement

_ASKS = frozenset("q question reporter reporters interviewer moderator host questioner correspondent anchor".split())
"""Labels of those who ask: where the article's speaker has a label of their own, it is not they who ask."""
_ANYBODY = frozenset("unidentified unknown participant caller male female man woman member audience voice".split())
"""Labels of whom the transcript does not know, as are those with a number."""
_FILLING = frozenset("the of and a an for to jr sr ii iii iv esq phd md".split())
_MEN, _WOMEN = frozenset({"mr", "mister", "sir", "lord"}), frozenset({"mrs", "ms", "miss", "dame", "lady"})
_SHORT = {"sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "sec": "secretary"}
_NAME_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
ALIKE = 80
"""Likeness of two family names, of 100, from which one may be the other misspelt."""


FULL = 2
"""Words of a name from which it is more than a first or a last name."""


def is_title(word: str) -> bool:
    """Whether a word is a title or an honorific ('Sen.', 'Mayor')."""
    return word.strip(".,").lower() in listed("titles")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without titles, roles and initials' stops; empty where it is only a role."""
    return tuple(
        w
        for w in _folded(name)
        if w not in listed("titles") | listed("transcript_roles") | _FILLING | _ANYBODY and not w.isdigit()
    )


def has_name(printed: str, name: str) -> bool:
    """Whether words have a name, or a word of it: 'Senator Holm' has that of Greta Holm, 'the senator' has not."""
    return not {*name_words(printed)}.isdisjoint(name_words(name))


@lru_cache(maxsize=1 << 12)
def agreement(source: Source | None, label: str, labels: frozenset[str]) -> Agreement:
    """Whether whom the original calls `label` is the article's `source`; `labels` are all whom the original names."""
    if source is None or source.name is None:
        return "not known"
    if source.type != "named person":
        return "same" if name_words(label) == name_words(source.name) != () else "not known"
    if not name_words(label):
        return _by_role(source, label, labels)
    named = _by_name(source.name, label)
    if named == "same":
        return "same" if _alone(source.name, label, labels) else "not known"
    if named == "not known" and _are_two(source.name, label, labels):
        return "other"
    return named


def _by_name(name: str, label: str) -> Agreement:
    """Two names of persons: one may leave out what the other has, and an initial stands for a word."""
    one, two = name_words(name), name_words(label)
    if not one or not two:
        return "not known"
    if _within(one, two) or _within(two, one):
        return "same"
    return "not known" if _shares(one, two) else "other"


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of `short` is one of `long` or its initial, and two full names end in the same one."""
    if len(short) >= FULL and short[-1] != long[-1]:
        return False
    whole = [w for w in short if len(w) > 1]
    return bool(whole) and all(any(w == v or (len(w) == 1 and v[0] == w) for v in long) for w in short)


def _shares(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return bool(set(one) & set(two)) or any(ratio(v, w) >= ALIKE for v in one for w in two)


def _alone(name: str, label: str, labels: Iterable[str]) -> bool:
    """Whether no other of `labels` may mean somebody else of that name: 'MR. HOLM' beside 'MS. HOLM'."""
    if min(len(name_words(label)), len(name_words(name))) >= FULL:
        return True
    alike = {other for other in labels if "same" in (_by_name(label, other), _by_name(name, other))}
    full = {words for other in alike if len(words := name_words(other)) >= FULL}
    if any(not _within(a, b) and not _within(b, a) for a in full for b in full):
        return False
    titles = {t for other in (*alike, label) for t in _folded(other)}
    return not (titles & _MEN and titles & _WOMEN)


def _are_two(name: str, label: str, labels: Iterable[str]) -> bool:
    """Whether two full names that share a word are those of two people whom the original names both."""
    apart = set(name_words(label)) - set(name_words(name))
    if len(name_words(label)) < FULL or any(ratio(v, w) >= ALIKE for v in apart for w in name_words(name)):
        return False
    return any(_is_full(name, other) for other in labels if other != label)


def _is_full(name: str, other: str) -> bool:
    """Whether `other` prints all of a name of several words."""
    return len(name_words(name)) >= FULL and set(name_words(name)) <= set(name_words(other))


def _by_role(source: Source, label: str, labels: Collection[str]) -> Agreement:
    """A label without a name: the office is the source's, or the source speaks under another label."""
    assert source.name is not None
    role = _role(label)
    if role and any(_role(own) == role for own in (*source.roles, source.name)):
        return "same"
    elsewhere = any(_by_name(source.name, other) == "same" for other in labels)
    asks = bool(set(_folded(label)) & _ASKS)
    anybody = bool(set(_folded(label)) & _ANYBODY) or any(c.isdigit() for c in label)
    return "other" if elsewhere and (asks or role) and not anybody else "not known"


def _role(text: str) -> tuple[str, ...]:
    """The words of the office in a label or role, in full: 'THE SENATOR' and 'Sen.' are one."""
    return tuple(_SHORT.get(w, w) for w in _folded(text) if w in listed("titles"))


def _folded(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return [re.sub(r"[’'-]", "", w) for w in _NAME_WORD.findall(plain)]
