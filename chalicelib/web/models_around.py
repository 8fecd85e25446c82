"""The forms around an event: subjects of co-development, the next meeting of a series."""

from .fields import Label, Moment, Remark
from .models import Body


class TopicBody(Body):
    title: Label
    text: Remark = ""


class NextMeetingBody(Body):
    """`series_title` is of use to the first that follows another."""

    title: Label
    series_title: Label
    starts_at: Moment
    ends_at: Moment
