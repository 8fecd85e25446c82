"""The bodies of the team's own forms, checked by pydantic."""

from ...domain.people.staff import Role
from ..http.bodies import Body
from ..http.fields import Email, Name


class MemberBody(Body):
    """Somebody who joins the team."""

    about = "member"

    email: Email
    name: Name
    role: Role
