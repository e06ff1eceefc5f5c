"""Quotations of an article in originals, as cases."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.articles import from_text
from onrecord.types import PullQuote
from onrecord.variants.originals import verify, wants_reading
from tests.variants.originals import original, reading

CASES = json.loads((Path(__file__).parent / "cases" / "originals.json").read_text(encoding="utf-8"))


def checked(case):
    article = reading(case["article"], case["sources"], case["statements"])
    return verify(article, [original(o) for o in case["originals"]])


def described(found, wanted):
    """What `wanted` asks of one quotation, as it was found."""
    best = found.passages[0] if found.passages else None
    facts = {
        "quotation": found.quotation.text,
        "verdict": found.verdict,
        "speaker": found.quotation.speaker,
        "passages": len(found.passages),
        "nearest": found.nearest and found.nearest.text,
    }
    if best is not None:
        facts |= {"text": best.text, "agreement": best.agreement, "speakers": [s.name for s in best.speakers]}
        facts |= {"hedge": best.comparison.hedge, "negation": best.comparison.negation}
    return {key: facts.get(key) for key in wanted}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_case(case):
    found = checked(case).quotations
    assert len(found) == len(case["expected"])
    assert [described(f, w) for f, w in zip(found, case["expected"], strict=True)] == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_offsets_lead_to_the_words(case):
    verification = checked(case)
    texts = [original(o) for o in case["originals"]]
    texts = [(t if isinstance(o, str) else t.article).text for t, o in zip(texts, case["originals"], strict=True)]
    for found in verification.quotations:
        assert found.quotation.text == " ".join(case["article"][s:e] for s, e in found.quotation.spans)
        for passage in found.passages:
            there = texts[passage.original][slice(*passage.span)]
            assert (there.split()[0], there[-1]) == (passage.text.split()[0], passage.text[-1])


def notes(original, article="The pier is closed."):
    (found,) = verify(reading(article), [original]).originals
    return [note.code for note in found.notes]


def test_an_original_without_words_is_noted():
    assert notes(from_text("")) == ["no-words"]


def test_an_original_in_which_nobody_is_known_to_speak_is_noted():
    assert notes(from_text("The boats are sold.")) == ["speakers-not-known"]
    assert notes(from_text("MS. RUIZ: Sold.\n\nQ. When?")) == []


def test_the_article_itself_is_noted():
    assert "same-text" in notes(from_text("The pier is closed."))


def test_what_has_no_labels_and_is_no_book_is_to_be_read():
    assert wants_reading(from_text("“The boats are sold,” Ruiz said."))
    assert not wants_reading(from_text("MS. RUIZ: Sold.\n\nQ. When?"))
    assert not wants_reading(from_text("The boats are sold. " * 10_000))


def test_no_originals():
    (found,) = verify(reading("On the wall: “Who pays for the harbor lights?”"), []).quotations
    assert (found.verdict, found.nearest) == ("missing", None)


def test_a_pull_quote_is_not_checked_again():
    text = "“Who pays for the harbor lights?” Ruiz said.\n\n“Who pays for the harbor lights?”"
    span = (text.rindex("“"), len(text))
    article = replace(reading(text), pull_quotes=(PullQuote(span),))
    assert [q.quotation.spans for q in verify(article, []).quotations] == [((1, 32),)]
