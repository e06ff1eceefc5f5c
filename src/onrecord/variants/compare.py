"""Compare a printed wording with an original."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import fsum

from onrecord.types import Span
from onrecord.variants.align import Run, align
from onrecord.variants.harmless import is_harmless, is_like, is_possessive, is_stutter, respelled
from onrecord.variants.modality import Side, change, opposites
from onrecord.variants.regions import Region, regions
from onrecord.variants.values import Change, Comparison, Edit, EditKind, VariantClass
from onrecord.variants.wording import Wording, close_up, wording

ALIKE = 0.72
"""Similarity from which two wordings are one quotation; this and the weights below by benchmarks/variants.py."""
FEWEST = 4
"""Content words that both have, below which they are the same only where no word is changed without a mark."""
OVERLAP = 5
"""Content words in common of two quotations that both go beyond what they share."""
COMMON = 0.2
"""What a word that quotations share by chance counts, where a content word counts 1."""
REPLACED = 0.5
"""What a place counts where each has a content word that the other lacks, beyond those words."""
OMITTED = 2.0
"""What words left out count at most, beyond those that stand in their place: however long, one cut is one change."""
EACH_REPLACED = 2
"""Content words more that two quotations must share for each that one has in place of another."""
ELLIPSIS = 0.5
"""What words left out with a mark count: fragments of a word each are no quotation."""
BESIDE = 5
"""Words cut off right beside what was kept among which a hedge or a negation counts as lost."""

_BEYOND: frozenset[EditKind] = frozenset(("cut", "continued"))
_Changes = Sequence[tuple[Region, Edit]]


def compare(printed: str, original: str) -> Comparison:
    """How `printed` differs from `original`; spans of the edits are code points of each text.

    The order of the two does not change the decision: `compare(y, x)` has the class and similarity of `compare(x, y)`.
    A part of the original is 'truncated' however short it is; whether a few words say enough to be called the same
    quotation is for the caller to judge (`same_quotation`). Nothing is raised; a text without words is like no other.
    """
    here, there, runs = _shared(printed, original)
    if not runs:
        return Comparison(None, 0.0)
    changes = [(region, _edit(here, there, region)) for region in regions(here, there, runs)]
    found = _judged(here, there, runs, changes)
    return replace(found, hedge=_hedge(here, there, changes), negation=_negation(here, there, changes))


def are_same(one: str, other: str) -> bool:
    """Whether two quotations that may be of anybody are one; which is first changes nothing.

    Stricter than that `compare` gives them a class: turns of speech are common to many, so each place that differs asks
    for more content words that do not, and a content word in place of another for EACH_REPLACED more.
    """
    here, there, runs = _shared(one, other)
    if not runs:
        return False
    changes = [(region, _edit(here, there, region)) for region in regions(here, there, runs)]
    found = _judged(here, there, runs, changes)
    if found.cls in (None, "exact"):
        return found.cls is not None
    return _content_shared(here, runs) >= FEWEST + sum(_asked(here, there, region, edit) for region, edit in changes)


def _shared(printed: str, original: str) -> tuple[Wording, Wording, tuple[Run, ...]]:
    here, there = wording(printed), wording(original)
    here, there = close_up(here, there), close_up(there, here)
    return here, there, _aligned(here, there)


def _judged(here: Wording, there: Wording, runs: Sequence[Run], changes: _Changes) -> Comparison:
    """The comparison, but for hedges and negations."""
    edits = tuple(_in_order([*respelled(here, there, runs), *(edit for _, edit in changes)]))
    found = Comparison(_class(here, there, edits), _similarity(here, there, runs, changes), edits)
    return found if _is_enough(here, runs, found) else replace(found, cls=None)


def _aligned(here: Wording, there: Wording) -> tuple[Run, ...]:
    """The runs of both; aligned the shorter one first, so that the order in which they are given changes nothing."""
    if (len(here.keys), here.keys, here.text) <= (len(there.keys), there.keys, there.text):
        return align(here, there)
    return tuple(Run(run.b, run.a, run.length) for run in align(there, here))


def _edit(here: Wording, there: Wording, region: Region) -> Edit:
    printed, original = here.words[region.a : region.a_end], there.words[region.b : region.b_end]
    harmless = is_harmless(printed, original)
    if not printed or not original:
        sides = ((here, region.a, region.a_end), (there, region.b, region.b_end))
        harmless = harmless or any(is_stutter(*side) or is_possessive(*side) for side in sides)
    spans = here.span(region.a, region.a_end), there.span(region.b, region.b_end)
    return Edit(_kind(region), *spans, marked=_is_marked(here, there, region), harmless=harmless)


def _in_order(edits: list[Edit]) -> Iterator[Edit]:
    """Edits in text order; of one word that was matched in part ("it's" and "it is") one edit."""
    last: Edit | None = None
    for edit in sorted(edits, key=lambda e: (e.original, e.printed)):
        if last and _touch(last, edit) and (last.harmless, last.marked, last.kind) == (True, edit.marked, edit.kind):
            last = replace(
                last, printed=_hull(last.printed, edit.printed), original=_hull(last.original, edit.original)
            )
        else:
            if last:
                yield last
            last = edit
    if last:
        yield last


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits are of the same word of either text."""
    return other.harmless and (one.printed[1] > other.printed[0] or one.original[1] > other.original[0])


