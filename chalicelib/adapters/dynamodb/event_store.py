"""What the table does for events: their seats, their lines, who comes."""

from datetime import datetime
from functools import partial
from typing import Any

from ...domain.broadcasts import Broadcast
from ...domain.errors import Stale
from ...domain.event_registrations import EventRegistration
from ...domain.event_surveys import EventAnswer
from ...domain.events import LONGEST, Event, Mode
from ...domain.people import Participant
from ...domain.seats import Claim, Seats, WaitingPlace, waiting_place
from ...domain.topics import TopicProposal
from . import layout, seating
from .codec import from_item
from .queries import Queries

COUNTED = 200
"""How far a place in line is counted: ten read units."""


class EventStore(Queries):
    def claim(
        self, event_id: str, registration_id: str, mode: Mode, waits: bool, now: datetime
    ) -> Claim:
        """A seat, or a place in line, for a registration to be written. One write.

        Raises Stale, with the seats as they are, if the numbers do not allow.
        """
        after = self._change(seating.claim(event_id, registration_id, mode, waits, now))
        position = after.places[mode].waiting if waits else 0
        return Claim(registration_id, mode, after.next_ticket - 1, waits, position)

    def draw_ticket(self, event_id: str, now: datetime) -> int:
        """Raises Stale once the event has begun or is cancelled."""
        return self._change(seating.draw_ticket(event_id, now)).next_ticket - 1

    def release(self, event_id: str, claim: Claim, now: datetime) -> bool:
        """Whether the claim was still there."""
        return self._settle(seating.release(event_id, claim, now))

    def give_back(self, event_id: str, claim: Claim, now: datetime) -> bool:
        """Whether the claim was still there: its seat is free again."""
        return self._settle(seating.give_back(event_id, claim, now))

    def seen_to(self, seats: Seats, now: datetime) -> bool:
        """Out of the sweep's way until something changes, or later if something is left to do."""
        return self._settle(seating.settled(seats, now))

    def first_in_line(self, event_id: str, mode: Mode) -> WaitingPlace | None:
        """Strongly consistent."""
        first, last = self._line(event_id, mode, 0), self._line(event_id, mode, 99_999_999)
        values = {":pk": layout.event(event_id), ":first": first, ":last": last}
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        request = self._request(condition, values, consistent=True)
        items = self._ask({**request, "Limit": 1})["Items"]
        return from_item(items[0]) if items else None

    def position(self, registration: EventRegistration) -> int:
        """In the line, from 1; 0 far down a long one, where counting costs more than it says."""
        line = registration.event_id, registration.mode
        first, last = self._line(*line, 0), self._line(*line, registration.ticket)
        values = {":pk": layout.event(registration.event_id), ":first": first, ":last": last}
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        request = {**self._request(condition, values, consistent=True), "Select": "COUNT"}
        count: int = self._ask({**request, "Limit": COUNTED + 1})["Count"]
        return count if count <= COUNTED else 0

    def roster(self, event_id: str) -> list[EventRegistration]:
        """Who comes or waits, in order of arrival; a moment late (an index)."""
        values = {":pk": layout.roster(event_id)}
        return self._query("timeline_pk = :pk", values, index=layout.TIMELINE)

    def roster_page(
        self, broadcast: Broadcast, size: int
    ) -> tuple[list[EventRegistration | Participant], str | None]:
        """The next people a broadcast tells, and the cursor to go on from; None after the last."""
        partition = layout.COMMUNITY
        if not broadcast.to_community:
            partition = layout.roster(broadcast.event_id)
        condition = "timeline_pk = :pk AND timeline_sk > :cursor"
        values = {":pk": partition, ":cursor": broadcast.cursor or " "}
        request = self._request(condition, values, index=layout.TIMELINE)
        page = self._ask({**request, "Limit": size})
        items: list[Any] = page["Items"]
        more = "LastEvaluatedKey" in page
        return [from_item(item) for item in items], str(
            items[-1]["timeline_sk"]["S"]
        ) if more else None

    def topics(self, event_id: str) -> list[TopicProposal]:
        """The subjects proposed for an event. Strongly consistent."""
        values = {":pk": layout.event(event_id), ":topic": "TOPIC#"}
        return self._query("pk = :pk AND begins_with(sk, :topic)", values, consistent=True)

    def answers(self, event_id: str) -> list[EventAnswer]:
        """Those of the survey on the spot."""
        values = {":pk": layout.event(event_id), ":answer": "ANSWER#"}
        return self._query("pk = :pk AND begins_with(sk, :answer)", values)

    def events_to_come(self, now: datetime, limit: int) -> list[Event]:
        """Those that are not over, soonest first."""
        condition = "timeline_pk = :pk AND timeline_sk > :since"
        values = {":pk": layout.EVENTS, ":since": layout.stamp(now - LONGEST)}
        request = self._request(condition, values, index=layout.TIMELINE)
        events = (from_item(item) for item in self._pages(request, limit))
        return [event for event in events if event.ends_at > now]

    def events_between(self, since: datetime, until: datetime) -> list[Event]:
        """Those that start from `since` to before `until`, soonest first."""
        return self._between(layout.EVENTS, since, until)

    def _line(self, event_id: str, mode: Mode, ticket: int) -> str:
        return layout.LAYOUTS[WaitingPlace].sk(waiting_place(event_id, mode, ticket).id)

    def _settle(self, change: seating.Change) -> bool:
        try:
            self._change(change)
        except Stale:
            return False
        return True

    def _change(self, change: seating.Change) -> Seats:
        """One plain write, which waits its turn behind transactions. Raises Stale, Busy."""
        update = partial(self._client.update_item, **change.request(self._table))
        try:
            answer: Any = self._patience.tried(partial(update, ReturnValues="ALL_NEW"))
        except self._client.exceptions.ConditionalCheckFailedException as refused:
            item: Any = refused.response.get("Item")
            raise Stale([from_item(item)] if item else []) from None
        seats: Seats = from_item(answer["Attributes"])
        return seats
