"""Word pieces of words, by the encoder's own tokenizer (BERT word pieces)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 8
"""Pieces kept of one word: enough for names, and a pasted key or URL cannot fill a window."""
REMEMBERED = 50_000
"""Words whose pieces are kept; past that all are forgotten, so that memory stays bounded."""

_SPECIAL = (("[CLS]", "<s>"), ("[SEP]", "</s>"), ("[UNK]",))
"""Begin, end and unknown, as BERT and as MPNet name them."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """`ids` int64 [total] the pieces of all words in order; `sizes` int32 [n words], each at least 1."""

    ids: NDArray[np.int64]
    sizes: NDArray[np.int32]


class WordPieces:
    """The encoder's tokenizer, applied to words that are already split."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        # News repeats its words, and a look-up costs a tenth of the tokenizer.
        self._known: dict[str, tuple[int, ...]] = {}
        self.cls, self.sep, self._unknown = (_id(tokenizer, names) for names in _SPECIAL)

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """From a `tokenizer.json`."""
        from tokenizers import Tokenizer  # noqa: PLC0415 - a compiled library, loaded when a model is

        return cls(Tokenizer.from_file(str(path)))

    def of(self, words: Sequence[str]) -> Pieces:
        """The pieces of each word; a word that the tokenizer drops (a control character) is one unknown piece."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            self._learn(new)
        pieces = [self._known[word] for word in words]
        sizes = np.fromiter(map(len, pieces), dtype=np.int32, count=len(pieces))
        return Pieces(np.fromiter(chain.from_iterable(pieces), dtype=np.int64, count=int(sizes.sum())), sizes)

    def _learn(self, words: Sequence[str]) -> None:
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        found: list[list[int]] = [[] for _ in words]
        for owner, piece in zip(encoding.word_ids, encoding.ids, strict=True):
            if owner is not None:
                found[owner].append(piece)
        for word, ids in zip(words, found, strict=True):
            self._known[word] = tuple(ids[:MAX_PIECES]) or (self._unknown,)


def _id(tokenizer: Tokenizer, names: Sequence[str]) -> int:
    numbers = [number for name in names if (number := tokenizer.token_to_id(name)) is not None]
    if not numbers:
        raise ModelError(f"tokenizer.json: has no {' or '.join(names)} token, so it is neither BERT's nor MPNet's")
    return int(numbers[0])
