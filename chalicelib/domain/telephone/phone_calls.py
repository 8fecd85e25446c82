"""Telephone calls that the team has to make: each to one person, about one thing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..errors import Conflict, FieldError, InvalidFields
from ..ids import owner_of
from ..mail.messages import Kind
from ..undoing import ensure_undoable

UNDONE_WITHIN = timedelta(minutes=15)
"""How long what was noted can be undone: nothing leaves by it, so longer than what is held."""


class CallNoted(Conflict):
    """Somebody else noted what became of the call since it was read."""

    code = "call_noted"


class CallChanged(Conflict):
    """What the call is to tell is something else since it was read."""

    code = "call_changed"


class Reason(StrEnum):
    """What a call is for."""

    NEWS = "news"
    """What a mail would have told somebody who has no address."""
    ABSENT = "absent"
    BOUNCED = "bounced"
    UNBOOKED = "unbooked"
    """Registered a while ago, and has no session."""
    UNPROVEN = "unproven"
    """Did not open the link that was mailed at registration."""
    SURVEY = "survey"
    """Did not answer the survey, nor its reminders."""


AT_ONCE = frozenset({Reason.NEWS, Reason.ABSENT, Reason.BOUNCED})
"""What does not wait: before the others, whenever these were to be called."""


OF_PERSON = frozenset({Reason.BOUNCED, Reason.UNBOOKED, Reason.UNPROVEN})
"""What is about the person alone, and no session or event of theirs."""


class CallState(StrEnum):
    TO_MAKE = "to_make"
    AGAIN = "again"
    """To be made again, on a day that was said."""
    REACHED = "reached"
    NOT_INTERESTED = "not_interested"
    UNREACHABLE = "unreachable"
    """Tried, and given up."""
    NOT_NEEDED = "not_needed"
    """What it was for was settled by itself after it was tried."""


OPEN = frozenset({CallState.TO_MAKE, CallState.AGAIN})


class Result(StrEnum):
    """What became of a call."""

    REACHED = "reached"
    AGAIN = "again"
    NOT_INTERESTED = "not_interested"
    UNREACHABLE = "unreachable"


BECOMES = {each: CallState(each.value) for each in Result}


@dataclass(frozen=True)
class Noted:
    """What a member says of a call: `again_at` is from when it is to be made again (UTC)."""

    result: Result
    by: str
    note: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True)
class CallBefore:
    """What a call was before something was noted of it; `until` when that can be undone (UTC)."""

    until: datetime
    state: CallState
    at: datetime
    attempts: int = 0
    note: str = ""
    by: str = ""
    noted_at: datetime | None = None


@dataclass(frozen=True)
class PhoneCall:
    """One call to make, under an id that begins with the person's. Times are UTC.

    `since` is when what it is for came to be, `at` from when it is to be made, `until` when it
    would tell nothing any more. `adviser_id` is who has it to make, "" if anybody. Of news, `kind`
    and `message_id` are those of the mail that did not leave, and `sequence` is that of the session
    or the registration. `by` is the member who last noted what became of it, `attempts` how often
    somebody did.
    """

    id: str
    reason: Reason
    since: datetime
    at: datetime
    until: datetime | None = None
    adviser_id: str = ""
    kind: Kind | None = None
    message_id: str = ""
    sequence: int = 0
    state: CallState = CallState.TO_MAKE
    attempts: int = 0
    note: str = ""
    by: str = ""
    noted_at: datetime | None = None
    before: CallBefore | None = None
    version: int = 0

    @property
    def person_id(self) -> str:
        return owner_of(self.id)

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def pressing(self) -> bool:
        """Whether it comes before others: it was promised for a day, or does not wait."""
        return self.state is CallState.AGAIN or self.reason in AT_ONCE

    def to_make(self, now: datetime) -> bool:
        """Return whether it is to be made now."""
        return self.open and self.at <= now and (self.until is None or now < self.until)

    def noted(self, said: Noted, now: datetime) -> "PhoneCall":
        """Return the call with what became of it; an earlier note stays if there is no other.

        Raises CallNoted if nothing is left to note, InvalidFields.
        """
        if not self.open:
            raise CallNoted
        if said.result is Result.NOT_INTERESTED and self.reason is Reason.NEWS:
            raise InvalidFields(FieldError("result", "news_to_tell"))
        if said.again_at is not None and said.again_at <= now:
            raise InvalidFields(FieldError("again_on", "another_day"))
        return replace(
            self,
            state=BECOMES[said.result],
            at=said.again_at or self.at,
            attempts=self.attempts + 1,
            note=said.note or self.note,
            by=said.by,
            noted_at=now,
            before=self._as_it_is(now + UNDONE_WITHIN),
        )

    def says(self, said: Noted) -> bool:
        """Return whether this is what was noted of it already, by the same member."""
        same = self.by == said.by and self.state is BECOMES[said.result]
        return same and said.note in ("", self.note) and said.again_at in (None, self.at)

    def undone(self, now: datetime) -> "PhoneCall":
        """Return the call as it was before something was noted of it. Raises TooLateToUndo."""
        was = ensure_undoable(self.before, now)
        return replace(
            self,
            state=was.state,
            at=was.at,
            attempts=was.attempts,
            note=was.note,
            by=was.by,
            noted_at=was.noted_at,
            before=None,
        )

    def undoable(self, now: datetime) -> bool:
        return self.before is not None and now < self.before.until

    def not_needed(self) -> "PhoneCall":
        return replace(self, state=CallState.NOT_NEEDED, before=None)

    def needed_again(self, wanted: "PhoneCall") -> "PhoneCall":
        """Return the call to be made once more, for what it is needed for now."""
        tried = {name: getattr(self, name) for name in ("attempts", "note", "by", "noted_at")}
        return replace(wanted, **tried, version=self.version)

    def _as_it_is(self, until: datetime) -> CallBefore:
        return CallBefore(
            until, self.state, self.at, self.attempts, self.note, self.by, self.noted_at
        )
