"""What a quotation is found by: a few numbers, of which quotations with a passage in common share some.

MinHash (Broder, 1997) over runs of three words, one sentence at a time, because a quotation is often one sentence out
of many of another: sentences are alike where whole quotations are not. Each number is a bucket of locality-sensitive
hashing with bands of one row. Hedges, negations and words in brackets are passed over, for they are what editing
changes most, and so are runs of function words. docs/quotations.md has what other choices gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from onrecord.variants.lexicon import lines
from onrecord.variants.wording import Wording

BANDS = 8
"""Numbers for each sentence."""
SHINGLE = 3
"""Words in a run, at least one of them a content word."""
FEWEST = 4
"""Content words of a sentence that is looked for by itself; one with fewer goes with its neighbour."""
SEED = 1


@cache
def scheme() -> str:
    """Names how numbers are made, so that those made otherwise are never compared with them."""
    from rensa import RMinHash  # noqa: PLC0415 - only where quotations are looked for

    return f"{BANDS}x{SHINGLE}/{FEWEST}, seed {SEED}, RMinHash {RMinHash.ALGORITHM_VERSION}"


def sketch(wording: Wording) -> frozenset[int]:
    """The numbers of a wording, each of 35 bits, the same on every machine."""
    from rensa import RMinHash  # noqa: PLC0415 - only where quotations are looked for

    found: set[int] = set()
    for first, last in passages(wording):
        shingles = _shingles(wording, first, last)
        if shingles:
            minhash = RMinHash(BANDS, SEED)
            minhash.update(shingles)
            found.update(band << 32 | number for band, number in enumerate(minhash.digest()))
    return frozenset(found)


def passages(wording: Wording) -> Iterator[tuple[int, int]]:
    """Sentences as half-open word numbers; a short one goes with the next, at the end with the one before."""
    ends = [first for first in sorted(wording.firsts) if first]
    told = (0, *accumulate(wording.content))
    start = 0
    for i, end in enumerate(ends):
        if i == len(ends) - 1 or (told[end] - told[start] >= FEWEST and told[-1] - told[end] >= FEWEST):
            yield start, end
            start = end


def _shingles(wording: Wording, first: int, last: int) -> list[str]:
    kept = [
        (word.key, says)
        for word, says in zip(wording.words[first:last], wording.content[first:last], strict=True)
        if not word.in_brackets and word.key not in _passed_over()
    ]
    runs = (kept[i : i + SHINGLE] for i in range(max(1, len(kept) - SHINGLE + 1)))
    return [" ".join(key for key, _ in run) for run in runs if any(says for _, says in run)]


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(line for name in ("hedges", "negations") for line in lines(name) if " " not in line)
