"""Readings to and from brat (https://brat.nlplab.org): a collection of NAME.txt and NAME.ann that brat opens.

Offsets are Unicode code points of NAME.txt as it is, half-open; brat counts so, and a CRLF as two. What `.ann` holds
is in `brat_labels`, what it cannot hold in `brat_notes`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from onrecord.errors import FormatError
from onrecord.formats import brat_notes as notes
from onrecord.formats import brat_vocabulary
from onrecord.formats.brat_config import FILES
from onrecord.formats.brat_marked import Marked
from onrecord.formats.brat_read import BY, reading
from onrecord.formats.brat_write import placeless, records
from onrecord.formats.fit import storable
from onrecord.formats.names import stem_of
from onrecord.formats.registry import Piece
from onrecord.formats.standoff import check, write
from onrecord.formats.standoff_lines import parse
from onrecord.types import Article, Block, Reading

_LINE = re.compile(r"[^\r\n]+")


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """The collection's configuration, then the three files of each reading."""
    for name, words in FILES.items():
        yield Piece(name, words.encode())
    seen: Counter[str] = Counter()
    for one in map(storable, readings):
        stem = stem_of(one.article)
        seen[stem] += 1
        stem += f"-{seen[stem]}" if seen[stem] > 1 else ""
        text = one.article.text.encode()
        yield Piece(f"{stem}.txt", text)
        yield Piece(f"{stem}.ann", write(records(one)))
        yield Piece(f"{stem}.json", notes.aside(one, placeless(one)))


def load(path: Path) -> Iterator[Reading]:
    """The readings of a collection, in order of their names, of one article of it, or of a split of PolNeAR.

    `path` is a folder with NAME.txt and NAME.ann, one of its .ann or .txt files, or a folder with PolNeAR's `text` and
    `attributions`, where an article gives a reading for each annotator. Without NAME.json an article is its text alone.

    Raises FormatError, while readings are asked for, as soon as a file is damaged, does not fit its text, or has a
    label that means nothing here.
    """
    for files in _files(path):
        yield _reading(files)


@dataclass(frozen=True, slots=True)
class _Files:
    """Of one reading; `by` is who made the annotations, where nothing else tells."""

    text: Path
    annotations: Path
    by: str = BY


def _files(path: Path) -> Iterator[_Files]:
    texts, annotations = path / "text", path / "attributions"
    if texts.is_dir() and annotations.is_dir():
        for found in sorted(annotations.glob("*.ann")):
            article, _, annotator = found.stem.rpartition("_")
            yield _Files(texts / f"{article}.txt", found, f"person:{annotator}")
    elif path.is_dir():
        # An article whose .ann was lost is missed by the file that onrecord wrote beside it.
        written = {file.stem for file in path.glob("*.json") if file.with_suffix(".txt").exists()}
        names = sorted({file.stem for file in path.glob("*.ann")} | written)
        if not names:
            remedy = "Name the folder of a brat collection, or of a split of PolNeAR"
            raise FormatError(str(path), None, "there is no .ann file in this folder", remedy)
        yield from (_Files(path / f"{name}.txt", path / f"{name}.ann") for name in names)
    else:
        yield _Files(path.with_suffix(".txt"), path.with_suffix(".ann"))


def _reading(files: _Files) -> Reading:
    data, name = _bytes(files.text), str(files.annotations)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise FormatError(str(files.text), None, "this is not UTF-8", "Take the .txt that was annotated") from error
    found = parse(_bytes(files.annotations), name)
    beside = _beside(files.text, data)
    check(found, text, name)
    marked = Marked(name, found)
    brat_vocabulary.check(marked)
    if beside is None:
        article = Article(text, _blocks(text), sha256(data).hexdigest(), name=str(files.text))
        return reading(marked, article, by=files.by)
    return reading(marked, replace(beside.article, text=text), beside)


def _beside(text: Path, data: bytes) -> notes.Beside | None:
    file = text.with_suffix(".json")
    if not file.is_file():
        return None
    beside = notes.beside(file.read_bytes(), str(file))
    if beside.text_sha256 != sha256(data).hexdigest():
        reason = f"this is not the text that was written out with {file.name}"
        raise FormatError(str(text), None, reason, "Take the .txt as it was: every change moves the offsets")
    return beside


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        raise FormatError(str(file), None, reason, "An article is NAME.txt and NAME.ann in one folder") from error


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", *line.span()) for line in _LINE.finditer(text) if line[0].strip())
