"""The network, in torch: a BERT encoder, a cue labeller, and a role labeller conditioned on one cue.

The encoder keeps the pretrained parameters' names, so that a sentence-transformers checkpoint loads as it is. Its
token-type embeddings become the embeddings of the words' features (quotation state, paragraph, letter case).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reading.decode import CUE_LABELS, ROLE_LABELS
from onrecord.reading.tagger import REACH
from onrecord.reading.words import N_FEATURES


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; the encoder's follow its checkpoint (MiniLM-L6-H384)."""

    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    heads: int = 12
    layers: int = 6
    inner: int = 1536
    role_hidden: int = 128
    role_heads: int = 4
    dropout: float = 0.1


class Norm(nn.LayerNorm):
    """Layer normalisation, exported as elementary operations: ONNX Runtime's own kernel is not vectorised, and
    takes twice as long on a CPU."""

    def forward(self, x: Tensor) -> Tensor:
        """Over the last axis of `x`."""
        if not torch.onnx.is_in_onnx_export():
            return super().forward(x)
        centred = x - x.mean(-1, keepdim=True)
        scale = torch.rsqrt((centred * centred).mean(-1, keepdim=True) + self.eps)
        return centred * scale * self.weight + self.bias


class SelfAttention(nn.Module):
    """Multi-head self-attention with its residual, in BERT's order (normalised after)."""

    def __init__(self, hidden: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.norm = Norm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`x` [B, L, H]; `bias` [B, 1, 1, L], 0 for what may be looked at and a large negative number elsewhere;
        None where everything may."""
        b, length, hidden = x.shape

        def part(y: Tensor) -> Tensor:
            return y.view(b, length, self.heads, hidden // self.heads).transpose(1, 2)

        q, k, v = part(self.query(x)), part(self.key(x)), part(self.value(x))
        if torch.onnx.is_in_onnx_export():
            scores = torch.matmul(q, k.transpose(-1, -2)) / (hidden // self.heads) ** 0.5
            scores = scores if bias is None else scores + bias
            mixed = torch.matmul(torch.softmax(scores, dim=-1), v)
        else:
            # No dropout on the attention weights: on a CPU it would double a step's time.
            mask = None if bias is None else bias.to(q.dtype)
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        joined = mixed.transpose(1, 2).reshape(b, length, hidden)
        return self.norm(x + self.dropout(self.out(joined)))


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.attention = SelfAttention(hidden, heads, dropout)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm = Norm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`x` [B, L, H] to the same shape."""
        x = self.attention(x, bias)
        return self.norm(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word vectors and cue scores of windows."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(N_FEATURES, shape.hidden)
        self.norm = Norm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(
            Layer(shape.hidden, shape.heads, shape.inner, shape.dropout) for _ in range(shape.layers)
        )
        self.cues = nn.Linear(shape.hidden, len(CUE_LABELS))

    def forward(self, ids: Tensor, mask: Tensor | None, features: Tensor, word_index: Tensor) -> tuple[Tensor, Tensor]:
        """`ids`, `features`, `mask` (bool, None where nothing is padding) [W, P] and `word_index` [W, N] to vectors
        [W, N, H] and cue scores [W, N, 3]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place)[None] + self.features(features)
        x = self.dropout(self.norm(x))
        bias = None if mask is None else attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        vectors = torch.gather(x, 1, word_index[:, :, None].expand(-1, -1, x.shape[2]))
        return vectors, self.cues(self.dropout(vectors))


class Roles(nn.Module):
    """Labels of the words around one cue: source, content or neither; and whether the cue is one."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        size = shape.role_hidden
        self.word, self.word_gate = nn.Linear(shape.hidden, size), nn.Linear(shape.hidden, size)
        self.cue, self.cue_gate = nn.Linear(2 * shape.hidden, size), nn.Linear(2 * shape.hidden, size)
        self.distance = nn.Embedding(2 * REACH + 1, size)
        self.features = nn.Embedding(N_FEATURES, size)
        self.in_cue = nn.Embedding(2, size)
        self.norm = Norm(size)
        self.dropout = nn.Dropout(shape.dropout)
        self.layer = Layer(size, shape.role_heads, 3 * size, shape.dropout)
        self.labels = nn.Linear(size, len(ROLE_LABELS))
        self.keep = nn.Linear(size, 1)

    def forward(  # noqa: PLR0913, PLR0917 - an ONNX graph's inputs are positional tensors
        self,
        vectors: Tensor,
        where: Tensor,
        mask: Tensor,
        first: Tensor,
        last: Tensor,
        features: Tensor,
        in_cue: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """`vectors` [N, H]; the rest as `RoleInput`. Scores [K, T, 5] and keep logits [K]."""
        # Look-ups written as embeddings are exported as plain Gather nodes.
        pick = nn.functional.embedding
        cue = torch.cat((pick(first, vectors), pick(last, vectors)), dim=-1)
        plain, gate = pick(where, self.word(vectors)), pick(where, self.word_gate(vectors))
        x = plain + self.cue(cue)[:, None] + gate * self.cue_gate(cue)[:, None]
        reach = where.shape[1] // 2
        x = (
            x
            + self.distance.weight[None, REACH - reach : REACH + reach + 1]
            + self.features(features)
            + self.in_cue(in_cue.long())
        )
        x = self.layer(self.dropout(self.norm(x)), attention_bias(mask))
        return self.labels(x), self.keep(x[:, reach])[:, 0]


class Network(nn.Module):
    """Encoder and roles together; they are exported as two graphs."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.roles = Roles(shape)
        self.cue_chain = ChainScores(CUE_LABELS)
        self.role_chain = ChainScores(ROLE_LABELS)


class ChainScores(nn.Module):
    """Learned scores of a linear chain over BIO labels (see `decode.Chain`)."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        n = len(labels)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.first = nn.Parameter(torch.zeros(n))
        self.last = nn.Parameter(torch.zeros(n))


def attention_bias(mask: Tensor) -> Tensor:
    """Bool [B, L] to the additive [B, 1, 1, L]."""
    return torch.where(mask, 0.0, -1e4)[:, None, None, :]


_ATTENTION = {
    "attention.self.query": "attention.query",
    "attention.self.key": "attention.key",
    "attention.self.value": "attention.value",
    "attention.output.dense": "attention.out",
    "attention.output.LayerNorm": "attention.norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm",
}


def load_pretrained(encoder: Encoder, checkpoint: Path) -> None:
    """Fill the encoder from a BERT `model.safetensors`; the new features start as the checkpoint's token type 0."""
    state = load_file(str(checkpoint))
    own = encoder.state_dict()
    own["words.weight"] = state["embeddings.word_embeddings.weight"]
    own["positions.weight"] = state["embeddings.position_embeddings.weight"]
    own["features.weight"] = state["embeddings.token_type_embeddings.weight"][:1].repeat(N_FEATURES, 1)
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = state[f"embeddings.LayerNorm.{kind}"]
        for i in range(len(encoder.layers)):
            for theirs, ours in _ATTENTION.items():
                own[f"layers.{i}.{ours}.{kind}"] = state[f"encoder.layer.{i}.{theirs}.{kind}"]
    encoder.load_state_dict(own)
