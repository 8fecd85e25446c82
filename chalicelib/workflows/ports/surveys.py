"""What stories of surveys ask of the table."""

from typing import Protocol

from ...domain.surveys.on_the_spot import EventAnswer
from .loading import Records


class SurveyStore(Records, Protocol):
    """Answers to the survey on the spot."""

    def answers(self, event_id: str) -> list[EventAnswer]:
        """Return all of them, in no order of note; as late as an index."""
