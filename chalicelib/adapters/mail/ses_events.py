"""SES's events as EventBridge brings them, read without relying on their shape."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SesEvent:
    """`type` is SES's own word, `message` the id of our message; "" if the event does not say.

    `to` is the address that the mail went to.
    """

    type: str
    message: str = ""
    kind: str = ""
    correlation: str = ""
    permanent: bool = False
    to: str = ""


def read_event(event: Any) -> SesEvent:
    """Return what an event says, as far as it can be read."""
    detail = _inside(event, "detail")
    tags = _inside(detail, "mail", "tags")
    return SesEvent(
        _text(detail.get("eventType")),
        _first(tags.get("message")),
        _first(tags.get("kind")),
        _first(tags.get("correlation")),
        _inside(detail, "bounce").get("bounceType") == "Permanent",
        _first(_inside(detail, "mail").get("destination")),
    )


def _inside(value: Any, *path: str) -> dict[str, Any]:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _first(values: Any) -> str:
    return _text(values[0]) if isinstance(values, list) and values else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
