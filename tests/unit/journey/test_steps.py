from typing import Any

import pytest

from chalicelib.domain.documents.documents import Document
from chalicelib.domain.journey.steps import KEYS, StepState, steps
from chalicelib.domain.sessions.bookings import BookingStatus
from chalicelib.domain.surveys.surveys import Answers, Survey

from ...support.examples import BOOKING_ID, NOW, booking

DOCUMENT = Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte à outils", NOW)
SURVEY = Survey(BOOKING_ID, "decouvrabilite", NOW)
ANSWERED = SURVEY.answered(Answers(5, shared=True), NOW)
HELD = booking(status=BookingStatus.COMPLETED)


@pytest.mark.parametrize(
    ("given", "current"),
    [
        (([], [], []), "booking"),
        (([booking()], [], []), "session"),
        (([booking(status=BookingStatus.CANCELLED)], [], []), "booking"),
        (([booking(status=BookingStatus.NO_SHOW)], [], []), "booking"),
        (([HELD], [], [SURVEY]), "document"),
        (([HELD], [DOCUMENT], [SURVEY]), "survey"),
        (([HELD, booking()], [DOCUMENT], [SURVEY]), "survey"),
        (([HELD], [], [ANSWERED]), "document"),
        (([HELD], [DOCUMENT], [ANSWERED]), None),
        (([HELD, booking(status=BookingStatus.CANCELLED)], [DOCUMENT], [ANSWERED]), None),
    ],
)
def test_the_current_step_is_the_first_that_is_not_done(given: Any, current: str | None) -> None:
    found = [step.key for step in steps(*given) if step.state is StepState.CURRENT]
    assert found == ([current] if current else [])


def test_the_steps_come_in_the_journey_s_order() -> None:
    assert tuple(step.key for step in steps([], [], [])) == KEYS


def test_steps_before_the_current_one_are_done_and_those_after_are_to_come() -> None:
    states = [step.state for step in steps([booking()], [], [])]
    upcoming = StepState.UPCOMING
    assert states == [StepState.DONE, StepState.DONE, StepState.CURRENT, upcoming, upcoming]


def test_any_iterables_will_do() -> None:
    assert steps(iter([HELD]), iter([DOCUMENT]), iter([ANSWERED])) == steps(
        [HELD], [DOCUMENT], [ANSWERED]
    )
