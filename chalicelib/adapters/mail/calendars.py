"""Calendar invitations (icalendar) and the links that add a session to an online calendar.

They hold no secret: calendars are shared.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlencode

from ...domain.addresses import link_to
from ...domain.documents.themes import Theme
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Format


@dataclass(frozen=True)
class Entry:
    """A session or an event as calendars hold it. `stands` is false once it is cancelled."""

    id: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str
    stands: bool
    location: str = ""


@dataclass(frozen=True)
class Invitation:
    """To whom, and when.

    `sender` is the site's address, after which entries are named; a « Refuser » goes to the team's,
    which somebody reads (RFC 5546).
    """

    attendee: str
    sender: str
    programme: Programme
    now: datetime


def ids_end(sender: str) -> str:
    """Return how the ids (UID) of our entries end, in every calendar."""
    return f"@{sender.partition('@')[2]}"


def session_title(theme: Theme | None, programme: Programme) -> str:
    """Return a session's name in calendars; `theme` is None once it has left the library."""
    subject = theme.title if theme else "rencontre"
    return f"Rencontre individuelle\u00a0: {subject} ({programme.name})"


def invitation(
    booking: Booking, title: str, attendee: str, sender: str, programme: Programme, now: datetime
) -> tuple[str, str]:
    """Return an iCalendar document and its method: REQUEST, or CANCEL for a cancelled session.

    The UID never changes and SEQUENCE rises with the booking's (RFC 5546).
    """
    return written(session_entry(booking, title), Invitation(attendee, sender, programme, now))


def written(entry: Entry, invitation: Invitation) -> tuple[str, str]:
    """Return an iCalendar document and its method."""
    from icalendar import Calendar, vCalAddress, vText
    from icalendar import Event as Component

    method = "REQUEST" if entry.stands else "CANCEL"
    programme = invitation.programme
    organiser = vCalAddress(link_to(programme.contact_email))
    organiser.params["cn"] = vText(programme.sender_name)
    guest = vCalAddress(link_to(invitation.attendee))
    guest.params["rsvp"] = vText("FALSE")
    guest.params["partstat"] = vText("ACCEPTED")
    event = Component()
    event.add("uid", entry.id + ids_end(invitation.sender))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", invitation.now)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    if entry.description:
        event.add("description", entry.description)
    if entry.location:
        event.add("location", entry.location)
    event.add("status", "CONFIRMED" if entry.stands else "CANCELLED")
    event.add("organizer", organiser)
    event.add("attendee", guest)
    calendar = Calendar()
    calendar.add("prodid", f"-//{programme.organisation}//{programme.name}//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode(), method


def session_entry(booking: Booking, title: str) -> Entry:
    return Entry(
        booking.id,
        booking.sequence,
        booking.starts_at,
        booking.ends_at,
        title,
        _description(booking),
        booking.booked,
    )


def adviser_entry(booking: Booking, given_name: str, theme: Theme | None) -> Entry:
    """Return a session as its adviser's calendar has it: a first name and a theme, no more."""
    subject = theme.title if theme else "rencontre individuelle"
    title = f"{given_name}\u00a0: {subject}" if given_name else subject
    return replace(session_entry(booking, title), description="")


def event_entry(
    event: Event, registration: EventRegistration | None, programme: Programme
) -> Entry:
    """Return the entry of an event, for one person's seat. It never holds the link to join.

    Its sequence rises with each change of the event or of the registration.
    """
    online = registration is not None and registration.mode is Mode.ONLINE
    return Entry(
        id=registration.id if registration else event.id,
        sequence=event.sequence + (registration.sequence if registration else 0),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=f"{event.title} ({programme.name})",
        description=_event_description(online),
        stands=event.cancelled_at is None and registration is not None and registration.stands,
        location="En ligne" if online else _room(event),
    )


def add_links(booking: Booking, title: str) -> dict[str, str]:
    """Return the addresses of `links_to_add` for a session."""
    return links_to_add(session_entry(booking, title))


def links_to_add(entry: Entry) -> dict[str, str]:
    """Return addresses that open Google's and Outlook's « new event » page, filled in.

    Outlook has one site for people's own accounts and one for those of work or school. It shows a
    `+` as such: spaces are `%20`.
    """
    place = {"location": entry.location} if entry.location else {}
    google = _query(
        {
            "action": "TEMPLATE",
            "text": entry.title,
            "dates": f"{entry.starts_at:%Y%m%dT%H%M%SZ}/{entry.ends_at:%Y%m%dT%H%M%SZ}",
            "details": entry.description,
            **place,
        }
    )
    outlook = _query(
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": entry.title,
            "startdt": f"{entry.starts_at:%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{entry.ends_at:%Y-%m-%dT%H:%M:%SZ}",
            "body": entry.description,
            **place,
        }
    )
    return {
        "google": f"https://calendar.google.com/calendar/render?{google}",
        "outlook": f"https://outlook.live.com/calendar/0/deeplink/compose?{outlook}",
        "outlook_work": f"https://outlook.office.com/calendar/0/deeplink/compose?{outlook}",
    }


def _query(values: dict[str, str]) -> str:
    return urlencode(values, quote_via=quote, safe="")


def _room(event: Event) -> str:
    return ", ".join(part for part in (event.venue, event.venue_address) if part)


def _event_description(online: bool) -> str:
    where = "Le lien de connexion est" if online else "Les détails sont"
    return (
        f"Gratuit. {where} dans votre espace et dans nos courriels, avec la façon de changer de "
        "mode ou d’annuler."
    )


def _description(booking: Booking) -> str:
    where = "Le lieu" if booking.format is Format.IN_PERSON else "Le lien de connexion"
    return (
        f"Rencontre individuelle avec {booking.adviser_name}. Gratuit. {where} et la façon de "
        "déplacer ou d’annuler la rencontre sont dans votre espace et dans nos courriels."
    )
