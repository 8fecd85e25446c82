"""The links of surveys: that of a session, and that of a meeting, which a room's screen shows."""

from ... import wiring
from ...adapters.links import Purpose
from ...domain.events.events import Event


def subject(token: str) -> tuple[str, int]:
    """The survey and the link's epoch a token stands for. Raises InvalidToken, ExpiredToken."""
    return wiring.links().read(Purpose.SURVEY, token, wiring.now())


def event_of_token(token: str) -> str:
    """The event whose survey a token opens. Raises InvalidToken, ExpiredToken."""
    return wiring.links().read(Purpose.EVENT_SURVEY, token, wiring.now())[0]


def event_token(event: Event) -> str:
    return wiring.links().token(Purpose.EVENT_SURVEY, event.id, 0, wiring.now())


def short_codes(event_id: str) -> list[str]:
    """What people type from the screen of the room: the code of now first."""
    return wiring.links().short_codes(Purpose.EVENT_SURVEY, event_id)
