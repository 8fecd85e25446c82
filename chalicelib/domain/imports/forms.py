"""The files of a past edition: their columns, and how a cell of each is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from .. import texts
from ..events.events import EventKind, EventMode, Mode
from ..levels import Maturity
from ..people.participants import ParticipantKind
from ..surveys.questions import Axis
from . import labels
from .cells import (
    Reader,
    choice,
    email,
    number,
    several,
    snake_case,
    text_up_to,
    theme,
    whole,
    yes_no,
)
from .dates import read_date, read_moment

EDITION = "edition.json"
PARTICIPANTS, SESSIONS, EVENTS = "participants.csv", "sessions.csv", "events.csv"
ATTENDANCE, ANSWERS, INDICATORS = "attendance.csv", "survey_responses.csv", "indicators.csv"

CORRECTIONS = "corrections.csv"
"""What a corrected copy has besides, for people to read: it is passed over."""

FORMATS = ("individual", "group")
SESSION_STATUSES = ("completed", "no_show", "cancelled", "booked")
ATTENDANCE_STATUSES = ("attended", "absent", "cancelled", "confirmed", "waitlisted")

LONGEST_EVENT = 3 * 24 * 60
"""In minutes."""

MOST = 1_000_000


@dataclass(frozen=True)
class Column:
    """A column: `blank` is what an empty cell stands for, None where each line needs a value."""

    name: str
    read: Reader
    blank: str | None = None


@dataclass(frozen=True)
class Form:
    """A file: its columns, and those that tell its lines apart.

    It may be left out if `optional`; the order of its lines means something if `ordered`.
    """

    file: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    optional: bool = False
    ordered: bool = False
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """Where each column is."""

    def __post_init__(self) -> None:
        places = {column.name: place for place, column in enumerate(self.columns)}
        object.__setattr__(self, "places", places)


@dataclass(frozen=True)
class Vocabulary:
    """What files may speak of: themes by slug, with their titles; times are of the zone.

    `running` is the slug of the edition under way, which no files bring in. Meetings last
    `meeting_minutes` there, as a rule.
    """

    themes: Mapping[str, str]
    zone: str
    running: str = ""
    meeting_minutes: int = 90

    def forms(self) -> dict[str, Form]:
        """Return the forms of all files, in the order of the archive."""
        moment = partial(read_moment, zone=self.zone)
        slug = theme(self.themes)
        forms = (
            _participants(),
            _sessions(slug, moment),
            _events(slug, moment),
            _attendance(),
            _answers(),
            _indicators(),
        )
        return {form.file: form for form in forms}


_NAME, _LINE = text_up_to(80, texts.name), text_up_to(150)
_REFERENCE, _TITLE, _SOURCE = text_up_to(40), text_up_to(200), text_up_to(500)


def _participants() -> Form:
    levels = tuple(Maturity)
    return Form(
        PARTICIPANTS,
        (
            Column("email", email),
            Column("given_name", _NAME),
            Column("family_name", _NAME, ""),
            Column("kind", choice(tuple(ParticipantKind), labels.KINDS)),
            Column("organization", _LINE, ""),
            Column("discipline", _LINE, ""),
            Column("municipality", _LINE, ""),
            Column("maturity_level", choice(levels, labels.LEVELS), ""),
            Column("referred_by_colleague", yes_no, "no"),
            Column("registered_on", read_date),
            Column("consent_newsletter", yes_no, "no"),
            Column("community_member", yes_no, "no"),
        ),
        ("email",),
    )


def _sessions(slug: Reader, moment: Reader) -> Form:
    return Form(
        SESSIONS,
        (
            Column("session_ref", _REFERENCE),
            Column("theme", slug),
            Column("format", choice(FORMATS, labels.FORMATS)),
            Column("starts_at", moment),
            Column("status", choice(SESSION_STATUSES, labels.SESSION_STATUSES)),
            Column("email", email),
        ),
        ("session_ref", "email"),
    )


def _events(slug: Reader, moment: Reader) -> Form:
    return Form(
        EVENTS,
        (
            Column("event_ref", _REFERENCE),
            Column("title", _TITLE),
            Column("kind", choice(tuple(EventKind), labels.EVENT_KINDS)),
            Column("themes", several(slug), ""),
            Column("starts_at", moment),
            Column("duration_minutes", whole(1, LONGEST_EVENT)),
            Column("mode", choice(tuple(EventMode), labels.MODES)),
        ),
        ("event_ref",),
    )


def _attendance() -> Form:
    modes = tuple(Mode)
    return Form(
        ATTENDANCE,
        (
            Column("event_ref", _REFERENCE),
            Column("email", email),
            Column("mode", choice(modes, labels.among(modes, labels.MODES))),
            Column("status", choice(ATTENDANCE_STATUSES, labels.ATTENDANCE_STATUSES)),
        ),
        ("event_ref", "email"),
    )


def _answers() -> Form:
    return Form(
        ANSWERS,
        (
            Column("survey", _TITLE),
            Column("email", email),
            Column("answered_on", read_date),
            Column("shared", yes_no, ""),
            Column("people_reached", whole(0, MOST), ""),
            Column("project_planned", yes_no, ""),
            Column("concrete_action", yes_no, ""),
            Column("best_axis", choice(tuple(Axis), labels.AXES), ""),
        ),
        ("survey", "email", "answered_on"),
    )


def _indicators() -> Form:
    return Form(
        INDICATORS,
        (Column("name", snake_case), Column("value", number), Column("source", _SOURCE)),
        ("name",),
        optional=True,
        ordered=True,
    )
