"""The bodies of merging, checked by pydantic."""

from ...http.bodies import Body
from ...http.fields import Identifier


class MergeBody(Body):
    """Who is the same person as who remains."""

    about = "merge"

    other: Identifier


class ApartBody(Body):
    """Who looks like somebody and is another; `apart` is false to take it back."""

    about = "merge"

    other: Identifier
    apart: bool = True