def _hull(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _kind(region: Region) -> EditKind:
    if region.a == region.a_end:
        return "left out" if region.place == "within" else "cut"
    if region.b == region.b_end:
        return "put in" if region.place == "within" else "continued"
    return "replaced"


def _is_marked(here: Wording, there: Wording, region: Region) -> bool:
    """Whether brackets or an ellipsis on either side show what was done here."""
    printed, original = here.words[region.a : region.a_end], there.words[region.b : region.b_end]
    if any(side and all(w.in_brackets for w in side) for side in (printed, original)):
        return True
    if not printed:
        return not here.gaps.isdisjoint(range(region.a, region.a_end + 1))
    return not original and not there.gaps.isdisjoint(range(region.b, region.b_end + 1))


def _weight(wording: Wording, first: int, last: int) -> float:
    return sum(1.0 if says else COMMON for says in wording.content[first:last])


def _similarity(here: Wording, there: Wording, runs: Sequence[Run], changes: _Changes) -> float:
    # Sums are exact, so that the order of the two changes nothing.
    shared = fsum(_weight(here, run.a, run.a + run.length) for run in runs)
    apart = [_apart(here, there, region, edit) for region, edit in changes]
    kinds = {edit.kind for _, edit in changes if not edit.marked}
    if kinds >= _BEYOND:
        apart += [_beyond(here, there, region) for region, _ in changes if region.place != "within"]
    return shared / (shared + fsum(apart))


def _apart(here: Wording, there: Wording, region: Region, edit: Edit) -> float:
    """What one region counts against the two being the same."""
    if edit.harmless or region.place != "within":
        return 0.0
    if edit.marked:
        return ELLIPSIS
    less, more = sorted((_weight(here, region.a, region.a_end), _weight(there, region.b, region.b_end)))
    return min(more, less + OMITTED) + (REPLACED if less >= 1 else 0.0)


def _beyond(here: Wording, there: Wording, region: Region) -> float:
    """What a wording has of a sentence of which the other has a part, where each goes beyond the other somewhere.

    Two quotations that share whole sentences are of one speech; that they share half a sentence may be chance.
    """
    beside = _beside(here, there, region)
    return _weight(here, beside.a, beside.a_end) + _weight(there, beside.b, beside.b_end)


def _beside(here: Wording, there: Wording, region: Region) -> Region:
    """Of a region before or after all that is shared, the words of the sentence that they share a part of."""
    if region.place == "before":
        n, m = here.to_first(region.a_end), there.to_first(region.b_end)
        return region._replace(a=max(region.a, region.a_end - n), b=max(region.b, region.b_end - m))
    n, m = here.to_last(region.a), there.to_last(region.b)
    return region._replace(a_end=min(region.a_end, region.a + n), b_end=min(region.b_end, region.b + m))


def _class(here: Wording, there: Wording, edits: Sequence[Edit]) -> VariantClass:
    """The strongest change among `edits`."""
    if any(not e.marked and not e.harmless and e.kind not in _BEYOND for e in edits):
        return "altered"
    marked = [e for e in edits if e.marked]
    if any(here.in_brackets(e.printed) or there.in_brackets(e.original) for e in marked):
        return "bracketed"
    if marked:
        return "elided"
    return "truncated" if any(not e.harmless and e.kind in _BEYOND for e in edits) else "exact"


def _is_enough(here: Wording, runs: Sequence[Run], found: Comparison) -> bool:
    """Whether what is shared is enough to call the two the same."""
    if found.cls == "exact":
        return True
    shared = _content_shared(here, runs)
    unmarked = {edit.kind for edit in found.edits if not edit.marked}
    fewest = OVERLAP if unmarked >= _BEYOND else FEWEST if found.cls == "altered" else 1
    return shared >= fewest and found.similarity >= ALIKE


def _content_shared(here: Wording, runs: Sequence[Run]) -> int:
    return sum(sum(here.content[run.a : run.a + run.length]) for run in runs)


def _asked(here: Wording, there: Wording, region: Region, edit: Edit) -> int:
    """How many content words more must be shared for this place not to tell two quotations apart."""
    if edit.harmless or region.place != "within":
        return 0
    ours = [here.keys[i] for i in range(region.a, region.a_end) if here.content[i]]
    theirs = [there.keys[i] for i in range(region.b, region.b_end) if there.content[i]]
    if edit.marked or not (ours and theirs):
        return int(edit.marked or bool(ours or theirs))
    unlike = (
        sum(not any(is_like(a, b) for b in others) for a in mine) for mine, others in ((ours, theirs), (theirs, ours))
    )
    return EACH_REPLACED * max(unlike)


def _hedge(here: Wording, there: Wording, changes: _Changes) -> Change | None:
    return change("hedges", *_changed(here, there, changes))


def _negation(here: Wording, there: Wording, changes: _Changes) -> Change | None:
    found = change("negations", *_changed(here, there, changes))
    replaced = (r for r, _ in changes if r.a_end - r.a == r.b_end - r.b == 1)
    return found or next((o for r in replaced if (o := opposites(here.keys[r.a], there.keys[r.b]))), None)


def _changed(here: Wording, there: Wording, changes: _Changes) -> tuple[Side, Side]:
    """The words of each that were changed, or cut off right beside what was kept: their keys and numbers."""
    printed: set[int] = set()
    original: set[int] = set()
    for region, edit in changes:
        if edit.harmless:
            continue
        near = region if region.place == "within" else _nearest(_beside(here, there, region))
        printed.update(range(near.a, near.a_end))
        original.update(range(near.b, near.b_end))
    return (here.keys, printed), (there.keys, original)


def _nearest(region: Region) -> Region:
    if region.place == "before":
        return region._replace(a=max(region.a, region.a_end - BESIDE), b=max(region.b, region.b_end - BESIDE))
    return region._replace(a_end=min(region.a_end, region.a + BESIDE), b_end=min(region.b_end, region.b + BESIDE))
