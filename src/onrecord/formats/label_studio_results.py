"""What a person or a model has marked in Label Studio: results put together to statements, each checked.

A statement is what relations join: a cue with the sources and contents that it is joined to, whichever end a relation
was drawn from. Without a cue it is a source and the contents that are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from onrecord.formats.label_studio_config import CHOICES, LABELS, NAME, Part
from onrecord.formats.label_studio_tasks import Place
from onrecord.types import Span, Spans

_CONFIG: Final = "Use the labels and choices of onrecord's labelling configuration (docs/formats.md)"
_Item = TypeVar("_Item")


@dataclass(slots=True)
class Region:
    """One marked stretch: what it is, where, what was chosen and typed for it by name of control, and its notes."""

    id: str
    part: Part
    span: Span
    said: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement as it is marked: its regions in text order."""

    regions: tuple[Region, ...]

    def spans(self, part: Part) -> Spans:
        """Where this part stands; stretches that overlap are one."""
        return union(region.span for region in self.regions if region.part == part)

    def said(self, name: str, before: str | None) -> str | None:
        """What was chosen or typed as `name`: something else than `before` where any region says so, else `before`."""
        values = (region.said[name] for region in self.regions if name in region.said)
        return next((value for value in values if value != before), before)

    @property
    def notes(self) -> str:
        """What people have noted at its regions."""
        return "; ".join(note for region in self.regions for note in region.notes)

    def ids(self, *parts: Part) -> list[str]:
        """The ids of the regions of these parts."""
        return [region.id for region in self.regions if region.part in parts]


def in_order(kept: Sequence[_Item], new: Iterable[_Item], place: Callable[[_Item], Span]) -> list[_Item]:
    """`kept` in its order, and each of `new` before the first that stands after it."""
    items = list(kept)
    for item in new:
        at = next((i for i, other in enumerate(items) if place(other) > place(item)), len(items))
        items.insert(at, item)
    return items


def union(spans: Iterable[Span]) -> Spans:
    """The spans in text order, those that overlap as one; those that touch stay apart."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def marked(result: Sequence[Any], text: str, place: Place) -> tuple[Marked, ...]:
    """The statements of a `result`, in text order; regions without any relation are each by themselves.

    Raises FormatError for offsets that do not fit the text, labels and choices that are not of our configuration, and
    relations to regions that are not there. Results of other controls are passed over.
    """
    for item in result:
        if not isinstance(item, dict) or not isinstance(item.get("value", {}), dict):
            raise place.wrong("a result is not an object with a value")
    regions = _regions([item for item in result if item.get("type") == "labels"], text, place)
    for item in result:
        if item.get("type") != "relation" and str(item.get("id")) in regions:
            _say(regions[str(item["id"])], item, place)
    neighbours = _neighbours([item for item in result if item.get("type") == "relation"], regions, place)
    found = [Marked(tuple(sorted(group, key=lambda r: r.span))) for group in _groups(regions, neighbours)]
    return tuple(sorted(found, key=lambda statement: [r.span for r in statement.regions]))


def _regions(items: Sequence[Mapping[str, Any]], text: str, place: Place) -> dict[str, Region]:
    units = _utf16(text)
    regions: dict[str, Region] = {}
    for item in items:
        span = _span(item.get("value", {}), text, units, place)
        said = item.get("value", {}).get("labels")
        label = ", ".join(map(str, said)) if isinstance(said, list) else ""
        if label not in LABELS:
            raise place.wrong(f"the region at {span[0]} to {span[1]} has the label '{label}'", _CONFIG)
        region = Region(str(item.get("id")), LABELS[label], span)
        if region.id in regions:
            raise place.wrong(f"two regions have the id {region.id}")
        regions[region.id] = region
    return regions


def _span(value: Mapping[str, Any], text: str, units: Mapping[int, int], place: Place) -> Span:
    """The offsets as code points, by which the words must stand that are kept with them.

    Label Studio of before 2022 counts UTF-16 units (its issue 1347): so does a region whose words stand there.
    """
    start, end = value.get("start"), value.get("end")
    if isinstance(start, bool) or isinstance(end, bool) or not isinstance(start, int) or not isinstance(end, int):
        raise place.wrong("a region has no offsets in a Text", "Use onrecord's labelling configuration")
    for span in ((start, end), (units.get(start, -1), units.get(end, -1))):
        if _fits(span, value.get("text"), text):
            return span
    raise place.wrong(
        f"the offsets {start} to {end} do not fit the text",
        "Import the tasks into Label Studio as onrecord wrote them, and export them as JSON",
    )


def _fits(span: Span, words: Any, text: str) -> bool:
    start, end = span
    if not 0 <= start < end <= len(text):
        return False
    return not isinstance(words, str) or _letters(words) == _letters(text[start:end])


def _letters(words: str) -> str:
    """Without white space, which browsers change, and without the `\\n` that Label Studio writes for a line's end."""
    return "".join(words.replace("\\n", "").split())


