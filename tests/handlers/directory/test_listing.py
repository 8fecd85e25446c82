"""Whatever is told of somebody, in whatever order and how often, the list says how they are."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.directory.asking import conditions
from chalicelib.domain.directory.entries import FoundBy, PersonEntry, entry_of
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.mail.team.listing import Listing
from chalicelib.domain.sessions.bookings import BookingStatus
from chalicelib.domain.unreadable import UnreadableItem
from chalicelib.workflows.directory.find_people import SHOWN, found
from chalicelib.workflows.directory.keep_listed import keep_listed, list_person
from infra.bench.team.people import MOST_CALLS, counted, fill, programme
from infra.doubles.table import Table
from infra.relisting.__main__ import relist
from tests.support.examples import NOW, PARTICIPANT_ID, PROGRAMME, booking, participant, profile

GIVEN: Any = {"programme": PROGRAMME, "now": NOW}


@pytest.fixture
def table() -> Table:
    return Table()


def store_on(table: Table) -> Store:
    return Store(lambda: table, "table")  # type: ignore[arg-type, return-value]


def save(table: Table, *entities: Any) -> None:
    unit = store_on(table).unit()
    for each in entities:
        unit.put(each)
    unit.commit()


def listed(table: Table) -> tuple[set[str], set[str]]:
    """The keys that there are, and those that the row has."""
    kinds = [(item["type"]["S"], item) for item in table.items]
    keys = {item["id"]["S"] for kind, item in kinds if kind == "FoundBy"}
    row = store_on(table).one(PersonEntry, PARTICIPANT_ID)
    return keys, {each.id for each in row.found_by} if row else set()


BEFORE = participant(profile=profile(given_name="Zoé", family_name="Gauthier"))
STATES = [
    BEFORE,
    replace(BEFORE, profile=replace(BEFORE.profile, family_name="L’Heureux", phone="5145550147")),
    replace(BEFORE, email="autre@example.org", guardian=None),
    None,
]
SESSIONS = [None, *BookingStatus]


@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(SESSIONS), st.integers(0, 2))))
@settings(max_examples=60, deadline=None)
def test_the_list_follows_whatever_is_told_and_however_often(changes: list[Any]) -> None:
    table = Table()
    person, session = None, None
    for person, session, told in changes:
        unit = store_on(table).unit()
        unit.discard(BEFORE)
        unit.discard(booking())
        unit.commit()
        save(table, *([person] if person else []))
        save(table, *([booking(status=session)] if session and person else []))
        for _ in range(told):
            keep_listed([PARTICIPANT_ID, "s7c1", "ev-v1"], store=store_on(table), **GIVEN)
    keep_listed([PARTICIPANT_ID], store=store_on(table), **GIVEN)
    held = [booking(status=session)] if session and person else []
    wanted = {each.id for each in entry_of(person, held).found_by} if person else set()
    assert listed(table) == (wanted, wanted)


def before_the_write(table: Table, happens: Callable[[], None]) -> None:
    """After the two reads of `list_person`, once."""
    left: list[Callable[[], None]] = [happens, lambda: None, lambda: None]

    def around(moment: str) -> None:
        if moment == "before" and left:
            left.pop()()

    table.around = around


def test_nothing_is_written_of_who_was_erased_meanwhile(table: Table) -> None:
    save(table, BEFORE)

    def erase() -> None:
        unit = store_on(table).unit()
        unit.discard(BEFORE)
        unit.commit()

    before_the_write(table, erase)
    list_person(PARTICIPANT_ID, store=store_on(table), **GIVEN)
    assert listed(table) == (set(), set())


def test_two_who_list_the_same_person_leave_one_row(table: Table) -> None:
    save(table, BEFORE)

    def list_with_a_session() -> None:
        save(table, booking(status=BookingStatus.NO_SHOW))
        list_person(PARTICIPANT_ID, store=store_on(table), **GIVEN)

    before_the_write(table, list_with_a_session)
    list_person(PARTICIPANT_ID, store=store_on(table), **GIVEN)
    keys, row = listed(table)
    assert keys == row
    assert any("=absent" in key for key in keys)


def test_who_cannot_be_read_stays_as_they_were_listed_and_stops_nobody(table: Table) -> None:
    other = participant(id="pother", email="o@example.org")
    save(table, BEFORE, other, booking())
    keep_listed([PARTICIPANT_ID], store=store_on(table), **GIVEN)
    before = listed(table)
    item = {**to_item(replace(BEFORE, version=1)), "profile": {"S": "?"}}
    table.transact_write_items(TransactItems=[{"Put": {"TableName": "table", "Item": item}}])
    with pytest.raises(UnreadableItem):
        list_person(PARTICIPANT_ID, store=store_on(table), **GIVEN)
    keep_listed([PARTICIPANT_ID, "pother"], store=store_on(table), **GIVEN)
    assert store_on(table).one(PersonEntry, "pother") is not None
    assert before[0] <= listed(table)[0]


def test_those_who_were_there_before_the_list_are_listed_anew(table: Table) -> None:
    save(table, BEFORE, participant(id="pother", email="o@example.org"))
    keep_listed([PARTICIPANT_ID], store=store_on(table), **GIVEN)
    unit = store_on(table).unit()
    unit.discard(FoundBy(f"{PARTICIPANT_ID}-gauthier gauthier zoe"))
    unit.commit()
    assert relist(partial(store_on, table)) == 2
    assert {row.id for row in pages(table, "gauthier")} == {PARTICIPANT_ID}
    assert len(pages(table, "")) == 2


def pages(table: Table, q: str, filters: Iterable[str] = ()) -> list[PersonEntry]:
    """All that is found, page after page."""
    listed: list[PersonEntry] = []
    after = None
    while True:
        page = found(conditions(q, [*filters]), after, store=store_on(table))
        assert len(page.listed) <= SHOWN
        listed += page.listed
        after = page.after
        if after is None:
            return listed


LOOKED_FOR: list[tuple[str, list[str]]] = [
    ("", []),
    ("gotier", []),
    ("tremblay", []),
    ("mar trem", []),
    ("sylvie st-onge lucioles", []),
    ("", ["unbooked"]),
    ("", ["unbooked", "organization", "theme:decouvrabilite"]),
    ("marie", ["alone"]),
    ("0147", []),
    ("p12@example.org", []),
    ("personne d’ici", []),
]


@pytest.fixture(scope="module")
def programmes() -> dict[int, Table]:
    made = {}
    for people in (50, 5_000):
        made[people] = Table()
        fill(made[people], programme(people))
    return made


@pytest.mark.parametrize(("q", "filters"), LOOKED_FOR)
def test_a_page_takes_as_few_calls_of_five_thousand_people_as_of_fifty(
    programmes: dict[int, Table], q: str, filters: list[str]
) -> None:
    for people, table in programmes.items():
        calls, page = counted(table, q, filters)
        assert 0 < calls <= MOST_CALLS, people
        if q == "gotier":
            assert [row.family_name for row in page.listed] == ["Gauthier"]


def test_all_are_found_page_after_page_and_each_once() -> None:
    table = Table()
    fill(table, programme(400))
    everybody = pages(table, "")
    assert len(everybody) == len({row.id for row in everybody}) == 400
    assert [row.name for row in everybody] == sorted(row.name for row in everybody)
    for q, filters in LOOKED_FOR[2:8]:
        asked = conditions(q, filters)
        meant = [r.id for r in everybody if all(each.nearest(r.places) for each in asked)]
        assert sorted(row.id for row in pages(table, q, filters)) == sorted(meant), q


def test_what_an_earlier_release_wrote_is_in_the_lists_of_mails_once_relisted(
    table: Table,
) -> None:
    sent = Message(f"{PARTICIPANT_ID}-m1", Kind.REGISTRATION, NOW, state=State.SENT, sent_at=NOW)
    save(table, participant(), sent)
    for item in table.items:
        item.pop("due_pk", None)
        item.pop("due_sk", None)
    asked = Listing.SETTLED, None, "", 9
    assert store_on(table).mails(*asked)[0] == []
    relist(partial(store_on, table))
    assert [message.id for _, message in store_on(table).mails(*asked)[0]] == [sent.id]
