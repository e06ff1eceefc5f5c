"""Statements as Parquet, with what every column means in the file; alone, or as a data set with its card.

Lists of spans, quantities and so on are lists of structs. The file's metadata has `onrecord.schema`, the version of the
columns, and each column has its `description`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain, islice
from typing import Any, Final

from onrecord.errors import MissingExtraError
from onrecord.formats.registry import Piece
from onrecord.formats.table import COLUMNS, SCHEMA, STRUCTS, rows
from onrecord.formats.table_card import DATA, Counts, card
from onrecord.types import Reading

ROWS: Final = 10_000
"""Statements of one row group, and so in memory at once."""


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One file, a piece a row group. Raises MissingExtraError at once where pyarrow is not installed."""
    libraries()
    return (Piece("", data) for data in _file(readings))


def dataset(readings: Iterable[Reading], card_name: str) -> Iterator[Piece]:
    """A folder that Hugging Face's `datasets` opens: the file at DATA, then its card under the name `card_name`.

    Raises MissingExtraError at once where pyarrow is not installed.
    """
    libraries()
    return _dataset(readings, card_name)


def libraries() -> tuple[Any, Any]:
    """pyarrow and its pyarrow.parquet. Raises MissingExtraError where they are not installed."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("parquet", "pyarrow") from error


def schema() -> Any:
    """The pyarrow.Schema of what is written."""
    arrow, _ = libraries()
    fields = [
        arrow.field(column.name, _type(arrow, column.type), metadata={"description": column.meaning})
        for column in COLUMNS
    ]
    return arrow.schema(fields, metadata={"onrecord.schema": SCHEMA})


def _dataset(readings: Iterable[Reading], card_name: str) -> Iterator[Piece]:
    counts = Counts()
    for data in _file(counts.counted(readings)):
        yield Piece(DATA, data)
    yield Piece(card_name, card(counts).encode())


def _file(readings: Iterable[Reading]) -> Iterator[bytes]:
    arrow, parquet = libraries()
    shape, out = schema(), _Passage()
    found = chain.from_iterable(map(rows, readings))
    with parquet.ParquetWriter(out, shape, compression="zstd") as writer:
        while group := list(islice(found, ROWS)):
            columns = zip(*group, strict=True)
            arrays = [arrow.array(values, field.type) for values, field in zip(columns, shape, strict=True)]
            writer.write_table(arrow.table(arrays, schema=shape))
            yield out.taken()
    yield out.taken()


def _type(arrow: Any, name: str) -> Any:
    if name.startswith("list<"):
        return arrow.list_(_type(arrow, name.removeprefix("list<").removesuffix(">")))
    if name in STRUCTS:
        return arrow.struct([arrow.field(member.name, _type(arrow, member.type)) for member in STRUCTS[name]])
    return arrow.type_for_alias(name)


class _Passage:
    """A file that pyarrow writes to, whose bytes are taken as they come."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._length += len(part)
        return len(part)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What came since it was last asked."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data
