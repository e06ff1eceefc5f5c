"""Charts of the sourcing report as SVG that stands in a page by itself: no script, no font, no address to load from.

Altair describes them and vl-convert draws them (extra `report`). Colours are the page's own (`currentColor` and custom
properties), so that one drawing serves light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.audit.archive import Share
from onrecord.errors import MissingExtraError

EXTRA = "report"
_WIDTH, _HEIGHT, _STEP, _LONGEST = 420, 160, 22, 300
_INK, _GRID, _MARK = "currentColor", "var(--grid)", "var(--mark)"
# The names of SVG's XML namespaces; within HTML they mean nothing, and a page without addresses loads none.
_NAMESPACES = re.compile(r' xmlns(?::xlink)?="[^"]*"')
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart: a label and a share that has a value."""

    label: str
    share: Share


def clean(text: str) -> str:
    """`text` on one line, without what XML does not allow and without marks that turn the direction of writing."""
    return " ".join(_UNFIT.sub("\ufffd", text).split())


def libraries() -> tuple[Any, Any]:
    """Altair and vl-convert, which are slow to import. Raises MissingExtraError where one is not installed."""
    try:
        import altair  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise MissingExtraError(EXTRA, "altair") from error
    try:
        import vl_convert  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise MissingExtraError(EXTRA, "vl-convert-python") from error
    return altair, vl_convert


def intervals(rows: Sequence[Row], *, over_time: bool = False) -> str:
    """A dot for each share and a line for its interval, as an `svg` element; `over_time` from left to right.

    Raises MissingExtraError where Altair or vl-convert is not installed.
    """
    alt, vl_convert = libraries()
    base = alt.Chart(alt.Data(values=[_values(row) for row in rows])).encode(_label(alt, over_time=over_time))
    shares = alt.Y if over_time else alt.X
    axis = alt.Axis(format="~%", tickCount=6)
    line = base.mark_rule(color=_MARK, strokeWidth=2, opacity=0.55)
    line = line.encode(shares("low:Q", title=None, axis=axis), alt.Y2("high") if over_time else alt.X2("high"))
    dot = base.mark_point(color=_MARK, filled=True, size=60, opacity=1).encode(shares("value:Q", title=None, axis=axis))
    step = alt.Step(_STEP)
    size = {"width": step, "height": _HEIGHT} if over_time else {"width": _WIDTH, "height": step}
    chart = alt.layer(line, dot).properties(**size).configure(**_looks(alt))
    return _NAMESPACES.sub("", vl_convert.vegalite_to_svg(chart.to_dict()))


def _label(alt: Any, *, over_time: bool) -> Any:
    axis = alt.Axis(labelLimit=_LONGEST, labelPadding=6)
    return (alt.X if over_time else alt.Y)("label:N", title=None, sort=None, axis=axis)


def _values(row: Row) -> dict[str, Any]:
    return {"label": clean(row.label), "value": row.share.value, "low": row.share.low, "high": row.share.high}


def _looks(alt: Any) -> dict[str, Any]:
    axis = alt.AxisConfig(
        labelColor=_INK, titleColor=_INK, gridColor=_GRID, domainColor=_GRID, tickColor=_GRID, labelFontSize=12
    )
    return {"background": "transparent", "view": alt.ViewConfig(stroke=None), "axis": axis, "aria": False}
