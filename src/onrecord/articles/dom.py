"""One pass over a page's elements: its blocks in order, with what marks them, before anything is thrown away.

An extractor of main content turns blockquote, q and pre alike into one thing and drops asides, figures and embeds;
so they are noted here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.types import BlockKind

SKIPPED = frozenset(
    [
        "button",
        "canvas",
        "dialog",
        "head",
        "input",
        "label",
        "map",
        "nav",
        "noscript",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "cite",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SCOPES = frozenset({"article", "body", "main", "section"})
_AMP = frozenset("amp-facebook amp-iframe amp-instagram amp-tiktok amp-twitter amp-video amp-youtube".split())
_FRAMES = _AMP | {"audio", "embed", "iframe", "object", "video"}
_NEVER_SKIPPED = frozenset({"html", "body", "main", "article"})
"""What holds the page's text: saved pages mark it hidden while a dialog is open."""
_ADVERTISING = re.compile(r"(?:^|[^a-z])ads?(?:[^a-z]|$)|doubleclick|googlesyndication|adservice|adserver", re.I)
_PROMOTION = re.compile(r"(?:^|[\s_-])(?:related|read-?more|newsletter|promo|most-?read|recommended)(?:$|[\s_-])", re.I)
_PROMOTION_TAGS = frozenset({"div", "section", "ul", "ol", "figure"})
_LINKS_ALONE = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|www\.)\S+)+\s*")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PULL_QUOTE = re.compile(r"pull[-_]?quote|callout-quote|(?:^|[\s_-])pq(?:$|[\s_-])", re.I)
_EMBED = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed|wp-block-embed(?!_)",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MARKS = ('"', "'", "“", "‘", "«", "„")
_PIXEL = frozenset({"0", "1", "0px", "1px"})
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One block of the page; an embed without text is one whose text was lost.

    Elements are numbered in order: `group` is the quotation, pull quote or list, `scope` the article, section or body,
    `aside` the aside that the block stands in. `credit` says that it names whom its quotation is by.
    """

    kind: BlockKind
    text: str
    depth: int = 0
    group: int | None = None
    level: int = 0
    scope: int = 0
    aside: int | None = None
    credit: bool = False


@dataclass(slots=True)
class _Context:
    kind: BlockKind = "paragraph"
    depth: int = 0
    group: int | None = None
    level: int = 0
    scope: int = 0
    aside: int | None = None
    credit: bool = False
    list_: int = 0
    figure: list[_Context] | None = None
    """The quotations met so far in the figure that this stands in."""
    quotes: int = 0

    def found(self, text: str) -> Found:
        return Found(self.kind, text, self.depth, self.group, self.level, self.scope, self.aside, self.credit)


@dataclass(slots=True)
class _Walk:
    stack: list[_Context] = field(default_factory=lambda: [_Context()])
    parts: list[str] = field(default_factory=list)
    elements: int = 0
    open: set[Any] = field(default_factory=set)
    """The block elements that have begun and not ended."""
    shown: set[int | None] = field(default_factory=set)
    """The embeds, by group, of which something has been given."""


def blocks(tree: Any) -> Iterator[Found]:
    """The blocks of a parsed page (an lxml element), in order. Iterative: depth of nesting costs no stack."""
    from lxml import etree  # noqa: PLC0415 - only HTML needs it

    walk = _Walk()
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if _skipped(element):
                walker.skip_subtree()
                continue
            if element.tag in _FRAMES:
                yield from _lost(walk, element)
                walker.skip_subtree()
            else:
                yield from _start(walk, element)
        elif event == "end":
            if element.tag not in _FRAMES and not _skipped(element):
                yield from _end(walk, element)
            _add(walk, element.tail)
        else:
            _add(walk, element.tail)
    yield from _flush(walk)


def _skipped(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    if element.tag in _NEVER_SKIPPED:
        return False
    if element.tag == "form" and not any(element.find(f".//{tag}") is not None for tag in ("p", "article", "h1")):
        return True
    style = element.get("style")
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or (style is not None and _HIDDEN.search(style) is not None)


def _lost(walk: _Walk, element: Any) -> Iterator[Found]:
    """An embed whose text is not on the page; counting pixels and advertisements are none."""
    yield from _flush(walk)
    where = " ".join(element.get(key) or "" for key in ("id", "src", "class", "name", "title"))
    if element.get("width") in _PIXEL or element.get("height") in _PIXEL or _ADVERTISING.search(where):
        return
    if walk.stack[-1].kind == "embed":
        walk.shown.add(walk.stack[-1].group)
    yield replace(walk.stack[-1].found(""), kind="embed", level=0, credit=False)


def _start(walk: _Walk, element: Any) -> Iterator[Found]:
    walk.elements += 1
    if element.tag in BLOCKS and (element.tag != "cite" or _is_credit(walk, element)):
        yield from _flush(walk)
        walk.stack.append(_inside(walk, element))
        walk.open.add(element)
    elif element.tag == "br":
        walk.parts.append("\v")
    elif element.tag == "q" and not _has_marks(element):
        here = walk.stack[-1]
        walk.parts.append("“" if here.quotes % 2 == 0 else "‘")
        here.quotes += 1
    _add(walk, element.text)


def _end(walk: _Walk, element: Any) -> Iterator[Found]:
    if element in walk.open:
        walk.open.discard(element)
        yield from _flush(walk)
        inner = walk.stack.pop()
        if inner.kind == "embed" and walk.stack[-1].kind != "embed" and inner.group not in walk.shown:
            yield replace(inner.found(""), credit=False)
    elif element.tag == "q" and not _has_marks(element):
        here = walk.stack[-1]
        here.quotes = max(0, here.quotes - 1)
        walk.parts.append("”" if here.quotes % 2 == 0 else "’")


def _has_marks(element: Any) -> bool:
    """Whether a `q` has its quotation marks in its text, as pages do that switch the browser's off."""
    return (element.text or "").lstrip().startswith(_MARKS)


