"""What a web page says of itself: title, outlet, authors, date, address."""

from __future__ import annotations

from typing import Any

from onrecord.articles.metadata import Metadata, clean_authors, clean_line, iso_date, web_address


def page_metadata(html: str) -> Metadata:
    """Metadata as trafilatura finds them in JSON-LD, `meta` elements and the byline."""
    from trafilatura import extract_metadata  # noqa: PLC0415  slow to import, and only HTML needs it

    # Not extensive: that would take a date from the text, a footer or an embedded post.
    document = extract_metadata(html, extensive=False)
    if document is None:
        return Metadata()
    return Metadata(
        title=clean_line(document.title),
        outlet=clean_line(document.sitename),
        authors=clean_authors((document.author or "").split(";")),
        published=iso_date(document.date),
        url=web_address(document.url),
    )


_NAMES = {
    "og:title": "title",
    "og:site_name": "outlet",
    "author": "authors",
    "article:published_time": "published",
    "og:url": "url",
}


def head_metadata(tree: Any) -> Metadata:
    """Metadata from a parsed page's `meta` elements and `title` alone, for pages beyond trafilatura's limits."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = _NAMES.get(element.get("property") or element.get("name") or "")
        if name and element.get("content"):
            said.setdefault(name, element.get("content"))
    return Metadata(
        title=clean_line(said.get("title") or tree.findtext(".//title")),
        outlet=clean_line(said.get("outlet")),
        authors=clean_authors([said.get("authors")]),
        published=iso_date(said.get("published")),
        url=web_address(said.get("url")),
    )
