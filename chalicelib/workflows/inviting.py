"""Invite to the community who agrees to it: once in a person's life."""

from datetime import datetime

from ..domain.mail.follow_up import after_joining_community
from ..domain.mail.messages import Message, State
from ..domain.people.mail_purposes import MailPurpose
from ..domain.people.participants import Participant
from ..domain.programme import Programme
from .ports import Records, Unit


def plan_invitation(
    unit: Unit,
    before: Participant,
    after: Participant,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Plan the invitation of somebody whose consent to the community has just come into force.

    One that was cancelled, as they had withdrawn in the meantime, is planned again.
    """
    agreed = [bool(each.consents_now().get(MailPurpose.COMMUNITY)) for each in (before, after)]
    if agreed != [False, True] or not programme.community_url:
        return
    invitation = after_joining_community(after, programme, now)
    planned = store.one(Message, invitation.id)
    if planned is None:
        unit.add(invitation)
    elif planned.state is State.CANCELLED:
        unit.save(planned.planned_again(invitation.due_at))
