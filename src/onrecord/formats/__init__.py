"""Readings to and from the formats that other programs use: see `registry` for which there are."""

from onrecord.formats.registry import FORMATS, Format, Piece, load, pieces

__all__ = ["FORMATS", "Format", "Piece", "load", "pieces"]
