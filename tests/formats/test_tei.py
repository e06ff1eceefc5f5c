"""Readings as TEI: what the document says of a page of our own, and of pages that are hard to nest."""

from dataclasses import replace

import pytest
from hypothesis import given
from lxml import etree

from onrecord.formats.tei import document, pieces
from onrecord.formats.tei_xml import held
from onrecord.types import Anonymity, Article, Attribution, Block, Reading, Source, Span
from tests.formats import made
from tests.formats.tei_reader import ID, TEI, XML, chains, parsed, text_of

PAGE = (
    "The ferry would stop in May, two clerks briefed on the talks told the Harbor Ledger.\n\n"
    '"Nobody asked us," Mayor Ana Ruiz said. "We read it in the paper."\n\n'
    "She thinks the town will “not sit still” while others decide."
)


def at(words: str) -> Span:
    return PAGE.index(words), PAGE.index(words) + len(words)


def statement(id_: str, source: str, cue: str, *content: str, **about) -> Attribution:
    spans = tuple(at(words) for words in content)
    return Attribution(
        id_, (at(source),), (at(cue),), spans, confidence=0.9, **{"mode": "direct", "parent": None, **about}
    )


@pytest.fixture(scope="module")
def reading() -> Reading:
    """What there is to find in PAGE, put together by hand."""
    clerks, ledger, ruiz = "two clerks briefed on the talks", "the Harbor Ledger", "Mayor Ana Ruiz"
    to = {"recipient": (at(ledger),), "recipient_id": "s3"}
    unnamed = Anonymity(position_to_know=(at("briefed on the talks"),), label=(at(clerks),), number=2)
    return replace(
        with_blocks(*((line, "paragraph") for line in PAGE.split("\n\n"))),
        attributions=(
            statement("a1", clerks, "told", "The ferry would stop in May", mode="indirect", source_id="s1", **to),
            statement("a2", ruiz, "said", '"Nobody asked us,"', '"We read it in the paper."', source_id="s2"),
            statement("a3", "She", "thinks", "the town will “not sit still” while others decide", mode="mixed"),
        ),
        sources=(
            Source("s1", "unnamed group", None, mentions=(at(clerks),), anonymity=unnamed),
            Source("s2", "named person", "Ana Ruiz", ("mayor",), mentions=(at(ruiz), at("She"))),
            Source("s3", "named organization", "Harbor Ledger"),
        ),
    )


@pytest.fixture(scope="module")
def page(reading):
    return parsed(document(reading))


def text_in(e) -> str:
    return "".join(e.itertext())


def said(tree, words):
    return next(e for e in tree.iter(f"{TEI}said") if words in text_in(e))


def with_blocks(*texts_and_kinds, **about) -> Reading:
    """A reading of blocks, each given as its text and its kind; `about` has what else is known of them, by text."""
    text, blocks = "", []
    for words, kind in texts_and_kinds:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), **about.get(words, {})))
        text += words
    return Reading(Article(text, tuple(blocks), "5e1b"), (), "made-1")


def marked(reading, *contents):
    """The reading with an attribution for each content, given by its words."""
    text = reading.article.text
    spans = [(text.index(words), text.index(words) + len(words)) for words in contents]
    found = [Attribution(f"a{n}", (), (), (s,), "indirect", None, 0.5) for n, s in enumerate(spans, 1)]
    return replace(reading, attributions=tuple(found))


def test_a_paraphrase_is_said_not_to_be_direct(page):
    assert said(page, "would stop").get("direct") == "false"
    assert said(page, "Nobody asked").get("direct") == "true"


def test_words_in_quotation_marks_within_a_paraphrase_are_a_quote(page):
    mixed = said(page, "sit still")
    assert mixed.get("direct") == "false"
    assert [q.text for q in mixed.iter(f"{TEI}quote")] == ["not sit still"]


def test_who_is_a_person_of_the_header(page):
    ruiz = next(p for p in page.iter(f"{TEI}person") if p.findtext(f"{TEI}persName") == "Ana Ruiz")
    assert said(page, "Nobody asked").get("who") == f"#{ruiz.get(ID)}"
    assert ruiz.findtext(f"{TEI}state/{TEI}label") == "mayor"


