"""The adviser of the demonstration: opens days on themes, records the outcomes of sessions."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from chalicelib import wiring
from chalicelib.domain.sessions.bookings import Outcome

from . import words as words
from .guests import Guest
from .journal import Fact, What
from .people import DISCOVERY, MARKETING, SECURITY, Habit
from .stage import Act, Stage

ADDRESS = "brigadiere@example.org"
THEMES = (MARKETING, SECURITY, DISCOVERY)
DAYS = (0, 2, 3)  # Monday, Wednesday, Thursday
WEEKS = 8
AHEAD = 2  # weeks: when a week opens; the first Monday opens them all until then
EASTER_MONDAY = date(2027, 3, 29)


class Adviser:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        body = {"email": ADDRESS}
        self._token = stage.call("POST", "/_local/staff-session", 200, body).get_json()["token"]

    def plan(self, monday: datetime) -> None:
        """Plan the opening of days, each Monday morning from the one after `monday`."""
        for week in range(1, WEEKS + 1):
            when = monday + timedelta(weeks=max(week - AHEAD, 0))
            self._stage.at(when, ADDRESS, self._opening(monday.date() + timedelta(weeks=week)))

    def expect(self, session: Fact, guest: Guest) -> None:
        """Plan to record a session's outcome some minutes after its end."""
        assert session.ends_at is not None
        moment = session.ends_at + timedelta(minutes=5 * guest.dice.randint(1, 4))
        self._stage.at(moment, ADDRESS, lambda: self._close(session, guest))

    def _opening(self, monday: date) -> Act:
        def open_days() -> None:
            for n, offset in enumerate(DAYS):
                day = monday + timedelta(days=offset)
                if day != EASTER_MONDAY:
                    self._open(day, THEMES[(monday.isocalendar().week + n) % len(THEMES)])

        return open_days

    def _open(self, day: date, theme: str) -> None:
        french = wiring.templates().french
        slots = self._stage.driver.open_day(
            self._token,
            ADDRESS,
            datetime.combine(day, time(9), french.zone).isoformat(),
            datetime.combine(day, time(12, 30), french.zone).isoformat(),
            themes=[theme],
            buffer_minutes=15,
            meeting_url="https://visio.example.org/brigade",
        )
        detail = f"{french.day(day)}, {len(slots)} plages"
        self._stage.note(Fact(self._stage.now, ADDRESS, What.OPENED, theme=theme, detail=detail))

    def _close(self, session: Fact, guest: Guest) -> None:
        """Record the outcome, held or absent, if the agenda still shows the session."""
        if session.booking not in self._awaited(session):
            return
        absent = guest.once(Habit.ABSENT)
        report = {"outcome": Outcome.NO_SHOW.value}
        if not absent:
            report = words.held(guest.person, session.theme, guest.dice)
        self._stage.driver.record(self._token, session.booking, **report)
        what = What.ABSENT if absent else What.HELD
        self._stage.note(replace(session, at=self._stage.now, what=what))
        if absent:
            guest.miss()

    def _awaited(self, session: Fact) -> list[str]:
        span = (
            f"from={session.starts_at:%Y-%m-%dT%H:%M:%SZ}&to={session.ends_at:%Y-%m-%dT%H:%M:%SZ}"
        )
        path = f"/api/v1/staff/agenda?{span}"
        shown = self._stage.call("GET", path, 200, token=self._token).get_json()["sessions"]
        return [booking["id"] for booking in shown if booking["status"] == "booked"]
