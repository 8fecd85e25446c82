"""What workflows need from outside. `wiring` hands them the adapters that provide it."""

from .audience import AudienceStore
from .events import EventStore, SeatStore
from .limits import Hide, LimitStore
from .loading import Loading, Records
from .mail import DueStore, MailStore
from .people import PeopleStore
from .privacy import ErasedMarks, PrivacyStore
from .registers import RegisterStore
from .report import ReportPaper, ReportStore
from .retention import RetentionStore
from .services import (
    Archives,
    Composer,
    Files,
    Mailer,
    Queues,
    SealedFiles,
    Spreadsheets,
    Toolboxes,
)
from .sessions import ExternalCalendars, SessionStore
from .store import Store
from .surveys import SurveyStore
from .team.adjusting import AdjustingStore
from .team.back_office import TodayStore
from .team.demand import DemandStore
from .team.directory import DirectoryStore
from .team.letters import LetterStore
from .team.telephone import TelephoneStore
from .team.week import WeekStore
from .unit import Unit

__all__ = [
    "AdjustingStore",
    "Archives",
    "AudienceStore",
    "Composer",
    "DemandStore",
    "DirectoryStore",
    "DueStore",
    "ErasedMarks",
    "EventStore",
    "ExternalCalendars",
    "Files",
    "Hide",
    "LetterStore",
    "LimitStore",
    "Loading",
    "MailStore",
    "Mailer",
    "PeopleStore",
    "PrivacyStore",
    "Queues",
    "Records",
    "RegisterStore",
    "ReportPaper",
    "ReportStore",
    "RetentionStore",
    "SealedFiles",
    "SeatStore",
    "SessionStore",
    "Spreadsheets",
    "Store",
    "SurveyStore",
    "TelephoneStore",
    "TodayStore",
    "Toolboxes",
    "Unit",
    "WeekStore",
]
