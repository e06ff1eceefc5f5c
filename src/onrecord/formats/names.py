"""Names of files for readings, where a format has one file a reading."""

from __future__ import annotations

import re
from pathlib import PurePath

from onrecord.types import Article

_LONGEST = 60
_OTHER = re.compile(r"[^\w.-]+")


def stem_of(article: Article) -> str:
    """A file name without its ending, made of the article's name, else its title, and its hash.

    The same article always has the same name, and different articles have different ones. The characters are safe on
    every file system.
    """
    said = PurePath(article.name).stem or article.title or "article"
    words = _OTHER.sub("-", said.encode("ascii", "ignore").decode()).strip("-.")[:_LONGEST] or "article"
    return f"{words}-{article.sha256[:10]}"
