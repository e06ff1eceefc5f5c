"""A ledger of its own for each test, real and on the disk."""

import pytest

from onrecord.ledger.database import open_ledger
from tests.ledger import made


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.ledger"


@pytest.fixture
def ledger(path):
    with open_ledger(path, create=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def archive():
    """Forty made readings, the same in every test; nobody changes them."""
    return made.readings(11, 40)
