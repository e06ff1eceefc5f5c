"""Where files of bytes are written: standard output, one file, or the files of a folder, each whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from onrecord.errors import OutputError
from onrecord.terminal.sink import OTHER, beside, may_be_replaced, part_of


class FileSink:
    """One open file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, name: str, data: bytes) -> None:
        """Take the next bytes, whatever the file is called."""
        self._stream.write(data)


class FolderSink:
    """The files of the folder `root`, each moved into place when the next begins or all are written.

    What else is in the folder stays; a file of the same name is replaced.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._name = ""
        self._stream: BinaryIO | None = None

    def write(self, name: str, data: bytes) -> None:
        """Take the next bytes of the file `name`. Raises OutputError where it cannot be written."""
        if name != self._name or self._stream is None:
            self.finish()
            self._begin(name)
        assert self._stream is not None  # _begin has opened it, or raised
        self._stream.write(data)

    def finish(self) -> None:
        """Put the file that is being written into its place."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            part_of(self._target).replace(self._target)

    def drop(self) -> None:
        """Forget the file that is being written."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            with suppress(OSError):
                part_of(self._target).unlink()

    @property
    def _target(self) -> Path:
        return self.root / self._name

    def _begin(self, name: str) -> None:
        parts = PurePosixPath(name).parts
        if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
            raise OutputError(f"{name!r} is no name for a file in {self.root}. Please report this")
        self._name = name
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            if self._target.is_dir():
                raise OutputError(f"{self._target}: a folder stands where a file is to be. {OTHER}")
            self._stream = part_of(self._target).open("wb")
        except OSError as error:
            raise OutputError(f"{self._target}: cannot be written ({error.strerror}). {OTHER}") from error


@contextmanager
def file_sink(output: Path | None) -> Iterator[FileSink]:
    """Standard output, or the file `output`: written beside and moved into place, through a link to what it leads to.

    A device or pipe is written to as it is. Raises OutputError where nothing can be written there.
    """
    if output is None:
        stream = _standard_output()
        yield FileSink(stream)
        stream.flush()
        return
    target = output.resolve()
    if not may_be_replaced(target, output):
        with _open(target, output) as stream:
            yield FileSink(stream)
        return
    with beside(target, lambda part: _open(part, output)) as made:
        yield FileSink(made.stream)


@contextmanager
def folder_sink(output: Path) -> Iterator[FolderSink]:
    """The folder `output`, made where there is none. Raises OutputError where it cannot be, or is a file."""
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output}: it is a file, and this needs a folder. {OTHER}")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: the folder cannot be made ({error.strerror}). {OTHER}") from error
    made = FolderSink(output)
    try:
        yield made
        made.finish()
    finally:
        made.drop()


def _standard_output() -> BinaryIO:
    if sys.stdout is None:
        raise OutputError("standard output is closed. Give a file with --output")
    sys.stdout.flush()
    return sys.stdout.buffer


def _open(path: Path, output: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror}). {OTHER}") from error
