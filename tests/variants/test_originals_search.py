"""Finding wordings: whatever is cut from an original is found, and hostile originals cost little."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.variants.originals import verify
from onrecord.variants.originals_index import Index
from onrecord.variants.originals_places import similar_places
from onrecord.variants.originals_wording import wording
from tests.variants.originals import reading

WORDS = [
    f"{a}{b}" for a in ("ka", "mo", "ri", "su", "te", "vo", "na") for b in ("lan", "dor", "mi", "sek", "pur", "te")
]
BETWEEN = st.sampled_from([" ", " ", " ", ", ", ". ", "\n", "\n\n", " – ", " (applause) ", " [crosstalk] ", "? "])
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), BETWEEN), min_size=6, max_size=80)


def checked(quotation, *originals):
    article = reading(f"“{quotation}” Ruiz said.", {"s1": {"type": "named person", "name": "Ruiz"}},
                      [{"source": "s1", "content": [f"“{quotation}”"], "mode": "direct"}])  # fmt: skip
    (found,) = verify(article, [from_text(o) for o in originals]).quotations
    return found


def plain(pairs):
    """As an article prints it: on one line, without what was heard."""
    return " ".join(re.sub(r"[(\[]\w+[)\]]", "", "".join(w + b for w, b in pairs)).split())


@given(TEXTS, st.data())
def test_what_is_cut_at_word_bounds_is_found_exact(pairs, data):
    start = data.draw(st.integers(0, len(pairs) - 1))
    end = data.draw(st.integers(start + 1, len(pairs)))
    found = checked(plain(pairs[start:end]), "".join(w + b for w, b in pairs))
    assert found.verdict == "exact"
    assert plain([(found.passages[0].text, "")]).split()[0].strip(",.?") == pairs[start][0]


@given(st.permutations(WORDS), st.lists(BETWEEN, min_size=len(WORDS), max_size=len(WORDS)), st.data())
def test_what_is_left_out_with_a_mark_is_changed_and_marked(ordered, between, data):
    pairs = list(zip(ordered, between, strict=True))
    a, b, c, d = sorted(data.draw(st.lists(st.integers(0, len(pairs)), min_size=4, max_size=4, unique=True)))
    mark = data.draw(st.sampled_from(["…", "...", "[…]", ". . ."]))
    assume(b - a + d - c > 2)
    found = checked(f"{plain(pairs[a:b])} {mark} {plain(pairs[c:d])}", "".join(w + x for w, x in pairs))
    assert found.verdict == "changed, marked"


@given(st.text(max_size=300), st.text(min_size=1, max_size=60))
def test_any_text_may_be_searched_for_any(original, quotation):
    for place in similar_places(Index(original), wording(quotation)):
        assert 0 <= place.start < place.end
        assert 0 <= place.similarity <= 1


def test_a_word_repeated_without_end():
    found = checked("ha ha ha ho ha ha", "ha " * 200_000)
    assert found.verdict in ("changed, unmarked", "missing")
    assert checked("ha ha", "ha " * 200_000).verdict == "exact"


@pytest.mark.parametrize(
    "original", ["[" * 50_000, "“" * 50_000, "a-\n" * 50_000, "A: b\n" * 50_000, "(x " * 50_000, "\0"]
)
def test_hostile_originals(original):
    assert checked("The pier is closed for good until June", original).verdict == "missing"


def test_a_long_quotation_with_words_of_every_kind():
    text = " ".join(f"{WORDS[i % 41]} {i}" for i in range(4000))
    assert checked(text[:20_000].rsplit(" ", 1)[0], text).verdict == "exact"


def test_numbers_keep_their_point():
    assert checked("3.5 percent of the boats sailed", "We know that 35 percent of the boats sailed").verdict != "exact"


@pytest.mark.parametrize(
    ("printed", "original"),
    [
        ("the well known pilots", "the well-known pilots"),
        ("everyone waits for it", "every one waits for it"),
        ("the résumé of Jose", "the resume of José"),
        ("1,000 boats", "1000 boats"),
        ("5% of them", "5 percent of them"),
        ("don’t you see", "don't you see"),
        ("we have got to go", "we’ve got to go"),
        ("it is not over", "it isn't over"),
    ],
)
def test_the_same_words_written_otherwise(printed, original):
    assert checked(printed, f"I said {original}, and so on.").verdict == "exact"


def test_a_quotation_is_found_in_a_long_transcript_between_turns_and_page_breaks():
    turns = "\n\n".join(
        f"SEN. HOLM: {WORDS[i % 42]} {WORDS[i % 41]} boat {i}.\n\nMR. LUND: Yes, {i}." for i in range(3000)
    )
    found = checked(
        "Nobody asked us … about the boats", f"{turns}\n\nMS. RUIZ: Nobody asked us, ever, about the boats."
    )
    assert (found.verdict, found.passages[0].agreement) == ("changed, marked", "same")


def test_a_speech_quoted_whole_with_many_changes():
    speech = [f"{WORDS[i * i % 42]} {WORDS[i % 41]} {i}" for i in range(900)]
    printed = ["harbor" if i % 60 == 30 else w for i, w in enumerate(speech)]
    found = checked(" ".join(printed), " ".join(speech))
    assert (found.verdict, found.passages[0].similarity > 0.9) == ("changed, unmarked", True)
