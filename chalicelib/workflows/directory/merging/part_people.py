"""The team finds that two were not one after all: within a day, each is again as they were."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ....domain.errors import NotFound
from ....domain.ids import owner_of, profile_subject
from ....domain.mail.messages import Message
from ....domain.merging.agreeing import set_aside
from ....domain.merging.merges import Merge
from ....domain.merging.merging import NotMerged, parted
from ....domain.people.callers import Caller
from ....domain.people.consent_history import ConsentPage
from ....domain.people.participants import Participant
from ....domain.people.staff_acts import Deed, done
from ...accompanied import accompanied
from ...callers import member_of_team
from ...ports import Store
from ...retrying import decided_afresh
from .merge_people import page_of
from .moving import lead_back


@decided_afresh
def part_people(
    caller: Caller, person_id: str, *, store: Store, now: datetime
) -> tuple[Participant, Participant]:
    """Undo the last merge into somebody; return who remained, and who was merged, each as before.

    What was done meanwhile is on the side of whose it is, by its id. Raises Forbidden,
    InvalidToken, NotFound, NotMerged.
    """
    member, held = member_of_team(caller, store=store), store.held(person_id)
    whole = accompanied(member, [each for each in held if not _is_merged(each)])
    merge = last_merge(held, whole, now)
    if merge is None:
        raise NotMerged
    merged = {each.id: each for each in held if _is_merged(each)}
    other = merged.get(merge.other_id)
    if other is None:
        raise NotFound
    alone, again = parted(whole, other, merge, _told_since(merge, held))
    unit = store.unit()
    alone, again = lead_back((alone, again), unit, store)
    saved = unit.save(alone)
    restored = unit.save(again)
    for earlier in again.absorbed:
        unit.save(replace(merged[earlier.id], merged_into=again.id))
    if set_aside(merge.before, again):
        unit.discard(ConsentPage(page_of(merge.before), ()))
    unit.delete(merge)
    for each in (saved, restored):
        subject = profile_subject(each.id)
        unit.add(*done(caller, Deed.PEOPLE_PARTED, subject, each.version, now))
    unit.commit()
    return saved, restored


def last_merge(held: list[Any], whole: Participant, now: datetime) -> Merge | None:
    """Return the last merge into somebody that may still be undone."""
    merges = (each for each in held if isinstance(each, Merge) and each.kept_id == whole.id)
    undoable = [each for each in merges if each.undoable(now)]
    place = {each.id: number for number, each in enumerate(whole.absorbed)}
    return max(undoable, key=lambda each: (each.at, place.get(each.other_id, -1)), default=None)


def _is_merged(each: Any) -> bool:
    return isinstance(each, Participant) and bool(each.merged_into)


def _told_since(merge: Merge, held: list[Any]) -> list[str]:
    """Return the ids under which mails left since the merge."""
    sent = (each for each in held if isinstance(each, Message) and each.sent_at)
    return [owner_of(each.id) for each in sent if each.sent_at and each.sent_at > merge.at]
