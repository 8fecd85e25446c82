"""The team sends somebody a mail again, if it is still wanted and may leave."""

from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import owner_of
from ...domain.mail.basis import basis_of
from ...domain.mail.messages import Message
from ...domain.mail.team.resending import (
    COMPLAINED,
    NotResent,
    ensure_resendable,
    resent,
    resent_ids,
)
from ...domain.mail.wanted import why_unlawful, why_unwanted
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.staff_acts import Deed, done
from ...domain.people.unsubscribing import has_complained
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ..accompanied import accompanied
from ..callers import with_member
from ..mail.leave import leave_of
from ..mail.load_about import Read, keys, load_about
from ..ports import Hide, LetterStore
from ..retrying import decided_afresh


@decided_afresh
def resend_mail(
    caller: Caller,
    message_id: str,
    once: Once[Message],
    *,
    store: LetterStore,
    programme: Programme,
    hide: Hide,
    now: datetime,
) -> Message:
    """Send a mail again and return the new one; the one that waits already, if there is one.

    Raises Forbidden, InvalidToken, NotFound, NotResent, NotSentYet, NotToBeResent, ResentEnough,
    Replay, KeyReused.
    """
    member, receipt = with_member(caller, store, (Receipt, once.id))
    once.check(receipt)
    held = store.person(owner_of(message_id))
    person = accompanied(member, held)
    mails = {each.id: each for each in held if isinstance(each, Message)}
    if message_id not in mails:
        raise NotFound
    message = mails[message_id]
    ensure_resendable(message)
    before = [mails[each] for each in resent_ids(message_id) if each in mails]
    again = resent(message, before, now)
    unit = store.unit()
    if again.version == 0:
        _ensure_leaves(again, person, store=store, programme=programme, hide=hide, now=now)
        unit.add(again)
        unit.unchanged(person)
        unit.add(*done(caller, Deed.MAIL_SENT_AGAIN, again.id, 1, now))
    unit.add(*once.receipts(again, now))
    unit.commit()
    return again


def _ensure_leaves(
    message: Message,
    person: Participant,
    *,
    store: LetterStore,
    programme: Programme,
    hide: Hide,
    now: datetime,
) -> None:
    """Raise NotResent if the sender would not let the mail leave, for the same reason."""
    read = Read(store.load(*keys(message.id)))
    about = load_about(message, read, store, programme)
    basis = basis_of(message, person, about, programme, now)
    reason = why_unwanted(message, person, about, now) or why_unlawful(message, basis)
    if not reason and has_complained(person):
        reason = COMPLAINED
    if not reason:
        limits = programme.limits
        leave = leave_of(message, person, store=store, limits=limits, hide=hide, now=now)
        reason = "" if leave.until else leave.reason
    if reason:
        raise NotResent(reason)
