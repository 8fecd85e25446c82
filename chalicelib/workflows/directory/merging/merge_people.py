"""The team finds that two registrations are one person: one write makes them one.

What is theirs stays under the id of each, and is read together from then on. So nothing is lost
wherever one stops, and within a day each is again as they were.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ....domain.events.registrations import EventRegistration
from ....domain.ids import owned, profile_subject
from ....domain.merging.agreeing import set_aside
from ....domain.merging.doubles import overlapping, weaker
from ....domain.merging.merges import of_merge
from ....domain.merging.merging import merged, reads_at
from ....domain.people.callers import Caller
from ....domain.people.consent_history import ConsentPage
from ....domain.people.participants import Participant
from ....domain.people.staff_acts import Deed, done
from ....domain.sessions.engagements import Engagement
from ...accompanied import accompanied
from ...callers import member_of_team
from ...ports import PrivacyStore, Store
from ...retrying import decided_afresh
from .moving import lead_to


@dataclass(frozen=True)
class Preview:
    """What a merge would make of two people.

    `whole` is who remains; `double` the registrations that would give way to stronger ones of the
    same event, `at_once` the sessions at the same time, which the team has to see to.
    """

    kept: Participant
    other: Participant
    whole: Participant
    double: tuple[EventRegistration, ...]
    at_once: tuple[tuple[Engagement, Engagement], ...]
    moves: bool


def preview_merge(
    caller: Caller, kept_id: str, other_id: str, *, store: Store, now: datetime
) -> Preview:
    """Return what merging would make of two people; raises what merging them would."""
    kept, other, held = _both(caller, kept_id, other_id, store)
    whole, _ = merged(kept, other, now)
    registered = [each for each in held if isinstance(each, EventRegistration)]
    return Preview(
        kept,
        other,
        whole,
        tuple(weaker(registered)),
        tuple(overlapping(kept.ahead(now), other.ahead(now))),
        reads_at(kept, other),
    )


@decided_afresh
def merge_people(
    caller: Caller, kept_id: str, other_id: str, *, store: Store, now: datetime
) -> Participant:
    """Merge somebody into who remains; again, it changes nothing. Return who remains.

    An adviser has to accompany both. Raises Forbidden, InvalidToken, NotFound, InvalidFields,
    ChildNotMerged, TooManyMerged, TooManyBookings.
    """
    kept, other, _ = _both(caller, kept_id, other_id, store)
    if kept.id == other.id and kept_id != other_id:
        return kept
    whole, gone = merged(kept, other, now)
    unit = store.unit()
    saved = unit.save(whole)
    unit.save(gone)
    for each in _before(other, store):
        unit.save(replace(each, merged_into=kept.id))
    lead_to(whole, (kept, other), unit, store)
    aside = set_aside(kept, other)
    if aside:
        unit.add(ConsentPage(page_of(kept), aside))
    unit.add(of_merge(kept, whole, caller.person_id, now))
    subject = profile_subject(kept.id)
    unit.add(*done(caller, Deed.PEOPLE_MERGED, subject, saved.version, now))
    unit.commit()
    return saved


def page_of(kept: Participant) -> str:
    """Return the id of the page of consents that a merge sets aside."""
    return owned(kept.id, f"{kept.version:08}")


def _both(
    caller: Caller, kept_id: str, other_id: str, store: Store
) -> tuple[Participant, Participant, list[Any]]:
    member = member_of_team(caller, store=store)
    held, others = store.person(kept_id), store.person(other_id)
    return accompanied(member, held), accompanied(member, others), [*held, *others]


def _before(other: Participant, store: PrivacyStore) -> list[Participant]:
    """Return who had been merged into the other before."""
    held = store.held(other.id) if other.absorbed else []
    return [each for each in held if isinstance(each, Participant) and each.merged_into]
