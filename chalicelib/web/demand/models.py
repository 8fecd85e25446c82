"""The body of what somebody asks to be told of, checked by pydantic."""

from ..http.bodies import Body
from ..http.fields import OfferedTheme


class AlertBody(Body):
    """The theme of which somebody wants to be told once an hour is free."""

    theme: OfferedTheme
