"""Readings to and from the formats that other programs use."""
