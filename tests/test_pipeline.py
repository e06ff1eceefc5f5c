"""Reading with the real weights: what holds for every text, hostile ones among them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.types import Attribution, Reading

PARTS = (
    "“We will rebuild the pier,” Mayor Ana Ruiz said.",
    'According to the harbor office, "the tide" was late',
    "“It was dark.\n\n“Nobody slept,” he told the Ledger.",
    "The Ledger reports:\n\nThe boats would be sold abroad before the winter, three officials said.",
    "denied that",
    "Zoë said 'no' 👍🏽 — e\u0301tude.",
    '"',
    "‘",
    "\r\n",
    "\n\n",
    " ",
)
texts = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=20)), min_size=1, max_size=12).map(" ".join)
few = settings(max_examples=40)


def spans(attribution: Attribution) -> list[tuple[int, int]]:
    return [*attribution.source, *attribution.cue, *attribution.content]


def check(reading: Reading) -> None:
    """The promises of `Attribution` and of docs/design.md."""
    text = reading.article.text
    found = reading.attributions
    assert [a.id for a in found] == [f"a{i + 1}" for i in range(len(found))]
    assert [min(spans(a))[0] for a in found] == sorted(min(spans(a))[0] for a in found)
    for a in found:
        assert a.content
        assert 0 <= a.confidence <= 1
        assert a.parent is None or a.parent in {b.id for b in found} - {a.id}
        assert a.steps
        for role in (a.source, a.cue, a.content):
            assert [edge for span in role for edge in span] == sorted({edge for span in role for edge in span})
        for start, end in spans(a):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


@few
@given(texts)
def test_every_span_lies_in_the_text_and_shows_what_was_printed(text: str) -> None:
    article = onrecord.from_text(text)
    reading = onrecord.read(article)
    assert reading.article is article
    assert reading.article.text == text
    check(reading)


@few
@given(texts)
def test_reading_again_gives_the_same(text: str) -> None:
    assert onrecord.read(text) == onrecord.read(text)


@settings(max_examples=15)
@given(st.lists(texts, min_size=1, max_size=4))
def test_a_batch_equals_one_by_one(batch: list[str]) -> None:
    assert list(onrecord.read_many(batch)) == [onrecord.read(text) for text in batch]


@pytest.mark.parametrize(
    "text",
    [
        "The harbor office said that it would rain. " * 4_000,
        '"Rain, she said. ' * 5_000,
        "word" * 250_000,
        "\n\n".join(["She said no."] * 3_000),
        "“" * 5_000 + " he said",
        "He said\x00 that\x00 it rained.",
        "He said that \ud800 it rained.",
    ],
    ids=[
        "a paragraph of 170 KB",
        "5,000 open marks",
        "1 MB word",
        "3,000 paragraphs",
        "marks alone",
        "NUL",
        "surrogate",
    ],
)
def test_hostile_text_gives_a_reading(text: str) -> None:
    check(onrecord.read(text))


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_text_without_words_gives_an_empty_reading_with_the_reason(text: str) -> None:
    reading = onrecord.read(text)
    assert reading.attributions == ()
    assert [note.code for note in reading.notes] == ["no-text"]


def test_another_language_is_refused_and_not_guessed_at() -> None:
    german = "Der Bürgermeister sagte am Dienstag, die Brücke bleibe bis zum Ende des Jahres gesperrt, weil Geld fehle."
    reading = onrecord.read(german)
    assert reading.attributions == ()
    assert [note.code for note in reading.notes] == ["language-not-supported"]


@pytest.fixture(scope="module")
def example() -> Reading:
    (article,) = onrecord.iter_articles([Path(__file__).parents[1] / "examples" / "article.html"])
    assert isinstance(article, onrecord.Article)
    return onrecord.read(article)


def test_the_block_quotation_holds_what_it_quotes(example: Reading) -> None:
    (block,) = [a for a in example.attributions if a.mode == "block"]
    inner = [printed(example, a.source) for a in example.attributions if a.parent == block.id]
    assert printed(example, block.source) == "The Harbor Ledger"
    assert any(source.startswith("three people briefed") for source in inner)
    assert any(source.startswith("company officials") for source in inner)


def test_every_mode_is_found(example: Reading) -> None:
    assert {a.mode for a in example.attributions} == {"direct", "indirect", "mixed", "block"}


def test_an_interrupted_quotation_is_one_content_in_two_parts(example: Reading) -> None:
    (mayor,) = [a for a in example.attributions if "Nobody on this quay" in printed(example, a.content)]
    assert "Solheim" in printed(example, mayor.source)
    assert "rained" in printed(example, mayor.content)


def test_a_quotation_goes_on_in_the_paragraph_that_reopens_it(example: Reading) -> None:
    (lund,) = [a for a in example.attributions if "It is the road" in printed(example, a.content)]
    assert printed(example, lund.source) == "Lund"


def test_neither_pull_quote_nor_dangling_lead_makes_a_statement(example: Reading) -> None:
    blocks = {b.kind: (b.start, b.end) for b in example.article.blocks}
    pull, lead = blocks["pullquote"], example.article.text.index("A last word")
    assert not any(pull[0] <= s < pull[1] or s >= lead for a in example.attributions for s, _ in a.content)


def printed(reading: Reading, spans: onrecord.Spans) -> str:
    return " … ".join(reading.article.text[start:end] for start, end in spans)
