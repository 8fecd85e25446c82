"""Send one message: decide, claim, send in a single attempt, write down what became of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.errors import Stale
from ...domain.ids import is_of_team, owned, owner_of
from ...domain.mail import by_day, follow_up, roundups, wanted
from ...domain.mail.about import About, Recipient
from ...domain.mail.basis import basis_of
from ...domain.mail.checks import LETTER_STOPPED
from ...domain.mail.kinds import KINDS
from ...domain.mail.limits import daily_limit
from ...domain.mail.limits.daily_limit import DailyCount
from ...domain.mail.limits.first_mails import apart
from ...domain.mail.mail import NotAccepted, Refused, Throttled, Unsettled
from ...domain.mail.messages import Message, State
from ...domain.mail.told import Told
from ...domain.mail.wording.texts import TEXTS_ID, MailTexts
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.telephone.news import news, news_id
from ...domain.telephone.phone_calls import PhoneCall
from ..ports import Composer, Hide, Mailer, MailStore, Records, Unit
from ..retrying import decided_afresh
from .also_asked import with_all_asked
from .failures import MessageFailed, NotComposed, StillFailed
from .gather import gather
from .leave import Leave, leave_of
from .load_about import Read, keys, load_about, stopped_since

NOT_COMPOSED = "not_composed"

Ready = tuple[Message, Recipient, About, MailTexts | None]
"""A claimed message: for whom, what it tells, and the team's texts as they are now."""


def send_message(
    message_id: str,
    *,
    store: MailStore,
    composer: Composer,
    mailer: Mailer,
    programme: Programme,
    hide: Hide,
    now: datetime,
) -> Message | None:
    """Send a message and return it as it is now; None if it was left alone.

    Safe to run twice and out of order. Raises NotComposed; MessageFailed once a message is given
    up, and again each time the queue brings it back. One that SES certainly did not take is then
    tried once more, so a dead letter can be redriven.
    """
    claimed = _claim(
        message_id, store=store, mailer=mailer, programme=programme, hide=hide, now=now
    )
    if not isinstance(claimed, tuple):
        return claimed
    message, person, about, texts = claimed
    try:
        whole = with_all_asked(about, person, store=store, now=now)
        mail = composer.compose(message, person, whole, now, texts)
    except Exception as error:
        put_off = _put_off(store, message.not_accepted(now, NOT_COMPOSED), person, now)
        raise NotComposed(put_off or message, error) from error
    if stopped_since(about, store):
        return _put_off(store, message.cancelled(LETTER_STOPPED), person, now)
    try:
        provider_id = mailer.send(mail, message, now)
    except Throttled as answer:
        return _put_off(store, message.throttled(now, str(answer)), person, now)
    except NotAccepted as answer:
        return _put_off(store, message.not_accepted(now, str(answer)), person, now)
    except Refused as answer:
        return _write(store, message.failed("refused", str(answer)))
    except Unsettled as answer:
        return _write(store, message.unknown(now, str(answer)))
    sent = message.settled(State.SENT, now, provider_id)
    return _write(store, sent, *follow_up.after_sending(sent, programme))


@decided_afresh
def _claim(
    message_id: str,
    *,
    store: MailStore,
    mailer: Mailer,
    programme: Programme,
    hide: Hide,
    now: datetime,
) -> Ready | Message | None:
    """Return the claimed message with what its mail tells, or what became of it instead."""
    read = _read(message_id, store, now)
    message, told = read.get(Message), read.get(Told)
    person = read.get(_whose(message_id))
    if message is not None and message.state is State.FAILED and not message.redeemable:
        raise StillFailed(message)
    if message is None or not (message.due(now) or message.redeemable):
        return None
    if told is not None or message.state is State.CLAIMED:
        return _held_back(message, told, store, programme, now)
    gathered = _gathered(message, person, read, store, programme, now)
    if gathered is not None:
        return gathered
    about = load_about(message, read, store, programme)
    basis = basis_of(message, person, about, programme, now)
    reason = wanted.why_unwanted(message, person, about, now) or wanted.why_unlawful(message, basis)
    if reason or person is None or about is None:
        return _given_up(message, reason, person, about, store, now)
    limits = programme.limits
    leave = leave_of(message, person, store=store, limits=limits, hide=hide, now=now)
    if leave.reason:
        return _not_yet(store, message, leave)
    count = _day(message, person, read, now)
    later = _later(message, about, count, mailer, programme, now)
    if later is not None:
        return _write(store, later)
    claimed = _claimed(store, message.claimed(now, basis), person, about, count, leave)
    return claimed, person, about, read.get(MailTexts)


def _gathered(
    message: Message,
    person: Recipient | None,
    read: Read,
    store: MailStore,
    programme: Programme,
    now: datetime,
) -> Message | None:
    """Return what became of a mail to a member who is told once a day; None if it leaves."""
    if not (isinstance(person, StaffMember) and roundups.waits(message, person)):
        return None
    return gather(message, person, read.get(Booking), store=store, programme=programme, now=now)


