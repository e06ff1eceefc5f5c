"""The verbs with which people are said to say, write or report something; the list is `reporting_verbs.txt`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def reporting_verb() -> re.Pattern[str]:
    """Any form of any of them, as whole words, in either case."""
    lines = resources.files("onrecord.reading").joinpath("reporting_verbs.txt").read_text(encoding="utf-8").split("\n")
    verbs = sorted((v.strip() for v in lines if v.strip() and not v.startswith("#")), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(v).replace(r"\ ", r"\s+") for v in verbs) + r")\b", re.I)
