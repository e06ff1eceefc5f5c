"""What is stated, and how firmly: kind, factuality, quantities, times, plans, and the article's own assertions."""

from onrecord.statements.select import of_kinds
from onrecord.statements.weigh import Statements, weigh

__all__ = ["Statements", "of_kinds", "weigh"]
