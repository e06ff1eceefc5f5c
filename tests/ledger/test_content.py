"""What rows are told apart by, and the hash of the whole."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerDamagedError
from onrecord.formats.json import to_json
from onrecord.ledger import store
from onrecord.ledger.content import (
    article_hash,
    key_across,
    ledger_hash,
    name_key,
    reading_from,
    reading_hash,
    reading_json,
)
from onrecord.ledger.database import open_ledger
from onrecord.ledger.integrity import verify
from onrecord.types import Note, Source, Unreadable
from tests.ledger import made

CASES = Path(__file__).parent / "cases"
NAMES = json.loads((CASES / "names.json").read_text(encoding="utf-8"))
ACROSS = json.loads((CASES / "across_articles.json").read_text(encoding="utf-8"))
ORIGINALS = made.readings(21, 6, statements=3)
POOL = [
    *ORIGINALS,
    *(made.changed(r) for r in ORIGINALS[:3]),
    *(made.reread(r, "made-2") for r in ORIGINALS[1:5]),
    Unreadable("a.txt", "empty", "it holds nothing", "Check it"),
    Unreadable("b.txt", "empty", "it holds nothing", "Check it"),
]


def key(kind, name, article="0" * 64):
    return key_across(Source("s1", kind, name), article)


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["same"][0])
def test_names_that_have_the_same_key(case):
    (one,) = {name_key(case["type"], name) for name in case["same"]}
    assert one not in {name_key(case["type"], name) for name in case["other"]}


@pytest.mark.parametrize("case", ACROSS, ids=lambda case: case["name"])
def test_names_that_tell_one_from_another(case):
    keys = {key(case["type"], case["name"], article) for article in ("a" * 64, "b" * 64)}
    assert (len(keys) == 1) == case["across"]


@pytest.mark.parametrize("kind", ["anonymous source", "unnamed group"])
def test_the_unnamed_have_no_key_whatever_they_are_called(kind):
    assert key(kind, None) is None
    assert key(kind, "Ana Ruiz") is None


def test_a_person_is_no_organization_of_the_same_name():
    assert key("named person", "Ana Ruiz") != key("named organization", "Ana Ruiz")


def test_an_article_is_what_is_printed():
    article = ORIGINALS[0].article
    same = replace(article, name="other", sha256="0", language=None, notes=(Note("a", "b"),))
    assert article_hash(same) == article_hash(article)
    for change in ({"text": "x"}, {"blocks": ()}, {"title": "x"}, {"outlet": None}, {"authors": ()}, {"url": None}):
        assert article_hash(replace(article, **change)) != article_hash(article)


def test_fields_do_not_run_into_each_other():
    article = ORIGINALS[0].article
    one = replace(article, title="Harbor", outlet="Ledger")
    assert article_hash(one) != article_hash(replace(article, title="Harbor Ledger", outlet=""))


@pytest.mark.parametrize("reading", ORIGINALS[:3])
def test_a_reading_comes_back_from_its_json(reading):
    made_json = reading_json(reading)
    assert reading_from(made_json, reading.article) == reading
    assert {"article", *json.loads(made_json)} == {*json.loads(to_json(reading))}
    assert reading_hash(made_json) != reading_hash(reading_json(made.reread(reading, "made-2")))


@pytest.mark.parametrize("text", ["{}", "[]", "{", '{"attributions":[],"model":3}'])
def test_json_that_is_no_reading(text):
    with pytest.raises(LedgerDamagedError, match="cannot be decoded"):
        reading_from(text, ORIGINALS[0].article)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The hash of a ledger with all of POOL in its order."""
    with open_ledger(tmp_path_factory.mktemp("whole") / "x", create=True) as ledger:
        list(store.add(ledger, POOL))
        return ledger_hash(ledger)


@settings(max_examples=25)
@given(
    order=st.permutations(range(len(POOL))), twice=st.lists(st.sampled_from(range(len(POOL)))), cut=st.integers(0, 15)
)
def test_order_and_repetition_leave_no_trace(tmp_path_factory, whole, order, twice, cut):
    with open_ledger(tmp_path_factory.mktemp("any") / "x", create=True) as ledger:
        for part in (order[:cut], order[cut:], twice):
            list(store.add(ledger, [POOL[i] for i in part]))
        assert ledger_hash(ledger) == whole
        assert list(verify(ledger)) == []


@pytest.mark.parametrize("left_out", range(len(POOL)))
def test_each_of_them_counts(tmp_path, whole, left_out):
    with open_ledger(tmp_path / "x", create=True) as ledger:
        list(store.add(ledger, [item for i, item in enumerate(POOL) if i != left_out]))
        assert ledger_hash(ledger) != whole
