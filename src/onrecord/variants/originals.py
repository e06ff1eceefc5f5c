"""Check the quotations of an article against originals: what is found where, and by whom.

A quotation is looked for in every original: word for word, then by the stretches that both have. Nothing here says
'right' or 'wrong': an original may be cut itself, and words that are not in it may have been said elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.types import Article, Note, Reading
from onrecord.variants.originals_heard import Claim, Heard, heard, is_named
from onrecord.variants.originals_index import words
from onrecord.variants.originals_passages import passage
from onrecord.variants.originals_places import Place, places, similar_places
from onrecord.variants.originals_quoted import parts_of, quotations
from onrecord.variants.originals_searched import Searched
from onrecord.variants.originals_turns import turns
from onrecord.variants.originals_values import (
    OPEN_QUESTIONS,
    VERDICTS,
    Agreement,
    Checked,
    Original,
    Passage,
    Quotation,
    Verdict,
    Verification,
)
from onrecord.variants.originals_wording import Wording, wording
from onrecord.variants.pairs import TELLING
from onrecord.variants.wording import is_content

SHORT = 2
"""Words up to which the absence of a quotation says nothing."""
LONGEST_TURN, FEWEST_OWN = 5, 3
"""Words up to which a quotation with fewer content words is a turn of speech ('not quite there yet'), which two
speakers in a transcript may both use. Two articles are of different occasions: there it is one with fewer content words
than TELLING."""
LONGEST_SHORT = 2 * SHORT
"""Words over which so short a quotation may stretch where an ellipsis leaves words out."""
LIKE, SURPRISING = 0.5, 12.0
"""Similarity, and bits beyond chance, from which the nearest passage is worth showing where none is the quotation's."""
CLOSE = 0.8
"""Similarity from which a passage that is changed without a mark goes before others, and may be another speaker's."""
MOST_PASSAGES = 5
"""Passages of one original that are kept."""
BY: dict[Agreement, int] = {"same": 0, "not known": 1, "other": 2}
LONGEST_TO_READ = 100_000
"""Characters of an original up to which reading it, for who speaks, is worth the time."""


def wants_reading(article: Article) -> bool:
    """Whether the original's own reading is needed to know who speaks: it has no labels, and is no book."""
    return len(article.text) <= LONGEST_TO_READ and not turns(article.text)


def verify(reading: Reading, originals: Sequence[Article | Reading]) -> Verification:
    """Each quotation of the article of `reading` with what `originals` have of it.

    An original that is given as a Reading also tells by its attributions who speaks; in a transcript the labels at the
    start of turns do. Offsets of passages are code points of the original's text. Nothing is raised for what the
    originals hold: an empty one has nothing.
    """
    searched = [_searched(i, original) for i, original in enumerate(originals)]
    checked = [_checked(q, _claim(reading, q), searched) for q in quotations(reading)]
    article = reading.article
    return Verification(
        article.name,
        article.sha256,
        article.title,
        reading.model,
        tuple(_original(s, article.sha256) for s in searched),
        tuple(checked),
        reading.notes,
    )


def _claim(reading: Reading, quotation: Quotation) -> Claim:
    source = next((s for s in reading.sources if s.id == quotation.source_id), None)
    return Claim(source, any(a.id == quotation.attribution and is_named(reading, a) for a in reading.attributions))


def _searched(at: int, original: Article | Reading) -> Searched:
    if isinstance(original, Reading):
        return Searched(at, original.article, original)
    return Searched(at, original)


def _original(searched: Searched, checked_sha256: str) -> Original:
    article = searched.article
    return Original(
        article.name,
        article.sha256,
        article.title,
        article.outlet,
        article.published,
        article.url,
        len(searched.turns),
        searched.reading.model if searched.reading else None,
        tuple(_notes(searched, same=article.sha256 == checked_sha256)),
    )


def _notes(searched: Searched, *, same: bool) -> list[Note]:
    notes = [*searched.article.notes, *(searched.reading.notes if searched.reading else ())]
    if same:
        notes.append(Note("same-text", "it is the article itself, in which all its quotations stand"))
    if not searched.index.words:
        notes.append(Note("no-words", "it holds no words, so nothing can be found in it"))
    elif not searched.turns and searched.reading is None:
        notes.append(Note("speakers-not-known", "it has no labels and was not read, so who speaks in it is not known"))
    return notes


