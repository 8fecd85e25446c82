"""The bodies of the API of sessions."""

from dataclasses import replace

from pydantic import Field

from ...domain.documents.documents import Tool
from ...domain.levels import Maturity
from ...domain.people.arriving.joining import Joining
from ...domain.people.participants import ParticipantKind
from ...domain.sessions.bookings import Outcome, OutcomeReport
from ...domain.sessions.toolshelves import MOST
from ..http.bodies import Body
from ..http.fields import (
    Agreed,
    Identifier,
    Label,
    Notes,
    OfferedTheme,
    Paragraphs,
    Remark,
    Sentence,
    SomeUrl,
    Url,
)


class BookingBody(Body):
    slot_id: Identifier
    theme: OfferedTheme
    needs: Paragraphs = ""


class AgreementBody(Body):
    program: Agreed


class JoiningBody(BookingBody):
    """What a guest's form asks to book: who they are, and whether they join the programme."""

    kind: ParticipantKind
    maturity_level: Maturity
    consents: AgreementBody

    def joining(self) -> Joining:
        return Joining(self.kind, self.maturity_level, self.consents.model_dump())


class RescheduleBody(Body):
    """`reason` is the team's, for the mail; a participant's is left alone."""

    slot_id: Identifier
    reason: Remark = ""


class CancellationBody(Body):
    reason: Remark = ""


class ToolBody(Body):
    name: Label
    url: Url = ""
    why: Remark = ""


class ReportBody(Body):
    """What the document of a session says of it."""

    notes: Notes = ""
    tools: list[ToolBody] = Field([], max_length=20)
    next_steps: list[Sentence] = Field([], max_length=20)

    def report(self) -> OutcomeReport:
        return OutcomeReport(
            Outcome.COMPLETED,
            self.notes,
            tuple(Tool(tool.name, tool.url, tool.why) for tool in self.tools),
            tuple(self.next_steps),
        )


class OutcomeBody(ReportBody):
    outcome: Outcome

    def report(self) -> OutcomeReport:
        return replace(super().report(), outcome=self.outcome)


class KeptToolBody(Body):
    name: Label
    url: Url = ""


class ShelfBody(Body):
    """What a member of the team keeps at hand: it replaces what she kept."""

    tools: list[KeptToolBody] = Field([], max_length=MOST)
    next_steps: list[Sentence] = Field([], max_length=MOST)

    def wanted(self) -> tuple[tuple[Tool, ...], tuple[str, ...]]:
        return tuple(Tool(tool.name, tool.url) for tool in self.tools), tuple(self.next_steps)


class LinkBody(Body):
    """The link of a session by video; `others`: also of the hours to come that have none."""

    meeting_url: SomeUrl
    others: bool = False


class NotesBody(Body):
    """The team's own notes; `read` marks those that stood there when these were begun."""

    notes: Paragraphs = ""
    read: Label | None = None
