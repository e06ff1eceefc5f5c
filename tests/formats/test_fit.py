"""What is told of readings that do not fit their articles, and what lone surrogates become."""

from dataclasses import replace

import pytest

import onrecord
from onrecord.formats.fit import faults, storable
from onrecord.types import Article, Block, Plan, Quantity, Reading

READING = onrecord.read('"We will mend the pier," Mayor Ana Ruiz told the Harbor Ledger on Monday.')
FIRST = READING.attributions[0]
END = len(READING.article.text)


def with_first(**changes):
    return replace(READING, attributions=(replace(FIRST, **changes),))


def test_what_onrecord_reads_fits(made_readings):
    assert list(faults(READING)) == []
    assert [fault for reading in made_readings for fault in faults(reading)] == []


def test_what_onrecord_reads_in_polnear_fits(polnear_dev_readings):
    assert [fault for reading in polnear_dev_readings for fault in faults(reading)] == []


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        (with_first(content=((0, END + 1),)), f"a1 has the offsets 0 to {END + 1}, but the text has {END} characters"),
        (with_first(cue=((5, 3),)), "a1 has the offsets 5 to 3"),
        (with_first(content=((5, 5),)), "a1 has the offsets 5 to 5, where there are no words"),
        (with_first(source=(), cue=(), content=()), "a1 has no words"),
        (with_first(confidence=1.5), "no probability"),
        (with_first(parent="a9"), "a1 stands in a9, which there is not"),
        (with_first(parent="a1"), "a1 stands in itself"),
        (with_first(source_id="s9"), "a1 is of s9, which is no source"),
        (with_first(quantities=(Quantity((0, 1), "count", hedge=((-1, 2),)),)), "the offsets -1 to 2"),
        (replace(READING, attributions=(FIRST, FIRST)), "an id stands twice"),
        (replace(READING, plans=(Plan("pending", (END, END + 5)),)), "a quantity, time or plan has the offsets"),
        (replace(READING, own_voice=((END, END + 1),)), "an own assertion has the offsets"),
        (
            replace(READING, article=replace(READING.article, blocks=(Block("title", 0, 1, credit=(9, 999)),))),
            "a block has the offsets 9 to 999",
        ),
    ],
)
def test_what_does_not_fit_is_named(reading, fault):
    assert fault in next(faults(reading))


def test_a_block_may_be_empty():
    article = replace(READING.article, blocks=(Block("lost-embed", 3, 3),))
    assert list(faults(replace(READING, article=article))) == []


def test_a_ring_of_parents_is_found():
    ring = (replace(FIRST, parent="a2"), replace(FIRST, id="a2", parent="a1"))
    assert any("stands in itself" in fault for fault in faults(replace(READING, attributions=ring)))


def test_a_lone_surrogate_becomes_one_other_character():
    reading = Reading(Article("a\ud800b 🚢", (), "0", title="\udfffx"), (), "m")
    mended = storable(reading)
    assert (mended.article.text, mended.article.title) == ("a\ufffdb 🚢", "\ufffdx")
    assert storable(mended) is mended
