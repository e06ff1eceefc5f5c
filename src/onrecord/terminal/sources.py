"""The sources of a reading, a line each: who, in what role, how often, by what way, what is said of the unnamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.terminal.text import DIM, SOURCE, Glyphs, shorten
from onrecord.types import Attribution, Reading, Source, Spans

NOT_STATED = "not stated on the page"


def show_sources(console: Console, reading: Reading, glyphs: Glyphs) -> None:
    """Print the sources that say something, in order of their first mention."""
    spoken = Counter(a.source_id for a in reading.attributions if a.source_id is not None)
    speaking = [s for s in reading.sources if spoken[s.id]]
    if not speaking:
        return
    console.print(Text("\nSources", style="bold"))
    for source in speaking:
        mine = [a for a in reading.attributions if a.source_id == source.id]
        line = Text(_label(reading, source, glyphs), style=SOURCE)
        line.append(f" {glyphs.dash} {_facts(source, mine, glyphs)}", style="")
        print_indented(console, line, 2)
        for stated in _stated(reading, source, glyphs):
            print_indented(console, Text(stated, style=DIM), 4)


def print_indented(console: Console, text: Text, indent: int) -> None:
    """Print `text` wrapped and indented, without white space at the ends of lines."""
    for line in text.wrap(console, max(20, console.width - indent)):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _label(reading: Reading, source: Source, glyphs: Glyphs) -> str:
    return shorten(source.name, glyphs.ellipsis) if source.name else _printed(reading, source.mentions[:1], glyphs)


def _facts(source: Source, mine: Sequence[Attribution], glyphs: Glyphs) -> str:
    role = ", ".join(source.roles[:2])
    of = ", ".join(source.affiliations[:2])
    title = f"{role} ({of})" if role and of else role or of
    times = f"{len(mine)} attribution{'s' if len(mine) > 1 else ''}"
    return "; ".join(part for part in (source.type, shorten(title, glyphs.ellipsis), times, _ways(mine)) if part)


def _ways(mine: Sequence[Attribution]) -> str:
    """Through whom the source's statements came, each way once; empty where the article has them itself."""
    ways = [" > ".join(link.name for link in a.chain[1:-1]) for a in mine]
    by_way = ", ".join(dict.fromkeys(way for way in ways if way))
    return f"by way of {by_way}" if by_way else ""


def _stated(reading: Reading, source: Source, glyphs: Glyphs) -> Iterator[str]:
    if source.anonymity is None:
        return
    position, reason = source.anonymity.position_to_know, source.anonymity.reason
    if source.type == "unnamed group":
        yield f"how many: {source.anonymity.number or NOT_STATED}"
    yield f"position to know: {_printed(reading, position, glyphs) or NOT_STATED}"
    yield f"reason for anonymity: {_printed(reading, reason, glyphs) or NOT_STATED}"


def _printed(reading: Reading, spans: Spans, glyphs: Glyphs) -> str:
    return shorten(" ".join(reading.article.text[s:e] for s, e in spans), glyphs.ellipsis)
