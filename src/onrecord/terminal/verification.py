"""A verification as a person reads it: each quotation, what is found of it, where, by whom, and which words differ.

Words are marked by signs as well as colours, after `git diff --word-diff`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.terminal.sources import print_indented
from onrecord.terminal.text import ASCII, DIM, SOURCE, UNICODE, Glyphs, safe, shorten
from onrecord.types import Span
from onrecord.variants.originals_values import (
    BETWEEN_PARTS,
    VERDICTS,
    Checked,
    Original,
    Passage,
    Verdict,
    Verification,
)
from onrecord.variants.values import Edit

LEFT_OUT, PUT_IN, MARKED = "bold red", "bold green", "dim"
STYLES: dict[Verdict, str] = {
    "exact": "bold green",
    "changed, marked": "green",
    "changed, unmarked": "bold yellow",
    "parts apart": "bold yellow",
    "ascribed to somebody else": "bold magenta",
    "missing": "bold red",
    "too short to tell": "dim",
}
MARKS = '"“”„«»‘’ '
_MARKS_AFTER = re.compile(rf"^([.,;:!?]*)[{MARKS}]+")
MOST_SHOWN = 3
"""Passages of one quotation that are shown; the JSON form holds more."""
LEGEND = (
    "[-left out-] and {+put in+}: from the original to the article, without a mark; (-left out-) and (+put in+): the "
    "article shows it."
)
FOOT = (
    "This says what is found where, not what is right: an original may be cut, too. Offsets are code points of the "
    "original's text."
)


def show_verification(console: Console, verification: Verification) -> None:
    """Print `verification`."""
    glyphs = ASCII if console.options.ascii_only else UNICODE
    _line(console, [verification.title, verification.article], glyphs, "bold")
    for i, original in enumerate(verification.originals):
        _original(console, i, original, glyphs)
    for checked in verification.quotations:
        console.print()
        _checked(console, checked, glyphs)
    console.print()
    _foot(console, verification)


def _line(console: Console, facts: Sequence[str | None], glyphs: Glyphs, style: str) -> None:
    line = f" {glyphs.dash} ".join(safe(" ".join(f.split())) for f in facts if f)
    print_indented(console, Text(line, style=style), 0)


def _original(console: Console, i: int, original: Original, glyphs: Glyphs) -> None:
    number = f"against [{i + 1}]"
    turns = f"transcript of {original.turns:,} turns" if original.turns else None
    first = f"{number} {original.title or original.name}"
    rest = [original.name if original.title else None, original.outlet, original.published, turns]
    _line(console, [first, *rest], glyphs, "")
    for note in original.notes:
        print_indented(console, Text(f"note: {safe(note.message)} ({note.code})", style=DIM), 2)


def _checked(console: Console, checked: Checked, glyphs: Glyphs) -> None:
    line = _verdict(checked)
    line.append("  ", style="")
    line.append(shorten(checked.quotation.speaker or "(no speaker stated)", glyphs.ellipsis), style=SOURCE)
    line.append(f": {_printed(checked, glyphs)}")
    print_indented(console, line, 0)
    if not checked.parts:
        _evidence(console, checked, glyphs, 2)
    for number, part in enumerate(checked.parts, start=1):
        line = Text(f"part {number}: ").append_text(_verdict(part)).append(f": {_printed(part, glyphs)}")
        print_indented(console, line, 2)
        _evidence(console, part, glyphs, 4)


def _verdict(checked: Checked) -> Text:
    return Text().append(checked.verdict, style=STYLES[checked.verdict])


def _printed(checked: Checked, glyphs: Glyphs) -> str:
    spans = checked.quotation.spans
    return f"{shorten(checked.quotation.text, glyphs.ellipsis)} [{spans[0][0]}:{spans[-1][1]}]"


def _evidence(console: Console, checked: Checked, glyphs: Glyphs, indent: int) -> None:
    """The passages, or what is nearest."""
    for passage in checked.passages[:MOST_SHOWN]:
        _passage(console, checked, passage, glyphs, indent)
    if len(checked.passages) > MOST_SHOWN:
        more = f"and at {len(checked.passages) - MOST_SHOWN} more places"
        print_indented(console, Text(more, style=DIM), indent)
    if checked.nearest is not None:
        _nearest(console, checked.nearest, glyphs, indent)
    elif not checked.passages:
        print_indented(console, Text("nothing like it is there", style=DIM), indent)


def _passage(console: Console, checked: Checked, passage: Passage, glyphs: Glyphs, indent: int) -> None:
    """Where it is and who speaks there, then the words around it, or what differs."""
    print_indented(console, Text(f"{_place(passage)}: {passage.finding}; {_speakers(passage)}"), indent)
    if passage.finding == "exact":
        print_indented(console, _in_context(passage, glyphs), indent + 2)
        return
    print_indented(console, _difference(checked.quotation.text, passage, glyphs), indent + 2)
    lost = [f"a {what} was {change}" for what, change in _modality(passage) if change]
    if lost:
        print_indented(console, Text("; ".join(lost), style="bold"), indent + 2)


def _in_context(passage: Passage, glyphs: Glyphs) -> Text:
    # Marks of the original right beside the passage would stand next to ours.
    before, after = (safe(text).strip() for text in (passage.before, passage.after))
    before, after = before.rstrip(MARKS), _MARKS_AFTER.sub(r"\1 ", after).strip()
    shown = Text(f"{glyphs.ellipsis} {before} " if before else "", style=DIM)
    shown.append(f'"{_short(passage, glyphs)}"', style="")
    gap = "" if after[:1] in ".,;:!?" else " "
    return shown.append(f"{gap}{after} {glyphs.ellipsis}" if after else "")


def _short(passage: Passage, glyphs: Glyphs) -> str:
    """Each part of a passage short, with a sign for what stands between two of them."""
    return f" [{glyphs.ellipsis}] ".join(shorten(part, glyphs.ellipsis) for part in passage.text.split(BETWEEN_PARTS))


def _modality(passage: Passage) -> Iterator[tuple[str, str | None]]:
    yield "hedge", passage.comparison.hedge
    yield "negation", passage.comparison.negation


def _place(passage: Passage) -> str:
    return f"[{passage.original + 1}] {', '.join(f'{start}:{end}' for start, end in passage.parts)}"


def _speakers(passage: Passage) -> str:
    names = ", ".join(dict.fromkeys(safe(s.name) if s.name else "somebody unnamed" for s in passage.speakers))
    if not names:
        return "who speaks is not known"
    told = {"same": "the same speaker", "other": "another speaker", "not known": "whether the same is not known"}
    return f"{names} ({told[passage.agreement]})"


def _nearest(console: Console, passage: Passage, glyphs: Glyphs, indent: int) -> None:
    told = f"nearest {_place(passage)}, similarity {passage.similarity:.2f}; {_speakers(passage)}"
    print_indented(console, Text(told, style=DIM), indent)
    print_indented(console, Text(_short(passage, glyphs)), indent + 2)


def _difference(printed: str, passage: Passage, glyphs: Glyphs) -> Text:
    """The printed words with what the original has in their place before them."""
    shown, at = Text(), 0
    for edit in sorted(passage.comparison.edits, key=lambda e: (e.printed, e.original)):
        start, end = _with_brackets(printed, edit.printed)
        if edit.harmless or start < at:
            continue
        shown.append(_kept(printed[at:start], glyphs))
        for text, signs, style in _signed(edit, printed[start:end], passage.text[slice(*edit.original)]):
            if shown.plain and not shown.plain.endswith((" ", "(", "[")):
                shown.append(" ")
            shown.append(f"{signs[0]}{shorten(text, glyphs.ellipsis)}{signs[1]}", style=style)
        at = end
        if start == end and printed[at : at + 1].isalnum():
            shown.append(" ")
    shown.append(_kept(printed[at:], glyphs))
    return shown


def _with_brackets(printed: str, span: Span) -> Span:
    start, end = span
    inside = start < end and printed[start - 1 : start] == "[" and printed[end : end + 1] == "]"
    return (start - 1, end + 1) if inside else span


def _kept(text: str, glyphs: Glyphs) -> str:
    """Unchanged words, white space at their ends kept as one space, long stretches cut in the middle."""
    short = shorten(text, glyphs.ellipsis)
    before = " " if text[:1].isspace() else ""
    return f"{before}{short}{' ' if short and text[-1:].isspace() else ''}"


def _signed(edit: Edit, printed: str, original: str) -> Iterator[tuple[str, tuple[str, str], str]]:
    """What was left out and what was put in, as far as there is any, with its signs and style."""
    if original.strip():
        yield original, ("(-", "-)") if edit.marked else ("[-", "-]"), MARKED if edit.marked else LEFT_OUT
    if printed.strip():
        yield printed, ("(+", "+)") if edit.marked else ("{+", "+}"), MARKED if edit.marked else PUT_IN


def _foot(console: Console, verification: Verification) -> None:
    counts = Counter(c.verdict for c in verification.quotations)
    total = len(verification.quotations)
    if not total:
        console.print(Text("No quotations were found in the article."))
    else:
        told = "; ".join(f"{counts[v]} {v}" for v in VERDICTS if counts[v])
        print_indented(console, Text(f"{total} quotation{'' if total == 1 else 's'}: {told}."), 0)
        print_indented(console, Text(f"{LEGEND} {FOOT}", style=DIM), 0)
    for note in verification.notes:
        print_indented(console, Text(f"note: {safe(note.message)} ({note.code})", style=DIM), 0)
    console.print(Text(f"Read by {verification.model}.", style=DIM))
