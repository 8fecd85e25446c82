"""What the tests of bad days do and look at on the simulated clock."""

from dataclasses import replace

from chalicelib.domain.mail.messages import Kind, Message, State

from ..examples import participant
from .cloud import Cloud

SOON = 600
"""Seconds in which a fault rings."""

HOURS = 60


def register(cloud: Cloud, number: int) -> str:
    """Somebody new, and their mail. Returns its id."""
    person, now = f"p{number:04}", cloud.now()
    mail = Message(f"{person}-registration", Kind.REGISTRATION, now, now)
    cloud.write(replace(participant(), id=person), mail)
    return mail.id


def everybody_has_theirs(cloud: Cloud, mails: list[str]) -> None:
    """Once each, with nothing left in a queue or given up."""
    assert dict(cloud.ses.accepted) == dict.fromkeys(mails, 1)
    states = {cloud.store.one(Message, each).state for each in mails}  # type: ignore[union-attr]
    assert states == {State.DELIVERED}
    assert (cloud.dead(), len(cloud.mail.records)) == (0, 0)


def unknown(cloud: Cloud, mails: list[str]) -> list[str]:
    """Those of which nobody can tell whether they left."""
    found = [cloud.store.one(Message, each) for each in mails]
    return [each.id for each in found if each and each.state is State.UNKNOWN]


def rang(cloud: Cloud, name: str, since: float) -> bool:
    return name in cloud.rung and cloud.rung[name] - since <= SOON
