"""Whom each stored type is about, and what is held about one person.

`docs/privacy.md` says what becomes of it when they ask to be erased.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import batched
from typing import Any, cast

from ....domain.adjusting.adjustments import Adjustments, SettingsChange
from ....domain.audience.figures import PageDay
from ....domain.audience.summary import EditionAudience
from ....domain.audience.visitors import AudienceSalt, Seen
from ....domain.back_office.first_day import FirstDay
from ....domain.demand.alerts import Alert
from ....domain.demand.counts import Demand
from ....domain.demand.news import HourNews
from ....domain.directory.entries import FoundBy, PersonEntry
from ....domain.directory.lists import PeopleList
from ....domain.documents.documents import Document
from ....domain.events.events import Event
from ....domain.events.registrations import EventRegistration
from ....domain.events.seats import Seats, WaitingPlace
from ....domain.events.series import Series
from ....domain.events.topics import TopicProposal
from ....domain.letters.letters import Letter
from ....domain.limits.budgets import Budget
from ....domain.looks import Look, day_mark
from ....domain.mail.broadcasts import Broadcast
from ....domain.mail.limits.daily_limit import DailyCount
from ....domain.mail.limits.first_mails import FirstMails
from ....domain.mail.messages import Message
from ....domain.mail.roundups import Roundup
from ....domain.mail.sweeps import SweepRound
from ....domain.mail.told import Told
from ....domain.mail.wording.texts import MailTexts
from ....domain.mail.wording.trials import TriedText
from ....domain.merging.merges import Merge
from ....domain.people.consent_history import ConsentPage
from ....domain.people.drafts import Draft
from ....domain.people.erasures import Erasure
from ....domain.people.keys import PersonKey
from ....domain.people.participants import AddressHolder, Participant
from ....domain.people.privacy_requests import PrivacyRequest
from ....domain.people.staff import StaffAddress, StaffMember
from ....domain.people.staff_acts import StaffAct
from ....domain.privacy.incidents import Incident
from ....domain.privacy.retention_round import RetentionRound
from ....domain.receipts import Receipt
from ....domain.report.editions import Edition
from ....domain.report.figures import EventFigures, Figures
from ....domain.report.person_count import PersonCount
from ....domain.report.recounts import Recount
from ....domain.report.releases import Release
from ....domain.report.returning import Accompanied
from ....domain.sessions.bookings import Booking
from ....domain.sessions.slots import Schedule, Slot
from ....domain.sessions.team_files import TeamFile
from ....domain.sessions.toolshelves import Toolshelf
from ....domain.surveys.on_the_spot import AnswerCount, EventAnswer
from ....domain.surveys.surveys import Survey
from ....domain.telephone.phone_calls import PhoneCall
from ....domain.unreadable import Unreadable
from ....domain.week.day_changes import DayChange
from ....domain.week.external import ExternalCalendar
from ....domain.week.patterns import Pattern
from .. import partitions
from ..codec import Item, key_item
from ..queries import WRITTEN_AT_ONCE, Queries


class Whose(StrEnum):
    """Whom a stored type is about and, if that is a participant, how one finds it."""

    OWNED = "a participant: in their own partition"
    BY_ADDRESS = "a participant: under the hash of their address"
    BY_REGISTRATION = "a participant: its key follows from their registration for an event"
    BY_INDEX = "a participant: in the index, by their id or the hash of their address"
    BY_MARK = "a participant: a mark among those of others, made of the hash of their address"
    TEAM = "the team: of a participant, at most an id"
    NOBODY = "nobody: of a participant, at most an id for as long as a write is not finished"


WHOSE: dict[type[Any], Whose] = {
    Participant: Whose.OWNED,
    ConsentPage: Whose.OWNED,
    Merge: Whose.OWNED,
    Booking: Whose.OWNED,
    Document: Whose.OWNED,
    Survey: Whose.OWNED,
    TeamFile: Whose.OWNED,
    PhoneCall: Whose.OWNED,
    Message: Whose.OWNED,
    Told: Whose.OWNED,
    DailyCount: Whose.OWNED,
    Draft: Whose.OWNED,
    Erasure: Whose.OWNED,
    PersonKey: Whose.OWNED,
    EventRegistration: Whose.OWNED,
    PersonCount: Whose.OWNED,
    PersonEntry: Whose.OWNED,
    Alert: Whose.OWNED,
    AddressHolder: Whose.BY_ADDRESS,
    WaitingPlace: Whose.BY_REGISTRATION,
    TopicProposal: Whose.BY_REGISTRATION,
    EventAnswer: Whose.BY_INDEX,
    Receipt: Whose.BY_INDEX,
    FoundBy: Whose.BY_INDEX,
    PrivacyRequest: Whose.BY_INDEX,
    Accompanied: Whose.BY_MARK,
    StaffMember: Whose.TEAM,
    StaffAddress: Whose.TEAM,
    Incident: Whose.TEAM,
    StaffAct: Whose.OWNED,
    Look: Whose.OWNED,
    Schedule: Whose.TEAM,
    Toolshelf: Whose.TEAM,
    ExternalCalendar: Whose.TEAM,
    Pattern: Whose.TEAM,
    DayChange: Whose.TEAM,
    Slot: Whose.TEAM,
    Roundup: Whose.TEAM,
    TriedText: Whose.TEAM,
    MailTexts: Whose.NOBODY,
    PeopleList: Whose.TEAM,
    Letter: Whose.TEAM,
    Adjustments: Whose.TEAM,
    FirstDay: Whose.TEAM,
    SettingsChange: Whose.TEAM,
    Event: Whose.NOBODY,
    Series: Whose.NOBODY,
    Seats: Whose.NOBODY,
    Broadcast: Whose.NOBODY,
    AnswerCount: Whose.NOBODY,
    Edition: Whose.NOBODY,
    Release: Whose.NOBODY,
    Figures: Whose.NOBODY,
    EventFigures: Whose.NOBODY,
    Recount: Whose.NOBODY,
    SweepRound: Whose.NOBODY,
    RetentionRound: Whose.NOBODY,
    AudienceSalt: Whose.NOBODY,
    Seen: Whose.NOBODY,
    Budget: Whose.NOBODY,
    FirstMails: Whose.NOBODY,
    PageDay: Whose.NOBODY,
    EditionAudience: Whose.NOBODY,
    Demand: Whose.NOBODY,
    HourNews: Whose.NOBODY,
}
"""Each type of `layout.LAYOUTS`. `list_of_person` finds what is about a participant."""


class PrivacyStore(Queries):
    def held(self, person_id: str) -> list[Any]:
        """Return all in a participant's partition, with Unreadable for what cannot be read.

        Of who was merged, that is of who remains, and theirs; who remains comes first.
        """
        own = self._partition(person_id)
        person = next((each for each in own if isinstance(each, Participant)), None)
        if person is None:
            return own
        if person.merged_into:
            return self.held(person.merged_into)
        return [*own, *(each for other in person.absorbed for each in self._partition(other.id))]

    def _partition(self, person_id: str) -> list[Any]:
        values = {":pk": partitions.person(person_id)}
        items: list[Item] = [*self._pages(self._request("pk = :pk", values, consistent=True))]
        return self._read(items)

    def held_elsewhere(self, subject: str) -> list[Any]:
        """Return the same of what is elsewhere and the index says to be about them."""
        values = {":pk": partitions.about(subject)}
        return self._read(
            self._pages(self._request("timeline_pk = :pk", values, index=partitions.TIMELINE))
        )

    def drafts(self, owner: str) -> list[Draft]:
        """Return the forms that somebody has left unsent."""
        values = {":pk": partitions.person(owner), ":draft": "DRAFT#"}
        return self._query("pk = :pk AND begins_with(sk, :draft)", values, consistent=True)

    def lists_seen(self, day: date) -> list[Look]:
        """Return the lists that the team saw on a day, by what they list."""
        values = {":pk": partitions.lists_of(day_mark(day))}
        return cast(list[Look], self._query("pk = :pk", values, consistent=True))

    def erase(self, items: Iterable[Any]) -> None:
        """Delete items, whatever their state; one that cannot be read is given by its place."""
        keys = [_key(each) for each in items]
        for some in batched(keys, WRITTEN_AT_ONCE):
            self._write_all([{"DeleteRequest": {"Key": key}} for key in some])


def _key(item: Any) -> Item:
    if isinstance(item, Unreadable):
        return {"pk": {"S": item.pk}, "sk": {"S": item.sk}}
    return key_item(type(item), item.id)
