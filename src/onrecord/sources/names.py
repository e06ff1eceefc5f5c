"""Names in a text: which capitalised words belong together, with title and form of address, and of what sort they are.

A grammar over word lists rather than a trained recogniser: it reads an article in a few milliseconds, and what it
cannot tell stays `unknown` for the resolver to settle by how the article goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.sources.headlines import settled
from onrecord.sources.lexicon import (
    is_document_noun,
    is_given_name,
    is_group_noun,
    is_organization_word,
    is_person_noun,
    words,
)
from onrecord.sources.name import Name, Sort
from onrecord.sources.sorts import LINKS, is_organization, modifies, sort_of
from onrecord.tokens import Token, Tokens

PARTICLES = frozenset("al bin da de del della den der di do dos du el ibn la le ten ter van von".split())
MAX_WORDS = 12
_PLACING = frozenset({"of", "at", "from", "for", "with", "by"})


def names(tokens: Tokens, borders: frozenset[int] = frozenset()) -> tuple[Name, ...]:
    """The names of an article, in order; none but a title with its name goes over one of `borders` (offsets).

    A headline whose words all have capitals shows no names: there, those count that the rest of the article prints.
    """
    found: list[Name] = []
    all_ = tokens.all
    i = 0
    while i < len(all_):
        end = i if all_[i].headline else _extent(all_, i, tokens.lower_case)
        if end == i + 1 and all_[i].first and not _is_name_at_start(tokens, all_[i], borders):
            end = i
        if end == i:
            i += 1
            continue
        cut = (k for k in range(i + 1, end) if all_[k].start in borders and all_[k - 1].text not in words("titles"))
        end = next(cut, end)
        found += _parts(all_, i, end)
        i = end
    return settled(tokens, found)


def _is_name_at_start(tokens: Tokens, token: Token, borders: frozenset[int]) -> bool:
    """Whether one word that begins a sentence is a name: the article has it elsewhere, or marks it as a source.

    A plural that is never printed with a capital elsewhere is a noun, though no list has it ('Mourners said').
    """
    plural = token.text.endswith("s") and not token.text.endswith("ss")
    marked = token.start in borders and not plural and not is_document_noun(token.text)
    return token.text in tokens.capitals or marked


def _begins(token: Token, ahead: Token | None, lower_case: frozenset[str]) -> bool:
    """Whether a name may begin here. At a sentence's start a capital tells nothing, so a common word begins none."""
    word = token.text
    if not token.is_capitalised or word in words("not_names"):
        return False
    if token.first and word.endswith("ly") and not is_given_name(word):
        return False
    if not token.first or word in words("titles") or word.isupper():
        return True
    if word.lower() in lower_case or is_group_noun(word) or is_document_noun(word):
        return False
    return not is_person_noun(word) or (ahead is not None and ahead.is_capitalised)


def _extent(all_: Sequence[Token], i: int, lower_case: frozenset[str]) -> int:
    """The index after the capitalised run that begins at `i`; `i` where no name begins there."""
    ahead = all_[i + 1] if i + 1 < len(all_) else None
    adjective = all_[i].text in words("peoples")
    if not adjective and all_[i].text != "New" and not _begins(all_[i], ahead, lower_case):
        return i
    end, organization, linked = i + 1, is_organization_word(all_[i].text), False
    if _coordinated(all_, i):
        end, organization, linked = i + 3, True, True
    while end < len(all_) and end - i < MAX_WORDS and not all_[end].first:
        token = all_[end]
        ahead = all_[end + 1] if end + 1 < len(all_) else None
        if organization and _is_somebody(all_, i, end):
            break
        if _is_part(token):
            organization = organization or is_organization_word(token.text)
            end += 1
        elif token.text in PARTICLES and not organization and (steps := _over_particles(all_, end)):
            end += steps
        elif token.text in LINKS and (organization or all_[end - 1].text in words("titles")):
            steps = _over_link(all_[end + 1 : end + 3])
            if not steps:
                break
            linked = True
            end += 1 + steps
        elif _possessive_name(all_, i, end) or (_joins(token, linked) and ahead is not None and _is_part(ahead)):
            end += 2
        else:
            break
    while end > i + 1 and not organization and all_[end - 1].text in words("peoples"):
        end -= 1  # 'The Arizona Republican' is somebody from there.
    alone = all_[i].text == "New" and end == i + 1
    return i if (adjective and not organization) or alone else end


