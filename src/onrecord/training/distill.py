"""What a step learns from the teacher, beside the gold labels.

Sums over words and cues, as the loss that they are added to. Student and teacher share the chains over labels, so that
the scores of single words are all that can differ, and their Kullback-Leibler divergence at a temperature (Hinton et
al., 2015) is nothing where both give every labelling the same probability.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reading.tagger import REACH
from onrecord.training.data import Taught
from onrecord.training.network import Network

GOLD = 0.5
"""Weight of the gold labels' loss beside the teacher's, which is 1."""
VECTORS = 0.5
"""Weight of one word's vector, by its cosine to the teacher's."""
TEMPERATURE = 2.0


def words(network: Network, vectors: Tensor, cue_scores: Tensor, taught: Sequence[Taught]) -> Tensor:
    """The loss of the words' `vectors` [W, N, H] and `cue_scores` [W, N, 3] against the teacher's."""
    sizes = [len(t.cue_scores) for t in taught]
    rows = torch.cat([torch.arange(n) + w * vectors.shape[1] for w, n in enumerate(sizes)])
    theirs = torch.from_numpy(np.concatenate([t.vectors for t in taught])).float()
    ours = network.towards(vectors.reshape(-1, vectors.shape[2])[rows])
    apart = (1 - nn.functional.cosine_similarity(ours.float(), theirs, dim=1)).sum()
    cues = torch.from_numpy(np.concatenate([t.cue_scores for t in taught])).float()
    return VECTORS * apart + _divergence(cue_scores.reshape(-1, cue_scores.shape[2])[rows], cues)


def roles(scores: Tensor, keep: Tensor, mask: Tensor, cues: Sequence[tuple[Taught, int]]) -> Tensor:
    """The loss of role `scores` [K, REACH.width, 5] and `keep` [K] where the teacher has met the cue.

    `mask` bool [K, REACH.width]; a cue is the window's lesson and the position of the cue's first word.
    """
    known = [(k, t.lesson, t.rows[first]) for k, (t, first) in enumerate(cues) if first in t.rows]
    if not known:
        return scores.new_zeros(())
    index = torch.tensor([k for k, _, _ in known])
    look = cues[0][0].lesson.look
    near = slice(REACH.before - look.before, REACH.before + look.after + 1)
    theirs = torch.from_numpy(np.stack([lesson.roles[row] for _, lesson, row in known])).float()
    seen = torch.from_numpy(np.stack([lesson.mask[row] for _, lesson, row in known])) & mask[index][:, near]
    likely = torch.sigmoid(torch.tensor([float(lesson.keep[row]) for _, lesson, row in known]))
    kept = nn.functional.binary_cross_entropy_with_logits(keep[index].float(), likely, reduction="sum")
    return kept + _divergence(scores[index][:, near][seen], theirs[seen])


def _divergence(ours: Tensor, theirs: Tensor) -> Tensor:
    """Of the labels of n words, from scores [n, C], summed."""
    mine = torch.log_softmax(ours.float() / TEMPERATURE, dim=1)
    teachers = torch.log_softmax(theirs / TEMPERATURE, dim=1)
    return nn.functional.kl_div(mine, teachers, reduction="sum", log_target=True) * TEMPERATURE**2
