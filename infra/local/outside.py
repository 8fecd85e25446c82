"""What stands in for the world outside: calendars by their address, without leaving the machine."""

from chalicelib.domain.week.external import CalendarUnread, Unread


class Outside:
    """Calendars that are there; any other address is unreachable."""

    def __init__(self) -> None:
        self.calendars: dict[str, bytes] = {}

    def fetch(self, url: str) -> bytes:
        """Return a calendar. Raises CalendarUnread."""
        if url not in self.calendars:
            raise CalendarUnread(Unread.UNREACHABLE)
        return self.calendars[url]
