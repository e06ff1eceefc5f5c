"""A relation as the tagger finds it, before structure, nesting and mode make it an attribution."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.types import Spans, Step


@dataclass(frozen=True, slots=True)
class Relation:
    """Source, cue and content spans; `confidence` in [0, 1]; `steps` name the model or rules behind it."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    steps: tuple[Step, ...] = ()
