"""What the programme's own records say to a report."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.events.events import EventKind, Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.participants import HeardFrom
from chalicelib.domain.report.facts import GROUP, INDIVIDUAL, AttendanceFact, SessionFact
from chalicelib.domain.report.live import event_facts, person_facts, records_of
from chalicelib.domain.sessions.bookings import BookingStatus
from chalicelib.domain.surveys.surveys import Answers, Survey
from tests.support.event_examples import event, registration
from tests.support.examples import NOW, booking, participant, profile

ZONE = ZoneInfo("America/Toronto")
CAME = registration(status=RegistrationStatus.ATTENDED, mode=Mode.ONLINE)
HELD = booking(status=BookingStatus.COMPLETED, starts_at=datetime(2027, 3, 10, 14, tzinfo=UTC))


def facts(*held: object, events: tuple[Any, ...] = ()) -> Any:
    return person_facts(records_of(held), {each.id: each for each in events}, ZONE)


def test_a_held_session_is_an_accompaniment_at_its_wall_time() -> None:
    found = facts(participant(), HELD, booking(id="p3f0-b82a"))
    start = datetime(2027, 3, 10, 9)
    assert found.sessions == (SessionFact("decouvrabilite", INDIVIDUAL, start),)
    assert len(found.booked_at) == 2


def test_who_was_absent_or_cancelled_was_not_accompanied() -> None:
    states = BookingStatus.NO_SHOW, BookingStatus.CANCELLED
    found = facts(participant(), *(booking(status=each) for each in states))
    assert found.sessions == ()


def test_a_group_session_is_an_accompaniment_and_no_meeting() -> None:
    group = event(kind=EventKind.GROUP_SESSION, themes=("ecosysteme-wikimedia",))
    found = facts(participant(), CAME, events=(group,))
    assert [(each.theme, each.format) for each in found.sessions] == [
        ("ecosysteme-wikimedia", GROUP)
    ]
    assert found.attendances == ()
    assert event_facts(group, ZONE) is None


def test_a_meeting_counts_in_the_mode_in_which_somebody_came() -> None:
    in_the_room = registration(status=RegistrationStatus.ATTENDED, attended_in=Mode.IN_PERSON)
    found = facts(participant(), in_the_room, events=(event(),))
    said = event_facts(event(), ZONE)
    assert said is not None
    assert found.attendances == (AttendanceFact(said.ref, "cohort", said.starts_at, "in_person"),)


def test_nothing_of_a_cancelled_event_counts() -> None:
    off = event(cancelled_at=NOW)
    assert facts(participant(), CAME, events=(off,)).attendances == ()
    assert event_facts(off, ZONE) is None


def test_who_only_filled_in_a_form_does_not_count() -> None:
    form = participant(proven_at=None)
    assert not facts(form).counts
    assert not facts(form, registration()).counts
    assert not facts().counts


def test_who_acted_by_a_mailed_link_or_was_seen_counts() -> None:
    answered = Survey("p3f0-b81a", "decouvrabilite", NOW, Answers(5, True), NOW)
    form = participant(proven_at=None)
    for each in (booking(), CAME, answered):
        assert facts(form, each).counts
    assert not facts(form, Survey("p3f0-b81a", "decouvrabilite", NOW)).counts
    assert facts(participant(proven_at=NOW)).counts


def test_an_answer_is_kept_with_what_was_left_out() -> None:
    answers = Answers(4, True, people_reached=3, best_axis="session")
    [answer] = facts(participant(), Survey("p3f0-b81a", "d", NOW, answers, NOW)).answers
    assert (answer.shared, answer.people_reached, answer.best_axis) == (True, 3, "session")
    assert answer.project_planned is None


def test_the_profile_is_told_with_the_level_of_the_beginning() -> None:
    person = participant(
        profile=profile(maturity_level=Maturity.OPERATIONNEL, discipline="théâtre"),
        level_before=Maturity.EMERGENT,
        heard_from=HeardFrom.COLLEAGUE,
    )
    found = facts(person, HELD)
    assert (found.level_before, found.level) == ("emergent", "operationnel")
    assert (found.kind, found.discipline, found.referred) == ("individual", "théâtre", True)
    assert facts(participant(), HELD).level_before == "emergent"
