"""Plain text and bytes: blocks, encodings, languages, what is no text."""

import json
from pathlib import Path

import pytest

from onrecord.articles import Metadata, from_bytes, from_text
from onrecord.errors import InputError

CASES = Path(__file__).parent / "cases"
TEXTS = json.loads((CASES / "texts.json").read_text(encoding="utf-8"))
LANGUAGES = json.loads((CASES / "languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TEXTS, ids=lambda c: c["why"])
def test_blocks(case, shown):
    article = from_text(case["text"])
    assert (shown(article), article.text) == (case["blocks"], case["text"])


def test_a_known_title_is_the_title():
    article = from_text("It rained.\n\nIt rained all day, she said.", meta=Metadata(title="It rained."))
    assert article.blocks[0].kind == "title"


@pytest.mark.parametrize("case", LANGUAGES, ids=lambda c: c["why"])
def test_language(case):
    assert from_text(case["text"]).language == case["language"]


@pytest.mark.parametrize(
    ("text", "encoding", "code"),
    [
        ("naïve", "cp1252", "decoded-as-cp1252"),
        ("café", "latin-1", "decoded-as-cp1252"),
        ("“Yes,” she said", "cp1252", "decoded-as-cp1252"),
        ("Zoë said: “no”", "utf-16", "decoded-as-utf-16-le"),
        ("She said it twice.", "utf-16-be", "decoded-as-utf-16-be"),
        ("“Yes,” she said", "utf-8-sig", "byte-order-mark"),
        ("Мост через реку закрыт на всю зиму, сказал в понедельник мэр города. " * 4, "cp1251", "decoded-as-cp1251"),
    ],
)
def test_encodings(text, encoding, code, codes):
    article = from_bytes(text.encode(encoding), name="a.txt")
    assert (article.text, codes(article)) == (text, [code])


def test_damaged_utf_8_stays_utf_8(codes):
    article = from_bytes("“Yes,” sh".encode() + b"\xff" + " said – “so”".encode(), name="a.txt")
    assert (article.text, codes(article)) == ("“Yes,” sh\ufffd said – “so”", ["invalid-utf-8"])


@pytest.mark.parametrize("data", [b"caf\xc3", b"\xe2\x80", b"ab\xff"])
def test_tiny_broken_utf_8_is_western(data, codes):
    assert codes(from_bytes(data, name="a.txt")) == ["decoded-as-cp1252"]


def test_mis_encoded_text_is_repaired_and_noted(codes):
    article = from_bytes("The cafÃ© was shut, she said.\nNo doubt.\n".encode(), name="a.txt")
    assert (article.text, codes(article)) == ("The café was shut, she said.\nNo doubt.\n", ["mojibake-repaired"])


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("â€œThe pier is safe,â€\ufffd said Ana.\n", "“The pier is safe,” said Ana.\n"),
        ("JosÃ©â€™s boat left.\n", "José’s boat left.\n"),
        ("“It holds,â€\ufffd said Ana.\n", "“It holds,â€\ufffd said Ana.\n"),
    ],
    ids=["a mark whose last byte is lost", "two that touch", "beside marks that are as they should be"],
)
def test_mis_encoded_marks_are_repaired_where_all_of_the_line_is(printed, meant):
    assert from_bytes(printed.encode(), name="a.txt").text == meant


@pytest.mark.parametrize("text", ["Ãngel said “so”.", "ﬁne — ‘x’ …\u00a0“y”\r\n", "50 Â£ is not much", "e\u0301"])
def test_from_text_repairs_nothing(text):
    assert from_text(text).text == text


def test_nul_and_surrogates(codes):
    article = from_text("a\0b \ud83d\ude00 \ud800")
    assert (article.text, codes(article)) == ("a\0b 😀 \ufffd", ["lone-surrogates-replaced", "nul-characters"])
    assert codes(from_bytes(b"The mayor\0 said so.", name="a.txt")) == ["nul-characters"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "blank"),
        (b"\xef\xbb\xbf\n", "blank"),
        (b"%PDF-1.7\n%\xe2", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"PK\x03\x04rest", "archive"),
        (b"\x1f\x8b\x08", "archive"),
        (b"{\\rtf1 x}", "rtf"),
        (b"\xd0\xcf\x11\xe0", "office"),
        (b"RIFF\0\0\0\0WEBP", "media"),
        (bytes(range(256)) * 4, "binary"),
        (b"\0\1\2\3\4\5", "binary"),
        (b"x" * 10_000_001, "too-large"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_no_text(data, code):
    with pytest.raises(InputError) as raised:
        from_bytes(data, name="it")
    assert raised.value.code == code
    assert str(raised.value).startswith("it: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    ["word and “another”, " * 50_000, "“a " * 5000, ">" * 500_000, "a\n" * 100_000, "- x\n" * 50_000, "a\n\n" * 9],
)
def test_large_and_odd_texts_end(text):
    assert from_text(text).text == text


@pytest.mark.parametrize(
    "text",
    ["“Â” is a letter", "A letra “Ã” é usada", "AMANHÃ» disse", "one\u0085Line two", "He wrote “Ã©” where é stands."],
)
def test_a_well_formed_file_is_kept_to_the_letter(text):
    assert from_bytes(text.encode(), name="a.txt").text == text


def test_too_many_lines_are_refused():
    with pytest.raises(InputError) as raised:
        from_bytes(b"a\n" * 250_000, name="words.txt")
    assert raised.value.code == "too-many-lines"
