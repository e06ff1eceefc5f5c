"""Names of files for readings, where a format has one file a reading."""

from __future__ import annotations

import re
from pathlib import PurePath

from onrecord.types import Article

_LONGEST = 60
_OTHER = re.compile(r"[^\w.-]+")


def stem_of(article: Article) -> str:
    """A file name without its ending, made of the article's name, else its title, and its hash.

    The same article always has the same name, and different articles have different ones. One that is called by such a
    name already, because it came in from such a file, keeps it. The characters are safe on every file system.
    """
    digits = f"-{_safe(article.sha256)[:10]}"
    called = PurePath(article.name).name
    said = called if called.endswith(digits) else PurePath(article.name).stem
    said = said.removesuffix(digits) or article.title or "article"
    return f"{_safe(said)[:_LONGEST] or 'article'}{digits}"


def _safe(words: str) -> str:
    return _OTHER.sub("-", words.encode("ascii", "ignore").decode()).strip("-.")
