"""The bodies of the API, checked by pydantic: the boundary. Loaded by the routes that need it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from ..domain import texts
from ..domain.bookings import Outcome, OutcomeReport
from ..domain.documents import Tool
from ..domain.people import HeardFrom, Kind, Maturity, Profile, Registration
from ..domain.slots import LONGEST_BUFFER, LONGEST_SLOT, SHORTEST_SLOT, Format, Opening
from ..domain.surveys import Answers

EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _clean(rule: Callable[[str], str], limit: int, required: bool) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > 4 * limit:  # refuse at once what no cleaning would shorten enough
            raise PydanticCustomError("too_long", "too long", {"limit": limit})
        try:
            value = rule(value)
        except texts.BadText as bad:
            raise PydanticCustomError(bad.code, "bad text") from None  # type: ignore[arg-type]
        if required and not value:
            raise PydanticCustomError("required", "required")
        if len(value) > limit:
            raise PydanticCustomError("too_long", "too long", {"limit": limit})
        return value

    return check


def _text(rule: Callable[[str], str], limit: int, required: bool = False) -> Any:
    schema = Field(json_schema_extra={"maxLength": limit, **({"minLength": 1} if required else {})})
    return Annotated[str, AfterValidator(_clean(rule, limit, required)), schema]


def _none_is_empty(value: Any) -> Any:
    return "" if value is None else value


Name = _text(texts.name, 80, required=True)
Label = _text(texts.one_line, 200, required=True)
Line = Annotated[_text(texts.one_line, 150), BeforeValidator(_none_is_empty)]
Paragraphs = Annotated[_text(texts.paragraphs, 4000), BeforeValidator(_none_is_empty)]
Notes = Annotated[_text(texts.paragraphs, 20000), BeforeValidator(_none_is_empty)]
Identifier = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9-]+$")]


def _email(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(
            texts.one_line(value[:400]), check_deliverability=False, allow_smtputf8=False
        )
    except (EmailNotValidError, texts.BadText):
        raise PydanticCustomError("invalid_email", "invalid address") from None
    return checked.ascii_email or checked.normalized


def _theme(value: str, info: ValidationInfo) -> str:
    if value not in (info.context or {}).get("themes", ()):
        raise PydanticCustomError("unknown_theme", "unknown theme")
    return value


def _url(value: str) -> str:
    value = texts.one_line(value)
    if value:
        AnyHttpUrl(value)
    return value


def _moment(value: datetime) -> datetime:
    if not EARLIEST <= value <= LATEST:
        raise PydanticCustomError("invalid_datetime", "out of range")
    return value.astimezone(UTC)


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


Email = Annotated[str, AfterValidator(_email), Field(json_schema_extra={"format": "email"})]
Theme = Annotated[str, AfterValidator(_theme)]
Themes = Annotated[list[Theme], Field(max_length=20), AfterValidator(_unique)]
SomeThemes = Annotated[list[Theme], Field(min_length=1, max_length=20), AfterValidator(_unique)]
Url = Annotated[
    str, Field(max_length=500), AfterValidator(_url), BeforeValidator(_none_is_empty)
]
Moment = Annotated[AwareDatetime, AfterValidator(_moment)]


class Body(BaseModel):
    """Strict: "true" is no boolean and "5" no number. Errors never quote what was typed."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True)


class ReferralBody(Body):
    heard_from: HeardFrom
    code: Annotated[_text(texts.one_line, 80), BeforeValidator(_none_is_empty)] = ""


class ConsentsBody(Body):
    program: Literal[True]
    newsletter: bool = False
    community: bool = False
    directory: bool = False
    testimonial: bool = False


class RegistrationBody(Body):
    email: Email
    given_name: Name
    # May be empty: some people have one name.
    family_name: Annotated[_text(texts.name, 80), BeforeValidator(_none_is_empty)]
    kind: Kind
    maturity_level: Maturity
    themes: SomeThemes
    consents: ConsentsBody
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: Annotated[_text(texts.one_line, 40), BeforeValidator(_none_is_empty)] = ""
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


class ConsentChangesBody(Body):
    model_config = ConfigDict(strict=True, hide_input_in_errors=True, extra="forbid")

    newsletter: bool | None = None
    community: bool | None = None
    directory: bool | None = None
    testimonial: bool | None = None
    program: Literal[True] | None = None


class ProfileChangesBody(Body):
    """Only what is given changes."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True, extra="forbid")

    given_name: Name | None = None
    family_name: Annotated[_text(texts.name, 80), BeforeValidator(_none_is_empty)] = ""
    kind: Kind | None = None
    maturity_level: Maturity | None = None
    themes: SomeThemes | None = None
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: Annotated[_text(texts.one_line, 40), BeforeValidator(_none_is_empty)] = ""
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


class BookingBody(Body):
    slot_id: Identifier
    theme: Theme
    needs: Paragraphs = ""


class RescheduleBody(Body):
    slot_id: Identifier


class ToolBody(Body):
    name: Label
    url: Url = ""
    why: Annotated[_text(texts.paragraphs, 1000), BeforeValidator(_none_is_empty)] = ""


class OutcomeBody(Body):
    outcome: Outcome
    notes: Notes = ""
    tools: Annotated[list[ToolBody], Field(max_length=20)] = []
    next_steps: Annotated[list[_text(texts.one_line, 500, required=True)], Field(max_length=20)] = []  # type: ignore[misc]

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