def test_to_whom_it_was_said(page):
    ledger = next(o for o in page.iter(f"{TEI}org"))
    assert said(page, "would stop").get("toWhom") == f"#{ledger.get(ID)}"


def test_the_unnamed_have_no_name_but_what_the_page_calls_them(page):
    (clerks,) = page.iter(f"{TEI}personGrp")
    assert clerks.get("size") == "2"
    assert clerks.find(f"{TEI}persName") is None
    assert clerks.findtext(f"{TEI}note[@type='label']") == "two clerks briefed on the talks"


def test_a_statement_in_two_parts_is_joined(page):
    first = said(page, "Nobody asked")
    assert chains(page)[first.get(ID)] == ['"Nobody asked us,"', '"We read it in the paper."']


def test_source_and_cue_point_to_what_is_said(page):
    own = f"#{said(page, 'Nobody asked').get(ID)}"
    around = [e for e in page.iter(f"{TEI}rs", f"{TEI}seg") if own in (e.get("corresp") or "").split()]
    assert [(e.get("type"), text_in(e)) for e in around] == [("source", "Mayor Ana Ruiz"), ("cue", "said")]


def test_a_statement_within_a_statement_is_nested():
    reading = marked(
        with_blocks(("Officials said it rains, the Ledger wrote.", "paragraph")), "Officials said it rains"
    )
    inner = replace(reading.attributions[0], id="a2", content=((15, 23),), parent="a1")
    tree = parsed(document(replace(reading, attributions=(*reading.attributions, inner))))
    assert said(tree, "Officials").find(f"{TEI}said").text == "it rains"


def test_of_two_on_the_same_words_the_parent_is_around():
    reading = marked(with_blocks(("It rains, they said, he said.", "paragraph")), "It rains", "It rains")
    inner, outer = reading.attributions
    tree = parsed(document(replace(reading, attributions=(replace(inner, parent="a2"), outer))))
    assert [e.get(ID) for e in tree.iter(f"{TEI}said")] == ["a2", "a1"]


def test_what_crosses_is_cut_and_joined():
    tree = parsed(document(marked(with_blocks(("one two three", "paragraph")), "one two", "two three")))
    assert chains(tree) == {"a1": ["one two"], "a2": ["two", " three"]}


def test_a_quotation_with_its_credit_is_a_cit():
    about = {"group": 1, "depth": 1, "credit": (10, 17)}
    reading = with_blocks(
        ("It rains", "blockquote"), ("— Lund.", "blockquote"), **{"It rains": about, "— Lund.": about}
    )
    (cit,) = parsed(document(reading)).iter(f"{TEI}cit")
    assert [(e.tag.removeprefix(TEI), text_in(e)) for e in cit] == [("quote", "It rains"), ("bibl", "— Lund.")]


def test_a_credit_that_ends_a_paragraph_is_beside_the_quotation_too():
    about = {"group": 1, "depth": 1, "credit": (9, 16)}
    reading = marked(with_blocks(("It rains\n— Lund.", "blockquote"), **{"It rains\n— Lund.": about}), "rains\n— Lund")
    (cit,) = parsed(document(reading)).iter(f"{TEI}cit")
    assert [(e.tag.removeprefix(TEI), text_in(e)) for e in cit] == [("quote", "It rains"), ("bibl", "— Lund.")]


def test_a_quotation_within_a_quotation():
    reading = with_blocks(
        ("a", "blockquote"), ("b", "blockquote"), a={"depth": 1, "group": 1}, b={"depth": 2, "group": 2}
    )
    (outer,) = parsed(document(reading)).find(f".//{TEI}div").findall(f"{TEI}quote")
    assert [e.tag.removeprefix(TEI) for e in outer] == ["p", "quote"]


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("heading", "div/head"),
        ("list_item", "div/list/item"),
        ("caption", "div/figure/head"),
        ("pullquote", "div/quote/p"),
    ],
)
def test_blocks_are_what_they_are(kind, path):
    tree = parsed(document(with_blocks(("words", kind))))
    assert tree.findtext(".//" + "/".join(TEI + tag for tag in path.split("/"))) == "words"


