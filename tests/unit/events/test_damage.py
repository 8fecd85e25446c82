"""Parts of a line are lost, come back, or its number is wrong, while people come and go: once the
sweep came by, the number is that of the places and of those who wait, and nobody is passed."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.events.seats import Seats, WaitingPlace
from chalicelib.workflows.events.seating import tend
from infra.restoring.putting_back import Change, bring_back
from infra.restoring.tables import Tables, place

from .test_machine import Seating, acts, modes, people

SEEDS = 3
times = st.integers(0, 2)


class Damaged(Seating):
    damages = 0

    @rule(person=people)
    def a_place_is_lost(self, person: int) -> None:
        if self._waiting(person):
            self._lose(person, WaitingPlace)
        self._sweeps_come_by()

    @rule(person=people, act=acts, other=people, mode=modes, sweeps=times, alone=st.booleans())
    def a_registration_is_lost_and_comes_back(
        self, person: int, act: str, other: int, mode: Mode, sweeps: int, alone: bool
    ) -> None:
        """Others act meanwhile, and pass who cannot be seen."""
        if not self._waiting(person) or person == other:
            return
        lost = self._lose(person, EventRegistration)
        lost += self._place(person) if alone else self._lose(person, WaitingPlace)
        self.acted.add(self._id(person))
        getattr(self, act)(other, mode)
        self._sweeps_come_by(sweeps)
        self._come_back(lost)
        self._sweeps_come_by()

    @rule(mode=modes, by=st.sampled_from([-1, 1]), act=acts, person=people, where=modes)
    def a_number_is_wrong(self, mode: Mode, by: int, act: str, person: int, where: Mode) -> None:
        """As a hand may leave it; somebody acts before a sweep sees it."""
        [item] = self._items(Seats)
        waiting = item["places"]["M"][mode.value]["M"]["waiting"]
        waiting["N"] = str(int(waiting["N"]) + by)
        self._write({"Put": {"TableName": "table", "Item": item}})
        Damaged.damages += 1
        getattr(self, act)(person, where)
        self._sweeps_come_by()

    def _waiting(self, person: int) -> bool:
        return any(r.id == self._id(person) and r.waits for r in self.world.of(EventRegistration))

    def _place(self, person: int) -> list[Any]:
        mine = {"S": self._id(person)}
        return [i for i in self._items(WaitingPlace) if i["registration_id"] == mine]

    def _lose(self, person: int, kind: type) -> list[Any]:
        mine = self._place(person)
        if kind is EventRegistration:
            mine = [i for i in self._items(kind) if i["id"]["S"] == self._id(person)]
        for item in mine:
            key = {name: item[name] for name in ("pk", "sk")}
            self._write({"Delete": {"TableName": "table", "Key": key}})
            Damaged.damages += 1
        return mine

    def _come_back(self, lost: list[Any]) -> None:
        held = {place(item) for item in self.world.table.items}
        missing = [Change(None, item, item) for item in lost if place(item) not in held]
        tables = Tables(self.world.table, lambda _seconds: None)
        bring_back(tables, "table", missing, self.world.now)

    def _sweeps_come_by(self, times: int = 3) -> None:
        for _ in range(times):
            self.world.run(tend, self.event_id)

    def _items(self, kind: type) -> list[Any]:
        return [item for item in self.world.table.items if item["type"]["S"] == LAYOUTS[kind].name]

    def _write(self, action: Any) -> None:
        self.world.table.transact_write_items(TransactItems=[action])


@pytest.mark.parametrize("number", range(SEEDS))
def test_whatever_is_damaged_the_line_is_right_again(number: int) -> None:
    class Seeded(Damaged):
        pass

    Damaged.damages = 0
    run_state_machine_as_test(
        seed(number)(Seeded),
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Damaged.damages >= 50
