"""A reading as Citron's annotation format has it, and what that has no place for."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from onrecord.formats.fit import storable
from onrecord.types import Attribution, Reading, Span, Spans

APPLICATION = "onrecord"
_NO_NAMES = frozenset({"unnamed", "this article"})


def written(reading: Reading) -> bytes:
    """The file of a reading, laid out as Citron lays out its own: four spaces a level, UTF-8, keys in its order."""
    kept = storable(reading)
    document = {
        "text": kept.article.text,
        "quotes": [_quote(a, kept) for a in sorted(kept.attributions, key=first_span) if a.cue],
        "source": {"application": APPLICATION, "model:": kept.model},
    }
    return (json.dumps(document, indent=4, ensure_ascii=False) + "\n").encode()


def left_out(reading: Reading) -> Counter[str]:
    """How many of what a reading holds are not in its file; what there is none of is not counted."""
    attributions = reading.attributions
    kept = [a for a in attributions if a.cue]
    return +Counter(
        {
            "statements without a cue": len(attributions) - len(kept),
            "further spans of a cue": sum(len(a.cue) - 1 for a in kept),
            "recipients": sum(bool(a.recipient or a.recipient_id) for a in kept),
            "names of sources that are not printed in full": sum(_is_nameless(a, reading) for a in kept),
            "types of sources": len(reading.sources),
            "own assertions": len(reading.own_voice),
            "pull quotes": len(reading.pull_quotes),
            "lead-ins without their statement": len(reading.dangling_leads),
            "quantities": len(reading.quantities),
            "times": len(reading.times),
            "plans": len(reading.plans),
            "lone surrogates": len(re.findall("[\ud800-\udfff]", reading.article.text)),
        }
    )


def first_span(a: Attribution) -> Span:
    """The span by which attributions are in text order."""
    return min((*a.source, *a.cue[:1], *a.content), default=(0, 0))


def _quote(a: Attribution, reading: Reading) -> dict[str, Any]:
    text = reading.article.text
    name = _name(a, reading)
    return {
        "id": a.id,
        "sources": _places(text, a.source),
        "coreferences": _places(text, (name,) if name else ()),
        "cue": _places(text, a.cue)[0],
        "contents": _places(text, a.content),
        "confidence": f"{a.confidence:.4f}",
    }


def _places(text: str, spans: Spans) -> list[dict[str, Any]]:
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]


def _names(a: Attribution, reading: Reading) -> list[str]:
    """What the one behind a statement is called; the best first."""
    of_source = [s.name for s in reading.sources if s.id == a.source_id and s.name]
    return of_source + [link.name for link in a.chain[:1] if link.name not in _NO_NAMES]


def _name(a: Attribution, reading: Reading) -> Span | None:
    """Where the article first prints the name of a source that is printed otherwise here, by a pronoun or in part."""
    text = reading.article.text
    for name in _names(a, reading):
        if any(name in text[start:end] for start, end in a.source):
            return None
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name else None
        if found:
            return found.span()
    return None


def _is_nameless(a: Attribution, reading: Reading) -> bool:
    """Whether the file does not tell the source's name, though the reading does."""
    text = reading.article.text
    names = _names(a, reading)
    return bool(names) and not any(n in text[s:e] for n in names for s, e in a.source) and not _name(a, reading)