def _claimed(
    store: Records,
    message: Message,
    person: Recipient,
    about: About,
    count: DailyCount | None,
    leave: Leave,
) -> Message:
    """Write a claim and count it, if what it rests on is as it was read. Raises Stale."""
    unit = store.unit()
    claimed = unit.save(message)
    if count is not None:
        unit.save(replace(count, count=count.count + 1))
    for each in leave.counted:
        unit.save(each)
    for rested_on in (person, *about.rests_on):
        if rested_on is not None:
            unit.unchanged(rested_on)
    unit.commit()
    return claimed


def _read(message_id: str, store: Records, now: datetime) -> Read:
    """Read a message, whom it is for, and what its mail tells, all at once."""
    counted = _counted(message_id, now)
    return Read(
        store.load(
            (Message, message_id),
            (_whose(message_id), owner_of(message_id)),
            (DailyCount, counted),
            (Told, message_id),
            *keys(message_id),
            known=[(MailTexts, TEXTS_ID)],
        )
    )


def _whose(message_id: str) -> type[Recipient]:
    return StaffMember if is_of_team(message_id) else Participant


def _held_back(
    message: Message, told: Told | None, store: Records, programme: Programme, now: datetime
) -> Message | None:
    """Return what became of a message that is not sent now.

    If it left before a restoration, it does not leave again, but its follow-up goes on. Otherwise
    its lease is over: the sender that held it died.
    """
    if told is None:
        return _write(store, message.unknown(now))
    planned = follow_up.after_sending(replace(message, sent_at=now), programme)
    new = [each for each in planned if store.one(Message, each.id) is None]
    _write(store, told.settles(message, now), *new)
    return None


def _given_up(
    message: Message,
    reason: str,
    person: Recipient | None,
    about: About | None,
    store: Records,
    now: datetime,
) -> Message:
    """Give up a message; who has no address is telephoned instead, if it tells something."""
    instead = None
    if reason == wanted.NO_ADDRESS:
        reason = KINDS[message.kind].why_unwanted(message, about, now) or reason
        instead = news(message, about, store.one(PhoneCall, news_id(message)), now)
    return _cancelled(
        store, message.cancelled(reason), wanted.rests_on(reason, person, about), instead
    )


def _cancelled(
    store: Records, message: Message, rested_on: object | None, instead: PhoneCall | None = None
) -> Message:
    """Give up a message for good, if what its reason rests on is as it was read. Raises Stale.

    `instead`: the call that is made in its place.
    """
    unit = store.unit()
    cancelled = unit.save(message)
    if instead is not None:
        unit.save(instead)
    if rested_on is not None:
        unit.unchanged(rested_on)
    unit.commit()
    return cancelled


def _later(
    message: Message,
    about: About,
    count: DailyCount | None,
    mailer: Mailer,
    programme: Programme,
    now: datetime,
) -> Message | None:
    """Return the message put off, if it is not to be sent now."""
    if mailer.holds_back(message, now):
        return message.held_back(now)
    sent = count.count if count else 0
    if daily_limit.is_full(message, sent, programme.mails_per_day, about.begins_at, now):
        tomorrow = programme.sleep.wakes_at(daily_limit.next_day(now))
        return message.deferred(tomorrow, "day_full")
    morning = by_day.late_until(message, about.begins_at, programme.sleep, now)
    return message.deferred(morning, "night") if morning else None


def _day(message: Message, person: Recipient, read: Read, now: datetime) -> DailyCount | None:
    """Return the person's count of mails for the day; None for a mail that is none of them."""
    if apart(message, person):
        return None
    counted = _counted(message.id, now)
    return read.get(DailyCount) or DailyCount(counted, now + timedelta(days=3))


def _counted(message_id: str, now: datetime) -> str:
    """Return the id of the person's count of mails for the day."""
    return owned(owner_of(message_id), f"{now:%Y-%m-%d}")


def _not_yet(store: Records, message: Message, leave: Leave) -> Message | None:
    """Write a message that may not leave now: it waits, or is dropped. Raises Stale."""
    unit = store.unit()
    waits = message.deferred(leave.until, leave.reason) if leave.until else None
    written = unit.save(waits or message.cancelled(leave.reason))
    for each in leave.counted:
        unit.save(each)
    unit.commit()
    return written


def _put_off(store: Records, message: Message, person: Recipient, now: datetime) -> Message | None:
    """Write a message that did not leave, and take it off the day's count if it was in it."""
    unit = store.unit()
    if not apart(message, person):
        unit.uncount(DailyCount, _counted(message.id, now))
    return _write(store, message, unit=unit)


def _write(
    store: Records, message: Message, *planned: Message, unit: Unit | None = None
) -> Message | None:
    """Save, unless SES's own event was faster: then that stands. Raises MessageFailed."""
    unit = unit or store.unit()
    unit.save(message)
    unit.add(*planned)
    try:
        unit.commit()
    except Stale:
        return None
    if message.state is State.FAILED:
        raise MessageFailed(message)
    return message
