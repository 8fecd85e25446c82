"""The bodies of letters, checked by pydantic. Loaded by the routes that need them."""

from typing import Annotated

from pydantic import Field

from ...domain.letters.letters import Whom
from ...workflows.letters.name_audience import Asked
from ..http.bodies import Body
from ..http.fields import Line, ShortLine, SomeNotes, Subject

Filters = Annotated[list[str], Field(max_length=10, default_factory=list)]


class AudienceBody(Body):
    """Whom a letter is for: those of an event, of a theme, of a kept list, or who are found."""

    about = "letter"

    event: ShortLine = ""
    whom: Whom = Whom.ALL
    theme: ShortLine = ""
    list: ShortLine = ""
    q: Line = ""
    filters: Filters

    def asked(self, said: str) -> Asked:
        named = self.event, self.whom, self.theme, self.list
        return Asked(*named, self.q, tuple(self.filters), said)


class LetterBody(Body):
    """`version`: of the letter as it was read, so that nobody writes over another's words."""

    about = "letter"

    subject: Subject
    markdown: SomeNotes
    audience: AudienceBody
    version: int = 0


class VersionBody(Body):
    """The same, of who has a letter sent."""

    about = "letter"

    version: int = 0
