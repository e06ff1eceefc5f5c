"""A cue that word by word would be left without a source or a content leans towards finding one."""

import numpy as np
import pytest

from onrecord.reading.decode import NEVER, ROLE_LABELS, Chain, forbidden
from onrecord.reading.tagger import Settings, label_roles

O, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)  # noqa: E741 - the field's names
BETWEEN, FIRST = forbidden(ROLE_LABELS)
CHAIN = Chain(
    np.where(BETWEEN, NEVER, 0).astype(np.float32),
    np.where(FIRST, NEVER, 0).astype(np.float32),
    np.zeros(5, np.float32),
)


def labels(scores, bias):
    settings = Settings(CHAIN, CHAIN, cue_bias=0.0, source_bias=bias, keep=0.0, calibration=())
    mask = np.ones((1, len(scores)), dtype=np.bool_)
    return label_roles(np.array([scores], dtype=np.float32), mask, settings)[0].tolist()


def word(**scores):
    row = [-9.0] * 5
    row[O] = 0.0
    for name, score in scores.items():
        row[globals()[name]] = score
    return row


SOURCE = [word(B_SOURCE=3.0), word(I_SOURCE=3.0)]
DOUBTFUL_CONTENT = [word(B_CONTENT=-3.0), word(I_CONTENT=0.5), word(I_CONTENT=1.0)]
DOUBTFUL_SOURCE = [word(B_SOURCE=-1.0)]


@pytest.mark.parametrize(
    ("scores", "bias", "found"),
    [
        (DOUBTFUL_CONTENT + SOURCE, 0.0, [O, O, O, B_SOURCE, I_SOURCE]),
        (DOUBTFUL_CONTENT + SOURCE, 2.0, [B_CONTENT, I_CONTENT, I_CONTENT, B_SOURCE, I_SOURCE]),
        ([*DOUBTFUL_SOURCE, word(B_CONTENT=3.0)], 0.0, [O, B_CONTENT]),
        ([*DOUBTFUL_SOURCE, word(B_CONTENT=3.0)], 2.0, [B_SOURCE, B_CONTENT]),
        ([word(), word()], 2.0, [O, O]),
    ],
    ids=["content left out", "content found", "source left out", "source found", "nothing to find"],
)
def test_what_is_missing_is_sought_again(scores, bias, found):
    assert labels(scores, bias) == found


def test_what_was_found_stays():
    scores = [word(B_CONTENT=1.0), word(B_CONTENT=-1.0), *SOURCE]
    assert labels(scores, 2.0) == labels(scores, 0.0) == [B_CONTENT, O, B_SOURCE, I_SOURCE]
