"""Calendar invitations (icalendar) and the links that add a session to an online calendar.

No secret goes in: calendars are shared.
"""

from datetime import datetime
from urllib.parse import urlencode

from ..domain.bookings import Booking
from ..domain.programme import Programme
from ..domain.slots import Format
from ..domain.themes import Theme


def session_title(theme: Theme | None, programme: Programme) -> str:
    """A session as a calendar names it; `theme` is None once it has left the library."""
    subject = theme.title if theme else "rencontre"
    return f"Rencontre individuelle\u00a0: {subject} ({programme.name})"


def invitation(
    booking: Booking, title: str, attendee: str, sender: str, programme: Programme, now: datetime
) -> tuple[str, str]:
    """An iCalendar document and its method: REQUEST, or CANCEL once the session is cancelled.

    The UID never changes and SEQUENCE rises with the booking's (RFC 5546).
    """
    from icalendar import Calendar, Event, vCalAddress, vText

    method = "REQUEST" if booking.booked else "CANCEL"
    organiser = vCalAddress(f"mailto:{sender}")
    organiser.params["cn"] = vText(programme.sender_name)
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["rsvp"] = vText("FALSE")
    guest.params["partstat"] = vText("ACCEPTED")
    event = Event()
    event.add("uid", f"{booking.id}@{sender.partition('@')[2]}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", title)
    event.add("description", _description(booking))
    event.add("status", "CONFIRMED" if booking.booked else "CANCELLED")
    event.add("organizer", organiser)
    event.add("attendee", guest)
    calendar = Calendar()
    calendar.add("prodid", f"-//{programme.organisation}//{programme.name}//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode(), method


def add_links(booking: Booking, title: str) -> dict[str, str]:
    """Addresses that open Google's and Outlook's « new event » page, filled in."""
    google = urlencode(
        {
            "action": "TEMPLATE",
            "text": title,
            "dates": f"{booking.starts_at:%Y%m%dT%H%M%SZ}/{booking.ends_at:%Y%m%dT%H%M%SZ}",
            "details": _description(booking),
        }
    )
    outlook = urlencode(
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": title,
            "startdt": f"{booking.starts_at:%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{booking.ends_at:%Y-%m-%dT%H:%M:%SZ}",
            "body": _description(booking),
        }
    )
    return {
        "google": f"https://calendar.google.com/calendar/render?{google}",
        "outlook": f"https://outlook.live.com/calendar/0/deeplink/compose?{outlook}",
    }


def _description(booking: Booking) -> str:
    where = "Le lieu" if booking.format is Format.IN_PERSON else "Le lien de connexion"
    return (
        f"Rencontre individuelle avec {booking.adviser_name}. Gratuit. {where} et la façon de "
        "déplacer ou d’annuler la rencontre sont dans votre espace et dans nos courriels."
    )
