"""The days on which people in Québec do not work, so that opening one is no oversight."""

from datetime import date, timedelta

KNOWN = "quebec"
"""Whose days these are, as the settings name them; of others, none are known."""


def holidays(first: date, last: date, whose: str = KNOWN) -> dict[date, str]:
    """Return the public holidays from a day to another, both included, with their French names."""
    if whose != KNOWN:
        return {}
    years = range(first.year, last.year + 1)
    found = {day: name for year in years for day, name in _of(year).items()}
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


def _of(year: int) -> dict[date, str]:
    easter = _easter(year)
    return {
        date(year, 1, 1): "jour de l’An",
        easter - timedelta(days=2): "Vendredi saint",
        easter + timedelta(days=1): "lundi de Pâques",
        _monday(date(year, 5, 18)): "Journée nationale des patriotes",
        date(year, 6, 24): "fête nationale",
        date(year, 7, 1): "fête du Canada",
        _monday(date(year, 9, 1)): "fête du Travail",
        _monday(date(year, 10, 8)): "Action de grâces",
        date(year, 12, 25): "Noël",
        date(year, 12, 26): "lendemain de Noël",
    }


def _monday(earliest: date) -> date:
    """Return the first Monday from a day on."""
    return earliest + timedelta(days=-earliest.weekday() % 7)


def _easter(year: int) -> date:
    """Return Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
