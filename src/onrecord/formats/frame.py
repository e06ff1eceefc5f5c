"""Statements as a pandas DataFrame: the columns of `table`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_args

from onrecord.errors import MissingExtraError
from onrecord.formats.table import COLUMNS, SCHEMA, rows
from onrecord.types import Factuality, Kind, Mode, Reading, SourceType

if TYPE_CHECKING:
    import pandas as pd

_CATEGORIES = {"source_type": SourceType, "mode": Mode, "kind": Kind, "factuality": Factuality}
_DTYPES = {"string": "string", "int64": "Int64", "double": "float64", "bool": "bool", "date32": "datetime64[s]"}
"""A column's type -> its dtype. Lists stay Python's, of str or of dict."""


def to_frame(readings: Reading | Iterable[Reading]) -> pd.DataFrame:
    """A table with a row a statement; its columns are those of CSV and Parquet, which docs/formats.md explains.

    Texts have the dtype `string`, offsets `Int64`; source type, mode, kind and factuality are categories, whatever
    occurs of them; lists are lists of str or dict. An article without statements has no row: `attrs` has the number of
    `articles`, the names of `articles_without_statements` among them, and the `schema`, the version of the columns.

    Raises MissingExtraError where pandas is not installed.
    """
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise MissingExtraError("pandas", "pandas") from error
    found: list[tuple[object, ...]] = []
    articles, without = 0, []
    for reading in [readings] if isinstance(readings, Reading) else readings:
        articles += 1
        if not reading.attributions:
            without.append(reading.article.name)
        found += rows(reading)
    frame = pandas.DataFrame(
        {
            column.name: pandas.Series([row[at] for row in found], dtype=_dtype(pandas, column.name, column.type))
            for at, column in enumerate(COLUMNS)
        }
    )
    frame.attrs = {"schema": SCHEMA, "articles": articles, "articles_without_statements": without}
    return frame


def _dtype(pandas: Any, name: str, type_: str) -> Any:
    if name in _CATEGORIES:
        return pandas.CategoricalDtype(get_args(_CATEGORIES[name]))
    return _DTYPES.get(type_, "object")
