"""Offsets to tokens: every mark covers what the reading says, and no token beside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from tests.spacy_pipe.conftest import MISSING
from tests.spacy_pipe.made import TALK, TEXTS, offsets, reading, spans_in, texts, without_spaces

pytest.importorskip("spacy", reason=MISSING)

from onrecord.spacy_pipe import KEY, to_doc


def marks(doc: Any) -> list[tuple[str, str, int, int]]:
    return [(mark.id_, mark.label_, mark.start_char, mark.end_char) for mark in doc.spans[KEY]]


@given(texts, st.data())
def test_a_mark_covers_the_span_and_no_token_beside_it(text: str, data: st.DataObject) -> None:
    for span in data.draw(spans_in(text)):
        doc = to_doc(reading(text, content=(span,)))
        start, end = without_spaces(text, span)
        assert len(doc.spans[KEY]) == 1 or start == end
        for mark in doc.spans[KEY]:
            assert start == end or mark.start_char <= start < end <= mark.end_char
            assert mark[0].idx + len(mark[0]) > span[0]
            assert mark[-1].idx < span[1]


@given(texts, st.data())
def test_the_reading_keeps_the_offsets_to_the_letter(text: str, data: st.DataObject) -> None:
    whole = reading(text, *(data.draw(spans_in(text)) for _ in range(3)))
    doc = to_doc(whole)
    assert doc.text == text
    assert doc._.reading == whole
    assert [a.plain for a in doc._.attributions] == list(whole.attributions)


@pytest.mark.parametrize("name", TEXTS)
def test_marks_stand_where_the_reading_has_them(nlp: Any, name: str) -> None:
    doc = nlp(TEXTS[name])
    wanted = list(offsets(doc._.reading))
    assert [mark[:2] for mark in marks(doc)] == [want[:2] for want in wanted]
    for (_, _, start, end), (_, _, span) in zip(marks(doc), wanted, strict=True):
        assert start <= span[0]
        assert span[1] <= end


def test_a_mark_takes_the_whole_of_a_token_that_the_span_cuts() -> None:
    text = 'She said:"half-open".'
    start = text.index("open")
    doc = to_doc(reading(text, content=((start + 1, start + 3),)))
    (mark,) = doc._.attributions[0].content
    assert (mark.text, mark.label_, mark.id_, mark.kb_id_) == ("open", "CONTENT", "a1", "a1")
    assert doc._.attributions[0].plain.content == ((start + 1, start + 3),)


def test_an_attribution_has_spans_where_the_reading_has_offsets(nlp: Any) -> None:
    first = nlp(TALK)._.attributions[0]
    assert [span.text for span in first.source] == ["engineer Mara Olsen"]
    assert [span.text for span in first.cue] == ["said"]
    assert [span.text for span in first.content] == ['"The bridge is safe,"', '"We tested every cable."']
    assert (first.mode, first.kind, first.factuality) == ("direct", "assertion", "asserted")
    assert first.chain[-1].name == "this article"


def test_an_attribution_leads_to_its_source(nlp: Any) -> None:
    doc = nlp(TALK)
    (source,) = doc._.sources
    assert doc._.attributions[0].behind == source
    assert (source.name, source.type, source.roles) == ("Mara Olsen", "named person", ("engineer",))
    assert [mention.text for mention in source.mentions] == ["engineer Mara Olsen"]


def test_views_are_frozen(nlp: Any) -> None:
    with pytest.raises(AttributeError):
        nlp(TALK)._.attributions[0].mode = "block"


@pytest.mark.parametrize("span", [(4, 2000), (-3, 2), (5, 5), (6, 2)])
def test_a_span_that_is_not_in_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(OnrecordError, match=f"from {span[0]} to {span[1]} is empty or lies outside the text"):
        to_doc(reading(TALK, content=(span,)))


def test_a_tokenizer_that_changes_the_text_is_refused(spacy: Any) -> None:
    english = spacy.blank("en")
    english.tokenizer = lambda text: spacy.tokens.Doc(english.vocab, words=text.split())
    with pytest.raises(OnrecordError, match="does not keep the article's text to the letter"):
        to_doc(reading("Ruiz said so.  Twice.", content=((0, 4),)), english)
