"""Readings kept in one SQLite file: stored once, found, followed from article to article, and checked."""
