"""displaCy shows the marks in their colours."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spacy_pipe.conftest import MISSING
from tests.spacy_pipe.made import TALK, TEXTS

spacy = pytest.importorskip("spacy", reason=MISSING)

from onrecord.spacy_pipe import COLORS, KEY, to_doc  # noqa: E402 - needs spaCy


def test_spans_have_colours_and_the_attribution_s_id(nlp: Any) -> None:
    html = spacy.displacy.render(nlp(TALK), style="span", options={"spans_key": KEY}, jupyter=False)
    for label, color in COLORS.items():
        assert label in html
        assert color in html
    assert ">a1</a>" in html


def test_entities_have_the_same_colours(nlp: Any) -> None:
    doc = nlp(TEXTS["block quotation"]).copy()
    doc.ents = spacy.util.filter_spans(doc.spans[KEY])
    html = spacy.displacy.render(doc, style="ent", jupyter=False)
    assert all(color in html for color in COLORS.values())


def test_a_reading_made_elsewhere_is_shown_as_one_of_the_pipeline(nlp: Any) -> None:
    doc, shown = nlp(TALK), {"style": "span", "options": {"spans_key": KEY}, "jupyter": False}
    assert spacy.displacy.render(to_doc(doc._.reading), **shown) == spacy.displacy.render(doc, **shown)
