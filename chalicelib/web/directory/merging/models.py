"""The body of a merge, checked by pydantic."""

from ...http.bodies import Body
from ...http.fields import Identifier


class MergeBody(Body):
    """Who is the same person as who remains."""

    about = "merge"

    other: Identifier
