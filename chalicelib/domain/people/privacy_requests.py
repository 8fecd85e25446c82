"""What people ask of what is held about them: the register, and the time that the law gives.

What somebody does in their own space is done at once, and written down as done. What is asked in
writing or by telephone waits for the team, once the person has said, by a link mailed to the
address that is known, that it is them.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..errors import Conflict
from .participants import Participant

LONGEST_ANSWER = timedelta(days=90)
"""What the law gives for an answer, at most, wherever a region is."""

REMINDED_AT = (1 / 3, 5 / 6)
"""When the person in charge is told of what still waits: after how much of that time."""


class RequestKind(StrEnum):
    ACCESS = "access"
    PORTABILITY = "portability"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"


class RequestState(StrEnum):
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


class Channel(StrEnum):
    """How it was asked."""

    SPACE = "space"
    WRITTEN = "written"
    TELEPHONE = "telephone"


class RequestClosed(Conflict):
    """The request has been answered."""

    code = "request_closed"


class IdentityUnknown(Conflict):
    """Nobody has said yet, by the mailed link, that it is the person who asks."""

    code = "identity_unknown"


@dataclass(frozen=True)
class PrivacyRequest:
    """One request and what became of it. Times are UTC.

    `person_id` is the participant who asks, "" if nothing is known of them or all was erased.
    `who` is what the team noted of who asks; `note` what is asked, in the team's words;
    `recorded_by` the member who took it, "" of what somebody did themselves. `recipient` is the
    address that a copy was sent to. `identified_at` is when the person said that it was them.
    """

    id: str
    kind: RequestKind
    channel: Channel
    asked_at: datetime
    due_at: datetime
    person_id: str = ""
    who: str = ""
    note: str = ""
    recorded_by: str = ""
    recipient: str = ""
    state: RequestState = RequestState.OPEN
    identified_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    version: int = 0

    @property
    def open(self) -> bool:
        return self.state is RequestState.OPEN

    def days_left(self, now: datetime) -> int:
        """Return how many days are left, one that has begun included; negative once it is late."""
        left = self.due_at - now
        days = -(-left // timedelta(days=1))
        return days if left > timedelta() else days - 1

    def identified(self, now: datetime) -> "PrivacyRequest":
        """Return the request of who said, by the mailed link, that it is them.

        Raises RequestClosed.
        """
        self._ensure_open()
        return self if self.identified_at else replace(self, identified_at=now)

    def disowned(self, outcome: str, now: datetime) -> "PrivacyRequest":
        """Return the request refused: the person says that it is not them. Raises RequestClosed."""
        self._ensure_open()
        return replace(self, state=RequestState.REFUSED, closed_at=now, outcome=outcome)

    def answered(self, granted: bool, outcome: str, now: datetime) -> "PrivacyRequest":
        """Return the request as the team answered it.

        Raises RequestClosed; IdentityUnknown if what is asked is granted to a known person who has
        not said that it is them.
        """
        self._ensure_open()
        if granted and self.person_id and self.identified_at is None:
            raise IdentityUnknown
        state = RequestState.DONE if granted else RequestState.REFUSED
        return replace(self, state=state, closed_at=now, outcome=outcome)

    def forgotten(self) -> "PrivacyRequest":
        """Return the request as it is kept once all of its person is erased: without a name."""
        return replace(self, person_id="", who="", note="", recipient="", outcome="")

    def _ensure_open(self) -> None:
        if not self.open:
            raise RequestClosed


def asked_of_team(
    identifier: str,
    kind: RequestKind,
    channel: Channel,
    recorded_by: str,
    now: datetime,
    within: timedelta,
) -> PrivacyRequest:
    """Return a request that a member of the team took, to be answered within what the law gives."""
    return PrivacyRequest(identifier, kind, channel, now, now + within, recorded_by=recorded_by)


def own_act(
    identifier: str, kind: RequestKind, person_id: str, now: datetime, recipient: str = ""
) -> PrivacyRequest:
    """Return what somebody did in their own space: it is done as soon as it is asked."""
    return PrivacyRequest(
        identifier,
        kind,
        Channel.SPACE,
        now,
        due_at=now,
        person_id=person_id,
        recipient=recipient,
        state=RequestState.DONE,
        identified_at=now,
        closed_at=now,
    )


def own_acts(before: Participant, after: Participant) -> tuple[RequestKind, ...]:
    """Return what somebody asked for by changing what is held about them themselves.

    Who joins says who they are for the first time, and corrects nothing.
    """
    corrected = before.profile != after.profile and not before.profile.guest
    then, now = before.consents_now(), after.consents_now()
    withdrawn = any(granted and not now.get(purpose) for purpose, granted in then.items())
    acts = {RequestKind.CORRECTION: corrected, RequestKind.WITHDRAWAL: withdrawn}
    return tuple(kind for kind, done in acts.items() if done)
