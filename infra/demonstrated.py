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
    """Raise Demonstrated if the team of a table is that of the demonstration.

    One of its addresses alone, which an admin gave by mistake, keeps nobody's site from starting.
    """
    known = {(email, name) for email, name, _ in STAFF}
    if known <= {(each.email, each.name) for each in store.team()}:
        raise Demonstrated(
            f"{', '.join(email for email, _ in sorted(known))}: these are the data of the "
            "demonstration (make run). Begin with another folder, an empty one"
        )


def ensure_of_nobody(email: str) -> None:
    """Raise Demonstrated for an address of the demonstration, where no mail arrives."""
    if email.casefold() in {each for each, _, _ in STAFF}:
        raise Demonstrated(f"EMAIL={email}: an address of the demonstration; say yours")


def demonstrated(theme: str) -> str:
    """Return a theme, or another where a region does not offer it."""
    offered = wiring.offered()
    return theme if theme in offered else next(iter(offered))
