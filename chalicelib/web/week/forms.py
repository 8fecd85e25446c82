"""The forms of hours, shaped like the API's bodies."""

from datetime import date
from typing import Any

from ..http.forms import Boxes, Fields, first, typed, with_scheme
from ..http.moments import typed_moment

BOXES: Boxes = {"starts_at": ("day", "from"), "ends_at": ("day", "to")}


def opening_body(fields: Fields, adviser: str) -> dict[str, Any]:
    """Return the body of hours that come again, or of one day if nothing says until when."""
    day, until = first(fields, "day"), first(fields, "until").strip()
    body = {
        "adviser": first(fields, "adviser") or adviser,
        "starts_at": typed_moment(day, first(fields, "from")),
        "ends_at": typed_moment(day, first(fields, "to")),
        "themes": fields.get("themes", []),
        "slot_minutes": typed(first(fields, "slot_minutes"), "integer"),
        "buffer_minutes": typed(first(fields, "buffer_minutes"), "integer"),
        "format": first(fields, "format"),
        "meeting_url": with_scheme(first(fields, "meeting_url")),
    }
    if not until:
        return body
    without = [day.strip() for day in fields.get("except", []) if day.strip()]
    days = [typed(day, "integer") for day in fields.get("weekdays", [])]
    return {**body, "repeat": {"until": until, "except": without, "weekdays": days}}


def day_body(fields: Fields, day: date) -> dict[str, Any]:
    """Return the body of a change of a day; whose day it is, its page says.

    Themes, another day or another hour say by themselves what becomes of it.
    """
    themes, to = fields.get("themes", []), first(fields, "to").strip()
    begins = first(fields, "begins").strip()
    meant = "themes" if themes else "moved" if to or begins else ""
    return {
        "day": day.isoformat(),
        "becomes": first(fields, "becomes") or meant,
        "themes": themes,
        "to": to or None,
        "begins": begins or None,
        "onwards": first(fields, "onwards") == "oui",
        "reason": first(fields, "reason"),
    }
