"""A quotation that the reporting clause interrupts, in an original: how far its parts may stand from each other.

Where "…," Ruiz said, "…" is printed, the original may go on at once, or after a few sentences that were left out, or
it may be an article with a reporting clause of its own there. Words that are left out of a sentence were left out
without a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from onrecord.types import Span, Spans
from onrecord.variants.originals_chains import Run
from onrecord.variants.originals_index import Index
from onrecord.variants.originals_wording import Wording

CLOSE_BY = 50
"""Words, in whole sentences or outside quotation marks, that may stand where the reporting clause interrupts a
quotation."""
_CLOSED, _OPENED = r"[^\w\s“«‘]*", r"[^\w\s”»’]*"
_OUTSIDE = re.compile(
    rf"{_CLOSED}[\"”»][^\"“”«»]*[\"“«]{_OPENED}"
    rf"|{_CLOSED}’(?!\w)[^‘’\"“”«»]*(?:’\w[^‘’\"“”«»]*)*‘{_OPENED}"
)
"""From the closing mark after one word to the opening mark before another, with no mark between."""


def close_by(index: Index, wording: Wording) -> Iterator[Spans]:
    """Where `index` has each part of `wording` word for word, in order and close by: word numbers of each part."""
    if not wording.joints:
        return
    first, *others = ([*index.find(part)] for part in wording.parts)
    found: list[Spans] = [(place,) for place in first]
    for places in others:
        found = [(*before, after) for before in found if (after := _next(index, before[-1][1], places)) is not None]
    yield from found


def gaps(parts: Sequence[Span]) -> Spans:
    """What stands between `parts`, without those between which nothing does."""
    return tuple((one[1], other[0]) for one, other in pairwise(parts) if one[1] < other[0])


def words_between(index: Index, chain: Sequence[Run], joints: Sequence[int]) -> Spans | None:
    """What of a text may be passed over at `joints`, as word numbers; None where it has more words there than may be.

    `joints` are words of the wording before which the reporting clause stands; `chain` is what the wording and the text
    share.
    """
    found = [gap for joint in joints if (gap := _gap(index, chain, joint)) is not None]
    if any(end - start > CLOSE_BY for start, end in found):
        return None
    return tuple(gap for gap in found if _is_no_part(index, *gap))


def _next(index: Index, end: int, places: Sequence[Span]) -> Span | None:
    """The first of `places` that follows word `end` close by."""
    for place in places[bisect_left(places, (end, end)) :]:
        if place[0] - end > CLOSE_BY:
            return None
        if _is_no_part(index, end, place[0]):
            return place
    return None


def _is_no_part(index: Index, start: int, end: int) -> bool:
    """Whether what stands between two words is nothing, whole sentences, or the original's own reporting clause."""
    if start == end or (index.begins_sentence(start) and index.begins_sentence(end)):
        return True
    return start > 0 and end < len(index.words) and bool(_OUTSIDE.fullmatch(_between(index, start, end).strip()))


def _between(index: Index, start: int, end: int) -> str:
    """The text from the word before `start` to the word `end`, with the marks at both ends."""
    return index.text[index.ends[start - 1] : index.starts[end]]


def _gap(index: Index, chain: Sequence[Run], joint: int) -> Span | None:
    """The words of the text at a joint, such as may be passed over if they can be; None where there are none.

    What the wording has beside the joint and the text has not may stand in place of as many words there, or of none.
    """
    likely: Iterable[Span]
    for before, after in pairwise(chain):
        own = joint - before.printed_end, joint - after.printed
        if own[0] >= 0 >= own[1]:
            likely = product(
                {before.original_end + own[0], before.original_end}, {after.original + own[1], after.original}
            )
        elif _may_move(index, before, after, joint):
            likely = [(before.original_end + own[0], after.original + own[1])]
        else:
            continue
        found = [gap for gap in likely if gap[0] < gap[1]]
        return max(found, key=lambda gap: (_is_no_part(index, *gap), gap[0] - gap[1]), default=None)
    return None


def _may_move(index: Index, before: Run, after: Run, joint: int) -> bool:
    """Whether the border of two stretches may be moved to a joint: the same words stand on both sides of the gap."""
    if before.printed_end != after.printed or not before.printed < joint < after.printed_end:
        return False
    first, last = sorted((0, joint - after.printed))
    one, other = (slice(at + first, at + last) for at in (before.original_end, after.original))
    return index.words[one] == index.words[other]
