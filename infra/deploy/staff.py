"""Enrols the team at `/equipe`: the stack's own function decides, this module only calls it."""

import json
from typing import Any

from infra.enrolling import BadMember, enrolled

from .stage import stack_name

SHOULD_BE = {
    "email": "EMAIL= is an address of mail, as you@example.org",
    "name": 'NAME= is a name, as "Your Name", with no address in it',
    "role": "ROLE= is admin, adviser or none",
}


class StaffRefused(RuntimeError):
    """The function refused; its words."""


def enrol(session: Any, stage: str, email: str, name: str, role: str) -> None:
    """Add a member of staff, change their role, or bar them (`role`: none). Raises StaffRefused."""
    try:
        member = enrolled(email, name, role)
    except BadMember as error:
        raise StaffRefused(SHOULD_BE[error.field]) from None
    found = session.client("cloudformation").describe_stack_resource(
        StackName=stack_name(stage), LogicalResourceId="EnrolStaff"
    )
    answer = session.client("lambda").invoke(
        FunctionName=found["StackResourceDetail"]["PhysicalResourceId"],
        Payload=json.dumps(member).encode(),
    )
    said = answer["Payload"].read().decode()
    if answer.get("FunctionError"):
        raise StaffRefused(_told(said, member["email"]))


def _told(said: str, email: str) -> str:
    """Return why the function refused: its own words, but for who is not there to be barred."""
    unknown = json.loads(said).get("errorType") == "NotFound"
    return f"EMAIL={email}: nobody of the team has that address" if unknown else said
