"""Word pieces of words, by the encoder's own tokenizer (BERT word pieces)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 8
"""Pieces kept of one word: enough for names, and a pasted key or URL cannot fill a window."""


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
        self.cls, self.sep, self._unknown = (_id(tokenizer, names) for names in _SPECIAL)

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """From a `tokenizer.json`."""
        from tokenizers import Tokenizer  # noqa: PLC0415 - a compiled library, loaded when a model is

        return cls(Tokenizer.from_file(str(path)))

    def of(self, words: Sequence[str]) -> Pieces:
        """The pieces of each word; a word that the tokenizer drops (a control character) is one unknown piece."""
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        owners = np.array([i for i in encoding.word_ids if i is not None], dtype=np.int64)
        ids = np.array(encoding.ids, dtype=np.int64)
        missing = np.setdiff1d(np.arange(len(words)), owners)
        if len(missing):
            owners = np.concatenate((owners, missing))
            ids = np.concatenate((ids, np.full(len(missing), self._unknown)))
            order = np.argsort(owners, kind="stable")
            owners, ids = owners[order], ids[order]
        rank = np.arange(len(owners)) - np.searchsorted(owners, owners, side="left")
        keep = rank < MAX_PIECES
        sizes = np.bincount(owners[keep], minlength=len(words)).astype(np.int32)
        return Pieces(ids[keep], sizes)


def _id(tokenizer: Tokenizer, names: Sequence[str]) -> int:
    numbers = [number for name in names if (number := tokenizer.token_to_id(name)) is not None]
    if not numbers:
        raise ModelError(f"tokenizer.json: has no {' or '.join(names)} token, so it is neither BERT's nor MPNet's")
    return int(numbers[0])
