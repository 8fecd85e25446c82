"""Lists of people that a member of the team keeps: what is asked for, by a name of her own."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import Conflict
from ..ids import owned, suffix_of
from ..people.names import heard

MOST_LISTS = 30
"""How many one member keeps."""


class TooManyLists(Conflict):
    """The member keeps as many lists as one may."""

    code = "too_many_lists"


@dataclass(frozen=True)
class PeopleList:
    """`id` begins with the member's. Who is on it is found whenever it is opened."""

    id: str
    name: str
    q: str = ""
    filters: tuple[str, ...] = ()
    version: int = 0

    @property
    def mark(self) -> str:
        """What the member names it by: nobody can name another's."""
        return suffix_of(self.id)


def list_of(member_id: str, name: str, q: str, filters: Iterable[str]) -> PeopleList:
    """Return a list of a member's: one of the same name, as one hears it, is the same."""
    mark = hashlib.sha256((heard(name) or name).encode()).hexdigest()[:16]
    return PeopleList(owned(member_id, mark), name, q, tuple(filters))
