"""Readings in which invented people are quoted, as tests of quotations need them."""

import hashlib
import re
from dataclasses import replace

from onrecord.types import Article, Attribution, Block, Link, Reading, Source

PIER = "The old pier may have to close before the winter storms reach the harbor."


def article(text, outlet="Tidelook", day="2026-03-01", name="one"):
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(text, tuple(blocks), digest, name, f"https://x.example/{name}", name, outlet, (), day)


def attribution(text, number, content, speaker, mode="direct", **more):
    """An attribution of the parts of `text` that `content` names, to `speaker` where the text has that name."""
    spans = tuple(re.search(re.escape(part), text).span() for part in content)
    source = tuple(m.span() for m in [re.search(re.escape(speaker), text)] if m)
    cue = re.search(r"said|reports", text).span()
    chain = (*(Link(name) for name in (speaker, *more.get("via", ()))), Link("this article"))
    made = Attribution(f"a{number}", source, (cue,), spans, mode, more.get("parent"), 0.9, chain=chain)
    return replace(made, source_id=f"s{number}")


def read(page, *attributions, kinds=("named person",), names=None, model="made-1"):
    """A reading of `page`; the source of attribution a1 is s1 and so on, with the name that the text prints."""
    sources = []
    for i, a in enumerate(attributions):
        kind = kinds[i] if i < len(kinds) else kinds[-1]
        name = page.text[slice(*a.source[0])] if a.source and not kind.startswith(("anonymous", "unnamed")) else None
        sources.append(Source(f"s{i + 1}", kind, name, mentions=a.source))
    return Reading(page, attributions, model, sources=tuple(sources))


def said(quotation, name="one", speaker="Ana Ruiz", kind="named person", via=(), **about):
    """An article in which `speaker` is quoted with `quotation` and nothing else."""
    page = article(f"“{quotation}” {speaker} said on the quay.", name=name, **about)
    return read(page, attribution(page.text, 1, [f"“{quotation}”"], speaker, via=via), kinds=(kind,))


def clusters(ledger):
    """Which articles' quotations are one: sets of (article's name, words), also of one alone."""
    found = {}
    query = """SELECT cluster, articles.name, quotations.text FROM clusters
        JOIN quotations ON quotations.id = quotation_id JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id"""
    for cluster, name, text in ledger.connection.execute(query):
        found.setdefault(cluster, set()).add((name, text))
    return {frozenset(members) for members in found.values()}


def links(ledger):
    """The pairs of wordings that are one, by their words, with the class."""
    query = """SELECT min(a.words_hash, b.words_hash), max(a.words_hash, b.words_hash), class FROM variants
        JOIN quotations AS a ON a.id = a_id JOIN quotations AS b ON b.id = b_id"""
    return {tuple(row) for row in ledger.connection.execute(query)}
