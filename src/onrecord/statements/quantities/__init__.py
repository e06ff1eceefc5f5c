"""Quantities: numbers with their unit and with the words that bound, hedge or approximate them."""

from onrecord.statements.quantities.find import quantities

__all__ = ["quantities"]
