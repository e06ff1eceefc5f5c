"""The stage as a whole: attributions in, the same with kind and factuality out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.statements.factuality import factuality_of
from onrecord.statements.kinds import kind_of
from onrecord.types import Article, Attribution, Step


def weigh(article: Article, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """`attributions` with `kind`, `factuality` and the spans of the words that show it."""
    return tuple(_weighed(article.text, a) for a in attributions)


def _weighed(text: str, attribution: Attribution) -> Attribution:
    cue = (attribution.cue[0][0], attribution.cue[-1][1]) if attribution.cue else None
    kind = kind_of(text[slice(*cue)] if cue else "", quoted=attribution.mode in ("direct", "block"))
    if not attribution.content:
        return replace(attribution, kind=kind)
    factuality, evidence = factuality_of(text, cue, attribution.content, kind)
    step = Step("factuality", "rule:signs")
    return replace(attribution, kind=kind, factuality=factuality, evidence=evidence, steps=(*attribution.steps, step))
