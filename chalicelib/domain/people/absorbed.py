"""Who was found to be the same person as somebody else, as the one who remains remembers them."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Absorbed:
    """Somebody merged into another, by their id; what is theirs stays under it.

    `email`, `phone` and `name` are those by which they were known. The epochs date the links,
    calendar and sessions that they had, which open what is now one person's; not if nobody had
    proven the address that these were mailed to: then `opens` is False.
    """

    id: str
    name: str
    email: str = ""
    phone: str = ""
    link_epoch: int = 0
    calendar_epoch: int = 0
    session_epoch: int = 0
    opens: bool = True

    def revoked(self) -> "Absorbed":
        """Return them once no link mailed to them works."""
        return replace(self, link_epoch=self.link_epoch + 1)

    def with_other_calendar(self) -> "Absorbed":
        return replace(self, calendar_epoch=self.calendar_epoch + 1)

    def signed_out(self) -> "Absorbed":
        return replace(self, session_epoch=self.session_epoch + 1)
