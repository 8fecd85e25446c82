"""The stories that the queue of mails tells besides, by the type of what is due."""

from collections.abc import Callable, Mapping

from .demand.tell_waiting import tell_waiting
from .directory.merging.settle_merge import settle_merge
from .events.announce import announce
from .events.change_registration import let_lapse
from .events.seating import tend
from .letters.send_letter import send_letter
from .privacy.go_on_erasing import go_on_erasing
from .privacy.keep_in_time import keep_in_time
from .week.go_on_opening import go_on_opening
from .week.hide_hours import hide_hours
from .week.make_day_change import make_day_change

TENDED: dict[str, Callable[..., Mapping[str, str] | None]] = {
    "Broadcast": announce,
    "Erasure": go_on_erasing,
    "DayChange": make_day_change,
    "EventRegistration": let_lapse,
    "Merge": settle_merge,
    "Letter": send_letter,
    "Pattern": go_on_opening,
    "RetentionNight": keep_in_time,
    "Seats": tend,
    "HourNews": tell_waiting,
    "HoursOf": hide_hours,
}
"""What causes mails, tells somebody that they are erased, keeps what is stored in time, or goes on
with hours that come again.

What a story returns is for the log.
"""
