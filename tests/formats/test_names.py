"""Names of files: those that came in from a file go out under the same name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.formats.names import stem_of
from onrecord.types import Article

SHA = "0123456789" + "ab" * 27


def called(name, title=None, sha=SHA):
    return stem_of(Article("Rain.", (), sha, name, title=title))


@given(st.text())
def test_a_name_is_safe_and_stays_when_the_file_comes_in(name):
    stem = called(name)
    assert re.fullmatch(r"[\w.-]+-0123456789", stem, re.ASCII)
    for back in (stem, f"out/{stem}.json", f"{stem}.txt"):
        assert called(back) == stem


@pytest.mark.parametrize(
    ("name", "title", "stem"),
    [
        ("news/pier.html", None, "pier-0123456789"),
        ("pier-9876543210", None, "pier-9876543210-0123456789"),
        ("", "The pier", "The-pier-0123456789"),
        ("\N{SHIP}.txt", None, "article-0123456789"),
        ("https://news.example/a/pier?page=2", None, "pier-page-2-0123456789"),
    ],
)
def test_a_file_is_called_after_its_article(name, title, stem):
    assert called(name, title) == stem


def test_a_hash_that_is_none_leads_to_no_other_folder():
    assert called("pier.html", sha="../../pier") == "pier-pier"