def _is_credit(walk: _Walk, element: Any) -> bool:
    """Whether a `cite` closes a block quotation, as its credit; elsewhere it is the title of a work."""
    here = walk.stack[-1]
    if here.kind not in ("blockquote", "pullquote") or here.credit:
        return False
    parent = element.getparent()
    last = parent is None or parent.tag in ("blockquote", "aside", "figure") or parent.getnext() is None
    before = "".join(walk.parts).strip()
    ended = not before or before[-1] in '.!?…"”’—–-'
    return last and ended and element.getnext() is None and not (element.tail or "").strip()


def _inside(walk: _Walk, element: Any) -> _Context:
    """The context of what stands in a block element."""
    outer, tag, number = walk.stack[-1], element.tag, walk.elements
    inner = replace(outer, level=0, quotes=0)
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _PULL_QUOTE.search(names) and tag not in ("body", "html"):
        _open_group(inner, "pullquote", outer.depth, number)
    elif tag in ("figure", "div") and "wp-block-embed" in names and outer.kind != "embed":
        _open_group(inner, "embed", outer.depth + 1, number)
    elif tag == "blockquote" and outer.kind not in ("pullquote", "embed"):
        _open_group(inner, "embed" if _EMBED.search(names) else "blockquote", outer.depth + 1, number)
    elif tag in ("cite", "footer", "figcaption") and outer.kind in ("blockquote", "pullquote"):
        inner.credit = True
    elif tag == "figcaption":
        _caption(inner)
    elif tag == "pre":
        inner.kind = "preformatted"
    elif tag in _HEADINGS:
        inner.kind, inner.level = "heading", int(tag[1])
    elif tag == "li" and outer.kind == "paragraph":
        inner.kind, inner.group = "list_item", outer.list_ or number
    promotes = tag in _PROMOTION_TAGS and _PROMOTION.search(element.get("class") or "") is not None
    _mark(inner, tag, number, aside=tag == "aside" or promotes)
    return inner


def _mark(inner: _Context, tag: str, number: int, *, aside: bool) -> None:
    """Note the element where what it holds will refer to it."""
    if tag in ("ul", "ol"):
        inner.list_ = number
    elif tag in _SCOPES:
        inner.scope = number
    elif tag == "figure":
        inner.figure = []
    if aside:
        inner.aside = number


def _caption(inner: _Context) -> None:
    """A figure's caption is its quotation's credit where the figure holds one (HTML Standard, blockquote)."""
    if inner.figure:
        quoted = inner.figure[-1]
        inner.kind, inner.depth, inner.group, inner.credit = quoted.kind, quoted.depth, quoted.group, True
    else:
        inner.kind = "caption"


def _open_group(context: _Context, kind: BlockKind, depth: int, number: int) -> None:
    context.kind, context.depth, context.group, context.credit = kind, depth, number, False
    if context.figure is not None:
        context.figure.append(context)


def _add(walk: _Walk, text: str | None) -> None:
    if text:
        walk.parts.append(text.replace("\v", " "))


def _flush(walk: _Walk) -> Iterator[Found]:
    """The block whose text has been gathered; two line breaks in a row part it, as they do on a page."""
    raw, here = "".join(walk.parts), walk.stack[-1]
    walk.parts.clear()
    here.quotes = 0
    pieces = [raw.strip("\n").replace("\v", "\n")] if here.kind == "preformatted" else _paragraphs(raw)
    for text in pieces:
        if not text.strip() or (here.kind == "embed" and _LINKS_ALONE.fullmatch(text)):
            continue
        if here.kind == "embed":
            walk.shown.add(here.group)
        yield here.found(text)


def _paragraphs(raw: str) -> list[str]:
    collapsed = _SPACE.sub(" ", raw)
    parts = re.split(r"(?: ?\v ?){2,}", collapsed)
    return ["\n".join(line.strip(" ") for line in part.split("\v")).strip() for part in parts]
