"""Citron's tokens: what `citron-extract` and the web service count in, as characters."""

from __future__ import annotations

from onrecord.errors import MissingExtraError
from onrecord.formats.citron_shape import Place


class TokenSpans:
    """The tokens of a text as spaCy's English pipelines, and so Citron, have them.

    Raises MissingExtraError where spaCy is not installed.
    """

    def __init__(self, text: str) -> None:
        try:
            import spacy  # noqa: PLC0415 - heavy, and needed for this one form alone
        except ImportError as error:
            raise MissingExtraError("spacy", "spaCy") from error
        nlp = spacy.blank("en")
        nlp.max_length = max(nlp.max_length, len(text) + 1)
        self._spans = [(token.idx, token.idx + len(token)) for token in nlp.make_doc(text)]

    def place(self, tokens: Place) -> Place | None:
        """A span of tokens as one of characters; None where there are no such tokens."""
        if not 0 <= tokens.start < tokens.end <= len(self._spans):
            return None
        return Place(self._spans[tokens.start][0], self._spans[tokens.end - 1][1], tokens.text)
