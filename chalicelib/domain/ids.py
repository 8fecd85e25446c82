"""Identifiers, opaque to the outside: only this module builds them and takes them apart.

What belongs to a person carries that person's id before the dash, so that one key lookup finds it:
`p3k…` is a participant, `p3k…-x81…` one of their bookings or documents, and `p3k…-x81…-moved-1` a
message about it. An event can be the owner too: `ev-v81…-changed-1` is a broadcast to everybody
registered for it. A series is `sr-…`, a member of the team `s7c…`.
"""

from collections.abc import Callable
from datetime import datetime

NewId = Callable[[], str]
"""Returns a new random suffix, in hexadecimal."""

_PARTICIPANT, _OF_TEAM = "p", "s"
_EVENT, _SERIES, _REQUEST, _INCIDENT = "ev", "sr", "rq", "ic"
_EDITION, _PARCEL, _ERASED, _SETTINGS = "ed", "im", "er", "st"
_WORDING, _TRIAL = "tx", "try"
_LETTER = "lt"
"""Begins a letter's id, and the part by which its mails name it, and no other part."""
_MARK = 20  # characters
_ABOUT_EVENT = "v"
"""Begins the suffix of what is about an event, and no other: `p3k…-v81…` shows what it is."""

_ABOUT_REQUEST = "q"
"""The same of a request about what is held of somebody: `p3k…-q20270301…`."""


_ABOUT_THEME = "t"
"""The same of what somebody waits for of a theme: `p3k…-tdecouvrabilite`."""


def participant_id(suffix: str) -> str:
    return _PARTICIPANT + suffix


def member_id(suffix: str) -> str:
    """Return the id of a member of the team."""
    return _OF_TEAM + suffix


def is_participant(identifier: str) -> bool:
    """Return whether the identifier is a participant's, or of what is theirs."""
    return identifier.startswith(_PARTICIPANT)


def is_of_team(identifier: str) -> bool:
    """Return whether the identifier is a member's of the team, or of what is theirs."""
    return identifier.startswith(_OF_TEAM)


def event_id(suffix: str) -> str:
    return owned(_EVENT, _ABOUT_EVENT + suffix)


def event_marked(mark: str) -> str:
    """Return the id of the event that others name by this mark: `v81…`."""
    return owned(_EVENT, mark)


def event_of(identifier: str) -> str:
    """Return the id of the event that a registration, a message or a document is about."""
    return event_marked(mark_of(identifier))


def is_about_event(identifier: str) -> bool:
    """Return whether a registration, a message or a document is about an event, by its id."""
    return suffix_of(identifier).startswith(_ABOUT_EVENT)


def is_event(identifier: str) -> bool:
    """Return whether the identifier is an event's own, and not of what belongs to it."""
    of_event = owner_of(identifier) == _EVENT and is_about_event(identifier)
    return of_event and is_whole(identifier)


def series_id(suffix: str) -> str:
    return owned(_SERIES, suffix)


def is_series(identifier: str) -> bool:
    """Return whether the identifier is a series' own."""
    return owner_of(identifier) == _SERIES and is_whole(identifier) and is_shaped(identifier)


def new_request_id(new_id: NewId, now: datetime) -> str:
    """Return the id of a request; its time stands first, so that they sort by it."""
    return owned(_REQUEST, f"{_ABOUT_REQUEST}{now:%Y%m%dt%H%M%S}{new_id()}")


def new_incident_id(new_id: NewId, now: datetime) -> str:
    """Return the id of an incident, as that of a request."""
    return owned(_INCIDENT, f"i{now:%Y%m%dt%H%M%S}{new_id()}")


def letter_id(suffix: str) -> str:
    return owned(_LETTER, _LETTER + suffix)


def letter_of(message_id: str) -> str:
    """Return the id of the letter that a message is a mail of; "" if it is of none."""
    parts = suffix_of(message_id).split("-")
    mark = next((part for part in parts if part.startswith(_LETTER)), "")
    return owned(_LETTER, mark) if mark else ""


