"""The bodies of the API of hours."""

from datetime import time
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ... import wiring
from ...domain.sessions.slots import LONGEST_BUFFER, LONGEST_SLOT, SHORTEST_SLOT, Format, Opening
from ...domain.week.day_changes import WHOLE_DAY, Becomes
from ...domain.week.patterns import Repeat
from ...domain.week.wall_clock import minutes_of
from ..http.bodies import Body
from ..http.fields import Day, Email, Moment, OfferedThemes, Remark, SomeUrl, Url

CLOCK = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
Clock = Annotated[str, Field(pattern=CLOCK, description="An hour of the day: 13:30")]
Weekday = Annotated[int, Field(ge=1, le=7, description="1 is Monday")]


class RepeatBody(Body):
    """Until when hours come again each week, and on which days not.

    Without days of the week, it is that of `starts_at`.
    """

    until: Day
    excepted: Annotated[list[Day], Field(max_length=100, alias="except")] = Field([])
    weekdays: Annotated[list[Weekday], Field(max_length=7)] = Field([])

    def repeat(self) -> Repeat:
        days = tuple(sorted({day - 1 for day in self.weekdays}))
        return Repeat(self.until, tuple(sorted(set(self.excepted))), days)


class AvailabilityBody(Body):
    about: ClassVar[str] = "opening"

    adviser: Email
    starts_at: Moment
    ends_at: Moment
    themes: OfferedThemes = Field([])
    slot_minutes: Annotated[int, Field(ge=SHORTEST_SLOT, le=LONGEST_SLOT)] = (
        wiring.programme().session_minutes
    )
    buffer_minutes: Annotated[int, Field(ge=0, le=LONGEST_BUFFER)] = 0
    format: Format = Format.VIDEO
    meeting_url: Url = ""
    repeat: RepeatBody | None = None

    def opening(self) -> Opening:
        fields = self.model_dump(exclude={"adviser", "repeat"})
        return Opening(**{**fields, "themes": tuple(self.themes)})


def _secret(value: Any) -> Any:
    """Take the address as calendars give it: `webcal` stands for https."""
    text = value.strip() if isinstance(value, str) else value
    is_webcal = isinstance(text, str) and text.lower().startswith("webcal://")
    return f"https://{text[len('webcal://') :]}" if is_webcal else text


def _over_https(value: str) -> str:
    if not value.lower().startswith("https://"):
        raise PydanticCustomError("invalid_url", "no https")
    return value


class CalendarBody(Body):
    """The iCal address of an adviser's own calendar."""

    url: Annotated[SomeUrl, BeforeValidator(_secret), AfterValidator(_over_https)]


def _clock(text: str) -> time:
    return time.fromisoformat(text.zfill(len("00:00")))


class DayBody(Body):
    """What a day becomes: other `themes`, the day `to` which it moves, or closed.

    A day that moves may begin at another hour; alone, this moves it within the day. `since` and
    `before`: of the hours alone that begin between these.
    """

    about: ClassVar[str] = "day"

    day: Day
    becomes: Becomes
    themes: OfferedThemes = Field([])
    to: Day | None = None
    begins: Clock | None = None
    since: Clock | None = None
    before: Clock | None = None
    onwards: bool = False
    reason: Remark = ""

    def hour(self) -> time | None:
        """Return the hour at which it begins, if it is another."""
        return _clock(self.begins) if self.begins else None

    def minutes(self) -> tuple[int, int]:
        """Return between which minutes of the day the hours begin that it is of."""
        since = minutes_of(_clock(self.since)) if self.since else 0
        return since, minutes_of(_clock(self.before)) if self.before else WHOLE_DAY


class DayChangeBody(DayBody):
    adviser: Email
