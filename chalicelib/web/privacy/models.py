"""The forms of what people ask of what is held about them, checked by pydantic."""

from typing import ClassVar

from ...domain.people.privacy_requests import Channel, RequestKind
from ...workflows.privacy.keep_register import Asked
from ..http.bodies import Body
from ..http.fields import Email, Line, Paragraphs, Sentence


class AskedBody(Body):
    """What a member of the team writes down of who writes or telephones."""

    about: ClassVar[str] = "request"

    kind: RequestKind
    channel: Channel
    email: Email
    who: Line = ""
    note: Paragraphs = ""

    def asked(self) -> Asked:
        return Asked(self.kind, self.channel, self.email, self.who, self.note)


class AnswerBody(Body):
    """How a request is closed."""

    about: ClassVar[str] = "request"

    granted: bool
    outcome: Sentence
