"""The team reads what became of mails: of all, or of one person; a page at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...domain.directory.entries import PersonEntry
from ...domain.ids import is_of_team
from ...domain.mail.messages import Kind, Message
from ...domain.mail.team.listing import Listing, listed_as, moment_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.staff import Role, StaffMember
from ..accompanied import accompanied
from ..callers import member_of_team
from ..ports import LetterStore

SHOWN = 25
"""Mails on a page."""

AT_ONCE, ROUNDS = 100, 4
"""Mails read at once, and how often for one page, where not all that is read is shown."""

LONGEST_PLACE = 200  # characters: no place is longer


@dataclass(frozen=True)
class Listed:
    """A mail, and whose it is: None of somebody whose row is not made yet."""

    message: Message
    who: PersonEntry | StaffMember | None


@dataclass(frozen=True)
class Mails:
    """Some of a list; `after` is where the rest begins, "" at the end.

    A page may have fewer than it might, or none, and yet not be the last.
    """

    listed: tuple[Listed, ...]
    after: str


def read_mails(
    caller: Caller, listing: Listing | None, kind: Kind | None, after: str, *, store: LetterStore
) -> Mails:
    """Return the next mails of a list: of an adviser, to whom she accompanies and to herself.

    Thirty-seven calls at most, however many mails there are. Raises Forbidden, InvalidToken.
    """
    member = member_of_team(caller, store=store)
    all_shown = member.role is Role.ADMIN and kind is None
    listed: list[Listed] = []
    place = after[:LONGEST_PLACE]
    for _ in range(ROUNDS):
        some, end = store.mails(listing, kind, place, SHOWN if all_shown else AT_ONCE)
        rows = _rows((message for _, message in some), store)
        for place, message in some:
            if _sees(member, found := Listed(message, rows.get(message.person_id))):
                listed.append(found)
            if len(listed) == SHOWN:
                return Mails(tuple(listed), place if end or message is not some[-1][1] else "")
        place = end
        if not end:
            break
    return Mails(tuple(listed), place)


def read_mails_of(
    caller: Caller,
    person_id: str,
    listing: Listing | None,
    kind: Kind | None,
    after: str,
    *,
    store: LetterStore,
) -> Mails:
    """Return the next mails to one person: one query, whoever else there is.

    Raises Forbidden to an adviser who does not accompany them, InvalidToken, NotFound.
    """
    member = member_of_team(caller, store=store)
    held = store.person(person_id)
    person = accompanied(member, held)
    rows = (each for each in held if isinstance(each, PersonEntry) and each.id == person.id)
    who = next(rows, None)
    mails = [e for e in held if isinstance(e, Message) and listed_as(e, listing, kind)]
    forward = listing is Listing.WAITING
    mails.sort(key=_place, reverse=not forward)
    left = [e for e in mails if not after or (_place(e) > after if forward else _place(e) < after)]
    shown = tuple(Listed(each, who) for each in left[:SHOWN])
    return Mails(shown, _place(shown[-1].message) if len(left) > SHOWN else "")


def _place(message: Message) -> str:
    return f"{moment_of(message):%Y-%m-%dT%H:%M:%SZ}#{message.id}"


def _rows(messages: Iterable[Message], store: LetterStore) -> dict[str, PersonEntry | StaffMember]:
    """Return whose mails these are, by the id that each carries, in one call if none was merged."""
    ids = sorted({each.person_id for each in messages})
    wanted: list[tuple[type[PersonEntry | StaffMember], str]] = [
        (StaffMember if is_of_team(each) else PersonEntry, each) for each in ids
    ]
    found = dict(zip(ids, store.load(known=wanted), strict=True))
    return {name: row for name, row in (found | _merged(found, store)).items() if row is not None}


def _merged(
    found: Mapping[str, PersonEntry | StaffMember | None], store: LetterStore
) -> dict[str, PersonEntry | None]:
    """Return the rows of who remains of those who were merged, by their own ids: two calls more."""
    without = [name for name, row in found.items() if row is None and not is_of_team(name)]
    remaining = store.load(known=[(Participant, name) for name in without])
    ids = {name: each.id for name, each in zip(without, remaining, strict=True) if each}
    rows = store.load(known=[(PersonEntry, each) for each in ids.values()])
    return dict(zip(ids, rows, strict=True))


def _sees(member: StaffMember, listed: Listed) -> bool:
    if member.role is Role.ADMIN:
        return True
    who = listed.who
    if isinstance(who, PersonEntry):
        return who.accompanied_by(member.id)
    return who is not None and who.id == member.id
