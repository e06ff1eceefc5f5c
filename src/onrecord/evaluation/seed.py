"""Compare a reading with one article's gold attributions, given by hand in a JSON file.

The file names its text (`article`, beside it) and lists `attributions` with `id`, `source`, `cue` and
`content` (lists of half-open code-point spans) and, where one stands inside another, `parent` (its id).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import CorpusError
from onrecord.evaluation.polnear import GoldRelation
from onrecord.evaluation.scores import CONTENT_OVERLAP, in_tokens, linked, overlap
from onrecord.types import Attribution


@dataclass(frozen=True, slots=True)
class SeedAttribution:
    """One gold attribution of the article; `parent` is the id of the one in whose content it stands."""

    id: str
    relation: GoldRelation
    parent: str | None


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """An article's text and what a reading of it must find."""

    text: str
    attributions: tuple[SeedAttribution, ...]


def load_seed(path: Path) -> SeedArticle:
    """Load gold attributions and the text they point into; CorpusError where either cannot be read."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / fields["article"]).read_text(encoding="utf-8")
        return SeedArticle(text, tuple(map(_attribution, fields["attributions"])))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise CorpusError(f"{path}: not a file of gold attributions: {exc!r}") from exc


def found(seed: SeedArticle, attributions: Sequence[Attribution]) -> dict[str, Attribution]:
    """The attribution that was found for each gold id; ids that were not found are left out.

    Contents must overlap (Jaccard of tokens at least 0.5) and sources too, or both be empty. Pairs are one to
    one and taken in order of overlap, so that of nested attributions each gets its own.
    """
    gold = in_tokens(seed.text, [one.relation for one in seed.attributions])
    mine = in_tokens(seed.text, attributions)
    candidates = sorted(
        (-overlap(wanted.content, got.content), i, j)
        for i, wanted in enumerate(gold)
        for j, got in enumerate(mine)
        if linked(wanted, got) and overlap(wanted.content, got.content) >= CONTENT_OVERLAP
    )
    pairs: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return {seed.attributions[i].id: attributions[j] for i, j in pairs.items()}


def _attribution(fields: dict[str, Any]) -> SeedAttribution:
    source, cue, content = (
        tuple((int(start), int(end)) for start, end in fields[role]) for role in ("source", "cue", "content")
    )
    return SeedAttribution(str(fields["id"]), GoldRelation(source, cue, content), fields.get("parent"))
