"""What else forms asked for an address that nobody has proven, as its one mail names it."""

from typing import Any

from ...domain.events.giving_way import kept_until
from ...domain.mail.about import About, AboutAttendance, AboutPerson
from ...domain.programme import Programme


def also_asked(about: About, programme: Programme) -> list[dict[str, Any]]:
    """Return each event or series, with its seats and until when each is kept for a proof."""
    if not isinstance(about, AboutPerson | AboutAttendance):
        return []
    return [
        {
            "series": asked.series,
            "seats": [
                {"event": event, "held": held, "kept_until": kept_until(held, programme)}
                for event, held in asked.seats
            ],
        }
        for asked in about.also_asked
    ]
