"""The view of one reading: the article with its attributions marked, then a table of them.

In colours where the console has them; on a pipe the same without, so that it can be searched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.terminal.findings import show_findings
from onrecord.terminal.sources import print_indented, show_sources
from onrecord.terminal.text import ASCII, CONTENT, CUE, DIM, MARK, NESTED, SOURCE, UNICODE, Glyphs, safe, shorten
from onrecord.types import Attribution, Block, Reading, Span, Spans

NARROW = 76
"""Columns under which the table becomes a list."""
LONGEST = 6000
"""Characters of one block that are shown; the JSON form holds all."""


def show(console: Console, reading: Reading) -> None:
    """Print `reading` on `console`, as wide as that is."""
    glyphs = ASCII if console.options.ascii_only else UNICODE
    labels = number(reading.attributions)
    _head(console, reading, glyphs)
    if reading.attributions:
        for block in reading.article.blocks:
            _show_block(console, reading, block, labels, glyphs)
        _show_table(console, reading, labels, glyphs)
        show_sources(console, reading, glyphs)
    show_findings(console, reading, labels, glyphs)
    _foot(console, reading)


def number(attributions: tuple[Attribution, ...]) -> dict[str, str]:
    """Numbers to show for ids: 1, 2, and 1.1 for the first that stands in 1."""
    labels: dict[str, str] = {}
    children: Counter[str | None] = Counter()
    waiting = list(attributions)
    while waiting:
        later = []
        for a in waiting:
            if a.parent is not None and a.parent not in labels:
                later.append(a)
                continue
            children[a.parent] += 1
            own = str(children[a.parent])
            labels[a.id] = own if a.parent is None else f"{labels[a.parent]}.{own}"
        waiting = later
    return labels


def _head(console: Console, reading: Reading, glyphs: Glyphs) -> None:
    article = reading.article
    facts = [article.title, article.outlet, ", ".join(article.authors), article.published, article.name]
    line = Text(f" {glyphs.dash} ".join(safe(" ".join(f.split())) for f in facts if f), style="bold")
    console.print(line)
    if reading.attributions and console.color_system is not None:
        legend = Text("source", style=SOURCE)
        legend.append("  cue", style=CUE).append("  content", style=CONTENT).append("  content within", style=NESTED)
        console.print(legend)
    console.print()


def _show_block(console: Console, reading: Reading, block: Block, labels: Mapping[str, str], glyphs: Glyphs) -> None:
    if block.start == block.end:
        console.print(Text("(something was embedded here whose text is lost)", style=DIM))
    else:
        text = _marked(reading, block, labels)
        if block.end - block.start > LONGEST:
            text.append(f" ({block.end - block.start - LONGEST:,} characters more)", style=DIM)
        rail = glyphs.rail * (block.depth + _depth(reading, block))
        if block.kind in ("title", "heading"):
            text.stylize("bold")
        for line in text.wrap(console, max(20, console.width - len(rail))):
            line.rstrip()
            console.print(Text(rail, style=DIM) + line, soft_wrap=True)
    console.print()


def _depth(reading: Reading, block: Block) -> int:
    """One where the block is part of a block quotation that the page does not mark, else none."""
    if block.depth:
        return 0
    here = (block.start, block.end)
    return int(any(a.mode == "block" and here in a.content for a in reading.attributions))


def _marked(reading: Reading, block: Block, labels: Mapping[str, str]) -> Text:
    """The block's text with its spans styled and a mark [n] after each part of a content."""
    end = min(block.end, block.start + LONGEST)
    text = Text(safe(reading.article.text[block.start : end]))
    marks: list[tuple[int, str]] = []
    ordered = sorted(reading.attributions, key=lambda a: labels[a.id].count("."))
    for a in ordered:
        style = CONTENT if a.parent is None else NESTED
        for s, e in _within(a.content, block.start, end):
            if a.mode != "block":
                text.stylize(style, s - block.start, e - block.start)
            marks.append((e - block.start, labels[a.id]))
    for a in ordered:
        for spans, style in ((a.source, SOURCE), (a.cue, CUE)):
            for s, e in _within(spans, block.start, end):
                text.stylize(style, s - block.start, e - block.start)
    return _insert(text, sorted(marks))


