"""Blocks as lines: kind, depth, group and credit where there are any, then the text."""

import pytest


def show_blocks(article):
    return [_show(article, block) for block in article.blocks]


def _show(article, block):
    facts = [block.kind]
    if block.depth:
        facts.append(str(block.depth))
    if block.group is not None:
        facts.append(f"g{block.group}")
    if block.credit:
        facts.append("c=" + article.text[slice(*block.credit)])
    return f"{' '.join(facts)}: {article.text[block.start : block.end]}"


@pytest.fixture
def shown():
    return show_blocks


@pytest.fixture
def codes():
    return lambda article: [note.code for note in article.notes]
