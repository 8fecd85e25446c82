"""The mails about topics that the team has decided on."""

from datetime import datetime

from ..events.topics import TopicProposal, TopicStatus
from ..ids import owned
from ..mail.messages import Kind, Message

NEWS = {TopicStatus.CHOSEN: Kind.TOPIC_CHOSEN, TopicStatus.NOT_CHOSEN: Kind.TOPIC_NOT_CHOSEN}


def after_decision(topic: TopicProposal, now: datetime) -> Message:
    """Return the message that tells the participant what the team decided on their topic."""
    return Message(
        id=owned(topic.registration_id, "topic", topic.sequence),
        kind=NEWS[topic.status],
        due_at=now,
        next_at=now,
        booking_id=topic.registration_id,
        sequence=topic.sequence,
    )
