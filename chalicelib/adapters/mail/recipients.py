"""Who receives a mail, as it names them."""

from ...domain.mail.about import Recipient
from ...domain.mail.messages import Message
from ...domain.people.arriving.proof import waits
from ...domain.people.participants import Guardian, Participant


def has_to_confirm(person: Recipient) -> bool:
    """Return whether something that was asked for a participant waits for them to confirm it."""
    return isinstance(person, Participant) and waits(person)


def guardian_of(person: Recipient) -> Guardian | None:
    """Return who receives a child's mails for them."""
    return person.guardian if isinstance(person, Participant) else None


def names_at(message: Message, person: Recipient) -> tuple[str, str]:
    """Return the names with which a mail greets: none at an address that is not the person's.

    Whoever has a mail sent elsewhere may have typed any name, and any address.
    """
    return ("", "") if message.to else names_of(person)


def names_of(person: Recipient) -> tuple[str, str]:
    """Return the full name and the given name; a member of the team has one for both.

    An address that nobody has proven has none: anybody may have typed it. A child's mails go to
    their guardian's full name.
    """
    if isinstance(person, Participant):
        if not person.proven:
            return "", ""
        guardian = guardian_of(person)
        full_name = guardian.name if guardian else person.profile.full_name
        return full_name, person.profile.given_name
    return person.name, person.name
