"""Read PolNeAR: political news articles with gold attributions in brat standoff.

The corpus is a folder with one folder per split (`train`, `dev`, `test`), each with `text/NAME.txt` and
`attributions/NAME_ANNOTATOR.ann`; some articles have several annotators (Newell, Margolin & Ruths, LREC
2018).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import CorpusError
from onrecord.types import Spans

_ROLES = ("source", "cue", "content")
_BRAT_ID = re.compile(r"[TERAMN#*]\d*\t|[TE]\d")
"""What a line of standoff begins with; any other line is the rest of a mention that holds a line break."""
_TEXT_BOUND = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(\S+:\S+(?: \S+:\S+)*) *$")


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One gold attribution: sorted half-open code-point spans per role, each role possibly empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article. `annotators` holds (annotator's id, relations) pairs, sorted by file name."""

    name: str
    text: str
    annotators: tuple[tuple[str, tuple[GoldRelation, ...]], ...]

    @property
    def relations(self) -> tuple[GoldRelation, ...]:
        """The first annotator's relations, the ones that are scored against; empty where nobody annotated."""
        return self.annotators[0][1] if self.annotators else ()

    @property
    def outlet(self) -> str:
        """The outlet's short name (`nyt`, `usa-today`), which is how the article's name begins."""
        return self.name.partition("_")[0]


def load(root: Path, split: str) -> tuple[GoldArticle, ...]:
    """Load one split of the corpus, sorted by article name.

    Raises:
        CorpusError: the folder is missing or holds no article, a file is not UTF-8, a line is malformed
            (names file and line), or offsets point outside the text.
    """
    texts, annotations = Path(root) / split / "text", Path(root) / split / "attributions"
    for folder in (texts, annotations):
        if not folder.is_dir():
            raise CorpusError(f"{folder}: no such folder. A PolNeAR split has the folders text and attributions")
    by_article: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(annotations.glob("*.ann")):
        by_article[path.stem.rpartition("_")[0]].append(path)
    articles = tuple(_article(path, by_article[path.stem]) for path in sorted(texts.glob("*.txt")))
    if not articles:
        raise CorpusError(f"{texts}: no articles (*.txt) in this folder")
    return articles


def _article(path: Path, annotations: list[Path]) -> GoldArticle:
    text = _read(path)
    annotators = tuple((ann.stem.rpartition("_")[2], _relations(ann, len(text))) for ann in annotations)
    return GoldArticle(path.stem, text, annotators)


def _read(path: Path) -> str:
    # Universal newlines on purpose: a checkout that turned \n into \r\n must not shift the offsets.
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise CorpusError(f"{path}: cannot be read as UTF-8 text: {exc}") from exc


def _relations(path: Path, length: int) -> tuple[GoldRelation, ...]:
    """One annotator's relations; `length` is the article's, in code points."""
    bound: dict[str, Spans] = {}
    events: list[tuple[int, str]] = []
    for number, line in _standoff_lines(path):
        if line.startswith("T"):
            mark, spans = _text_bound(path, number, line)
            if max(end for _, end in spans) > length:
                raise _malformed(path, number, f"offsets outside the text of {length} characters")
            bound[mark] = spans
        elif line.startswith("E"):
            events.append((number, line))
    return tuple(relation for number, line in events if (relation := _relation(path, number, line, bound)) is not None)


def _standoff_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that begin a standoff record, with their numbers from 1."""
    mention_before = False
    for number, line in enumerate(_read(path).splitlines(), 1):
        if _BRAT_ID.match(line):
            mention_before = line.startswith("T")
            yield number, line
        elif line.strip() and not mention_before:
            raise _malformed(path, number, "neither a standoff record nor the rest of a mention")


def _text_bound(path: Path, number: int, line: str) -> tuple[str, Spans]:
    match = _TEXT_BOUND.match(line)
    if match is None:
        raise _malformed(path, number, "not a text-bound record (id, label and offsets)")
    pairs = (part.split() for part in match[2].split(";"))
    spans = tuple(sorted((int(start), int(end)) for start, end in pairs))
    if any(start >= end for start, end in spans):
        raise _malformed(path, number, "a span that ends where it starts or before")
    return match[1], spans


def _relation(path: Path, number: int, line: str, bound: dict[str, Spans]) -> GoldRelation | None:
    """The relation of an event record, or None for another kind of event."""
    match = _EVENT.match(line)
    if match is None:
        raise _malformed(path, number, "not an event record (id and role:reference pairs)")
    head, *arguments = match[1].split(" ")
    if not head.startswith("Attribution"):  # 'Attribution-no-source' is one too
        return None
    roles: dict[str, list[tuple[int, int]]] = {role: [] for role in _ROLES}
    for argument in arguments:
        name, _, reference = argument.partition(":")
        role = name.rstrip("0123456789").lower()  # 'Content2' is a second content of the same relation
        if role not in roles:
            continue
        if reference not in bound:
            raise _malformed(path, number, f"refers to {reference}, which the file does not define")
        roles[role].extend(bound[reference])
    return GoldRelation(*(tuple(sorted(roles[role])) for role in _ROLES))


def _malformed(path: Path, number: int, what: str) -> CorpusError:
    return CorpusError(f"{path}, line {number}: {what}")
