"""schema.org's JSON-LD: every property where the vocabulary has it, nobody invented, nothing made to look asserted."""

import json
from dataclasses import replace

import pytest
from lxml import html as lxml_html
from schema_org import registry

from onrecord.formats import pieces
from onrecord.types import Article, Attribution, Block, Link, Reading, Source
from tests.formats.jsonld_reader import expanded, nodes

SCHEMA = "http://schema.org/"
TEXT = (
    "Ana Ruiz told the Ledger that the pier had been sold. The company denied it. “Nobody asked,” Ruiz said, and she "
    "“will not wait”. Critics doubted that the “deal” was final. The report says so."
)
HERE = Link("this article")


def file(reading):
    (piece,) = pieces([reading], "schema-org")
    return piece.data


def graph(*attributions, sources=(), text=TEXT, **facts):
    article = Article(text, (Block("paragraph", 0, len(text)),), "ab" * 32, **facts)
    return json.loads(file(Reading(article, attributions, "made-1", sources=sources)))["@graph"]


def at(*words):
    return tuple((start, start + len(word)) for word in words for start in [TEXT.index(word)])


def said(source, cue, *content, **how):
    facts = {"id": "a1", "mode": "indirect", "parent": None, "confidence": 0.9} | how
    return Attribution(source=at(source) if source else (), cue=at(cue), content=at(*content), **facts)


def only(type_, made):
    (found,) = [node for node in made if node["@type"] == type_]
    return found


RUIZ = Source("s1", "named person", "Ana Ruiz", roles=("mayor",), affiliations=("I-Selby",), mentions=at("Ana Ruiz"))
LEDGER = Source("s2", "named organization", "The Ledger", mentions=at("the Ledger"))
COMPANY = Source("s3", "unnamed group", None, mentions=at("The company"))
REPORT = Source("s4", "document", None, mentions=at("The report"))
SOURCES = (RUIZ, LEDGER, COMPANY, REPORT)
SOLD = said("Ana Ruiz", "told", "that the pier had been sold", source_id="s1")
THROUGH = (Link("Ana Ruiz", "s1"), Link("The Ledger", "s2"), HERE)


def kinds(value):
    """What schema.org calls a value: types that it may be taken for."""
    if "@value" in value:
        named = "Number" if isinstance(value["@value"], int | float) else "Text"
        return {named, "Date", "DateTime"}
    types = {type_.removeprefix(SCHEMA) for type_ in value.get("@type", [])}
    return {"URL"} | types | {above for type_ in types for above in registry.ancestry(type_)}


def misuses(data):
    """Properties that the vocabulary does not have for the type that they stand at, or not with such a value."""
    for node in nodes(expanded(data)):
        types = kinds(node) - {"URL"}
        for key, values in node.items():
            if not key.startswith("@"):
                known = registry.PROPERTY_BY_SCHEMA[key.removeprefix(SCHEMA)]
                right = types & {*known.domains} and all(kinds(value) & {*known.ranges} for value in values)
                if not right or known.superseded_by:
                    yield types, key


def test_the_check_knows_what_the_vocabulary_has_not():
    wrong = {"@context": "https://schema.org", "@type": "Claim", "text": "so", "spokenByCharacter": {"@type": "Person"}}
    assert [key for _, key in misuses(json.dumps(wrong).encode())] == [f"{SCHEMA}spokenByCharacter"]
    wrong = {"@context": "https://schema.org", "@type": "Claim", "author": {"@type": "CreativeWork"}}
    assert [key for _, key in misuses(json.dumps(wrong).encode())] == [f"{SCHEMA}author"]


def test_every_made_reading_keeps_to_the_vocabulary_and_gives_no_verdict(made_readings):
    for reading in made_readings:
        data = file(reading)
        assert not [*misuses(data)]
        assert b"ClaimReview" not in data
        assert data == file(reading)
        made = json.loads(data)["@graph"]
        assert sum(node["@type"] == "Claim" for node in made) == len(reading.attributions)


def test_every_reading_of_polnear_keeps_to_the_vocabulary(polnear_dev_readings):
    assert not [misuse for reading in polnear_dev_readings for misuse in misuses(file(reading))]


def test_the_article_is_as_it_is_known():
    facts = {"url": "https://x.example/a", "title": "Sold", "outlet": "Post", "authors": ("Nora B.", "Post")}
    (article,) = graph(**facts, published="2031-03-14", language="en")
    assert article["@id"] == article["url"] == "https://x.example/a"
    assert (article["headline"], article["inLanguage"], article["datePublished"]) == ("Sold", "en", "2031-03-14")
    assert [author["@type"] for author in article["author"]] == ["Person", "Organization"]
    (unknown,) = graph()
    assert unknown.keys() == {"@type", "@id", "identifier"}


def test_a_quotation_has_the_words_without_the_marks_and_their_speaker():
    quoted = said("Ruiz said", "said", "“Nobody asked,”", mode="direct", source_id="s1")
    made = graph(quoted, sources=SOURCES, language="en")
    quotation = only("Quotation", made)
    assert quotation["text"] == "Nobody asked"
    speaker = quotation["spokenByCharacter"]
    assert (speaker["@type"], speaker["name"], speaker["jobTitle"]) == ("Person", "Ana Ruiz", ["mayor"])
    assert quotation["isPartOf"]["@id"] == made[0]["@id"]
    assert quotation["interpretedAsClaim"]["@id"] == only("Claim", made)["@id"]
    assert quotation["inLanguage"] == "en"


