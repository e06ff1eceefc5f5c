"""The component `onrecord`, and readings that were made elsewhere as docs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.spacy_pipe.marks import put
from onrecord.spacy_pipe.views import register
from onrecord.types import Reading

FACTORY = "onrecord"


@dataclass(frozen=True, slots=True)
class Component:
    """Reads a doc's text with the model called `model` and keeps the reading in the doc.

    The model is loaded with the first doc, once a process, and is no part of the component: it can be pickled, and
    each process of `nlp.pipe` loads its own.
    """

    model: str

    def __call__(self, doc: Doc) -> Doc:
        """`doc`, with the reading of its text.

        Raises InputError where the text cannot be an article, ModelError where there is no such model, or its weights
        are missing or damaged.
        """
        from onrecord.pipeline import read  # noqa: PLC0415 - spaCy imports this module for pipelines without it, too

        return put(doc, read(doc.text, model=self.model))


def make(nlp: Language, name: str, model: str) -> Component:
    """The factory behind `nlp.add_pipe("onrecord", config={"model": …})`; `model` is as in `onrecord.read`.

    Raises OnrecordError where another component has taken `Doc._.attributions`, `sources` or `reading`.
    """
    register()
    return Component(model)


def to_doc(reading: Reading, nlp: Language | None = None) -> Doc:
    """A reading as a `Doc`, with the same attributes and spans as from the component; nothing is read again.

    Its words are those of `nlp`'s tokenizer, or of spaCy's for English. No component runs: `nlp(to_doc(reading, nlp))`
    lets them.

    Raises OnrecordError where the tokenizer changes the text, or a span of the reading lies outside it; ValueError, by
    spaCy, for a text longer than `nlp.max_length`.
    """
    register()
    return put((nlp or _english()).make_doc(reading.article.text), reading)


@cache
def _english() -> Language:
    return spacy.blank("en")
