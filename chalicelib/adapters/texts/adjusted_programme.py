"""The programme as it is now: its file, and what admins set in place of some of it."""

from datetime import datetime, timedelta
from pathlib import Path

from ...domain.adjusting.adjustments import NOTHING_SET, Adjustments, effective
from ...domain.adjusting.fields import Values
from ...domain.programme import Programme
from .programme_file import defaults_in, programme_of, read_file

FRESH = timedelta(minutes=1)
"""For how long what admins set is not asked for again."""


class AdjustedProgramme:
    """Begins with the file alone; `take` gives it what admins set."""

    def __init__(self, path: Path) -> None:
        self._file = read_file(path)
        self.defaults: Values = defaults_in(self._file)
        self.programme = programme_of(self._file)
        self.refused: tuple[str, ...] = ()
        self._taken = NOTHING_SET
        self._asked_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Return whether it is time to ask what admins set; it counts as asked from here on."""
        asked_at = self._asked_at
        if asked_at is not None and asked_at <= now < asked_at + FRESH:
            return False
        self._asked_at = now
        return True

    def take(self, adjustments: Adjustments) -> bool:
        """Make the programme of what admins set; return whether it was another before."""
        if adjustments == self._taken:
            return False
        found = effective(self.defaults, adjustments)
        self.programme = programme_of(self._file, _other_than(self.defaults, found.values))
        self.refused, self._taken = found.refused, adjustments
        return True


def programme_with(path: Path, adjustments: Adjustments) -> Programme:
    """Return the programme of a file with what admins set, for what an operator runs."""
    programme = AdjustedProgramme(path)
    programme.take(adjustments)
    return programme.programme


def _other_than(defaults: Values, values: Values) -> Values:
    """Return the values that differ: what the file says is left as it is written there."""
    return {key: value for key, value in values.items() if value != defaults[key]}
