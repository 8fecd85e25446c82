"""All that a person consented to and withdrew: the latest in their own item, the rest on pages."""

from dataclasses import dataclass, replace

from ..ids import owned
from .consents import Consent, in_force, standing
from .participants import Participant

KEPT, TURNED = 10, 24
"""How many entries stay with the person at least, and above how many the older ones leave."""


@dataclass(frozen=True)
class ConsentPage:
    """Entries that have left the person's item, oldest first. Never changed once written."""

    id: str
    consents: tuple[Consent, ...]
    version: int = 0


def turned(participant: Participant) -> tuple[Participant, tuple[ConsentPage, ...]]:
    """Return a person about to be saved, with the page that their older entries fill, if they do.

    The entry of each purpose that is in force always stays, and so does what may yet be confirmed.
    A page is named after the person's version: each version is written only once.
    """
    history = participant.consents
    if len(history) <= TURNED:
        return participant, ()
    staying = {id(entry) for entry in (*in_force(history).values(), *standing(history))}
    leaving = [n for n in range(len(history) - KEPT) if id(history[n]) not in staying]
    if not leaving:
        return participant, ()
    page = ConsentPage(
        owned(participant.id, f"{participant.version:08}"),
        tuple(history[n] for n in leaving),
    )
    kept = tuple(entry for n, entry in enumerate(history) if n not in set(leaving))
    return replace(participant, consents=kept), (page,)
