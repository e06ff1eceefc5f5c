"""Which language a text is in.

English is told by its function words, without a model: they make up about two fifths of running English and hardly
any of another language. Only a text with few of them is given to py3langid (Lui & Baldwin, 2012), whose loading takes
most of a second.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

SLICE = 900
"""Code points looked at from the start, the middle and the end of a text, so that one foreign quotation is outvoted."""
MIN_WORDS = 8
MIN_ENGLISH = 0.14
"""Share of English function words from which a text is English, whatever it quotes: half the usual share and less."""
MIN_LETTERS = 60
"""A shorter text without English function words is not judged, unless it is in another script."""
MIN_CONFIDENCE = 0.8

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of `text` is in; None where it is too short or unsure.

    A text in English with a long quotation in another language is English.
    """
    sample = _sample(text)
    words = [w.lower().replace("’", "'") for w in _WORD.findall(sample)]
    function_words = _english_words()
    english = sum(w in function_words for w in words)
    if len(words) >= MIN_WORDS and english / len(words) >= MIN_ENGLISH:
        return "en"
    letters = [c for c in sample if c.isalpha()]
    wide = sum(c > "\u02af" for c in letters)
    if len(letters) < (MIN_LETTERS if wide * 2 < len(letters) else MIN_LETTERS // 5):
        return None
    language, confidence = _identifier().classify(" ".join(sample.split()))
    if confidence < MIN_CONFIDENCE or (language == "en" and not english):
        return None
    return str(language)


def _sample(text: str) -> str:
    if len(text) <= 3 * SLICE:
        return text
    middle = (len(text) - SLICE) // 2
    return "\n".join((text[:SLICE], text[middle : middle + SLICE], text[-SLICE:]))


@cache
def _english_words() -> frozenset[str]:
    lines = resources.files("onrecord.articles").joinpath("english_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  loading it takes most of a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
