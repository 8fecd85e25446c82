"""The bodies of the API of the team's list of people. Loaded by the routes that need them."""

from typing import Any

from pydantic import Field

from ...domain.levels import Maturity
from ...domain.people.arriving.joining import Joining
from ...domain.people.participants import HeardFrom, ParticipantKind, Profile, Registration
from ..http.bodies import CHANGES, Body
from ..http.consents import ConsentsBody
from ..http.fields import (
    Agreed,
    Email,
    Identifier,
    Label,
    Line,
    MaybeEmail,
    Name,
    OfferedTheme,
    OfferedThemes,
    OptionalName,
    Paragraphs,
    Phone,
    SomeThemes,
)


class CallerBody(Body):
    """Somebody who telephones: what they say, and agree to as it is read to them."""

    given_name: Name
    # May be empty: some people have one name.
    family_name: OptionalName = ""
    email: MaybeEmail = None
    kind: ParticipantKind = ParticipantKind.INDIVIDUAL
    maturity_level: Maturity | None = None
    themes: OfferedThemes = Field([])
    consents: ConsentsBody
    organization: Line = ""
    role: Line = ""
    discipline: Line = ""
    municipality: Line = ""
    phone: Phone = ""
    motivations: Paragraphs = ""
    needs: Paragraphs = ""
    heard_from: HeardFrom | None = None
    # Who has this address and shares it: mails for both go there, each with their own link.
    same_address_as: Identifier | None = None

    def registration(self) -> Registration:
        fields = self.model_dump(exclude={"email", "consents", "heard_from", "same_address_as"})
        return Registration(
            email=self.email or "",
            profile=Profile(**{**fields, "themes": tuple(self.themes)}),
            consents=self.consents.asked(),
            heard_from=self.heard_from,
        )


class PersonChangesBody(Body):
    """Only what is given changes; null clears a field that may be empty."""

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

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True, exclude={"email"})
        if given.get("themes"):
            given["themes"] = tuple(given["themes"])
        return {name: value for name, value in given.items() if value is not None}


class NoteBody(Body):
    """The team's own note of a person; `read` marks the one that stood there before."""

    notes: Paragraphs = ""
    read: Label | None = None


class AgreementBody(Body):
    program: Agreed


class JoiningForBody(Body):
    """What the form of an hour asks of who has not joined."""

    kind: ParticipantKind
    maturity_level: Maturity
    consents: AgreementBody


class BookingForBody(Body):
    """An hour for somebody. Who has not joined says who they are, and agrees to the programme."""

    participant_id: Identifier
    slot_id: Identifier
    theme: OfferedTheme
    needs: Paragraphs = ""
    kind: ParticipantKind | None = None
    maturity_level: Maturity | None = None
    consents: AgreementBody | None = None

    def joining(self) -> Joining | None:
        """Return what joining takes, if all of it is said."""
        if self.kind is None or self.maturity_level is None or self.consents is None:
            return None
        return Joining(self.kind, self.maturity_level, self.consents.model_dump())
