"""What `programme.toml` may say: each table and key, the type of each, and nothing else."""

from datetime import date, time
from typing import Literal

from pydantic import Field

from chalicelib.domain.appearance import LOGO

from .values import (
    Address,
    Age,
    Answer,
    Colour,
    Count,
    Days,
    Drawing,
    Empty,
    FaceName,
    Factor,
    FontFile,
    Hours,
    Language,
    Length,
    Line,
    Months,
    Name,
    Often,
    Page,
    Purpose,
    Seconds,
    Shade,
    Slug,
    Some,
    Table,
    Years,
    Zone,
)


class Dark(Table):
    background: Shade = None
    surface: Shade = None
    panel: Shade = None
    text: Shade = None
    muted: Shade = None
    link: Shade = None
    on_link: Shade = None


class Face(Table):
    name: FaceName
    regular: FontFile
    bold: FontFile
    italic: FontFile = ""
    serif: bool = False


class Look(Table):
    """How the programme looks; a shade that is not said is made of the colours before it."""

    logo: Drawing = LOGO
    text: Colour
    background: Colour
    primary: Colour
    accent: Colour
    link: Colour
    primary_deep: Shade = None
    primary_soft: Shade = None
    primary_pale: Shade = None
    primary_tint: Shade = None
    on_primary: Shade = None
    chart_middle: Shade = None
    chart_pale: Shade = None
    chart_light: Shade = None
    accent_deep: Shade = None
    background_deep: Shade = None
    surface: Shade = None
    muted: Shade = None
    rule: Shade = None
    edge: Shade = None
    done: Shade = None
    done_pale: Shade = None
    wrong_pale: Shade = None
    glow: Shade = None
    dark: Dark | None = None
    face: Face | None = None


class Words(Table):
    sector: Line
    people: Line
    share_with: Line
    keyword: Line


class Law(Table):
    name: Line
    territory: Line
    authority: Line
    authority_url: Page
    guardian_age: Age
    answer_days: Answer
    incident_years: Years


class Hosting(Table):
    place: Line
    provider: Line


class Mail(Table):
    sender_name: Name
    per_person_and_day: Often
    roundup_at: time
    community_texts_with_summaries: list[Line]


class Limits(Table):
    network_per_hour: Often
    address_per_hour: Often
    everywhere_per_hour: Often
    first_mail_hours: Hours
    first_mails_in_30_days: Often
    first_mails_per_hour: Often
    mails_by_form_per_day: Often
    sign_in_mails_per_hour: Often
    unproven_events: Often
    shortest_form_seconds: Seconds


class Retention(Table):
    participants_months: Months
    unproven_days: Days
    documents_months: Months
    mails_months: Months
    requests_months: Months
    incidents_months: Months
    acts_months: Months
    looks_months: Months


class Delays(Table):
    booking_notice_hours: Count
    cancel_deadline_hours: Count
    undo_minutes: Count
    undo_seconds: Count
    reminder_hours_before: list[Some]
    survey_days_after: list[Count]
    unproven_call_days: Count
    unbooked_call_days: Count
    survey_call_days: Count
    link_resend_minutes: Some
    event_reminder_hours_before: list[Some]
    event_link_hours_before: Count
    unproven_seat_minutes: Some
    offer_hours_before: Some
    shortest_offer_minutes: Some
    check_in_minutes_before: Count
    join_minutes_before: Count


class Reach(Table):
    sharers: Factor
    non_sharers: Factor
    non_respondents: Factor


class Edition(Table):
    slug: Slug
    title: Line
    starts_on: date
    ends_on: date
    target_people: Some
    funder: Empty
    reach: Reach


class Sleep(Table):
    begins: time
    ends: time


class EventConsent(Table):
    version: Line
    text: Line


class Consent(EventConsent):
    purpose: Purpose
    required: bool = False
    label: Empty = ""


class Room(Table):
    name: Line
    address: Empty = ""
    access: Empty = ""
    seats: Count = 0


class Tool(Table):
    name: Line
    url: Page = ""
    why: Empty = ""


class Themes(Table):
    leave_out: list[Slug] = Field(default=[])


class Programme(Table):
    name: Name
    organisation: Name
    region: Name
    zone: Zone
    contact_email: Address
    contact_phone: Empty
    postal_address: Line
    privacy_officer: Line
    privacy_email: Address
    community_url: Page
    diagnostic_url: Page
    language: Language
    paper: Literal["letter", "a4"]
    session_minutes: Length
    meeting_minutes: Length
    holidays: Literal["quebec", "none"]
    words: Words
    law: Law
    hosting: Hosting
    look: Look
    open_bookings_per_person: Some
    codevelopment_topics: Some
    retired_themes: list[Slug]
    rooms: list[Room]
    tools: list[Tool]
    mail: Mail
    limits: Limits
    retention: Retention
    delays: Delays
    edition: Edition
    sleep: Sleep
    consents: list[Consent]
    event_consent: EventConsent
    themes: Themes = Themes()
