"""What a comparison of two wordings gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.types import Span

VariantClass = Literal["exact", "truncated", "elided", "bracketed", "altered"]
"""How one wording was made from the other, from the weakest change to the strongest."""

CLASSES: tuple[VariantClass, ...] = ("exact", "truncated", "elided", "bracketed", "altered")

EditKind = Literal["replaced", "left out", "put in", "cut", "continued"]
"""What was done: 'left out' and 'put in' between words that both have; 'cut' is what the original has before or after
all that the printed wording has of it, 'continued' what the printed wording has before or after the original."""

Change = Literal["lost", "gained"]
"""From the original to the printed wording."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference. `printed` and `original` are code-point spans into the two texts, empty where one has no words.

    `marked` is True where the page shows it by an ellipsis or brackets. `harmless` is True where spelling alone
    differs: capitals in brackets, numbers in digits, British or American spelling, contractions, hyphens, an 'um'.
    """

    kind: EditKind
    printed: Span
    original: Span
    marked: bool = False
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a printed wording differs from an original; `cls` is None where the two are not the same quotation.

    `similarity` is in [0, 1]: of what both could share, how much they do; what one has before or after the other does
    not count. `edits` are in text order, all that differ in more than case, punctuation, spaces and apostrophes.
    `hedge` and `negation` say whether words such as 'may' or 'not' were lost or gained on the way; None is neither.
    """

    cls: VariantClass | None
    similarity: float
    edits: tuple[Edit, ...] = ()
    hedge: Change | None = None
    negation: Change | None = None
