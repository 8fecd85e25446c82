"""Topics that participants propose for a co-development meeting; the team chooses some."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ..errors import Conflict, NotFound
from ..ids import mark_of, owned, suffix_of, tail_of
from .events import Event, EventKind
from .registrations import EventRegistration

MOST = 40
"""The most topics of one event: the team decides on all of them in one write."""


class TopicNotFound(NotFound):
    """There is no such topic: it was withdrawn, or the event takes none."""

    code = "topic_not_found"


class SeatNeeded(Conflict):
    """Only somebody with a confirmed seat may propose a topic."""

    code = "seat_needed"


class TopicDecided(Conflict):
    """The team has decided on this topic, so it cannot be reworded."""

    code = "topic_decided"


class TooManyTopics(Conflict):
    """The event has as many topics as it can have."""

    code = "too_many_topics"


class TopicStatus(StrEnum):
    PROPOSED = "proposed"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"


@dataclass(frozen=True)
class TopicProposal:
    """A participant's topic for an event.

    Its `id` joins the event's and the participant's: each has one. `sequence` rises with each
    decision. It begins at random, so that a mail about a withdrawn topic is not taken for one about
    the next.
    """

    id: str
    title: str
    text: str
    proposed_at: datetime
    status: TopicStatus = TopicStatus.PROPOSED
    sequence: int = 0
    version: int = 0

    @property
    def registration_id(self) -> str:
        """The registration of the participant who proposes it."""
        return owned(tail_of(self.id), mark_of(self.id))

    @property
    def chosen(self) -> bool:
        return self.status is TopicStatus.CHOSEN

    def reworded(self, title: str, text: str) -> "TopicProposal":
        """Return the topic in other words. Raises TopicDecided."""
        if self.status is not TopicStatus.PROPOSED:
            raise TopicDecided
        return replace(self, title=title, text=text)

    def undecided(self) -> "TopicProposal":
        """Return the topic as it was before the team decided."""
        return replace(self, status=TopicStatus.PROPOSED, sequence=self.sequence + 1)

    def decided(self, chosen: bool) -> "TopicProposal":
        """Return the topic chosen or not; the same decision again changes nothing."""
        status = TopicStatus.CHOSEN if chosen else TopicStatus.NOT_CHOSEN
        if status is self.status:
            return self
        return replace(self, status=status, sequence=self.sequence + 1)


def topic_id(event_id: str, participant_id: str) -> str:
    return owned(event_id, participant_id)


def topic_of(registration: EventRegistration) -> str:
    return topic_id(registration.event_id, registration.participant_id)


def ensure_proposable(event: Event, registration: EventRegistration | None, now: datetime) -> None:
    """Raise the error that keeps a participant from proposing a topic.

    Raises TopicNotFound for another kind of event, EventOver, EventCancelled, SeatNeeded.
    """
    if event.kind is not EventKind.CODEVELOPMENT:
        raise TopicNotFound
    event.ensure_standing(now)
    if registration is None or not registration.assured:
        raise SeatNeeded


def suffix(topic: TopicProposal) -> str:
    """Return what names the topic in forms, within its event."""
    return suffix_of(suffix_of(topic.id))
