"""The programme's own settings, as a region that adopts the software would change them."""

from dataclasses import dataclass
from datetime import timedelta

PROGRAM = "program"
"""The purpose without which nothing can be done for a person."""


@dataclass(frozen=True)
class ConsentText:
    """The words a person agrees to, for one purpose; `version` is kept as proof (Loi 25)."""

    purpose: str
    version: str
    text: str
    required: bool = False


@dataclass(frozen=True)
class Programme:
    """What differs from one region or edition to the next. Read from `templates/programme.toml`."""

    name: str
    organisation: str
    region: str
    edition: str
    zone: str
    contact_email: str
    contact_phone: str
    postal_address: str
    privacy_officer: str
    privacy_email: str
    community_url: str
    diagnostic_url: str
    sender_name: str
    cancel_deadline: timedelta
    reminders_before: tuple[timedelta, ...]
    survey_after: tuple[timedelta, ...]
    link_resend_after: timedelta
    event_reminders_before: tuple[timedelta, ...]
    event_link_before: timedelta
    offers_within: timedelta
    shortest_offer: timedelta
    check_in_before: timedelta
    join_before: timedelta
    codevelopment_topics: int
    mails_per_day: int
    consents: tuple[ConsentText, ...]
    event_consent: ConsentText

    @property
    def event_consents(self) -> tuple[ConsentText, ...]:
        """Of who comes to an event without joining the programme."""
        return tuple(self.event_consent if each.required else each for each in self.consents)
