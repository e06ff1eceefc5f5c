"""Inputs as users name them (paths, folders, URLs, '-') to articles, one bad input never stopping the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.articles.jsonl import LINES_SUFFIXES, is_lines, looks_like_lines, read_lines
from onrecord.articles.load import from_bytes
from onrecord.articles.metadata import Metadata, printable
from onrecord.articles.sniff import MAX_BYTES
from onrecord.errors import InputError
from onrecord.types import Article, Unreadable

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", *LINES_SUFFIXES})
"""What is read in a folder; a file that is named itself is read whatever its suffix."""

Result = Article | Unreadable


def iter_articles(inputs: Iterable[str | Path], *, meta: Metadata | None = None) -> Iterator[Result]:
    """The articles of `inputs`, in order, as they are asked for.

    An input is a file (HTML, plain text, or JSON Lines, also gzipped), a folder (read recursively in sorted order),
    an http(s) URL, or '-' for standard input. What cannot be read comes as an `Unreadable` in its place, with
    reason and remedy; nothing is raised for it.

    Args:
        inputs: paths, URLs and '-'.
        meta: what holds for every article (a user's flags); it wins over a record's fields and the page's own.
    """
    meta = meta or Metadata()
    for item in inputs:
        name = printable(str(item))
        if not name.strip():
            yield Unreadable(
                name, "not-found", "the name is empty", "Name a file, a folder, a URL, or - for standard input"
            )
        elif name == "-":
            yield from _standard_input(meta)
        elif name.lower().startswith(("http://", "https://")):
            yield _address(name, meta)
        else:
            yield from _path(Path(item), name, meta)


def unreadable(error: InputError) -> Unreadable:
    """The value for an input whose error was met on the way through several."""
    return Unreadable(error.name, error.code, error.reason, error.remedy)


def _article(data: bytes, name: str, meta: Metadata, content_type: str | None = None) -> Result:
    try:
        return from_bytes(data, name=name, meta=meta, content_type=content_type)
    except InputError as error:
        return unreadable(error)


def _standard_input(meta: Metadata) -> Iterator[Result]:
    stream = sys.stdin.buffer
    first = stream.readline(MAX_BYTES + 1)
    if looks_like_lines(first):
        yield from read_lines(stream, "-", meta, first=first)
    else:
        yield _article(first + stream.read(max(0, MAX_BYTES + 1 - len(first))), "-", meta)


def _address(url: str, meta: Metadata) -> Result:
    from onrecord.articles.fetch import fetch  # noqa: PLC0415  loads urllib3, which only URLs need

    try:
        page = fetch(url)
    except InputError as error:
        return unreadable(error)
    return _article(page.data, url, meta.over(Metadata(url=page.url)), page.content_type)


def _path(path: Path, name: str, meta: Metadata) -> Iterator[Result]:
    try:
        if path.is_dir():
            yield from _folder(path, name, meta)
        elif is_lines(path.name):
            with path.open("rb") as stream:
                yield from read_lines(stream, name, meta)
        else:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            yield _article(data, name, meta)
    except (OSError, ValueError) as error:
        yield _failure(path, name, error)


def _failure(path: Path, name: str, error: OSError | ValueError) -> Unreadable:
    if isinstance(error, PermissionError):
        return Unreadable(
            name, "permission-denied", "it may not be read", "Change its permissions, or run as its owner"
        )
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            where = path.readlink()
            return Unreadable(name, "dangling-link", f"it is a link to {where}, which does not exist", "Mend the link")
        return Unreadable(name, "not-found", "there is no such file or folder", "Check the spelling and the folder")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unreadable(name, "unreadable", reason[:1].lower() + reason[1:], "Check the path and the disk")


def _folder(folder: Path, name: str, meta: Metadata) -> Iterator[Result]:
    found = False
    for result in _walk(folder):
        found = True
        if isinstance(result, Unreadable):
            yield result
        else:
            yield from _path(result, printable(str(result)), meta)
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        yield Unreadable(name, "no-articles", f"no articles ({kinds}) in this folder", "Name a folder that holds some")


def _walk(folder: Path) -> Iterator[Path | Unreadable]:
    """The files of a folder in sorted order, depth first; a link back to a folder that is being read is reported."""
    # (folder, the identities of the folders that it stands in and its own)
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    while waiting:
        path, above = waiting.pop()
        try:
            if not path.is_dir():
                if path.suffix.lower() in SUFFIXES or is_lines(path.name):
                    yield path
                continue
            status = path.stat()
            here = (status.st_dev, status.st_ino)
            if here in above:
                reason = "it is a link back to a folder that it stands in"
                yield Unreadable(str(path), "folder-loop", reason, "Remove the link; its articles are read once")
                continue
            inside = sorted(p for p in path.iterdir() if not p.name.startswith("."))
        except OSError as error:
            yield _failure(path, str(path), error)
            continue
        waiting.extend((p, above | {here}) for p in reversed(inside) if p.is_dir() or not _is_special(p))


def _is_special(path: Path) -> bool:
    """A pipe, socket or device, which may never end; a missing file is not one."""
    return path.exists() and not os.path.isfile(path)  # noqa: PTH113  Path.is_file raises where this says no
