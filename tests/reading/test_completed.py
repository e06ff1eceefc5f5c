"""Contents that hold one end of a quotation get all of it."""

import pytest

from onrecord.reading.assemble import assemble


def contents(found, text):
    return [tuple(text[s:e] for s, e in a.content) for a in found]


@pytest.mark.parametrize(
    ("text", "tagged", "whole"),
    [
        ("“The pier is safe. We checked it,” Ana said.", "“The pier is safe", "“The pier is safe. We checked it,”"),
        ("“The pier is safe. We checked it,” Ana said.", "We checked it,”", "“The pier is safe. We checked it,”"),
        ('Ana said: "It is safe. Go home."', '"It is safe', '"It is safe. Go home."'),
        ("Ana said the pier, “as it is, will hold.”", "the pier, “as it is", "the pier, “as it is, will hold.”"),
        ("Ana said the pier will hold. Nobody asked.", "the pier", "the pier"),
        ("Ana said “no” to the pier and “yes” to the boat.", "“no”", "“no”"),
    ],
)
def test_the_marks_say_where_a_quotation_ends(article, relation, text, tagged, whole):
    found = assemble(article(text), [relation(text, "Ana", "said", tagged)])
    assert contents(found, text) == [(whole,)]


def test_an_open_quotation_that_the_next_paragraph_opens_again_ends_with_its_paragraph(article, relation):
    text = "Ana said:\n\n“The pier is safe. We checked every plank.\n\n“And the boat is new.”"
    found = assemble(article(text), [relation(text, "Ana", "said", "“The pier is safe.")])
    assert contents(found, text)[0][0].startswith("“The pier is safe. We checked every plank.")


def test_an_open_quotation_that_is_not_continued_is_left(article, relation):
    text = "Ana said: “The pier is safe. We checked every plank.\n\nNobody came."
    found = assemble(article(text), [relation(text, "Ana", "said", "“The pier is safe")])
    assert contents(found, text) == [("“The pier is safe",)]


def test_what_is_said_within_the_quotation_is_left(article, relation):
    text = "“I asked, and Bo said the boat is new. So be it,” Ana told us."
    outer = relation(text, "Ana", "told us", "“I asked, and Bo said the boat is new. So be it,”")
    inner = relation(text, "Bo", "said", "the boat is new")
    assert contents(assemble(article(text), [outer, inner]), text)[1] == ("the boat is new",)


def test_what_somebody_else_says_in_it_is_left(article, relation):
    """Two cues outside share the quotation: whoever is right, the marks do not tell."""
    text = "“The pier is safe. The boat is new,” Ana said, or so Bo claims."
    one = relation(text, "Ana", "said", "“The pier is safe.")
    two = relation(text, "Bo", "claims", "The boat is new,”")
    assert sorted(contents(assemble(article(text), [one, two]), text)) == [
        ("The boat is new,”",),
        ("“The pier is safe.",),
    ]


def test_it_is_recorded(article, relation):
    text = "“The pier is safe. We checked it,” Ana said."
    (found,) = assemble(article(text), [relation(text, "Ana", "said", "“The pier is safe")])
    assert "rule:completed" in [s.by for s in found.steps]
