"""Names put right by what the rest of the article prints: in headlines, lone roles, places before a last name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from onrecord.sources.lexicon import INITIAL, is_given_name, is_group_noun, is_organization_word, is_person_noun, words
from onrecord.sources.name import Name, Sort
from onrecord.tokens import Token, Tokens

MAX_WORDS = 12
PERSON, MOST_OF_A_PERSON = 2, 3
"""Words of a person's name, and of the longest that nothing else is taken to stand before."""
_GENERIC = frozenset({"super", "pac", "pacs", "the"})
"""Words with a capital of which no name consists ('a Super PAC')."""
_ADJECTIVES = ("ed", "ing", "al", "ic", "ive", "ful", "ous", "less", "ish", "ary")
"""Endings of adjectives that may open a headline."""
_PARTISANS = frozenset(
    "Democrat Republican Libertarian Conservative Socialist Texan Floridian Californian Ohioan Iowan Virginian "
    "Vermonter Kentuckian Georgian Kansan Arizonan Alaskan Hawaiian Nebraskan Minnesotan Pennsylvanian Michigander "
    "Marylander Louisianan Mississippian Hoosier Nevadan Utahn Briton Londoner".split()
)
"""Nouns for a person that always have a capital."""


def settled(tokens: Tokens, found: Sequence[Name]) -> tuple[Name, ...]:
    """The names found in running text without those that are none, and with those of the headlines, in order."""
    known = _last_words(found)
    whole = {n.words for n in found}
    kept = [_without_label(_without_place(n, known)) for n in _without_lone_roles(found)]
    kept = [_without_opener(tokens, n, whole) for n in kept]
    return tuple(sorted((*kept, *_in_headlines(tokens, kept)), key=lambda n: n.start))


def _last_words(found: Sequence[Name]) -> frozenset[str]:
    """The last words of the names that a given name or a title shows to be a person's."""
    return frozenset(
        n.words[-1] for n in found if n.title or n.honorific or (n.words[1:] and is_given_name(n.words[0]))
    )


def _without_place(name: Name, known: frozenset[str]) -> Name:
    """A last name without the place that happens to stand before it ('In Vermont Ruiz said …')."""
    two = len(name.words) > 1 and name.sort == "person" and name.title is None
    if not two or " ".join(name.words[:-1]) not in words("places") or name.words[-1] not in known:
        return name
    start = name.end - len(name.words[-1])
    return replace(name, start=start, own=(start, name.end), words=name.words[-1:], sort="unknown")


def _without_label(name: Name) -> Name:
    """A person's name without the party, place or body before its given name: 'Vermont Democrat Ana Ruiz'."""
    size = len(name.words)
    k = next((k for k in range(1, size - 1) if is_given_name(name.words[k]) and len(name.words[k]) > INITIAL), 0)
    if not k or name.sort not in ("person", "place", "unknown") or is_given_name(name.words[0]):
        return name
    before = name.words[:k]
    label = " ".join(before) in words("places") or any(
        w in _PARTISANS or w.isupper() or is_person_noun(w) for w in before
    )
    if not label and size - k > PERSON:
        return name
    return _cut(name, k) if label or size > MOST_OF_A_PERSON else name


def _without_opener(tokens: Tokens, name: Name, whole: Set[tuple[str, ...]]) -> Name:
    """A name without the adjective that opens the sentence: 'Understated Ruiz wins', of an Ana Ruiz."""
    two = len(name.words) > 1 and name.title is None and name.honorific is None
    first = tokens.within((name.start, name.start + 1))
    opens = two and bool(first) and first[0].first and name.words[0] not in tokens.capitals
    if not opens or is_given_name(name.words[0]) or is_organization_word(name.words[-1]):
        return name
    adjective = name.words[0].endswith(_ADJECTIVES) or name.words[0].lower() in tokens.lower_case
    in_full = any(len(w) > 1 and w[-1] == name.words[-1] and w != name.words for w in whole)
    return _cut(name, 1) if adjective and in_full and name.words[1:] in whole else name


def _cut(name: Name, k: int) -> Name:
    """The name without its first `k` words, which are one token each."""
    rest = name.words[k:]
    start = name.end - len(" ".join(rest))
    sort: Sort = "person" if len(rest) > 1 else "unknown"
    return replace(name, start=start, own=(start, name.end), words=rest, sort=sort)


def _without_lone_roles(found: Sequence[Name]) -> list[Name]:
    """The names without those that are only a role ('the President'), unless somebody's last name is that word."""
    last = {n.words[-1] for n in found if len(n.words) > 1 or n.title or n.honorific}
    found = [n for n in found if not _GENERIC.issuperset(w.lower() for w in n.words)]
    return [n for n in found if len(n.words) > 1 or n.title or n.honorific or n.words[0] in last or not _is_role(n)]


def _is_role(name: Name) -> bool:
    word = name.words[0]
    if name.definite and word not in words("titles") and word not in _PARTISANS and not word.isupper():
        return False  # "The Advocate" has its capital as a newspaper.
    return word in words("titles") or is_person_noun(word) or (word.isupper() and is_group_noun(word))


def _in_headlines(tokens: Tokens, found: Sequence[Name]) -> Iterator[Name]:
    """In headlines, the names that the article prints elsewhere, whole or by their last word, and given names."""
    known: dict[tuple[str, ...], Sort] = {}
    for name in found:
        known.setdefault(name.words, name.sort)
        if name.sort == "person":
            known.setdefault(name.words[-1:], "unknown")
    all_ = [t for t in tokens.all if t.headline]
    i = 0
    while i < len(all_):
        size = next((k for k in range(MAX_WORDS, 0, -1) if tuple(t.text for t in all_[i : i + k]) in known), 0)
        run = all_[i : i + (size or _given_and_last(all_[i : i + 2]))]
        if run:
            printed = tuple(t.text for t in run)
            span = run[0].start, run[-1].end
            yield Name(*span, span, printed, known.get(printed, "person"))
        i += max(1, len(run))


def _given_and_last(ahead: Sequence[Token]) -> int:
    """Two where a given name and a word that may be the last name stand there, else none."""
    is_person = len(ahead) > 1 and is_given_name(ahead[0].text) and ahead[1].is_capitalised
    is_name = is_person and ahead[1].text not in words("not_names") and not is_person_noun(ahead[1].text)
    return 2 if is_name else 0