def _checked(quotation: Quotation, claim: Claim, searched: Sequence[Searched]) -> Checked:
    """What is found of a quotation as a whole, or of its parts by themselves where that says more."""
    whole = _found(quotation, claim, searched)
    if len(quotation.parts) == 1 or whole.verdict not in OPEN_QUESTIONS:
        return whole
    if whole.passages and all(_holds(whole.passages[0], part) for part in parts_of(quotation)):
        return whole
    parts = tuple(_found(part, claim, searched) for part in parts_of(quotation))
    if all(part.passages and part.verdict not in OPEN_QUESTIONS for part in parts):
        return Checked(quotation, "parts apart", parts=parts)
    if whole.passages or not any(part.passages for part in parts):
        return whole
    return Checked(quotation, max((part.verdict for part in parts), key=_gravity), parts=parts)


def _gravity(verdict: Verdict) -> tuple[bool, int]:
    """By which the verdicts of parts are ordered; the greatest is the quotation's."""
    return verdict in OPEN_QUESTIONS, VERDICTS.index(verdict)


def _holds(found: Passage, part: Quotation) -> bool:
    """Whether a passage has all words of a part one after another, so that it is what that part is from."""
    return f" {' '.join(wording(part.text).words)} " in f" {' '.join(words(found.text))} "


def _found(quotation: Quotation, claim: Claim, searched: Sequence[Searched]) -> Checked:
    sought = wording(*(quotation.text[slice(*part)] for part in quotation.parts))
    found: list[Passage] = []
    near: list[Passage] = []
    for one in searched:
        made = [(place, passage(one, place, quotation, by)) for place, by in _best_heard(one, sought, claim)]
        found += sorted((p for _, p in made if _is_its(p, sought)), key=_rank)
        near += [
            p for place, p in made if not _is_its(p, sought) and place.surprise >= SURPRISING and p.similarity >= LIKE
        ]
    if found:
        best = tuple(sorted(found, key=_rank))
        return Checked(quotation, _verdict(best[0], sought), best)
    if len(sought.words) <= SHORT:
        return Checked(quotation, "too short to tell")
    return Checked(quotation, "missing", nearest=max(near, key=lambda p: p.similarity, default=None))


def _best_heard(searched: Searched, sought: Wording, claim: Claim) -> list[tuple[Place, Heard]]:
    """The places that are kept: those of others last, then the most similar, then those by the article's source.

    Where only others say the very words, the article's source may have said something like them.
    """
    found = [(place, heard(searched, place, claim)) for place in places(searched.index, sought)]
    if all(by.agreement == "other" for _, by in found):
        exact = {(place.start, place.end) for place, _ in found}
        like = [p for p in similar_places(searched.index, sought) if (p.start, p.end) not in exact]
        found += [(place, heard(searched, place, claim)) for place in like]
    found.sort(key=lambda one: (one[1].agreement == "other", -one[0].similarity, BY[one[1].agreement]))
    return found[:MOST_PASSAGES]


def _is_its(found: Passage, sought: Wording) -> bool:
    """Whether a passage is the quotation's. Short ones must be the same; two speakers may say something similar."""
    few = len(sought.words) <= SHORT
    if found.finding is None or (few and found.finding != "exact" and len(words(found.text)) > LONGEST_SHORT):
        return False
    return found.agreement != "other" or _is_close(found)


def _is_close(found: Passage) -> bool:
    return found.finding != "changed, unmarked" or found.similarity >= CLOSE


def _rank(found: Passage) -> tuple[bool, bool, int, float, int, int]:
    """The best first: close ones before others, then those by the article's speaker, then the least changed."""
    order = ("exact", "changed, marked", "changed, unmarked")
    assert found.finding is not None
    by = BY[found.agreement]
    kind = order.index(found.finding)
    return not _is_close(found), found.agreement == "other", kind, -found.similarity, by, found.original


def _verdict(best: Passage, sought: Wording) -> Verdict:
    """The best passage's finding; that somebody else uses a turn of speech does not give this to them."""
    if best.agreement == "other":
        return "too short to tell" if _is_anybodys(best, sought) else "ascribed to somebody else"
    assert best.finding is not None
    return best.finding


def _is_anybodys(found: Passage, sought: Wording) -> bool:
    """Whether two people may well have said the same words, each of their own."""
    telling = sum(is_content(word) for word in sought.words)
    if any(speaker.by == "label" for speaker in found.speakers):
        return len(sought.words) <= LONGEST_TURN and telling < FEWEST_OWN
    return telling < TELLING
