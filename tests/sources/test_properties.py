"""Whatever the attributions are, sources are well formed."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.sources import identify
from onrecord.types import Attribution

PARTS = (
    "Mayor Ana Ruiz of Selby said no.",
    "She told the Harbor Ledger that it rained.",
    "The port's manager, Tor Lund (I-Vt.), who has driven for years, and Olga Brandt said so.",
    "Two officials familiar with the plan spoke on condition of anonymity because",
    "his campaign's statement, which",
    "Dr.",
    "U.S. Department of",
    "“We,” he said,",
    "It was the company.",
    "\n\n",
    "’s",
)
texts = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), min_size=1, max_size=10).map(" ".join)


@st.composite
def readings(draw):
    text = draw(texts)
    offset = st.integers(0, len(text))
    span = st.tuples(offset, offset).map(sorted).map(tuple).filter(lambda s: s[0] < s[1])
    spans = st.lists(span, max_size=2).map(lambda s: tuple(sorted(s))) if len(text) else st.just(())
    made = draw(st.lists(st.tuples(spans, spans, spans), max_size=6))
    parent = st.sampled_from([None, "a0"])
    modes = st.sampled_from(["direct", "indirect"])
    return from_text(text), [
        Attribution(f"a{i}", *roles, draw(modes), draw(parent) if i else None, 0.5) for i, roles in enumerate(made)
    ]


@given(readings())
def test_sources_and_links_are_well_formed(reading):
    article, attributions = reading
    found, sources = identify(article, attributions)
    ids = [s.id for s in sources]
    assert ids == [f"s{i + 1}" for i in range(len(sources))]
    assert [a.id for a in found] == [a.id for a in attributions]
    for a in found:
        assert {a.source_id, a.recipient_id, *a.candidates} <= {None, *ids}
        assert a.chain[-1].name == "this article"
        assert {link.source_id for link in a.chain} <= {None, *ids}
        assert all(article.text[s:e].strip() for s, e in a.recipient)


@given(readings())
def test_spans_of_sources_lie_in_the_text(reading):
    article, attributions = reading
    for source in identify(article, attributions)[1]:
        unnamed = source.type in ("anonymous source", "unnamed group")
        assert (source.name is None) == unnamed
        # An organization without a name ('his campaign') has none either: nobody withholds it.
        assert unnamed or source.anonymity is None
        for start, end in (*source.title, *source.justification, *source.mentions):
            assert 0 <= start < end <= len(article.text)
        for start, end in (source.anonymity.reason + source.anonymity.position_to_know) if source.anonymity else ():
            assert article.text[start:end].strip()


@given(readings())
def test_the_same_again(reading):
    assert identify(*reading) == identify(*reading)


def test_thousands_of_paragraphs():
    text = "\n\n".join(["Mayor Ana Ruiz said no. She said so."] * 1_500)
    step = len("Mayor Ana Ruiz said no. She said so.\n\n")
    attributions = [
        Attribution(f"a{i}", ((at, at + 3),), ((at + 4, at + 8),), ((at + 9, at + 11),), "indirect", None, 0.5)
        for i, at in enumerate(range(24, len(text), step))
    ]
    _, (source,) = identify(from_text(text), attributions)
    assert source.name == "Ana Ruiz"
