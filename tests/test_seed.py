"""The real article beside the project: what a reading of it must find. Its text stays there."""

from pathlib import Path

import pytest

import onrecord
from onrecord.evaluation.seed import SeedArticle, found, load_seed
from onrecord.types import Attribution, Reading

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
