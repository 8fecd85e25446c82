"""Enrols the team at `/equipe`: the stack's own function decides, this module only calls it."""

import json
from typing import Any

from .stage import stack_name


class StaffRefused(RuntimeError):
    """The function refused; its words."""


def enrol(session: Any, stage: str, email: str, name: str, role: str) -> None:
    """Add a member of staff, change their role, or bar them (`role`: none). Raises StaffRefused."""
    found = session.client("cloudformation").describe_stack_resource(
        StackName=stack_name(stage), LogicalResourceId="EnrolStaff"
    )
    answer = session.client("lambda").invoke(
        FunctionName=found["StackResourceDetail"]["PhysicalResourceId"],
        Payload=json.dumps({"email": email, "name": name, "role": role}).encode(),
    )
    said = answer["Payload"].read().decode()
    if answer.get("FunctionError"):
        raise StaffRefused(said)
