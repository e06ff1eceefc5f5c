"""Dates and times, with the days they mean."""

from onrecord.statements.times.find import times

__all__ = ["times"]
