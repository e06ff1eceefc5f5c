"""What holds for every text and every page."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_bytes, from_html, from_text

MARKS = "“”\"'‘’«»>-*#—.!? \n\r\t\f\u2028"
texts = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(MARKS), st.sampled_from("ab")), max_size=300)
words = st.text(st.sampled_from("abcdeéß"), min_size=1, max_size=8)
sentences = st.lists(words, min_size=5, max_size=30).map(" ".join)
TAGS = "p div blockquote q pre aside li ul h2 figure figcaption cite b br span iframe td table"
tags = st.sampled_from(TAGS.split(" "))
soup = st.lists(
    st.one_of(tags.map("<{}>".format), tags.map("</{}>".format), sentences, st.text(max_size=9)), max_size=40
).map("".join)


def check_blocks(article):
    at = 0
    for block in article.blocks:
        assert at <= block.start <= block.end <= len(article.text)
        lost = block.kind == "embed" and block.start == block.end
        assert lost or article.text[block.start : block.end].strip()
        assert block.credit is None or article.text[slice(*block.credit)].strip()
        at = block.end


@given(texts)
def test_a_text_is_kept_and_its_blocks_are_in_order(text):
    article = from_text(text)
    assert article.text == text
    check_blocks(article)


@given(texts)
def test_a_block_is_trimmed_and_no_word_stands_outside(text):
    article = from_text("a" + text)
    outside = article.text
    for block in reversed(article.blocks):
        assert article.text[block.start : block.end] == article.text[block.start : block.end].strip()
        outside = outside[: block.start] + outside[block.end :]
    assert not any(c.isalnum() for c in outside)


@given(sentences, texts)
def test_well_formed_utf_8_is_kept(start, text):
    # Letters that begin what looks mis-encoded are left out, and controls, of which many are no text.
    said = start + "".join(c for c in text if (c.isprintable() and ord(c) < 0x80) or c in "é“”—\r\n")
    assert from_bytes(said.encode(), name="a.txt").text == said


@given(st.lists(sentences, min_size=1, max_size=12))
def test_every_paragraph_of_a_page_is_kept(said):
    page = "".join(f"<p>{escape(s)}</p>" for s in said)
    article = from_html(f"<html><body><article>{page}</article></body></html>")
    assert [article.text[b.start : b.end] for b in article.blocks] == said


@given(soup)
def test_no_page_breaks_the_blocks(page):
    article = from_html(f"<p>The pilot of the harbour said that it was late.</p>{page}")
    check_blocks(article)
    assert article == from_html(f"<p>The pilot of the harbour said that it was late.</p>{page}")
