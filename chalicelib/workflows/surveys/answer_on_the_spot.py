"""The survey on the spot: what its page and the room's screen show, and one answer from each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...domain.errors import NotFound, Unauthenticated
from ...domain.events import events
from ...domain.events.events import LONGEST, Event
from ...domain.events.registrations import EventRegistration, registration_id
from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.programme import Programme
from ...domain.surveys import on_the_spot as event_surveys
from ...domain.surveys.on_the_spot import (
    AnswerCount,
    EventAnswer,
    SurveyFull,
    Tally,
    answer_id,
    tally,
)
from ...domain.surveys.surveys import Answers, Survey
from ..callers import acting, for_team
from ..ports import EventStore, Records, SurveyStore
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Screen:
    """What the room sees. `open`: whether one may answer now."""

    event: Event
    count: int
    open: bool


def read_screen(caller: Caller, event_id: str, *, store: Records, now: datetime) -> Screen:
    """Return what the room sees, in one read. Raises Forbidden, EventNotFound."""
    event, count = for_team(caller, store).load((Event, event_id), (AnswerCount, event_id))
    event = events.existing(event)
    return Screen(event, count.count if count else 0, event_surveys.is_open(event, now))


def read_tally(caller: Caller, event_id: str, *, store: SurveyStore) -> tuple[Event, Tally]:
    """Return the answers added up, for the team. Raises Forbidden, EventNotFound."""
    (event,) = for_team(caller, store).load((Event, event_id))
    return events.existing(event), tally(store.answers(event_id))


def read_event_survey(event_id: str, respondent: str, *, store: Records) -> tuple[Event, bool]:
    """Return the event, and whether the respondent has answered. Raises EventNotFound."""
    event, answered, *_ = _read(event_id, respondent, store)
    return event, answered


@decided_afresh
def answer_event_survey(
    event_id: str, respondent: str, answers: Answers, *, store: EventStore, now: datetime
) -> None:
    """Write an answer and its count in one write; a second answer changes nothing.

    Somebody who came to a group session answers its own survey, too: it is not asked again.

    Of those whom nothing recognises, no more are heard than are there: one browser could be many.

    Raises EventNotFound, SurveyClosed, SurveyFull.
    """
    event, answered, survey, registration, heard = _read(event_id, respondent, store)
    if answered:
        return
    event_surveys.ensure_open(event, now)
    below = None
    if not event_surveys.is_recognised(respondent):
        below = _most_unrecognised(event_id, store)
        if heard is not None and heard.count >= below:
            raise SurveyFull
    unit = store.unit()
    unit.add(EventAnswer(answer_id(event_id, respondent), answers, now))
    unit.count(AnswerCount, event_id, below=below)
    if survey is not None:
        unit.save(survey.answered(answers, now))
    if registration is not None:
        unit.save(registration)  # so that marking them present at this moment starts again
    unit.commit()


def _most_unrecognised(event_id: str, store: EventStore) -> int:
    """Return how many of whom nothing is known may answer, as the roster stands."""
    roster = store.roster(event_id)
    doubtful = {owner_of(each.id) for each in roster if each.seated and each.provisional}
    found = store.load_any(*[(Participant, each) for each in sorted(doubtful)])
    proven = {each for each, person in by_id(found).items() if person.proven}
    return event_surveys.most_unrecognised(roster, doubtful - proven)


def _read(
    event_id: str, respondent: str, store: Records
) -> tuple[Event, bool, Survey | None, EventRegistration | None, AnswerCount | None]:
    """Return the event, whether it is answered, the group session's survey, the registration, then
    how many have answered.
    """
    held = registration_id(respondent, event_id)
    event, answer, survey, registration, heard = store.load(
        (Event, event_id),
        (EventAnswer, answer_id(event_id, respondent)),
        (Survey, held),
        (EventRegistration, held),
        (AnswerCount, event_id),
    )
    answered = answer is not None or (survey is not None and survey.answers is not None)
    return events.existing(event), answered, survey, registration, heard


@decided_afresh
def recognised(caller: Caller, *, store: Records, programme: Programme) -> str:
    """Return the id of the participant whose link this is, or "" if it is no longer valid.

    A survey asks nobody who they are; who answers it by their session has proven their address.
    """
    person = store.one(Participant, caller.person_id)
    try:
        acting(caller, person, store, programme)
    except Unauthenticated:
        return ""
    return caller.person_id


def event_called(
    code: str, code_of: Callable[[str], list[str]], *, store: EventStore, now: datetime
) -> Event:
    """Return the event with this short code, among those whose survey may be open.

    `code_of` gives the codes of an event's id. Raises NotFound.
    """
    since = now - LONGEST - event_surveys.OPEN_AFTER
    for event in store.events_between(since, now + timedelta(seconds=1)):
        if code in code_of(event.id) and event_surveys.is_open(event, now):
            return event
    raise NotFound
