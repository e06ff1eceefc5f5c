"""The network, in torch: a BERT or MPNet encoder, a cue labeller, and a role labeller conditioned on one cue.

MPNet (Song et al., 2020) is BERT with a bias on attention by relative position, the same in every layer. A word's
features (quotation state, paragraph, letter case) have an embedding of their own, which BERT's token types begin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reading.decode import CUE_LABELS, ROLE_LABELS, Chain
from onrecord.reading.tagger import LOOK, REACH, Look
from onrecord.reading.words import N_FEATURES

OPSET = 20
"""Of the exported graphs: the first that has GELU, whose kernel is faster than that of one with its bias."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; the encoder's follow its checkpoint (MiniLM-L6-H384), or are what is left of them.

    `heads` of `head` dimensions each make up a layer's attention. `buckets` is how many relative positions attention
    tells apart, 0 for none (BERT). The embeddings and the first `frozen` layers are left as they were pretrained; the
    words' features enter after them. `taught` is the length of the teacher's vectors that the words' are brought near
    to, 0 without a teacher. `look` is what the role labeller is exported for; it is trained on REACH.
    """

    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    heads: int = 12
    head: int = 32
    layers: int = 6
    inner: int = 1536
    buckets: int = 0
    frozen: int = 0
    epsilon: float = 1e-12
    role_hidden: int = 128
    role_heads: int = 4
    dropout: float = 0.1
    taught: int = 0
    look: Look = LOOK


class Norm(nn.LayerNorm):
    """Layer normalisation of [B, L, H], exported as instance normalisation with every word an instance: ONNX Runtime's
    own kernel for layers is not vectorised, and takes three times as long on a CPU."""

    def forward(self, x: Tensor) -> Tensor:
        """Over the last axis of `x`."""
        if not torch.onnx.is_in_onnx_export():
            return super().forward(x)
        none = torch.zeros(x.shape[1])
        inputs = (x, none + 1, none)
        plain = torch.onnx.ops.symbolic(
            "InstanceNormalization", inputs, {"epsilon": self.eps}, dtype=x.dtype, shape=x.shape, version=OPSET
        )
        return plain * self.weight + self.bias


class Dropout(nn.Module):
    """Dropout that draws eight elements from one random number, as PyTorch draws on one core.

    `share` is rounded to 1 / 256.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.below = round(share * 256)

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a share of it at nothing and the rest grown to make up for it; `x` itself outside training."""
        if not self.training or not self.below:
            return x
        numbers = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), None)
        dropped = numbers.view(torch.uint8)[: x.numel()].view(x.shape) < self.below
        return x.masked_fill(dropped, 0.0) * (256 / (256 - self.below))


class SelfAttention(nn.Module):
    """Multi-head attention of some of the words to all of them, with its residual, in BERT's order (normalised after).

    `heads` of `head` dimensions each, which need not add up to `hidden`.
    """

    def __init__(self, hidden: int, heads: int, head: int, dropout: float, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(hidden, heads * head) for _ in range(3))
        self.out = nn.Linear(heads * head, hidden)
        self.norm = Norm(hidden, eps=epsilon)
        self.dropout = Dropout(dropout)

    def forward(self, some: Tensor, x: Tensor, mask: Tensor | None, bias: Tensor | None) -> Tensor:
        """`some` [B, N, H], words of `x` [B, L, H], to their shape.

        `mask` bool [B, L], True where there is a word, None where there is one everywhere; `bias`, which broadcasts to
        [B, heads, N, L], is added to the scores; None for nothing.
        """
        q, k, v = self.query(some), self.key(x), self.value(x)
        joined = (_mixed_in_onnx if torch.onnx.is_in_onnx_export() else _mixed)(q, k, v, mask, bias, self.heads)
        return self.norm(some + self.dropout(self.out(joined)))


def _mixed(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, bias: Tensor | None, heads: int) -> Tensor:
    """The values [B, N, heads * head], mixed by how well queries and keys agree."""
    if mask is not None:
        apart = attention_bias(mask)
        bias = apart if bias is None else bias + apart
    # In float32: PyTorch's attention on a CPU is slower in bfloat16.
    q, k, v = (y.float().unflatten(2, (heads, -1)).transpose(1, 2) for y in (query, key, value))
    with torch.autocast("cpu", enabled=False):
        # No dropout on the attention weights: on a CPU it would double a step's time.
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.float())
    return mixed.transpose(1, 2).flatten(2)


def _mixed_in_onnx(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, bias: Tensor | None, heads: int
) -> Tensor:
    """As `_mixed`, by ONNX Runtime's own operator, which needs no transposed copies."""
    inputs = (query, key, value, None, None if mask is None else mask.to(torch.int32), bias)
    last = max(i for i, x in enumerate(inputs) if x is not None)
    return torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention",
        inputs[: last + 1],
        {"num_heads": heads},
        dtype=query.dtype,
        shape=query.shape,
        version=1,
    )


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, hidden: int, heads: int, head: int, inner: int, dropout: float, epsilon: float = 1e-12) -> None:
        super().__init__()
        self.attention = SelfAttention(hidden, heads, head, dropout, epsilon)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm = Norm(hidden, eps=epsilon)
        self.dropout = Dropout(dropout)

    def forward(
        self, x: Tensor, mask: Tensor | None, bias: Tensor | None = None, index: Tensor | None = None
    ) -> Tensor:
        """`x` [B, L, H] to the same shape, or, with `index` [B, N], to that of the words that it picks [B, N, H].

        `mask` and `bias` as for `SelfAttention`, `bias` for all words.
        """
        some = x if index is None else picked(x, index)
        if bias is not None and index is not None:
            bias = picked(bias.expand(len(x), -1, -1, -1), index[:, None].expand(-1, bias.shape[1], -1))
        x = self.attention(some, x, mask, bias)
        return self.norm(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


def picked(x: Tensor, index: Tensor) -> Tensor:
    """The rows `index` [..., N] of `x` [..., L, H]."""
    return torch.gather(x, -2, index[..., None].expand(*(-1,) * index.dim(), x.shape[-1]))


class RelativeBias(nn.Module):
    """Attention's bias by relative position, in T5's logarithmic buckets (Raffel et al., 2020), as MPNet has it.

    It stays as pretrained: with a gradient, attention on a CPU would leave its fast path.
    """

    def __init__(self, buckets: int, heads: int, furthest: int) -> None:
        super().__init__()
        self.table = nn.Embedding(buckets, heads)
        self.table.requires_grad_(False)
        self.furthest = furthest
        distance = torch.arange(1 - furthest, furthest)
        self.register_buffer("bucket", _bucket(distance, buckets), persistent=False)

    def forward(self, length: int | Tensor, device: torch.device) -> Tensor:
        """[1, heads, length, length]: of the word in the row towards the word in the column."""
        place = torch.arange(length, device=device)
        by_distance = self.table(self.bucket)
        return by_distance[place[None, :] - place[:, None] + self.furthest - 1].permute(2, 0, 1)[None]


def _bucket(distance: Tensor, buckets: int, furthest: int = 128) -> Tensor:
    """The bucket of each distance (column less row): half of them for either side, half of those one a distance."""
    half, exact = buckets // 2, buckets // 4
    far = distance.abs().clamp(min=1)
    steps = torch.log(far.float() / exact) / math.log(furthest / exact) * (half - exact)
    wide = (exact + steps.long()).clamp(max=half - 1)
    return torch.where(distance > 0, half, 0) + torch.where(distance.abs() < exact, distance.abs(), wide)


class Encoder(nn.Module):
    """Word vectors and cue scores of windows."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(N_FEATURES, shape.hidden)
        self.norm = Norm(shape.hidden, eps=shape.epsilon)
        self.dropout = Dropout(shape.dropout)
        self.layers = nn.ModuleList(
            Layer(shape.hidden, shape.heads, shape.head, shape.inner, shape.dropout, shape.epsilon)
            for _ in range(shape.layers)
        )
        self.relative = RelativeBias(shape.buckets, shape.heads, shape.positions) if shape.buckets else None
        self.cues = nn.Linear(shape.hidden, len(CUE_LABELS))
        self.frozen = shape.frozen
        if shape.frozen:
            for part in (self.words, self.positions, self.norm, *self.layers[: shape.frozen]):
                part.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor | None, features: Tensor, word_index: Tensor) -> tuple[Tensor, Tensor]:
        """`ids`, `features`, `mask` (bool, None where nothing is padding) [W, P] and `word_index` [W, N] to vectors
        [W, N, H] and cue scores [W, N, 3]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        known = self.features(features)
        x = self.words(ids) + self.positions(place)[None]
        x = self.dropout(self.norm(x if self.frozen else x + known))
        bias = None if self.relative is None else self.relative(ids.shape[1], ids.device)
        for i, layer in enumerate(self.layers, 1):
            # What follows looks at words alone, by their first pieces.
            x = layer(x, mask, bias, word_index if i == len(self.layers) else None)
            if i == self.frozen:
                x = x + known
        return x, self.cues(self.dropout(x))


class Roles(nn.Module):
    """Labels of the words around one cue: source, content or neither; and whether the cue is one."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        size = shape.role_hidden
        self.look = shape.look
        self.word, self.word_gate = nn.Linear(shape.hidden, size), nn.Linear(shape.hidden, size)
        self.cue, self.cue_gate = nn.Linear(2 * shape.hidden, size), nn.Linear(2 * shape.hidden, size)
        self.distance = nn.Embedding(REACH.width, size)
        self.features = nn.Embedding(N_FEATURES, size)
        self.in_cue = nn.Embedding(2, size)
        self.norm = Norm(size)
        self.dropout = Dropout(shape.dropout)
        self.layer = Layer(size, shape.role_heads, size // shape.role_heads, 3 * size, shape.dropout)
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
        look = self.look if where.shape[1] == self.look.width else REACH
        x = (
            x
            + self.distance.weight[None, REACH.before - look.before : REACH.before + look.after + 1]
            + self.features(features)
            + self.in_cue(in_cue.long())
        )
        x = self.layer(self.dropout(self.norm(x)), mask)
        return self.labels(x), self.keep(x[:, look.before])[:, 0]


class Network(nn.Module):
    """Encoder and roles together; they are exported as two graphs."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.roles = Roles(shape)
        self.cue_chain = ChainScores(CUE_LABELS)
        self.role_chain = ChainScores(ROLE_LABELS)
        self.towards = nn.Linear(shape.hidden, shape.taught) if shape.taught else nn.Identity()


class ChainScores(nn.Module):
    """Learned scores of a linear chain over BIO labels (see `decode.Chain`)."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        n = len(labels)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.first = nn.Parameter(torch.zeros(n))
        self.last = nn.Parameter(torch.zeros(n))

    def fix(self, chain: Chain) -> None:
        """Take another model's scores, and keep them."""
        for name in ("transitions", "first", "last"):
            parameter = getattr(self, name)
            parameter.data.copy_(torch.from_numpy(getattr(chain, name)))
            parameter.requires_grad_(False)


def attention_bias(mask: Tensor) -> Tensor:
    """Bool [B, L] to the additive [B, 1, 1, L]."""
    return torch.where(mask, 0.0, -1e4)[:, None, None, :]


_BERT = {
    "attention.self.query": "attention.query",
    "attention.self.key": "attention.key",
    "attention.self.value": "attention.value",
    "attention.output.dense": "attention.out",
    "attention.output.LayerNorm": "attention.norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm",
}
_MPNET = {
    "attention.attn.q": "attention.query",
    "attention.attn.k": "attention.key",
    "attention.attn.v": "attention.value",
    "attention.attn.o": "attention.out",
    "attention.LayerNorm": "attention.norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm",
}
_MPNET_FIRST_POSITION = 2


def load_pretrained(encoder: Encoder, checkpoint: Path) -> None:
    """Fill the encoder from a BERT or MPNet `model.safetensors`, with as many of its layers as the encoder has.

    The new features start as BERT's token type 0, and as nothing where there are no token types.
    """
    state = load_file(str(checkpoint))
    own = encoder.state_dict()
    own["words.weight"] = state["embeddings.word_embeddings.weight"]
    positions = state["embeddings.position_embeddings.weight"]
    if encoder.relative is None:
        own["positions.weight"] = positions
        own["features.weight"] = state["embeddings.token_type_embeddings.weight"][:1].repeat(N_FEATURES, 1)
    else:
        own["positions.weight"] = positions[_MPNET_FIRST_POSITION:]
        own["features.weight"] = torch.zeros_like(own["features.weight"])
        own["relative.table.weight"] = state["encoder.relative_attention_bias.weight"]
    names = _BERT if encoder.relative is None else _MPNET
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = state[f"embeddings.LayerNorm.{kind}"]
        for i in range(len(encoder.layers)):
            for theirs, ours in names.items():
                own[f"layers.{i}.{ours}.{kind}"] = state[f"encoder.layer.{i}.{theirs}.{kind}"]
    encoder.load_state_dict(own)
