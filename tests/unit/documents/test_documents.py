from datetime import timedelta

import pytest

from chalicelib.domain.documents.documents import ATTEMPTS, LEASE, Document, DocumentState

from ...support.examples import BOOKING_ID, DAY, NOW, SECOND

REQUESTED = Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte", NOW, next_at=NOW)


def test_a_document_is_due_from_its_second_on() -> None:
    assert not REQUESTED.due(NOW - SECOND)
    assert REQUESTED.due(NOW)


def test_a_claim_keeps_other_renderers_away_for_its_lease() -> None:
    claimed = REQUESTED.claimed(NOW)
    assert claimed.attempts == 1
    assert not claimed.due(NOW + LEASE - SECOND)
    assert claimed.due(NOW + LEASE)


def test_a_rendering_that_fails_is_tried_again_later_and_later_then_given_up() -> None:
    current, waits = REQUESTED, []
    while current.state is DocumentState.REQUESTED:
        current = current.claimed(NOW).released(NOW)
        waits.append(current.next_at and current.next_at - NOW)
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), None]
    assert (current.state, current.attempts) == (DocumentState.FAILED, ATTEMPTS)


@pytest.mark.parametrize("state", [DocumentState.READY, DocumentState.FAILED])
def test_what_is_made_or_given_up_is_never_due(state: DocumentState) -> None:
    settled = Document(BOOKING_ID, BOOKING_ID, "d", "Boîte", NOW, state=state, next_at=NOW)
    assert not settled.due(NOW + DAY)


def test_a_document_that_is_made_knows_its_file_and_waits_for_nothing() -> None:
    made = REQUESTED.claimed(NOW).ready("documents/x.pdf")
    assert (made.state, made.file_key, made.next_at) == (
        DocumentState.READY,
        "documents/x.pdf",
        None,
    )
