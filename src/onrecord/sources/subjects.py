"""Which of the people named in a sentence is its subject."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.function_words import GOVERNING
from onrecord.sources.page import Page
from onrecord.sources.sorts import modifies
from onrecord.types import Span

OPENERS = frozenset(
    "after although as asked before despite during even if in since though unlike until when while with".split()
)
"""Words that begin a clause in which a pronoun may stand before the name that it means."""


def subject_of(page: Page, sentence: Span, mentions: Sequence[int]) -> int | None:
    """Which of the mentions is the sentence's subject: in the main clause, after no preposition, not an owner.

    Where the sentence opens with a clause of its own ('When the mayor called, Ruiz …') the one after its comma is.
    """
    free = [m for m in mentions if not _is_governed(page, m)]
    if not free:
        return None
    all_ = page.tokens.all
    if all_[page.tokens.index(sentence[0])].text.lower() in OPENERS:
        main = next((m for m in free[1:] if all_[page.tokens.index(m) - 1].text == ","), None)
        if main is not None:
            return main
    return next((m for m in free if not _owns(page, m)), free[0])


def _owns(page: Page, offset: int) -> bool:
    """Whether the name that begins there belongs to a noun: "Ruiz's aide", 'Ruiz aide Tor Lund'."""
    name = next((n for n in page.names_near(offset) if n.start == offset), None)
    if name is None:
        return False
    place = page.tokens.index(name.end)
    ahead = page.tokens.all[place : place + 1]
    return bool(ahead) and (ahead[0].text in ("’s", "'s", "’", "'") or modifies(ahead))


def _is_governed(page: Page, offset: int) -> bool:
    """Whether a preposition stands right before, so that what is there is no subject."""
    place = page.tokens.index(offset)
    before = page.tokens.all[place - 1 : place] if place else ()
    return bool(before) and not page.tokens.all[place].first and before[0].text.lower() in GOVERNING