def _utf16(text: str) -> dict[int, int]:
    """Offsets in UTF-16 units -> in code points; nothing where they are the same."""
    if text.isascii() or max(text) <= "\uffff":
        return {}
    units, at = {0: 0}, 0
    for index, character in enumerate(text, 1):
        at += 2 if character > "\uffff" else 1
        units[at] = index
    return units


def _say(region: Region, item: Mapping[str, Any], place: Place) -> None:
    """Keep what was chosen, typed or noted for a region."""
    notes = item.get("meta", {}).get("text", []) if isinstance(item.get("meta"), dict) else []
    said = [note for note in ([notes] if isinstance(notes, str) else notes) if isinstance(note, str)]
    region.notes += [note for note in said if note not in region.notes]
    name, value = str(item.get("from_name")), item.get("value", {})
    if name in CHOICES:
        chosen = value.get(str(item.get("type")))
        # A taxonomy gives the way to what is chosen, choices give it alone.
        ways = chosen if isinstance(chosen, list) else [] if chosen is None else [chosen]
        picked = [way[-1] if isinstance(way, list) and way else way for way in ways]
        if not all(one in CHOICES[name] for one in picked):
            raise place.wrong(f"'{', '.join(map(str, picked))}' is no {name}", _CONFIG)
        if picked:
            region.said[name] = picked[0]
    elif name == NAME:
        typed = value.get("text")
        lines = [typed] if isinstance(typed, str) else typed if isinstance(typed, list) else []
        if lines:
            region.said[NAME] = str(lines[0])


def _neighbours(
    items: Sequence[Mapping[str, Any]], regions: Mapping[str, Region], place: Place
) -> dict[str, dict[str, None]]:
    joined: dict[str, dict[str, None]] = {region: {} for region in regions}
    for item in items:
        one, other = str(item.get("from_id")), str(item.get("to_id"))
        for end in (one, other):
            if end not in regions:
                raise place.wrong(f"a relation leads to the region {end}, which there is not")
        if one != other:
            joined[one][other] = None
            joined[other][one] = None
    return joined


def _groups(regions: Mapping[str, Region], neighbours: Mapping[str, Iterable[str]]) -> list[list[Region]]:
    """The regions of each statement; a source that several cues lead to is in each of theirs."""
    cues = {i for i, region in regions.items() if region.part == "cue"}
    groups = _components(sorted(cues), lambda i: [n for n in neighbours[i] if n in cues])
    grouped = [dict.fromkeys([*group, *(n for i in group for n in neighbours[i])]) for group in groups]
    of_cues = {i for group in grouped for i in group}
    rest = [i for i in regions if i not in of_cues]
    for component in _components(rest, lambda i: [n for n in neighbours[i] if n not in of_cues]):
        beside = {n for i in component for n in neighbours[i] if n in of_cues}
        owners = [group for group in grouped if beside & group.keys()]
        for group in owners:
            group.update(dict.fromkeys(component))
        if not owners:
            grouped.append(dict.fromkeys(component))
    return [[regions[i] for i in group] for group in grouped]


def _components(nodes: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> list[list[str]]:
    seen: set[str] = set()
    components: list[list[str]] = []
    for node in nodes:
        waiting, component = [node], list[str]()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                component.append(at)
                waiting += neighbours(at)
        if component:
            components.append(component)
    return components
