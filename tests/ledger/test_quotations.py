"""Which words of a reading are its quotations, and which quotations are one, as readings come and go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger import quotations, quotations_links
from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from tests.ledger.quoted import PIER, article, attribution, clusters, links, read, said

VARIANTS = [
    PIER,
    PIER.replace("may", "will"),
    PIER.replace("winter storms", "spring storms"),
    PIER.replace(" have to", " …"),
    PIER.replace("The old pier", "[It]"),
    f"Nobody in the city has told the fishermen. {PIER}",
    "Nobody in the city has told the fishermen.",
    "Nobody in this city ever told the poor fishermen.",
    "The school roof leaks on the science books every autumn.",
    "The school roof leaks on the science books every single autumn.",
    "No comment.",
]
TEXTS = st.lists(st.sampled_from(VARIANTS), min_size=1, max_size=12)


def stored(ledger):
    return [row[0] for row in ledger.connection.execute("SELECT text FROM quotations ORDER BY id")]


def test_what_a_cue_interrupts_is_one_quotation(ledger):
    page = article('"We will rebuild the pier," Ana Ruiz said, "and we will do it by spring."')
    parts = ['"We will rebuild the pier,"', '"and we will do it by spring."']
    list(add(ledger, [read(page, attribution(page.text, 1, parts, "Ana Ruiz"))]))
    assert stored(ledger) == ["We will rebuild the pier, and we will do it by spring."]


@pytest.mark.parametrize(
    ("before", "cue", "after", "whole"),
    [
        ("The pier is old,", "Ana Ruiz said.", "It will close.", "The pier is old. It will close."),
        ("The pier is old,", "Ana Ruiz said, adding:", "It will close.", "The pier is old. It will close."),
        ("The pier is old,", "said Ana Ruiz, who owns it.", "[It] closes.", "The pier is old. [It] closes."),
        ("Is the pier old?", "Ana Ruiz said.", "It will close.", "Is the pier old? It will close."),
        ("The old pier,", "Ana Ruiz said,", "will close.", "The old pier, will close."),
        ("The pier of,", "Ana Ruiz said,", "Mr. Lund is old.", "The pier of, Mr. Lund is old."),
    ],
)
def test_the_comma_before_a_cue_may_stand_for_a_full_stop(ledger, before, cue, after, whole):
    page = article(f"“{before}” {cue} “{after}”")
    list(add(ledger, [read(page, attribution(page.text, 1, [f"“{before}”", f"“{after}”"], "Ana Ruiz"))]))
    assert stored(ledger) == [whole]


def test_a_sentence_is_found_in_what_a_cue_interrupts(ledger):
    first = "I wonder whether both towns want another bridge across the marsh"
    second = "A great deal depends on what the council gives up"
    page = article(f"“{first},” Ana Ruiz said. “{second}.”", name="one")
    parts = [f"“{first},”", f"“{second}.”"]
    others = [said(f"{first},", "two"), said(f"{second}. They may refuse.", "three")]
    list(add(ledger, [read(page, attribution(page.text, 1, parts, "Ana Ruiz")), *others]))
    assert len(clusters(ledger)) == 1


def test_pieces_of_a_mixed_quotation_are_one_with_words_left_out(ledger):
    page = article('Ana Ruiz said it was "a disaster" that "would cost us the harbor" by May.')
    content = ['it was "a disaster" that "would cost us the harbor" by May']
    list(add(ledger, [read(page, attribution(page.text, 1, content, "Ana Ruiz", "mixed"))]))
    assert stored(ledger) == ["a disaster … would cost us the harbor"]


def test_a_quotation_opened_again_in_the_next_paragraph_is_one(ledger):
    page = article("“The pier is old.\n\n“It will close,” Ana Ruiz said.")
    content = ["“The pier is old.\n\n“It will close,”"]
    list(add(ledger, [read(page, attribution(page.text, 1, content, "Ana Ruiz"))]))
    assert stored(ledger) == ["The pier is old.\n\n“It will close,"]


def test_indirect_speech_is_no_quotation(ledger):
    page = article("Ana Ruiz said the pier would close.")
    list(add(ledger, [read(page, attribution(page.text, 1, ["the pier would close"], "Ana Ruiz", "indirect"))]))
    assert stored(ledger) == []


def test_what_a_block_quotes_from_others_is_theirs_alone(ledger):
    block = 'The pier is closed. "We had no choice at all," two officials said. The ferry still sails.'
    page = article(f"The Selby Courier reports:\n\n{block}")
    outer = attribution(page.text, 1, [block], "The Selby Courier", "block")
    inner = attribution(page.text, 2, ['"We had no choice at all,"'], "two officials", parent="a1")
    list(add(ledger, [read(page, outer, inner, kinds=("named organization", "unnamed group"))]))
    assert stored(ledger) == [
        "The pier is closed. … two officials said. The ferry still sails.",
        "We had no choice at all,",
    ]


@pytest.mark.parametrize(
    ("text", "speakers", "one"),
    [
        ("No comment.", ["Ana Ruiz", "Ana Ruiz"], True),
        ("No comment.", ["Ana Ruiz", "Tor Lund"], False),
        ("No comment.", ["Ruiz", "Ruiz"], False),
        ("Never.", ["Ana Ruiz", "Ana Ruiz"], False),
        (PIER, ["Ana Ruiz", "Tor Lund"], True),
    ],
)
def test_who_says_it_matters_where_the_words_say_little(ledger, text, speakers, one):
    list(add(ledger, [said(text, str(i), speaker) for i, speaker in enumerate(speakers)]))
    assert (len(clusters(ledger)) == 1) is one


@pytest.mark.parametrize("kind", ["anonymous source", "unnamed group"])
def test_unnamed_speakers_are_never_joined_by_a_phrase(ledger, kind):
    list(add(ledger, [said("No comment.", str(i), "an official", kind) for i in range(3)]))
    assert len(clusters(ledger)) == 3


@settings(max_examples=25, deadline=None)
@given(texts=TEXTS, order=st.randoms(use_true_random=False), landmarks=st.sampled_from((1, 2, 8)))
def test_the_order_of_arrival_changes_nothing_in_full_buckets_either(tmp_path_factory, texts, order, landmarks):
    articles = [said(text, str(i)) for i, text in enumerate(texts)]
    shuffled = list(articles)
    order.shuffle(shuffled)
    assert _state(tmp_path_factory, articles, landmarks) == _state(tmp_path_factory, shuffled, landmarks)


@settings(max_examples=25, deadline=None)
@given(before=TEXTS, after=TEXTS, landmarks=st.sampled_from((1, 2, 8)))
def test_what_was_replaced_leaves_nothing_behind(tmp_path_factory, before, after, landmarks):
    both = [(f"“{one}” and “{other}” Ana Ruiz said.", one, other) for one, other in zip(before, after, strict=False)]
    first, second = ([_half(i, *page, which) for i, page in enumerate(both)] for which in (0, 1))
    assert _state(tmp_path_factory, [*first, *second], landmarks) == _state(tmp_path_factory, second, landmarks)


def _half(number, text, one, other, which):
    page = article(text, name=str(number))
    content = f"“{(one, other)[which]}”"
    return read(page, attribution(text, 1, [content], "Ana Ruiz"), model=f"made-{which}")


def _state(folders, articles, landmarks):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quotations_links, "LANDMARKS", landmarks)
        with open_ledger(folders.mktemp("some") / "x.ledger", create=True) as ledger:
            list(add(ledger, articles))
            assert list(quotations.problems(ledger.connection)) == []
            least = "SELECT count(*) FROM (SELECT 1 FROM clusters GROUP BY cluster HAVING min(quotation_id) <> cluster)"
            assert ledger.connection.execute(least).fetchone()[0] == 0
            return clusters(ledger), links(ledger)


def test_the_same_words_in_another_reading_keep_their_row(ledger):
    list(add(ledger, [said(PIER, "one"), said(PIER.replace("may", "will"), "two")]))
    before = [tuple(row) for row in ledger.connection.execute("SELECT id, words_hash FROM quotations")]
    again = said(PIER, "one")
    list(add(ledger, [read(again.article, *again.attributions, model="made-2")]))
    assert [tuple(row) for row in ledger.connection.execute("SELECT id, words_hash FROM quotations")] == before
    query = "SELECT reading_id FROM statements JOIN quotations ON statement_id = statements.id ORDER BY 1"
    assert [row[0] for row in ledger.connection.execute(query)] == [2, 3]


def test_buckets_that_are_full_are_counted(ledger, monkeypatch):
    monkeypatch.setattr(quotations_links, "LANDMARKS", 1)
    list(add(ledger, [said(text, str(i)) for i, text in enumerate(VARIANTS[:3])]))
    assert quotations.crowded(ledger.connection) > 0
    assert len(clusters(ledger)) == 1


def test_a_ledger_that_was_made_otherwise_is_brought_up_to_date(ledger):
    list(add(ledger, [said(PIER, "one")]))
    ledger.connection.execute("UPDATE metadata SET value = 'older' WHERE key = 'quotations'")
    ledger.connection.execute("UPDATE buckets SET bucket = bucket + 4")
    list(add(ledger, [said(PIER.replace("may", "will"), "two")]))
    assert len(clusters(ledger)) == 1
    assert ledger.connection.execute("SELECT count(*) FROM metadata WHERE value = 'older'").fetchone()[0] == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE quotations SET text = 'something else'",
        "UPDATE quotations SET words_hash = 'x'",
        "UPDATE quotations SET start = start + 1",
        "DELETE FROM clusters",
    ],
)
def test_what_is_not_as_it_was_made_is_found(ledger, tampering):
    list(add(ledger, [said(PIER, "one")]))
    ledger.connection.execute(tampering)
    if tampering.startswith("DELETE"):
        ledger.connection.execute("DELETE FROM buckets")
        ledger.connection.execute("DELETE FROM quotations")
    assert list(quotations.problems(ledger.connection)) != []


def test_what_was_made_otherwise_is_no_problem(ledger):
    list(add(ledger, [said(PIER, "one")]))
    ledger.connection.execute("UPDATE quotations SET text = 'as it was folded'")
    ledger.connection.execute("UPDATE metadata SET value = 'older' WHERE key = 'quotations'")
    assert list(quotations.problems(ledger.connection)) == []


def test_the_difference_is_told_in_words(ledger):
    list(add(ledger, [said(PIER, "one"), said(PIER.replace("may", "will"), "two")]))
    kinds, words = ledger.connection.execute(
        "SELECT class, (difference ->> '$.edits[0].a') || (difference ->> '$.edits[0].b') FROM variants"
    ).fetchone()
    assert kinds == "altered"
    assert words in ("maywill", "willmay")
