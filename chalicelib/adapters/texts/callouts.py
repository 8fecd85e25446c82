"""The kinds of callouts that a text may hold, and how each is titled."""

from typing import TYPE_CHECKING

from .typography import french

if TYPE_CHECKING:
    from markdown_it.token import Token

CALLOUTS = {
    "astuce": "Astuce",
    "attention": "Attention",
    "exemple": "Exemple",
    "avance": "Avancé",
    "emergent": "Niveau émergent",
    "operationnel": "Niveau opérationnel",
}
"""Kinds of callouts, and the name of each; those of a level come in pairs."""


def callout_title(token: "Token") -> str:
    """Return the title of a callout, from the token that opens it."""
    kind, _, title = token.info.strip().partition(" ")
    return CALLOUTS[kind] + (f"\u00a0: {french(title)}" if title else "")
