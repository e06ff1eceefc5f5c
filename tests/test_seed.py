"""The real article beside the project: what a reading of it must find. Its text stays there."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.evaluation.seed import SeedArticle, found, load_seed
from onrecord.reading.model import names
from onrecord.types import Attribution, Reading, Source

GOLD = Path(__file__).parents[2] / "shared" / "seed" / "gold.json"
NESTED = ("plan", "officials")

pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="no ../shared/seed beside the project")


@pytest.fixture(scope="module")
def seed() -> SeedArticle:
    return load_seed(GOLD)


@pytest.fixture(scope="module", params=["fast", "accurate"])
def by(request: pytest.FixtureRequest) -> str:
    """The model that reads."""
    if request.param not in names():
        pytest.skip(f"the model {request.param} is not installed")
    return str(request.param)


@pytest.fixture(scope="module")
def reading(seed: SeedArticle, by: str) -> Reading:
    return onrecord.read(seed.text, model=by)


@pytest.fixture(scope="module")
def matched(seed: SeedArticle, reading: Reading) -> dict[str, Attribution]:
    return found(seed, reading.attributions)


def test_its_text_is_kept_to_the_letter(seed: SeedArticle, reading: Reading) -> None:
    assert reading.article.text == seed.text


def test_at_least_twelve_of_thirteen_are_found(seed: SeedArticle, matched: dict[str, Attribution]) -> None:
    missing = {one.id for one in seed.attributions} - matched.keys()
    assert len(seed.attributions) == 13
    assert len(missing) <= 1, f"not found: {sorted(missing)}"


def test_the_block_quotation_is_found_as_one(matched: dict[str, Attribution]) -> None:
    assert matched["wapo-block"].mode == "block"


@pytest.mark.parametrize("inner", NESTED)
def test_what_it_quotes_stands_inside_it(matched: dict[str, Attribution], inner: str) -> None:
    assert matched[inner].parent == matched["wapo-block"].id


GOLD_TYPES = {"person": "named person", "organization": "named organization", "unnamed group": "unnamed group"}


@pytest.fixture(scope="module")
def facts(matched: dict[str, Attribution], reading: Reading) -> list[tuple[dict[str, Any], Attribution, Source | None]]:
    """(what the hand-made answer says, attribution, its source) of those found."""
    by_id = {s.id: s for s in reading.sources}
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["attributions"]
    return [(g, a, by_id.get(a.source_id or "")) for g in gold if (a := matched.get(g["id"])) is not None]


def test_speakers_and_their_types(facts: list[tuple[dict[str, Any], Attribution, Source | None]]) -> None:
    right = [s is not None and (s.name, s.type) == (g["speaker"], GOLD_TYPES[g["source_type"]]) for g, _, s in facts]
    assert sum(right) >= 12


def test_roles_and_affiliations(facts: list[tuple[dict[str, Any], Attribution, Source | None]]) -> None:
    wanted = [(g, s) for g, _, s in facts if "role" in g and s is not None]
    assert wanted
    assert [g["id"] for g, s in wanted if g["role"] not in s.roles] == []


def test_chains(facts: list[tuple[dict[str, Any], Attribution, Source | None]]) -> None:
    assert sum([link.name for link in a.chain] == g["chain"] for g, a, _ in facts) >= 11


def test_recipients(facts: list[tuple[dict[str, Any], Attribution, Source | None]], reading: Reading) -> None:
    names = {s.id: s.name for s in reading.sources}
    told = [(g["recipient"], names.get(a.recipient_id or "")) for g, a, _ in facts if "recipient" in g]
    assert told
    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_the_unnamed_officials(
    facts: list[tuple[dict[str, Any], Attribution, Source | None]], seed: SeedArticle
) -> None:
    for g, _, source in facts:
        if g["id"] in NESTED:
            assert source is not None
            assert source.anonymity is not None
            stated = [source.anonymity.position_to_know, source.anonymity.reason]
            printed = [" ".join(seed.text[s:e] for s, e in spans) or None for spans in stated]
            assert printed == [g["position_to_know"], g["reason_for_anonymity"]]


@pytest.fixture(scope="module")
def dated(seed: SeedArticle, by: str) -> Reading:
    """The reading with the date that the hand-made answer assumes."""
    return onrecord.read(replace(onrecord.from_text(seed.text), published="2015-12-24"), model=by)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return answer


def shared(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def nearly(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two spans share at least half of what they cover together."""
    return 2 * shared(one, other) >= max(one[1], other[1]) - min(one[0], other[0])


@pytest.mark.parametrize("model", ["fast", "accurate"])
def test_own_voice(gold: dict[str, Any], seed: SeedArticle, model: str) -> None:
    if model not in names():
        pytest.skip(f"the model {model} is not installed")
    own_voice = onrecord.read(seed.text, model=model).own_voice
    found = [any(nearly(span, own) for own in own_voice) for span in gold["own_voice"]]
    assert len(own_voice) <= len(found) + 1
    assert sum(found) >= 4


def test_the_pull_quote(
    gold: dict[str, Any], dated: Reading, matched: dict[str, Attribution], seed: SeedArticle
) -> None:
    (wanted,) = gold["pull_quotes"]
    (quote,) = dated.pull_quotes
    assert list(quote.span) == wanted["span"]
    assert quote.repeats == matched[wanted["repeats"]].id
    assert quote.credit is not None
    assert seed.text[slice(*quote.credit)] == wanted["credit"]


def test_the_dangling_lead(gold: dict[str, Any], dated: Reading) -> None:
    (wanted,) = gold["dangling_leads"]
    (lead,) = dated.dangling_leads
    assert list(lead.span) == wanted["span"]
    names = {s.id: s.name for s in dated.sources}
    assert names[lead.source_id or ""] == wanted["speaker"]


def test_quantities(gold: dict[str, Any], dated: Reading) -> None:
    for wanted in gold["quantities"]:
        (found,) = (q for q in dated.quantities if shared(q.span, wanted["span"]))
        expected = {key: wanted[key] for key in ("value", "bound", "low", "high", "unit") if key in wanted}
        assert {key: getattr(found, key) for key in expected} == expected


def test_times(gold: dict[str, Any], dated: Reading, reading: Reading) -> None:
    january, year = [next(t for t in dated.times if shared(t.span, one["span"])) for one in gold["times"]]
    assert (january.start, january.end, january.relation) == ("2016-01-01", "2016-01-10", "as soon as")
    assert (year.start, year.end, year.relation) == ("2014-01-01", "2014-12-31", "since")
    undated = [t for t in reading.times if any(shared(t.span, one["span"]) for one in gold["times"])]
    assert [(t.start, t.end) for t in undated] == [(None, None)] * 2


def test_what_has_not_been_approved(gold: dict[str, Any], dated: Reading) -> None:
    plans = [p for p in dated.plans if p.status == "not approved"]
    assert [any(shared(p.evidence, one["evidence"]) for p in plans) for one in gold["unapproved"]] == [True, True]
    assert len(plans) == 2


def test_edited_quotations(gold: dict[str, Any], matched: dict[str, Attribution]) -> None:
    for wanted in gold["attributions"]:
        if wanted["id"] in matched:
            marks = {m.type for m in matched[wanted["id"]].editorial_marks}
            assert marks == set(wanted.get("editorial_marks", ()))


def test_how_firm_they_are(gold: dict[str, Any], matched: dict[str, Attribution]) -> None:
    firm = {one["id"]: one["factuality"] for one in gold["attributions"] if "factuality" in one}
    assert {key: matched[key].factuality for key in firm if key in matched} == firm
