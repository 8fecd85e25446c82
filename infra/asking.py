"""Asks, before something is changed."""

import os

YES = ("y", "yes", "o", "oui")
"""In both languages: who keeps a site up may read English and answer in French."""


def is_agreed(question: str) -> bool:
    """Ask on a terminal, and say what follows from a no; YES=1 answers beforehand."""
    if os.environ.get("YES") == "1" or input(f"{question} [y/N] ").strip().lower() in YES:
        return True
    print("Nothing was changed.")
    return False