def _coordinated(all_: Sequence[Token], i: int) -> bool:
    """Whether the words from `i` on are an organization's after 'the': 'Food and Drug Administration'."""
    if i == 0 or all_[i - 1].text.lower() != "the" or len(all_) < i + 4 or all_[i + 1].text != "and":
        return False
    joined = all_[i + 2 : i + 5]
    kinds = [k for k, t in enumerate(joined) if t.text[0].isupper() and is_organization_word(t.text)]
    alone = is_organization_word(all_[i].text) or all_[i].text.isupper() or all_[i].text in words("places")
    return not alone and bool(kinds) and kinds[0] > 0 and all(t.is_capitalised for t in joined[: kinds[0]])


def _is_somebody(all_: Sequence[Token], i: int, end: int) -> bool:
    """Whether a person's name begins at `end`, after that of an organization ('Harbor University Ana Ruiz')."""
    if end + 1 >= len(all_) or not is_given_name(all_[end].text) or not _is_part(all_[end + 1]):
        return False
    before = all_[i:end]
    role = any(t.text in words("titles") or is_person_noun(t.text) for t in before)
    return not role and before[-1].text not in LINKS and not is_organization_word(all_[end + 1].text)


def _over_particles(all_: Sequence[Token], end: int) -> int:
    """How many tokens from a particle on belong to the name ('van der Meer'); 0 where no name's word follows."""
    k = end
    while k < len(all_) and all_[k].text in PARTICLES:
        k += 1
    return k + 1 - end if k < len(all_) and _is_part(all_[k]) and not all_[k].first else 0


def _possessive_name(all_: Sequence[Token], i: int, end: int) -> bool:
    """Whether the run goes on over a possessive, as in 'of Harbor's Voice' or 'at Moe's Garage'."""
    after_preposition = i > 0 and all_[i - 1].text in _PLACING
    goes_on = end + 1 < len(all_) and _is_part(all_[end + 1]) and all_[end + 1].text not in words("titles")
    goes_on = goes_on and not is_given_name(all_[end + 1].text)
    return after_preposition and end == i + 1 and all_[end].text in ("’s", "'s") and goes_on


def _joins(token: Token, linked: bool) -> bool:
    """Whether an 'and' may stand within the name: after an 'of', as in 'Ministry of Ports and Fisheries'."""
    return token.text == "&" or (token.text == "and" and linked)


def _is_part(token: Token) -> bool:
    return token.is_capitalised and (
        token.text not in words("not_names") or token.text in words("peoples") or token.text == "New"
    )


def _over_link(ahead: Sequence[Token]) -> int:
    """How many tokens after 'of' belong to the name: 'the' and a name's word, or the word alone; 0 where none do."""
    if ahead and _is_part(ahead[0]) and not ahead[0].first:
        return 1
    return 2 if len(ahead) > 1 and ahead[0].text == "the" and _is_part(ahead[1]) else 0


def _parts(all_: Sequence[Token], first: int, end: int) -> Iterator[Name]:
    """The name that the run all_[first:end] holds, with the title told from it; none where there is only a title."""
    run = list(all_[first:end])
    titled = _title_length(run)
    title = (run[0].start, run[titled - 1].end) if titled else None
    own = run[titled:]
    honorific = None
    if own[0].text in words("honorifics") and len(own) > 1:
        honorific = own[0].text
        own = own[1:]
    definite = first > 0 and all_[first - 1].text.lower() == "the" and not modifies(all_[end : end + 1])
    printed = tuple(t.text for t in own)
    named = title is not None or honorific is not None
    sort: Sort = "person" if named and not is_organization(printed) else sort_of(printed, definite)
    if _is_dateline(all_, first, end):
        sort = "place"
    yield Name(run[0].start, own[-1].end, (own[0].start, own[-1].end), printed, sort, title, honorific, definite)


def _is_dateline(all_: Sequence[Token], first: int, end: int) -> bool:
    """Whether words in capitals at the start of a paragraph say where it was written: 'SELBY QUAY — The ferry …'."""
    opens = all_[first].first and all(t.text.isupper() for t in all_[first:end])
    return opens and end < len(all_) and all_[end].text in ("—", "–", "-", "(", ",")


def _title_length(run: Sequence[Token]) -> int:
    """How many tokens at the start of a run are a role that a name follows ('Treasury Secretary', 'Sen.')."""
    length = 0
    for k, token in enumerate(run[:-1]):
        is_role = token.text in words("titles") or is_person_noun(token.text)
        if is_role and token.text not in words("not_names"):
            length = k + 1
    if length and run[length].text in LINKS:
        # "Secretary of State Ana Ruiz": what the office is of belongs to the role; two words are left for the name.
        length = max(len(run) - 2, min(length + 2, len(run) - 1))
    return length
