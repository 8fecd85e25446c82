"""The body of what somebody asks to be told of, checked by pydantic."""

from ..http.bodies import Body
from ..http.fields import Moment, OfferedTheme, Theme


class AlertBody(Body):
    """The theme of which somebody wants to be told once an hour is free."""

    theme: OfferedTheme


class LeavingBody(Body):
    """A theme for which somebody waits no more, be it on offer or not."""

    theme: Theme


class UsualBody(Body):
    """The hours that were proposed for a theme, by when they begin."""

    about = "opening"

    theme: OfferedTheme
    starts_at: Moment
