"""Web Annotations: valid by the Recommendation's MUSTs, read by PyLD without loss, and with the right places."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from lxml import html as lxml_html

import onrecord
from onrecord.formats import pieces
from onrecord.formats.anchoring import resolve
from onrecord.formats.jsonld import name_of
from onrecord.formats.web_annotation import CONTEXT, annotation, collection
from onrecord.types import Article, Attribution, Link, Reading, Source
from tests.formats import made
from tests.formats.jsonld_reader import CASES, CONTEXTS, expanded, nodes

OA = "http://www.w3.org/ns/oa#"
NS = "https://onrecord.example/ns#"
VALIDATOR = Draft202012Validator(json.loads((CASES / "web_annotation.schema.json").read_text(encoding="utf-8")))
KEYS = (
    "accessibility audience body bodyValue cached canonical conformsTo created creator email email_sha1 end "
    "endSelector exact first format generated generator homepage id items label language last modified motivation "
    "name next nickname partOf prefix prev processingLanguage purpose refinedBy renderedVia rights scope selector "
    "source sourceDate sourceDateEnd sourceDateStart start startIndex startSelector state styleClass stylesheet "
    "suffix target textDirection total type value via"
).split()
"""The index of JSON keys of the Recommendation, which an extension must not redefine."""
TEXT = "🙂 Ana Ruiz said the cafe\u0301 was shut.\r\n\r\nCritics denied it 👩‍🚀."
SHA = "ab" * 32


def file(reading):
    (piece,) = pieces([reading], "web-annotation")
    return piece.data


def reading(*attributions, sources=(), text=TEXT, **facts):
    return Reading(Article(text, (), SHA, **facts), attributions, "made-1", sources=sources)


def at(words, text=TEXT):
    start = text.index(words)
    return ((start, start + len(words)),)


RUIZ = Source("s1", "named person", "Ana Ruiz", roles=("mayor",), mentions=at("Ana Ruiz"))
CRITICS = Source("s2", "unnamed group", None, mentions=at("Critics"))
SAID = Attribution(
    *("a1", at("Ana Ruiz"), at("said"), at("the cafe\u0301 was shut"), "indirect", None, 0.9),
    source_id="s1",
    chain=(Link("Ana Ruiz", "s1"), Link("this article")),
)
DENIED = Attribution(
    "a2", at("Critics"), at("denied"), at("it 👩‍🚀"), "indirect", "a1", 0.5, source_id="s2", factuality="denied"
)


def check(one):
    """A valid file, in which PyLD finds each word at its place; the selectors that it finds."""
    data = file(one)
    VALIDATOR.validate(json.loads(data))
    found = [node for node in nodes(expanded(data)) if f"{OA}hasSelector" in node]
    for node in found:
        quote, position = (selector for selector in node[f"{OA}hasSelector"])
        start, end = (int(position[f"{OA}{key}"][0]["@value"]) for key in ("start", "end"))
        assert one.article.text[start:end] == quote[f"{OA}exact"][0]["@value"]
    return found


def test_every_made_reading_gives_a_valid_file_that_an_independent_reader_reads_whole(made_readings):
    for one in made_readings:
        wanted = sum(len(spans) for a in one.attributions for spans in (a.source, a.cue, a.content))
        assert len(check(one)) == wanted


def test_every_reading_of_polnear_gives_a_valid_file(polnear_dev_readings):
    assert sum(len(check(one)) for one in polnear_dev_readings) > 5_000


def test_source_cue_and_content_are_told_apart():
    made = annotation(reading(SAID), SAID)
    assert [body.get("role") for body in made["body"]] == [None, None, "source", "cue"]
    assert made["target"]["role"] == "content"
    assert [s["selector"][0]["exact"] for s in (*made["body"][2:], made["target"])] == [
        "Ana Ruiz",
        "said",
        "the cafe\u0301 was shut",
    ]


def test_offsets_are_code_points_beside_emoji_combining_marks_and_line_ends():
    check(reading(SAID, DENIED))
    made = collection(reading(SAID, DENIED))["first"]["items"]
    assert made[0]["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 16, "end": 34}
    assert made[1]["target"]["selector"][1]["start"] == TEXT.index("it 👩‍🚀")


def test_each_part_of_a_content_is_a_target():
    said = replace(SAID, content=at("the cafe\u0301") + at("was shut"))
    made = annotation(reading(said), said)
    assert [target["selector"][0]["exact"] for target in made["target"]] == ["the cafe\u0301", "was shut"]
    said = replace(SAID, content=())
    assert annotation(reading(said), said)["target"] == f"nih:sha-256;{SHA}"
    check(reading(said))


def test_who_says_it_is_data_and_words():
    words, data = annotation(reading(SAID, DENIED, sources=(RUIZ, CRITICS)), SAID)["body"][:2]
    assert words["value"] == "Ana Ruiz, mayor → this article (indirect, assertion, asserted)"
    source = data["source"]["attributedTo"]
    assert (source["type"], source["name"], source["roles"]) == (["Source", "Person"], "Ana Ruiz", ["mayor"])
    assert [link["name"] for link in data["source"]["chain"]] == ["Ana Ruiz", "this article"]
    assert data["source"]["confidence"] == 0.9


def test_an_unnamed_source_gets_no_name_and_no_class_and_a_denial_stays_one():
    words, data = annotation(reading(SAID, DENIED, sources=(RUIZ, CRITICS)), DENIED)["body"][:2]
    assert words["value"] == "Critics → this article (indirect, assertion, denied)"
    source = data["source"]["attributedTo"]
    assert source.keys() == {"id", "type", "sourceType", "calledHere"}
    assert (source["type"], source["calledHere"]) == ("Source", "Critics")


def test_what_stands_in_another_statement_names_it():
    first, second = collection(reading(SAID, DENIED))["first"]["items"]
    assert second["body"][1]["source"]["within"] == first["body"][1]["source"]["id"]


def test_a_reading_without_statements_is_a_collection_without_pages():
    assert not check(reading())
    assert json.loads(file(reading()))["total"] == 0


@given(made.whole)
def test_a_reading_gives_the_same_bytes_and_its_own_names(one):
    assert file(one) == file(one)
    ids = [item["id"] for item in collection(one).get("first", {"items": []})["items"]]
    assert len({*ids}) == len(one.attributions)
    other = collection(replace(one, article=replace(one.article, sha256="cd" * 32)))
    assert not {*ids} & {item["id"] for item in other.get("first", {"items": []})["items"]}


def test_our_terms_take_no_name_of_the_recommendation():
    ours = CONTEXT[1].keys() - {"onrecord"}
    anno = json.loads(CONTEXTS[CONTEXT[0]].read_text(encoding="utf-8"))["@context"].keys()
    assert not ours & {*KEYS, *anno}
    used = set(re.findall(r'"(\w+)":', file(reading(SAID, DENIED, sources=(RUIZ, CRITICS))).decode()))
    assert {*anno} & used - {"id", "type"} <= {*KEYS, *"Annotation oa".split()}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x.example/a?b=1&c=2#d", "https://x.example/a?b=1&c=2#d"),
        (" http://x.example/å b/“c”|<d>\n", "http://x.example/å%20b/“c”%7C%3Cd%3E"),
        ("/relative", f"nih:sha-256;{SHA}"),
        ("javascript:alert(1)", f"nih:sha-256;{SHA}"),
        ("https://", f"nih:sha-256;{SHA}"),
        (None, f"nih:sha-256;{SHA}"),
    ],
)
def test_an_article_is_named_by_its_url_or_its_bytes(url, name):
    assert name_of(Article("", (), SHA, url=url)) == name
    check(reading(SAID, url=url))


def test_the_file_can_stand_in_a_script_of_a_page():
    text = "He said </script><script>alert(1)</script> <!-- & ]]> \u2028."
    said = Attribution("a1", at("He", text), at("said", text), ((8, len(text) - 1),), "indirect", None, 0.5)
    data = file(reading(said, text=text))
    page = lxml_html.document_fromstring(f'<script type="application/ld+json">{data.decode()}</script><p>after</p>')
    (script,) = page.iter("script")
    assert json.loads(script.text) == json.loads(data)
    assert json.loads(data)["first"]["items"][0]["target"]["selector"][0]["exact"] == text[8:-1]


def test_lone_surrogates_are_replaced_and_offsets_stay():
    made = json.loads(file(reading(SAID, text=TEXT.replace("🙂", "\ud800"))))
    target = made["first"]["items"][0]["target"]
    assert target["selector"][0]["prefix"].startswith("\ufffd")
    assert target["selector"][1]["start"] == TEXT.index("the cafe")


def test_what_a_page_says_is_found_again_from_the_file():
    html = "<html><title>T</title><body><article><h1>A title</h1><p>{}</p></article></body></html>"
    page = html.format("The boats would be sold in May, Mayor Ana Ruiz said on Monday. “Nobody asked us,” she said.")
    one = onrecord.read(onrecord.from_html(page, name="page.html"))
    text = onrecord.from_html(page.replace("<p>", "<p>Nothing has been signed so far.</p><p>"), name="page.html").text
    for item in json.loads(file(one))["first"]["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            assert text[slice(*resolve(target["selector"], text))] == target["selector"][0]["exact"]
