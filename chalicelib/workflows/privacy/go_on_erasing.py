"""Go on erasing a person until nothing of them is left, then tell them.

It is told by the stream as soon as an erasure begins, and by each sweep until it is over. Whatever
stops it between two lines, it begins again with what is left.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ...domain.events.attestations import attestations_of
from ...domain.events.registrations import EventRegistration
from ...domain.mail import adviser_mail, follow_up
from ...domain.mail.about import AboutPerson
from ...domain.mail.mail import NotAccepted, Refused, Throttled, Unsettled
from ...domain.mail.wording.texts import TEXTS_ID, MailTexts
from ...domain.people.callers import Caller
from ...domain.people.erasures import Erasure
from ...domain.people.participants import Participant, Profile
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.programme import Programme
from ...domain.report.person_count import PersonCount
from ...domain.report.returning import address_in_files
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Slot
from ..documents.files_of_person import forget_files
from ..events.forget_registration import forget_registration
from ..imports.forget_person import forget_person
from ..ports import Archives, Composer, Files, Hide, Mailer, Store
from ..report.count_erased import keep_counted
from ..report.forget_mark import forget_mark
from ..retrying import decided_afresh
from .forget_counts import forget_counts
from .forget_requests import forget_requests
from .list_of_person import list_of_person


def go_on_erasing(
    person_id: str,
    *,
    store: Store,
    files: Files,
    archives: Archives,
    hide: Hide,
    composer: Composer,
    mailer: Mailer,
    programme: Programme,
    now: datetime,
) -> None:
    """Erase what is left of a person, and confirm it to them. Safe to run twice, and too early."""
    erasure = store.one(Erasure, person_id)
    if erasure is None or not erasure.due(now):
        return
    for each in store.held(person_id):
        if isinstance(each, Booking) and each.upcoming(now):
            _cancel(each.id, person_id, store=store, programme=programme, now=now)
        elif isinstance(each, EventRegistration):
            files.forget_all(attestations_of(each.event_id))
            forget_registration(each.id, store=store, programme=programme, now=now)
        elif isinstance(each, PersonCount):
            _keep_counted(each, person_id, store)
    forget_files(person_id, files=files)
    if not erasure.again:
        known_as = address_in_files(person_id, erasure.email)
        forget_mark(person_id, known_as, store=store)
        forget_person(person_id, known_as, store=store, files=files, archives=archives, now=now)
        addresses = erasure.email, erasure.guardian
        forget_counts(person_id, addresses, store=store, hide=hide, now=now)
    forget_requests(person_id, store=store)
    erasure = store.one(Erasure, person_id)
    if erasure is None:
        return
    store.erase(_left(erasure, store, now))
    _finish(_told(erasure, store, composer, mailer, now), store, now)


@decided_afresh
def _cancel(
    booking_id: str, person_id: str, *, store: Store, programme: Programme, now: datetime
) -> None:
    """Cancel a session to come. Its hour is free, and its adviser is told, without the name.

    What is left of it until then says nothing of the person.
    """
    erasure, booking = store.load((Erasure, person_id), (Booking, booking_id))
    if erasure is None or booking is None or not booking.booked:
        return
    slot = store.one(Slot, booking.slot_id)
    cancelled = replace(booking.cancelled(now, None), needs="", report=None, reason="")
    unit = store.unit()
    unit.save(erasure.cancelling(booking.id))
    if slot is not None and slot.booking_id == booking.id:
        unit.save(slot.freed())
    unit.save(cancelled)
    unit.add(*adviser_mail.after_change(cancelled, Caller(person_id, 0), programme, now))
    unit.commit()


def _keep_counted(counted: PersonCount, person_id: str, store: Store) -> None:
    """Keep what was counted while the erasure began; Stale lets the next sweep do it."""
    unit = store.unit()
    keep_counted(person_id, [counted], unit, store=store)
    unit.commit()


def _left(erasure: Erasure, store: Store, now: datetime) -> list[Any]:
    """Return what is to be deleted: all but the erasure and what advisers are still to be told.

    Requests stay in the register, without a name: `forget_requests`.
    """
    kept = erasure.sessions if now < erasure.advisers_told_at else ()
    return [
        each
        for each in list_of_person(erasure.id, erasure.email, store=store)
        if not isinstance(each, Erasure | PrivacyRequest)
        and not (isinstance(each, Booking) and each.id in kept)
    ]


def _told(
    erasure: Erasure, store: Store, composer: Composer, mailer: Mailer, now: datetime
) -> Erasure:
    """Tell the person, without whose address the erasure goes on then.

    The mail is no item of the table: nothing of it is left once it is sent. It is counted before,
    so that it leaves once, or twice at most after a crash.
    """
    if not erasure.confirms(now):
        return erasure.told()
    message = follow_up.after_erasure(erasure, now)
    if mailer.holds_back(message, now):
        return erasure.later(now)
    (texts,) = store.load(known=[(MailTexts, TEXTS_ID)])
    unit = store.unit()
    erasure = unit.save(erasure.trying())
    unit.commit()
    nobody = Participant(erasure.id, erasure.email, Profile("", ""), now, now, proven_at=now)
    try:
        mailer.send(composer.compose(message, nobody, AboutPerson(), now, texts), message, now)
    except (Throttled, NotAccepted):
        return erasure.not_told(now)
    except (Refused, Unsettled):
        return erasure.told()
    return erasure.told()


def _finish(erasure: Erasure, store: Store, now: datetime) -> None:
    """Write when to go on, or end the erasure."""
    after = erasure if erasure.email else erasure.looked_at_again(now)
    unit = store.unit()
    if after is None:
        unit.delete(erasure)
    else:
        unit.save(after)
    unit.commit()
