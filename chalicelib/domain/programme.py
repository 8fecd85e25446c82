"""The programme's own settings, which a region that adopts the software would change."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import Enum

from .appearance import Appearance
from .limits.limits import Limits
from .retention import Periods
from .sleep import Sleep

PROGRAM = "program"
"""The one purpose that is required: without it nothing can be done for a person."""

EVENT = "event"
"""What somebody agrees to who comes to an event without joining the programme."""

COMMUNITY = "community"
"""To be invited to the community, if there is one."""


class PaperSize(Enum):
    """What documents are printed on: its width and height in millimetres."""

    LETTER = (215.9, 279.4)
    A4 = (210.0, 297.0)

    @property
    def width(self) -> float:
        return self.value[0]

    @property
    def height(self) -> float:
        return self.value[1]

    @staticmethod
    def named(name: str) -> "PaperSize":
        """Return the size called `letter` or `a4`. Raises ValueError for another."""
        if name not in (known := [size.name.lower() for size in PaperSize]):
            raise ValueError(f"paper = {name!r}: it is one of {', '.join(known)}")
        return PaperSize[name.upper()]


@dataclass(frozen=True)
class ConsentText:
    """The words to which a person consents, for one purpose. `version` is the proof (Loi 25).

    `label` is what the purpose is called, where a region asks for one that `words.toml` has no
    name for.
    """

    purpose: str
    version: str
    text: str
    required: bool = False
    label: str = ""


@dataclass(frozen=True)
class Words:
    """For whom the programme is and what it asks of them, as sentences go on with it.

    « Pour `sector` », « pour `people` », « à `share_with` »; `keyword` describes what is published.
    """

    sector: str
    people: str
    share_with: str
    keyword: str


@dataclass(frozen=True)
class Law:
    """The law of personal data where the region is, as pages and notices name it.

    `territory` is what data leave by going elsewhere, as in « hors Québec ». Younger than
    `guardian_age`, one does not consent alone. It gives `answer_days` to answer who asks what is
    held, and wants incidents kept for `incident_years`, 0 where it does not say.
    """

    name: str
    territory: str
    authority: str
    authority_url: str
    guardian_age: int
    answer_days: int
    incident_years: int

    @property
    def answered_within(self) -> timedelta:
        return timedelta(days=self.answer_days)


@dataclass(frozen=True)
class Hosting:
    """Where data are: `place` as in « à Montréal », and whose machines these are."""

    place: str
    provider: str


@dataclass(frozen=True)
class ReachFactors:
    """With how many people somebody shared, as estimated: a number as text, or `mean`."""

    sharers: str
    non_sharers: str
    non_respondents: str


@dataclass(frozen=True)
class RunningEdition:
    """The edition under way: its days, the last included, and how its reach is estimated."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    target_people: int
    reach: ReachFactors
    funder: str


@dataclass(frozen=True)
class Room:
    """Where events often are: its name, address and how to get in; `seats`, 0 if nobody said."""

    name: str
    address: str = ""
    access: str = ""
    seats: int = 0


@dataclass(frozen=True)
class UsualTool:
    """A tool that the programme advises; each adviser finds it beside those that she keeps."""

    name: str
    url: str = ""
    why: str = ""


@dataclass(frozen=True)
class Programme:
    """What differs from one region or edition to the next; read from `templates/programme.toml`.

    Admins change some of it (`adjusting/`). `retired_themes` are slugs of themes that are on offer
    no more: what was booked, made or asked for of one goes on. Those of `left_out_themes` are among
    them: the region's files leave them out, and no admin offers them again.
    `zone` is an IANA time zone; `language` is French, as it is spoken there. A session and a
    meeting last `session_minutes` and `meeting_minutes` unless somebody says otherwise; `holidays`
    says whose are known. `mails_per_day` is the limit for one person. `roundup_at` is the
    hour in that zone at which advisers who want one mail a day have it. `held_for` is how long what
    the team sets off is held, and can be undone.
    `community_texts_with_summaries` are the versions of the community's consent in whose words one
    agrees to the summaries of its meetings by mail, too. `unproven_call_after` and its like are how
    long the team waits before it telephones who did not do what a mail asked. `unproven_seat` is
    the waking time for which a seat is kept for an address that nobody has proven.
    """

    name: str
    organisation: str
    region: str
    edition: RunningEdition
    zone: str
    contact_email: str
    contact_phone: str
    postal_address: str
    privacy_officer: str
    privacy_email: str
    community_url: str
    diagnostic_url: str
    language: str
    paper: PaperSize
    look: Appearance
    words: Words
    law: Law
    hosting: Hosting
    session_minutes: int
    meeting_minutes: int
    holidays: str
    sender_name: str
    roundup_at: time
    booking_notice: timedelta
    open_bookings_per_person: int
    cancel_deadline: timedelta
    undo_within: timedelta
    held_for: timedelta
    reminders_before: tuple[timedelta, ...]
    survey_after: tuple[timedelta, ...]
    unproven_call_after: timedelta
    unbooked_call_after: timedelta
    survey_call_after: timedelta
    link_resend_after: timedelta
    event_reminders_before: tuple[timedelta, ...]
    event_link_before: timedelta
    offers_within: timedelta
    shortest_offer: timedelta
    sleep: Sleep
    unproven_seat: timedelta
    check_in_before: timedelta
    join_before: timedelta
    codevelopment_topics: int
    mails_per_day: int
    limits: Limits
    retention: Periods = field(hash=False)
    community_texts_with_summaries: tuple[str, ...]
    consents: tuple[ConsentText, ...]
    event_consent: ConsentText
    retired_themes: tuple[str, ...] = ()
    left_out_themes: tuple[str, ...] = ()
    rooms: tuple[Room, ...] = ()
    tools: tuple[UsualTool, ...] = ()

    @property
    def asked_consents(self) -> tuple[ConsentText, ...]:
        """The texts that forms ask for, the needed one first; no community that is nowhere."""
        asked = (each for each in self.consents if self.community_url or each.purpose != COMMUNITY)
        return tuple(sorted(asked, key=lambda each: not each.required))

    @property
    def event_consents(self) -> tuple[ConsentText, ...]:
        """The texts for somebody who comes to an event without joining the programme."""
        return tuple(self.event_consent if each.required else each for each in self.asked_consents)

    def asks_for(self, purpose: str) -> bool:
        """Return whether people are asked to agree to that."""
        return any(each.purpose == purpose for each in self.consents)
