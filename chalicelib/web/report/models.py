"""The bodies of the forms of reports."""

from ..http.bodies import Body
from ..http.fields import Name, Notes


class TextBody(Body):
    """What the team writes beside a section; nothing takes it away."""

    markdown: Notes = ""


class ShareBody(Body):
    """To whom a link is given."""

    name: Name
