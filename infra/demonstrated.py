"""Who works in the demonstration: a table with these people serves nobody real."""

from chalicelib import wiring
from chalicelib.adapters.dynamodb.store import Store

STAFF = (
    ("equipe@example.org", "Équipe du programme", "admin"),
    ("brigadiere@example.org", "Dominique Exemple", "adviser"),
)


class Demonstrated(RuntimeError):
    """The table is the demonstration's."""


def ensure_real(store: Store) -> None:
    """Raise Demonstrated if the team of a table is that of the demonstration."""
    known = {email for email, _, _ in STAFF}
    if found := sorted({each.email for each in store.team()} & known):
        raise Demonstrated(
            f"{', '.join(found)} : ces données sont celles de la démonstration (make run). "
            "Commencez avec un autre dossier, qui est vide."
        )


def demonstrated(theme: str) -> str:
    """Return a theme, or another where a region does not offer it."""
    offered = wiring.offered()
    return theme if theme in offered else next(iter(offered))
