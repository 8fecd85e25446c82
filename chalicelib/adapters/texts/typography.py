"""French typography for what editors type with a plain keyboard (Québec's usage, OQLF)."""

import re

NBSP = "\u00a0"

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"

_RULES = (
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
    (re.compile("« ?(?=\\S)"), f"«{NBSP}"),
    (re.compile("(?<=\\S) (?=»)"), NBSP),
    (re.compile(r" (?=:(?:\s|$))"), NBSP),
    (re.compile(r"(?<=\d) (?=[%$]|[kMG]\$|\d{3}\b|(?:h|km|kg|Go|Mo)\b)"), NBSP),
    (re.compile(rf"(?:(?<=\d)|(?<=\b1er)) (?=(?:{_MONTHS})\b)"), NBSP),
)
"""No space before ; ! ? in Québec; a no-break space before : » % $, units and months."""


def french(text: str) -> str:
    """Return the text with typographic apostrophes and no-break spaces; idempotent."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
