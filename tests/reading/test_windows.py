"""Windows: every word in one core, nothing too long, context around cuts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.windows import LIMIT, MARGIN, plan

articles = st.lists(st.lists(st.integers(1, 8), min_size=1, max_size=900), min_size=1, max_size=8)


def arrays(paragraph_sizes):
    sizes = np.array([s for p in paragraph_sizes for s in p], dtype=np.int32)
    paragraph = np.repeat(np.arange(len(paragraph_sizes)), [len(p) for p in paragraph_sizes]).astype(np.int32)
    return paragraph, sizes


@given(articles, st.integers(1, LIMIT))
def test_cores_part_the_words(paragraph_sizes, first_limit):
    paragraph, sizes = arrays(paragraph_sizes)
    windows = plan(paragraph, sizes, first_limit)
    cores = [i for w in windows for i in range(w.core_first, w.core_last)]
    assert cores == list(range(len(sizes)))


@given(articles)
def test_windows_hold_their_core_and_keep_to_the_limit(paragraph_sizes):
    paragraph, sizes = arrays(paragraph_sizes)
    for w in plan(paragraph, sizes):
        assert w.first <= w.core_first < w.core_last <= w.last
        assert sizes[w.first : w.last].sum() <= LIMIT


def test_a_cut_inside_a_paragraph_has_a_margin_on_both_sides():
    one, two = plan(*arrays([[1] * 600]))[:2]
    assert one.last - one.core_last >= MARGIN
    assert two.core_first - two.first == MARGIN


def test_short_paragraphs_share_a_window():
    assert len(plan(*arrays([[1] * 50] * 7))) == 1


def test_no_words_no_windows():
    assert plan(np.array([], dtype=np.int32), np.array([], dtype=np.int32)) == []
