"""onrecord: who stands behind every statement in the news.

    >>> import onrecord
    >>> reading = onrecord.read('"We will rebuild," Mayor Ana Ruiz told the Harbor Ledger.')
    >>> reading.attributions[0].mode
    'direct'

Everything is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.errors import (
    CorpusError,
    FormatError,
    InputError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    LedgerVersionError,
    MissingExtraError,
    ModelError,
    NotALedgerError,
    OnrecordError,
    OutputError,
    QueryError,
    UnknownRowError,
)
from onrecord.types import (
    Anonymity,
    Article,
    Attribution,
    Block,
    DanglingLead,
    EditorialMark,
    Link,
    Note,
    Plan,
    PullQuote,
    Quantity,
    Reading,
    Source,
    Span,
    Spans,
    Step,
    Time,
    Unreadable,
)

if TYPE_CHECKING:
    from onrecord.articles import Metadata, from_bytes, from_html, from_text, iter_articles
    from onrecord.formats.frame import to_frame
    from onrecord.pipeline import read, read_many

__version__ = "0.1.0"

__all__ = [
    "Anonymity",
    "Article",
    "Attribution",
    "Block",
    "CorpusError",
    "DanglingLead",
    "EditorialMark",
    "FormatError",
    "InputError",
    "LedgerDamagedError",
    "LedgerError",
    "LedgerFullError",
    "LedgerLockedError",
    "LedgerReadOnlyError",
    "LedgerVersionError",
    "Link",
    "Metadata",
    "MissingExtraError",
    "ModelError",
    "NotALedgerError",
    "Note",
    "OnrecordError",
    "OutputError",
    "Plan",
    "PullQuote",
    "Quantity",
    "QueryError",
    "Reading",
    "Source",
    "Span",
    "Spans",
    "Step",
    "Time",
    "UnknownRowError",
    "Unreadable",
    "__version__",
    "from_bytes",
    "from_html",
    "from_text",
    "iter_articles",
    "read",
    "read_many",
    "to_frame",
]

_LATER = {
    "Metadata": "onrecord.articles",
    "from_bytes": "onrecord.articles",
    "from_html": "onrecord.articles",
    "from_text": "onrecord.articles",
    "iter_articles": "onrecord.articles",
    "read": "onrecord.pipeline",
    "read_many": "onrecord.pipeline",
    "to_frame": "onrecord.formats.frame",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
