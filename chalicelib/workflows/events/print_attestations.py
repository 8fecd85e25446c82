"""Attestations of attendance as PDF: one person's, or those of an event in one file."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.events.attestations import NotAttended, PrintedAttestations, attests, printed
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_of, owner_of
from ...domain.people.callers import Caller, owned_by
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ..callers import for_caller
from ..ports import EventStore, Files, Queues, Records, ReportPaper
from .manage_events import read_roster


@dataclass(frozen=True)
class Attested:
    """Who came to an event, each with their registration, in order of their names."""

    event: Event
    people: tuple[tuple[Participant, EventRegistration], ...]


def read_attested(
    caller: Caller, identifier: str, *, store: Records, programme: Programme, now: datetime
) -> Attested:
    """Return one registration that attests, to whose it is or to the team.

    Raises InvalidToken, NotFound, NotAttended.
    """
    person, registration, event = for_caller(caller, store, programme).load(
        (Participant, owner_of(identifier)),
        (EventRegistration, identifier),
        (Event, event_of(identifier)),
    )
    owned_by(caller, person)
    if person is None or registration is None or event is None:
        raise NotFound
    if not attests(event, registration, now):
        raise NotAttended
    return Attested(event, ((person, registration),))


def read_all_attested(
    caller: Caller, event_id: str, *, store: EventStore, now: datetime
) -> Attested:
    """Return all that attest. Raises Forbidden, EventNotFound, and NotAttended if none does."""
    roster = read_roster(caller, event_id, store=store)
    came = [each for each in roster.registrations if attests(roster.event, each, now)]
    known = [(roster.people.get(each.participant_id), each) for each in came]
    people = [(person, each) for person, each in known if person is not None]
    if not people:
        raise NotAttended
    return Attested(roster.event, tuple(sorted(people, key=_name)))


def print_attestations(
    event_id: str, pages: str, correlation: str, *, files: Files, queues: Queues
) -> bytes | None:
    """Return the pages of several people, which are HTML, as PDF; None while it is being drawn.

    Whoever asks was recognised when they were read. Raises StorageFailed.
    """
    file = printed(event_id, pages, correlation)
    found = files.find(file.key)
    if found is not None:
        return found
    files.put(file.page_key, pages.encode(), "text/html; charset=utf-8")
    queues.hand_over("documents", [file])
    return files.wait_for(file.key)


def draw_attestations(
    file: PrintedAttestations, *, files: Files, report_paper: ReportPaper
) -> None:
    """Draw a file, unless it is drawn already or went with somebody who is on it meanwhile."""
    pages = files.find(file.page_key)
    if files.find(file.key) is None and pages is not None:
        files.put(file.key, report_paper.draw(pages.decode()), "application/pdf")


def _name(each: tuple[Participant, EventRegistration]) -> tuple[str, str]:
    profile = each[0].profile
    return profile.family_name.casefold(), profile.given_name.casefold()
