"""Who receives a mail, as it names them."""

from ...domain.mail.about import Recipient
from ...domain.people.participants import Guardian, Participant
from ...domain.people.proof import waits


def has_to_confirm(person: Recipient) -> bool:
    """Return whether something that was asked for a participant waits for them to confirm it."""
    return isinstance(person, Participant) and waits(person)


def guardian_of(person: Recipient) -> Guardian | None:
    """Return who receives a child's mails for them."""
    return person.guardian if isinstance(person, Participant) else None


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
