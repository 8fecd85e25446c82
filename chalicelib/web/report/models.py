"""The bodies of the forms of reports."""

from typing import ClassVar

from ..http.bodies import Body
from ..http.fields import Name, Notes


class TextBody(Body):
    """What the team writes beside a section; nothing takes it away."""

    markdown: Notes = ""


class ShareBody(Body):
    """To whom a link is given."""

    about: ClassVar[str] = "share"

    name: Name
