"""What `make staff` is told of a member of the team, checked before anybody is let in."""

import json

from pydantic import ValidationError

from chalicelib.domain.texts import BadText, address

BARRED = "none"
"""The role of who is let in no more."""


class BadMember(ValueError):
    """A variable of `make staff` is wrong: `field` is `email`, `name` or `role`."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def enrolled(email: str, name: str, role: str) -> dict[str, str]:
    """Return what the function that lets people in is told. Raises BadMember.

    The rules are those of the page of members; who is barred is only named, however their address
    was let in.
    """
    if role == BARRED:
        return {"email": _named(email), "name": "", "role": BARRED}
    from chalicelib.web.back_office.models import MemberBody

    said = json.dumps({"role": role, "email": email, "name": name})
    try:
        body = MemberBody.model_validate_json(said)
    except ValidationError as failure:
        raise BadMember(str(failure.errors()[0]["loc"][0])) from None
    return {"email": body.email, "name": body.name, "role": body.role.value}


def _named(email: str) -> str:
    try:
        return address(email)
    except BadText:
        raise BadMember("email") from None
