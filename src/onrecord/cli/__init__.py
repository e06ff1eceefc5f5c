"""The command line. Its commands register themselves with the application when their modules are imported."""

from onrecord.cli import (
    audit,
    export,
    import_,
    ledger,
    ledger_add,
    ledger_care,
    ledger_look,
    ledger_search,
    models,
    quality,
    read,
    trace,
    verify,
)
from onrecord.cli.app import app, main

__all__ = [
    "app",
    "audit",
    "export",
    "import_",
    "ledger",
    "ledger_add",
    "ledger_care",
    "ledger_look",
    "ledger_search",
    "main",
    "models",
    "quality",
    "read",
    "trace",
    "verify",
]
