"""Words whose reading depends on where they stand, and quotations that are long."""

import pytest

from onrecord.variants import compare
from onrecord.variants.quoted import quoted_words


@pytest.mark.parametrize(
    ("printed", "original", "hedge"),
    [
        (
            "We keep the landing stage open until May for boats.",
            "We keep the landing stage open until June for boats.",
            None,
        ),
        (
            "The boats may sail again after the repairs end.",
            "The boats will sail again after the repairs end.",
            "gained",
        ),
        (
            "May the boats sail again after the long repairs?",
            "Will the boats sail again after the long repairs?",
            "gained",
        ),
    ],
)
def test_the_month_of_may_is_no_hedge(printed, original, hedge):
    assert compare(printed, original).hedge == hedge


def test_a_long_speech_is_compared_whole():
    words = [f"word{i % 977}" for i in range(6000)]
    changed = [*words[:3000], "other", *words[3001:]]
    found = compare(" ".join(changed), " ".join(words))
    assert (found.cls, len(found.edits)) == ("altered", 1)


def test_many_apostrophes_hide_no_quotation():
    text = "'a" * 3000 + ' and "the boats are gone" he said'
    spans = quoted_words(text, ((0, len(text)),), "mixed", ((0, len(text)),))
    assert "the boats are gone" in [text[start:end] for start, end in spans]
