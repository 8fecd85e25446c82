"""The bodies of the team's own forms, checked by pydantic."""

from ...domain.back_office.first_day import Step
from ...domain.people.staff import Role
from ..http.bodies import CHANGES, Body
from ..http.fields import Email, Name


class FirstDayBody(Body):
    """A step that is done, or is not; and whether the list is put away."""

    model_config = CHANGES
    about = "first_day"

    step: Step | None = None
    done: bool = True
    put_away: bool | None = None


class MemberBody(Body):
    """Somebody who joins the team."""

    about = "member"

    email: Email
    name: Name
    role: Role