def test_of_a_mixed_quotation_the_words_in_marks_are_quoted_and_the_content_is_the_claim():
    made = graph(said("Ruiz said", "said", "she “will not wait”", mode="mixed", source_id="s1"), sources=SOURCES)
    assert only("Quotation", made)["text"] == "will not wait"
    assert only("Claim", made)["text"] == "she “will not wait”"


def test_an_indirect_statement_is_a_claim_of_its_source_and_no_quotation():
    made = graph(SOLD, sources=SOURCES)
    assert [node["@type"] for node in made] == ["NewsArticle", "Claim"]
    assert made[1]["text"] == "that the pier had been sold"
    assert made[1]["author"]["name"] == "Ana Ruiz"
    assert made[1]["appearance"]["@id"] == made[0]["@id"]
    assert "firstAppearance" not in made[1]


def test_what_is_denied_has_no_author_and_its_words_say_so():
    made = only(
        "Claim", graph(said("The company", "denied", "it", source_id="s3", factuality="denied"), sources=SOURCES)
    )
    assert made["text"] == "The company denied it"
    assert "author" not in made
    assert (made["creditText"], made["description"]) == ("The company", "Denied by its source.")
    assert made["keywords"][0]["name"] == "denied"


@pytest.mark.parametrize("factuality", ["probable", "possible", "planned", "conditional", "questioned"])
def test_nothing_that_is_not_asserted_looks_asserted(factuality):
    made = only("Claim", graph(replace(SOLD, factuality=factuality), sources=SOURCES))
    assert made["text"] == "Ana Ruiz told … that the pier had been sold"
    assert made["description"]
    assert made["keywords"][0]["name"] == factuality
    inside = replace(SOLD, factuality=factuality, evidence=at("had been"))
    shown = only("Claim", graph(inside, sources=SOURCES))["text"] == "that the pier had been sold"
    assert shown == (factuality != "questioned")


def test_words_in_marks_within_a_doubt_are_nobodys_quotation():
    doubted = said("Critics", "doubted", "that the “deal” was final", mode="mixed", factuality="questioned")
    assert [node["@type"] for node in graph(doubted)] == ["NewsArticle", "Claim"]


def test_who_has_no_name_is_no_person_and_no_organization():
    for source in (COMPANY, replace(COMPANY, type="anonymous source"), replace(RUIZ, id="s3", name=None)):
        made = graph(said("The company", "denied", "it", source_id="s3"), sources=(source,))
        assert not {node["@type"] for node in nodes(made)} & {"Person", "Organization"}
        assert only("Claim", made)["creditText"] in ("The company", "Ana Ruiz")


def test_a_statement_without_a_source_is_nobodys():
    made = only("Claim", graph(said("", "told", "that the pier had been sold")))
    assert not {"author", "creditText"} & made.keys()


def test_what_came_over_an_outlet_was_in_its_work_first():
    made = only("Claim", graph(replace(SOLD, chain=THROUGH), sources=SOURCES))
    work = made["firstAppearance"]
    assert (work["@type"], work["publisher"]["name"]) == ("CreativeWork", "The Ledger")
    assert "@id" not in work
    quoted = replace(SOLD, chain=THROUGH, mode="block")
    assert only("Quotation", graph(quoted, sources=SOURCES))["isBasedOn"] == work


def test_what_a_document_says_was_in_it_first():
    made = only("Claim", graph(said("The report", "says", "so", source_id="s4"), sources=SOURCES))
    assert made["firstAppearance"] == {"@type": "CreativeWork", "description": "The report"}
    assert not {"author"} & made.keys()


@pytest.mark.parametrize(
    ("mode", "relation"),
    [("block", "sourceOrganization"), ("indirect", None), ("direct", None)],
)
def test_an_organization_that_is_quoted_at_length_has_a_work_and_one_that_speaks_has_none(mode, relation):
    outer = said("the Ledger", "told", "that the pier had been sold", source_id="s2", mode=mode)
    outer = replace(outer, id="a0", chain=(Link("The Ledger", "s2"), HERE))
    inner = replace(SOLD, parent="a0", chain=THROUGH)
    claims = [node for node in graph(outer, inner, sources=SOURCES) if node["@type"] == "Claim"]
    for claim in claims:
        assert [*claim.get("firstAppearance", {})][1:] == ([relation] if relation else [])
    assert claims[1]["isPartOf"]["@id"] == claims[0]["@id"]


def test_what_is_denied_has_no_first_appearance():
    denied = replace(SOLD, chain=THROUGH, factuality="denied")
    assert "firstAppearance" not in only("Claim", graph(denied, sources=SOURCES))


def test_the_file_can_stand_in_a_script_of_a_page():
    text = "He said </script><script>alert(1)</script> & so."
    spoken = Attribution("a1", ((0, 2),), ((3, 7),), ((8, len(text)),), "indirect", None, 0.5)
    reading = Reading(Article(text, (), "ab" * 32, title="<!-- <script>"), (spoken,), "made-1")
    page = lxml_html.document_fromstring(
        f'<script type="application/ld+json">{file(reading).decode()}</script><p>x</p>'
    )
    (script,) = page.iter("script")
    assert only("Claim", json.loads(script.text)["@graph"])["text"] == text[8:]


def test_lone_surrogates_are_replaced():
    made = graph(SOLD, text=TEXT.replace("pier", "pi\ud800r"), sources=SOURCES)
    assert only("Claim", made)["text"] == "that the pi\ufffdr had been sold"
