"""How many unnamed people are, and what they are called at first."""

import pytest

from onrecord.articles import from_text
from onrecord.sources import identify
from onrecord.sources.anonymity import number_of, withheld
from onrecord.tokens import Tokens
from onrecord.types import Attribution


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("three people briefed on the talks", 3),
        ("the two clerks", 2),
        ("12 officials", 12),
        ("a dozen aides", 12),
        ("both clerks", 2),
        ("officials", None),
        ("several officials", None),
        ("at least three officials", None),
        ("more than a dozen aides", None),
        ("half a dozen aides", None),
        ("", None),
    ],
)
def test_how_many_they_are(phrase, number):
    assert number_of(Tokens(from_text(phrase)), (0, len(phrase))) == number


def test_a_count_at_a_later_mention_and_the_label_of_the_first():
    text = "Clerks said it would close. The two clerks said it would not open again. A clerk of the court said so."
    places = [text.index(p) for p in ("Clerks", "The two clerks", "A clerk of the court")]
    phrases = ("Clerks", "The two clerks", "A clerk of the court")
    given = [
        Attribution(f"a{i}", ((at, at + len(p)),), (), ((at, at + len(p) + 5),), "indirect", None, 1.0)
        for i, (at, p) in enumerate(zip(places, phrases, strict=True))
    ]
    _, sources = identify(from_text(text), given)
    shown = [(text[slice(*s.anonymity.label[0])], s.anonymity.number) for s in sources]
    assert shown == [("Clerks", 2), ("A clerk of the court", 1)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Two clerks, who were not authorized to speak to the press, said the buyer was a firm.",
            "not authorized to speak to the press",
        ),
        ("A clerk who was not given permission to speak publicly said so.", "not given permission to speak publicly"),
        ("A clerk spoke on condition of anonymity because talks go on, said it was over.", "talks go on"),
    ],
)
def test_a_reason_ends_where_the_statement_goes_on(text, reason):
    end = text.index(" said") if ", said" not in text else text.index(", said")
    found = withheld(Tokens(from_text(text)), (0, end))
    assert [text[s:e] for s, e in found.reason] == [reason]
