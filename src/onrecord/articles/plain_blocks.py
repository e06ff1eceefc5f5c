"""Find the blocks of a plain text: paragraphs, title, headings, list items, quoted lines.

Blank lines separate paragraphs. Lines that follow each other without one are paragraphs of their own where they are
long or each ends a sentence, and one hard-wrapped paragraph where not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from onrecord.types import Block, BlockKind, Span

MAX_WRAPPED = 100
"""Code points; a line longer than this is not one of a hard-wrapped paragraph."""
MIN_WRAPPED = 45
"""Mean length from which the lines of a text without blank lines count as hard-wrapped."""
MAX_TITLE_WORDS = 25
MAX_HEADING_WORDS = 10
MAX_CREDIT_WORDS = 15

_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+|\r\n|[\r\n\f\u2028\u2029]")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*[-*•‣◦·][ \t]+\S")
_MARKED_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_CREDIT = re.compile(r"[>\s]*(?:—|–|--)\s*[A-Z]")
_NO_HEADING = re.compile(
    r"^[\"“‘«(\[]|[\"”»]|^(?:by|photo|image|video|source|credit|updated|published|posted|advertisement|read more)\b"
    r"|\b(?:said|says|told|tells|wrote|writes|asked|added|according)\b|https?:|@|\d{4}$|\|",
    re.I,
)
_NO_TITLE = re.compile(r"^(?:by\s|[A-Z .,’'-]+(?:\([^)]+\)\s*)?[—–-]{1,2}\s)|https?:|^[\"“].*[\"”]$|[:,;]$")

Lines = Sequence[Span]


def find_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of `text` in order; every span is trimmed of white space and holds some other character.

    `title` is what is known to be the article's title: a first line that says the same is the title.
    """
    chunks = _chunks(text)
    alone = len(chunks) == 1
    groups = count()
    blocks: list[Block] = []
    for lines in chunks:
        blocks.extend(_of_chunk(text, lines, groups, alone=alone))
    blocks = _joined_quotations(text, blocks)
    return tuple(_with_titles(text, blocks, title))


def _chunks(text: str) -> list[list[Span]]:
    """Runs of lines without a blank one between them, each line trimmed."""
    lines: list[Span | None] = []
    for match in _LINE.finditer(text):
        content = match[0].strip()
        if content:
            start = match.start() + match[0].index(content)
            lines.append((start, start + len(content)))
        elif match[0][0] in "\r\n\f\u2028\u2029":
            lines.append(None)
    # A line's own end and the end of a blank line after it are two in a row.
    chunks: list[list[Span]] = [[]]
    ends = 0
    for line in lines:
        ends = ends + 1 if line is None else 0
        if line is not None:
            chunks[-1].append(line)
        elif ends == 2 and chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _of_chunk(text: str, lines: Lines, groups: count[int], *, alone: bool) -> Iterator[Block]:
    if all(_QUOTED.match(text, *line) for line in lines):
        yield from _quoted(text, lines, groups)
        return
    group = None
    for is_item, run in groupby(_by_item(text, lines), key=lambda item: item[0]):
        parts = [part for _, part in run]
        if is_item:
            group = next(groups)
            yield from (Block("list_item", part[0][0], part[-1][1], group=group) for part in parts)
        else:
            yield from (Block("paragraph", *span) for part in parts for span in _paragraphs(text, part, alone=alone))


def _by_item(text: str, lines: Lines) -> Iterator[tuple[bool, list[Span]]]:
    """Lines put together: each list item with the indented lines that continue it, and the runs between items."""
    current: list[Span] = []
    is_item = False
    for line in lines:
        starts = bool(_ITEM.match(text, *line))
        continues = not starts and (not is_item or text[line[0] - 1] in " \t")
        if not continues:
            if current:
                yield is_item, current
            current, is_item = [], starts
        current.append(line)
    if current:
        yield is_item, current


