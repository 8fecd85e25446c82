"""Clients of AWS that only read: any other call is refused before it leaves."""

from typing import Any

READS = ("Get", "List", "Describe", "BatchGet", "Query")
"""How the names of the calls begin that change nothing."""


class WouldChange(RuntimeError):
    """A call that may change something; it was not made."""


def only_reading(session: Any) -> Any:
    """Return the session, whose clients made from now on only read."""
    session.events.register_first("before-call", _refuse)
    return session


def _refuse(model: Any, **_: Any) -> None:
    if not model.name.startswith(READS):
        raise WouldChange(f"{model.name} may change something")
