"""What the table does for the mails that the team lists: some of each partition, in one order."""

from typing import Any

from ....domain.events.registrations import EventRegistration
from ....domain.letters.letters import Letter
from ....domain.mail.messages import Kind, Message, State
from ....domain.mail.team.listing import Listing, in_state
from .. import layout, partitions
from ..codec import Item
from ..queries import Queries

PARTITIONS: dict[Listing | None, tuple[str, ...]] = {
    Listing.SETTLED: (partitions.MAILS, partitions.UNDELIVERED),
    Listing.SENT: (partitions.MAILS, partitions.UNDELIVERED),
    Listing.UNSENT: (partitions.MAILS, partitions.UNDELIVERED),
    Listing.UNDELIVERED: (partitions.UNDELIVERED,),
    Listing.WAITING: partitions.DUE_PARTITIONS,
    None: (*partitions.DUE_PARTITIONS, partitions.MAILS, partitions.UNDELIVERED),
}

STATES = frozenset(State)

FIRST, LAST = "0", "9"
"""Before and behind all moments."""

LOOKED_AT = 1000
"""Items of a partition that one call looks at for a kind that is asked for: 90 read units."""

BETWEEN = 25
"""Items more that a call reads, as what is no mail waits among mails."""


class LetterStore(Queries):
    def mails(
        self, listing: Listing | None, kind: Kind | None, after: str, limit: int
    ) -> tuple[list[tuple[str, Message]], str]:
        """Return the next mails of a list with their places, and behind which place the rest is.

        One call for each partition, whatever they hold. There may be fewer than `limit`, or none,
        and yet more behind them.
        """
        forward = listing is Listing.WAITING
        looked_at = LOOKED_AT if kind or listing is Listing.UNSENT else limit + BETWEEN
        pages = [self._some(each, after, looked_at, forward) for each in PARTITIONS[listing]]
        ends = [page["LastEvaluatedKey"]["due_sk"]["S"] for page in pages if _goes_on(page)]
        # Behind the first place where a call stopped, what its partition has there is missing.
        end = (min if forward else max)(ends, default="")
        found = [item for page in pages for item in page["Items"] if _wanted(item, listing, kind)]
        found.sort(key=_place, reverse=not forward)
        known = [item for item in found if not end or not _behind(_place(item), end, forward)]
        shown, rest = known[:limit], _place(known[limit - 1]) if len(known) > limit else end
        read = zip(map(_place, shown), self._read(shown), strict=True)
        return [each for each in read if isinstance(each[1], Message)], rest

    def everybody_of(self, event_id: str, most: int) -> list[EventRegistration]:
        values = {":pk": partitions.roster(event_id)}
        request = self._request("timeline_pk = :pk", values, index=partitions.TIMELINE)
        return self._readable(self._pages({**request, "Limit": most}, most))

    def letters(self, before: str, limit: int) -> tuple[list[Letter], str]:
        return self._latest(partitions.TIMELINE, partitions.LETTERS, before, limit)

    def mails_of_letter(self, letter_id: str) -> list[Message]:
        values = {":pk": partitions.letter(letter_id)}
        return self._query("timeline_pk = :pk", values, index=partitions.TIMELINE)

    def _some(self, partition: str, after: str, limit: int, forward: bool) -> Any:
        condition = f"due_pk = :pk AND due_sk {'>' if forward else '<'} :after"
        values = {":pk": partition, ":after": after or (FIRST if forward else LAST)}
        request = self._request(condition, values, index=partitions.DUE)
        return self._ask({**request, "ScanIndexForward": forward, "Limit": limit})


def _goes_on(page: Any) -> bool:
    return "LastEvaluatedKey" in page


def _wanted(item: Item, listing: Listing | None, kind: Kind | None) -> bool:
    if item.get("type", {}).get("S") != layout.LAYOUTS[Message].name:
        return False
    state = item.get("state", {}).get("S")
    if state in STATES and not in_state(listing, State(state)):
        return False
    return kind is None or item.get("kind", {}).get("S") == kind.value


def _place(item: Item) -> str:
    return str(item["due_sk"]["S"])


def _behind(place: str, end: str, forward: bool) -> bool:
    return place > end if forward else place < end
