"""The linear-chain CRF's loss (Lafferty et al., 2001), in torch; `reading.decode` holds its decoder."""

from __future__ import annotations

import torch
from torch import Tensor

from onrecord.reading.decode import NEVER, forbidden
from onrecord.training.network import ChainScores


def constrained(chain: ChainScores, labels: tuple[str, ...]) -> tuple[Tensor, Tensor, Tensor]:
    """`chain`'s transitions, first and last scores, with what BIO does not allow at `NEVER`."""
    between, first = (torch.from_numpy(x) for x in forbidden(labels))
    return (
        chain.transitions.float().masked_fill(between, NEVER),
        chain.first.float().masked_fill(first, NEVER),
        chain.last.float(),
    )


def negative_log_likelihood(
    scores: Tensor, labels: Tensor, mask: Tensor, chain: tuple[Tensor, Tensor, Tensor]
) -> Tensor:
    """Of each sequence, [N], from `scores` [N, L, C], `labels` int64 [N, L] and bool `mask` [N, L].

    The masked positions may stand on either side of the real ones, which are contiguous.
    """
    transitions, first, last = chain
    scores = scores.float()
    n = len(scores)
    begins = mask.int().argmax(1)
    rows = torch.arange(n)
    alpha = scores.new_zeros(n, scores.shape[2])
    gold = scores.gather(2, labels[:, :, None])[:, :, 0]
    # Taken apart at once: the gradient of `scores[:, t]`, word by word, is as large as all of `scores`.
    for t, (score, real) in enumerate(zip(scores.unbind(1), mask.unbind(1), strict=True)):
        starts, goes_on = (begins == t)[:, None], (real & (begins != t))[:, None]
        onward = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + score
        alpha = torch.where(starts, first + score, torch.where(goes_on, onward, alpha))
    steps = transitions[labels[:, :-1], labels[:, 1:]] * (mask[:, 1:] & mask[:, :-1])
    ends = begins + mask.sum(1) - 1
    best = (gold * mask).sum(1) + steps.sum(1) + first[labels[rows, begins]] + last[labels[rows, ends]]
    return torch.logsumexp(alpha + last, dim=1) - best
