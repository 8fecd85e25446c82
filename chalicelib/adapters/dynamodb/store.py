"""The table, as workflows see it: load by id, query by time, commit in one write."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from ...domain.mail.due import Due, Misplaced, awaited_at
from ...domain.mail.sweeps import Place
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import LONGEST_SLOT, Slot, slot_id
from ...domain.unreadable import Unreadable, UnreadableItem
from ...domain.week.external import ExternalCalendar
from . import layout, partitions
from .adjusting.store import AdjustingStore
from .aside import Aside
from .audience_store import AudienceStore
from .back_office.store import TodayStore
from .codec import Item, from_item_of_any_release
from .demand.store import DemandStore
from .directory.store import DirectoryStore
from .idling import IdlingStore
from .letters.store import LetterStore
from .limits import LimitStore
from .privacy.registers import RegisterStore
from .privacy.retention import RetentionStore
from .privacy.store import PrivacyStore
from .recounting import RecountStore
from .telephone.store import TelephoneStore
from .week.store import WeekStore

READ_AT_MOST = 10_000  # free slots read for one list, whatever the theme: a bound, not a habit


class Store(
    IdlingStore,
    RecountStore,
    AudienceStore,
    DemandStore,
    DirectoryStore,
    LetterStore,
    PrivacyStore,
    RegisterStore,
    RetentionStore,
    LimitStore,
    TodayStore,
    TelephoneStore,
    AdjustingStore,
    WeekStore,
    Aside,
):
    """The whole store: `Aside` has what could not be handled, the others what they say."""

    def team(self) -> list[StaffMember]:
        """Return the members of the team, from an index."""
        return self._query("timeline_pk = :pk", {":pk": partitions.TEAM}, index=partitions.TIMELINE)

    def acts(self, subject: str, before: str, limit: int) -> tuple[list[StaffAct], str]:
        """Return what the team did to one thing, from an index, newest first."""
        return self._latest(partitions.TIMELINE, partitions.acts_about(subject), before, limit)

    def journal(self, before: str, limit: int) -> tuple[list[StaffAct], str]:
        """Return all that the team did, from an index, newest first."""
        return self._latest(partitions.DUE, partitions.JOURNAL, before, limit)

    def person(self, person_id: str) -> list[Any]:
        """Return everything readable that is held about one person, as who remains of any merged.

        Raises UnreadableItem if the item that says who they are cannot be read.
        """
        found = self.held(person_id)
        profile = layout.LAYOUTS[Participant].sk(person_id)
        for each in found:
            if isinstance(each, Unreadable) and each.sk == profile:
                raise UnreadableItem(each)
        readable = [each for each in found if not isinstance(each, Unreadable)]
        return [each for each in readable if not getattr(each, "merged_into", "")]

    def open_slots(self, now: datetime, limit: int, wanted: Callable[[Slot], bool]) -> list[Slot]:
        """Return the next bookable slots that are wanted, soonest first."""
        condition = "timeline_pk = :pk AND timeline_sk > :now"
        values = {":pk": partitions.OPEN_SLOTS, ":now": partitions.stamp(now) + "~"}
        request = self._request(condition, values, index=partitions.TIMELINE)
        found: list[Slot] = []
        unreadable: list[Unreadable] = []
        for slot in map(from_item_of_any_release, self._pages(request, READ_AT_MOST)):
            if isinstance(slot, Unreadable):
                unreadable.append(slot)
            elif wanted(slot):
                found.append(slot)
            if len(found) == limit:
                break
        self._tell(unreadable)
        return found

    def open_slots_between(self, since: datetime, until: datetime) -> list[Slot]:
        return self._between(partitions.OPEN_SLOTS, since, until)

    def agenda(self, since: datetime, until: datetime) -> list[Booking]:
        """Return bookings that start from `since` to before `until` (UTC), soonest first."""
        found: list[Booking] = []
        for partition in _months(since, until):
            found += self._between(partition, since, until)
        return found

    def adviser_slots(self, adviser_id: str, since: datetime, until: datetime) -> list[Slot]:
        """Return an adviser's slots that may overlap a time. Strongly consistent.

        Raises UnreadableItem: an unreadable slot may not leave the time free.
        """
        earliest = slot_id(adviser_id, since - timedelta(minutes=LONGEST_SLOT))
        first, last = (
            layout.LAYOUTS[Slot].sk(i) for i in (earliest, slot_id(adviser_id, until) + "~")
        )
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        values = {":pk": partitions.person(adviser_id), ":first": first, ":last": last}
        request = self._request(condition, values, consistent=True)
        return self._decided_about(self._pages(request))

    def calendars_to_read(self, now: datetime, limit: int) -> list[ExternalCalendar]:
        """Return external calendars whose time has come, those that wait longest first."""
        condition = "due_pk = :pk AND due_sk < :now"
        values = {":pk": partitions.CALENDARS, ":now": partitions.stamp(now) + "~"}
        return self._first(condition, values, limit)

    def due(
        self, now: datetime, limit: int, after: Place | None = None
    ) -> list[Due | Unreadable | Misplaced]:
        """Return what has come due, oldest first; the cost depends on that alone.

        `after`: only what comes behind that place.
        """
        asked = {":now": partitions.stamp(now) + "~"}
        asked[":after"] = f"{partitions.stamp(after[0])}#{after[1]} " if after else " "
        found = [
            item for each in partitions.DUE_PARTITIONS for item in self._due(each, asked, limit)
        ]
        found.sort(key=lambda item: str(item["due_sk"]["S"]))
        return list(map(_placed, found, self._read(found[:limit])))

    def _due(self, partition: str, asked: dict[str, str], limit: int) -> Iterator[Item]:
        condition = "due_pk = :pk AND due_sk BETWEEN :after AND :now"
        values = {":pk": partition, **asked}
        request = {**self._request(condition, values, index=partitions.DUE), "Limit": limit}
        return self._pages(request, limit)


def _placed(item: Item, entity: Any) -> Due | Unreadable | Misplaced:
    if isinstance(entity, Unreadable):
        return entity
    moment = awaited_at(entity)
    place = moment and partitions.due_at(moment, entity.id)["due_sk"]
    found: Due | Misplaced = entity if place == item["due_sk"]["S"] else Misplaced(entity)
    return found


def _months(since: datetime, until: datetime) -> Iterator[str]:
    partition, last = partitions.agenda_partition(since), partitions.agenda_partition(until)
    moment = since
    while True:
        yield partition
        if partition >= last:
            return
        while partitions.agenda_partition(moment) == partition:
            moment += timedelta(days=1)
        partition = partitions.agenda_partition(moment)
