"""Readings for the tests of formats: made ones, and those of PolNeAR's dev articles where the corpus is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.articles import from_bytes
from onrecord.pipeline import read_many
from onrecord.types import Reading
from tests.formats import made


@pytest.fixture(scope="session")
def made_readings() -> list[Reading]:
    """200 made readings, the same in every test; nobody changes them."""
    return made.readings(6, 200)


@pytest.fixture(scope="session")
def polnear() -> Path:
    """The PolNeAR corpus beside the project."""
    folder = Path(__file__).parents[3] / "shared" / "corpora" / "polnear"
    if not (folder / "dev").is_dir():
        pytest.skip("no ../shared/corpora/polnear beside the project")
    return folder


@pytest.fixture(scope="session")
def polnear_dev_readings(polnear: Path) -> list[Reading]:
    """What the fast model reads in the 84 dev articles; read once a session, in some 20 seconds."""
    paths = sorted((polnear / "dev" / "text").glob("*.txt"))
    return list(read_many(from_bytes(path.read_bytes(), name=path.name) for path in paths))
