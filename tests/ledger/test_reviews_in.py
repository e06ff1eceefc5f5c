"""Reviews out of Label Studio, kept beside the readings that were reviewed."""

from dataclasses import replace

import pytest

from onrecord.errors import FormatError
from onrecord.formats.label_studio import Reviewed, reviewed
from onrecord.ledger import reviews_in, store
from onrecord.ledger.backup import backup
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import open_ledger
from onrecord.ledger.figures import stats
from onrecord.ledger.integrity import verify
from onrecord.ledger.reviews_in import AddedReviews, add_reviews
from tests.formats.labelling import Person, at, exported, page
from tests.ledger import made

CLOSE = "the pier\twould close in 40 days"
QUOTED = "“We are done, cafe\u0301 and all.”"
TIME = "2031-03-20T10:05:00+00:00"


@pytest.fixture
def person():
    return Person(page())


@pytest.fixture
def read(ledger, archive):
    """A ledger with other articles and the page."""
    list(store.add(ledger, [*archive[:3], page()]))
    return ledger


@pytest.fixture
def say(read, tmp_path, person):
    """Add what the person has made of the page; `more` is of the annotation."""

    def add(**more):
        path = exported(tmp_path / "reviewed.json", person.task(**more))
        return add_reviews(read, reviewed(path), reviewer="Nora Blick")

    return add


def reviews(ledger):
    query = """SELECT local, verdict, field, value, reviews.spans, comment FROM reviews
        JOIN statements ON statements.id = statement_id ORDER BY reviews.id"""
    return [tuple(row) for row in ledger.connection.execute(query)]


def spans(*words):
    return str([list(at(w)) for w in words]).replace(" ", "")


def test_what_is_left_alone_is_right(read, say):
    assert say() == AddedReviews(right=2)
    assert reviews(read) == [("a1", "right", None, None, None, ""), ("a2", "right", None, None, None, "")]
    rows = read.connection.execute("SELECT DISTINCT reviewer, reviewed_at FROM reviews")
    assert list(map(tuple, rows)) == [("Nora Blick", TIME)]


def test_what_is_deleted_is_wrong(read, say, person):
    for words in ("Tor Lund", "according to", "Critics doubt it"):
        person.delete(words)
    assert say() == AddedReviews(right=1, wrong=1)
    assert reviews(read)[1] == ("a2", "wrong", None, None, None, "")


def test_each_field_that_is_changed_has_a_review(read, say, person):
    person.stretch(CLOSE, "the pier\twould close")
    person.choose("the pier\twould close", "mode", "direct")
    person.note("said", "heard it")
    assert say() == AddedReviews(right=1, corrected=1)
    assert reviews(read)[:2] == [
        (
            "a1",
            "corrected",
            "content",
            f"the pier\twould close … {QUOTED}",
            spans("the pier\twould close", QUOTED),
            "heard it",
        ),
        ("a1", "corrected", "mode", "direct", None, "heard it"),
    ]


def test_a_source_that_is_taken_away(read, say, person):
    person.delete("Tor Lund")
    assert say() == AddedReviews(right=1, corrected=1)
    assert reviews(read)[1] == ("a2", "corrected", "source", "", "[]", "")


@pytest.mark.parametrize(
    ("name", "field", "value"), [("name", "source name", "T. Lund"), ("type", "source type", "document")]
)
def test_what_is_said_of_a_source(read, say, person, name, field, value):
    person.choose("Tor Lund", name, value)
    assert say() == AddedReviews(right=1, corrected=1)
    assert reviews(read)[1] == ("a2", "corrected", field, value, None, "")


def test_other_words_as_the_source_say_nothing_of_its_name(read, say, person):
    person.delete("Tor Lund")
    person.join(person.region("according to"), person.mark("Mayor Ana Ruiz", "Source"))
    assert say() == AddedReviews(right=1, corrected=1)
    assert [row[2:4] for row in reviews(read)[1:]] == [("source", "Mayor Ana Ruiz")]


def add_statement(person):
    person.join(
        person.mark("warned", "Cue"), person.mark("an aide", "Source"), person.mark("The end was nigh", "Content")
    )


def missed(ledger):
    return [dict(row) for row in ledger.connection.execute("SELECT * FROM missed")]


def test_a_statement_that_was_missed(read, say, person):
    add_statement(person)
    person.choose("an aide", "type", "anonymous source")
    person.note("warned", "at the end")
    assert say() == AddedReviews(right=2, missed=1)
    (row,) = missed(read)
    assert (row["source"], row["cue"], row["content"]) == ("an aide", "warned", "The end was nigh")
    assert (row["source_spans"], row["cue_spans"], row["content_spans"]) == (
        spans("an aide"),
        spans("warned"),
        spans("The end was nigh"),
    )
    assert (row["mode"], row["kind"], row["factuality"]) == (None, None, None)
    assert (row["source_type"], row["source_name"], row["comment"]) == ("anonymous source", None, "at the end")
    assert (row["reviewer"], row["reviewed_at"]) == ("Nora Blick", TIME)


