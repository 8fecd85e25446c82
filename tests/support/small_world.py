"""A small system in the table in memory, where something of everything is and is due: two people
with their sessions, and two events of the same series, with who comes and who waits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from werkzeug.test import Client as WsgiClient

from chalicelib import handlers, wiring
from chalicelib.adapters.dynamodb.codec import Item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.links import Purpose
from chalicelib.adapters.queues import record_of
from chalicelib.domain.adjusting.adjustments import (
    ADJUSTMENTS_ID,
    Adjusted,
    Adjustments,
    Changed,
    SettingsChange,
    change_id,
)
from chalicelib.domain.audience.figures import PageDay
from chalicelib.domain.audience.summary import EditionAudience
from chalicelib.domain.audience.visitors import SALT, AudienceSalt, Seen, Visitor
from chalicelib.domain.back_office.first_day import FIRST_DAY, FirstDay, Step, Tick
from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.demand.counts import DEMAND, Demand, asked
from chalicelib.domain.demand.news import NEWS, HourNews
from chalicelib.domain.directory.entries import entry_of
from chalicelib.domain.directory.lists import PeopleList
from chalicelib.domain.documents.documents import Document, Tool
from chalicelib.domain.events.events import EventKind, Mode
from chalicelib.domain.events.seats import Places, waiting_place
from chalicelib.domain.events.series import Series
from chalicelib.domain.events.topics import TopicProposal
from chalicelib.domain.letters.letters import LetterState
from chalicelib.domain.limits.budgets import Budget
from chalicelib.domain.looks import Shows, look
from chalicelib.domain.mail.broadcasts import Broadcast, Topic
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.limits.first_mails import FirstMails
from chalicelib.domain.mail.messages import Kind, State
from chalicelib.domain.mail.roundups import Change, Roundup, mail_id
from chalicelib.domain.mail.sweeps import SWEEP, SweepRound
from chalicelib.domain.mail.told import Told
from chalicelib.domain.mail.wording.texts import TEXTS_ID, MailText, MailTexts, TextBefore
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.domain.merging.merges import Merge, merge_id
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.aliases import alias_key
from chalicelib.domain.people.consent_history import ConsentPage
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.drafts import Draft, draft_id
from chalicelib.domain.people.erasures import Erasure
from chalicelib.domain.people.keys import PersonKey
from chalicelib.domain.people.participants import AddressHolder
from chalicelib.domain.people.staff import Role, StaffAddress, StaffMember
from chalicelib.domain.people.staff_acts import Deed, StaffAct
from chalicelib.domain.privacy.incidents import Facts, Incident
from chalicelib.domain.privacy.retention_round import ROUND, RetentionRound
from chalicelib.domain.report.editions import EditionStatus
from chalicelib.domain.report.figures import EventFigures, Figures
from chalicelib.domain.report.person_count import PersonCount, person_count_id
from chalicelib.domain.report.protection.public import public_report
from chalicelib.domain.report.recounts import Recount
from chalicelib.domain.report.releases import Release, packed
from chalicelib.domain.report.report import report
from chalicelib.domain.report.returning import Accompanied, mark_of, part_id
from chalicelib.domain.sessions.bookings import BookingStatus
from chalicelib.domain.sessions.slots import Opening, Schedule, slot_id
from chalicelib.domain.sessions.team_files import TeamFile, TeamNotes
from chalicelib.domain.sessions.toolshelves import Toolshelf
from chalicelib.domain.surveys.on_the_spot import AnswerCount, EventAnswer, answer_id
from chalicelib.domain.surveys.surveys import Answers, Survey
from chalicelib.domain.telephone.phone_calls import PhoneCall, Reason
from chalicelib.domain.unreadable import Unreadable
from chalicelib.domain.week.day_changes import Becomes, DayChange
from chalicelib.domain.week.external import ExternalCalendar
from chalicelib.domain.week.patterns import Pattern, Repeat
from chalicelib.workflows.mail.leave import STAGE
from chalicelib.workflows.people.find_member import id_by_address
from infra.doubles.expressions import copied
from infra.doubles.table import Table
from infra.invoking.events import Context
from infra.local.site import Site
from infra.local.system import STAFF, System
from tests.support.event_examples import event, registration, seats
from tests.support.events import EventClient
from tests.support.examples import (
    DAY,
    HOUR,
    NOW,
    booking,
    copy,
    edition,
    letter,
    message,
    participant,
    request,
    slot,
)

ARCHIVE = "editions/2021-2022/files.zip"
ADVISER, OTHER = id_by_address(STAFF[1][0]), id_by_address("autre@example.org")
SEEN = look(Shows.ROSTER, OTHER, "ev-vbad", NOW.date(), NOW)
EDITION = "2026-2027"  # of tests/fixtures/first_region
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ROUNDUP = f"{ADVISER}-20270228"
TEAM_NOTES = TeamNotes("À rappeler", NOW)
PEOPLE = ("ana", "bo", "cy", "dee")
"""Ana and Bo have seats and sessions; Cy, then Dee, wait."""


class Queues:
    """What was handed over and not handled yet, as the bodies of its records."""

    def __init__(self) -> None:
        self.mail: list[str] = []
        self.documents: list[str] = []

    def hand_over(self, queue: str, entries: Any, now: Any = None) -> None:
        bodies = [json.dumps(record_of(e)) for e in entries]
        getattr(self, queue).extend(bodies)


class World:
    """`met`: what was found to be unreadable; `failed`: records that went back to a queue."""

    def __init__(self, system: System, monkeypatch: Any) -> None:
        wiring.adjusted.cache_clear()
        first = wiring.links().hide("first", alias_key("new@example.org"))
        self.table, self.queues = beginning(first), Queues()
        self.met: list[Unreadable] = []
        self.failed: list[str] = []
        self.store = self._new_store()
        monkeypatch.setitem(wiring.PROVIDERS, "store", lambda: self.store)
        monkeypatch.setitem(wiring.PROVIDERS, "queues", lambda: self.queues)
        self.client = EventClient(system)
        self.http = WsgiClient(Site(system), use_cookies=False)
        self._read = len(self.table.written)
        self._seen = {(i["pk"]["S"], i["sk"]["S"]) for i in self.table.items}

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """What is written meanwhile is taken back."""
        held = copied(self.table._partitions)
        yield
        self.table._partitions = held

    def go_on_with(self, table: Table) -> None:
        """Go on with another table, whose stream tells of each of its items as of a new one."""
        self.table, self._read, self._seen = table, 0, set()
        self.store = self._new_store()

    def _new_store(self) -> Store:
        return Store(lambda: self.table, "table", unreadable=self.met.extend)  # type: ignore[arg-type, return-value]

    def item(self, pk: str, sk: str) -> Item:
        return next(i for i in self.table.items if (i["pk"]["S"], i["sk"]["S"]) == (pk, sk))

    def rewrite(self, item: Item) -> None:
        """As it is, whatever it was."""
        put = {"Item": item, "ConditionExpression": "attribute_exists(pk)", "TableName": "table"}
        self.table.transact_write_items(TransactItems=[{"Put": put}])

    def sweep(self) -> None:
        """Once, then what it hands over and what that writes, until nothing moves."""
        handlers.sweep()
        self.drain()

    def drain(self) -> None:
        while self._read < len(self.table.written) or self.queues.mail or self.queues.documents:
            images = self.table.written[self._read :]
            self._read += len(images)
            records = [self._record(image) for image in images]
            handlers.dispatch({"Records": records})
            handlers.count_figures({"Records": records})
            self._handle(handlers.send_mail, self.queues.mail)
            self._handle(handlers.make_documents, self.queues.documents)

    def _record(self, image: Item) -> Any:
        """Of the stream. What was there before is only modified."""
        key = image["pk"]["S"], image["sk"]["S"]
        name = "MODIFY" if key in self._seen else "INSERT"
        self._seen.add(key)
        keys = {"pk": image["pk"], "sk": image["sk"]}
        return {"eventName": name, "dynamodb": {"Keys": keys, "NewImage": image}}

    def _handle(self, handler: Any, bodies: list[str]) -> None:
        taken = [(str(n), body) for n, body in enumerate(bodies)]
        bodies.clear()
        records = [{"messageId": n, "body": body, "eventSource": "aws:sqs"} for n, body in taken]
        if records:
            answer = handler({"Records": records}, Context("test"))
            back = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
            self.failed += [body for n, body in taken if n in back]

    def get(self, path: str, who: str = "") -> Any:
        """As somebody with a session of the pages, which the API takes too; or as anybody."""
        cookie, purpose = "brigade_espace", Purpose.SESSION
        if who in (ADVISER, OTHER):
            cookie, purpose = "brigade_equipe", Purpose.STAFF
        headers = {"Cookie": f"{cookie}={self.token(purpose, who)}"} if who else {}
        return self.http.open(path, headers=headers)

    def token(self, purpose: Purpose, subject: str, epoch: int = 0) -> str:
        return wiring.links().token(purpose, subject, epoch, wiring.now())

    def told(self, kind: str) -> list[tuple[str, str]]:
        """Who had a mail of a kind, and of what."""
        mails = self.client.system.mailbox.mails
        found = [(m.to.partition("@")[0], m.message.split("-")[1]) for m in mails if m.kind == kind]
        return sorted(found)


def beginning(first: str) -> Table:
    """The table as a world begins; `first` counts mails to an address that nobody knows."""
    table, made = Table(), _written(first)
    table._partitions = copied(made._partitions)
    table.written, table.changes = copied(made.written), [*made.changes]
    return table


@cache
def _written(first: str) -> Table:
    table = Table()
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    items = [*everything(), FirstMails(first, (), NOW + 30 * DAY)]
    for begin in range(0, len(items), 100):
        unit = store.unit()
        unit.add(*items[begin : begin + 100])
        unit.commit()
    return table


def everything() -> Iterator[Any]:
    yield StaffMember(ADVISER, STAFF[1][0], "Dominique Exemple", Role.ADVISER)
    yield StaffMember(OTHER, "autre@example.org", "Claude Exemple", Role.ADMIN)
    yield StaffAddress(address_key("autre@example.org"), OTHER)
    yield StaffAct("ev-vbad-eventchanged-1", Deed.EVENT_CHANGED, OTHER, NOW)
    yield look(Shows.PAGE, OTHER, "pana-b1", NOW.date(), NOW)
    yield SEEN
    yield Schedule(ADVISER)
    yield ExternalCalendar(OTHER, "https://agenda.example.org/a.ics", NOW, NOW)
    yield Toolshelf(ADVISER, (Tool("Canva"),), ("Écrire la fiche",))
    yield MailTexts(
        TEXTS_ID,
        {"document": MailText({"title": "Votre trousse"}, OTHER, NOW)},
        TextBefore("document", OTHER, NOW),
    )
    yield TriedText(f"{OTHER}-tryf0", Kind.DOCUMENT, NOW + DAY)
    hour = Opening(NOW + 30 * DAY, NOW + 30 * DAY + HOUR)
    again = Repeat(hour.starts_at.date())
    yield Pattern(f"{ADVISER}-w1", "Dominique Exemple", hour, again, NOW, NOW)
    for member in (ADVISER, OTHER):
        yield PeopleList(f"{member}-5e", "À rappeler", "", ("absent",))
    topics = "codevelopment_topics"
    yield Adjustments(ADJUSTMENTS_ID, (Adjusted(topics, "5", OTHER, NOW, 1),), 1)
    yield FirstDay(FIRST_DAY, (Tick(Step.THEMES, OTHER, NOW),))
    yield SettingsChange(change_id(1), 1, (Changed(topics, "", "5"),), OTHER, NOW)
    yield letter(by=ADVISER, state=LetterState.HELD, next_at=NOW, told=0)
    day = (NOW + 30 * DAY).date()
    yield DayChange(f"{ADVISER}-c1", day, Becomes.CLOSED, ADVISER, NOW, NOW)
    yield SweepRound(SWEEP, NOW)
    yield RetentionRound(ROUND, NOW + DAY)
    salt = AudienceSalt(SALT, "5a" * 32, NOW + DAY)
    yield salt
    yield Seen(salt.hidden(Visitor("127.0.0.1", BROWSER)), NOW + DAY)
    yield PageDay("2027-03-01#/", 12, 7, 3)
    yield Demand(DEMAND, {asked("metavers"): 1})  # of no theme of the people here
    yield Alert("pana-tmetavers", "metavers", NOW)
    yield HourNews(NEWS, NOW)
    yield EditionAudience(EDITION, "2027-03-01", {"2027-03-01": (12, 7, 3)}, {}, {"/": 12})
    yield Roundup(ROUNDUP, NOW + 60 * DAY, (Change("pana-b1", 0, 0), Change("pbo-b1", 0, 0)))
    yield message(Kind.STAFF_ROUNDUP, id=mail_id(ROUNDUP))
    yield Told("pana-b1-confirmed", True, NOW + 3 * DAY)
    yield request(id="rq-qana", person_id="pana", recorded_by=OTHER)
    yield copy(id="rq-qcopy", person_id="pana")
    yield PersonKey("pana", "5a" * 32)
    gus = participant(id="pgus", email="gus@example.org")
    yield Merge(merge_id(gus.id, "pgil"), NOW - DAY, NOW, OTHER, gus, gus)  # of nobody who is here
    yield Erasure("pgone", "gone@example.org", NOW, NOW)
    known = Facts("Noms", "Un envoi", "Hier", NOW.date(), "12", "Faible", "Rappelé")
    yield Incident("ic-i1", known, OTHER)
    yield Draft(draft_id("pana", "/mon-espace/profil"), "notes=Bravo", NOW, NOW + DAY)
    past = edition(id="2021-2022", imported=True, archive=ARCHIVE, status=EditionStatus.PUBLISHED)
    yield past
    ana = mark_of("ana@example.org")
    yield Accompanied(part_id("2021-2022", past.generation, ana), (ana,))
    yield Release("2021-2022", packed(public_report(report(past, {}, []), past)), NOW)
    yield Figures("2026-2027#1#shared", {"shared/no": 1})  # no count of the people here changes it
    yield PersonCount(person_count_id("pana", EDITION))
    yield Recount(EDITION, "2")
    yield EventFigures("2026-2027#1#R1", "Une cohorte", "cohort", "2027-03-01T13:30:00")
    for n, name in enumerate(PEOPLE):
        yield from of_person(n, name)
    for name in ("vbad", "vgood"):
        yield from of_event(name)
    yield Budget(STAGE, 0, NOW + DAY)
    yield Series("sr-bad", "Une série", ("ev-vbad",))
    yield Series("sr-both", "Deux rencontres", ("ev-vbad", "ev-vgood"))


def of_person(n: int, name: str) -> Iterator[Any]:
    owner, address = f"p{name}", f"{name}@example.org"
    person = participant(id=owner, email=address)
    yield person
    entry = entry_of(person, ())
    yield entry
    yield from sorted(entry.found_by, key=lambda key: key.id)
    yield AddressHolder(address_key(address), owner)
    yield ConsentPage(f"{owner}-1", (Consent("newsletter", True, "2026-11", NOW - DAY),))
    yield DailyCount(f"{owner}-2027-03-01", NOW + 3 * DAY)
    starts_at = NOW + 9 * DAY + n * HOUR
    times: dict[str, Any] = {
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "adviser_id": ADVISER,
    }
    free = starts_at + DAY
    yield slot(free, adviser_id=ADVISER, id=slot_id(ADVISER, free))
    if name in ("ana", "bo"):
        taken = slot_id(ADVISER, starts_at)
        yield slot(id=taken, booking_id=f"{owner}-b1", **times)
        yield booking(id=f"{owner}-b1", slot_id=taken, **times)
        yield message(Kind.BOOKING_CONFIRMED, id=f"{owner}-b1-confirmed", booking_id=f"{owner}-b1")
        left: dict[str, Any] = {"state": State.SENT, "sent_at": NOW, "next_at": None}
        yield message(Kind.PERSONAL_LINK, id=f"{owner}-link-1", **left)
        held: dict[str, Any] = {"starts_at": NOW - DAY, "ends_at": NOW - DAY + HOUR}
        held |= {"held_at": NOW - DAY, "status": BookingStatus.COMPLETED}
        yield booking(id=f"{owner}-b2", adviser_id=ADVISER, **held)
        yield Document(f"{owner}-b2", f"{owner}-b2", "decouvrabilite", "Boîte", NOW, next_at=NOW)
        yield Survey(f"{owner}-b2", "decouvrabilite", NOW - DAY)
        yield TeamFile(f"{owner}-b1", TEAM_NOTES)
        yield PhoneCall(f"{owner}-b2-survey", Reason.SURVEY, NOW - DAY, NOW + 18 * DAY)


def of_event(name: str) -> Iterator[Any]:
    held = event(
        id=f"ev-{name}",
        title=f"Rencontre {name}",
        kind=EventKind.CODEVELOPMENT,
        starts_at=NOW + 3 * DAY,
        public=True,
        sequence=1,
        series="sr-both",
    )
    yield held
    yield seats(
        id=held.id,
        starts_at=held.starts_at,
        closes_at=held.starts_at,
        places={Mode.ONLINE: Places(3, taken=2, waiting=2)},
        next_ticket=5,
        next_at=NOW,
    )
    yield Broadcast(f"{held.id}-changed-1", Topic.CHANGED, 1, NOW)
    for ticket, person in enumerate(PEOPLE, 1):
        status = "confirmed" if ticket < 3 else "waitlisted"
        mine = f"p{person}-{name}"
        yield registration(id=mine, status=status, ticket=ticket)
        if ticket < 3:
            yield TopicProposal(f"{held.id}-p{person}", f"Sujet de {person}", "", NOW)
            yield EventAnswer(answer_id(held.id, f"p{person}"), Answers(4, False), NOW)
        else:
            yield waiting_place(held.id, Mode.ONLINE, ticket, mine)
    yield AnswerCount(held.id, 2)
