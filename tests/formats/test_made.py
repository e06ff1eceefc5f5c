"""The made readings hold what they are made for."""

from collections import Counter
from itertools import pairwise

from hypothesis import given

from onrecord.formats.json import from_json, to_json
from onrecord.types import Reading, Span
from tests.formats import made


def roles(reading: Reading):
    return [s for a in reading.attributions for s in (a.source, a.cue, a.content, a.recipient, a.evidence)]


@given(made.whole)
def test_they_keep_to_what_the_types_promise(reading):
    text, ids = reading.article.text, {s.id for s in reading.sources}
    for spans in roles(reading) + [s.mentions for s in reading.sources] + [reading.own_voice]:
        assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    firsts = [min((*a.source, *a.cue, *a.content)) for a in reading.attributions]
    assert firsts == sorted(firsts)
    assert {a.source_id for a in reading.attributions} | {a.recipient_id for a in reading.attributions} <= {None, *ids}
    assert {a.parent for a in reading.attributions} <= {None, *(a.id for a in reading.attributions)}
    assert from_json(to_json(reading)) == reading


def test_they_hold_everything(made_readings):
    def crosses(reading: Reading, span: Span) -> bool:
        return bool(set("\r\n") & set(reading.article.text[slice(*span)]))

    seen: Counter[str] = Counter()
    for reading in made_readings:
        seen["none"] += not reading.attributions
        seen["crlf"] += "\r\n" in reading.article.text
        seen["discontinuous"] += any(len(spans) > 1 for spans in roles(reading))
        seen["over a break"] += any(crosses(reading, s) for spans in roles(reading) for s in spans)
        for a in reading.attributions:
            found = {a.mode, a.kind, a.factuality, "no source" if not a.source else "", "nested" if a.parent else ""}
            seen.update(
                found | {name for name in ("recipient_id", "candidates", "quantities", "plans") if getattr(a, name)}
            )
        seen.update(s.type for s in reading.sources)
        seen.update(name for name in ("pull_quotes", "dangling_leads", "own_voice", "notes") if getattr(reading, name))
    wanted = "none crlf discontinuous recipient_id candidates nested pull_quotes dangling_leads own_voice".split()
    assert min(seen[name] for name in [*wanted, "over a break", "no source", "questioned", "document", "block"]) > 3


def test_a_seed_gives_one_reading():
    assert to_json(made.reading(5)) == to_json(made.reading(5)) != to_json(made.reading(6))
