"""What a source does with a content, and how firmly: kind and factuality."""

from onrecord.statements.weigh import weigh

__all__ = ["weigh"]
