"""The links of surveys: a session's, and that of an event, shown on the room's screen."""

from ... import wiring
from ...adapters.links import Purpose
from ...domain.events.events import Event


def subject(token: str) -> tuple[str, int]:
    """Return a token's survey and the link's epoch. Raises InvalidToken, ExpiredToken."""
    return wiring.links().read(Purpose.SURVEY, token, wiring.now())


def event_of_token(token: str) -> str:
    """Return the event whose survey a token opens. Raises InvalidToken, ExpiredToken."""
    return wiring.links().read(Purpose.EVENT_SURVEY, token, wiring.now())[0]


def event_token(event: Event) -> str:
    return wiring.links().token(Purpose.EVENT_SURVEY, event.id, 0, wiring.now())


def short_codes(event_id: str) -> list[str]:
    """Return the codes that people may type from the room's screen, the one shown now first."""
    return wiring.links().short_codes(Purpose.EVENT_SURVEY, event_id)
