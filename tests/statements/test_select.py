"""A reading with the statements of some kinds alone."""

from onrecord.articles import from_text
from onrecord.statements import of_kinds
from onrecord.types import Attribution, DanglingLead, Link, PullQuote, Reading, Source

TEXT = "Ruiz said that Grant hopes that Marl saw the boat."


def attribution(name, kind, parent=None, source="s1"):
    chain = (Link("Ruiz", source), Link("this article"))
    return Attribution(
        name, ((0, 4),), (), ((5, 9),), "indirect", parent, 1.0, source_id=source, chain=chain, kind=kind
    )


READING = Reading(
    from_text(TEXT),
    (
        attribution("a1", "assertion"),
        attribution("a2", "eventuality", "a1", "s2"),
        attribution("a3", "fact", "a2", "s3"),
    ),
    "fake-1",
    sources=tuple(Source(f"s{i}", "named person", name) for i, name in enumerate(("Ruiz", "Grant", "Marl", "Aske"), 1)),
    pull_quotes=(PullQuote((0, 4), repeats="a2"), PullQuote((5, 9), repeats="a1")),
    dangling_leads=(DanglingLead((0, 4), source_id="s4"),),
    own_voice=((0, 4),),
)


def test_what_was_said_alone():
    left = of_kinds(READING, ["assertion"])
    assert [a.id for a in left.attributions] == ["a1"]
    assert [s.id for s in left.sources] == ["s1", "s4"]
    assert [q.repeats for q in left.pull_quotes] == [None, "a1"]
    assert left.own_voice == READING.own_voice


def test_what_stood_in_one_left_out_stands_in_the_one_around_it():
    left = of_kinds(READING, ["assertion", "fact"])
    assert [(a.id, a.parent) for a in left.attributions] == [("a1", None), ("a3", "a1")]
    assert of_kinds(READING, ["fact"]).attributions[0].parent is None


def test_all_kinds_are_the_reading_as_it_is():
    assert of_kinds(READING, ["assertion", "belief", "fact", "eventuality"]) == READING
