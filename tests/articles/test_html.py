"""Web pages: which blocks are found, what hostile pages cost, what pages say of themselves."""

import json
from pathlib import Path

import pytest

from onrecord.articles import Metadata, from_bytes, from_html
from onrecord.errors import InputError

PAGES = json.loads((Path(__file__).parent / "cases" / "pages.json").read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).parents[2] / "examples" / "article.html"
BODY = "".join(
    f"<p>The harbour board of the {place} said on Friday that it would dredge the channel before the autumn tides.</p>"
    for place in ("north", "south", "east", "west", "islands")
)


@pytest.mark.parametrize("case", PAGES, ids=lambda c: c["why"])
def test_blocks(case, shown):
    assert shown(from_html(case["html"])) == case["blocks"]


def test_the_example_shows_every_structure():
    article = from_bytes(EXAMPLE.read_bytes(), name=str(EXAMPLE))
    kinds = [b.kind for b in article.blocks]
    assert {"title", "paragraph", "blockquote", "pullquote", "caption", "embed"} == set(kinds)
    assert (kinds[0], kinds[-1], article.notes) == ("title", "embed", ())
    assert (article.outlet, article.authors, article.published) == ("Sound & Shore", ("Nora Blick",), "2025-03-14")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_what_is_nested_too_deep_is_read_without_structure(tag, codes):
    article = from_html(f"{BODY}{f'<{tag}>' * 10_000}The innermost words.<script>no</script><p>The last words.")
    assert article.text.endswith("The innermost words.\n\nThe last words.")
    assert codes(article) == ["nested-too-deep"]


@pytest.mark.parametrize(("depth", "code"), [(1000, ["main-content-not-sought"]), (100, [])])
def test_depth(depth, code, codes):
    assert codes(from_html(f"<html><body>{'<div>' * depth}{BODY}{'</div>' * depth}</body></html>")) == code


def test_a_large_page_is_read_whole(codes):
    head = (
        '<head><title>Long | T</title><meta property="og:title" content="Long"><meta name="author" content="Ada Vik">'
    )
    article = from_html(f"<html>{head}</head><body>{BODY * 5000}</body></html>")
    assert len(article.blocks) == 25_001
    assert (article.title, article.authors, codes(article)) == ("Long", ("Ada Vik",), ["main-content-not-sought"])


@pytest.mark.parametrize("size", [10_000_000, 20_000_000])
def test_a_page_over_the_limit_is_an_error(size):
    with pytest.raises(InputError) as raised:
        from_html(b"<p>" + b"x" * size)
    assert raised.value.code == "too-large"


@pytest.mark.parametrize(
    "page",
    ["<html><script>draw()</script></html>", "<div hidden>No.</div>", "<p>&nbsp;</p>", "<iframe src=x></iframe>"],
)
def test_a_page_without_text_is_an_error(page):
    with pytest.raises(InputError) as raised:
        from_html(page)
    assert raised.value.code == "no-text"


@pytest.mark.parametrize(
    "noise", ["<" * 200_000, "<!--" * 50_000, "<a b='" * 50_000, "<q>“" * 5000, "</p>" * 50_000, "<br> " * 50_000]
)
def test_hostile_pages_end(noise):
    assert "dredge the channel" in from_html(f"<html><body>{BODY}{noise}x").text


def test_nul_and_surrogates_in_a_page(codes):
    article = from_html("<p>The ha\0rbour was\ud800 shut, the pilot said to nobody.</p>")
    assert article.text == "The harbour was\ufffd shut, the pilot said to nobody."
    assert "lone-surrogates-replaced" in codes(article)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
        ("ascii", "cp1252"),
        ("no-such", "utf-8"),
    ],
)
def test_charset(declared, encoding, codes):
    page = f"<html><head><meta charset={declared}></head><body><p>The café’s owner said “no”.</p></body></html>"
    article = from_bytes(page.encode(encoding), name="page")
    assert article.text == "The café’s owner said “no”."
    assert ("decoded-as-cp1252" in codes(article)) is (encoding == "cp1252")


def test_the_server_s_charset_goes_first():
    page = "<html><head><meta charset=koi8-r></head><body><p>Мост закрыт, сказал мэр.</p></body></html>"
    article = from_bytes(page.encode("cp1251"), name="page", content_type="text/html; charset=windows-1251")
    assert article.text == "Мост закрыт, сказал мэр."


def test_mis_encoded_pages_are_repaired(codes):
    article = from_html("<p>The cafÃ© was shut, the owner said.</p>")
    assert article.text == "The café was shut, the owner said."
    assert "mojibake-repaired" in codes(article)


LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Channel to be dredged", "datePublished": "2025-06-06T08:00:00Z",
"author": {"@type": "Person", "name": "Ines Vold"},
"publisher": {"@type": "Organization", "name": "Tidings"}}</script>"""


def test_metadata_from_json_ld_and_flags_before_them():
    page = f"<html><head>{LD}</head><body><article>{BODY}</article></body></html>"
    article = from_html(page, meta=Metadata(outlet="Mine"))
    assert (article.title, article.outlet, article.authors) == ("Channel to be dredged", "Mine", ("Ines Vold",))
    assert article.published.startswith("2025-06-06")


@pytest.mark.parametrize("author", ["Staff", "https://x.example/ada", "@ada", "The Newsroom", "admin"])
def test_what_is_no_name_is_no_author(author):
    head = f'<head><meta name="author" content="{author}"></head>'
    assert from_html(f"<html>{head}<body><article>{BODY}</article></body></html>").authors == ()


@pytest.mark.parametrize(
    "where", ["<footer>Copyright 2026</footer>", "<p>It closed on July 4, 2019, and 1995 is past.</p>"]
)
def test_a_date_in_the_text_is_not_the_article_s(where):
    assert from_html(f"<html><body><article>{BODY}</article>{where}</body></html>").published is None


def test_what_is_no_article_is_refused_before_it_costs_gigabytes():
    with pytest.raises(InputError) as raised:
        from_html("<p>a" * 250_000)
    assert raised.value.code == "too-many-blocks"


def test_an_error_of_a_page_without_a_name_begins_with_the_reason():
    with pytest.raises(InputError, match=r"^the page holds no text"):
        from_html("<script>x</script>")
