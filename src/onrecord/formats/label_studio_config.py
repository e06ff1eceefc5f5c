"""The labelling configuration that our Label Studio tasks fit, and the names that it gives to labels and choices.

https://labelstud.io/guide/setup and https://labelstud.io/tags: three labels for words, relations between them, and
choices for the region that is selected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args
from xml.sax.saxutils import quoteattr

from onrecord.types import Factuality, Kind, Mode, SourceType

Part = Literal["source", "cue", "content"]

TEXT: Final = "text"
"""The name of the `Text` tag, and of the field of a task's data that it shows."""
LABEL: Final = "label"
NAME: Final = "name"
"""The names of the `Labels` and `TextArea` tags."""
LABELS: Final[Mapping[str, Part]] = {"Source": "source", "Cue": "cue", "Content": "content"}
"""Labels of words -> the part of an attribution that they mark."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "mode": get_args(Mode),
    "kind": get_args(Kind),
    "factuality": get_args(Factuality),
    "type": get_args(SourceType),
}
"""Names of `Choices` tags -> what can be chosen."""
OF_SOURCE: Final = frozenset({"type", NAME})
"""What is asked of a source's region; the rest is asked of a content's."""
_COLOURS: Final = {"Source": "#d95f02", "Cue": "#7570b3", "Content": "#1b9e77"}
_HEADINGS: Final = {
    "mode": "How it is printed",
    "kind": "What the source does with it",
    "factuality": "How the source commits to it",
    "type": "What the source is",
    NAME: "Its name, in the fullest form that the article prints; none for the unnamed",
}


def config() -> str:
    """The configuration as XML, for Settings > Labeling Interface > Code of a project, or its API.

    It is what the tasks of `label_studio.pieces` fit, and what `label_studio.load` takes back.
    """
    labels = "".join(f'    <Label value="{label}" background="{_COLOURS[label]}"/>\n' for label in LABELS)
    name = f'<TextArea {_of_region(NAME)} editable="true" maxSubmissions="1" rows="1"/>'
    relations = "".join(f'    <Relation value="{part}"/>\n' for part in LABELS.values())
    return (
        "<View>\n"
        # To the letter: else the browser's own rule for white space goes for what is shown and marked.
        f"  <Style>.htx-{TEXT} {{ white-space: pre-wrap; }}</Style>\n"
        '  <Header value="$title"/>\n'
        f'  <Labels name="{LABEL}" toName="{TEXT}">\n{labels}  </Labels>\n'
        f'  <Text name="{TEXT}" value="${TEXT}"/>\n'
        f"  <Relations>\n{relations}  </Relations>\n"
        f"{''.join(_choices(name) for name in CHOICES)}"
        f"{_asked_of(NAME, name)}"
        "</View>\n"
    )


def _choices(name: str) -> str:
    choices = "".join(f"      <Choice value={quoteattr(value)}/>\n" for value in CHOICES[name])
    return _asked_of(name, f'<Choices {_of_region(name)} choice="single" showInline="true">\n{choices}    </Choices>')


def _of_region(name: str) -> str:
    label = "Source" if name in OF_SOURCE else "Content"
    return f'name="{name}" toName="{TEXT}" perRegion="true" whenLabelValue="{label}"'


def _asked_of(name: str, tag: str) -> str:
    """The tag with a heading; both are seen while a region is selected that it is asked of."""
    label = "Source" if name in OF_SOURCE else "Content"
    when = f'visibleWhen="region-selected" whenLabelValue="{label}"'
    return f'  <View {when}>\n    <Header value={quoteattr(_HEADINGS[name])} size="6"/>\n    {tag}\n  </View>\n'
