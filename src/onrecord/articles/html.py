"""HTML to an article: our own pass keeps the structure, trafilatura finds which of it is the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.articles.build import Body, build
from onrecord.articles.dom import Found, blocks
from onrecord.articles.metadata import Metadata, clean_authors, clean_line, iso_date, web_address
from onrecord.errors import InputError
from onrecord.types import Article, Block, Note, Span

MAX_EXTRACTED = 2_000_000
MAX_DEPTH = 400
"""Pages beyond these are not given to trafilatura, which is recursive; all their blocks are taken instead."""
_MARKED = frozenset({"blockquote", "pullquote", "embed", "caption", "preformatted"})
_WORD = re.compile(r"\w+")


def page_article(page: Body, meta: Metadata, *, name: str, sha256: str) -> Article:
    """The article of the page whose HTML is `page.text`; `meta` goes before what the page says of itself.

    Raises InputError where the page cannot be parsed or holds no text (`bad-html`, `no-text`).
    """
    tree, notes = _parse(page.text, name)
    found = list(blocks(tree))
    if not any(b.text for b in found):
        reason = "the page holds no text (it may be made by scripts in the browser)"
        raise InputError(name, "no-text", reason, "Save the page from a browser, or give the article as text")
    small = _small(tree)
    known = meta.over(_metadata(tree) if small else Metadata())
    chosen = _choose(found, _main_text(tree) if small else None, notes)
    text, placed = _lay_out(_with_title(_pull_quotes(chosen), known.title))
    return build(Body(text, placed, (*page.notes, *notes)), known, name=name, sha256=sha256)


def _parse(html: str, name: str) -> tuple[Any, list[Note]]:
    """The page's tree, and a note where the parser gave up on what was nested too deep."""
    from lxml import etree  # noqa: PLC0415 - only HTML needs it
    from lxml import html as lxml_html  # noqa: PLC0415

    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = f"the HTML cannot be parsed ({error})"
        raise InputError(name, "bad-html", reason, "Save the page again, or give the article as text") from error
    if any("depth" in entry.message for entry in parser.error_log):
        return tree, [Note("nested-too-deep", "what the page nests too deep for the parser is left out")]
    return tree, []


def _small(tree: Any) -> bool:
    """Whether the page, scripts aside, is of a size and depth for trafilatura."""
    from lxml import etree  # noqa: PLC0415 - only HTML needs it

    depth = deepest = size = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if event == "start" and element.tag not in ("script", "style"):
            size += len(element.text or "") + len(element.tail or "") + 10
    return deepest <= MAX_DEPTH and size <= MAX_EXTRACTED


def _main_text(tree: Any) -> str | None:
    """The words of the main content, as trafilatura finds it; None where it finds none."""
    from trafilatura import extract  # noqa: PLC0415 - slow to import, and only HTML needs it

    text = extract(_copy(tree), include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    return _words(text) if text else None


def _copy(tree: Any) -> str:
    """The page as a string: trafilatura changes the tree that it is given."""
    from lxml import html as lxml_html  # noqa: PLC0415 - only HTML needs it

    return str(lxml_html.tostring(tree, encoding="unicode"))


def _metadata(tree: Any) -> Metadata:
    from trafilatura import extract_metadata  # noqa: PLC0415 - slow to import, and only HTML needs it

    document = extract_metadata(_copy(tree))
    if document is None:
        return Metadata()
    return Metadata(
        title=clean_line(document.title),
        outlet=clean_line(document.sitename),
        authors=clean_authors((document.author or "").split(";")),
        published=iso_date(document.date),
        url=web_address(document.url),
    )


def _choose(found: Sequence[Found], main: str | None, notes: list[Note]) -> list[Found]:
    """The blocks of the main content, and the marked ones that stand among them or close the same container."""
    kept = [] if main is None else [i for i, b in enumerate(found) if b.text and _words(b.text) in main]
    if not kept:
        notes.append(Note("main-content-not-found", "no main content was found, so all text of the page is read"))
        return list(found)
    last = kept[-1]
    while last + 1 < len(found) and found[last + 1].kind in _MARKED and _beside(found[last + 1], found[kept[-1]]):
        last += 1
    wanted = set(kept) | {i for i in range(kept[0], last + 1) if found[i].kind in _MARKED or found[i].aside}
    return [found[i] for i in sorted(wanted)]


def _beside(block: Found, last: Found) -> bool:
    return block.container >= last.container


def _words(text: str) -> str:
    """The text's words alone, so that marks and white space make no difference."""
    return " ".join(_WORD.findall(text.lower()))


def _pull_quotes(chosen: Sequence[Found]) -> list[Found]:
    """Asides that repeat the body as pull quotes; other asides are no part of the article and are left out."""
    body = " ".join(_words(b.text) for b in chosen if not b.aside and b.kind != "pullquote")
    kept = []
    for block in chosen:
        if not block.aside or block.kind == "pullquote":
            kept.append(block)
        elif len(_words(block.text).split()) >= 4 and _words(block.text) in body:
            kept.append(replace(block, kind="pullquote", group=-block.container))
        elif kept and kept[-1].group == -block.container and len(block.text) < 100:
            kept.append(replace(block, kind="pullquote", group=-block.container, credit=True))
    return kept


def _with_title(chosen: list[Found], title: str | None) -> list[Found]:
    """The title as the first block: the page's first-level heading, or the one that its metadata name."""
    first = next((i for i, b in enumerate(chosen) if b.kind == "heading" and b.level == 1), None)
    if first is not None:
        heading = replace(chosen[first], kind="title")
        return [heading, *chosen[:first], *chosen[first + 1 :]]
    if not title or any(_words(b.text) == _words(title) for b in chosen[:3]):
        return chosen
    return [Found("title", title.strip(), 0, None, 0), *chosen]


def _lay_out(chosen: Sequence[Found]) -> tuple[str, tuple[Block, ...]]:
    """The text, blocks parted by blank lines, and the blocks in it; a lost embed is an empty span between two."""
    parts: list[str] = []
    placed: list[tuple[Found, Span]] = []
    at = 0
    for found in chosen:
        if not found.text:
            place = max(0, at - 1)
            placed.append((found, (place, place)))
            continue
        parts.append(found.text)
        placed.append((found, (at, at + len(found.text))))
        at += len(found.text) + 2
    text = "\n\n".join(parts)
    credits = {f.group: span for f, span in placed if f.credit and f.group is not None}
    blocks_ = (
        Block(f.kind, min(s, len(text)), min(e, len(text)), f.depth, f.group, credits.get(f.group) if f.group else None)
        for f, (s, e) in placed
    )
    return text, tuple(blocks_)
