"""What the table does for events: their seats, their lines, who registered."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import batched
from typing import Any, cast

from ...domain.calls import Call
from ...domain.errors import Stale
from ...domain.events.events import LONGEST, Event, Mode
from ...domain.events.ranks import COUNTED, rank
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Claim, Seats, Tickets, WaitingPlace, waiting_place
from ...domain.events.topics import TopicProposal
from ...domain.ids import owner_of, suffix_of
from ...domain.mail.broadcasts import Broadcast
from ...domain.people.participants import Participant, by_id
from ...domain.surveys.on_the_spot import EventAnswer
from . import layout, partitions, seating
from .codec import Item
from .queries import Queries

LAST_TICKET = 99_999_999


class EventStore(Queries):
    def claim(
        self, event_id: str, registration_id: str, mode: Mode, waits: bool, now: datetime
    ) -> Claim:
        """Claim a seat or a place in line for a registration that is then written. One write.

        Raises Stale, with the seats as they are, if the numbers do not allow it.
        """
        after = self._change(seating.claim(event_id, registration_id, mode, waits, now))
        position = after.places[mode].waiting if waits else 0
        return Claim(registration_id, mode, after.next_ticket - 1, waits, position)

    def draw_ticket(self, event_id: str, now: datetime) -> int:
        """Return the next ticket of the line.

        Raises Stale once the event has begun or is cancelled.
        """
        return self._change(seating.draw_ticket(event_id, now)).next_ticket - 1

    def release(self, event_id: str, claim: Claim, now: datetime) -> bool:
        """Settle a claim; return whether it was still there."""
        return self._settle(seating.release(event_id, claim, now))

    def give_back(self, event_id: str, claim: Claim, now: datetime) -> bool:
        """Undo a claim, which frees its seat; return whether it was still there."""
        return self._settle(seating.give_back(event_id, claim, now))

    def seen_to(self, seats: Seats, now: datetime, rests_until: datetime | None = None) -> bool:
        """Take the seats out of the sweep's way until they change, or later if work is left."""
        return self._settle(seating.settled(seats, rests_until, now))

    def count_waiting(self, seats: Seats, mode: Mode, line: Tickets, now: datetime) -> bool:
        """Set the number that waits to what the line holds.

        Returns whether the seats were still as they were read.
        """
        waiting = seats.places[mode].waiting_in(line)
        return self._settle(seating.count_waiting(seats, mode, waiting, now))

    def line(self, event_id: str, mode: Mode) -> tuple[Tickets, Iterator[list[WaitingPlace]]]:
        """Return a line's tickets, and its places that can be read: one first, then more at a time.

        At most two hundred and one of them. One call, strongly consistent.
        """
        page = self._ask({**self._in_line(event_id, mode), "Limit": COUNTED + 1})
        found = (int(suffix_of(item["sk"]["S"])) for item in page["Items"])
        tickets = Tickets(tuple(found), "LastEvaluatedKey" not in page)
        return tickets, self._in_portions(page["Items"])

    def position(self, registration: EventRegistration) -> int:
        """Return the rank in line, from 1.

        0 stands for far down a long line, where counting costs too much. One call, and one for the
        people whom forms alone put in the line, if there are any.
        """
        tickets, line = self.line(registration.event_id, registration.mode)
        mine = {registration.ticket: registration.participant_id}
        unproven = self._unproven(line, mine if registration.provisional else {})
        return rank(registration.ticket, tickets, unproven)

    def unproven_in_line(self, event_id: str, mode: Mode, before: int = LAST_TICKET) -> int:
        """Count the tickets before one, of the first 201, that nobody is known to want."""
        _, line = self.line(event_id, mode)
        return sum(ticket < before for ticket in self._unproven(line, {}))

    def _unproven(self, line: Iterable[list[WaitingPlace]], besides: dict[int, str]) -> set[int]:
        """Return the tickets that forms alone asked for, for people who have not proven it since.

        `besides` are tickets whose place may not say so, with whose they are. Somebody who cannot
        be read, or is gone, counts as before.
        """
        places = [each for portion in line for each in portion if each.provisional]
        waiting = {each.ticket: owner_of(each.registration_id) for each in places} | besides
        people = list(dict.fromkeys(waiting.values()))
        found = self.load_any(*[(Participant, each) for each in people])
        unproven = {each for each, person in by_id(found).items() if not person.proven}
        return {ticket for ticket, owner in waiting.items() if owner in unproven}

    def _in_line(self, event_id: str, mode: Mode, last: int = LAST_TICKET) -> dict[str, Any]:
        ends = (self._line(event_id, mode, ticket) for ticket in (0, last))
        values = dict(
            zip((":pk", ":first", ":last"), (partitions.event(event_id), *ends), strict=True)
        )
        return self._request("pk = :pk AND sk BETWEEN :first AND :last", values, consistent=True)

    def roster(self, event_id: str) -> list[EventRegistration]:
        """Return who is registered or waits, in order of arrival, from an index: a moment late.

        This list and the others leave out what cannot be read.
        """
        values = {":pk": partitions.roster(event_id)}
        return self._query("timeline_pk = :pk", values, index=partitions.TIMELINE)

    def roster_page(
        self, broadcast: Broadcast, size: int
    ) -> tuple[list[EventRegistration | Participant], str | None]:
        """Return the next people a broadcast tells, and the cursor after them: None at the end."""
        partition = partitions.COMMUNITY
        if not broadcast.to_community:
            partition = partitions.roster(broadcast.event_id)
        condition = "timeline_pk = :pk AND timeline_sk > :cursor"
        values = {":pk": partition, ":cursor": broadcast.cursor or " "}
        request = self._request(condition, values, index=partitions.TIMELINE)
        page = self._ask({**request, "Limit": size})
        items: list[Any] = page["Items"]
        last = str(items[-1]["timeline_sk"]["S"]) if "LastEvaluatedKey" in page else None
        return self._readable(items), last

    def topics(self, event_id: str) -> list[TopicProposal]:
        """Return the topics proposed for an event. Strongly consistent."""
        values = {":pk": partitions.event(event_id), ":topic": "TOPIC#"}
        return self._query("pk = :pk AND begins_with(sk, :topic)", values, consistent=True)

    def answers(self, event_id: str) -> list[EventAnswer]:
        """Return the answers to the survey on the spot: a moment late."""
        values = {":pk": partitions.event(event_id), ":answer": "ANSWER#"}
        return self._query("pk = :pk AND begins_with(sk, :answer)", values)

    def events_to_come(self, now: datetime, limit: int) -> list[Event]:
        """Return the events that are not over, soonest first, `limit` at most."""
        condition = "timeline_pk = :pk AND timeline_sk > :since"
        values = {":pk": partitions.EVENTS, ":since": partitions.stamp(now - LONGEST)}
        request = self._request(condition, values, index=partitions.TIMELINE)
        events = self._readable(self._pages({**request, "Limit": limit}, limit))
        return [event for event in events if event.ends_at > now]

    def latest_events(self, limit: int) -> list[Event]:
        """Return the events that start last, to come or past, the last one first."""
        request = self._request(
            "timeline_pk = :pk", {":pk": partitions.EVENTS}, partitions.TIMELINE
        )
        backwards = {**request, "ScanIndexForward": False, "Limit": limit}
        return self._readable(self._pages(backwards, limit))

    def events_between(self, since: datetime, until: datetime) -> list[Event]:
        """Return the events that start from `since` to before `until`, soonest first."""
        return self._between(partitions.EVENTS, since, until)

    def _in_portions(self, items: list[Item]) -> Iterator[list[WaitingPlace]]:
        yield self._readable(items[:1])
        for portion in batched(items[1:], 25):
            yield self._readable(portion)

    def _line(self, event_id: str, mode: Mode, ticket: int) -> str:
        return layout.LAYOUTS[WaitingPlace].sk(waiting_place(event_id, mode, ticket).id)

    def _settle(self, change: seating.Change) -> bool:
        try:
            self._change(change)
        except Stale:
            return False
        return True

    def _change(self, change: seating.Change) -> Seats:
        """Make one plain write; transactions in its way are waited for. Raises Stale, Busy."""
        update = partial(self._client.update_item, **change.request(self._table))
        try:
            answer: Any = self._patience.tried(partial(update, ReturnValues="ALL_NEW"), Call.CHANGE)
        except self._client.exceptions.ConditionalCheckFailedException as refused:
            item: Any = refused.response.get("Item")
            raise Stale(self._decided_about([item] if item else [])) from None
        [seats] = self._decided_about([answer["Attributes"]])
        return cast(Seats, seats)
