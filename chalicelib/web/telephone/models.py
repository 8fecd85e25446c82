"""The bodies of the API of calls."""

from typing import Annotated, ClassVar

from pydantic import Field

from ...domain.telephone.phone_calls import Result
from ...workflows.telephone.note_call import CallResult
from ..http.bodies import Body
from ..http.fields import Day, Remark


class CallResultBody(Body):
    """What became of a call. Called again, it is on `again_on`, or the next working day.

    `attempts` is what the call had when it was read: with it, what somebody else noted since is
    told, and not written over.
    """

    about: ClassVar[str] = "call"

    result: Result
    note: Remark = ""
    again_on: Day | None = None
    attempts: Annotated[int, Field(ge=0, le=10_000)] | None = None

    def said(self) -> CallResult:
        return CallResult(self.result, self.note, self.again_on, self.attempts)
