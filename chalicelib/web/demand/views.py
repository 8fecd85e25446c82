"""Values to show of demand."""

from typing import Any

from ...domain.demand.alerts import Alert
from ...domain.demand.proposing import ThemeDemand
from ..http.times import local, local_or_none


def theme(each: ThemeDemand) -> dict[str, Any]:
    return {
        "slug": each.theme,
        "asked": each.asked,
        "waiting": each.waiting,
        "free": each.free,
        "next_free_at": local_or_none(each.next_free_at),
    }


def alert(each: Alert) -> dict[str, Any]:
    return {
        "theme": each.theme,
        "asked_at": local(each.asked_at),
        "told_at": local_or_none(each.told_at),
    }
