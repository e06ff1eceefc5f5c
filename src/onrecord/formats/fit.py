"""Whether a reading fits its article, for readings that come from outside: files, other programs, hands."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.types import Attribution, Reading, Source, Spans

_BLOCK = "a block"
"""It may be empty, as that of a lost embed is."""
_INSTEAD = "\N{REPLACEMENT CHARACTER}"


def faults(reading: Reading) -> Iterator[str]:
    """What is wrong with `reading`, a sentence each without its full stop; nothing for what `onrecord.read` gives."""
    length = len(reading.article.text)
    ids = [a.id for a in reading.attributions]
    sources = [s.id for s in reading.sources]
    if len({*ids}) < len(ids) or len({*sources}) < len(sources):
        yield "an id stands twice"
    parents = {a.id: a.parent for a in reading.attributions}
    for a in reading.attributions:
        yield from _faults_of(a, parents, {*sources})
    for what, spans in _places(reading):
        for start, end in spans:
            if not 0 <= start <= end <= length:
                yield f"{what} has the offsets {start} to {end}, but the text has {length} characters"
            elif start == end and what != _BLOCK:
                yield f"{what} has the offsets {start} to {end}, where there are no words"


def storable(reading: Reading) -> Reading:
    """`reading` with U+FFFD for lone surrogates, which no file can hold; offsets stay, as each is one code point.

    Only a reading of an `Article` made by hand has any: what makes articles of texts and files replaces them itself.
    """
    try:
        msgspec.json.encode(reading)
    except UnicodeEncodeError:
        return msgspec.convert(_mended(msgspec.to_builtins(reading)), Reading)
    return reading


def _mended(value: object) -> object:
    if isinstance(value, str):
        return "".join(_INSTEAD if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, dict):
        return {key: _mended(inner) for key, inner in value.items()}
    return [_mended(inner) for inner in value] if isinstance(value, list | tuple) else value


def _faults_of(a: Attribution, parents: dict[str, str | None], sources: set[str]) -> Iterator[str]:
    if not (a.source or a.cue or a.content):
        yield f"the attribution {a.id} has no words"
    if not 0 <= a.confidence <= 1:
        yield f"the confidence of {a.id} is no probability"
    if a.parent is not None and a.parent not in parents:
        yield f"the attribution {a.id} stands in {a.parent}, which there is not"
    elif _is_in_itself(a.id, parents):
        yield f"the attribution {a.id} stands in itself"
    if a.source_id is not None and a.source_id not in sources:
        yield f"the attribution {a.id} is of {a.source_id}, which is no source"


def _is_in_itself(attribution: str, parents: dict[str, str | None]) -> bool:
    above, seen = parents[attribution], set[str]()
    while above is not None and above not in seen:
        if above == attribution:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _places(reading: Reading) -> Iterator[tuple[str, Spans]]:
    for block in reading.article.blocks:
        yield _BLOCK, ((block.start, block.end), *((block.credit,) if block.credit else ()))
    for a in reading.attributions:
        yield f"the attribution {a.id}", _places_of(a)
    for source in reading.sources:
        yield f"the source {source.id}", _places_of_source(source)
    yield "an own assertion", reading.own_voice
    for quote in reading.pull_quotes:
        yield "a pull quote", (quote.span, *quote.line, *((quote.credit,) if quote.credit else ()))
    for lead in reading.dangling_leads:
        yield "a lead-in", (lead.span, *lead.source, *lead.cue)
    yield "a quantity, time or plan", _places_inside(reading)


def _places_of(a: Attribution) -> Spans:
    marks = (mark.span for mark in a.editorial_marks)
    return (*a.source, *a.cue, *a.content, *a.recipient, *a.evidence, *marks, *_places_inside(a))


def _places_inside(found: Reading | Attribution) -> Spans:
    quantities = (span for quantity in found.quantities for span in (quantity.span, *quantity.hedge))
    times = (span for time in found.times for span in (time.span, *time.hedge))
    plans = (span for plan in found.plans for span in (plan.evidence, *plan.what))
    return (*quantities, *times, *plans)


def _places_of_source(source: Source) -> Spans:
    said = source.anonymity
    unnamed = (*said.reason, *said.position_to_know, *said.label) if said else ()
    return (*source.title, *source.mentions, *source.justification, *unnamed)