def test_the_view_tells_whether_the_current_reading_has_it(read, say, person):
    add_statement(person)
    say()
    query = "SELECT statement, outlet, title, statement_id FROM missed_statements"
    assert tuple(read.connection.execute(query).fetchone()) == ("The end was nigh", "Tidelook", "The pier 🙂", None)
    found = replace(page().attributions[0], id="a3", source=(), source_id=None, cue=(at("warned"),), chain=())
    found = replace(found, content=(at("The end was nigh"),), quantities=())
    list(store.add(read, [replace(page(), attributions=(*page().attributions, found), model="made-2")]))
    row = read.connection.execute(query).fetchone()
    label = read.connection.execute("SELECT label FROM statements WHERE id = ?", (row["statement_id"],)).fetchone()
    assert label[0] == "The end was nigh"


def test_the_same_file_twice_adds_once(read, say, person):
    add_statement(person)
    person.choose(CLOSE, "mode", "block")
    assert say() == AddedReviews(right=1, corrected=1, missed=1)
    before = ledger_hash(read)
    assert say() == AddedReviews(there=3)
    assert ledger_hash(read) == before


def test_a_review_at_another_time_stands_beside_the_first(read, say, person):
    say()
    assert say(updated_at="2031-03-21T10:00:00Z") == AddedReviews(right=2)


def test_without_a_time_the_same_review_is_there_once(read, say, person):
    assert say(updated_at=None, created_at="some day") == AddedReviews(right=2)
    assert say(updated_at=None, created_at=None) == AddedReviews(there=2)


def test_articles_and_readings_that_the_ledger_does_not_have(read, tmp_path, person):
    other = Person(replace(page(), article=replace(page().article, name="other.html", title="Other")))
    reread = Person(made.reread(page(), "made-9"))
    path = exported(tmp_path / "x.json", other.task(), reread.task(), person.task())
    assert add_reviews(read, reviewed(path), reviewer="Nora") == AddedReviews(
        right=2, unknown=("other.html",), unread=("pier.html",)
    )


def test_a_task_that_does_not_say_what_it_was_made_from(read, tmp_path, person):
    task = person.task()
    del task["data"]["onrecord"]
    path = exported(tmp_path / "x.json", task)
    assert add_reviews(read, reviewed(path), reviewer="Nora") == AddedReviews(unread=(f"{path}:2",))


def test_reviews_go_to_the_reading_that_was_reviewed_and_show_with_the_current(read, say, person):
    list(store.add(read, [made.reread(page(), "made-2")]))
    assert say() == AddedReviews(right=2)
    query = """SELECT model, statement_id = reviewed_id FROM reviews_in_force
        JOIN statements ON statements.id = reviewed_id JOIN readings ON readings.id = statements.reading_id"""
    assert [tuple(row) for row in read.connection.execute(query)] == [("made-1", 0), ("made-1", None)]


def test_what_is_marked_and_is_no_statement_is_told(say, person):
    person.mark("an aide", "Source")
    start, end = at("an aide")
    assert say() == AddedReviews(right=2, notes=(f"pier.html: no statement: source at {start} to {end}",))


def test_nothing_is_added_where_a_later_task_does_not_fit(read, tmp_path, person):
    bad = Person(page())
    bad.result[-1]["to_id"] = "gone"
    before = ledger_hash(read)
    path = exported(tmp_path / "x.json", person.task(), bad.task())
    with pytest.raises(FormatError, match="region gone"):
        add_reviews(read, reviewed(path), reviewer="Nora")
    assert ledger_hash(read) == before


def test_nothing_is_added_where_a_later_review_fails(read, monkeypatch):
    def stopped():
        raise KeyboardInterrupt

    before = ledger_hash(read)
    monkeypatch.setattr(reviews_in, "now", stopped)
    without = Reviewed(page(), replace(page(), attributions=()))
    with pytest.raises(KeyboardInterrupt):
        add_reviews(read, [Reviewed(page(), page(), at=TIME), without], reviewer="Nora")
    assert ledger_hash(read) == before


def test_the_whole_ledger_knows_of_them(read, say, person, tmp_path):
    add_statement(person)
    person.stretch(CLOSE, "the pier\twould close")
    before = ledger_hash(read)
    say()
    assert list(verify(read)) == []
    assert ledger_hash(read) != before
    assert (stats(read).counts["reviews"], stats(read).counts["statements found missing"]) == (2, 1)
    backup(read, tmp_path / "copy")
    with open_ledger(tmp_path / "copy") as copy:
        assert ledger_hash(copy) == ledger_hash(read)
        assert missed(copy) == missed(read)


def test_each_part_of_what_is_kept_counts(read, say, person):
    add_statement(person)
    person.stretch(CLOSE, "the pier\twould close")
    say()
    seen = {ledger_hash(read)}
    for change in (
        "UPDATE reviews SET spans = '[]' WHERE spans IS NOT NULL",
        "UPDATE missed SET content_spans = '[]'",
        "UPDATE missed SET comment = 'x'",
        "DELETE FROM missed",
    ):
        read.connection.execute(change)
        seen.add(ledger_hash(read))
    assert len(seen) == 5
