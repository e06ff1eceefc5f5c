"""Whatever the tagger says, attributions are well formed."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.assemble import assemble
from onrecord.reading.relations import Relation
from tests.reading.conftest import make_article

PARAGRAPHS = (
    "“We left,” she said.",
    "Ann wrote:",
    '"Open',
    "The Post reports:",
    "Rain fell on the town all day long.",
    '"a" b "c',
    "— Ann",
    "According to the Post, no.",
)
TEXTS = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=8).map("\n\n".join)


@st.composite
def readings(draw):
    text = draw(TEXTS)
    span = st.tuples(st.integers(-2, len(text) + 2), st.integers(-2, len(text) + 2))
    spans = st.lists(span, max_size=3).map(tuple)
    relations = draw(st.lists(st.builds(Relation, spans, spans, spans, st.floats(0, 1)), max_size=6))
    return make_article(text), relations


@given(readings())
def test_spans_lie_inside_and_begin_and_end_with_print(reading):
    article, relations = reading
    for a in assemble(article, relations):
        assert a.content
        for spans in (a.source, a.cue, a.content):
            assert all(article.text[s:e] == article.text[s:e].strip() != "" for s, e in spans)
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges)


@given(readings())
def test_ids_are_in_order_and_parents_hold_their_children(reading):
    article, relations = reading
    found = assemble(article, relations)
    assert [a.id for a in found] == [f"a{i + 1}" for i in range(len(found))]
    by_id = {a.id: a for a in found}
    for a in found:
        if a.parent is not None:
            outer = by_id[a.parent]
            assert all(any(o[0] <= s and e <= o[1] for o in outer.content) for s, e in (*a.source, *a.cue, *a.content))
            assert size(a) < size(outer), "so that no chain of parents comes back"


def size(attribution):
    return sum(e - s for s, e in attribution.content)


@given(readings())
def test_the_same_again(reading):
    assert assemble(*reading) == assemble(*reading)


def test_thousands_of_relations_and_marks():
    text = '“a b,” x said. "c ' * 5000
    relations = [
        Relation(((7 + i * 18, 8 + i * 18),), ((9 + i * 18, 13 + i * 18),), ((i * 18, i * 18 + 6),), 0.5)
        for i in range(5000)
    ]
    assert len(assemble(make_article(text), relations)) == 5000
