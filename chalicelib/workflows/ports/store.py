"""The table as a whole, one part for each area."""

from typing import Protocol

from .audience import AudienceStore
from .events import EventStore, SeatStore
from .limits import LimitStore
from .mail import DueStore
from .people import PeopleStore
from .privacy import PrivacyStore
from .registers import RegisterStore
from .report import ReportStore
from .retention import RetentionStore
from .surveys import SurveyStore
from .team.adjusting import AdjustingStore
from .team.back_office import TodayStore
from .team.demand import DemandStore
from .team.directory import DirectoryStore
from .team.letters import LetterStore
from .team.telephone import TelephoneStore
from .team.week import WeekStore


class Store(
    LetterStore,
    EventStore,
    SeatStore,
    DemandStore,
    WeekStore,
    PeopleStore,
    DirectoryStore,
    PrivacyStore,
    RegisterStore,
    SurveyStore,
    DueStore,
    AudienceStore,
    ReportStore,
    RetentionStore,
    LimitStore,
    TodayStore,
    AdjustingStore,
    TelephoneStore,
    Protocol,
):
    """All that a story may ask of the table; a story of one area may ask for that part alone.

    Times are UTC. *Consistent*: all that was written before is read. *From an index*: what was
    written a moment ago may not be there yet. Each method raises Busy if the table refuses for
    longer than is worth waiting. What cannot be read is reported, and left out of lists unless it
    is said otherwise.
    """
