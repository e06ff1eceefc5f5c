"""HTML to an article: our own pass keeps the structure, trafilatura finds which of it is the article."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.articles.build import Body, build
from onrecord.articles.dom import Found, blocks
from onrecord.articles.flat import flat_blocks
from onrecord.articles.metadata import Metadata
from onrecord.articles.page_metadata import head_metadata, page_metadata
from onrecord.errors import InputError
from onrecord.types import Article, Block, Note, Span

MAX_EXTRACTED = 2_000_000
"""Code points of text and tags, scripts and styles aside."""
MAX_BLOCKS = 200_000
"""Paragraphs of a page beyond which it is refused."""
MAX_DEPTH = 400
"""Elements in each other. Pages beyond these limits are not given to trafilatura, which is recursive: all their text
is read instead, with a note."""
MIN_ALONE = 4
"""Words from which a block that is part of a line of the main content belongs to it; shorter ones are whole lines of
it and stand between longer ones ('Home' is in many a sentence)."""
_MARKED = frozenset({"blockquote", "pullquote", "embed", "caption", "preformatted"})
_Q = re.compile(r"</?q(?:\s[^<>]*)?>", re.I)
"""Taken out of what trafilatura sees: it makes a `q` a block of its own and loses the paragraph around it."""
_WORD = re.compile(r"\w+")
_DASH_CREDIT = re.compile(r"(?:—|–|--)\s*\w")
MAX_CREDIT_WORDS = 15


def page_article(page: Body, meta: Metadata, *, name: str, sha256: str) -> Article:
    """The article of the page whose HTML is `page.text`; `meta` goes before what the page says of itself.

    Raises InputError where the page cannot be parsed or holds no text (`bad-html`, `no-text`).
    """
    tree, too_deep = _parse(page.text, name)
    found = flat_blocks(page.text.replace("\0", "")) if too_deep else list(blocks(tree))
    if len(found) > MAX_BLOCKS:
        reason = f"the page has more than {MAX_BLOCKS:,} paragraphs, which no article has"
        raise InputError(name, "too-many-blocks", reason, "Split it into articles")
    if not any(b.text for b in found):
        reason = "the page holds no text (it may be made by scripts in the browser)"
        raise InputError(name, "no-text", reason, "Save the page from a browser, or give the article as text")
    small = not too_deep and _small(tree)
    own = page_metadata(_copy(tree)) if small else head_metadata(tree)
    kept, notes = _choose(found, _main_text(tree)) if small else (found, _TOO_DEEP if too_deep else _BEYOND)
    titled = _with_title(found, kept, own.title)
    chosen = _pull_quotes(titled)
    if not any(b.text for b in chosen if b.kind not in ("title", "heading")):
        # All there is stands in asides: then they are the article.
        chosen = [replace(b, aside=None) for b in titled]
    text, placed = _lay_out(chosen)
    return build(Body(text, placed, (*page.notes, *notes)), meta.over(own), name=name, sha256=sha256)


_TOO_DEEP = (Note("nested-too-deep", "the page nests its elements too deep: its text is read without its structure"),)
_BEYOND = (
    Note("main-content-not-sought", "the page is too large or too deep to look for its main content: all is read"),
)
_NOT_FOUND = (Note("main-content-not-found", "no main content was found, so all text of the page is read"),)


def _parse(html: str, name: str) -> tuple[Any, bool]:
    """The page's tree, and whether the parser stopped at what is nested too deep."""
    from lxml import etree  # noqa: PLC0415 - only HTML needs it
    from lxml import html as lxml_html  # noqa: PLC0415

    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = f"the HTML cannot be parsed ({error})"
        raise InputError(name, "bad-html", reason, "Save the page again, or give the article as text") from error
    return tree, any("depth" in entry.message for entry in parser.error_log)


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
    """The main content, as trafilatura finds it; None where it finds none."""
    from trafilatura import extract  # noqa: PLC0415 - slow to import, and only HTML needs it

    found = extract(
        _Q.sub("", _copy(tree)), include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    return str(found) if found else None


def _copy(tree: Any) -> str:
    """The page as a string: trafilatura changes the tree that it is given."""
    from lxml import html as lxml_html  # noqa: PLC0415 - only HTML needs it

    return str(lxml_html.tostring(tree, encoding="unicode"))


def _choose(found: list[Found], main: str | None) -> tuple[list[Found], tuple[Note, ...]]:
    """The blocks of the main content, and the marked ones that stand among them or follow in the same section."""
    kept = _in_main(found, main or "")
    if not kept:
        return found, _NOT_FOUND
    last = kept[-1]
    while last + 1 < len(found) and found[last + 1].kind in _MARKED and found[last + 1].scope == found[kept[-1]].scope:
        last += 1
    wanted = set(kept) | {i for i in range(kept[0], last + 1) if found[i].kind in _MARKED or found[i].aside is not None}
    return [found[i] for i in sorted(wanted)], ()


def _in_main(found: Sequence[Found], main: str) -> list[int]:
    """The indexes of the blocks whose words are in `main`, the main content line by line.

    A long block is found by its words, anywhere within the section that holds most of the main content, elsewhere as a
    whole line alone. Short ones ('“No,” he said.') count between long ones, and before and after them as far as the
    lines of `main` follow each other as the blocks do, so that words of a menu stay out.
    """
    ordered = [w for line in main.splitlines() if (w := _words(line))]
    lines = set(ordered)
    whole = f" {' '.join(ordered)} "
    words = [_words(b.text) for b in found]
    matched = [i for i, w in enumerate(words) if w.count(" ") >= MIN_ALONE - 1 and (w in lines or f" {w} " in whole)]
    long = _of_one_section(found, words, matched, lines)
    if not long:
        return [i for i, w in enumerate(words) if w in lines and w]
    short = {i for i in range(long[0], long[-1]) if words[i] in lines and words[i]}
    before = _in_step(words[: long[0]][::-1], ordered[::-1], words[long[0]])
    after = _in_step(words[long[-1] + 1 :], ordered, words[long[-1]])
    outer = {*(long[0] - 1 - k for k in before), *(long[-1] + 1 + k for k in after)}
    return sorted({*long, *short, *outer})


def _of_one_section(found: Sequence[Found], words: Sequence[str], matched: Sequence[int], lines: set[str]) -> list[int]:
    """The matched blocks without those that another section of the page only repeats (a ticker, a list of links)."""
    sizes: Counter[int] = Counter()
    for i in matched:
        sizes[found[i].scope] += len(words[i])
    main = max(sizes, key=lambda scope: sizes[scope], default=0)
    own = {words[i] for i in matched if found[i].scope == main}
    return [i for i in matched if found[i].scope == main or (words[i] in lines and words[i] not in own)]


def _in_step(words: Sequence[str], lines: Sequence[str], start: str) -> list[int]:
    """The indexes of the words that follow each other as the lines after `start` do; blank ones are passed over."""
    if start not in lines:
        return []
    at = lines.index(start) + 1
    kept: list[int] = []
    for k, w in enumerate(words):
        if w and (at >= len(lines) or lines[at] != w):
            break
        if w:
            kept.append(k)
            at += 1
    return kept


def _words(text: str) -> str:
    """The text's words alone, so that marks, white space and the way in which letters are coded make no difference.

    trafilatura composes letters and leaves out characters that only format.
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join(_WORD.findall("".join(c for c in composed if unicodedata.category(c) != "Cf").lower()))


def _pull_quotes(chosen: Sequence[Found]) -> list[Found]:
    """Asides that repeat the body as pull quotes; other asides are no part of the article and are left out."""
    body = " ".join(_words(b.text) for b in chosen if b.aside is None and b.kind != "pullquote")
    kept: list[Found] = []
    for block in chosen:
        if block.aside is None or block.kind == "pullquote":
            kept.append(block)
            continue
        words = _words(block.text)
        quote = replace(block, kind="pullquote", depth=0, group=block.aside)
        if words.count(" ") >= MIN_ALONE - 1 and words in body:
            kept.append(quote)
        elif block.text and kept and kept[-1].group == block.aside and words.count(" ") < MAX_CREDIT_WORDS:
            kept.append(replace(quote, credit=True))
    return kept


def _with_title(found: Sequence[Found], kept: list[Found], title: str | None) -> list[Found]:
    """The title as the first block: the heading that prints it, the first-level heading, or what the page calls it."""
    heading = _headline(found, kept, title)
    if heading is not None:
        return [replace(heading, kind="title"), *(b for b in kept if b is not heading)]
    if not title or any(_words(b.text) == _words(title) for b in kept[:3]):
        return kept
    return [Found("title", title), *kept]


def _headline(found: Sequence[Found], kept: Sequence[Found], title: str | None) -> Found | None:
    words = set(_words(title or "").split())
    headings = [b for b in found if b.kind == "heading" and b.level <= 2 and b.depth == 0 and b.aside is None]
    said = [b for b in headings if words and set(_words(b.text).split()) == words]
    like = [b for b in headings if b.level == 1 and 2 * len(words & set(_words(b.text).split())) >= max(1, len(words))]
    first = [b for b in kept if b.kind == "heading" and b.level == 1]
    return next(iter((*said, *(like if words else ()), *first)), None)


def _lay_out(chosen: Sequence[Found]) -> tuple[str, tuple[Block, ...]]:
    """The text, blocks parted by blank lines, and the blocks in it; a lost embed is an empty span between two."""
    groups = {key: n for n, key in enumerate(dict.fromkeys(b.group for b in chosen if b.group is not None), 1)}
    text = "\n\n".join(b.text for b in chosen if b.text)
    placed: list[tuple[Found, Span]] = []
    at = 0
    for found in chosen:
        end = at + len(found.text)
        if found.text:
            placed.append((found, (at, end)))
            at = end + 2
        else:
            place = min(max(0, at - 1), len(text))
            placed.append((found, (place, place)))
    credits_ = _credits(placed)
    made = (
        Block(f.kind, *span, f.depth, None if f.group is None else groups[f.group], credits_.get(f.group))
        for f, span in placed
    )
    return text, tuple(made)


def _last_line_credit(text: str) -> Span | None:
    """The last line of a quotation's last paragraph, where it is a credit that begins with a dash."""
    start = text.rfind("\n") + 1
    line = text[start:]
    return (start, len(text)) if start and _DASH_CREDIT.match(line) and len(line.split()) <= MAX_CREDIT_WORDS else None


def _credits(placed: Sequence[tuple[Found, Span]]) -> dict[int | None, Span]:
    """Each group's credit: what the page marks as it, or a last paragraph of a quotation that begins with a dash."""
    groups: dict[int, list[tuple[Found, Span]]] = {}
    for found, span in placed:
        if found.group is not None and found.text and found.kind in ("blockquote", "pullquote", "embed"):
            groups.setdefault(found.group, []).append((found, span))
    credits_: dict[int | None, Span] = {}
    for group, members in groups.items():
        last = members[-1][0].text
        marked = [span for found, span in members if found.credit]
        if marked:
            credits_[group] = marked[-1]
        elif len(members) > 1 and _DASH_CREDIT.match(last) and len(last.split()) <= MAX_CREDIT_WORDS:
            credits_[group] = members[-1][1]
        elif (line := _last_line_credit(last)) is not None:
            start = members[-1][1][0]
            credits_[group] = (start + line[0], start + line[1])
    return credits_
