"""What `onrecord` raises.

    OnrecordError
    ├── InputError           an input that cannot be made into an article (name, reason, remedy)
    ├── ModelError           weights missing, damaged, or of another version
    ├── CorpusError          a training or evaluation corpus that cannot be read
    ├── OutputError          a place that nothing can be written to
    └── MissingExtraError    an optional dependency is not installed; names the install command

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
