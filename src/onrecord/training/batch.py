"""Training windows to tensors, and one step's loss."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reading.decode import CUE_LABELS, ROLE_LABELS, Chain, runs, viterbi
from onrecord.reading.tagger import REACH, Cue, RoleInput, join, role_input
from onrecord.training import distill
from onrecord.training.crf import constrained, negative_log_likelihood
from onrecord.training.data import Example
from onrecord.training.network import ChainScores, Network

CUE_BIAS = 1.0
"""Added to the cue labels when the step looks for cues of its own, so that the labeller meets doubtful ones too."""


@dataclass(frozen=True, slots=True)
class EncoderBatch:
    """Padded windows: `ids`, `features` int64 and `mask` bool [W, P]; `word_index`, `cue_labels` int64 [W, N]."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    word_index: Tensor
    cue_labels: Tensor
    word_mask: Tensor


def collate(batch: Sequence[Example]) -> EncoderBatch:
    """Pad windows to the longest."""

    def pad(arrays: Sequence[np.ndarray]) -> Tensor:
        out = np.zeros((len(arrays), max(map(len, arrays))), dtype=np.int64)
        for row, array in zip(out, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(out)

    return EncoderBatch(
        ids=pad([e.encoder.ids for e in batch]),
        mask=pad([np.ones(len(e.encoder.ids)) for e in batch]).bool(),
        features=pad([e.encoder.features for e in batch]),
        word_index=pad([e.encoder.word_index for e in batch]),
        cue_labels=pad([e.cue_labels for e in batch]),
        word_mask=pad([np.ones(e.n_words) for e in batch]).bool(),
    )


def chain_of(chain: ChainScores, labels: tuple[str, ...]) -> Chain:
    """The chain as the decoder takes it."""
    return Chain(*(x.detach().numpy().astype(np.float32) for x in constrained(chain, labels)))


def loss(network: Network, batch: Sequence[Example], rng: random.Random) -> Tensor:
    """Mean over the batch's cues of: cue labels' loss, role labels' loss, and whether the cue is one."""
    padded = collate(batch)
    vectors, cue_scores = network.encoder(padded.ids, padded.mask, padded.features, padded.word_index)
    cue_loss = negative_log_likelihood(
        cue_scores, padded.cue_labels, padded.word_mask, constrained(network.cue_chain, CUE_LABELS)
    )
    candidates = _candidates(network, batch, cue_scores, rng)
    inputs, labels, is_cue = _role_batch(batch, candidates, vectors.shape[1])
    total = cue_loss.sum()
    taught = [e.taught for e in batch if e.taught]
    learned = distill.words(network, vectors, cue_scores, taught) if taught else None
    if len(is_cue):
        flat = vectors.reshape(-1, vectors.shape[2])
        scores, keep = network.roles(flat, *inputs)
        chain = constrained(network.role_chain, ROLE_LABELS)
        total = total + negative_log_likelihood(scores, labels, inputs[1], chain).sum()
        total = total + nn.functional.binary_cross_entropy_with_logits(keep.float(), is_cue, reduction="sum")
        if learned is not None:
            learned = learned + distill.roles(
                scores, keep, inputs[1], [(taught[c.window], c.span[0]) for c in candidates]
            )
    if learned is not None:
        total = distill.GOLD * total + learned
    return total / max(1, sum(len(e.cues) for e in batch))


@dataclass(frozen=True, slots=True)
class _Candidate:
    window: int
    span: tuple[int, int]
    labels: np.ndarray
    is_cue: bool


def _candidates(network: Network, batch: Sequence[Example], cue_scores: Tensor, rng: random.Random) -> list[_Candidate]:
    """The gold cues, half of them with the bounds that the network gives them, and its false ones."""
    chain = chain_of(network.cue_chain, CUE_LABELS)
    scores = cue_scores.detach().float().numpy().copy()
    scores[:, :, 1:] += CUE_BIAS
    nothing = np.zeros(REACH.width, dtype=np.int64)
    found: list[_Candidate] = []
    for w, example in enumerate(batch):
        mask = np.ones((1, example.n_words), dtype=np.bool_)
        guessed = runs(viterbi(scores[w : w + 1, : example.n_words], mask, chain)[0], 1, 2)
        by_first = {a: (a, b) for a, b in guessed}
        for cue in example.cues:
            guess = by_first.get(cue.first)
            span = guess if guess and rng.random() < 0.5 else (cue.first, cue.last)
            found.append(_Candidate(w, span, cue.labels, True))
        low, high = (x - example.window.first for x in (example.window.core_first, example.window.core_last))
        wrong = [(a, b) for a, b in guessed if low <= a < high and not example.cue_labels[a : b + 1].any()]
        for span in rng.sample(wrong, min(len(wrong), len(example.cues) + 2)):
            found.append(_Candidate(w, span, nothing, False))
    return found


def _role_batch(
    batch: Sequence[Example], candidates: Sequence[_Candidate], n_words: int
) -> tuple[tuple[Tensor, ...], Tensor, Tensor]:
    if not candidates:
        return (), torch.empty(0), torch.empty(0)
    rows = join([_row(batch[c.window], c, n_words) for c in candidates])
    inputs = tuple(torch.from_numpy(getattr(rows, name)) for name in RoleInput.__slots__)
    labels = torch.from_numpy(np.stack([c.labels for c in candidates]))
    return inputs, labels, torch.tensor([float(c.is_cue) for c in candidates])


def _row(example: Example, candidate: _Candidate, n_words: int) -> RoleInput:
    window = example.window
    features = np.zeros(window.last, dtype=np.int8)
    features[window.first :] = example.features
    cue = Cue(candidate.window, *candidate.span)
    return role_input(cue, window, features, candidate.window * n_words)
