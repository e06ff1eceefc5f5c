"""Character spans to words."""

from __future__ import annotations

import numpy as np

from onrecord.reading.words import Words
from onrecord.types import Span, Spans


def word_runs(words: Words, spans: Spans) -> list[Span]:
    """Maximal runs (first, last), both included, of words that the half-open character spans touch."""
    touched: set[int] = set()
    for start, end in spans:
        first = int(np.searchsorted(words.spans[:, 1], start, side="right"))
        last = int(np.searchsorted(words.spans[:, 0], end, side="left"))
        touched.update(range(first, last))
    runs: list[Span] = []
    for i in sorted(touched):
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
