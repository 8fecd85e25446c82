"""People do anything in any order while time passes: what must hold always, holds."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from chalicelib import wiring
from chalicelib.workflows.sessions.open_slots import bookable_slots
from infra.doubles.table import Table
from infra.local.system import build
from tests.support.driver import THEME, BlankPages, Client, SetClock, whose
from tests.support.systems import SITE, on_a_database

START = "2027-03-12T08:00:00-05:00"  # a change of DST lies in the first days
STEPS, EXAMPLES = 50, 11  # for each seed


class Journey(RuleBasedStateMachine):
    """The model: who has which session, at what time; what each address should have received."""

    people: Bundle[tuple[str, str]] = Bundle("people")
    steps = 0
    tables: Callable[[], Table | None] = Table

    def __init__(self) -> None:
        super().__init__()
        self.system = build(SITE, SetClock(START), type(self).tables())
        self.client = Client(self.system)
        self.staff = self.client.staff()
        self.slots = self._open_days()
        self.bookings: dict[str, dict[str, Any]] = {}
        self.tokens: dict[str, str] = {}
        self.merges: list[tuple[str, str, datetime]] = []
        self.families: dict[str, str] = {}

    def teardown(self) -> None:
        self.client.drain()
        sent = self._documents()
        self.system.close()
        assert sent == self._held()

    def _open_days(self) -> list[dict[str, Any]]:
        first = datetime.fromisoformat(START).astimezone(UTC) + timedelta(hours=6)
        opened = []
        for day in range(4):
            start = first + timedelta(days=day)
            end = start + timedelta(hours=3)
            opened += self.client.open_day(start.isoformat(), end.isoformat())
        return opened

    @rule(target=people, name=st.sampled_from(["ana", "Bo", "CHLOÉ".lower().replace("é", "e")]))
    def register(self, name: str) -> tuple[str, str]:
        Journey.steps += 1
        address = f"{name}@example.org"
        body: dict[str, Any] = {
            "email": address,
            "given_name": name,
            "family_name": "",
            "kind": "student",
        }
        body |= {"maturity_level": "debutant", "themes": [THEME], "consents": {"program": True}}
        answer = self.client.call("POST", "/api/v1/registrations", body)
        assert answer.status_code == 202
        if address not in self.tokens:
            self.client.drain()
            self.tokens[address] = self.client.token_for(address)
            self.client.driver.confirm(self.tokens[address])
        return address, self.tokens[address]

    @rule(person=people, number=st.integers(0, 11))
    def book(self, person: tuple[str, str], number: int) -> None:
        Journey.steps += 1
        slot = self.slots[number]
        body = {"slot_id": slot["id"], "theme": THEME}
        answer = self.client.call("POST", "/api/v1/bookings", body, person[1])
        theirs = [b for b in self.bookings.values() if self._has(person[0], b, slot)]
        if theirs:
            assert (answer.status_code, answer.get_json()["id"]) == (201, theirs[0]["id"])
            return
        free = self._bookable(slot) and not self._busy(person[0], slot)
        free = free and self._ahead(person[0]) < 2
        assert (answer.status_code == 201) == free, answer.text
        if free:
            booking = answer.get_json()
            self.bookings[booking["id"]] = {**booking, "who": person[0], "slot": slot}
        else:
            refusals = "slot_taken", "already_booked", "too_soon", "too_many_bookings"
            assert answer.get_json()["code"] in refusals

    @rule(person=people, pick=st.integers(0, 20), number=st.integers(0, 11))
    def move(self, person: tuple[str, str], pick: int, number: int) -> None:
        Journey.steps += 1
        booking, slot = self._pick(pick), self.slots[number]
        if booking is None:
            return
        path = f"/api/v1/bookings/{booking['id']}/reschedule"
        answer = self.client.call("POST", path, {"slot_id": slot["id"]}, person[1])
        right = self._has(person[0], booking, slot) or (
            self._is(booking["who"], person[0])
            and booking["status"] == "booked"
            and self._in_time(booking)
            and self._bookable(slot)
            and not self._busy(person[0], slot, but=booking["id"])
        )
        assert (answer.status_code == 200) == right, answer.text
        if right:
            booking.update(slot=slot, starts_at=slot["starts_at"], ends_at=slot["ends_at"])

    @rule(person=people, pick=st.integers(0, 20))
    def cancel(self, person: tuple[str, str], pick: int) -> None:
        Journey.steps += 1
        booking = self._pick(pick)
        if booking is None:
            return
        answer = self.client.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=person[1])
        mine = self._is(booking["who"], person[0])
        status = booking["status"]
        right = mine and (status == "cancelled" or (status == "booked" and self._in_time(booking)))
        assert (answer.status_code == 204) == right, answer.text
        if right:
            booking["status"] = "cancelled"

    @rule(pick=st.integers(0, 20), outcome=st.sampled_from(["completed", "no_show"]))
    def record_outcome(self, pick: int, outcome: str) -> None:
        Journey.steps += 1
        booking = self._pick(pick)
        if booking is None:
            return
        path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
        answer = self.client.call("POST", path, {"outcome": outcome}, self.staff)
        status = booking["status"]
        right = status in ("booked", "no_show", outcome)
        assert (answer.status_code == 200) == right, answer.text
        if right:
            booking["status"] = outcome

    @rule(kept=people, other=people)
    def merge(self, kept: tuple[str, str], other: tuple[str, str]) -> None:
        """What is theirs is one person's; what they had booked goes on."""
        Journey.steps += 1
        admin = self.client.staff("equipe@example.org")
        path = f"/api/v1/staff/people/{whose(kept[1])}/merge"
        answer = self.client.call("POST", path, {"other": whose(other[1])}, admin)
        assert answer.status_code == (422 if kept == other else 200), answer.text
        one, gone = self._one(kept[0]), self._one(other[0])
        if one != gone:
            self.merges.append((one, gone, self._now()))
            self.families |= {
                each: self._family(one)
                for each in self.tokens
                if self._family(each) == self._family(gone)
            }

    @rule(kept=people)
    def part(self, kept: tuple[str, str]) -> None:
        """Within a day, what each had, and has done since, is again theirs."""
        Journey.steps += 1
        one, day = self._one(kept[0]), timedelta(days=1)
        mine = [m for m in self.merges if m[0] == one and self._now() < m[2] + day]
        admin = self.client.staff("equipe@example.org")
        path = f"/api/v1/staff/people/{whose(kept[1])}/unmerge"
        answer = self.client.call("POST", path, token=admin)
        assert answer.status_code == (200 if mine else 409), answer.text
        if mine:
            self.merges.remove(mine[-1])

    @rule(hours=st.sampled_from([1, 3, 24, 47]))
    def time_passes(self, hours: int) -> None:
        Journey.steps += 1
        self.client.advance(f"PT{hours}H")

    @rule()
    def what_is_due_is_delivered(self) -> None:
        Journey.steps += 1
        self.client.drain()

    @rule()
    def everything_is_delivered_twice(self) -> None:
        """The stream is read again from its beginning: as a Lambda retry would."""
        Journey.steps += 1
        self.system.pump._position = None
        self.client.drain()

    @invariant()
    def the_agenda_is_the_models(self) -> None:
        agenda = wiring.store().agenda(_at("2027-03-10"), _at("2027-03-20"))
        standing = {b["id"] for b in self.bookings.values() if b["status"] != "cancelled"}
        assert {booking.id for booking in agenda} == standing
        starts = Counter(b.slot_id for b in agenda if b.booked)
        assert all(count == 1 for count in starts.values())

    @invariant()
    def everybody_sees_what_is_theirs(self) -> None:
        for address, token in self.tokens.items():
            theirs = {i for i, b in self.bookings.items() if self._is(b["who"], address)}
            assert {each["id"] for each in self.client.me(token)["sessions"]} == theirs

    @invariant()
    def free_slots_are_those_nobody_has(self) -> None:
        shown = {slot.id for slot in wiring.run(bookable_slots, None)}
        assert shown == {slot["id"] for slot in self.slots if self._bookable(slot)}

    @invariant()
    def no_mail_is_doubled_and_documents_follow_held_sessions(self) -> None:
        ids = Counter(
            mail.raw.split(b"Message-ID: ")[1].split(b"\r\n")[0] for mail in self._mails()
        )
        assert all(count == 1 for count in ids.values()), ids
        assert self._documents() <= self._held()

    def _documents(self) -> Counter[str]:
        """How many documents were sent to each address, or to those that were ever one person's."""
        return Counter(self._family(m.to) for m in self._mails() if m.kind == "document")

    def _held(self) -> Counter[str]:
        held = (b["who"] for b in self.bookings.values() if b["status"] == "completed")
        return Counter(self._family(each) for each in held)

    def _one(self, address: str) -> str:
        """The address of who somebody is one with now."""
        into = {gone: one for one, gone, _ in self.merges}
        while address in into:
            address = into[address]
        return address

    def _is(self, address: str, other: str) -> bool:
        return self._one(address) == self._one(other)

    def _family(self, address: str) -> str:
        return self.families.get(address, address)

    def _mails(self) -> list[Any]:
        return self.system.mailbox.mails

    def _free(self, slot: dict[str, Any]) -> bool:
        """A slot stays with its booking whatever its outcome; only moving or cancelling frees."""
        kept = any(
            b["slot"]["id"] == slot["id"]
            for b in self.bookings.values()
            if b["status"] != "cancelled"
        )
        return not kept and self._now() < datetime.fromisoformat(slot["starts_at"])

    def _bookable(self, slot: dict[str, Any]) -> bool:
        notice = datetime.fromisoformat(slot["starts_at"]) - self._now() >= timedelta(hours=12)
        return notice and self._free(slot)

    def _ahead(self, who: str) -> int:
        """How many sessions somebody has to come, but for what was noted already."""
        mine = [
            b for b in self.bookings.values() if self._is(b["who"], who) and b["status"] == "booked"
        ]
        return sum(datetime.fromisoformat(b["ends_at"]) > self._now() for b in mine)

    def _has(self, who: str, booking: dict[str, Any], slot: dict[str, Any]) -> bool:
        """What they ask for is done: a second tap."""
        same = self._is(booking["who"], who) and booking["slot"]["id"] == slot["id"]
        return bool(same and booking["status"] == "booked")

    def _busy(self, who: str, slot: dict[str, Any], but: str = "") -> bool:
        return any(
            self._is(b["who"], who)
            and b["starts_at"] < slot["ends_at"]
            and slot["starts_at"] < b["ends_at"]
            for b in self.bookings.values()
            if b["status"] == "booked" and b["id"] != but
        )

    def _in_time(self, booking: dict[str, Any]) -> bool:
        return self._now() <= datetime.fromisoformat(booking["starts_at"]) - timedelta(hours=24)

    def _pick(self, number: int) -> dict[str, Any] | None:
        every = list(self.bookings.values())
        return every[number % len(every)] if every else None

    def _now(self) -> datetime:
        return self.system.clock.now()


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")


@pytest.mark.parametrize("number", [pytest.param(0, marks=pytest.mark.database), 1, 2, 3])
def test_whatever_people_do_the_promises_hold(
    number: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Seeded(Journey):
        tables = (lambda: None) if on_a_database(request) else Table

    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", BlankPages)
    Journey.steps = 0
    run_state_machine_as_test(
        seed(number)(Seeded),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],  # bounded: shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Journey.steps >= 500
