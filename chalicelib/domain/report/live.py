"""What the records of the programme say to a report: of one person, of one event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from ..events.events import Event, EventKind
from ..events.registrations import EventRegistration
from ..merging.doubles import strongest
from ..people.participants import HeardFrom, Participant
from ..sessions.bookings import Booking
from ..surveys.surveys import Survey
from .facts import (
    GROUP,
    INDIVIDUAL,
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)

Came = list[tuple[EventRegistration, Event]]
"""The registrations of one person that ended in attendance, with their events."""


@dataclass(frozen=True)
class Records:
    """The records of one person that a report counts, apart by kind."""

    person: Participant | None
    bookings: tuple[Booking, ...]
    registrations: tuple[EventRegistration, ...]
    surveys: tuple[Survey, ...]

    @property
    def held(self) -> list[Booking]:
        return [each for each in self.bookings if each.held]

    @property
    def attended(self) -> list[EventRegistration]:
        return [each for each in self.registrations if each.attended]

    @property
    def answered(self) -> list[Survey]:
        return [each for each in self.surveys if each.answers is not None]

    @property
    def seen(self) -> bool:
        """Whether somebody is behind the address.

        They did what only a mailed link lets one do, or the team saw them come. A form does not
        count, whatever it says.
        """
        proven = self.person is not None and self.person.proven_at is not None
        return proven or bool(self.bookings or self.answered or self.attended)


def records_of(held: Iterable[object]) -> Records:
    """Return what may count of everything that is held about one person."""
    things = list(held)
    return Records(
        next((each for each in things if isinstance(each, Participant)), None),
        tuple(each for each in things if isinstance(each, Booking)),
        strongest(each for each in things if isinstance(each, EventRegistration)),
        tuple(each for each in things if isinstance(each, Survey)),
    )


def person_facts(records: Records, events: Mapping[str, Event], zone: tzinfo) -> PersonFacts:
    """Return the facts about one person.

    `events` are those they attended, by id; one that is cancelled, or not among them, is left out.
    """
    if records.person is None:
        return PersonFacts(registered_at=None, counts=False)
    profile = records.person.profile
    level = profile.maturity_level.value if profile.maturity_level else ""
    before = records.person.level_before
    came = [
        (each, events[each.event_id])
        for each in records.attended
        if each.event_id in events and events[each.event_id].cancelled_at is None
    ]
    return PersonFacts(
        registered_at=wall_time(records.person.registered_at, zone),
        kind=profile.kind.value if profile.kind else "",
        level=level,
        level_before=before.value if before else level,
        discipline=profile.discipline,
        referred=records.person.heard_from is HeardFrom.COLLEAGUE,
        through_participant=bool(records.person.referral_code),
        counts=records.seen,
        booked_at=tuple(wall_time(each.starts_at, zone) for each in records.bookings),
        sessions=(*_sessions(records, zone), *_group_sessions(came, zone)),
        attendances=_attendances(came, zone),
        answers=tuple(_answer(each, zone) for each in records.answered),
    )


def event_facts(event: Event, zone: tzinfo) -> EventFacts | None:
    """Return the facts about a meeting; None if it is none: cancelled, or a group session."""
    if event.cancelled_at is not None or _is_session(event):
        return None
    return EventFacts(
        ref=event.id,
        title=event.title,
        kind=event.kind.value,
        themes=event.themes,
        starts_at=wall_time(event.starts_at, zone),
        mode=event.mode.value,
    )


def wall_time(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment as the clocks of the zone show it, without offset."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _is_session(event: Event) -> bool:
    """Return whether an event is an accompaniment of several people, and no meeting."""
    return event.kind is EventKind.GROUP_SESSION


def _sessions(records: Records, zone: tzinfo) -> Iterable[SessionFact]:
    for each in records.held:
        yield SessionFact(each.theme, INDIVIDUAL, wall_time(each.starts_at, zone))


def _group_sessions(came: Came, zone: tzinfo) -> Iterable[SessionFact]:
    for _, event in came:
        if _is_session(event):
            theme = event.themes[0] if event.themes else ""
            yield SessionFact(theme, GROUP, wall_time(event.starts_at, zone))


def _attendances(came: Came, zone: tzinfo) -> tuple[AttendanceFact, ...]:
    return tuple(
        AttendanceFact(
            event.id,
            event.kind.value,
            wall_time(event.starts_at, zone),
            (each.attended_in or each.mode).value,
        )
        for each, event in came
        if not _is_session(event)
    )


def _answer(survey: Survey, zone: tzinfo) -> AnswerFact:
    answers = survey.answers
    if answers is None or survey.answered_at is None:
        raise ValueError("a survey that is not answered")
    return AnswerFact(
        answered_at=wall_time(survey.answered_at, zone),
        shared=answers.shared,
        people_reached=answers.people_reached,
        project_planned=answers.project_planned,
        concrete_action=answers.concrete_action,
        best_axis=answers.best_axis,
        satisfaction=answers.satisfaction,
    )
