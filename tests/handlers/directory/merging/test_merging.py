"""Two registrations that are one person: merged, with nothing lost, and apart again as before."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.handlers.http.test_bad_input import everything
from tests.support.driver import THEME, whose
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS, OTHER = "equipe@example.org", "brigadiere@example.org", "autre@example.org"
PEOPLE = "/api/v1/staff/people"
ANA, BO = "ana@example.org", "bo@example.org"
NOTHING: dict[str, Any] = {"M": {"1": {"M": {}}}}
"""What a person adds to the figures who adds nothing."""
AGREED = {ANA: {"program", "newsletter"}, BO: {"program", "community"}}


@pytest.fixture
def client(system: Any) -> EventClient:
    return EventClient(system)


@pytest.fixture
def slots(client: EventClient) -> list[dict[str, Any]]:
    return client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")


def ask(
    client: EventClient, method: str, path: str, body: Any = None, who: str = ADMIN
) -> TestResponse:
    answer = client.call(method, path, body, client.staff(who))
    client.drain()
    return answer


def merge(client: EventClient, kept: str, other: str, who: str = ADMIN) -> TestResponse:
    return ask(client, "POST", f"{PEOPLE}/{kept}/merge", {"other": other}, who)


def part(client: EventClient, kept: str, who: str = ADMIN) -> TestResponse:
    return ask(client, "POST", f"{PEOPLE}/{kept}/unmerge", who=who)


def file(client: EventClient, person: str) -> Any:
    answer = ask(client, "GET", f"{PEOPLE}/{person}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def found(client: EventClient, q: str) -> list[str]:
    people = ask(client, "GET", f"{PEOPLE}?q={q}").get_json()["people"]
    return [each["id"] for each in people]


def stored(client: EventClient) -> dict[tuple[str, str], dict[str, Any]]:
    """All that the table holds, but for what says who did or saw what, and how often."""
    left_out = {"StaffAct", "Look", "SweepRound", "Receipt"}
    return {
        place: {n: v for n, v in item.items() if n != "version"}
        for place, item in everything().items()
        if item["type"]["S"] not in left_out and item.get("counts") != NOTHING
    }


@pytest.fixture
def two(client: EventClient, slots: list[dict[str, Any]]) -> tuple[str, str]:
    """Two people who have each a session, and each their address proven."""
    ana = client.register(ANA, consents=dict.fromkeys(AGREED[ANA], True))
    bo = client.register(BO, given_name="Anna", consents=dict.fromkeys(AGREED[BO], True))
    client.book(ana, slots[0])
    client.book(bo, slots[1])
    client.drain()
    return ana, bo


def test_who_is_merged_is_one_person_and_nothing_is_lost(
    client: EventClient, two: tuple[str, str]
) -> None:
    ana, bo = two
    kept, other = whose(ana), whose(bo)
    answer = merge(client, kept, other)
    assert answer.status_code == 200, answer.text
    one = answer.get_json()
    assert one["id"] == kept
    assert len(one["sessions"]) == 2
    mine = client.me(ana)
    assert client.me(bo) == {**mine, "documents": client.me(bo)["documents"]}
    assert len(mine["sessions"]) == 2
    assert {name for name, granted in mine["consents"].items() if granted} == {"program"}
    assert mine["profile"]["email"] == ANA
    assert file(client, other)["id"] == kept
    for q in ("ana", "bo@example.org", "Anna"):
        assert found(client, q) == [kept]


def test_what_was_theirs_is_moved_and_cancelled_by_each_link(
    client: EventClient, two: tuple[str, str], slots: list[dict[str, Any]]
) -> None:
    ana, bo = two
    mine, theirs = (client.me(each)["sessions"][0]["id"] for each in two)
    merge(client, whose(ana), whose(bo))
    to = {"slot_id": slots[2]["id"]}
    moved = client.call("POST", f"/api/v1/bookings/{theirs}/reschedule", to, ana)
    assert (moved.status_code, moved.get_json()["id"]) == (200, theirs)
    assert client.call("DELETE", f"/api/v1/bookings/{mine}", token=bo).status_code == 204
    states = {each["id"]: each["status"] for each in client.me(ana)["sessions"]}
    assert states == {mine: "cancelled", theirs: "booked"}
    client.drain()
    assert set(client.kinds(ANA)[-2:]) == {"booking_moved", "booking_cancelled"}
    same = client.call("POST", "/api/v1/bookings", {"slot_id": slots[2]["id"], "theme": THEME}, bo)
    assert same.get_json()["id"] == theirs


def test_what_is_undone_leaves_all_as_it_was(client: EventClient, two: tuple[str, str]) -> None:
    ana, bo = two
    before, mails = stored(client), len(client.system.mailbox.mails)
    merge(client, whose(ana), whose(bo))
    assert stored(client) != before
    answer = part(client, whose(ana))
    assert answer.status_code == 200, answer.text
    assert stored(client) == before
    assert len(client.system.mailbox.mails) == mails
    assert [len(client.me(each)["sessions"]) for each in two] == [1, 1]
    assert found(client, BO) == [whose(bo)]


def test_what_happened_meanwhile_stays_with_whose_it_is(
    client: EventClient, two: tuple[str, str], slots: list[dict[str, Any]]
) -> None:
    ana, bo = two
    merge(client, whose(ana), whose(bo))
    changes = {"municipality": "Prévost", "consents": {"directory": True}}
    assert client.call("PATCH", "/api/v1/me", changes, ana).status_code == 200
    (booked,) = (each["id"] for each in client.me(ana)["sessions"] if whose(ana) in each["id"])
    assert client.call("DELETE", f"/api/v1/bookings/{booked}", token=bo).status_code == 204
    client.book(bo, slots[2])
    assert part(client, whose(ana)).status_code == 200
    mine, theirs = client.me(ana), client.me(bo)
    assert mine["profile"]["municipality"] == "Prévost"
    assert {n for n, granted in mine["consents"].items() if granted} == {*AGREED[ANA], "directory"}
    assert {n for n, granted in theirs["consents"].items() if granted} == AGREED[BO]
    assert [len(each["sessions"]) for each in (mine, theirs)] == [1, 2]


def test_a_merge_is_undone_within_a_day_alone(client: EventClient, two: tuple[str, str]) -> None:
    ana, bo = two
    merge(client, whose(ana), whose(bo))
    client.advance("PT24H")
    answer = part(client, whose(ana))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_merged")
    assert not [key for key in stored(client) if key[1].startswith("MERGE#")]
    assert len(client.me(bo)["sessions"]) == 2


def test_merging_twice_changes_nothing(client: EventClient, two: tuple[str, str]) -> None:
    ana, bo = two
    first = merge(client, whose(ana), whose(bo))
    before = stored(client)
    again = merge(client, whose(ana), whose(bo))
    assert again.status_code == 200
    assert again.get_json()["sessions"] == first.get_json()["sessions"]
    assert stored(client) == before


@pytest.mark.parametrize(
    ("other", "status", "code"),
    [("itself", 422, "invalid_fields"), ("pnobody", 404, "not_found"), ("-", 404, "not_found")],
)
def test_nobody_is_merged_with_themselves_or_with_nobody(
    client: EventClient, two: tuple[str, str], other: str, status: int, code: str
) -> None:
    kept = whose(two[0])
    answer = merge(client, kept, kept if other == "itself" else other)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_an_adviser_merges_whom_she_accompanies(client: EventClient, two: tuple[str, str]) -> None:
    third = client.register("chloe@example.org")
    assert merge(client, whose(two[0]), whose(third), HERS).status_code == 403
    assert merge(client, whose(two[0]), whose(two[1]), HERS).status_code == 200
    assert part(client, whose(two[0]), HERS).status_code == 200


def test_several_are_merged_and_taken_apart_in_turn(
    client: EventClient, two: tuple[str, str]
) -> None:
    ana, bo = (whose(each) for each in two)
    last = client.register("chloe@example.org")
    client.drain()
    before = stored(client)
    assert merge(client, ana, bo).status_code == 200
    between = stored(client)
    assert merge(client, whose(last), ana).status_code == 200
    assert {len(client.me(each)["sessions"]) for each in (*two, last)} == {2}
    assert file(client, bo)["id"] == whose(last)
    assert part(client, bo).status_code == 200
    assert stored(client) == between
    assert part(client, bo).status_code == 200
    assert stored(client) == before
