"""One pass over a page's elements: its blocks in order, with what marks them, before anything is thrown away.

An extractor of main content turns blockquote, q and pre alike into one thing and drops asides, figures and embeds;
so they are noted here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.types import BlockKind

_SKIPPED = frozenset(
    {
        "button",
        "canvas",
        "dialog",
        "form",
        "head",
        "input",
        "map",
        "nav",
        "noscript",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
    }
)
_BLOCKS = frozenset(
    {
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
    }
)
_FRAMES = frozenset({"audio", "embed", "iframe", "object", "video"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PULL_QUOTE = re.compile(r"(?:^|[\s_-])(?:pull-?_?quote|callout-quote|pq)(?:$|[\s_-])", re.I)
_EMBED = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One block of the page. `container` numbers the element it stands in; `aside` and `credit` say what it may be;
    an embed without text is one whose text was lost."""

    kind: BlockKind
    text: str
    depth: int
    group: int | None
    container: int
    level: int = 0
    aside: bool = False
    credit: bool = False


@dataclass(slots=True)
class _Context:
    kind: BlockKind = "paragraph"
    depth: int = 0
    group: int | None = None
    container: int = 0
    level: int = 0
    aside: bool = False
    credit: bool = False
    quotes: int = 0


@dataclass(slots=True)
class _Walk:
    stack: list[_Context] = field(default_factory=lambda: [_Context()])
    parts: list[str] = field(default_factory=list)
    groups: int = 0
    elements: int = 0


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
            yield from _start(walk, element)
        elif event == "end":
            if not _skipped(element):
                yield from _end(walk, element)
            _add(walk, element.tail)
        else:
            _add(walk, element.tail)
    yield from _flush(walk)


def _skipped(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return True
    style = element.get("style")
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or (style is not None and _HIDDEN.search(style) is not None)


def _start(walk: _Walk, element: Any) -> Iterator[Found]:
    tag = element.tag
    walk.elements += 1
    if tag in _FRAMES:
        yield from _flush(walk)
        here = walk.stack[-1]
        yield Found("embed", "", here.depth, here.group, here.container)
    if _is_block(walk, tag):
        yield from _flush(walk)
        walk.stack.append(_inside(walk, element))
    elif tag == "br":
        walk.parts.append("\v")
    elif tag == "q":
        here = walk.stack[-1]
        walk.parts.append("“" if here.quotes % 2 == 0 else "‘")
        here.quotes += 1
    if tag not in _FRAMES:
        _add(walk, element.text)


def _end(walk: _Walk, element: Any) -> Iterator[Found]:
    if _is_block(walk, element.tag):
        yield from _flush(walk)
        walk.stack.pop()
    elif element.tag == "q":
        here = walk.stack[-1]
        here.quotes = max(0, here.quotes - 1)
        walk.parts.append("”" if here.quotes % 2 == 0 else "’")


def _is_block(walk: _Walk, tag: str) -> bool:
    """A `cite` is a block in a block quotation, where it is the credit; elsewhere it is the title of a work."""
    return tag in _BLOCKS and (tag != "cite" or walk.stack[-1].kind in ("blockquote", "pullquote"))


def _inside(walk: _Walk, element: Any) -> _Context:
    """The context of what stands in a block element."""
    outer, tag = walk.stack[-1], element.tag
    inner = _Context(outer.kind, outer.depth, outer.group, walk.elements, 0, outer.aside, outer.credit)
    if tag == "p":
        inner.container = outer.container
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _PULL_QUOTE.search(names):
        _open_group(walk, inner, "pullquote", outer.depth)
    elif tag == "blockquote" and outer.kind != "pullquote":
        _open_group(walk, inner, "embed" if _EMBED.search(names) else "blockquote", outer.depth + 1)
    elif tag in ("cite", "footer", "figcaption") and outer.kind in ("blockquote", "pullquote"):
        inner.credit = True
    elif tag == "figcaption":
        inner.kind = "caption"
    elif tag == "pre":
        inner.kind = "preformatted"
    elif tag in _HEADINGS:
        inner.kind, inner.level = "heading", int(tag[1])
    elif tag == "li" and outer.kind == "paragraph":
        _open_group(walk, inner, "list_item", outer.depth)
        inner.group = outer.container
    elif tag == "aside":
        inner.aside = True
    return inner


def _open_group(walk: _Walk, context: _Context, kind: BlockKind, depth: int) -> None:
    walk.groups += 1
    context.kind, context.depth, context.group = kind, depth, walk.groups


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
        if text.strip():
            yield Found(here.kind, text, here.depth, here.group, here.container, here.level, here.aside, here.credit)


def _paragraphs(raw: str) -> list[str]:
    collapsed = _SPACE.sub(" ", raw)
    parts = re.split(r"(?: ?\v ?){2,}", collapsed)
    return ["\n".join(line.strip(" ") for line in part.split("\v")).strip() for part in parts]
