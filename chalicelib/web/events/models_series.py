"""The bodies of topics of co-development, and of the meetings of a series."""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ...domain.errors import FieldError, InvalidFields
from ...domain.events.series import AT_ONCE
from ...workflows.events.plan_series import Meetings
from ..http.bodies import Body
from ..http.fields import Label, Remark, Second
from .models import EventBody

LONGEST_TITLE = 180
"""Characters: with a meeting's number, this still fits in a title."""


class TopicBody(Body):
    about: ClassVar[str] = "topic"

    title: Label
    text: Remark = ""


class NextMeetingBody(Body):
    """`series_title` is used only when this meeting turns a lone event into a series."""

    about: ClassVar[str] = "event"

    title: Label
    series_title: Label
    starts_at: Second
    ends_at: Second


class MeetingsBody(EventBody):
    """An event, or a series of events like it."""

    meetings: Annotated[int, Field(ge=1, le=AT_ONCE)] = 1
    weeks: Literal[1, 2, 4] = 4

    def series(self) -> Meetings:
        """Return the meetings to plan.

        Raises InvalidFields if the title leaves no room for a number.
        """
        if len(self.title) > LONGEST_TITLE:
            raise InvalidFields(FieldError("title", "too_long", LONGEST_TITLE))
        return Meetings(self.draft(), self.meetings, timedelta(weeks=self.weeks))
