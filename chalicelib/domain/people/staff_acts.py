"""What members of the team did: to somebody, to an event, to what the team decides alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..ids import owned
from .callers import Caller


class Deed(StrEnum):
    EVENT_CREATED = "event_created"
    EVENT_CHANGED = "event_changed"
    EVENT_CANCELLED = "event_cancelled"
    SUMMARY_SENT = "summary_sent"
    TOPICS_CHOSEN = "topics_chosen"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    MODE_SWITCHED = "mode_switched"
    SEAT_ACCEPTED = "seat_accepted"
    MARKED_PRESENT = "marked_present"
    MARKED_ABSENT = "marked_absent"
    ADDRESS_CORRECTED = "address_corrected"
    PERSON_REGISTERED = "person_registered"
    PROFILE_CORRECTED = "profile_corrected"
    SESSION_BOOKED = "session_booked"
    SESSION_MOVED = "session_moved"
    SESSION_CANCELLED = "session_cancelled"
    OUTCOME_RECORDED = "outcome_recorded"
    ADDRESS_REOPENED = "address_reopened"
    LINK_SENT = "link_sent"
    HOURS_OPENED = "hours_opened"
    HOURS_WITHDRAWN = "hours_withdrawn"
    DAY_CHANGED = "day_changed"
    MEMBER_ADDED = "member_added"
    ROLE_CHANGED = "role_changed"
    MEMBER_BARRED = "member_barred"
    SETTINGS_CHANGED = "settings_changed"
    FIRST_DAY_NOTED = "first_day_noted"
    FIRST_DAY_PUT_AWAY = "first_day_put_away"
    IMPORT_ASKED = "import_asked"
    EDITION_IMPORTED = "edition_imported"
    REPORT_MADE = "report_made"
    REPORT_PUBLISHED = "report_published"
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORT_SHARED = "report_shared"
    LINK_REVOKED = "link_revoked"
    LINKS_REVOKED = "links_revoked"
    TEXT_WRITTEN = "text_written"
    REQUEST_TAKEN = "request_taken"
    REQUEST_ANSWERED = "request_answered"
    INCIDENT_RECORDED = "incident_recorded"
    INCIDENT_COMPLETED = "incident_completed"
    PERSON_ERASED = "person_erased"
    SESSION_NOTED = "session_noted"
    PERSON_NOTED = "person_noted"
    PERSON_AWAITED = "person_awaited"
    LINK_GIVEN = "link_given"
    CALENDAR_GIVEN = "calendar_given"
    CALENDAR_TAKEN_BACK = "calendar_taken_back"
    OUTCOME_CORRECTED = "outcome_corrected"
    DOCUMENT_SENT_AGAIN = "document_sent_again"
    MAIL_SENT_AGAIN = "mail_sent_again"
    CALL_REACHED = "call_reached"
    CALL_PUT_OFF = "call_put_off"
    CALL_DECLINED = "call_declined"
    CALL_GIVEN_UP = "call_given_up"
    PEOPLE_MERGED = "people_merged"
    PEOPLE_PARTED = "people_parted"
    PEOPLE_TOLD_APART = "people_told_apart"
    PEOPLE_ALIKE_AGAIN = "people_alike_again"
    MAIL_TEXT_WRITTEN = "mail_text_written"
    MAIL_TEXT_RESET = "mail_text_reset"
    LETTER_SENT = "letter_sent"
    LETTER_STOPPED = "letter_stopped"


OPERATOR = Caller("operator", 0, staff=True)
"""Who has the account that the system runs in, and is of no team."""


@dataclass(frozen=True)
class StaffAct:
    """One deed, at a time (UTC), by the member whose id is `by`.

    `id` begins with that of what it was done to. `note` is the reason that was given, or the name
    of what the id does not tell: an edition, a section of its report.
    """

    id: str
    deed: Deed
    by: str
    at: datetime
    note: str = ""
    version: int = 0


def done(
    caller: Caller | None,
    deed: Deed,
    subject: str,
    version: int,
    now: datetime,
    note: str = "",
) -> tuple[StaffAct, ...]:
    """Return what the team did to a subject, to be written with it; nothing if it was not them.

    `version` is that of what was changed, as it will stand: no two deeds of a kind have one.
    """
    if caller is None or not caller.staff:
        return ()
    name = deed.value.replace("_", "")
    return (StaffAct(owned(subject, name, version), deed, caller.person_id, now, note),)