def _within(spans: Spans, start: int, end: int) -> Iterator[Span]:
    """The parts of sorted `spans` that lie in [start, end)."""
    first = bisect_right(spans, start, key=lambda s: s[1])
    for s, e in spans[first : bisect_left(spans, end, key=lambda s: s[0])]:
        yield max(s, start), min(e, end)


def _insert(text: Text, marks: list[tuple[int, str]]) -> Text:
    pieces = text.divide(sorted({at for at, _ in marks}))
    at_end: dict[int, list[str]] = {}
    for at, label in marks:
        at_end.setdefault(at, []).append(label)
    out, position = Text(), 0
    for piece in pieces:
        out.append_text(piece)
        position += len(piece)
        for label in reversed(at_end.pop(position, [])):
            out.append(f"[{label}]", style=MARK)
    return out


def _show_table(console: Console, reading: Reading, labels: Mapping[str, str], glyphs: Glyphs) -> None:
    text = reading.article.text

    def words(spans: Spans) -> str:
        return shorten(f" {glyphs.ellipsis} ".join(text[s:e] for s, e in spans), glyphs.ellipsis) or "(none stated)"

    def order(a: Attribution) -> list[int]:
        return [int(part) for part in labels[a.id].split(".")]

    names = {s.id: safe(s.name) for s in reading.sources if s.name is not None}
    rows = [
        (
            labels[a.id],
            names.get(a.source_id or "") or words(a.source),
            words(a.cue),
            words(a.content),
            a.mode if a.factuality == "asserted" else f"{a.mode}\n{a.factuality}",
            f"{a.confidence:.2f}",
        )
        for a in sorted(reading.attributions, key=order)
    ]
    if console.width < NARROW:
        _list(console, rows)
        return
    table = Table(box=box.ASCII2 if glyphs is ASCII else box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, style, least, ratio in (
        ("no.", MARK, 3, None),
        ("source", SOURCE, 12, 4),
        ("cue", CUE, 12, None),
        ("content", CONTENT, 20, 8),
        ("mode", "", 11, None),
        ("conf.", "", 5, None),
    ):
        widest = least + 4 if ratio is None and name == "cue" else None
        table.add_column(name, style=style, min_width=least, max_width=widest, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    table.expand = True
    console.print(table)


def _list(console: Console, rows: Sequence[tuple[str, ...]]) -> None:
    for label, source, cue, content, mode, confidence in rows:
        head = Text(f"[{label}] ", style=MARK).append(source, style=SOURCE).append(" ").append(cue, style=CUE)
        console.print(head.append(f" ({', '.join(mode.split())}, {confidence})", style=""))
        print_indented(console, Text(content, style=CONTENT), 4)


def _foot(console: Console, reading: Reading) -> None:
    if reading.attributions:
        modes = Counter(a.mode for a in reading.attributions)
        s = "" if len(reading.attributions) == 1 else "s"
        unstated = sum(not a.source for a in reading.attributions)
        counts = ", ".join(f"{n} {mode}" for mode, n in sorted(modes.items(), key=lambda x: (-x[1], x[0])))
        console.print(
            Text(f"\n{len(reading.attributions)} attribution{s}: {counts}; {unstated} without a stated source.")
        )
    elif not reading.notes:
        console.print(Text("No attributions were found: nobody is said to say anything here."))
    for note in (*reading.article.notes, *reading.notes):
        console.print(Text(f"note: {safe(note.message)} ({note.code})", style=DIM))
    if reading.attributions:
        console.print(Text(f"Read by {reading.model}.", style=DIM))