def edition_subject(slug: str) -> str:
    """Return the id by which what the team did to an edition is known: `ed-20262027`."""
    return owned(_EDITION, slug.replace("-", ""))


def parcel_subject(parcel_id: str) -> str:
    """Return the same of files that were brought to be imported."""
    return owned(_PARCEL, parcel_id)


def erased_subject(mark: str) -> str:
    """Return the same of somebody who was erased, by a mark that does not tell who it was."""
    return owned(_ERASED, mark[:_MARK])


def settings_subject() -> str:
    """Return the same of the settings."""
    return owned(_SETTINGS, "settings")


def access_subject(member: str) -> str:
    """Return the same of a member's access."""
    return owned(member, "access")


def mail_subject(person: str) -> str:
    """Return the same of somebody's mail. No two people share the part after the dash."""
    return owned(person, f"mail{person}")


def profile_subject(person: str) -> str:
    """Return the same of who somebody is, as the team wrote it down."""
    return owned(person, f"profile{person}")


def wording_subject(kind: str) -> str:
    """Return the same of what the mails of a kind say: `tx-bookingconfirmed`."""
    return owned(_WORDING, kind.replace("_", ""))


def trial_id(member: str, suffix: str) -> str:
    """Return the id of a mail with which a member of the team tries a text."""
    return owned(member, _TRIAL + suffix)


def is_trial(identifier: str) -> bool:
    """Return whether a message tries a text, by its id."""
    return is_of_team(identifier) and suffix_of(identifier).startswith(_TRIAL)


def is_about_request(identifier: str) -> bool:
    """Return whether a message is about a request, by its id."""
    return suffix_of(identifier).startswith(_ABOUT_REQUEST)


def theme_alert(person: str, theme: str) -> str:
    """Return the id of what somebody waits for of a theme, by its slug."""
    return owned(person, _ABOUT_THEME + theme.replace("-", ""))


def is_about_theme(identifier: str) -> bool:
    """Return whether an alert, or a message about it, is what the identifier is of."""
    return suffix_of(identifier).startswith(_ABOUT_THEME)


def request_of(identifier: str) -> str:
    """Return the id of the request that a message is about."""
    return owned(_REQUEST, mark_of(identifier))


def owner_of(identifier: str) -> str:
    """Return the part before the first dash: the owner, as a rule a person."""
    return identifier.partition("-")[0]


def suffix_of(identifier: str) -> str:
    """Return everything after the owner: `x81…-moved-1`."""
    return identifier.partition("-")[2]


def mark_of(identifier: str) -> str:
    """Return only the part after the owner: `x81…`. Raises IndexError if there is none."""
    return identifier.split("-")[1]


def subject_of(identifier: str) -> str:
    """Return the booking, registration or event that a message is about: `p3k…-x81…`."""
    return "-".join(identifier.split("-")[:2])


def session_of(identifier: str) -> str:
    """Return the booking that a message is about; "" of one to the team about nothing of the kind.

    To a member of the team, it follows what the message tells: `s7c…-session-p3k…-x81…-1`.
    """
    if not is_of_team(identifier):
        return subject_of(identifier)
    told = identifier.split("-")[2:4]
    return "-".join(told) if len(told) > 1 else ""


def tail_of(identifier: str) -> str:
    """Return what follows `subject_of`: `moved-1`, or "" if nothing does."""
    return suffix_of(suffix_of(identifier))


def without(last: str, identifier: str) -> str:
    """Return the identifier without its last part, if that is what it is."""
    return identifier.removesuffix(f"-{last}")


def owned(owner: str, *parts: object) -> str:
    """Return the id of what belongs to an owner. The owner may itself have an owner."""
    return "-".join((owner, *map(str, parts)))


def is_whole(identifier: str) -> bool:
    """Return whether the identifier is an owner and a mark, and nothing more."""
    return identifier.count("-") == 1


def is_shaped(text: str) -> bool:
    """Return whether the text could be one of our identifiers that have an owner."""
    plain = text.replace("-", "")
    return plain.isascii() and plain.isalnum() and "-" in text
