"""Who else is written to at a person's address: it is theirs, and others share it."""

from ...domain.directory.asking import conditions
from ...domain.directory.entries import PersonEntry
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ..accompanied import opens
from ..callers import member_of_team
from ..ports import DirectoryStore
from .find_people import found


def who_shares(
    caller: Caller, person: Participant, *, store: DirectoryStore
) -> tuple[PersonEntry, ...]:
    """Return those whose page is open to the member; nobody if the address is not the person's own.

    A page of them at most. Raises Forbidden, InvalidToken.
    """
    if not person.email:
        return ()
    member, theirs = member_of_team(caller, store=store), address_key(person.email)
    there = found(conditions(person.email), None, store=store).listed
    return tuple(
        each
        for each in there
        if each.id != person.id and address_key(each.email) == theirs and opens(each, member)
    )
