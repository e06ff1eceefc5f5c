"""Readings as JSON: round trip, schema, errors."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.errors import OnrecordError
from onrecord.formats.json import from_json, schema, to_json
from onrecord.types import (
    Article,
    Attribution,
    Block,
    DanglingLead,
    EditorialMark,
    Note,
    Plan,
    PullQuote,
    Quantity,
    Reading,
    Step,
    Time,
)

span = st.tuples(st.integers(0, 99), st.integers(0, 99))
spans = st.lists(span, max_size=3).map(tuple)
words = st.text(st.characters(codec="utf-8"), max_size=30)
steps = st.lists(st.builds(Step, words, words), max_size=2).map(tuple)
notes = st.lists(st.builds(Note, words, words), max_size=2).map(tuple)
number = st.none() | st.integers(0, 10**12) | st.floats(0, 1e12)
quantities = st.builds(
    Quantity, span, st.sampled_from(["count", "money"]), number, number, number, unit=st.none() | words
)
times = st.builds(Time, span, st.none() | st.just("2026-03-14"), st.none() | st.just("2026-03-14"))
plans = st.builds(Plan, st.sampled_from(["pending", "approved"]), span, spans)
attributions = st.builds(
    Attribution,
    words,
    spans,
    spans,
    spans,
    st.sampled_from(["direct", "block"]),
    st.none() | words,
    st.floats(0, 1),
    steps,
    quantities=st.lists(quantities, max_size=2).map(tuple),
    times=st.lists(times, max_size=2).map(tuple),
    plans=st.lists(plans, max_size=2).map(tuple),
    editorial_marks=st.lists(st.builds(EditorialMark, st.just("sic"), span), max_size=2).map(tuple),
)
blocks = st.builds(Block, st.sampled_from(["title", "embed"]), st.integers(0, 9), st.integers(0, 9))
articles = st.builds(
    Article, words, st.lists(blocks, max_size=2).map(tuple), words, words, authors=st.just(("A",)), notes=notes
)
readings = st.builds(
    Reading,
    articles,
    st.lists(attributions, max_size=3).map(tuple),
    words,
    notes,
    own_voice=spans,
    pull_quotes=st.lists(st.builds(PullQuote, span, spans, st.none() | words, st.none() | span), max_size=2).map(tuple),
    dangling_leads=st.lists(st.builds(DanglingLead, span, spans, spans, st.none() | words), max_size=2).map(tuple),
    quantities=st.lists(quantities, max_size=2).map(tuple),
)


@given(readings)
def test_round_trip(reading):
    assert from_json(to_json(reading)) == reading
    assert from_json(to_json(reading, indent=2)) == reading
    assert to_json(from_json(to_json(reading))) == to_json(reading)


@given(readings)
def test_every_reading_fits_the_schema(reading):
    jsonschema.validate(json.loads(to_json(reading)), schema())


def test_a_real_reading_fits_the_schema():
    reading = onrecord.read("“Rain is coming,” the harbor office said.")
    jsonschema.validate(json.loads(to_json(reading)), schema())
    assert from_json(to_json(reading)) == reading


def test_the_schema_in_the_docs_is_the_schema():
    path = Path(__file__).parents[2] / "docs" / "reading.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == schema(), "run: onrecord schema > docs/reading.schema.json"


@pytest.mark.parametrize(
    ("text", "why"), [("", "truncated"), ("{}", "article"), ('{"article": 3}', "article"), (b"\xff", "reading")]
)
def test_what_is_no_reading_is_refused(text, why):
    with pytest.raises(OnrecordError, match=why):
        from_json(text)
