"""The bodies of the API of people, checked by pydantic. Loaded by the routes that need them."""

from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from ...domain.errors import FieldError, InvalidFields
from ...domain.levels import Maturity
from ...domain.people.aliases import alias_key
from ...domain.people.participants import (
    Guardian,
    HeardFrom,
    ParticipantKind,
    Profile,
    Registration,
)
from ..http.bodies import CHANGES, Body
from ..http.consents import ConsentsBody, asking
from ..http.fields import (
    Agreed,
    Email,
    Line,
    Name,
    OptionalName,
    Paragraphs,
    Phone,
    Sentence,
    ShortLine,
    SomeOfferedThemes,
    SomeThemes,
)


class ReferralBody(Body):
    heard_from: HeardFrom
    code: ShortLine = ""


class GuardianBody(Body):
    """The parent or tutor of a child under 14."""

    name: Name
    email: Email


class GuardedBody(Body):
    """Whom a child names who signed up alone."""

    guardian: GuardianBody


class RegistrationBody(Body):
    """What a form asks. For a child, `guardian` is needed, at another address than the child's."""

    email: Email
    given_name: Name
    # May be empty: some people have one name.
    family_name: OptionalName
    kind: ParticipantKind
    maturity_level: Maturity
    themes: SomeOfferedThemes
    consents: ConsentsBody
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: Phone = ""
    motivations: Paragraphs = ""
    needs: Paragraphs = ""
    referral: ReferralBody | None = None
    under_14: bool = False
    guardian: GuardianBody | None = None

    @model_validator(mode="after")
    def _is_guarded(self) -> Self:
        if self.under_14 and self.guardian is None:
            raise InvalidFields(FieldError("guardian", "required"))
        if self.guardian and alias_key(self.guardian.email) == alias_key(self.email):
            raise InvalidFields(FieldError("guardian.email", "address_of_child"))
        return self

    def registration(self) -> Registration:
        guardian = self.guardian
        fields = self.model_dump(exclude={"email", "consents", "referral", "under_14", "guardian"})
        return Registration(
            email=self.email,
            profile=Profile(**{**fields, "themes": tuple(self.themes)}),
            consents=self.consents.asked(),
            heard_from=self.referral.heard_from if self.referral else None,
            referral_code=self.referral.code if self.referral else "",
            guardian=Guardian(guardian.name, guardian.email) if guardian else None,
        )


@asking(bool | None, unsaid=None)
class ConsentChangesBody(Body):
    model_config = ConfigDict(
        strict=True, hide_input_in_errors=True, defer_build=True, extra="forbid"
    )

    program: Agreed | None = None


class ProfileChangesBody(Body):
    """Only what is given changes; null clears a field that may be empty.

    `email` is the address that the person wants: it takes effect once it is proven.
    """

    model_config = CHANGES

    email: Email | None = None
    given_name: Name | None = None
    family_name: OptionalName = ""
    kind: ParticipantKind | None = None
    maturity_level: Maturity | None = None
    themes: SomeThemes | None = None
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: Phone = ""
    motivations: Paragraphs = ""
    needs: Paragraphs = ""
    consents: ConsentChangesBody | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True, exclude={"consents", "email"})
        if given.get("themes"):
            given["themes"] = tuple(given["themes"])
        return {name: value for name, value in given.items() if value is not None}

    def consent_changes(self) -> dict[str, bool]:
        return _said(self.consents)


class ConfirmationBody(Body):
    """What the person says of consents goes before what was asked."""

    model_config = CHANGES

    consents: ConsentChangesBody | None = None

    def consent_changes(self) -> dict[str, bool]:
        return _said(self.consents)


def _said(consents: ConsentChangesBody | None) -> dict[str, bool]:
    return consents.model_dump(exclude_none=True, by_alias=True) if consents else {}


class MailActBody(Body):
    """What a member of the team does about somebody's mail, and why."""

    about: ClassVar[str] = "mail"

    act: Literal["reopen", "send_link"]
    reason: Sentence
