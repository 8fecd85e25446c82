"""Dates and times as people in Québec read them, in the programme's zone (Babel)."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCALE = "fr_CA"
NBSP = "\u00a0"


class French:
    """Formats moments (any zone) in `zone`, called by its `city`: « 13 h 30 »."""

    def __init__(self, zone: str, city: str) -> None:
        self.zone, self._city = ZoneInfo(zone), city

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day(self, moment: datetime | date) -> str:
        """« mardi 9 mars 2027 », « jeudi 1er avril 2027 »."""
        return self._date(moment, "EEEE d MMMM y")

    def short_day(self, moment: datetime | date) -> str:
        """« 9 mars 2027 »."""
        return self._date(moment, "d MMMM y")

    def clock(self, moment: datetime) -> str:
        """« 9 h », « 13 h 30 » (Office québécois de la langue française)."""
        local = self.local(moment)
        minutes = f"{NBSP}{local:%M}" if local.minute else ""
        return f"{local.hour}{NBSP}h{minutes}"

    def zone_name(self, moment: datetime) -> str:
        """The city's time with the offset that holds then: « heure de Montréal, UTC−5 »."""
        offset = self.local(moment).utcoffset()
        hours = int(offset.total_seconds() // 3600) if offset else 0
        sign = "−" if hours < 0 else "+"
        return f"heure de {self._city}, UTC{sign}{abs(hours)}"

    def _date(self, moment: datetime | date, pattern: str) -> str:
        day = self.local(moment).date() if isinstance(moment, datetime) else moment
        return long_date(day, pattern)


def long_date(day: date, pattern: str = "d MMMM y") -> str:
    """« 9 mars 2027 », « 1er avril 2027 »."""
    from babel.dates import format_date

    text = format_date(day, pattern, locale=LOCALE)
    return re.sub(r"(^| )1 ", r"\g<1>1er ", text, count=1) if day.day == 1 else text
