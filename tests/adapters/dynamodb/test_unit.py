from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.errors import Stale
from chalicelib.domain.events.topics import TopicProposal
from chalicelib.domain.sessions.slots import Schedule
from chalicelib.domain.surveys.surveys import Survey
from tests.support.event_examples import EVENT_ID
from tests.support.examples import (
    BOOKING_ID,
    NOW,
    PARTICIPANT_ID,
    booking,
    message,
    participant,
    slot,
)

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("system")]

MADE_ANEW = [
    slot(),
    Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte à outils", NOW),
    Survey(BOOKING_ID, "decouvrabilite", NOW),
    TopicProposal(f"{EVENT_ID}-{PARTICIPANT_ID}", "Mon site", "", NOW),
]


def saved(entity: Any) -> Any:
    unit = wiring.store().unit()
    after = unit.save(entity)
    unit.commit()
    return after


def stored(entity: Any) -> Any:
    return wiring.store().one(type(entity), entity.id)


def test_what_is_saved_comes_back_one_version_later() -> None:
    after = saved(booking())
    assert after == replace(booking(), version=1) == stored(booking())
    assert saved(replace(after, needs="Mon site")).version == 2


def test_all_of_a_unit_is_written_at_once() -> None:
    unit = wiring.store().unit()
    unit.add(participant(), booking(), message())
    unit.commit()
    assert [stored(e).version for e in (participant(), booking(), message())] == [1, 1, 1]


def test_adding_what_exists_is_stale_and_shows_what_stands_there() -> None:
    standing = saved(slot(meeting_url="https://un.example"))
    unit = wiring.store().unit()
    unit.add(booking(), slot(meeting_url="https://deux.example"))
    with pytest.raises(Stale) as stale:
        unit.commit()
    assert stale.value.current == [standing]
    assert (stored(slot()), stored(booking())) == (standing, None)


def test_saving_over_a_newer_version_is_stale_and_nothing_is_written() -> None:
    first = saved(slot())
    second = saved(replace(first, booking_id=BOOKING_ID))
    unit = wiring.store().unit()
    unit.save(replace(first, booking_id="somebody-else"))
    unit.add(booking())
    with pytest.raises(Stale) as stale:
        unit.commit()
    assert stale.value.current == [second]
    assert (stored(slot()), stored(booking())) == (second, None)


def test_saving_what_is_gone_is_stale() -> None:
    unit = wiring.store().unit()
    unit.save(slot(version=3))
    with pytest.raises(Stale) as stale:
        unit.commit()
    assert stale.value.current == []
    assert stored(slot()) is None


def test_what_is_deleted_is_gone() -> None:
    unit = wiring.store().unit()
    unit.delete(saved(slot()))
    unit.commit()
    assert stored(slot()) is None


def test_deleting_what_changed_since_is_stale_and_deletes_nothing() -> None:
    first = saved(slot())
    second = saved(replace(first, booking_id=BOOKING_ID))
    unit = wiring.store().unit()
    unit.delete(first)
    with pytest.raises(Stale):
        unit.commit()
    assert stored(slot()) == second


@pytest.mark.parametrize("entity", MADE_ANEW, ids=lambda entity: type(entity).__name__)
def test_who_read_what_was_deleted_does_not_take_the_new_one_for_it(entity: Any) -> None:
    old = saved(entity)
    unit = wiring.store().unit()
    unit.delete(old)
    unit.commit()
    new = saved(entity)
    for act in ("save", "delete", "unchanged"):
        unit = wiring.store().unit()
        getattr(unit, act)(old)
        with pytest.raises(Stale):
            unit.commit()
    assert stored(entity) == new


def test_what_must_be_unchanged_holds_the_other_writes_back_when_it_changed() -> None:
    first = saved(slot())
    second = saved(replace(first, booking_id=BOOKING_ID))
    unit = wiring.store().unit()
    unit.unchanged(first)
    unit.add(message())
    with pytest.raises(Stale):
        unit.commit()
    assert stored(message()) is None
    unit = wiring.store().unit()
    unit.unchanged(second)
    unit.add(message())
    unit.commit()
    assert stored(message()) is not None
    assert stored(slot()) == second


def test_what_must_be_unchanged_must_be_there() -> None:
    unit = wiring.store().unit()
    unit.unchanged(slot(version=1))
    unit.add(message())
    with pytest.raises(Stale):
        unit.commit()
    assert stored(message()) is None


def test_two_units_that_read_the_same_version_cannot_both_write() -> None:
    schedule = saved(Schedule("s7c1"))
    first, second = wiring.store().unit(), wiring.store().unit()
    for unit in (first, second):
        unit.save(schedule)
    first.commit()
    with pytest.raises(Stale):
        second.commit()
    assert wiring.store().one(Schedule, "s7c1") == replace(schedule, version=2)
