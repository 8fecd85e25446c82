import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from chalicelib import wiring
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.adapters.queues import HandOverFailed, QueueName, record_of
from chalicelib.domain.documents.themes import ThemeSheet
from chalicelib.domain.imports.uploads.keeping import Keeping, parcel_of
from chalicelib.domain.mail.due import Due
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.privacy.retention_round import RetentionNight
from chalicelib.domain.week.access import HoursOf
from chalicelib.workflows.tended import TENDED
from tests.support.injected import Calls

pytestmark = pytest.mark.usefixtures("system")


def message(identifier: str) -> Message:
    return Message(identifier, Kind.REGISTRATION, datetime(2027, 3, 1, tzinfo=UTC))


def waiting(queue: QueueName) -> list[str]:
    """The ids that wait in a queue, sorted."""
    url = {
        "mail": wiring.settings().mail_queue_url,
        "documents": wiring.settings().documents_queue_url,
    }
    found: list[str] = []
    while True:
        received = wiring.client("sqs").receive_message(QueueUrl=url[queue], MaxNumberOfMessages=10)
        if "Messages" not in received:
            return sorted(found)
        found += [json.loads(message["Body"])["id"] for message in received["Messages"]]


def test_ids_are_handed_over_ten_at_a_time_and_none_is_lost() -> None:
    ids = [f"p{n:02}-m" for n in range(23)]
    calls = Calls(wiring.client("sqs"), "SendMessageBatch")
    wiring.queues().hand_over("mail", map(message, ids))
    assert (calls.count, waiting("mail"), waiting("documents")) == (3, ids, [])


def test_documents_have_a_queue_of_their_own() -> None:
    wiring.queues().hand_over("documents", [message("p1-b1")])
    assert (waiting("mail"), waiting("documents")) == ([], ["p1-b1"])


def test_a_record_says_what_it_is_of_which_and_which_request_is_behind_it() -> None:
    wiring.queues().hand_over("mail", [message("p1-m1")])
    url = wiring.settings().mail_queue_url
    (received,) = wiring.client("sqs").receive_message(QueueUrl=url)["Messages"]
    assert json.loads(received["Body"]) == {"type": "Message", "id": "p1-m1", "correlation": ""}


def test_a_sheet_is_named_on_the_queue_as_it_always_was() -> None:
    """A record outlives the release that wrote it, as an item does."""
    record = record_of(ThemeSheet("decouvrabilite", "avance"))
    assert record == {
        "type": "ThemeSheet",
        "id": "theme-avance-decouvrabilite",
        "correlation": "",
    }


def test_the_keeping_of_an_import_is_found_again_by_the_id_of_its_record() -> None:
    asked = Keeping("0a" * 20, datetime(2027, 3, 1, tzinfo=UTC))
    assert parcel_of(record_of(asked)["id"]) == "0a" * 20
    assert parcel_of("theme-avance-decouvrabilite") == ""


def test_all_that_comes_due_and_is_no_mail_and_no_document_has_its_story() -> None:
    due = {
        LAYOUTS[kind].name for outbox in get_args(Due) for kind in (get_args(outbox) or (outbox,))
    }
    not_kept = {record_of(each)["type"] for each in (RetentionNight(), HoursOf("u1"))}
    assert due - {"Message", "Document"} | not_kept == set(TENDED)


def test_handing_over_nothing_calls_nobody() -> None:
    calls = Calls(wiring.client("sqs"), "SendMessageBatch")
    wiring.queues().hand_over("mail", [])
    assert calls.count == 0


def test_an_entry_that_sqs_does_not_take_is_an_error() -> None:
    refused = {"Successful": [], "Failed": [{"Id": "0", "Code": "InternalError"}]}
    Calls(wiring.client("sqs"), "SendMessageBatch", refused)
    with pytest.raises(HandOverFailed):
        wiring.queues().hand_over("mail", [message("p1-m1"), message("p2-m2")])
