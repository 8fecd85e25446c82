"""The forms of hours, shaped like the API's bodies."""

from datetime import date, time
from typing import Any

from ...domain.week.day_changes import WHOLE_DAY
from ...domain.week.wall_clock import minutes_of
from ..http.forms import Boxes, Fields, first, typed, with_scheme
from ..http.moments import typed_clock, typed_moment

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


def weekly_body(fields: Fields) -> dict[str, Any]:
    """Return the body of hours that stop from a day on."""
    between = {name: first(fields, name).strip() or None for name in ("since", "before")}
    return {"day": first(fields, "day"), "becomes": "closed", "onwards": True, **between}


def hours_of(fields: Fields) -> tuple[int, int]:
    """Return between which minutes of the day a form's hours begin; all day if they are none."""
    since, before = (typed_clock(first(fields, name)) for name in ("since", "before"))
    found = minutes_of(since or time()), minutes_of(before) if before else WHOLE_DAY
    return found if found[0] < found[1] else (0, WHOLE_DAY)


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
        "since": first(fields, "since").strip() or None,
        "before": first(fields, "before").strip() or None,
        "onwards": first(fields, "onwards") == "oui",
        "reason": first(fields, "reason"),
    }
