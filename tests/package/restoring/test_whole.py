"""What the operator's commands of a restoration stop, write, say and leave alone."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from chalicelib import correlation, wiring
from chalicelib.adapters.dynamodb.codec import from_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS, OUTBOX
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.seats import waiting_place
from chalicelib.domain.mail.due import Outbox
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.mail.told import Told
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.mail_purposes import MailPurpose, refused_by
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.receipts import Receipt
from infra.local.system import System
from infra.packaging.stack import FUNCTIONS, stack
from infra.restoring import procedure
from infra.restoring.__main__ import main
from infra.restoring.account import NotRestored
from infra.restoring.copies import copied
from infra.restoring.sending import SENDERS, SWEEP, WRITERS
from tests.support.event_examples import EVENT_ID, registration
from tests.support.examples import BOOKING_ID, DAY, NOW, booking, message, participant, slot
from tests.support.restoration import AT, Stage, held, lose, run, save

pytestmark = pytest.mark.database

SINCE = NOW - timedelta(hours=1)
SENDERS_AND_SWEEP = {*SENDERS, SWEEP}


@pytest.fixture
def stage(system: System) -> Stage:
    return Stage()


@pytest.fixture
def store(stage: Stage) -> Store:
    correlation.current.set("")  # no request is behind what is written here
    return wiring.store()


def test_the_stream_lets_by_what_the_layout_says_is_of_the_outbox() -> None:
    source = stack()["Resources"]["Dispatch"]["Properties"]["Events"]["DispatchDynamodbEventSource"]
    filters = source["Properties"]["FilterCriteria"]["Filters"]
    patterns = [json.loads(each["Pattern"]) for each in filters]
    [new] = [each for each in patterns if each.get("eventName") == ["INSERT"]]
    assert sorted(new["dynamodb"]["NewImage"]["type"]["S"]) == sorted(OUTBOX)
    assert {each for each, layout in LAYOUTS.items() if layout.outbox} == set(get_args(Outbox))


def test_each_function_that_may_write_is_stopped(stage: Stage) -> None:
    fed_by_queues = {name for name in FUNCTIONS if f"{name}{name}SqsEventSource" in SENDERS}
    writes_nothing = {"Dispatch", "Sweep"}
    assert fed_by_queues | set(WRITERS) | writes_nothing == set(FUNCTIONS)


def test_sending_is_stopped_first_the_site_while_the_table_changes_and_both_go_on(
    stage: Stage, store: Store
) -> None:
    stage.copy(AT)
    save(store, participant())
    seen: dict[str, Any] = {}

    def asked() -> bool:
        seen["asked"] = {name for name, stopped in stage.stopped().items() if stopped}
        return True

    def written(**_: Any) -> None:
        seen["written"] = {name for name, stopped in stage.stopped().items() if stopped}

    stage.client("dynamodb").meta.events.register("before-call.dynamodb.BatchWriteItem", written)
    run(stage, agreed=asked)
    assert seen == {"asked": SENDERS_AND_SWEEP, "written": {*SENDERS_AND_SWEEP, *WRITERS}}
    assert held(store, participant()) is None
    assert not any(stage.stopped().values())
    client = stage.client("lambda")
    kept = client.get_function_concurrency(FunctionName="APIHandler")
    assert kept["ReservedConcurrentExecutions"] == 7  # what the stage's file keeps for the site
    assert max(stage.paused) >= 120  # what was under way ends before the table changes


def test_an_operator_who_says_no_changes_nothing_and_sending_goes_on(
    stage: Stage, store: Store
) -> None:
    stage.copy(AT)
    save(store, participant())
    before = stage.items()
    said = run(stage, agreed=lambda: False)
    assert stage.items() == before
    assert not any(stage.stopped().values())
    assert "1 × participant: goes" in "".join(said)


@pytest.mark.parametrize("what", ["whole", "what_is_missing"])
@pytest.mark.parametrize("copy", [True, False])
def test_a_dry_run_changes_nothing_and_says_what_would_change(
    stage: Stage, store: Store, what: str, copy: bool
) -> None:
    save(store, participant())
    tables = stage.client("dynamodb").list_tables()["TableNames"]
    if copy:
        tables.append(stage.copy(AT))
        lose(stage, participant())
    before = stage.items()
    said = "".join(run(stage, what, dry=True))
    assert ("participant" in said.lower()) == copy
    assert stage.items() == before
    assert stage.client("dynamodb").list_tables()["TableNames"] == sorted(tables)
    assert not any(stage.stopped().values())


def test_one_that_is_interrupted_is_run_again_from_the_start(
    stage: Stage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = message()
    save(store, participant(), waiting)
    stage.copy(AT)
    save(store, replace(waiting, version=1, state=State.SENT, next_at=None))
    with monkeypatch.context() as patched:
        patched.setattr(procedure, "start_again", interrupted)
        with pytest.raises(NotRestored):
            run(stage)
    assert all(stage.stopped().values())
    run(stage)
    assert not any(stage.stopped().values())
    assert held(store, waiting).state is State.PENDING
    assert store.one(Told, waiting.id) == Told(waiting.id, True, NOW + 60 * DAY, 1)


def interrupted(_: object) -> None:
    raise NotRestored("the operator's machine went to sleep")


STATES: list[tuple[dict[str, Any], bool | None]] = [
    ({"state": State.SENT}, True),
    ({"state": State.DELIVERED}, True),
    ({"state": State.BOUNCED}, True),
    ({"state": State.COMPLAINED}, True),
    ({"state": State.CLAIMED}, False),
    ({"state": State.UNKNOWN}, False),
    ({"state": State.FAILED, "reason": "unknown_twice"}, False),
    ({"state": State.FAILED, "reason": "refused"}, None),
    ({"state": State.PENDING, "attempts": 2}, None),
    ({"state": State.CANCELLED}, None),
]
"""What the table says of a mail that waited then, and whether it left: None if it did not."""


def test_what_the_table_says_of_each_mail_is_written_down(stage: Stage, store: Store) -> None:
    waiting = [message(id=f"p3f0-m{n}") for n in range(len(STATES))]
    untouched = message(id="p3f0-unknown", state=State.UNKNOWN)
    save(store, participant(), untouched, *waiting)
    stage.copy(AT)
    for each, (changes, _) in zip(waiting, STATES, strict=True):
        save(store, replace(each, version=1, **changes))
    said = "".join(run(stage))
    marks = store.load(*[(Told, each.id) for each in waiting])
    assert [mark and mark.certain for mark in marks] == [certain for _, certain in STATES]
    named = [f"registration {each.id}" in said for each in waiting]
    assert named == [certain is False for _, certain in STATES]
    assert store.one(Told, untouched.id) is None  # it waits for its one more try, as it did then


LINES: list[tuple[str, dict[str, str], bool | None]] = [
    ("SendMailLogGroup", {"message": "record handled", "entry": "ID", "state": "sent"}, True),
    ("SendMailLogGroup", {"message": "record handled", "entry": "ID", "state": "unknown"}, False),
    ("SendMailLogGroup", {"message": "record handled", "entry": "ID", "state": "pending"}, None),
    ("SettleMailLogGroup", {"message": "settled", "message_id": "ID", "state": "delivered"}, True),
]


def test_what_the_logs_say_of_a_mail_counts_when_the_table_lost_it(
    stage: Stage, store: Store
) -> None:
    since = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)  # logs take no other time
    waiting = [message(id=f"p3f0-m{n}") for n in range(len(LINES) + 1)]
    save(store, participant(), *waiting)
    stage.copy(since)
    lose(stage, *waiting)
    for each, (group, line, _) in zip(waiting, LINES, strict=False):
        stage.logged(
            group, since + DAY / 24, {n: v.replace("ID", each.id) for n, v in line.items()}
        )
    earlier = {"message": "record handled", "entry": waiting[-1].id, "state": "sent"}
    stage.logged("SendMailLogGroup", since - DAY / 24, earlier)
    run(stage, "what_is_missing", since)
    marks = store.load(*[(Told, each.id) for each in waiting])
    assert [m and m.certain for m in marks] == [*(certain for *_, certain in LINES), None]
    assert list(store.load(*[(Message, each.id) for each in waiting])) == [
        replace(each, version=1) for each in waiting
    ]


def test_what_the_world_outside_saw_is_not_undone(stage: Stage, store: Store) -> None:
    member = participant(consents=(Consent("community", True, "2026-11", NOW),))
    count = DailyCount("p3f0-2027-03-01", NOW + DAY)
    save(store, member, count)
    stage.copy(AT)
    save(store, replace(member, version=1, unsubscribed_at=SINCE, email="other@example.org"))
    save(store, replace(count, version=1, count=9), Receipt("r1", "h", 201, "{}", NOW + DAY))
    run(stage)
    after = store.one(Participant, member.id)
    assert after is not None
    assert (after.unsubscribed_at, after.email) == (SINCE, member.email)
    assert "timeline_pk" not in stage.items("Participant")[0]
    assert held(store, count).count == 9
    assert stage.items("Receipt") == []  # it answered for what is undone


def test_who_unsubscribed_from_one_thing_since_is_sent_the_others(
    stage: Stage, store: Store
) -> None:
    agreed = Consent("community", True, "2026-11", NOW)
    member = participant(consents=(agreed,), unsubscribed_at=NOW, refusals=("newsletter",))
    save(store, member)
    stage.copy(AT)
    save(store, replace(member, version=1, unsubscribed_at=SINCE, refusals=("surveys",)))
    run(stage)
    after = held(store, member)
    assert refused_by(after) == {MailPurpose.NEWSLETTER, MailPurpose.SURVEYS}
    assert stage.items("Participant")[0]["timeline_pk"] == {"S": "COMMUNITY"}


def test_what_is_missing_comes_back_and_nothing_else_changes(stage: Stage, store: Store) -> None:
    standing, lost = participant(), participant(id="p9", email="lost@example.org")
    save(store, standing, lost, booking(id="p9-b1"), slot(booking_id="p9-b1"))
    stage.copy(AT)
    lose(stage, lost, booking(id="p9-b1"))
    save(store, replace(standing, version=1, email="new@example.org"))
    save(store, replace(held(store, slot()), booking_id=BOOKING_ID))
    said = run(stage, "what_is_missing")
    assert held(store, lost) == replace(lost, version=1)
    assert held(store, standing).email == "new@example.org"
    assert held(store, slot()).booking_id == BOOKING_ID
    [call] = [line for line in said if line.startswith("Somebody else has the hour")]
    assert call.endswith("\n  p9-b1")
    assert "2 items came back" in said
    assert "0 items came back" in run(stage, "what_is_missing")


def test_one_person_s_part_comes_back_alone(stage: Stage, store: Store) -> None:
    people = [participant(id=f"p{n}", email=f"{n}@example.org") for n in (1, 2)]
    save(store, *people)
    stage.copy(AT)
    lose(stage, *people)
    run(stage, "what_is_missing", person="PERSON#p1")
    assert [from_item(item).id for item in stage.items("Participant")] == ["p1"]


@pytest.mark.parametrize("waits", [True, False])
def test_a_place_in_line_comes_back_only_with_who_stands_there(
    stage: Stage, store: Store, waits: bool
) -> None:
    status = RegistrationStatus.WAITLISTED if waits else RegistrationStatus.CONFIRMED
    who = registration(status=status)
    place = waiting_place(EVENT_ID, Mode.ONLINE, who.ticket, who.id)
    save(store, who, place)
    stage.copy(AT)
    lose(stage, place)
    run(stage, "what_is_missing")
    assert (held(store, place) is not None) == waits


def test_a_moment_that_recovery_does_not_reach_is_refused_before_anything_is_made(
    stage: Stage,
) -> None:
    enabled = {"PointInTimeRecoveryEnabled": True}
    stage.client("dynamodb").update_continuous_backups(
        TableName=stage.table, PointInTimeRecoverySpecification=enabled
    )
    with pytest.raises(NotRestored, match="AT is from"):
        copied(stage, NOW - 900 * DAY)
    assert len(stage.client("dynamodb").list_tables()["TableNames"]) == 1


def test_a_copy_is_waited_for_however_long_it_takes(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, looks = stage.copy(AT), iter(["CREATING"] * 40)
    client = stage.client("dynamodb")
    described = client.describe_table

    def slowly(**request: Any) -> Any:
        found = described(**request)
        found["Table"]["TableStatus"] = next(looks, "ACTIVE")
        return found

    monkeypatch.setattr(client, "describe_table", slowly)
    assert copied(stage, AT) == copy
    assert len(stage.paused) >= 39


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("whole", "nowhere", "2027-03-01T14:00:00Z"), "STAGE is one of"),
        (("whole", "dev", ""), "AT is a moment"),
        (("missing", "dev", "yesterday"), "AT is a moment"),
        (("missing", "dev", "2027-03-01T14:00:00"), "AT says its zone"),
    ],
)
def test_a_command_that_cannot_be_understood_touches_nothing(
    given: tuple[str, str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(*given) == 1
    assert said in capsys.readouterr().err
