"""The real article beside the project: what a reading of it must find. Its text stays there."""

import json
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.evaluation.seed import SeedArticle, found, load_seed
from onrecord.types import Attribution, Reading, Source

GOLD = Path(__file__).parents[2] / "shared" / "seed" / "gold.json"
NESTED = ("plan", "officials")

pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="no ../shared/seed beside the project")


@pytest.fixture(scope="module")
def seed() -> SeedArticle:
    return load_seed(GOLD)


@pytest.fixture(scope="module")
def reading(seed: SeedArticle) -> Reading:
    return onrecord.read(seed.text)


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
