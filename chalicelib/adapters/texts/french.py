"""Dates and times as people who read French do, in the programme's zone (Babel)."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

CANADIAN = "fr-CA"
NBSP = "\u00a0"

ABOUT_AN_HOUR = timedelta(minutes=50), timedelta(minutes=70)
"""What « dans une heure » may stand for: a mail due an hour before leaves some minutes late."""


class French:
    """Formats moments (of any zone) in `zone`, as `language` names that: « 13 h 30 »."""

    def __init__(self, zone: str, language: str = CANADIAN) -> None:
        self.zone, self._language = ZoneInfo(zone), language

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day(self, moment: datetime | date) -> str:
        """Return « mardi 9 mars 2027 », « jeudi 1er avril 2027 »."""
        return self._date(moment, "EEEE d MMMM y")

    def short_day(self, moment: datetime | date) -> str:
        """Return « 9 mars 2027 »."""
        return self._date(moment, "d MMMM y")

    def near_day(self, moment: datetime | date) -> str:
        """Return « mardi 9 mars »."""
        return self._date(moment, "EEEE d MMMM")

    def clock(self, moment: datetime) -> str:
        """Return « 9 h », « 13 h 30 » (Office québécois de la langue française)."""
        local = self.local(moment)
        minutes = f"{NBSP}{local:%M}" if local.minute else ""
        return f"{local.hour}{NBSP}h{minutes}"

    def zone_name(self, moment: datetime) -> str:
        """Return « heure de l’Est », with the offset in the one hour that clocks show twice."""
        from babel.dates import get_timezone_name

        locale = self._language.replace("-", "_")
        local, name = self.local(moment), get_timezone_name(self.zone, locale=locale)
        offset, again = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
        if offset == again:
            return name
        hours = int((local.utcoffset() or timedelta()).total_seconds() // 3600)
        return f"{name}, UTC{'−' if hours < 0 else '+'}{abs(hours)}"

    def how_soon(self, start: datetime, now: datetime) -> str:
        """Return « dans une semaine », « demain », « dans une heure ».

        By the calendar, then by the clock.
        """
        left = start - now
        days = (self.local(start).date() - self.local(now).date()).days
        if left < ABOUT_AN_HOUR[0]:
            return "dans moins d’une heure"
        if left <= ABOUT_AN_HOUR[1]:
            return "dans une heure"
        words = {0: "aujourd’hui", 1: "demain", 7: "dans une semaine"}
        return words.get(days, f"dans {days}{NBSP}jours")

    def _date(self, moment: datetime | date, pattern: str) -> str:
        day = self.local(moment).date() if isinstance(moment, datetime) else moment
        return long_date(day, pattern)


def long_date(day: date, pattern: str = "d MMMM y") -> str:
    """Return « 9 mars 2027 », « 1er avril 2027 »."""
    from babel.dates import format_date

    text = format_date(day, pattern, locale="fr")
    return re.sub(r"(^| )1 ", r"\g<1>1er ", text, count=1) if day.day == 1 else text
