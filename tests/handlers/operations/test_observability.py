"""What an operator reads: one request followed to its mails, and counts by kind of message."""

import io
import itertools
import json
import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import observability, wiring
from chalicelib.domain.mail.mail import NotAccepted, Refused
from chalicelib.domain.mail.messages import Kind, Message, State
from infra.invoking import gateway
from tests.support.driver import REGISTRATION, BlankPages, Client

pytestmark = pytest.mark.database

DEPLOYED = next(
    handler.formatter
    for handler in observability.logger.handlers
    if isinstance(handler.formatter, observability.DiscreetFormatter)
)
"""As it is before `make run` puts its own in its place."""


class Log:
    def __init__(self) -> None:
        self.written = io.StringIO()

    def lines(self, **facts: str) -> list[dict[str, Any]]:
        """The lines that say all these facts."""
        lines = [json.loads(line) for line in self.written.getvalue().splitlines()]
        return [line for line in lines if facts.items() <= line.items()]


@pytest.fixture
def log(client: Client) -> Iterator[Log]:
    log, logger = Log(), logging.getLogger(observability.SERVICE)
    handler, level = logging.StreamHandler(log.written), logger.level
    handler.setFormatter(DEPLOYED)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield log
    logger.setLevel(level)
    logger.removeHandler(handler)


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The id that API Gateway gave to the last request of each path, as its access log has it."""
    seen: dict[str, str] = {}
    original = gateway._event

    def event(*args: Any) -> dict[str, Any]:
        made = original(*args)
        seen[made["path"]] = made["requestContext"]["requestId"]
        return made

    monkeypatch.setattr(gateway, "_event", event)
    return seen


class Metrics:
    """What CloudWatch would count, from what was printed since the last look."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd
        self._seen: list[dict[str, Any]] = []

    def read(self) -> "Metrics":
        printed = self._capfd.readouterr().out.splitlines()
        self._seen = [json.loads(line) for line in printed if line.startswith('{"_aws"')]
        return self

    def by_kind(self, name: str) -> Counter[str]:
        wanted = [m for m in self._seen if name in m and ["stage", "kind"] in _sets(m)]
        return Counter(m["kind"] for m in wanted for _ in m[name])

    def total(self, name: str) -> float:
        return float(sum(v for m in self._seen if ["stage"] in _sets(m) for v in m.get(name, [])))


def _sets(metric: dict[str, Any]) -> list[list[str]]:
    sets: list[list[str]] = metric["_aws"]["CloudWatchMetrics"][0]["Dimensions"]
    return sets


@pytest.fixture
def metrics(
    client: Client, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Metrics:
    """After the system's start, which turns them off for `make run`."""
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    return Metrics(capfd)


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", BlankPages)


def _a_slot(client: Client) -> dict[str, Any]:
    return client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]


def _dead_letters(queue: str) -> str:
    """The address of a queue's dead letters."""
    sqs = wiring.client("sqs")
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])
    policy = json.loads(attributes["Attributes"]["RedrivePolicy"])
    name = policy["deadLetterTargetArn"].rpartition(":")[2]
    return str(sqs.get_queue_url(QueueName=name)["QueueUrl"])


def _waiting(queue: str) -> int:
    names = ["ApproximateNumberOfMessages"]
    answer = wiring.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=names)
    return int(answer["Attributes"][names[0]])


def _redrive(queue: str) -> None:
    """As `aws sqs start-message-move-task` does."""
    sqs, dead = wiring.client("sqs"), _dead_letters(queue)
    while found := sqs.receive_message(QueueUrl=dead).get("Messages"):
        sqs.send_message(QueueUrl=queue, MessageBody=found[0]["Body"])
        sqs.delete_message(QueueUrl=dead, ReceiptHandle=found[0]["ReceiptHandle"])


def _until_dead(client: Client, queue: str) -> None:
    """Hours go by; the sweep and the queue bring it back until both have given up."""
    for _ in range(60):
        client.advance("PT6M5S")
    assert _waiting(_dead_letters(queue)) > 0
    assert _waiting(queue) == 0


def test_a_request_is_followed_to_its_mail_and_to_what_ses_says_of_it(
    client: Client, log: Log, requests: dict[str, str]
) -> None:
    token = client.register()
    client.book(token, _a_slot(client))
    client.drain()
    for path, kinds in {
        "/api/v1/registrations": {"registration"},
        "/api/v1/bookings": {"booking_confirmed", "staff_session"},
    }.items():
        lines = log.lines(correlation_id=requests[path])
        assert {line["kind"] for line in lines if "kind" in line} == kinds
        states = [line["state"] for line in lines if line["message"] == "settled"]
        assert Counter(states) == {"sent": len(kinds), "delivered": len(kinds)}


