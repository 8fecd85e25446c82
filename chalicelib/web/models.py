"""The bodies of the API, checked by pydantic: the boundary. Loaded by the routes that need it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ..domain.bookings import Outcome, OutcomeReport
from ..domain.documents import Tool
from ..domain.people import HeardFrom, Kind, Maturity, Profile, Registration
from ..domain.slots import LONGEST_BUFFER, LONGEST_SLOT, SHORTEST_SLOT, Format, Opening
from ..domain.surveys import Answers
from .fields import (
    Agreed,
    Email,
    Identifier,
    Label,
    Line,
    Moment,
    Name,
    Notes,
    OptionalName,
    Paragraphs,
    Remark,
    Sentence,
    ShortLine,
    SomeThemes,
    Theme,
    Themes,
    Url,
)


class Body(BaseModel):
    """Strict: "true" is no boolean and "5" no number. Errors never quote what was typed."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True, defer_build=True)


class ReferralBody(Body):
    heard_from: HeardFrom
    code: ShortLine = ""


class ConsentsBody(Body):
    program: Agreed
    newsletter: bool = False
    community: bool = False
    directory: bool = False
    testimonial: bool = False


class RegistrationBody(Body):
    email: Email
    given_name: Name
    # May be empty: some people have one name.
    family_name: OptionalName
    kind: Kind
    maturity_level: Maturity
    themes: SomeThemes
    consents: ConsentsBody
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: ShortLine = ""
    motivations: Paragraphs = ""
    needs: Paragraphs = ""
    referral: ReferralBody | None = None

    def registration(self) -> Registration:
        fields = self.model_dump(exclude={"email", "consents", "referral"})
        return Registration(
            email=self.email,
            profile=Profile(**{**fields, "themes": tuple(self.themes)}),
            consents=self.consents.model_dump(),
            heard_from=self.referral.heard_from if self.referral else None,
            referral_code=self.referral.code if self.referral else "",
        )


def as_a_patch(schema: dict[str, Any]) -> None:
    """In a patch an absent field has no default: it stays as it is."""
    for field in schema["properties"].values():
        field.pop("default", None)


CHANGES = ConfigDict(
    strict=True,
    hide_input_in_errors=True,
    defer_build=True,
    extra="forbid",
    json_schema_extra=as_a_patch,
)
"""Of the bodies of PATCH."""


class ConsentChangesBody(Body):
    model_config = ConfigDict(
        strict=True, hide_input_in_errors=True, defer_build=True, extra="forbid"
    )

    newsletter: bool | None = None
    community: bool | None = None
    directory: bool | None = None
    testimonial: bool | None = None
    program: Agreed | None = None


class ProfileChangesBody(Body):
    """Only what is given changes; null clears a field that may be empty."""

    model_config = CHANGES

    given_name: Name | None = None
    family_name: OptionalName = ""
    kind: Kind | None = None
    maturity_level: Maturity | None = None
    themes: SomeThemes | None = None
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: ShortLine = ""
    motivations: Paragraphs = ""
    needs: Paragraphs = ""
    consents: ConsentChangesBody | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True, exclude={"consents"})
        if given.get("themes"):
            given["themes"] = tuple(given["themes"])
        return {name: value for name, value in given.items() if value is not None}

    def consent_changes(self) -> dict[str, bool]:
        return self.consents.model_dump(exclude_none=True) if self.consents else {}


class LinkBody(Body):
    """The address of somebody who asks for a link."""

    email: Email


class BookingBody(Body):
    slot_id: Identifier
    theme: Theme
    needs: Paragraphs = ""


class RescheduleBody(Body):
    slot_id: Identifier


class ToolBody(Body):
    name: Label
    url: Url = ""
    why: Remark = ""


class OutcomeBody(Body):
    outcome: Outcome
    notes: Notes = ""
    tools: Annotated[list[ToolBody], Field(max_length=20)] = []
    next_steps: Annotated[list[Sentence], Field(max_length=20)] = []

    def report(self) -> OutcomeReport:
        return OutcomeReport(
            self.outcome,
            self.notes,
            tuple(Tool(tool.name, tool.url, tool.why) for tool in self.tools),
            tuple(self.next_steps),
        )


class AvailabilityBody(Body):
    adviser: Email
    starts_at: Moment
    ends_at: Moment
    themes: Themes = []
    slot_minutes: Annotated[int, Field(ge=SHORTEST_SLOT, le=LONGEST_SLOT)] = 60
    buffer_minutes: Annotated[int, Field(ge=0, le=LONGEST_BUFFER)] = 0
    format: Format = Format.VIDEO
    meeting_url: Url = ""

    def opening(self) -> Opening:
        fields = self.model_dump(exclude={"adviser"})
        return Opening(**{**fields, "themes": tuple(self.themes)})


class AnswersBody(Body):
    satisfaction: Annotated[int, Field(ge=1, le=5)]
    shared: bool
    people_reached: Annotated[int, Field(ge=0, le=100_000)] | None = None
    how: Annotated[list[Label], Field(max_length=20)] = []
    project_planned: bool | None = None
    concrete_action: bool | None = None
    best_axis: Line = ""
    idea: Paragraphs = ""
    testimonial: Paragraphs = ""

    def answers(self) -> Answers:
        return Answers(**{**self.model_dump(), "how": tuple(self.how)})


class SurveyBody(Body):
    answers: AnswersBody
