"""The decoder against all label sequences, counted out."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.decode import CUE_LABELS, NEVER, ROLE_LABELS, Chain, forbidden, log_probability, runs, viterbi


def chain_of(rng, labels):
    between, first = forbidden(labels)
    n = len(labels)
    return Chain(
        np.where(between, NEVER, rng.normal(size=(n, n))).astype(np.float32),
        np.where(first, NEVER, rng.normal(size=n)).astype(np.float32),
        rng.normal(size=n).astype(np.float32),
    )


def best_by_counting_out(scores, chain):
    def value(path):
        steps = sum(chain.transitions[a, b] for a, b in pairwise(path))
        return scores[range(len(path)), path].sum() + steps + chain.first[path[0]] + chain.last[path[-1]]

    return list(max(product(range(scores.shape[1]), repeat=len(scores)), key=value))


@given(st.integers(0, 10_000), st.integers(0, 2), st.integers(1, 5), st.integers(0, 2))
def test_best_path_wherever_the_real_positions_stand(seed, before, length, after):
    rng = np.random.default_rng(seed)
    chain = chain_of(rng, CUE_LABELS)
    scores = rng.normal(size=(1, before + length + after, 3)).astype(np.float32)
    mask = np.zeros(scores.shape[:2], dtype=bool)
    mask[0, before : before + length] = True
    found = viterbi(scores, mask, chain)[0]
    assert found[before : before + length].tolist() == best_by_counting_out(scores[0, before : before + length], chain)
    assert not found[~mask[0]].any()


@pytest.mark.parametrize("labels", [CUE_LABELS, ROLE_LABELS])
def test_no_span_goes_on_that_never_began(labels):
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(50, 30, len(labels))).astype(np.float32) * 3
    found = viterbi(scores, np.ones((50, 30), dtype=bool), chain_of(rng, labels))
    between, first = forbidden(labels)
    assert not first[found[:, 0]].any()
    assert not between[found[:, :-1], found[:, 1:]].any()


def test_runs_are_inclusive_and_a_new_beginning_parts_them():
    assert runs(np.array([0, 1, 2, 1, 0, 1]), 1, 2) == [(1, 2), (3, 3), (5, 5)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.sampled_from([CUE_LABELS, ROLE_LABELS]))
def test_the_probabilities_of_all_labellings_sum_to_one(seed, length, labels):
    rng = np.random.default_rng(seed)
    chain = chain_of(rng, labels)
    every = np.array(list(product(range(len(labels)), repeat=length)))
    emissions = np.repeat(rng.normal(size=(1, length, len(labels))).astype(np.float32), len(every), axis=0)
    logs = log_probability(emissions, np.ones(every.shape, dtype=bool), every, chain)
    assert np.exp(logs.astype(np.float64)).sum() == pytest.approx(1, abs=1e-3)


def test_masked_positions_do_not_count_towards_a_probability():
    rng = np.random.default_rng(5)
    chain = chain_of(rng, CUE_LABELS)
    emissions = rng.normal(size=(1, 6, 3)).astype(np.float32)
    mask = np.array([[False, True, True, True, False, False]])
    whole = log_probability(emissions, mask, np.array([[0, 1, 2, 0, 0, 0]]), chain)
    part = log_probability(emissions[:, 1:4], np.ones((1, 3), dtype=bool), np.array([[1, 2, 0]]), chain)
    assert whole == pytest.approx(part, abs=1e-5)
