"""The command line. Its commands register themselves with the application when their modules are imported."""

from onrecord.cli import audit, models, quality, read
from onrecord.cli.app import app, main

__all__ = ["app", "audit", "main", "models", "quality", "read"]