def test_a_heading_begins_a_division():
    tree = parsed(document(with_blocks(("a", "title"), ("b", "paragraph"), ("c", "heading"), ("d", "paragraph"))))
    assert ["".join(div.itertext()).split() for div in tree.iter(f"{TEI}div")] == [["a", "b"], ["c", "d"]]


def test_what_xml_cannot_hold_is_replaced_and_counted():
    tree = parsed(document(with_blocks(("It\x00 rains.\r\nA\x1b\ufffe \r b", "paragraph"))))
    assert text_of(tree) == "It\ufffd rains.\r\nA\ufffd\ufffd \r b"
    assert tree.findtext(f".//{TEI}normalization/{TEI}p").startswith("3 characters")


@pytest.mark.parametrize(
    ("published", "when"),
    [
        ("2031-03-14", "2031-03-14"),
        ("2031-03-14T09:30:00+01:00", "2031-03-14T09:30:00+01:00"),
        ("2031-02-30", None),
        ("2031-03-14T09:30", None),
        ("in spring", None),
    ],
)
def test_a_date_is_one_for_programs_where_it_is_one(reading, published, when):
    tree = parsed(document(replace(reading, article=replace(reading.article, published=published))))
    date = tree.find(f".//{TEI}date")
    assert (date.text, date.get("when")) == (published, when)


def test_ids_that_xml_does_not_allow_are_replaced_and_kept_as_names():
    reading = marked(with_blocks(("one two", "paragraph")), "one", "two")
    first, second = reading.attributions
    sources = (Source("a1", "document", "Report"), Source("1", "named person", "Lund"))
    other = replace(reading, attributions=(first, replace(second, id="a 2", source_id="1")), sources=sources)
    tree = parsed(document(other))
    assert [(e.get(ID), e.get("n"), e.get("who")) for e in tree.iter(f"{TEI}said")] == [
        ("a1", None, None),
        ("a2", "a 2", "#s2"),
    ]


def test_what_was_thought_or_written_was_not_said_aloud():
    reading = marked(with_blocks(("one two three", "paragraph")), "one", "two", "three")
    thought, written, spoken = reading.attributions
    sources = (Source("s1", "document", "Report"),)
    found = (replace(thought, kind="belief"), replace(written, source_id="s1"), spoken)
    tree = parsed(document(replace(reading, attributions=found, sources=sources)))
    assert [e.get("aloud") for e in tree.iter(f"{TEI}said")] == ["false", "false", "unknown"]


def test_a_file_is_named_after_its_article(reading):
    (piece,) = pieces([reading])
    assert piece.name.endswith(".xml")
    assert piece.data == document(reading).encode()


@given(made.whole)
def test_the_text_is_the_articles_to_the_letter(reading):
    assert text_of(parsed(document(reading))) == held(reading.article.text)


@given(made.whole)
def test_pieces_joined_are_what_is_said(reading):
    tree = parsed(document(reading))
    text = held(reading.article.text)
    joined = {id_: "".join("".join(parts).split()) for id_, parts in chains(tree).items()}
    for a in reading.attributions:
        assert joined[a.id] == "".join("".join(text[start:end] for start, end in a.content).split())


@given(made.whole)
def test_every_pointer_points_to_something(reading):
    tree = parsed(document(reading))
    ids = [e.get(ID) for e in tree.iter(etree.Element) if e.get(ID)]
    assert len(ids) == len({*ids})
    pointers = ("who", "toWhom", "ref", "corresp", "next", "prev", "ana")
    found = {to for e in tree.iter(etree.Element) for name in pointers for to in (e.get(name) or "").split()}
    assert found <= {f"#{id_}" for id_ in ids}
    assert tree.find(f"{TEI}text").get(f"{XML}space") == "preserve"
