"""The edition under way in the files of a past one, to be brought into another system.

In them is who counts in its report, and what the report counts of them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ..errors import Conflict
from ..events.events import Event, EventKind
from ..events.registrations import EventRegistration, RegistrationStatus
from ..ids import suffix_of
from ..people.participants import HeardFrom, Participant, ParticipantKind
from ..report.contributions import contribution
from ..report.editions import Edition
from ..report.live import Records, person_facts, wall_time
from ..report.returning import address_in_files
from .canonical import csv_of
from .edition_file import MEAN
from .forms import (
    ANSWERS,
    ATTENDANCE,
    EDITION,
    EVENTS,
    INDICATORS,
    PARTICIPANTS,
    SESSIONS,
    Form,
    Vocabulary,
)
from .tables import Table

MOST_PEOPLE = 1_000
"""People of the system that one answer looks at, in some ten seconds."""

Line = dict[str, str]


class EditionTooLarge(Conflict):
    """The system has more people than one answer can look at."""

    code = "edition_too_large"


@dataclass(frozen=True)
class UnderWay:
    """An edition as it is now: `events` are those that its report counts, by id."""

    edition: Edition
    vocabulary: Vocabulary
    events: Mapping[str, Event]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.zone)

    def files(self, people: Iterable[Records]) -> dict[str, bytes]:
        """Return the files of the edition: CSV, and `edition.json`."""
        counted = [each for each in people if self._counts(each)]
        lines = {
            PARTICIPANTS: [self._participant(each.person) for each in counted if each.person],
            SESSIONS: [line for each in counted for line in self._sessions(each)],
            EVENTS: [self._event(each) for each in self.events.values() if _is_meeting(each)],
            ATTENDANCE: [line for each in counted for line in self._attendance(each)],
            ANSWERS: [line for each in counted for line in self._answers(each)],
            INDICATORS: [*map(asdict, self.edition.indicators)],
        }
        forms = self.vocabulary.forms()
        told = {file: _csv(forms[file], held) for file, held in lines.items()}
        return {EDITION: self._json({line["theme"] for line in lines[SESSIONS]}), **told}

    def _counts(self, records: Records) -> bool:
        facts = person_facts(records, self.events, self.zone)
        return bool(contribution(facts, self.edition))

    def _participant(self, person: Participant) -> Line:
        profile, consents = person.profile, person.consents_now()
        return {
            "email": address_in_files(person.id, person.email),
            "given_name": profile.given_name,
            "family_name": profile.family_name,
            "kind": profile.kind or ParticipantKind.INDIVIDUAL,
            "organization": profile.organization,
            "discipline": profile.discipline,
            "municipality": profile.municipality,
            "maturity_level": profile.maturity_level or "",
            "referred_by_colleague": _yes_no(person.heard_from is HeardFrom.COLLEAGUE),
            "registered_on": wall_time(person.registered_at, self.zone).date().isoformat(),
            "consent_newsletter": _yes_no(consents.get("newsletter")),
            "community_member": _yes_no(consents.get("community")),
        }

    def _sessions(self, records: Records) -> Iterator[Line]:
        email = _email(records)
        for each in records.bookings:
            if self.edition.covers(wall_time(each.starts_at, self.zone)):
                where = suffix_of(each.id), each.theme, "individual"
                yield self._session(email, *where, each.starts_at, each.status)
        for came in records.attended:
            event = self.events.get(came.event_id)
            if event is not None and not _is_meeting(event):
                where = event.id, event.themes[0], "group"
                yield self._session(email, *where, event.starts_at, "completed")

    def _session(
        self, email: str, ref: str, theme: str, form: str, starts_at: datetime, status: str
    ) -> Line:
        start = wall_time(starts_at, self.zone).isoformat()
        said = {"session_ref": ref, "theme": theme, "format": form}
        return {**said, "starts_at": start, "status": status, "email": email}

    def _event(self, event: Event) -> Line:
        return {
            "event_ref": event.id,
            "title": event.title,
            "kind": event.kind,
            "themes": ";".join(event.themes),
            "starts_at": wall_time(event.starts_at, self.zone).isoformat(),
            "duration_minutes": str(max(1, (event.ends_at - event.starts_at) // _MINUTE)),
            "mode": event.mode,
        }

    def _attendance(self, records: Records) -> Iterator[Line]:
        for each in records.registrations:
            event = self.events.get(each.event_id)
            if event is not None and _is_meeting(event):
                told = each.attended_in or each.mode
                mode = told if told in event.modes else event.modes[0]
                said = {"event_ref": event.id, "email": _email(records), "mode": mode}
                yield {**said, "status": _status(each)}

    def _answers(self, records: Records) -> Iterator[Line]:
        """Yield each answer; the names of surveys put those of one day in their order."""
        for each in records.answered:
            if each.answers is None or each.answered_at is None:
                continue
            moment, said = wall_time(each.answered_at, self.zone), each.answers
            if self.edition.covers(moment):
                reached = said.people_reached
                yield {
                    "survey": f"{moment:%Y-%m-%d %H:%M:%S} {each.theme}".strip(),
                    "email": _email(records),
                    "answered_on": moment.date().isoformat(),
                    "shared": _yes_no(said.shared),
                    "people_reached": "" if reached is None else str(reached),
                    "project_planned": _answer(said.project_planned),
                    "concrete_action": _answer(said.concrete_action),
                    "best_axis": said.best_axis,
                }

    def _json(self, themes: set[str]) -> bytes:
        """Return `edition.json`; a theme that the programme has no more is named by its slug."""
        of_events = (slug for each in self.events.values() for slug in each.themes)
        named = {slug: slug for slug in sorted(themes.union(of_events))}
        edition, factors = self.edition, asdict(self.edition.reach)
        told = {
            "slug": edition.slug,
            "title": edition.title,
            "starts_on": edition.starts_on.isoformat(),
            "ends_on": edition.ends_on.isoformat(),
            "target_people": edition.target_people,
            "reach": {
                name: said if said == MEAN else float(said) for name, said in factors.items()
            },
            "themes": {**named, **self.vocabulary.themes},
        }
        return json.dumps(told, ensure_ascii=False).encode()


_MINUTE = timedelta(minutes=1)


def begun_events(events: Iterable[Event], now: datetime) -> dict[str, Event]:
    """Return by id the events that a report counts: begun, and not cancelled."""
    return {each.id: each for each in events if each.begun(now) and each.cancelled_at is None}


def _csv(form: Form, lines: list[Line]) -> bytes:
    return csv_of(Table(form, [[line[name] for name in form.places] for line in lines]))


def _email(records: Records) -> str:
    person = records.person
    return address_in_files(person.id, person.email) if person else ""


def _is_meeting(event: Event) -> bool:
    return event.kind is not EventKind.GROUP_SESSION


def _status(registration: EventRegistration) -> str:
    """Return what became of a registration; an offer was a place in line."""
    if registration.status is RegistrationStatus.OFFERED:
        return RegistrationStatus.WAITLISTED
    return registration.status


def _yes_no(said: bool | None) -> str:
    return "yes" if said else "no"


def _answer(said: bool | None) -> str:
    return "" if said is None else _yes_no(said)