def _paragraphs(text: str, lines: Lines, *, alone: bool) -> Iterator[Span]:
    if len(lines) == 1 or _wrapped(text, lines, alone=alone):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _wrapped(text: str, lines: Lines, *, alone: bool) -> bool:
    """Whether line ends are the margin's, not the writer's; `alone`: the text has no blank lines at all."""
    lengths = [end - start for start, end in lines]
    if max(lengths) > MAX_WRAPPED:
        return False
    ending = sum(bool(_ENDS_SENTENCE.search(text[start:end])) for start, end in lines)
    if not alone:
        return ending < len(lines)
    return sum(lengths[:-1]) / (len(lines) - 1) >= MIN_WRAPPED and ending <= len(lines) / 2


def _quoted(text: str, lines: Lines, groups: count[int]) -> Iterator[Block]:
    """Lines that begin with '>' are a block quotation; a line with nothing else separates its paragraphs."""
    group = next(groups)
    part: list[Span] = []
    for line in (*lines, None):
        marks = _QUOTED.match(text, *line) if line else None
        if line and marks and marks.end() < line[1]:
            part.append(line)
        elif part:
            first = _QUOTED.match(text, *part[0])
            depth = first[0].count(">") if first else 1
            yield Block("blockquote", part[0][0], part[-1][1], depth=depth, group=group)
            part = []


def _joined_quotations(text: str, blocks: list[Block]) -> list[Block]:
    """Quoted paragraphs that follow each other made one quotation, with its credit line where its last is one."""
    joined: list[Block] = []
    for is_quoted, run in groupby(blocks, key=lambda b: b.kind == "blockquote"):
        part = list(run)
        if is_quoted:
            last = (part[-1].start, part[-1].end)
            line = text[slice(*last)]
            is_credit = len(part) > 1 and _CREDIT.match(line) and len(line.split()) <= MAX_CREDIT_WORDS
            credit = last if is_credit else _last_line_credit(text, last)
            part = [Block("blockquote", b.start, b.end, b.depth, part[0].group, credit) for b in part]
        joined.extend(part)
    return joined


def _last_line_credit(text: str, span: Span) -> Span | None:
    """The last line of a quoted paragraph of several, without its marks, where it begins with a dash."""
    start = text.rfind("\n", *span) + 1
    line = text[start : span[1]]
    if not start or not _CREDIT.match(line) or len(line.split()) > MAX_CREDIT_WORDS:
        return None
    return start + len(line) - len(line.lstrip(" \t>")), span[1]


def _with_titles(text: str, blocks: list[Block], title: str | None) -> Iterator[Block]:
    for i, block in enumerate(blocks):
        kind: BlockKind = block.kind
        if kind == "paragraph" and len(blocks) > 1:
            line = text[block.start : block.end]
            if i == 0 and (_same(line, title) or _is_title(line)):
                kind = "title"
            elif i + 1 < len(blocks) and _is_heading(line) and blocks[i + 1].kind == "paragraph":
                kind = "heading"
        yield block if kind == block.kind else Block(kind, block.start, block.end)


def _same(line: str, title: str | None) -> bool:
    return title is not None and line.split() == title.split()


def _is_title(line: str) -> bool:
    if "\n" in line or "\r" in line or len(line.split()) > MAX_TITLE_WORDS:
        return False
    return any(c.isalpha() for c in line) and not line.endswith((".", "…", '."', ".”")) and not _NO_TITLE.search(line)


def _is_heading(line: str) -> bool:
    """Whether a line in the midst of a text is a heading. In doubt it is a paragraph, which costs nothing."""
    if "\n" in line or "\r" in line:
        return False
    if _MARKED_HEADING.match(line):
        return True
    words = line.split()
    few = len(words) <= MAX_HEADING_WORDS and any(c.isalpha() for c in line)
    return few and words[0][0].isupper() and line[-1] not in ".!,;:…-–—" and not _NO_HEADING.search(line)
