"""The mail that tells who waited for a theme that an hour is free."""

from datetime import datetime

from ...demand.alerts import Alert
from ...ids import owned
from ...programme import Programme
from .. import by_day
from ..messages import Kind, Message


def message_id(alert: Alert) -> str:
    return owned(alert.id, "open", alert.asks)


def after_telling(alert: Alert, programme: Programme, now: datetime) -> Message:
    """Return the mail, by day: one for each time that they asked."""
    message = Message(
        id=message_id(alert),
        kind=Kind.THEME_OPEN,
        due_at=now,
        next_at=now,
        booking_id=alert.id,
        sequence=alert.asks,
    )
    return by_day.planned(message, programme.sleep)
