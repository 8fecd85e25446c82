"""Where each entry of a week stands in the grid that a desk shows: half hours are rows."""

from datetime import datetime
from typing import Any

from ..http.times import zone

HALF_HOURS = 2
SHORT, LONG = (8, 18), (7, 22)
"""The hours that the grid shows: those of a usual day, or more if something is outside of them."""

MOST_LANES = 6
"""How many stand side by side; those of more advisers share the last lane."""


def placed(days: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the days with the place of each entry, and the hours down the side.

    Advisers stand side by side, each day's in the same order; what cannot be shown at its hour
    stands at the edge.
    """
    hours = SHORT if all(_inside(each, SHORT) for day in days for each in day["entries"]) else LONG
    shown = [_day(day, hours) for day in days]
    return {"days": shown, "grid_hours": list(range(*hours)), "long": hours == LONG}


def _day(day: dict[str, Any], hours: tuple[int, int]) -> dict[str, Any]:
    lanes = sorted({_lane(each) for each in day["entries"]})
    places = {name: min(place, MOST_LANES) for place, name in enumerate(lanes, 1)}
    entries = [
        {**each, **_rows(each, hours), "lane": places[_lane(each)]} for each in day["entries"]
    ]
    return {
        **day,
        "entries": entries,
        "lanes": min(len(lanes), MOST_LANES),
        "lane_names": [name for _, name, _ in lanes[:MOST_LANES]],
    }


def _lane(entry: dict[str, Any]) -> tuple[int, str, str]:
    """Return what stands in one lane: an adviser's hours, by name and id, or the events, last."""
    at = entry["at"]
    return (1, "", "") if entry["event"] else (0, at.adviser_name, at.adviser_id)


def _rows(entry: dict[str, Any], hours: tuple[int, int]) -> dict[str, int]:
    """Return the first half hour, from 1, and how many it takes."""
    first, last = (_half_hour(at) - hours[0] * HALF_HOURS for at in _times(entry))
    most = (hours[1] - hours[0]) * HALF_HOURS
    row = min(max(int(first), 0), most - 1)
    return {"row": row + 1, "span": max(min(-int(-last // 1), most) - row, 1)}


def _inside(entry: dict[str, Any], hours: tuple[int, int]) -> bool:
    first, last = (_half_hour(at) for at in _times(entry))
    return hours[0] * HALF_HOURS <= first and last <= hours[1] * HALF_HOURS


def _times(entry: dict[str, Any]) -> tuple[datetime, datetime]:
    return entry["at"].starts_at, entry["at"].ends_at


def _half_hour(moment: datetime) -> float:
    local = moment.astimezone(zone())
    return local.hour * HALF_HOURS + local.minute / 30