def test_what_leaves_days_later_still_names_the_request_that_caused_it(
    client: Client, log: Log
) -> None:
    token = client.register()
    booking = client.book(token, _a_slot(client))
    client.move_to("2027-03-02T10:00:00-05:00")
    client.hold(booking)
    client.drain()
    client.advance("P2D")
    client.advance("P6D")
    [document] = {line["correlation_id"] for line in log.lines(kind="document")}
    for kind in ("survey_invitation", "survey_reminder"):
        assert {line["correlation_id"] for line in log.lines(kind=kind)} == {document}
    [reminder] = {line["correlation_id"] for line in log.lines(kind="booking_reminder")}
    [confirmed] = {line["correlation_id"] for line in log.lines(kind="booking_confirmed")}
    assert reminder == confirmed != document


def test_an_error_of_the_site_names_its_request(
    client: Client, log: Log, requests: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = client.register()
    monkeypatch.setattr(type(wiring.store()), "person", _raise(RuntimeError()))
    assert client.call("GET", "/api/v1/me", token=token).status_code == 500
    assert log.lines(correlation_id=requests["/api/v1/me"], level="ERROR")


def test_mails_are_counted_by_kind_once_each(client: Client, metrics: Metrics) -> None:
    token = client.register()
    client.book(token, _a_slot(client))
    client.drain()
    mails = Counter(mail.kind for mail in client.system.mailbox.mails)
    for entry in [mail.message for mail in client.system.mailbox.mails]:
        record = {"messageId": "1", "body": json.dumps({"id": entry}), "eventSource": "aws:sqs"}
        client.system.app.send_mail({"Records": [record]}, None)
    metrics.read()
    assert mails == {"registration": 1, "booking_confirmed": 1, "staff_session": 1}
    assert metrics.by_kind("MessagesSent") == mails
    assert metrics.by_kind("MessagesDelivered") == mails
    assert metrics.total("MessagesSent") == 3


def test_a_mail_whose_answer_was_lost_is_counted_when_ses_says_it_left(
    client: Client, metrics: Metrics
) -> None:
    client.register()
    message = wiring.store().one(Message, client.system.mailbox.mails[-1].message)
    assert message is not None
    unit = wiring.store().unit()
    unknown = Message(f"{message.person_id}-x", Kind.PERSONAL_LINK, wiring.now())
    unit.save(unknown.claimed(wiring.now()).unknown(wiring.now()))
    unit.commit()
    metrics.read()
    detail = {
        "eventType": "Bounce",
        "mail": {"tags": {"message": [unknown.id], "kind": ["personal_link"]}},
    }
    for _ in range(2):
        client.system.app.settle_mail({"detail": detail, **EVENT}, None)
    metrics.read()
    assert metrics.by_kind("MessagesSent") == {"personal_link": 1}
    assert metrics.by_kind("MessagesBounced") == {"personal_link": 1}


EVENT = {
    "version": "0",
    "id": "1",
    "detail-type": "Email Bounced",
    "source": "aws.ses",
    "account": "123456789012",
    "time": "2027-03-01T14:00:00Z",
    "region": "ca-central-1",
    "resources": [],
}


def test_a_sweep_says_what_ses_was_silent_on_and_what_is_stuck(
    client: Client, metrics: Metrics
) -> None:
    now = wiring.now()
    unit = wiring.store().unit()
    unit.save(Message("p1-a", Kind.PERSONAL_LINK, now).claimed(now).unknown(now))
    unit.save(Message("p1-b", Kind.PERSONAL_LINK, now, now))
    unit.commit()
    client.system.pump.run_schedules()
    metrics.read()
    assert (metrics.total("MessagesUnknown"), metrics.total("MessagesStuck")) == (0, 0)
    client.system.clock.advance(timedelta(minutes=16))
    client.system.pump.run_schedules()
    metrics.read()
    assert (metrics.total("MessagesUnknown"), metrics.total("MessagesStuck")) == (1, 1)
    client.system.clock.advance(timedelta(minutes=5))
    client.system.pump.run_schedules()
    metrics.read()
    assert (metrics.total("MessagesUnknown"), metrics.total("MessagesStuck")) == (1, 1)


def test_a_mail_that_ses_never_took_is_a_dead_letter_that_can_be_redriven(
    client: Client, metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = wiring.settings().mail_queue_url
    with monkeypatch.context() as patch:
        patch.setattr(type(wiring.mailer()), "send", _raise(NotAccepted()))
        client.call("POST", "/api/v1/registrations", REGISTRATION)
        client.drain()
        for _ in range(25):  # a day: SES's answers may still change
            client.advance("PT1H")
        assert _waiting(_dead_letters(queue)) == 0
        _until_dead(client, queue)
    assert client.kinds() == []
    _redrive(queue)
    client.drain()
    assert client.kinds() == ["registration"]
    _redrive(queue)
    client.drain()
    assert client.kinds() == ["registration"]
    assert (_waiting(queue), _waiting(_dead_letters(queue))) == (0, 0)


def test_a_mail_that_ses_refuses_is_counted_once_and_becomes_a_dead_letter(
    client: Client, metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = wiring.settings().mail_queue_url
    calls = itertools.count()
    refuse = _raise(Refused())
    monkeypatch.setattr(
        type(wiring.mailer()), "send", lambda *a, **k: (next(calls), refuse(*a, **k))
    )
    client.call("POST", "/api/v1/registrations", REGISTRATION)
    client.drain()
    _until_dead(client, queue)
    _redrive(queue)
    client.drain()
    metrics.read()
    assert metrics.by_kind("MessagesFailed") == {"registration": 1}
    assert next(calls) == 1  # SES is not asked again


def test_a_document_that_could_not_be_made_can_be_redriven(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = wiring.settings().documents_queue_url
    token = client.register()
    booking = client.book(token, _a_slot(client))
    client.move_to("2027-03-02T10:00:00-05:00")
    with monkeypatch.context() as patch:
        patch.setattr(BlankPages, "render", _raise(RuntimeError("no font")))
        client.hold(booking)
        client.drain()
        for _ in range(60):
            client.advance("PT13M")
        assert _waiting(_dead_letters(queue)) > 0
    assert "document" not in client.kinds()
    _redrive(queue)
    client.drain()
    client.advance("PT12H")  # people sleep: its mail waits for the morning
    assert client.kinds().count("document") == 1
    assert len(client.me(token)["documents"]) == 1


def _raise(error: Exception) -> Any:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(
    "handler", ["dispatch", "count_figures", "sweep", "fetch_calendars", "settle_mail"]
)
def test_what_lambda_is_told_of_an_error_quotes_nobody(
    client: Client, handler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chalicelib import handlers

    monkeypatch.setattr(wiring, "run", _raise(RuntimeError("ana@example.org")))
    detail = {"eventType": "Send", "mail": {"tags": {"message": ["p1-a"]}}}
    event = {"Records": [], "detail": detail}
    arguments = [] if handler in ("sweep", "fetch_calendars") else [event]
    with pytest.raises(handlers.HandlerFailed) as told:
        getattr(handlers, handler)(*arguments)
    assert str(told.value) == "RuntimeError"
    assert told.value.__suppress_context__


def test_states_that_are_counted_have_each_a_metric() -> None:
    from chalicelib.metrics import METRICS

    passing = {State.PENDING, State.CLAIMED, State.UNKNOWN}
    assert set(METRICS) == set(State) - passing


def test_what_a_newer_release_left_holds_up_nobody_and_is_said(
    client: Client, metrics: Metrics
) -> None:
    """After a roll-back: mails and records of kinds that this release does not know."""
    token = client.register()
    [message] = [m for m in client.system.mailbox.mails if m.kind == "registration"]
    table, dynamodb = wiring.settings().table, wiring.client("dynamodb")
    key = {"pk": {"S": f"PERSON#{message.message.partition('-')[0]}"}}
    due = {"due_pk": {"S": "DUE"}, "due_sk": {"S": "2027-03-01T14:00:00Z#x"}}
    for kind, place in (("Message", "MESSAGE#new"), ("Novelty", "NOVELTY#new")):
        item = {"id": {"S": "p1-new"}, "type": {"S": kind}, "kind": {"S": "novelty"}}
        dynamodb.put_item(TableName=table, Item={**key, "sk": {"S": place}, **item, **due})
    metrics.read()
    client.drain()
    assert client.me(token)["profile"]["given_name"] == "Ana"
    client.book(token, _a_slot(client))
    client.advance("PT5M")
    assert client.kinds() == ["registration", "booking_confirmed"]
    assert metrics.read().total("ItemsUnreadable") > 0
    places = wiring.store().aside(10)
    assert {each.item.sk for each in places} == {"MESSAGE#new", "NOVELTY#new"}
