"""What workflows need from outside. `wiring` hands them the adapters that provide it."""

from .adjusting import AdjustingStore
from .audience import AudienceStore
from .back_office import TodayStore
from .demand import DemandStore
from .directory import DirectoryStore
from .events import EventStore, SeatStore
from .letters import LetterStore
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
from .telephone import TelephoneStore
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
]
