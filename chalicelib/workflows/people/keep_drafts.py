"""Keep what somebody types until they have sent it: a session may end before."""

from dataclasses import replace
from datetime import datetime

from ...domain.people.callers import Caller
from ...domain.people.drafts import KEPT, LONGEST, Draft, draft_id, is_news, merged
from ...domain.programme import Programme
from ..callers import for_caller, member_of_team
from ..ports import PrivacyStore, Records
from ..retrying import decided_afresh


@decided_afresh
def keep_draft(
    caller: Caller,
    path: str,
    content: str,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> bool:
    """Keep a form as typed, and beside it what was kept meanwhile in another window.

    Returns whether something was. What no form of ours would take is not kept. Raises InvalidToken.
    """
    identifier = draft_id(caller.person_id, path)
    (held,) = for_caller(caller, store, programme).load((Draft, identifier))
    if len(content) > LONGEST:
        return False
    before = held.content if held else ""
    new = Draft(identifier, merged(before, content), now, now + KEPT)
    unit = store.unit()
    if held is None:
        unit.add(new)
    else:
        unit.save(replace(new, version=held.version))
    unit.commit()
    return is_news(before, content)


def read_draft(caller: Caller, path: str, *, store: Records, programme: Programme) -> str:
    """Return what was kept of a form, or "". Raises InvalidToken."""
    known = [(Draft, draft_id(caller.person_id, path))]
    (held,) = for_caller(caller, store, programme).load(known=known)
    return held.content if held else ""


def list_drafts(caller: Caller, *, store: PrivacyStore) -> list[Draft]:
    """Return the forms that a member of the team left unsent. Raises Forbidden, InvalidToken."""
    member_of_team(caller, store=store)
    return store.drafts(caller.person_id)


@decided_afresh
def erase_draft(person_id: str, path: str, *, store: Records) -> None:
    """Erase what was kept of a form, once it is sent. Erasing twice changes nothing."""
    held = store.one(Draft, draft_id(person_id, path))
    if held is not None:
        unit = store.unit()
        unit.delete(held)
        unit.commit()
