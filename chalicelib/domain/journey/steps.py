"""The steps of a participant's journey, and which of them is the current one."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..documents.documents import Document
from ..sessions.bookings import Booking, BookingStatus
from ..surveys.surveys import Survey


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    UPCOMING = "upcoming"


class StepKey(StrEnum):
    """The steps, in the order of the journey."""

    REGISTRATION = "registration"
    BOOKING = "booking"
    SESSION = "session"
    DOCUMENT = "document"
    SURVEY = "survey"


@dataclass(frozen=True)
class Step:
    key: StepKey
    state: StepState


KEYS = tuple(StepKey)


def steps(
    bookings: Iterable[Booking], documents: Iterable[Document], surveys: Iterable[Survey]
) -> tuple[Step, ...]:
    """Return the steps in order; the first that is not done is the current one."""
    statuses, asked = {booking.status for booking in bookings}, list(surveys)
    held = BookingStatus.COMPLETED in statuses or bool(asked)  # a group session counts, too
    done = {
        StepKey.REGISTRATION: True,
        StepKey.BOOKING: held or BookingStatus.BOOKED in statuses,
        StepKey.SESSION: held,
        StepKey.DOCUMENT: any(True for _ in documents),
        StepKey.SURVEY: any(survey.answers is not None for survey in asked),
    }
    current = next((key for key in KEYS if not done[key]), None)
    return tuple(Step(key, _state(done[key], key == current)) for key in KEYS)


def _state(done: bool, current: bool) -> StepState:
    if done:
        return StepState.DONE
    return StepState.CURRENT if current else StepState.UPCOMING
