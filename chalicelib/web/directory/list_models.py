"""The body of a list of people that a member of the team keeps, checked by pydantic."""

from typing import Annotated

from pydantic import Field

from ..http.bodies import Body
from ..http.fields import Label, Line


class ListBody(Body):
    """What a member of the team keeps of the list, by a name."""

    about = "people_list"

    name: Label
    q: Line = ""
    filters: Annotated[list[str], Field(max_length=10, default_factory=list)]
