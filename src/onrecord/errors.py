"""What `onrecord` raises.

    OnrecordError
    ├── InputError           an input that cannot be made into an article (name, reason, remedy)
    ├── ModelError           weights missing, damaged, or of another version
    ├── CorpusError          a training or evaluation corpus that cannot be read
    ├── OutputError          a place that nothing can be written to
    ├── MissingExtraError    an optional dependency is not installed; names the install command
    ├── FormatError          a file of another program's format that cannot be taken in (file, line, reason, remedy)
    ├── QueryError           a search that cannot be understood, or contradicts itself (reason, remedy)
    └── LedgerError          a ledger that cannot do what was asked (name, reason, remedy)
        ├── NotALedgerError      there is no ledger at this place
        ├── LedgerVersionError   its schema is newer or older than this onrecord's
        ├── LedgerReadOnlyError  the file or its folder may not be written
        ├── LedgerFullError      no room is left on the disk
        ├── LedgerLockedError    another program has held it for too long
        ├── LedgerDamagedError   the file, or what it holds, is not whole
        └── UnknownRowError      it has no such article, statement or name

Libraries' own exceptions are translated where they are met, with `from`.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root of everything this package raises on purpose."""


class InputError(OnrecordError):
    """An input that cannot be made into an article.

    `code` is stable and for programs; `reason` says what is wrong and `remedy` what the user can do.
    """

    def __init__(self, name: str, code: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}" if name else f"{reason}. {remedy}")
        self.name = name
        self.code = code
        self.reason = reason
        self.remedy = remedy


class ModelError(OnrecordError):
    """The weights are missing, damaged, or made by another version of the code."""


class CorpusError(OnrecordError):
    """A training or evaluation corpus that cannot be read."""


class OutputError(OnrecordError):
    """A place that nothing can be written to."""


class MissingExtraError(OnrecordError):
    """An optional dependency is not installed."""

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(f"{module} is not installed. Install it with: pip install 'onrecord[{extra}]'")
        self.extra = extra


class FormatError(OnrecordError):
    """A file of another program's format that cannot be taken in; nothing of it is.

    `name` is the file as the user gave it, `line` counts from 1 and is None where the fault has no line; `reason` says
    what is wrong and `remedy` what the user can do.
    """

    def __init__(self, name: str, line: int | None, reason: str, remedy: str) -> None:
        place = name if line is None else f"{name}, line {line}"
        super().__init__(f"{place}: {reason}. {remedy}")
        self.name = name
        self.line = line
        self.reason = reason
        self.remedy = remedy


class QueryError(OnrecordError):
    """A search that cannot be understood or contradicts itself; `reason` says why, `remedy` what to write instead."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason = reason
        self.remedy = remedy


class LedgerError(OnrecordError):
    """A ledger that cannot do what was asked; it is left as it was.

    `name` is the ledger's path as the user gave it; `reason` says what is wrong and `remedy` what the user can do.
    """

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class NotALedgerError(LedgerError):
    """There is no ledger at this place: no file, another file, or another program's SQLite database."""


class LedgerVersionError(LedgerError):
    """The ledger's schema is newer or older than the one that this version of the code works with."""


class LedgerReadOnlyError(LedgerError):
    """The ledger's file, or the folder in which SQLite keeps its journal, may not be written."""


class LedgerFullError(LedgerError):
    """No room is left on the disk."""


class LedgerLockedError(LedgerError):
    """Another program has kept the ledger locked for longer than is waited for."""


class LedgerDamagedError(LedgerError):
    """The file cannot be read as SQLite wrote it, or its rows do not fit each other."""


class UnknownRowError(LedgerError):
    """The ledger has no article, statement or name with this id."""
