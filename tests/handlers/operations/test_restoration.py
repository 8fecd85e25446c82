"""The table goes back a week: what was mailed since is not mailed again, and all else is."""

from collections import Counter
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib import wiring
from infra.local.system import System
from infra.restoring.tables import key
from tests.handlers.events.test_topics import TopicsClient
from tests.support.injected import Sendings
from tests.support.restoration import Stage, restoration, utc

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("blank_pages")]

BACK_TO = "2027-03-20T10:00:00-04:00"
WEEK = (
    "2027-03-20T10:06:00-04:00",
    "2027-03-22T16:00:00-04:00",
    "2027-03-27T10:35:00-04:00",
    "2027-03-27T10:41:00-04:00",
)
UNCERTAIN = "2027-03-27T11:01:00-04:00"
NOTICED = "2027-03-27T11:05:00-04:00"
AGAIN = {
    "booking_confirmed",
    "booking_reminder",
    "document",
    "event_cancelled",
    "event_changed",
    "event_confirmed",
    "event_digest",
    "event_reminder",
    "event_summary",
    "event_waiting",
    "staff_session",
    "survey_invitation",
    "survey_reminder",
    "topic_chosen",
    "topic_not_chosen",
}
"""The kinds that were mailed in that week and that the table of before would mail again."""


class Season(TopicsClient):
    """What six people do before the moment that is gone back to, and after."""

    def begin(self) -> None:
        self.tokens = self.people(5)
        self.talk = self._event("2027-03-28", online=1)
        self.moved, self.off = self._event("2027-04-10"), self._event("2027-04-11")
        self.past = self._event("2027-03-20", hour="08")
        self.circle = self._event("2027-04-12", kind="codevelopment")
        self._seats(self.talk, 2, 3)
        self._seats(self.circle, 2, 3)
        self._seats(self.moved, 2)
        self._seats(self.off, 2)
        came = self._seats(self.past, 2, 3)
        [slot] = self.open_day("2027-03-20T08:00:00-04:00", "2027-03-20T09:00:00-04:00")
        held = self.book(self.tokens[1], slot)
        later = self.open_day("2027-03-29T10:00:00-04:00", "2027-03-29T13:00:00-04:00")
        self.book(self.tokens[0], later[0])
        self.book(self.tokens[1], later[2])
        subjects = [self._subject(n) for n in (2, 3)]
        self.move_to(BACK_TO)
        self._just_then(held, came, subjects, later[1])

    def _just_then(
        self, held: dict[str, Any], came: list[dict[str, Any]], subjects: list[str], slot: Any
    ) -> None:
        """Nothing of this has been handed over yet."""
        self.hold(held)
        self.book(self.tokens[4], slot)
        self._seats(self.moved, 3)
        self.change(self.moved, starts_at="2027-04-10T10:00:00-04:00")
        self.staff_posts(self.off, "cancel", {})
        said = [
            {"registration_id": each["id"], "status": status}
            for each, status in zip(came, ("attended", "absent"), strict=True)
        ]
        path = f"/api/v1/staff/events/{self.past['id']}/attendance"
        self.call("PUT", path, {"attendances": said}, self.staff())
        self.staff_posts(self.past, "summary", {"markdown": "Vu."})
        self.enter_as_staff()
        self.choose(self.circle, subjects[0])

    def goes_on(self) -> None:
        """The week that is undone; of its last mail SES says neither yes nor no."""
        for moment in WEEK:
            self.move_to(moment)
        self.placed = self._seats(self.moved, 4)[0]
        self.drain()
        lost = ReadTimeoutError(endpoint_url="https://aws.example")
        Sendings(wiring.client("sesv2", 1), "SendEmail", lost)
        self.move_to(UNCERTAIN)
        self.move_to(NOTICED)

    def staff_posts(self, event: Any, what: str, body: Any) -> None:
        path = f"/api/v1/staff/events/{event['id']}/{what}"
        assert self.call("POST", path, body, self.staff()).status_code == 200

    def _event(self, day: str, online: int = 9, hour: str = "10", **changes: Any) -> dict[str, Any]:
        return self.create(
            starts_at=f"{day}T{hour}:30:00-04:00",
            ends_at=f"{day}T{hour}:50:00-04:00",
            capacity={"in_person": 0, "online": online},
            **changes,
        )

    def _seats(self, event: dict[str, Any], *people: int) -> list[dict[str, Any]]:
        return [self.seat(event, self.tokens[n]) for n in people]

    def _subject(self, n: int) -> str:
        self.become(self.tokens[n])
        assert self.propose(self.circle, f"Sujet {n}").status_code == 303
        person = self.me(self.tokens[n])["event_registrations"][0]["id"].partition("-")[0]
        return f"{self.circle['id']}-{person}"


@pytest.fixture
def client(system: System) -> Season:
    return Season(system)


def mailed(client: Season) -> list[tuple[str, str]]:
    return [(mail.message, mail.kind) for mail in client.system.mailbox.mails]


def again(client: Season) -> set[str]:
    """The kinds of what was mailed more than once."""
    return {kind for (_, kind), times in Counter(mailed(client)).items() if times > 1}


def time_goes_on(client: Season) -> None:
    for after in ("PT1M", "PT6M", "PT20M"):
        client.advance(after)


@pytest.mark.moto  # restores a table to a moment
def test_the_mails_of_the_week_that_is_undone_do_not_leave_again(client: Season) -> None:
    stage = Stage()
    client.begin()
    copy = stage.copy(utc(BACK_TO))
    client.goes_on()
    made, said = restoration(stage, utc(BACK_TO), wiring.now)
    made.whole()
    time_goes_on(client)
    assert again(client) == set()
    [doubtful] = [line for line in said if line.startswith("Nobody can tell")]
    assert "\n  booking_reminder p" in doubtful
    assert "@" not in "".join(said)
    client.move_to("2027-03-27T12:05:00-04:00")  # what was still to come leaves in its time
    assert client.kinds("p1@example.org").count("booking_reminder") == 1
    assert client.kinds("p4@example.org").count("booking_reminder") == 0  # the doubtful one

    for mark in stage.items("Told"):  # a control: without these marks they leave again
        stage.client("dynamodb").delete_item(TableName=stage.table, Key=key(mark))
    made._put_back(copy)
    time_goes_on(client)
    client.advance("P1D")
    assert again(client) == AGAIN


@pytest.mark.moto  # restores a table to a moment
def test_an_offer_that_lapsed_is_told_once_and_a_new_one_or_a_new_act_is_news(
    client: Season,
) -> None:
    stage, other = Stage(), client.create()
    event, tokens = client.create(capacity={"in_person": 0, "online": 1}), client.people(3)
    placed = [client.seat(event, token) for token in tokens]
    client.move_to("2027-03-20T08:30:00-04:00")
    client.leave(placed[0], tokens[0])
    moment = wiring.now()
    stage.copy(moment)
    client.drain()
    client.advance("PT76M")
    client.seat(other, tokens[0])
    client.drain()
    assert client.event_mails("p1@example.org")[-2:] == ["event_offer", "event_offer_lapsed"]
    before = Counter(mailed(client))
    made, _ = restoration(stage, moment, wiring.now)
    made.whole()
    client.seat(other, tokens[0])
    time_goes_on(client)
    since = Counter(mailed(client)) - before
    assert {kind for _, kind in since} == {"event_offer", "event_confirmed"}
    assert client.event_mails("p1@example.org")[-1] == "event_offer_lapsed"
    assert client.event_mails("p2@example.org")[-1] == "event_offer"
    assert client.mine(tokens[2])["confirm_by"] > "2027-03-20T10:42:00-04:00"
