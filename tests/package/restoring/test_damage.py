"""A restoration of a table, or from a copy, some of whose items cannot be read; and what it says
when it cannot go on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import correlation, wiring
from chalicelib.adapters.dynamodb.codec import from_item, key_item, to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.seats import waiting_place
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.messages import State
from chalicelib.domain.mail.told import Told
from chalicelib.domain.people.consents import Consent
from infra.local.system import System
from infra.restoring import __main__ as command
from infra.restoring import procedure
from infra.restoring.account import NotRestored
from infra.restoring.procedure import BEGUN, NOTHING, STOPPED
from infra.restoring.putting_back import missing
from infra.restoring.tables import Item, Tables
from tests.support.event_examples import EVENT_ID, registration
from tests.support.examples import DAY, HOUR, NOW, message, participant
from tests.support.restoration import AT, Stage, held, lose, restoration, run, save

pytestmark = pytest.mark.database

WAYS = {
    "no type": {"type": None},
    "another type": {"type": {"N": "7"}},
    "a word that nobody knows": {"type": {"S": "novelty"}},
    "an odd ttl": {"ttl": {"S": "tomorrow"}, "version": {"S": "x"}},
    "a broken number": {"ttl": {"N": "1.5"}, "version": None},
}
BOTH = pytest.mark.parametrize("what", ["whole", "what_is_missing"])
ANYHOW = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@pytest.fixture
def stage(system: System) -> Stage:
    return Stage()


@pytest.fixture
def store(stage: Stage) -> Store:
    correlation.current.set("")  # no request is behind what is written here
    return wiring.store()


def put(stage: Stage, table: str, item: Item) -> None:
    stage.client("dynamodb").put_item(TableName=table, Item=item)


def damage(stage: Stage, entity: Any, way: Item, table: str = "") -> Item:
    """As it is now, with other attributes; None: without."""
    key = key_item(type(entity), entity.id)
    found = stage.client("dynamodb").get_item(TableName=table or stage.table, Key=key)["Item"]
    item = {name: value for name, value in {**found, **way}.items() if value is not None}
    put(stage, table or stage.table, item)
    return item


def item_of(stage: Stage, entity: Any) -> Item | None:
    key = key_item(type(entity), entity.id)
    found: Item | None = (
        stage.client("dynamodb").get_item(TableName=stage.table, Key=key).get("Item")
    )
    return found


@BOTH
@ANYHOW
def test_a_damaged_item_is_put_right_by_the_copy_and_named(
    stage: Stage, store: Store, what: str, way: Item
) -> None:
    """The runbook: one that is beyond repair is brought back from the backup."""
    person = participant()
    save(store, person)
    stage.copy(AT)
    damage(stage, person, way)
    said = run(stage, what)
    assert held(store, person) == replace(person, version=1)
    assert f"Cannot be read:\n  PERSON#{person.id} PROFILE: is as before" in said
    assert not any(stage.stopped().values())


def test_one_person_s_damaged_item_is_put_right_alone(stage: Stage, store: Store) -> None:
    people = [participant(id=f"p{n}", email=f"{n}@example.org") for n in (1, 2)]
    save(store, *people)
    stage.copy(AT)
    for person in people:
        damage(stage, person, {"type": None})
    assert "1 items came back" in run(stage, "what_is_missing", person="PERSON#p1")
    assert held(store, people[0]) == replace(people[0], version=1)
    assert "type" not in (item_of(stage, people[1]) or {})


@BOTH
def test_a_damaged_item_stays_if_the_operator_says_no(
    stage: Stage, store: Store, what: str
) -> None:
    save(store, participant())
    stage.copy(AT)
    damaged = damage(stage, participant(), {"type": None})
    said = run(stage, what, agreed=lambda: False)
    assert item_of(stage, participant()) == damaged
    assert "PROFILE: is as before" in "".join(said)


@BOTH
@ANYHOW
def test_a_damaged_item_of_the_copy_comes_back_as_it_is_where_there_is_none(
    stage: Stage, store: Store, what: str, way: Item
) -> None:
    other = participant(id="p9", email="other@example.org")
    save(store, participant(), other)
    damaged = damage(stage, participant(), way)
    stage.copy(AT)
    lose(stage, participant(), other)
    said = run(stage, what)
    assert item_of(stage, participant()) == damaged
    assert held(store, other) is not None
    [line] = [line for line in said if line.startswith("Cannot be read")]
    assert line.endswith("PROFILE, in the copy: comes back as it is")


@BOTH
@ANYHOW
def test_what_the_table_has_is_not_replaced_by_what_cannot_be_read(
    stage: Stage, store: Store, what: str, way: Item
) -> None:
    save(store, participant())
    damage(stage, participant(), way, stage.copy(AT))
    said = "".join(run(stage, what))
    assert held(store, participant()) == replace(participant(), version=1)
    assert ("PROFILE, in the copy: the table keeps what it has" in said) == (what == "whole")


@BOTH
def test_what_can_be_read_nowhere_is_named_and_nothing_ends_with_it(
    stage: Stage, store: Store, what: str
) -> None:
    save(store, participant())
    damaged = damage(stage, participant(), {"type": None})
    stage.copy(AT)
    said = run(stage, what)
    assert item_of(stage, participant()) == damaged
    assert "PROFILE, in the copy: the table keeps what it has" in "".join(said)


def test_one_that_came_since_and_cannot_be_read_goes_unless_it_is_a_fact(
    stage: Stage, store: Store
) -> None:
    count = DailyCount("p3f0-2027-03-01", NOW + DAY)
    stage.copy(AT)
    save(store, participant(), count)
    damage(stage, participant(), {"type": None})
    damage(stage, count, {"type": None})
    said = run(stage)
    assert (item_of(stage, participant()), item_of(stage, count) is None) == (None, False)
    assert "PROFILE: goes" in "".join(said)


@pytest.mark.parametrize("way", [{"ticket": None}, {"ticket": {"S": "1"}}, {"status": None}])
def test_a_place_in_line_comes_back_with_a_registration_that_is_put_right(
    stage: Stage, store: Store, way: Item
) -> None:
    who = registration(status=RegistrationStatus.WAITLISTED)
    place = waiting_place(EVENT_ID, Mode.ONLINE, who.ticket, who.id)
    save(store, who, place)
    stage.copy(AT)
    lose(stage, place)
    damage(stage, who, way)
    assert "2 items came back" in run(stage, "what_is_missing")
    assert held(store, place) is not None
    assert held(store, who) == replace(who, version=1)


def test_a_place_in_line_at_an_odd_key_comes_back_as_it_is(stage: Stage, store: Store) -> None:
    place = waiting_place(EVENT_ID, Mode.ONLINE, 1, "p3f0-v1")
    odd = {**to_item(place), "sk": {"S": "WAIT#online-first"}}
    put(stage, stage.table, odd)
    stage.copy(AT)
    key = {name: odd[name] for name in ("pk", "sk")}
    stage.client("dynamodb").delete_item(TableName=stage.table, Key=key)
    assert "1 items came back" in run(stage, "what_is_missing")


@BOTH
@pytest.mark.parametrize(
    ("state", "certain"), [(State.SENT, True), (State.CLAIMED, False), ("novelty", False)]
)
def test_a_damaged_mail_does_not_leave_again(
    stage: Stage, store: Store, what: str, state: str, certain: bool
) -> None:
    waiting = message()
    save(store, participant(), waiting)
    stage.copy(AT)
    damage(stage, waiting, {"type": None, "state": {"S": state}})
    run(stage, what)
    mark = store.one(Told, waiting.id)
    assert mark is not None
    assert mark.certain == certain
    assert held(store, waiting).state is State.PENDING


def test_one_that_was_mended_meanwhile_is_not_replaced(stage: Stage, store: Store) -> None:
    save(store, participant())
    copy = stage.copy(AT)
    damage(stage, participant(), {"email": None})
    tables = Tables(stage.client("dynamodb"), stage.pause)
    [found] = list(missing(tables, stage.table, copy, NOW))
    mended = damage(stage, participant(), {"email": {"S": "m@example.org"}, "version": {"N": "2"}})
    assert not tables.bring(stage.table, found.item, found.before)
    assert item_of(stage, participant()) == mended


def agreed_to(*purposes: str) -> tuple[Consent, ...]:
    return tuple(Consent(purpose, True, "2026-11", AT - DAY) for purpose in purposes)


def no_more(*purposes: str) -> tuple[Consent, ...]:
    return tuple(Consent(purpose, False, "2026-11", NOW - HOUR) for purpose in purposes)


def test_what_was_withdrawn_since_is_not_in_force_again(stage: Stage, store: Store) -> None:
    member = participant(consents=agreed_to("program", "newsletter", "community"))
    save(store, member)
    stage.copy(AT)
    again = (Consent("program", False, "2026-11", AT), Consent("program", True, "2026-11", AT))
    since = (*again, *no_more("newsletter", "community"), *agreed_to("study"))
    save(store, replace(member, version=1, consents=member.consents + since, email="n@example.org"))
    said = run(stage)
    assert f"Withdrawn since, and it stays so:\n  {member.id} newsletter, community" in said
    [item] = stage.items("Participant")
    after = from_item(item)
    assert after.email == member.email
    assert after.consents == (*member.consents, *no_more("newsletter", "community"))
    assert "timeline_pk" not in item
    assert "is as before" not in "".join(run(stage))


def test_who_withdrew_the_newsletter_alone_stays_in_the_community(
    stage: Stage, store: Store
) -> None:
    member = participant(consents=agreed_to("newsletter", "community"))
    save(store, member)
    stage.copy(AT)
    save(store, replace(member, version=1, consents=member.consents + no_more("newsletter")))
    said = run(stage, dry=True)
    assert f"Withdrawn since, and it stays so:\n  {member.id} newsletter" in said
    run(stage)
    assert stage.items("Participant")[0]["timeline_pk"] == {"S": "COMMUNITY"}


@pytest.mark.parametrize("odd", [{"bounced_at": {"N": "7"}}, {"consents": {"S": "none"}}])
def test_what_is_damaged_is_not_carried_over(stage: Stage, store: Store, odd: Item) -> None:
    member = participant(consents=agreed_to("newsletter"))
    save(store, member)
    stage.copy(AT)
    damage(stage, member, odd)
    run(stage)
    assert held(store, member) == replace(member, version=1)


def test_those_who_were_erased_since_are_listed(stage: Stage, store: Store) -> None:
    people = [participant(id=f"p{n}", email=f"{n}@example.org") for n in (1, 2)]
    save(store, *people)
    stage.copy(AT)
    lose(stage, people[1])
    [line] = [line for line in run(stage) if line.startswith("These people come back")]
    assert line.splitlines()[1:] == ["  p2"]


@BOTH
@pytest.mark.parametrize("away", [900 * DAY, -3650 * DAY])
def test_a_moment_that_recovery_does_not_reach_is_refused_before_anything_stops(
    stage: Stage, what: str, away: timedelta
) -> None:
    enabled = {"PointInTimeRecoveryEnabled": True}
    stage.client("dynamodb").update_continuous_backups(
        TableName=stage.table, PointInTimeRecoverySpecification=enabled
    )
    made, said = restoration(stage, NOW + away, lambda: NOW)
    with pytest.raises(NotRestored, match=r"AT is from \d{4}-\S+Z to \d{4}-\S+Z, .* not \d{4}-"):
        getattr(made, what)()
    assert said == []
    assert not any(stage.stopped().values())
    assert made.progress.advice == NOTHING
    assert "It would be refused: AT is from" in "".join(run(stage, what, NOW + away, dry=True))


@BOTH
def test_where_nobody_answers_nothing_changes_and_what_was_stopped_goes_on(
    stage: Stage, store: Store, what: str
) -> None:
    stage.copy(AT)
    save(store, participant())
    before = stage.items()

    def mute() -> bool:
        raise EOFError

    made, _ = restoration(stage, AT, lambda: NOW, agreed=mute)
    with pytest.raises(NotRestored, match="YES=1"):
        getattr(made, what)()
    assert made.progress.advice == NOTHING
    assert stage.items() == before
    assert not any(stage.stopped().values())


@pytest.mark.parametrize(
    ("what", "fails", "advice"),
    [
        ("whole", "copied", STOPPED),
        ("whole", "stop_the_site", STOPPED),
        ("missing", "copied", NOTHING),
        ("missing", "told_and_lost", NOTHING),
        ("missing", "to_item", BEGUN),
    ],
)
def test_a_command_that_fails_says_what_was_touched_and_how_to_go_on(
    stage: Stage,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    what: str,
    fails: str,
    advice: str,
) -> None:
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)  # logs take no other time
    save(store, participant(), message())
    stage.copy(at)
    lose(stage, message())
    line = {"message": "record handled", "entry": message().id, "state": "sent"}
    stage.logged("SendMailLogGroup", at + timedelta(hours=1), line)

    def failing(*_: object) -> None:
        raise NotRestored("the network is gone")

    monkeypatch.setattr(procedure, fails, failing)
    monkeypatch.setattr(command, "Account", lambda _session, _stage: stage)
    monkeypatch.setenv("YES", "1")
    assert command.main(what, "dev", at.isoformat()) == 1
    assert capsys.readouterr().err == f"✗ the network is gone\n  {advice}\n"
    assert any(stage.stopped().values()) == (advice == STOPPED)


@pytest.mark.parametrize(
    ("stage_name", "at", "said"),
    [
        ("nowhere", "2027-03-01T14:00:00Z", "STAGE is one of"),
        ("dev", "2027-03-01T14:00:00 Amérique/Nulle", "AT is a moment, as 2027-03-01T14:00:00Z"),
        ("dev", "2027-03-01T14:00:00+25:00", "AT is a moment, as 2027-03-01T14:00:00Z"),
        ("dev", "0001-01-01T00:00:00+05:00", "AT is a moment, as 2027-03-01T14:00:00Z"),
        ("dev", "2027-03-01T14:00:00Z", "does not exist"),
    ],
)
def test_what_is_refused_before_anything_stops_says_that_nothing_was_touched(
    stage: Stage, capsys: pytest.CaptureFixture[str], stage_name: str, at: str, said: str
) -> None:
    assert command.main("whole", stage_name, at) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.endswith(f"\n  {NOTHING}\n")
