"""Two years of nights: what is announced goes, that alone, and nobody who is needed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import Item, from_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.documents.documents import DocumentState
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.ids import owner_of
from chalicelib.domain.looks import Shows, look
from chalicelib.domain.mail.messages import Kind, State
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.erasures import Erasure
from chalicelib.domain.people.participants import AddressHolder, Participant
from chalicelib.domain.people.privacy_requests import PrivacyRequest, RequestState
from chalicelib.domain.people.staff_acts import Deed, StaffAct
from chalicelib.domain.privacy.classes import HOLDS, class_of
from chalicelib.domain.privacy.incidents import Facts, Incident
from chalicelib.domain.privacy.retention_round import ROUND, RetentionRound, RoundPhase
from chalicelib.domain.report.figures import EventFigures, Figures
from chalicelib.domain.retention import Period, RetentionClass
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.workflows.privacy.erase_person import begin_erasing
from chalicelib.workflows.privacy.go_on_erasing import go_on_erasing
from chalicelib.workflows.privacy.keep_in_time import keep_in_time
from chalicelib.workflows.report.count_figures import count_changed
from infra.doubles.table import Table
from tests.support.event_examples import event, registration
from tests.support.examples import DAY, HOUR, NOW, PROGRAMME, booking, message, participant, request

C = RetentionClass
SHORT = replace(
    PROGRAMME,
    retention={
        C.PARTICIPANTS: Period(months=6),
        C.UNPROVEN: Period(days=30),
        C.DOCUMENTS: Period(months=2),
        C.MAILS: Period(months=3),
        C.REQUESTS: Period(days=45),
        C.INCIDENTS: Period(months=7),
        C.ACTS: Period(days=40, months=1),
        C.LOOKS: Period(months=2),
    },
)
NIGHT = datetime.fromisoformat("2026-09-01T03:05:00-04:00").astimezone(NOW.tzinfo)
EVENTS = 24
"""One a month, for two years."""


class Paged(Table):
    """Answers a scan a few items at a time, and dies at one write if it is told to."""

    dies_at = 0

    def scan(self, **asked: Any) -> Any:
        after = asked.get("ExclusiveStartKey")
        where = sorted(self.items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
        begun = (after["pk"]["S"], after["sk"]["S"]) if after else ("", "")
        left = [item for item in where if (item["pk"]["S"], item["sk"]["S"]) > begun]
        page = left[:60]
        more = {"LastEvaluatedKey": {"pk": page[-1]["pk"], "sk": page[-1]["sk"]}}
        return {"Items": page, **(more if len(left) > len(page) else {})}

    def transact_write_items(self, **asked: Any) -> Any:
        self._count_down()
        return super().transact_write_items(**asked)

    def batch_write_item(self, **asked: Any) -> Any:
        self._count_down()
        return super().batch_write_item(**asked)

    def _count_down(self) -> None:
        self.dies_at -= 1
        if self.dies_at == 0:
            raise KilledError


class KilledError(Exception):
    """The process died before a write."""


class NoFiles:
    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def forget_all(self, prefix: str) -> None:
        assert prefix, "all files would go"
        self.forgotten.append(prefix)

    def keys(self, prefix: str) -> list[str]:
        return []

    def find(self, key: str) -> None:
        return None


class Programme:
    """A programme that lives from day to day, and its nights."""

    def __init__(self, seed: int = 7) -> None:
        self.table, self.files, self.now = Paged(), NoFiles(), NIGHT
        self.random, self.people = Random(seed), 0
        for month in range(EVENTS):
            self.add(self.event(month))

    def event(self, month: int) -> Any:
        return event(NIGHT + 30 * DAY * month + 10 * HOUR, id=f"ev-v{month}")

    def store(self) -> Any:
        return Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]

    def add(self, *entities: Any) -> None:
        unit = self.store().unit()
        unit.add(*entities)
        unit.commit()

    def held(self, *types: type[Any]) -> list[Any]:
        names = {LAYOUTS[each].name for each in types or LAYOUTS}
        return [from_item(item) for item in self.table.items if item["type"]["S"] in names]

    @property
    def round(self) -> RetentionRound:
        found: RetentionRound | None = self.store().one(RetentionRound, ROUND)
        assert found is not None
        return found

    def somebody_comes(self) -> str:
        """Somebody registers; many prove their address, are mailed, book, come, ask."""
        self.people += 1
        person, at, proven = f"p{self.people}", self.now, self.random.random() < 0.7
        email = f"{person}@example.org"
        self.add(
            participant(
                id=person,
                email=email,
                registered_at=at,
                link_sent_at=at,
                proven_at=at if proven else None,
                consents=(),
            ),
            AddressHolder(address_key(email), person),
            message(id=f"{person}-m1", state=State.SENT, sent_at=at, due_at=at, next_at=None),
        )
        if proven:
            self.add(*self.what_they_do(person))
        self.count(person)
        return person

    def what_they_do(self, person: str) -> Iterator[Any]:
        start = self.now + self.random.randrange(1, 60) * DAY
        if self.random.random() < 0.6:
            held = self.random.random() < 0.5
            yield booking(
                id=f"{person}-b1",
                starts_at=start,
                ends_at=start + HOUR,
                booked_at=self.now,
                status=BookingStatus.COMPLETED if held else BookingStatus.BOOKED,
                held_at=start + HOUR if held else None,
            )
            yield StaffAct(f"{person}-b1-moved-1", Deed.SESSION_MOVED, "s7c1", self.now)
            yield look(Shows.PAGE, "s7c1", person, self.now.date(), self.now)
        if self.random.random() < 0.5:
            month = self.random.randrange(EVENTS)
            yield registration(id=f"{person}-v{month}", registered_at=self.now)
        if self.random.random() < 0.3:
            yield replace(
                request(id=f"rq-q{person}", person_id=person, asked_at=self.now),
                closed_at=None if self.random.random() < 0.3 else self.now + DAY,
                state=RequestState.DONE,
            )
        yield self.document(person)

    def document(self, person: str) -> Any:
        from chalicelib.domain.documents.documents import Document

        key = f"documents/{person}-b1.pdf"
        made = Document(f"{person}-b1", f"{person}-b1", "theme", "Boîte", self.now, file_key=key)
        return replace(made, state=DocumentState.READY)

    def count(self, person: str) -> None:
        count_changed([person], store=self.store(), programme=SHORT, now=self.now)

    def incident(self) -> None:
        facts = Facts("Noms", "Un envoi", "Hier", self.now.date(), "12", "Faible", "Rappelé")
        self.add(Incident(f"ic-i{self.now:%Y%m%d}", facts, "s7c1"))

    def night(self, dies_at: int = 0) -> None:
        """The round as sweeps have it go on, and what it asks of the stream."""
        self.table.dies_at = dies_at
        for _ in range(40):
            try:
                self.go_on()
            except KilledError:
                continue
            if self.round.phase is RoundPhase.ANNOUNCED and self.round.purge_at > self.now:
                break
        else:
            raise AssertionError("the round does not end")
        self.table.dies_at = 0
        self.erasures()

    def go_on(self) -> None:
        files: Any = self.files
        keep_in_time(ROUND, store=self.store(), files=files, programme=SHORT, now=self.now)

    def erasures(self) -> None:
        tools: Any = {
            "files": self.files,
            "archives": None,
            "hide": "{}-{}".format,
            "composer": None,
            "mailer": None,
            "programme": SHORT,
        }
        for later in range(3):
            for each in self.held(Erasure):
                now = self.now + later * timedelta(minutes=2)
                go_on_erasing(each.id, store=self.store(), now=now, **tools)

    def figures(self) -> Any:
        """All that reports count; a first session by its theme, as its hour is folded in time."""
        counts: Counter[str] = Counter()
        for each in self.held(Figures):
            for name, count in each.counts.items():
                first = name.startswith("first/")
                counts[name.rpartition("/")[0] if first else name] += count
        return +counts, sorted(str(each) for each in self.held(EventFigures))

    def needed(self) -> set[str]:
        """Who has a session or an event to come, or waits for an answer about their data."""
        events = {each.id: each for each in map(self.event, range(EVENTS))}
        coming = {
            each.participant_id
            for each in self.held(EventRegistration)
            if each.stands and events[each.event_id].ends_at > self.now
        }
        booked = {e.participant_id for e in self.held(Booking) if e.upcoming(self.now)}
        asking = {each.person_id for each in self.held(PrivacyRequest) if each.open}
        return coming | booked | asking


def by_class(entities: list[Any]) -> Counter[RetentionClass]:
    return Counter(class_of(each) for each in entities)


def gone_since(before: list[Item], table: Table) -> list[Any]:
    left = {(item["pk"]["S"], item["sk"]["S"]) for item in table.items}
    return [from_item(item) for item in before if (item["pk"]["S"], item["sk"]["S"]) not in left]


def of_somebody_erased(each: Any, people: set[str]) -> bool:
    """Whether something went with its person."""
    if isinstance(each, AddressHolder):
        return each.participant_id in people
    return not isinstance(each, Participant) and owner_of(each.id) in people


def added(counts: Mapping[Any, int]) -> dict[Any, int]:
    return {kept: n for kept, n in counts.items() if n}


def test_over_two_years_each_night_takes_what_the_one_before_announced() -> None:
    life = Programme()
    went: Counter[RetentionClass] = Counter()
    life.night()
    for day in range(730):
        life.now += 10 * HOUR
        if day % 12 == 0:
            life.somebody_comes()
        if day % 60 == 0:
            life.incident()
        spared = returns(life) if day % 5 == 0 else ""
        life.now = life.round.purge_at + timedelta(minutes=5)
        announced, figures, needed = life.round.announced, life.figures(), life.needed()
        before = [*life.table.items]
        life.night()
        gone = gone_since(before, life.table)
        erased = {each.id for each in gone if isinstance(each, Participant)}
        taken = {(type(e), e.id) for e in gone if not of_somebody_erased(e, erased)}
        said = {(HOLDS[kept], each) for kept, ids in announced.items() for each in ids}
        assert taken <= said, "something went that nobody announced"
        assert not (erased & needed), "somebody who is to come is gone"
        night = life.round.last
        assert night is not None
        assert added(night.announced) == {k: len(ids) for k, ids in announced.items() if ids}
        assert Counter(night.done) + Counter(night.spared) == Counter(night.announced)
        assert sum(night.spared.values()) == (1 if spared else 0)
        assert life.figures() == figures
        went.update(night.done)
    assert {kept for kept, n in went.items() if n} == set(HOLDS), "not every class had its turn"


def returns(life: Programme) -> str:
    """Somebody who was to go the next night books a session after all; return who."""
    for person in life.round.announced.get(RetentionClass.PARTICIPANTS, ()):
        start = life.now + 3 * DAY
        life.add(
            booking(
                id=f"{person}-b{life.now:%m%d}",
                starts_at=start,
                ends_at=start + HOUR,
                booked_at=life.now,
            )
        )
        life.count(person)
        return person
    return ""


def old_programme() -> Programme:
    """Eight months on, with all that has become too old at once."""
    life = Programme()
    for _ in range(12):
        life.somebody_comes()
    life.incident()
    life.now += 8 * 30 * DAY
    life.night()
    life.now += DAY
    assert set(life.round.to_go) == set(HOLDS)
    return life


@pytest.mark.parametrize("dies_at", range(1, 60, 3))
def test_whatever_kills_the_purge_it_goes_on_and_its_account_is_true(dies_at: int) -> None:
    life = old_programme()
    announced, figures = life.round.to_go, life.figures()
    life.night(dies_at)
    night = life.round.last
    assert night is not None
    assert (night.announced, night.done, night.spared) == (announced, announced, {})
    assert life.figures() == figures
    assert life.round.to_go == {}


def test_a_night_that_is_told_twice_takes_nothing_more() -> None:
    life = old_programme()
    life.night()
    held = life.held()
    life.go_on()
    life.night()
    assert life.held() == held


def test_who_erases_themselves_meanwhile_is_counted_as_spared() -> None:
    life = old_programme()
    person = life.round.announced[RetentionClass.PARTICIPANTS][0]
    begin_erasing(person, True, store=life.store(), now=life.now)
    life.night()
    night = life.round.last
    assert night is not None
    assert night.spared[RetentionClass.PARTICIPANTS] == 1


def test_the_file_of_a_document_goes_with_it() -> None:
    life = old_programme()
    documents = life.round.announced[RetentionClass.DOCUMENTS]
    life.night()
    assert {f"documents/{each}.pdf" for each in documents} <= set(life.files.forgotten)


def test_the_count_is_what_the_table_holds() -> None:
    life = old_programme()
    counted = {kept: tally.count for kept, tally in life.round.kept.items()}
    one_by_one = [e for e in life.held() if isinstance(e, HOLDS.get(class_of(e), object))]
    assert counted == by_class(one_by_one)


def test_a_mail_that_waits_and_an_open_request_keep_their_person() -> None:
    life = Programme()
    for person in ("pmailed", "pasking", "pold"):
        old = life.now - 300 * DAY
        fields: Any = {"registered_at": old, "link_sent_at": old, "proven_at": old, "consents": ()}
        life.add(participant(id=person, email=f"{person}@example.org", **fields))
    life.add(message(Kind.EVENT_SUMMARY, id="pmailed-m1"), request(person_id="pasking"))
    life.night()
    assert life.round.announced[RetentionClass.PARTICIPANTS] == ("pold",)
