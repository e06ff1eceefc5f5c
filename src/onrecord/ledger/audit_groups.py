"""Into which groups an article falls: its outlet, its month, or each of its authors."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.audit.archive import By
from onrecord.types import Article

_MONTH = re.compile(r"(\d{4}-\d\d)-\d\d")


def names_of(article: Article, by: By) -> tuple[str | None, ...]:
    """The groups' names as the article has them, each once; (None,) where it states none.

    A month is 'YYYY-MM', that of the day that the ledger has for the article.
    """
    if by == "outlet":
        return (_line(article.outlet),)
    if by == "month":
        return (_month(article.published),)
    names = {key(name): name for a in article.authors if (name := _line(a)) is not None}
    return tuple(names.values()) or (None,)


def key(name: str) -> str:
    """What makes two names one group: the letters, whatever their case and spacing."""
    return " ".join(name.split()).casefold()


def shown(forms: Counter[str]) -> str:
    """The form that most articles print; of several the last in the alphabet, which is not the one in capitals."""
    return max(forms, key=lambda form: (forms[form], form))


def _line(name: str | None) -> str | None:
    return " ".join((name or "").split()) or None


def _month(published: str | None) -> str | None:
    found = _MONTH.match(published or "")
    return found[1] if found else None
