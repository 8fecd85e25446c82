"""Compares checkov's failures with our answers: each has one, and no answer outlives its cause."""

import re
from collections.abc import Iterable, Mapping

ROW = re.compile(r"^\| (CKV\w+) \|", re.MULTILINE)


def answered(document: str) -> set[str]:
    """Return the checks that have a row in the decision's table."""
    return set(ROW.findall(document))


def verdict(failures: Mapping[str, Iterable[str]], answers: set[str]) -> list[str]:
    """Return what is wrong, in words: a failure without an answer, an answer without a failure."""
    unanswered = [
        f"{check} fails for {', '.join(sorted(failures[check]))}: mend it, or answer it"
        for check in sorted(failures.keys() - answers)
    ]
    stale = [
        f"{check} no longer fails: remove its answer" for check in sorted(answers - set(failures))
    ]
    return unanswered + stale
