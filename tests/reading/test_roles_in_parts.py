"""Cues go to the network some at a time, each part with the word vectors that it looks up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.tagger import Cue, Look, RoleInput, join, role_input, some
from onrecord.reading.windows import Window

WORDS = 120
LOOK = Look(4, 6)
VECTORS = np.arange(WORDS * 2, dtype=np.float32).reshape(WORDS, 2)
FEATURES = (np.arange(WORDS) % 24).astype(np.int8)
# A window for each half of the words; a cue of one to three words anywhere in it.
cues = st.lists(
    st.tuples(st.sampled_from((0, 60)), st.integers(0, 57), st.integers(0, 2)), min_size=1, max_size=30
).map(lambda found: join([one(*cue) for cue in sorted(found)]))


def one(offset, first, more):
    window = Window(offset, offset + 60, offset, offset + 60)
    return role_input(Cue(0, first, first + more), window, FEATURES, offset, LOOK)


@given(cues, st.integers(1, 9))
def test_parts_hold_every_cue_once_and_look_up_the_same_vectors(rows, size):
    parts = list(some(VECTORS, rows, size))
    assert all(len(part.first) <= size for _, part in parts)
    for name in RoleInput.__slots__:
        if name in {"where", "first", "last"}:
            mine = np.concatenate([vectors[getattr(part, name)] for vectors, part in parts])
            np.testing.assert_array_equal(mine, VECTORS[getattr(rows, name)])
        else:
            mine = np.concatenate([getattr(part, name) for _, part in parts])
            np.testing.assert_array_equal(mine, getattr(rows, name))


@given(cues)
def test_a_part_has_no_vectors_beyond_those_between_its_words(rows):
    for vectors, part in some(VECTORS, rows, 8):
        looked_up = np.concatenate((part.where.ravel(), part.first, part.last))
        assert (looked_up.min(), looked_up.max()) == (0, len(vectors) - 1)
