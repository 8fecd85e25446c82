"""What a new event begins with."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.events.events import Event, EventKind, EventMode, Mode
from chalicelib.domain.events.usual import FIRST, MOST_PLACES, Place, places, usual

ZONE = ZoneInfo("America/Toronto")
AT = datetime(2027, 3, 20, 17, 30, tzinfo=UTC)  # 13:30 there
EVENT = Event(
    id="ev-v1",
    title="Cohorte",
    kind=EventKind.COHORT,
    themes=(),
    starts_at=AT,
    ends_at=AT + timedelta(minutes=75),
    mode=EventMode.IN_PERSON,
    venue="Maison de la culture",
    venue_address="12, rue de l’Exemple",
)


@pytest.mark.parametrize("kind", EventKind)
def test_the_first_of_a_kind_is_as_such_meetings_are(kind: EventKind) -> None:
    found = usual(kind, [], {}, ZONE)
    assert found == FIRST[kind]
    assert found.lasts > timedelta()
    assert set(found.capacities) == set(Mode)


def test_the_next_one_is_as_the_last_one_of_its_kind_was() -> None:
    older = replace(EVENT, id="ev-v0", mode=EventMode.HYBRID, starts_at=AT - timedelta(days=30))
    found = usual(EventKind.COHORT, [EVENT, older], {Mode.IN_PERSON: 9}, ZONE)
    assert (found.starts, found.lasts, found.mode) == (
        time(13, 30),
        timedelta(minutes=75),
        EventMode.IN_PERSON,
    )
    assert found.capacities == {Mode.IN_PERSON: 9, Mode.ONLINE: 12}
    assert found.place == Place("Maison de la culture", "12, rue de l’Exemple")


def test_the_wall_time_is_kept_across_a_change_of_clocks() -> None:
    winter = replace(EVENT, starts_at=datetime(2027, 1, 20, 18, 30, tzinfo=UTC))
    assert usual(EventKind.COHORT, [winter], {}, ZONE).starts == time(13, 30)


def test_another_kind_tells_where_people_come_and_nothing_else() -> None:
    found = usual(EventKind.WORKSHOP, [EVENT], {}, ZONE)
    assert replace(found, place=None) == FIRST[EventKind.WORKSHOP]
    assert found.place == Place("Maison de la culture", "12, rue de l’Exemple")


def test_what_was_cancelled_or_lasted_for_days_is_no_model() -> None:
    off = replace(EVENT, cancelled_at=AT)
    assert usual(EventKind.COHORT, [off], {}, ZONE) == FIRST[EventKind.COHORT]
    long = replace(EVENT, ends_at=AT + timedelta(days=1))
    assert usual(EventKind.COHORT, [long], {}, ZONE).lasts == FIRST[EventKind.COHORT].lasts


def test_places_are_said_once_the_last_first_and_not_too_many() -> None:
    online = replace(EVENT, mode=EventMode.ONLINE, venue="Chez soi")
    others = [replace(EVENT, venue=f"Salle {n}") for n in range(MOST_PLACES + 2)]
    found = places([online, EVENT, replace(EVENT, venue_address="Ancienne adresse"), *others])
    assert [each.venue for each in found[:2]] == ["Maison de la culture", "Salle 0"]
    assert found[0].address == "12, rue de l’Exemple"
    assert len(found) == MOST_PLACES
