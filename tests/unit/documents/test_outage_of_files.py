"""Days on which files can be neither written nor read: no document is given up for that."""

from dataclasses import replace

import pytest

from chalicelib.domain.documents.documents import Document, DocumentState

from ...support.examples import DAY, HOUR, NOW, booking, participant
from ...support.simulated.bad_days import HOURS, rang
from ...support.simulated.cloud import Cloud

ASKED = Document("p3f0-b81a", "p3f0-b81a", "decouvrabilite", "Boîte", NOW, next_at=NOW)


def ask(cloud: Cloud, number: int) -> str:
    """A document of somebody new. Returns its id."""
    person = replace(participant(), id=f"p{number:04}")
    held = replace(booking(held_at=NOW), id=f"{person.id}-b81a")
    now = cloud.now()
    document = Document(held.id, held.id, "decouvrabilite", "Boîte", now, next_at=now)
    cloud.write(person, held, document)
    return document.id


@pytest.mark.parametrize("failing", [("SlowDown", 503), ("AccessDenied", 403)])
def test_three_hours_without_files_ring_and_everybody_has_their_document_afterwards(
    cloud: Cloud, failing: tuple[str, int]
) -> None:
    since, cloud.storage.failing, documents = cloud.time, failing, []
    for number in range(9):
        documents.append(ask(cloud, number))
        cloud.run(3 * HOURS / 9)
    assert rang(cloud, "RecordsFailed", since)
    cloud.storage.failing = None
    cloud.run(30)
    found = [cloud.store.one(Document, each) for each in documents]
    assert {each.state for each in found if each} == {DocumentState.READY}
    assert dict(cloud.ses.accepted) == {f"{each}-document": 1 for each in documents}
    assert cloud.dead() == 0


def test_a_drawing_that_fails_after_the_files_did_has_its_three_tries() -> None:
    document = ASKED
    for hour in range(6):
        now = NOW + hour * HOUR
        document = document.claimed(now).put_off(now)
    assert document.attempts == 0
    states = []
    for _ in range(3):
        document = document.claimed(NOW).released(NOW)
        states.append(document.state)
    assert states == [DocumentState.REQUESTED, DocumentState.REQUESTED, DocumentState.FAILED]


def test_a_document_that_cannot_be_kept_for_a_day_is_for_a_person() -> None:
    put_off = ASKED.claimed(NOW).put_off(NOW)
    late = NOW + DAY - HOUR
    assert put_off.claimed(late).put_off(late).next_at == late + HOUR / 4
    assert put_off.claimed(NOW + DAY).put_off(NOW + DAY).failed
