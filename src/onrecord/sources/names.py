"""Names in a text: which capitalised words belong together, with title and form of address, and of what sort they are.

A grammar over word lists rather than a trained recogniser: it reads an article in a few milliseconds, and what it
cannot tell stays `unknown` for the resolver to settle by how the article goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.sources.headlines import settled
from onrecord.sources.lexicon import (
    INITIAL,
    is_document_noun,
    is_given_name,
    is_group_noun,
    is_organization_word,
    is_person_noun,
    words,
)
from onrecord.sources.name import Name, Sort
from onrecord.sources.runs import (
    PARTICLES,
    coordinated,
    goes_on,
    is_bodys_office,
    is_of_a_people,
    is_part,
    is_somebody,
    is_surname,
    over_link,
    over_particles,
)
from onrecord.sources.sorts import LINKS, is_organization, modifies, sort_of
from onrecord.tokens import Token, Tokens

MAX_WORDS = 12


def names(tokens: Tokens, borders: frozenset[int] = frozenset()) -> tuple[Name, ...]:
    """The names of an article, in order; none but a title with its name goes over one of `borders` (offsets).

    A headline whose words all have capitals shows no names: there, those count that the rest of the article prints.
    """
    found: list[Name] = []
    all_ = tokens.all
    last = frozenset(all_[k + 1].text for k in range(len(all_) - 1) if is_surname(all_, k, k + 1))
    i = 0
    while i < len(all_):
        may_begin = not all_[i].headline and (all_[i].is_capitalised or all_[i].text in last)
        end = _extent(all_, i, tokens, last) if may_begin else i
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


def _begins(token: Token, ahead: Token | None, tokens: Tokens) -> bool:
    """Whether a name may begin here. At a sentence's start a capital tells nothing, so a common word begins none."""
    word = token.text
    if not token.is_capitalised or word in words("not_names"):
        return False
    if token.first and word.endswith("ly") and not is_given_name(word) and word not in tokens.capitals:
        return False
    if not token.first or word in words("titles") or word.isupper():
        return True
    goes_on = ahead is not None and ahead.is_capitalised
    if is_given_name(word) and ahead is not None and is_part(ahead) and len(word) > INITIAL:
        return True  # 'Bill Lund said' begins with no bill.
    if word.lower() in tokens.lower_case or is_group_noun(word) or is_document_noun(word):
        return False
    # 'Cook said' is of somebody whose name that is, where the article prints it with a capital elsewhere.
    return goes_on or not is_person_noun(word) or word in tokens.capitals


def _extent(all_: Sequence[Token], i: int, tokens: Tokens, last: frozenset[str]) -> int:
    """The index after the capitalised run that begins at `i`; `i` where no name begins there.

    `last` are the adjectives that are somebody's last name in this article; alone they are one, too ('Early said').
    """
    if all_[i].text in last and not all_[i].first and not modifies(all_[i + 1 : i + 2]):
        return i + 1
    ahead = all_[i + 1] if i + 1 < len(all_) else None
    adjective = all_[i].text in words("peoples")
    if not adjective and all_[i].text != "New" and not _begins(all_[i], ahead, tokens):
        return i
    two = "" if ahead is None else f"{all_[i].text} {ahead.text}"
    known, adjective = two in words("known_organizations"), adjective and two not in words("places")
    acronym = len(all_[i].text) > INITIAL and all_[i].text.isupper() and all_[i].text.isalpha()
    acronym = acronym and not is_person_noun(all_[i].text)
    end, organization, linked = i + 1, known or acronym or is_organization_word(all_[i].text), False
    if coordinated(all_, i):
        end, organization, linked = i + 3, True, True
    while end < len(all_) and end - i < MAX_WORDS and not all_[end].first:
        token = all_[end]
        ahead = all_[end + 1] if end + 1 < len(all_) else None
        if organization and is_somebody(all_, i, end):
            break
        if is_part(token) or is_surname(all_, i, end):
            holder = token.text in words("titles") and organization  # 'CBC Chairman Ana Ruiz of Ohio' is nobody's body.
            organization = (organization or is_organization_word(token.text)) and not holder
            end += 1
        elif token.text in PARTICLES and not organization and (steps := over_particles(all_, end)):
            end += steps
        elif token.text in LINKS and (organization or all_[end - 1].text in words("titles")):
            steps = over_link(all_[end + 1 : end + 3])
            if not steps:
                break
            linked = True
            end += 1 + steps
        elif goes_on(all_, i, end, linked=linked):
            organization = organization or is_bodys_office(all_, end)
            end += 2
        else:
            break
    while end > i + 1 and not organization and is_of_a_people(all_, i, end - 1):
        end -= 1  # 'The Arizona Republican' is somebody from there.
    alone = all_[i].text == "New" and end == i + 1
    return i if (adjective and not organization) or alone else end


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
    if run[length].text in ("’s", "'s"):
        return 0  # "Selby Coroner's Office"
    if length and run[length].text in LINKS:
        # "Secretary of State Ana Ruiz": what the office is of belongs to the role; two words are left for the name.
        length = max(len(run) - 2, min(length + 2, len(run) - 1))
    return length
