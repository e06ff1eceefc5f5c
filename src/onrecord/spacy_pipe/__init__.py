"""onrecord in spaCy: a pipeline component, and readings as spaCy's documents (extra `spacy`).

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("onrecord", config={"model": "fast"})
    >>> doc = nlp('"We will rebuild," Mayor Ana Ruiz told the Harbor Ledger.')
    >>> attribution = doc._.attributions[0]
    >>> attribution.behind.name, attribution.cue[0].text, attribution.mode
    ('Ana Ruiz', 'told', 'direct')

spaCy finds the component by the entry point in the group `spacy_factories` and the colours by that in
`spacy_displacy_colors`; it imports this package for every pipeline that is made anywhere beside it. So nothing heavy is
loaded here, and no attribute is added to `Doc` before somebody asks for it.

Importing this package without spaCy raises MissingExtraError.
"""

from __future__ import annotations

from onrecord.errors import MissingExtraError

try:
    from spacy.language import Language
except ImportError as error:
    raise MissingExtraError("spacy", "spaCy") from error

from onrecord.spacy_pipe.component import FACTORY, Component, make, to_doc
from onrecord.spacy_pipe.marks import COLORS, CONTENT, CUE, KEY, SOURCE
from onrecord.spacy_pipe.views import ATTRIBUTES, DocAttribution, DocSource, register

__all__ = [
    "ATTRIBUTES",
    "COLORS",
    "CONTENT",
    "CUE",
    "KEY",
    "SOURCE",
    "Component",
    "DocAttribution",
    "DocSource",
    "make",
    "register",
    "to_doc",
]

# spaCy wants a factory to be registered by the import of its entry point.
Language.factory(
    FACTORY,
    default_config={"model": "fast"},
    assigns=["doc.spans", *(f"doc._.{name}" for name in ATTRIBUTES)],
    func=make,
)
