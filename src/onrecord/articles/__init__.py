"""Bytes, text, HTML, JSON Lines, files, folders and URLs to `Article`: the only place that normalises."""

from __future__ import annotations

from onrecord.articles.inputs import iter_articles
from onrecord.articles.load import from_bytes, from_html
from onrecord.articles.metadata import Metadata
from onrecord.articles.plain import from_text

__all__ = ["Metadata", "from_bytes", "from_html", "from_text", "iter_articles"]
