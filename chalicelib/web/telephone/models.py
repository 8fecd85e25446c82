"""The bodies of the API of calls."""

from typing import Annotated, ClassVar

from pydantic import Field

from ...domain.telephone.phone_calls import Result
from ...workflows.telephone.note_call import CallResult
from ..http.bodies import Body
from ..http.fields import Day, Remark
from ..http.requests import LONGEST_ID


class CallResultBody(Body):
    """What became of a call. Called again, it is on `again_on`, or the next working day.

    `attempts` and `mail` are what the call had when it was read: with them, what somebody else
    noted since is told, and not written over, and news that came since is still to tell.
    """

    about: ClassVar[str] = "call"

    result: Result
    note: Remark = ""
    again_on: Day | None = None
    attempts: Annotated[int, Field(ge=0, le=10_000)] | None = None
    mail: Annotated[str, Field(max_length=LONGEST_ID)] | None = None

    def said(self) -> CallResult:
        return CallResult(self.result, self.note, self.again_on, self.attempts, self.mail)
